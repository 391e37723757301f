/*
 * calls.js - the latest calls, each with its reason in a sentence; fetched once somebody asks.
 */
import {html} from 'htm/preact';
import {useState} from 'preact/hooks';
import {clock} from '../lib/format.js';
import {t} from '../lib/i18n.js';
import {useLive} from '../lib/live.js';
import {managerSentence} from '../lib/why.js';

function List({calls}) {
    if (calls.length === 0) {
        return html`<p class="soft">${t('calls.none')}</p>`;
    }
    return html`
        <ol>${calls.map((call) => html`
            <li key=${call.id}>
                <time class="numeric">${clock(call.at_ms)}</time>
                ${' '}<b>${call.room?.name}</b>
                ${' '}${call.explanation
                    ? managerSentence(call.number, call.explanation, call.reason) : call.number}
                ${call.undone && ` ${t('because.undone')}`}
            </li>`)}
        </ol>`;
}

export function Calls({session, onSignedOut}) {
    const [isOpen, setOpen] = useState(false);
    const {data} = useLive({
        path: '/calls', view: 'console', gapMs: 500, key: isOpen && session.csrf, onSignedOut,
    });
    return html`
        <section class="card calls" aria-labelledby="calls-title">
            <h2 id="calls-title">${t('calls.title')}</h2>
            <details onToggle=${(event) => setOpen(event.target.open)}>
                <summary data-test="calls">${t('calls.show')}</summary>
                ${data && html`<${List} calls=${data.calls} />`}
            </details>
        </section>`;
}

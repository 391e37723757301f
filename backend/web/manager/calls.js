/*
 * calls.js - the latest calls, each with its reason in a sentence.
 */
import {html} from 'htm/preact';
import {clock} from '../lib/format.js';
import {t} from '../lib/i18n.js';
import {useLive} from '../lib/live.js';
import {managerSentence} from '../lib/why.js';

export function Calls({session, onSignedOut}) {
    const {data} = useLive({
        path: '/calls', view: 'console', gapMs: 500, key: session.csrf, onSignedOut,
    });
    const calls = data?.calls ?? [];
    return html`
        <section class="card calls" aria-labelledby="calls-title">
            <h2 id="calls-title">${t('calls.title')}</h2>
            ${calls.length === 0 ? html`<p class="soft">${t('calls.none')}</p>` : html`
                <ol>${calls.map((call) => html`
                    <li key=${call.id}>
                        <time class="numeric">${clock(call.at_ms)}</time>
                        ${' '}<b>${call.room?.name}</b>
                        ${' '}${managerSentence(call.number, call.explanation)}
                    </li>`)}
                </ol>`}
        </section>`;
}

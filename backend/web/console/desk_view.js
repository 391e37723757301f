/*
 * desk_view.js - the receptionist's page: a number is issued, looked up, cancelled, put back.
 */
import {html} from 'htm/preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {post} from '../lib/api.js';
import {t} from '../lib/i18n.js';
import {Find, standingText} from './desk_find.js';
import {Issue} from './desk_issue.js';
import {Parked} from './side.js';

/* Comes into sight on a narrow window, where the list may have pushed it out. */
function Issued({issued}) {
    const card = useRef(null);
    useEffect(() => {
        if (issued) {
            card.current.scrollIntoView({block: 'nearest'});
        }
    }, [issued]);
    return html`
        <section class="card issued" ref=${card} aria-labelledby="issued-title">
            <h2 id="issued-title">${t('desk.issued_title')}</h2>
            ${issued ? html`
                <p class="number numeric" data-test="issued">${issued.ticket.number}</p>
                <p>${standingText(issued)}</p>
                <p class="soft">${t('desk.phone')}</p>
                <p class="link" data-test="phone-link">${issued.url}</p>`
                : html`<p class="soft">${t('desk.none_issued')}</p>`}
        </section>`;
}

export function Reception({data, busy, run, say, said, actions, label}) {
    const [issued, setIssued] = useState(null);
    async function issue(request) {
        let isGiven = false;
        await run('issue', async () => {
            const answer = await post('/tickets', request);
            setIssued(answer);
            isGiven = true;
            return () => `${t('desk.issued', {number: answer.ticket.number})} ` +
                standingText(answer);
        });
        return isGiven;
    }
    return html`
        <div class="reception">
            <div class="side result">
                <${Issued} issued=${issued} />
                <p class="said" role="status" data-test="said">${said?.()}</p>
            </div>
            <${Issue} busy=${busy} onIssue=${issue} />
            <div class="side rest">
                <${Find} ...${{data, busy, run, say, label}} />
                <${Parked} ...${{data, label, actions, busy}} />
                <p class="soft">${t('queues.total', {n: data.waiting_total})}</p>
            </div>
        </div>`;
}

/*
 * desk_view.js - the receptionist's page: a number is issued and printed, looked up, cancelled, put
 * back; somebody with an appointment is checked in.
 */
import {html} from 'htm/preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {post} from '../lib/api.js';
import {t} from '../lib/i18n.js';
import {Button} from '../lib/shell.js';
import {Find, standingText} from './desk_find.js';
import {Issue} from './desk_issue.js';
import {PRINT_KEY, PrintAtOnce, printTicket, usePrintAtOnce, usePrintKey} from './desk_print.js';
import {Today} from './desk_today.js';
import {Parked} from './side.js';

/* Comes into sight on a narrow window, where the list may have pushed it out. */
function Issued({issued, busy, onPrint, hasKey}) {
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
                ${issued.arrival && html`<p data-test="arrival">
                    ${t(`arrival.${issued.arrival}`)}</p>`}
                <p><${Button} isBusy=${busy !== ''} onPress=${onPrint} data-test="print"
                    hotkey=${hasKey ? PRINT_KEY : undefined}>${t('desk.print')}<//></p>
                <p class="soft">${t('desk.phone')}</p>
                <p class="link" data-test="phone-link">${issued.url}</p>`
                : html`<p class="soft">${t('desk.none_issued')}</p>`}
        </section>`;
}

/* What gives numbers and prints them. `shown` is the ticket that the key prints. */
function useCounter({run}) {
    const [issued, setIssued] = useState(null);
    const [shown, setShown] = useState(null);
    const [isAtOnce, setAtOnce] = usePrintAtOnce();
    const print = (ticket) => run('print', async () => {
        await printTicket(ticket);
        return () => t('desk.printing', {number: ticket.number});
    });
    /* `words(answer)` says what was done; true once the number is given. The paper does not wait
     * until the screen has moved on. */
    async function give(name, ask, words) {
        let answer = null;
        await run(name, async () => {
            answer = await ask();
            setIssued(answer);
            setShown(answer.ticket);
            if (!isAtOnce) {
                return () => words(answer);
            }
            await printTicket(answer.ticket);
            return () => `${words(answer)} ${t('desk.printing', {number: answer.ticket.number})}`;
        });
        return answer !== null;
    }
    usePrintKey(shown && (() => print(shown)));
    return {issued, shown, setShown, isAtOnce, setAtOnce, print, give};
}

export function Reception({data, busy, run, say, said, actions, label}) {
    const {issued, shown, setShown, isAtOnce, setAtOnce, print, give} = useCounter({run});
    const issue = (request) => give('issue', () => post('/tickets', request), (answer) =>
        `${t('desk.issued', {number: answer.ticket.number})} ${standingText(answer)}`);
    const checkIn = ({id}, language) => give('check-in',
        () => post('/appointments/check-in', {appointment: id, language}), (answer) =>
            `${t('desk.issued', {number: answer.ticket.number})} ` +
                t(`arrival.${answer.arrival}`));
    return html`
        <div class="reception">
            <div class="side result">
                <${Issued} issued=${issued} busy=${busy} onPrint=${() => print(issued.ticket)}
                    hasKey=${shown?.id === issued?.ticket.id} />
                <p class="said" role="status" data-test="said">${said?.()}</p>
            </div>
            <${Issue} busy=${busy} onIssue=${issue}>
                <${PrintAtOnce} isAtOnce=${isAtOnce} onChange=${setAtOnce} />
            <//>
            <div class="side rest">
                <${Find} ...${{data, busy, run, say, label, shown}} onShow=${setShown}
                    onPrint=${print} onCheckIn=${checkIn} />
                <${Today} ...${{data, busy, run, label}} onCheckIn=${checkIn} />
                <${Parked} ...${{data, label, actions, busy}} />
                <p class="soft">${t('queues.total', {n: data.waiting_total})}</p>
            </div>
        </div>`;
}

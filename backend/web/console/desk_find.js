/*
 * desk_find.js - today's ticket by its number, an appointment by its code: where it stands, and
 * what a desk can do about it.
 */
import {html} from 'htm/preact';
import {useEffect, useState} from 'preact/hooks';
import {get, post} from '../lib/api.js';
import {clock} from '../lib/format.js';
import {t} from '../lib/i18n.js';
import {Button} from '../lib/shell.js';
import {useArrival} from './arrival.js';
import {appointmentCode, ticketNumber} from './desk_keys.js';
import {createOrder} from './desk_order.js';
import {PRINT_KEY} from './desk_print.js';
import {Sure} from './desk_sure.js';
import {FoundVisit} from './desk_visit.js';
import {Route} from './route.js';

const CLOSED = ['done', 'cancelled', 'left'];
const IN_ROOM = ['called', 'serving'];

/* "Przed tą osobą: 3. Czas: 10–20 min." */
export function standingText({ahead, wait}) {
    const sentences = [t('desk.ahead', {n: ahead})];
    if (wait) {
        sentences.push(wait.high_min === 0 ? t('desk.soon')
            : t('desk.wait', {low: wait.low_min, high: wait.high_min}));
    }
    return sentences.join(' ');
}

const ticketKind = {
    path: (number) => `/tickets?number=${number}`, again: ({ticket}) => `/tickets/${ticket.id}`,
    found: (number) => t('desk.found', {number}),
    missing: (number) => t('desk.not_found', {number}),
};
const visitKind = {
    path: (code) => `/appointments?code=${code}`,
    again: ({appointment}) => `/appointments?code=${appointment.code}`,
    found: (_, {appointment}) => t('desk.visit_found', {time: clock(appointment.starts_ms)}),
    missing: (code) => t('desk.code_not_found', {code}),
};

/* What is shown, asked for anew whenever the office changes: {ticket, ...} or {appointment}. An
 * answer that something newer has overtaken is dropped. */
function useFound({seq, run, onShow}) {
    const [found, setFound] = useState(null);
    const [ask] = useState(createOrder);
    const show = (answer) => {
        ask()();
        setFound(answer);
    };
    const again = found && (found.ticket ? ticketKind : visitKind).again(found);
    useEffect(() => {
        if (again) {
            const isNewer = ask();
            get(again).then((answer) => isNewer() && setFound(answer),
                () => {}); /* the strip says that the connection is away */
        }
    }, [seq, again]);
    const find = (kind, asked) => run('find', async () => {
        show(null);
        try {
            const answer = await get(kind.path(asked));
            show(answer);
            if (answer.ticket) {
                onShow(answer.ticket);
            }
            return () => kind.found(asked, answer);
        } catch (error) {
            if (error.status === 404) {
                return () => kind.missing(asked);
            }
            throw error;
        }
    });
    return {found, find, show};
}

function actionsOn({ticket, run, label}) {
    const {id, number} = ticket;
    const act = (name, body, words) => run(name, async () => {
        await post(`/tickets/${id}/${name}`, body);
        return words;
    });
    return {
        cancel: () => act('cancel', {}, () => t('desk.cancelled', {number})),
        resume: () => act('resume', {}, () => t('done.requeued', {number})),
        addStep: (service) => act('steps', {service},
            () => t('done.route', {service: label(service)})),
        agree: (step) => act('agree', {step: step.id},
            () => t('done.route', {service: label(step.service)})),
        drop: (step) => act('drop', {step: step.id},
            () => t('done.dropped', {service: label(step.service)})),
    };
}

function Found({found, data, busy, run, label, hasKey, onPrint}) {
    const {ticket} = found;
    const title = useArrival(`${ticket.id} ${ticket.state}`);
    useEffect(() => title.current.focus(), [ticket.id]);
    const actions = actionsOn({ticket, run, label});
    const isOpen = !CLOSED.includes(ticket.state);
    const roomId = ticket.steps.find((step) => IN_ROOM.includes(step.state))?.room;
    const room = data.rooms.find(({id}) => id === roomId)?.name;
    const facts = [room, t('desk.issued_at', {time: clock(ticket.issued_ms)}),
        ticket.priority && t('visit.priority')].filter(Boolean);
    return html`
        <div class="found" data-test="found">
            <h3 ref=${title} tabindex="-1"><span class="numeric big">${ticket.number}</span>
                ${' '}<span class="pill">${t(`ticket.${ticket.state}`)}</span></h3>
            <p>${facts.join(', ')}</p>
            ${ticket.state === 'waiting' && html`<p>${standingText(found)}</p>`}
            <div class="row">
                ${ticket.state === 'parked' && html`
                    <${Button} kind="primary" isBusy=${busy !== ''} onPress=${actions.resume}
                        data-test="resume-found">${t('act.resume')}<//>`}
                ${isOpen && html`
                    <${Button} isBusy=${busy !== ''} onPress=${() => onPrint(ticket)}
                        hotkey=${hasKey ? PRINT_KEY : undefined} data-test="reprint">
                        ${t('desk.reprint')}<//>
                    <${Sure} key=${ticket.id} name="cancel" busy=${busy} onSure=${actions.cancel}
                        text=${t('desk.cancel')} yes=${t('desk.cancel_yes')}
                        said=${t('desk.cancel_number', {number: ticket.number})}
                        question=${t('desk.cancel_sure', {number: ticket.number})} />`}
            </div>
            <${Route} ...${{ticket, data, actions, busy, label}} isClosed=${!isOpen} />
        </div>`;
}

export function Find({data, busy, run, say, label, shown, onShow, onPrint, onCheckIn}) {
    const [typed, setTyped] = useState('');
    const {found, find, show} = useFound({seq: data.seq, run, onShow});
    function submit(event) {
        event.preventDefault();
        const number = ticketNumber(typed);
        const code = appointmentCode(typed);
        if (number) {
            find(ticketKind, number);
        } else if (code) {
            find(visitKind, code);
        } else {
            say(() => t('desk.number_how'));
        }
    }
    const more = {data, busy, run, label};
    return html`
        <section class="card find">
            <h2>${t('desk.find_title')}</h2>
            <form class="row" onSubmit=${submit} role="search">
                <div class="field">
                    <label for="find">${t('desk.find_what')}</label>
                    <input id="find" type="text" autocomplete="off" autocapitalize="characters"
                        spellcheck=${false} maxlength="9" value=${typed} data-test="find"
                        onInput=${(event) => setTyped(event.target.value)} />
                </div>
                <${Button} type="submit" isBusy=${busy === 'find'}>${t('desk.find')}<//>
            </form>
            ${found?.ticket && html`<${Found} found=${found} ...${more} onPrint=${onPrint}
                hasKey=${shown?.id === found.ticket.id} />`}
            ${found?.appointment && html`<${FoundVisit} appointment=${found.appointment} ...${more}
                onCheckIn=${onCheckIn}
                onChanged=${(appointment) => show({appointment})} />`}
        </section>`;
}

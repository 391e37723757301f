/*
 * desk_find.js - today's ticket by its number: where it stands, and what a desk can do about it.
 */
import {html} from 'htm/preact';
import {useEffect, useLayoutEffect, useRef, useState} from 'preact/hooks';
import {get, post} from '../lib/api.js';
import {clock} from '../lib/format.js';
import {t} from '../lib/i18n.js';
import {Button} from '../lib/shell.js';
import {ticketNumber} from './desk_keys.js';
import {Route} from './route.js';
import {useArrival} from './stage.js';

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

/* The ticket that is shown, asked for anew whenever the office changes. */
function useFound({seq, run}) {
    const [found, setFound] = useState(null);
    const wanted = useRef(null);
    const id = found?.ticket.id;
    useEffect(() => {
        if (id) {
            get(`/tickets/${id}`).then((answer) => {
                if (wanted.current === id) {
                    setFound(answer);
                }
            }, () => {}); /* the strip says that the connection is away */
        }
    }, [seq, id]);
    const find = (number) => run('find', async () => {
        wanted.current = null;
        setFound(null);
        try {
            const answer = await get(`/tickets?number=${number}`);
            wanted.current = answer.ticket.id;
            setFound(answer);
            return () => t('desk.found', {number});
        } catch (error) {
            if (error.status === 404) {
                return () => t('desk.not_found', {number});
            }
            throw error;
        }
    });
    return {found, find};
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

/* Asks once: there is no way back from it. The focus goes to what changes nothing. */
function Cancel({number, busy, onCancel}) {
    const [isSure, setSure] = useState(false);
    const frame = useRef(null);
    const isFirst = useRef(true);
    /* With the change itself: a key pressed right after it meets the new focus. */
    useLayoutEffect(() => {
        if (!isFirst.current) {
            frame.current.querySelector('button:last-of-type').focus();
        }
        isFirst.current = false;
    }, [isSure]);
    if (!isSure) {
        return html`<div ref=${frame}>
            <${Button} isBusy=${busy !== ''} onPress=${() => setSure(true)}
                aria-label=${t('desk.cancel_number', {number})} data-test="cancel">
                ${t('desk.cancel')}
            <//>
        </div>`;
    }
    return html`
        <div class="row" ref=${frame} role="group" aria-label=${t('desk.cancel_sure', {number})}>
            <p class="sure">${t('desk.cancel_sure', {number})}</p>
            <${Button} kind="primary" isBusy=${busy !== ''} onPress=${onCancel}
                data-test="cancel-yes">${t('desk.cancel_yes')}<//>
            <${Button} onPress=${() => setSure(false)}>${t('desk.cancel_no')}<//>
        </div>`;
}

function Found({found, data, busy, run, label}) {
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
                ${isOpen && html`<${Cancel} key=${ticket.id} number=${ticket.number} busy=${busy}
                    onCancel=${actions.cancel} />`}
            </div>
            <${Route} ...${{ticket, data, actions, busy, label}} isClosed=${!isOpen} />
        </div>`;
}

export function Find({data, busy, run, say, label}) {
    const [typed, setTyped] = useState('');
    const {found, find} = useFound({seq: data.seq, run});
    function submit(event) {
        event.preventDefault();
        const number = ticketNumber(typed);
        if (number) {
            find(number);
        } else {
            say(() => t('desk.number_how'));
        }
    }
    return html`
        <section class="card find">
            <h2>${t('desk.find_title')}</h2>
            <form class="row" onSubmit=${submit} role="search">
                <div class="field">
                    <label for="find">${t('visit.number')}</label>
                    <input id="find" type="text" autocomplete="off" autocapitalize="characters"
                        spellcheck=${false} maxlength="9" value=${typed} data-test="find"
                        onInput=${(event) => setTyped(event.target.value)} />
                </div>
                <${Button} type="submit" isBusy=${busy === 'find'}>${t('desk.find')}<//>
            </form>
            ${found && html`<${Found} ...${{found, data, busy, run, label}} />`}
        </section>`;
}

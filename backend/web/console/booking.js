/*
 * booking.js - the next visit is booked before this one ends: a day, a time, a code on paper.
 * Nothing about the person is asked or kept. The code is shown outside the visit (frame.js).
 */
import {html} from 'htm/preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {get, post, serverNow} from '../lib/api.js';
import {clock, longDate, shortDate} from '../lib/format.js';
import {problemText, t} from '../lib/i18n.js';
import {Button} from '../lib/shell.js';
import './slip.js'; /* is here before it is wanted */
import {allSlots, dayAfter, slotsByDay} from './slots.js';

const DAYS = 14;

/* Free times of one service from `page` fortnights on; null while they are on their way. */
function useSlots({service, staff, page}) {
    const [found, setFound] = useState(null);
    const [error, setError] = useState(null);
    const [turn, setTurn] = useState(0);
    useEffect(() => {
        let isStale = false;
        setFound(null);
        setError(null);
        const ask = (first, count) => {
            const from = dayAfter(serverNow(), page * DAYS + first);
            return get(`/slots?service=${service}&from=${from}&days=${count}${
                staff ? `&staff=${staff}` : ''}`);
        };
        allSlots(ask, DAYS)
            .then((slots) => isStale || setFound(slotsByDay(slots)),
                (failure) => isStale || setError(failure));
        return () => { isStale = true; };
    }, [service, staff, page, turn]);
    return {days: found, error, again: () => setTurn(turn + 1)};
}

/* Services that people come to without booking have no times. */
const bookable = ({services}) => services.filter((service) => service.bookable);

/* What is most likely booked next: the same again where that can be. */
function likely(data, service) {
    const able = bookable(data);
    return (able.find(({code}) => code === service) ?? able[0])?.code;
}

function Wish({data, wish, setWish, isMine, label}) {
    return html`
        <div class="options">
            <label>${t('book.what')}
                <select class="select" value=${wish.service} data-test="book-what"
                    onChange=${(event) => setWish({service: event.target.value})}>
                    ${bookable(data).map(({code}) => html`
                        <option key=${code} value=${code} selected=${code === wish.service}>
                            ${label(code)}</option>`)}
                </select>
            </label>
            ${isMine && html`
                <label class="check">
                    <input type="checkbox" checked=${wish.withMe} data-test="book-with-me"
                        onChange=${(event) => setWish({withMe: event.target.checked})} />
                    ${t('book.with_me')}
                </label>`}
        </div>`;
}

function Days({days, chosen, onChoose}) {
    return html`
        <div class="row days" role="group" aria-label=${t('book.day')}>
            ${days.map(({day, at_ms: at, times}) => html`
                <${Button} key=${day} aria-pressed=${String(day === chosen)}
                    onPress=${() => onChoose(day)} data-test="slot-day">
                    <span class="two">${shortDate(at)}
                        <small class="numeric">${t('book.free', {n: times.length})}</small></span>
                <//>`)}
        </div>`;
}

function Times({times, busy, onBook}) {
    return html`
        <div class="row times" role="group" aria-label=${t('book.time')}>
            ${times.map((slot) => html`
                <${Button} key=${slot.starts_ms} isBusy=${busy !== ''}
                    onPress=${() => onBook(slot)} data-test="slot"
                    aria-label=${`${longDate(slot.starts_ms)}, ${clock(slot.starts_ms)}`}>
                    ${clock(slot.starts_ms)}<//>`)}
        </div>`;
}

function Choice({slots, busy, onBook}) {
    const [chosen, setChosen] = useState(null);
    const {days, error} = slots;
    if (error) {
        return html`<p role="alert">${problemText(error)}</p>`;
    }
    if (!days) {
        return html`<p class="soft">${t('app.loading')}</p>`;
    }
    const day = days.find((one) => one.day === chosen) ?? days[0];
    return day
        ? html`
            <${Days} days=${days} chosen=${day.day} onChoose=${setChosen} />
            <${Times} times=${day.times} busy=${busy} onBook=${onBook} />`
        : html`<p data-test="book-none">${t('book.none')}</p>`;
}

export function Booking({data, ticket, service, run, busy, label, onBooked, onClose}) {
    const [wish, setAll] = useState({service: likely(data, service), withMe: true,
        page: 0});
    const setWish = (change) => setAll({...wish, page: 0, ...change});
    const title = useRef(null);
    const isMine = data.queues.some((queue) =>
        queue.service === wish.service && queue.preference === 1);
    const staff = isMine && wish.withMe ? data.session.staff.id : null;
    const slots = useSlots({service: wish.service, staff, page: wish.page});
    useEffect(() => title.current.focus(), []);
    const book = ({starts_ms: startsMs}) => run('book', async () => {
        try {
            const {appointment} = await post('/appointments',
                {service: wish.service, starts_ms: startsMs, ...(staff && {staff})});
            onBooked({appointment, language: ticket.language});
            return () => t('book.done',
                {day: longDate(appointment.starts_ms), time: clock(appointment.starts_ms)});
        } catch (failure) {
            slots.again(); /* somebody was faster: what is left is shown with the words */
            title.current?.focus(); /* the time that had it is about to go */
            throw failure;
        }
    });
    return html`
        <div class="booking" onKeyDown=${(event) => event.key === 'Escape' && onClose()}>
            <h3 ref=${title} tabindex="-1">${t('book.title')}</h3>
            <${Wish} ...${{data, wish, setWish, isMine, label}} />
            <${Choice} key=${`${wish.service} ${wish.page}`} ...${{slots, busy}} onBook=${book} />
            <div class="row">
                ${wish.page > 0 && html`<${Button} onPress=${() => setWish({page: wish.page - 1})}
                    data-test="book-earlier">${t('book.earlier')}<//>`}
                <${Button} onPress=${() => setWish({page: wish.page + 1})}
                    data-test="book-later">${t('book.later')}<//>
                <${Button} kind="quiet" hotkey="Esc" aria-keyshortcuts="Escape" onPress=${onClose}
                    data-test="book-close">${t('book.close')}<//>
            </div>
        </div>`;
}

/*
 * desk_today.js - who is booked for today: whoever has lost the code says at what time.
 */
import {html} from 'htm/preact';
import {useEffect, useState} from 'preact/hooks';
import {get} from '../lib/api.js';
import {clock} from '../lib/format.js';
import {t} from '../lib/i18n.js';
import {Button} from '../lib/shell.js';
import {createOrder} from './desk_order.js';
import {FoundVisit} from './desk_visit.js';
import {Section} from './section.js';
import {dayNumber} from './slots.js';

const OVER = ['done', 'missed', 'cancelled'];

/* [today's appointments, null until they are here; put a changed one in its place]. */
function useToday({seq, now_ms: nowMs}) {
    const [list, setList] = useState(null);
    const [ask] = useState(createOrder);
    const day = dayNumber(nowMs);
    useEffect(() => {
        const isNewer = ask();
        get(`/appointments?day=${day}`).then(({appointments}) =>
            isNewer() && setList(appointments), () => {}); /* the strip says what is away */
    }, [seq, day]);
    const put = (changed) => {
        ask()();
        setList((before) => before.map((each) => (each.id === changed.id ? changed : each)));
    };
    return [list, put];
}

function Row({appointment, isChosen, onChoose, more}) {
    const {staff, starts_ms: at, state, number, service} = appointment;
    const who = more.data.colleagues.find(({id}) => id === staff)?.title;
    const what = service ? more.label(service) : t('step.hidden');
    return html`
        <li class=${OVER.includes(state) ? 'is-over' : ''} data-test="today-row">
            <${Button} onPress=${onChoose} aria-expanded=${String(isChosen)}
                aria-label=${[clock(at), what, t(`booked.${state}`)].join(', ')}>
                <span class="numeric">${clock(at)}</span><//>
            <span class="what"><span>${what}</span>${who && html`<small>${who}</small>`}</span>
            <span class="state">${number && html`<b class="numeric">${number}</b> `}
                ${t(`booked.${state}`)}</span>
            ${isChosen && html`<${FoundVisit} ...${{appointment, ...more}} />`}
        </li>`;
}

function List({onCheckIn, ...more}) {
    const [list, put] = useToday(more.data);
    const [chosen, setChosen] = useState(null);
    if (!list) {
        return null;
    }
    if (list.length === 0) {
        return html`<p class="soft">${t('appointments.none')}</p>`;
    }
    const rest = {...more, onCheckIn, onChanged: put};
    return html`
        <p class="soft">${t('desk.lost_code')}</p>
        <ol>${list.map((appointment) => html`
            <${Row} key=${appointment.id} appointment=${appointment} more=${rest}
                isChosen=${chosen === appointment.id} onChoose=${() => setChosen((before) =>
                    (before === appointment.id ? null : appointment.id))} />`)}</ol>`;
}

/* Folded up it asks for nothing. */
export function Today(props) {
    return html`
        <${Section} title=${t('appointments.title')} isOpen=${false} kind="booked-today at-desk">
            ${(isShown) => isShown && html`<${List} ...${props} />`}
        <//>`;
}

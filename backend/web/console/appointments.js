/*
 * appointments.js - who is booked for today with the services one gives: times and states only.
 */
import {html} from 'htm/preact';
import {clock} from '../lib/format.js';
import {t} from '../lib/i18n.js';
import {Section, useNarrow} from './section.js';

const OVER = ['done', 'missed', 'cancelled'];

function Row({appointment, data, label}) {
    const {staff, state, number, service} = appointment;
    const who = staff !== data.session.staff.id &&
        data.colleagues.find(({id}) => id === staff)?.title;
    return html`
        <li class=${OVER.includes(state) ? 'is-over' : ''} data-test="appointment-row">
            <b class="numeric">${clock(appointment.starts_ms)}</b>
            <span class="what"><span>${service ? label(service) : t('step.hidden')}</span>
                ${who && html`<small>${who}</small>`}</span>
            <span class="state">${number && html`<b class="numeric">${number}</b> `}
                ${t(`booked.${state}`)}</span>
        </li>`;
}

export function Appointments({data, label}) {
    const isNarrow = useNarrow();
    const {appointments} = data;
    const open = appointments.filter(({state}) => !OVER.includes(state)).length;
    return html`
        <${Section} title=${t('appointments.title')} count=${open || undefined} kind="booked-today"
            isOpen=${!isNarrow}>
            ${appointments.length === 0
                ? html`<p class="soft">${t('appointments.none')}</p>`
                : html`<ol data-test="appointments">${appointments.map((appointment) => html`
                    <${Row} key=${appointment.id} ...${{appointment, data, label}} />`)}</ol>`}
        <//>`;
}

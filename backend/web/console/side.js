/*
 * side.js - beside the stage: the queues one may serve, who is set aside.
 */
import {html} from 'htm/preact';
import {serverNow} from '../lib/api.js';
import {clock, waited} from '../lib/format.js';
import {t} from '../lib/i18n.js';
import {Button, useNow} from '../lib/shell.js';
import {Section, useNarrow} from './section.js';

const REDRAW_MS = 15_000;

function QueueRow({queue, label, now}) {
    const oldest = queue.oldest_checkin_ms;
    return html`
        <tr class=${queue.waiting > 0 ? 'has-people' : ''}>
            <th scope="row">${label(queue.service)}</th>
            <td class="numeric">${queue.waiting > 0 ? queue.waiting : t('queues.nobody')}</td>
            <td class="numeric">${oldest ? waited(now - oldest) : '–'}</td>
        </tr>`;
}

export function Queues({data, label}) {
    const now = useNow(serverNow, REDRAW_MS);
    const isNarrow = useNarrow();
    const queues = [...data.queues].sort((a, b) => a.preference - b.preference);
    return html`
        <${Section} title=${t('queues.title')} isOpen=${!isNarrow} kind="queues">
            ${queues.length === 0
                ? html`<p>${t('queues.none')}</p>`
                : html`
                    <table aria-label=${t('queues.title')}>
                        <thead><tr>
                            <th scope="col">${t('queues.service')}</th>
                            <th scope="col">${t('queues.waiting')}</th>
                            <th scope="col">${t('queues.oldest')}</th>
                        </tr></thead>
                        <tbody>
                            ${queues.map((queue) => html`<${QueueRow} key=${queue.service}
                                ...${{queue, label, now}} />`)}
                        </tbody>
                    </table>`}
            <p class="soft total">${t('queues.total', {n: data.waiting_total})}</p>
        <//>`;
}

function ParkedRow({parked, label, actions, busy, now}) {
    return html`
        <li>
            <div>
                <b class="numeric">${parked.number}</b>
                <span>${parked.service ? label(parked.service) : t('step.hidden')}</span>
                <p class="soft">${t('parked.since', {
                    time: clock(parked.since_ms), wait: waited(now - parked.since_ms),
                })}</p>
            </div>
            <${Button} isBusy=${busy !== ''} onPress=${() => actions.resume(parked)}
                aria-label=${t('act.resume_number', {number: parked.number})} data-test="resume">
                ${t('act.resume')}
            <//>
        </li>`;
}

export function Parked({data, label, actions, busy}) {
    const now = useNow(serverNow, REDRAW_MS);
    return html`
        <${Section} title=${t('parked.title')} count=${data.parked.length || undefined}
            kind="parked">
            ${data.parked.length === 0
                ? html`<p class="soft">${t('parked.none')}</p>`
                : html`<ul>${data.parked.map((parked) => html`<${ParkedRow} key=${parked.ticket}
                        ...${{parked, label, actions, busy, now}} />`)}</ul>`}
        <//>`;
}

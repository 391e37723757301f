/*
 * figures.js - the manager's counts and tables. A null is a dash, and the dash is explained.
 */
import {html} from 'htm/preact';
import {clock, minutes} from '../lib/format.js';
import {hasText, t} from '../lib/i18n.js';

function Figure({name, value, note}) {
    return html`
        <div class="figure" data-test=${name}>
            <dt>${t(`figure.${name}`)}</dt>
            <dd>
                <b class="numeric">${value}</b>
                ${note && html`<small class="soft">${note}</small>`}
            </dd>
        </div>`;
}

export function Figures({data}) {
    const {wait} = data;
    const note = t('figure.waits', {n: wait.count});
    return html`
        <dl class="figures counts">
            <${Figure} name="issued" value=${data.issued} />
            <${Figure} name="waiting" value=${data.waiting} />
            <${Figure} name="with_staff" value=${data.called + data.serving} />
            <${Figure} name="done" value=${data.done} />
            <${Figure} name="parked" value=${data.parked} />
            <${Figure} name="gone" value=${data.left + data.cancelled} />
        </dl>
        <dl class="figures waits">
            <${Figure} name="median" value=${minutes(wait.median_min)} note=${note} />
            <${Figure} name="p90" value=${minutes(wait.p90_min)} note=${note} />
            <${Figure} name="longest"
                value=${data.waiting > 0 ? minutes(wait.longest_open_min) : '–'} />
        </dl>`;
}

/* The roles are said, because the narrow layout takes the display of a table away. */
function Cell({children}) {
    return html`<td role="cell" class="numeric">${children}</td>`;
}

function Minutes({value}) {
    return html`
        <${Cell}>${value === null
            ? html`<span aria-hidden="true">–</span>
                <span class="hidden">${t('services.hidden')}</span>`
            : minutes(value)}<//>`;
}

function ServiceRow({row, label}) {
    return html`
        <tr role="row">
            <th role="rowheader" scope="row">${label(row.service)}</th>
            <${Cell}>${row.issued}<//>
            <${Cell}>${row.waiting}<//>
            <${Cell}>${row.served}<//>
            <${Minutes} value=${row.wait_median_min} />
            <${Minutes} value=${row.wait_p90_min} />
        </tr>`;
}

function ServiceTable({rows, label}) {
    const columns = ['service', 'issued', 'waiting', 'served', 'median', 'p90'];
    return html`
        <table role="table" class="services" aria-labelledby="services-title">
            <thead role="rowgroup"><tr role="row">
                ${columns.map((name) => html`
                    <th role="columnheader" scope="col">${t(`services.${name}`)}</th>`)}
            </tr></thead>
            <tbody role="rowgroup">
                ${rows.map((row) => html`
                    <${ServiceRow} key=${row.service} row=${row} label=${label} />`)}
            </tbody>
        </table>`;
}

export function Services({services, label}) {
    const used = services.filter((row) => row.issued > 0 || row.waiting > 0 || row.served > 0);
    return html`
        <section class="card">
            <h2 id="services-title">${t('services.title')}</h2>
            ${used.length === 0 ? html`<p class="soft">${t('services.none')}</p>` : html`
                <${ServiceTable} rows=${used} label=${label} />
                <p class="soft note">${t('services.note')}</p>`}
        </section>`;
}

const ticketState = (state) => (hasText(`ticket.${state}`) ? t(`ticket.${state}`) : state);

export function Newest({tickets}) {
    const columns = ['number', 'state', 'at', 'wait'];
    return html`
        <section class="card newest">
            <h2 id="newest-title">${t('newest.title')}</h2>
            ${tickets.length === 0 ? html`<p class="soft">${t('newest.none')}</p>` : html`
                <table aria-labelledby="newest-title">
                    <thead><tr>
                        ${columns.map((name) => html`<th scope="col">${t(`newest.${name}`)}</th>`)}
                    </tr></thead>
                    <tbody>${tickets.map((ticket) => html`
                        <tr key=${ticket.number}>
                            <th scope="row" class="numeric">${ticket.number}</th>
                            <td>${ticketState(ticket.state)}</td>
                            <td class="numeric">${clock(ticket.checkin_ms)}</td>
                            <td class="numeric">${minutes(ticket.wait_min)}</td>
                        </tr>`)}</tbody>
                </table>`}
        </section>`;
}

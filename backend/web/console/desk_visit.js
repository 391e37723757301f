/*
 * desk_visit.js - an appointment that was found: when, with whom, and the check-in of who came.
 */
import {html} from 'htm/preact';
import {useEffect, useState} from 'preact/hooks';
import {post} from '../lib/api.js';
import {clock, longDate} from '../lib/format.js';
import {t} from '../lib/i18n.js';
import {Button} from '../lib/shell.js';
import {useArrival} from './arrival.js';
import {LanguageChoice} from './desk_issue.js';
import {Sure} from './desk_sure.js';

const timeOf = ({starts_ms: at}) => ({time: clock(at)});

function Actions({appointment, isToday, busy, run, onCheckIn, onChanged}) {
    const [language, setLanguage] = useState('pl');
    const cancel = () => run('cancel-visit', async () => {
        onChanged((await post(`/appointments/${appointment.id}/cancel`)).appointment);
        return () => t('desk.visit_cancelled', timeOf(appointment));
    });
    return html`
        ${isToday && html`
            <div class="options">
                <${LanguageChoice} ...${{language}} name="visit-language" onChange=${setLanguage} />
            </div>`}
        <div class="row">
            ${isToday && html`
                <${Button} kind="primary" isBusy=${busy !== ''} data-test="check-in"
                    onPress=${() => onCheckIn(appointment, language)}>${t('desk.check_in')}<//>`}
            <${Sure} busy=${busy} onSure=${cancel} name="cancel-visit"
                text=${t('desk.visit_cancel')} yes=${t('desk.visit_cancel_yes')}
                question=${t('desk.visit_cancel_sure', timeOf(appointment))} />
        </div>`;
}

export function FoundVisit({appointment, data, busy, run, label, onCheckIn, onChanged}) {
    const title = useArrival(`${appointment.id} ${appointment.state}`);
    useEffect(() => title.current.focus(), [appointment.id]);
    const who = data.colleagues.find(({id}) => id === appointment.staff)?.title;
    const day = longDate(appointment.starts_ms);
    const isToday = day === longDate(data.now_ms);
    return html`
        <div class="found" data-test="found-visit">
            <h3 ref=${title} tabindex="-1">
                <span class="numeric big">${clock(appointment.starts_ms)}</span>
                ${' '}<span class="pill">${t(`booked.${appointment.state}`)}</span></h3>
            <p>${[day, label(appointment.service), who].filter(Boolean).join(', ')}</p>
            ${appointment.state === 'booked' && !isToday && html`
                <p><b>${t('desk.other_day')}</b></p>`}
            ${appointment.number && html`
                <p>${t('visit.number')} <b class="numeric">${appointment.number}</b></p>`}
            ${appointment.state === 'booked' && html`<${Actions} key=${appointment.id}
                ...${{appointment, isToday, busy, run, onCheckIn, onChanged}} />`}
        </div>`;
}

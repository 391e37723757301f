/*
 * my_day.js - the figures of one's own day, seen by nobody else, and the end of it.
 */
import {html} from 'htm/preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {get} from '../lib/api.js';
import {minutes} from '../lib/format.js';
import {t} from '../lib/i18n.js';
import {Button} from '../lib/shell.js';
import {Section} from './section.js';

/* Read again after whatever one does oneself: nothing else changes them. */
function useFigures(data) {
    const [figures, setFigures] = useState(null);
    const {ticket} = data.current ?? {};
    const mine = `${ticket?.id} ${ticket?.state} ${data.session.on_break} ${data.undo?.until_ms}`;
    useEffect(() => {
        let isStale = false;
        get('/stats/mine').then((found) => isStale || setFigures(found), () => {});
        return () => { isStale = true; };
    }, [mine]);
    return figures;
}

function Figures({data}) {
    const figures = useFigures(data);
    if (!figures) {
        return null;
    }
    const rows = [
        ['served', figures.served], ['mean', minutes(figures.service_minutes_mean)],
        ['no_shows', figures.no_shows], ['breaks', minutes(figures.break_minutes)],
    ];
    return html`
        <dl class="figures">${rows.map(([name, value]) => html`
            <div key=${name}><dt>${t(`mine.${name}`)}</dt>
                <dd class="numeric" data-test=${`mine-${name}`}>${value}</dd></div>`)}
        </dl>`;
}

function EndOfDay({data, busy, onLeave}) {
    const [isAsked, setAsked] = useState(false);
    const frame = useRef(null);
    const number = data.current?.ticket.number;
    const ask = (asked) => {
        setAsked(asked);
        setTimeout(() => frame.current?.querySelector(asked ? '[data-test=end-day-no]' : 'button')
            ?.focus());
    };
    if (number || !isAsked) {
        return html`
            <div ref=${frame}>
                <${Button} isOff=${Boolean(number)} onPress=${() => ask(true)} data-test="end-day"
                    title=${number ? t('room.busy_visit', {number}) : undefined}>
                    ${t('end.day')}<//>
            </div>`;
    }
    return html`
        <div class="sure" ref=${frame} role="group" aria-label=${t('end.sure')}>
            <p>${data.session.room
                ? t('end.sure_room', {room: data.session.room.name}) : t('end.sure')}</p>
            <div class="row">
                <${Button} kind="primary" isBusy=${busy !== ''} onPress=${onLeave}
                    data-test="end-day-yes">${t('end.yes')}<//>
                <${Button} onPress=${() => ask(false)} data-test="end-day-no">${t('end.no')}<//>
            </div>
        </div>`;
}

export function MyDay({data, busy, onLeave}) {
    return html`
        <${Section} title=${t('mine.title')} kind="my-day" isOpen=${false}>
            ${(isShown) => isShown && html`<div data-test="my-day">
                <${Figures} data=${data} />
                <${EndOfDay} ...${{data, busy, onLeave}} />
            </div>`}
        <//>`;
}

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

const OUTCOMES = ['settled', 'further', 'documents', 'left'];

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
    const {outcomes} = figures;
    const rows = [
        ['served', t('mine.served'), figures.served],
        ...OUTCOMES.map((name) => [name, t(`outcome.${name}`), outcomes[name], 'part']),
        ['passed_on', t('mine.passed_on'), outcomes.passed_on, 'part'],
        ['mean', t('mine.mean'), minutes(figures.service_minutes_mean)],
        ['no_shows', t('mine.no_shows'), figures.no_shows],
        ['breaks', t('mine.breaks'), minutes(figures.break_minutes)],
    ];
    return html`
        <dl class="figures">${rows.map(([name, words, value, kind]) => html`
            <div key=${name} class=${kind}><dt>${words}</dt>
                <dd class="numeric" data-test=${`mine-${name}`}>${value}</dd></div>`)}
        </dl>`;
}

function endQuestion({current, session}) {
    if (current) {
        return t('end.sure_visit', {number: current.ticket.number});
    }
    return session.room ? t('end.sure_room', {room: session.room.name}) : t('end.sure');
}

function EndOfDay({data, busy, onLeave}) {
    const [isAsked, setAsked] = useState(false);
    const frame = useRef(null);
    const question = endQuestion(data);
    const ask = (asked) => {
        setAsked(asked);
        setTimeout(() => frame.current?.querySelector(asked ? '[data-test=end-day-no]' : 'button')
            ?.focus());
    };
    const buttons = isAsked
        ? html`
            <${Button} kind="primary" isBusy=${busy !== ''} data-test="end-day-yes"
                onPress=${() => onLeave({isReleased: Boolean(data.current)})}>${t('end.yes')}<//>
            <${Button} onPress=${() => ask(false)} data-test="end-day-no">${t('end.no')}<//>`
        : html`<${Button} onPress=${() => ask(true)} data-test="end-day">${t('end.day')}<//>`;
    return html`
        <div class="sure" ref=${frame} role="group" aria-label=${isAsked ? question : undefined}>
            ${isAsked && html`<p>${question}</p>`}
            <div class="row">${buttons}</div>
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

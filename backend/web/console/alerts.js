/*
 * alerts.js - what staff are asked to see to, on every console: in words, with time and place,
 * calmly, and read out once.
 */
import {html} from 'htm/preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {post, serverNow} from '../lib/api.js';
import {clock} from '../lib/format.js';
import {t} from '../lib/i18n.js';
import {bellIcon, warningIcon} from '../lib/icons.js';
import {Button, useNow} from '../lib/shell.js';

/* So long it is shown who went: as long as the server tells it. */
const TAKEN_SHOWN_MS = 5 * 60_000;
const REDRAW_MS = 15_000;

const isEmergency = ({kind}) => kind === 'emergency';

function words(alert) {
    return t(`alert.${alert.kind}`, {
        device: alert.device, number: alert.number, who: alert.staff?.title,
        room: alert.room?.name ?? t('place.none'),
    });
}

function takenWords(alert) {
    const isOff = isEmergency(alert) && alert.taken_by.id === alert.staff.id;
    return isOff ? t('taken.off') : t('taken.by', {who: alert.taken_by.title});
}

/* What is read out for it: once when it comes, and once to who called for help when help comes. */
function newsOf(alert, me) {
    const isMine = isEmergency(alert) && alert.staff.id === me;
    if (!alert.taken_by) {
        return isMine ? null : {key: `${alert.id}`, text: () => words(alert)};
    }
    return isMine && alert.taken_by.id !== me
        ? {key: `${alert.id} taken`, text: () => takenWords(alert)} : null;
}

function useNews(alerts, me) {
    const told = useRef(new Set());
    const [news, setNews] = useState({calm: [], urgent: []});
    useEffect(() => {
        const fresh = alerts.map((alert) => ({alert, said: newsOf(alert, me)}))
            .filter(({said}) => said && !told.current.has(said.key));
        fresh.forEach(({said}) => told.current.add(said.key));
        if (fresh.length > 0) {
            const texts = (isUrgent) => fresh.filter(({alert}) => isEmergency(alert) === isUrgent)
                .map(({said}) => said.text);
            setNews({calm: texts(false), urgent: texts(true)});
        }
    }, [alerts]);
    return news;
}

function Row({alert, me, busy, onTake}) {
    const isOwn = isEmergency(alert) && alert.staff.id === me;
    const take = t(isOwn ? 'take.off' : 'take.it');
    return html`
        <li class=${isEmergency(alert) ? 'is-urgent' : ''} data-test=${`alert-${alert.kind}`}>
            ${isEmergency(alert) ? warningIcon() : bellIcon()}
            <p><b>${words(alert)}</b> <span class="when numeric">${clock(alert.last_ms)}</span>
                ${alert.times > 1 && html` <span>${t('alerts.times', {n: alert.times})}</span>`}
                ${alert.taken_by && html` <span class="taken">${takenWords(alert)}</span>`}
            </p>
            ${!alert.taken_by && html`
                <${Button} isBusy=${busy === `take-${alert.id}`} onPress=${() => onTake(alert)}
                    aria-label=${`${take}: ${words(alert)}`} data-test="take">${take}<//>`}
        </li>`;
}

export function Alerts({data, helping}) {
    const section = useRef(null);
    const now = useNow(serverNow, REDRAW_MS);
    const me = data.session.staff.id;
    const {calm, urgent} = useNews(data.alerts, me);
    const shown = data.alerts.filter(({taken_ms: taken}) =>
        !taken || Math.max(now, data.now_ms) - taken < TAKEN_SHOWN_MS);
    const take = async (alert) => {
        await helping.run(`take-${alert.id}`, async () => {
            await post(`/alerts/${alert.id}/ack`);
            return null;
        });
        section.current?.focus(); /* its button is about to go */
    };
    return html`
        <p class="hidden" role="status" data-test="told">
            ${calm.map((text) => text()).join(' ')}</p>
        <p class="hidden" role="alert" data-test="told-at-once">
            ${urgent.map((text) => text()).join(' ')}</p>
        <section ref=${section} class="alerts" tabindex="-1" aria-label=${t('alerts.title')}>
            ${shown.length > 0 && html`<ul>${shown.map((alert) => html`<${Row} key=${alert.id}
                ...${{alert, me, busy: helping.busy}} onTake=${take} />`)}</ul>`}
        </section>`;
}

/* Asks nothing. Not held up by another request that waits for its answer. */
export function callForHelp(helping) {
    return helping.run('help', async () => {
        await post('/emergency');
        return null;
    });
}

export function HelpButton({helping, hotkey}) {
    return html`
        <${Button} kind="help" hotkey=${hotkey} isBusy=${helping.busy === 'help'}
            onPress=${() => callForHelp(helping)} data-test="help">${t('help.button')}<//>`;
}

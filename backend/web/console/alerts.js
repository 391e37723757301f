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
import {useServiceLabels} from '../lib/labels.js';
import {Button, useNow} from '../lib/shell.js';

/* So long it is shown who went: as long as the server tells it. */
const TAKEN_SHOWN_MS = 5 * 60_000;
const REDRAW_MS = 15_000;

const isEmergency = ({kind}) => kind === 'emergency';

/* Services that are full are one line: near closing time it may be all of them. Each line has the
 * alerts it stands for as `all`. */
function linesOf(alerts) {
    const lines = new Map();
    for (const alert of alerts) {
        const key = alert.kind === 'full-today' ? `full ${alert.taken_by?.id}` : alert.id;
        const line = lines.get(key) ?? {...alert, all: []};
        lines.set(key, {...line, all: [...line.all, alert]});
    }
    return [...lines.values()];
}

function words(line, label) {
    return t(`alert.${line.kind}`, {
        service: line.all.map(({service}) => service && label(service)).join(', '),
        device: line.device, number: line.number, who: line.staff?.title,
        room: line.room?.name ?? t('place.none'),
    });
}

function takenWords(alert) {
    const isOff = isEmergency(alert) && alert.taken_by.id === alert.staff.id;
    return isOff ? t('taken.off') : t('taken.by', {who: alert.taken_by.title});
}

const isMine = (alert, me) => isEmergency(alert) && alert.staff.id === me;

/* Under what it is read out: once when it comes, once to who called for help when help comes. */
function newsKey(alert, me) {
    if (!alert.taken_by) {
        return isMine(alert, me) ? null : `${alert.id}`;
    }
    return isMine(alert, me) && alert.taken_by.id !== me ? `${alert.id} taken` : null;
}

/* What `told`, a set of keys, has not had yet; it has it afterwards. */
export function freshOf(alerts, me, told) {
    return alerts.filter((alert) => {
        const key = newsKey(alert, me);
        if (key === null || told.has(key)) {
            return false;
        }
        told.add(key);
        return true;
    });
}

function useNews(alerts, me, label) {
    const told = useRef(new Set());
    const [news, setNews] = useState({calm: [], urgent: []});
    useEffect(() => {
        const fresh = freshOf(alerts, me, told.current);
        if (fresh.length > 0) {
            const texts = (isUrgent) => linesOf(fresh)
                .filter((line) => isEmergency(line) === isUrgent)
                .map((line) => () => (line.taken_by ? takenWords(line) : words(line, label)));
            setNews({calm: texts(false), urgent: texts(true)});
        }
    }, [alerts]);
    return news;
}

function Row({line, me, busy, onTake, label}) {
    const take = t(isMine(line, me) ? 'take.off' : 'take.it');
    const text = words(line, label);
    return html`
        <li class=${isEmergency(line) ? 'is-urgent' : ''} data-test=${`alert-${line.kind}`}>
            ${isEmergency(line) ? warningIcon() : bellIcon()}
            <p><b>${text}</b> <span class="when numeric">${clock(line.last_ms)}</span>
                ${line.times > 1 && html` <span>${t('alerts.times', {n: line.times})}</span>`}
                ${line.taken_by && html` <span class="taken">${takenWords(line)}</span>`}
            </p>
            ${!line.taken_by && html`
                <${Button} isBusy=${busy === `take-${line.id}`} onPress=${() => onTake(line)}
                    aria-label=${`${take}: ${text}`} data-test="take">${take}<//>`}
        </li>`;
}

export function Alerts({data, seeing}) {
    const section = useRef(null);
    const now = useNow(serverNow, REDRAW_MS);
    const me = data.session.staff.id;
    const label = useServiceLabels(data.services);
    const {calm, urgent} = useNews(data.alerts, me, label);
    const shown = data.alerts.filter(({taken_ms: taken}) =>
        !taken || Math.max(now, data.now_ms) - taken < TAKEN_SHOWN_MS);
    const take = async (line) => {
        await seeing.run(`take-${line.id}`, async () => {
            for (const {id} of line.all) {
                await post(`/alerts/${id}/ack`);
            }
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
            ${shown.length > 0 && html`<ul>${linesOf(shown).map((line) => html`
                <${Row} key=${line.id} ...${{line, me, label, busy: seeing.busy}}
                    onTake=${take} />`)}</ul>`}
        </section>`;
}

/* Asks nothing. `helping` is of its own: no other request that waits for its answer holds it up. */
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

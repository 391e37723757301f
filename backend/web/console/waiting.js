/*
 * waiting.js - everybody this person may call, in the order the rule would call them; one of them
 * can be called out of order, with a reason from a fixed list.
 */
import {html} from 'htm/preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {serverNow} from '../lib/api.js';
import {waited} from '../lib/format.js';
import {t} from '../lib/i18n.js';
import {Button, useNow} from '../lib/shell.js';
import {Section} from './section.js';
import {marksOf} from './sentence.js';

const SHOWN_MAX = 8; /* what a person looks through; the rest on demand */
const REDRAW_MS = 15_000;
const REASONS = ['urgent', 'returns', 'correction', 'organisation'];

function Reasons({row, busy, onChoose, onCancel}) {
    const first = useRef(null);
    const id = `reason-${row.ticket}`;
    useEffect(() => first.current.querySelector('button').focus(), []);
    const listen = (event) => {
        if (event.key === 'Escape') {
            event.stopPropagation();
            onCancel();
        }
    };
    return html`
        <div class="reasons" role="group" aria-labelledby=${id} aria-describedby=${`${id}-note`}
            ref=${first} onKeyDown=${listen} data-test="reasons">
            <p id=${id}><b>${t('reason.title', {number: row.number})}</b></p>
            <div class="row">
                ${REASONS.map((reason) => html`
                    <${Button} key=${reason} isBusy=${busy !== ''}
                        onPress=${() => onChoose(reason)} data-test=${`reason-${reason}`}>
                        ${t(`reason.${reason}`)}<//>`)}
                <${Button} kind="quiet" hotkey="Esc" aria-keyshortcuts="Escape" onPress=${onCancel}
                    data-test="reason-cancel">
                    ${t('reason.cancel')}<//>
            </div>
            <p class="soft" id=${`${id}-note`}>${t('reason.note')}</p>
        </div>`;
}

function CallButton({row, isOpen, onOpen}) {
    return html`
        <${Button} onPress=${onOpen} aria-expanded=${String(isOpen)} data-test="call-chosen"
            aria-label=${t('waiting.call_number', {number: row.number})}>
            ${t('waiting.call')}<//>`;
}

function Row({row, isFirst, canCall, chosen, setChosen, actions, busy, label, now}) {
    const item = useRef(null);
    const isOpen = chosen?.ticket === row.ticket;
    const cancel = () => {
        setChosen(null);
        item.current.querySelector('[data-test=call-chosen]')?.focus();
    };
    const choose = async (reason) => {
        await actions.callChosen(row, reason);
        setChosen(null);
    };
    return html`
        <li ref=${item} class=${isOpen ? 'is-open' : ''} data-test="waiting-row"
            data-number=${row.number}>
            <b class="numeric">${row.number}</b>
            <span class="what">${label(row.service)}
                ${marksOf(row).map(({words, isWarning}) => html`
                    <span key=${words} class=${`tag ${isWarning ? 'warn' : ''}`}>${words}</span>`)}
            </span>
            <span class="wait numeric">${waited(now - row.since_ms)}</span>
            ${canCall && (isFirst
                ? html`<span class="first soft">${t('waiting.first')}</span>`
                : html`<${CallButton} row=${row} isOpen=${isOpen}
                        onOpen=${() => setChosen(isOpen ? null : row)} />`)}
            ${canCall && isOpen && !isFirst && html`<${Reasons} row=${row} busy=${busy}
                onChoose=${choose} onCancel=${cancel} />`}
        </li>`;
}

/* Forgets the chosen one who no longer waits, or whom Next would bring now; says so, and gives the
 * focus a place. Says nothing once somebody is called: then the stage has the word. */
function useChosen({queue, canCall, say, title}) {
    const [chosen, setChosen] = useState(null);
    useEffect(() => {
        if (!chosen) {
            return;
        }
        /* This may run after the next press: what that has chosen stays. */
        const forget = () => setChosen((now) => (now === chosen ? null : now));
        if (!queue || !canCall) {
            forget();
            return;
        }
        const place = queue.waiting.findIndex(({ticket}) => ticket === chosen.ticket);
        if (place <= 0) {
            const {number} = chosen;
            say(() => t(place === 0 ? 'done.first' : 'done.gone', {number}));
            forget();
            if (document.activeElement === document.body) {
                title.current?.focus();
            }
        }
    }, [queue, canCall, chosen]);
    return [chosen, setChosen];
}

function List({queue, chosen, setChosen, canCall, actions, busy, label}) {
    const now = useNow(serverNow, REDRAW_MS);
    const [showsAll, setShowsAll] = useState(false);
    const {waiting} = queue;
    const shown = waiting.filter(({ticket}, place) =>
        showsAll || place < SHOWN_MAX || ticket === chosen?.ticket);
    return html`
        <ol class="waiting-list" data-test="waiting">
            ${shown.map((row) => html`<${Row} key=${row.ticket} isFirst=${row === waiting[0]}
                ...${{row, canCall, chosen, setChosen, actions, busy, label, now}} />`)}
        </ol>
        ${waiting.length > SHOWN_MAX && html`
            <${Button} kind="quiet" onPress=${() => setShowsAll(!showsAll)} data-test="waiting-all"
                aria-expanded=${String(showsAll)}>
                ${showsAll ? t('waiting.fewer') : t('waiting.all', {n: waiting.length})}<//>`}
        ${queue.waiting_more > 0 &&
            html`<p class="soft">${t('waiting.more', {n: queue.waiting_more})}</p>`}`;
}

export function Waiting({data, queue, actions, busy, say, label}) {
    const title = useRef(null);
    const isFree = !data.current && !data.session.on_break;
    const [chosen, setChosen] = useChosen({queue, canCall: isFree, say, title});
    if (!queue) {
        return null;
    }
    const count = queue.waiting.length + queue.waiting_more;
    return html`
        <${Section} title=${t('waiting.title')} count=${count} isOpen=${isFree} titleRef=${title}>
            ${count === 0
                ? html`<p class="soft">${t('waiting.none')}</p>`
                : html`<${List} canCall=${isFree}
                        ...${{queue, chosen, setChosen, actions, busy, label}} />`}
        <//>`;
}

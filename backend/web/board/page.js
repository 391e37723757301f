/*
 * board - the lobby's screen: the last call large, the five before it, a clock. Public, so it
 * carries numbers and neutral rooms only. Runs for days without anyone touching it.
 */
import {html, render} from 'htm/preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {serverNow} from '../lib/api.js';
import {clock, longDate} from '../lib/format.js';
import {arrowIcon, mark, warningIcon} from '../lib/icons.js';
import {startTexts, t} from '../lib/i18n.js';
import {useLive} from '../lib/live.js';
import {useNow} from '../lib/shell.js';
import {freshCall} from './calls.js';

const NONE = [];
const REVIVE_MS = 60_000;
const FRESH_MS = 12_000; /* how long a new call stands out */

/* The same fixed sequence of languages for everyone, so it says nothing about who is called. */
const NOW_CALLING = [['uk', 'Запрошуємо'], ['en', 'Now calling'], ['ru', 'Приглашаем']];
const EMPTY = [
    ['uk', 'Незабаром викличемо наступну особу'], ['en', 'The next person will be called soon'],
    ['ru', 'Скоро вызовем следующего человека'],
];

/* Brings a repeated call to the front, because it is the one that people listen for. */
function useSpotlight(calls) {
    const before = useRef(null);
    const [spot, setSpot] = useState(null);
    useEffect(() => {
        if (calls === NONE) {
            return;
        }
        const fresh = before.current && freshCall(before.current, calls);
        before.current = calls;
        if (fresh) {
            setSpot({number: fresh.number, untilMs: Date.now() + FRESH_MS});
        }
    }, [calls]);
    useEffect(() => {
        if (!spot) {
            return undefined;
        }
        const timer = setTimeout(() => setSpot(null), spot.untilMs - Date.now());
        return () => clearTimeout(timer);
    }, [spot]);
    return spot;
}

function Languages({words}) {
    return words.map(([lang, text], i) => html`
        ${i > 0 && html`<span class="dot" aria-hidden="true"> · </span>`}
        <span lang=${lang}>${text}</span>`);
}

function Main({call, isFresh}) {
    if (!call) {
        return html`
            <section class="main is-empty">
                <h1>${t('board.empty')}</h1>
                <p class="others"><${Languages} words=${EMPTY} /></p>
            </section>`;
    }
    return html`
        <section class=${`main ${isFresh ? 'is-fresh' : ''}`} data-test="main">
            <h1>${t('board.now')}</h1>
            <p class="others"><${Languages} words=${NOW_CALLING} /></p>
            <p class="call">
                <span class=${`number is-${call.number.length}`}>${call.number}</span>
                <span class="to">${arrowIcon()}<span class="room">${call.room}</span></span>
            </p>
        </section>`;
}

function Earlier({calls}) {
    return html`
        <section class="earlier">
            <h2>${t('board.earlier')}</h2>
            <ol data-test="earlier">
                ${calls.map((call) => html`
                    <li key=${call.number}>
                        <span class="number">${call.number}</span>${arrowIcon()}
                        <span class="room">${call.room}</span>
                    </li>`)}
            </ol>
        </section>`;
}

function Clock() {
    const now = useNow(serverNow);
    return html`
        <p class="clock"><span class="day">${longDate(now, 'pl')}</span>
            <time>${clock(now)}</time></p>`;
}

/* The live region says each call once, number and room only. */
function Said({call}) {
    return html`
        <p class="hidden" role="status">
            ${call && t('board.call', {number: call.number, room: call.room})}
        </p>`;
}

/* Nobody presses reload in a lobby: a board that stays cut off from a living server does it. */
function useRevival(isDown) {
    useEffect(() => {
        if (!isDown) {
            return undefined;
        }
        const timer = setInterval(() => fetch(location.href, {cache: 'no-store'})
            .then((response) => response.ok && location.reload(), () => {}), REVIVE_MS);
        return () => clearInterval(timer);
    }, [isDown]);
}

function Board() {
    const {data, status} = useLive({path: '/state?view=board', view: 'board', key: 'public'});
    useRevival(status === 'down');
    const calls = data?.calls ?? NONE;
    const spot = useSpotlight(calls);
    const main = calls.find((call) => call.number === spot?.number) ?? calls[0];
    const earlier = calls.filter((call) => call !== main).slice(0, 5);
    return html`
        <header>
            <p class="office">${mark()}<span>${data?.office ?? 'Okienko'}</span></p>
            <${Clock} />
        </header>
        <main class=${earlier.length > 0 ? 'has-earlier' : ''}>
            <${Main} call=${main} isFresh=${Boolean(spot) && main?.number === spot.number} />
            ${earlier.length > 0 && html`<${Earlier} calls=${earlier} />`}
        </main>
        <${Said} call=${main} />
        <footer>
            <div role="alert">
                ${status === 'down' && html`<p class="offline" data-test="offline">${warningIcon()}
                    <span>${t('board.down')}</span></p>`}
            </div>
            <p>${t('board.order')}</p>
        </footer>`;
}

await startTexts('pl');
render(html`<${Board} />`, document.getElementById('app'));

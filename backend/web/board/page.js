/*
 * board - the lobby's screen and voice: the last call large, the five before it, waits by series,
 * a clock. Public, so it carries numbers and neutral rooms only. Runs for days without anyone
 * touching it. /board?room=4 is the silent display beside one door.
 */
import {html, render} from 'htm/preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {serverNow} from '../lib/api.js';
import {clock, longDate} from '../lib/format.js';
import {arrowIcon, mark, soundIcon, warningIcon} from '../lib/icons.js';
import {startTexts, t} from '../lib/i18n.js';
import {useLive} from '../lib/live.js';
import {useNow} from '../lib/shell.js';
import {createAnnouncer} from './announcer.js';
import {freshCalls, shownCalls, waitWords} from './calls.js';
import {createSound} from './sound.js';

const NONE = [];
const REVIVE_MS = 60_000;
const EARLIER_MAX = 5;
const HELPLINE_MS = 15_000;
const ROOM = /^[1-9]\d{0,9}$/.exec(new URLSearchParams(location.search).get('room') ?? '')?.[0];
const SILENT = {say: async () => {}, probe() {}, unlock() {}};

/* The same fixed sequence of languages for everyone, so it says nothing about who is called. */
const NOW_CALLING = [['uk', 'Запрошуємо'], ['en', 'Now calling'], ['ru', 'Приглашаем']];
const EMPTY = [
    ['uk', 'Незабаром викличемо наступну особу'], ['en', 'The next person will be called soon'],
    ['ru', 'Скоро вызовем следующего человека'],
];

/* The call that is large and being said; `isBlocked`: the browser wants to be touched first. */
function useVoice(calls) {
    const [spot, setSpot] = useState(null);
    const [isBlocked, setBlocked] = useState(false);
    const before = useRef(null);
    const tools = useRef(null);
    useEffect(() => {
        const sound = ROOM ? SILENT : createSound({onBlocked: setBlocked});
        const announcer = createAnnouncer({say: sound.say, onSpot: setSpot});
        tools.current = {sound, announcer};
        sound.probe();
        return announcer.stop;
    }, []);
    useEffect(() => {
        if (calls === NONE) {
            return;
        }
        /* What was called before this page was opened has been heard. */
        const fresh = before.current ? freshCalls(before.current, calls) : [];
        tools.current.announcer.push(fresh, calls);
        before.current = calls;
    }, [calls]);
    return {spot, isBlocked, unlock: () => tools.current.sound.unlock()};
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
                <span class=${`to points-${call.arrow}`}>${arrowIcon()}
                    <span class="room">${call.room}</span></span>
            </p>
        </section>`;
}

function Earlier({calls}) {
    return html`
        <section class="earlier">
            <h2>${t('board.earlier')}</h2>
            <ol data-test="earlier">
                ${calls.map((call) => html`
                    <li key=${call.number} class=${`points-${call.arrow}`}>
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

function Header({office}) {
    return html`
        <header>
            <p class="office">${mark()}<span>${office ?? 'Okienko'}</span></p>
            <${Clock} />
        </header>`;
}

/* How long somebody who comes now may wait, by the letter of the number they would get. */
function Waits({waits}) {
    return html`
        <section class="waits" data-test="waits">
            <h2>${t('board.waits')}</h2>
            <ul>
                ${waits.map(({series, wait}) => html`
                    <li key=${series}><b>${series}</b> ${t(...waitWords(wait))}</li>`)}
            </ul>
        </section>`;
}

/* One helpline after the other: large enough to read, slow enough to write down. */
function Helpline({helplines}) {
    const turn = Math.floor(useNow(Date.now) / HELPLINE_MS) % helplines.length;
    const {number, pl, ...others} = helplines[turn];
    return html`
        <p class="helpline" data-test="helpline"><b>${number}</b> <span>${pl}</span>
            <small><${Languages} words=${Object.entries(others)} /></small></p>`;
}

function Offline({isDown}) {
    return html`
        <div role="alert">
            ${isDown && html`<p class="offline" data-test="offline">${warningIcon()}
                <span>${t('board.down')}</span></p>`}
        </div>`;
}

function Footer({data, isDown, voice}) {
    return html`
        <footer>
            <${Offline} isDown=${isDown} />
            ${voice.isBlocked && html`
                <button type="button" data-test="sound" onClick=${voice.unlock}>
                    ${soundIcon()}${t('board.sound_on')}</button>`}
            ${data?.waits.length > 0 && html`<${Waits} waits=${data.waits} />`}
            ${data?.helplines.length > 0 && html`<${Helpline} helplines=${data.helplines} />`}
            <p class="order">${t('board.order')}</p>
        </footer>`;
}

/* Beside a door: the number that is expected or inside, and nothing else about it. */
function Door({data, status}) {
    const calls = data?.calls ?? NONE;
    const {spot} = useVoice(calls);
    const call = calls[0];
    return html`
        <${Header} office=${data?.office} />
        <main class="door">
            <h1>${data && (data.room ?? t('board.no_room'))}</h1>
            ${call && html`
                <p class=${`main call ${spot?.number === call.number ? 'is-fresh' : ''}`}
                    data-test="main">
                    <span class=${`number is-${call.number.length}`}>${call.number}</span></p>`}
        </main>
        <footer><${Offline} isDown=${status === 'down'} /></footer>`;
}

function Lobby({data, status}) {
    const calls = data?.calls ?? NONE;
    const voice = useVoice(calls);
    const main = calls.find((call) => call.number === voice.spot?.number) ?? calls[0];
    const earlier = shownCalls(calls.filter((call) => call !== main), EARLIER_MAX);
    return html`
        <${Header} office=${data?.office} />
        <main class=${earlier.length > 0 ? 'has-earlier' : ''}>
            <${Main} call=${main} isFresh=${Boolean(main) && main.number === voice.spot?.number} />
            ${earlier.length > 0 && html`<${Earlier} calls=${earlier} />`}
        </main>
        <${Said} call=${main} />
        <${Footer} data=${data} isDown=${status === 'down'} voice=${voice} />`;
}

function Board() {
    const path = ROOM ? `/state?view=board&room=${ROOM}` : '/state?view=board';
    const {data, status} = useLive({path, view: 'board', key: 'public'});
    useRevival(status === 'down');
    return html`<${ROOM ? Door : Lobby} data=${data} status=${status} />`;
}

await startTexts(import.meta.url, 'pl');
render(html`<${Board} />`, document.getElementById('app'));

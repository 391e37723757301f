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
import {Calm, Languages, calmLines} from './calm.js';
import {freshCalls, linesFor, shownCalls, waitWords} from './calls.js';
import {farthestM, leastFontPx, placeOf} from './reading.js';
import {createSound} from './sound.js';

const NONE = [];
const REVIVE_MS = 60_000;
/* The largest number beside all else, and without the greeting, in parts of the screen's height. */
const USUAL = {wide: 0.24, tall: 0.15};
const LARGEST = {wide: 0.31, tall: 0.185};
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
    const heard = useRef(new Map());
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
        const fresh = before.current ? freshCalls(before.current, calls, heard.current) : [];
        calls.forEach((call) => heard.current.set(call.number, call.at_ms));
        tools.current.announcer.push(fresh, calls);
        before.current = calls;
    }, [calls]);
    return {spot, isBlocked, unlock: () => tools.current.sound.unlock()};
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
            <ol data-test="earlier" style=${{'--lines': calls.length}}>
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
            <p class="order">${t('board.order')}</p>
            <ul>
                ${waits.map(({series, wait}) => html`
                    <li key=${series}><b>${series}</b> <span>${t(...waitWords(wait))}</span>
                    </li>`)}
            </ul>
        </section>`;
}

function Offline({isDown}) {
    return html`
        <div role="alert">
            ${isDown && html`<p class="offline" data-test="offline">${warningIcon()}
                <span>${t('board.down')}</span></p>`}
        </div>`;
}

function useScreen() {
    const look = () => ({widthPx: innerWidth, heightPx: innerHeight});
    const [screen, setScreen] = useState(look);
    useEffect(() => {
        const resize = () => setScreen(look());
        addEventListener('resize', resize);
        return () => removeEventListener('resize', resize);
    }, []);
    return screen;
}

/* {least, isFar, tooFarM}: the least font of the large number, in px, for the farthest seat;
 * whether the rest makes room for it; and, where no number on this screen is large enough, from how
 * far one can be read. */
function useReading(display) {
    const screen = useScreen();
    const place = placeOf(location.search, display);
    if (!place) {
        return {least: 0, isFar: false, tooFarM: null};
    }
    const sized = {...screen, inches: place.inches};
    const shape = screen.widthPx > screen.heightPx ? 'wide' : 'tall';
    const largest = LARGEST[shape] * screen.heightPx;
    const least = Math.ceil(leastFontPx(place.distanceM, sized));
    return {least, isFar: least > USUAL[shape] * screen.heightPx,
        tooFarM: least > largest ? Math.floor(farthestM(largest, sized) * 2) / 2 : null};
}

/* For whoever hangs it up; residents see it too, so it says where to sit. */
function TooFar({tooFarM}) {
    return tooFarM && html`
        <p class="too-far" data-test="too-far">${t('board.too_far', {m: tooFarM})}</p>`;
}

function Footer({data, isDown, voice, tooFarM}) {
    const lines = data ? calmLines(data.display?.lines ?? NONE, data.helplines) : NONE;
    return html`
        <footer>
            <${Offline} isDown=${isDown} />
            ${voice.isBlocked && html`
                <button type="button" data-test="sound" onClick=${voice.unlock}>
                    ${soundIcon()}${t('board.sound_on')}</button>`}
            <${TooFar} tooFarM=${tooFarM} />
            ${data?.waits.length > 0 && html`<${Waits} waits=${data.waits} />`}
            ${lines.length > 0 && html`<${Calm} lines=${lines} />`}
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
    const others = calls.filter((call) => call !== main);
    const earlier = shownCalls(others, linesFor(others, useNow(serverNow)));
    const {least, isFar, tooFarM} = useReading(data?.display);
    return html`
        <${Header} office=${data?.office} />
        <main class=${`${earlier.length > 0 ? 'has-earlier' : ''} ${isFar ? 'is-far' : ''}`}
            style=${{'--least': `${least}px`}}>
            <${Main} call=${main} isFresh=${Boolean(main) && main.number === voice.spot?.number} />
            ${earlier.length > 0 && html`<${Earlier} calls=${earlier} />`}
        </main>
        <${Said} call=${main} />
        <${Footer} data=${data} isDown=${status === 'down'} ...${{voice, tooFarM}} />`;
}

function Board() {
    const path = ROOM ? `/state?view=board&room=${ROOM}` : '/state?view=board';
    const {data, status} = useLive({path, view: 'board', key: 'public'});
    useRevival(status === 'down');
    return html`<${ROOM ? Door : Lobby} data=${data} status=${status} />`;
}

await startTexts(import.meta.url, 'pl');
render(html`<${Board} />`, document.getElementById('app'));

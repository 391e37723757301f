/*
 * lobby.mjs - a whole lobby at once in real Chromium: consoles, a desk, a board, a phone.
 *
 *     const lobby = await Lobby.open();
 *     const {first, second, coordinator, desk, board} = lobby.pages;
 *     await lobby.issue({need: 'food'});
 *     await lobby.press(first, 'next');
 *     await lobby.agree(t, 'called');       // every screen shows what the database says
 *     await lobby.close();
 *
 * The time that is measured runs from the last press to the last screen: request, decision, disk,
 * event, fetch and drawing of all six. It may take AGREE_MS_MAX. What the machine itself keeps a
 * page waiting is measured beside it, with pages that have nothing to do, and allowed on top.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {at, logIn, openBrowser} from './browser.mjs';
import {checkHistory} from './crowd.mjs';
import {installScreens} from './lobby_screen.mjs';
import {readTruth} from './lobby_truth.mjs';
import {Daemon, root} from './daemon.mjs';
import {say} from './phone.mjs';

export const AGREE_MS_MAX = 1000;
const WARM_MS_MAX = 10_000;
const STATES = ['waiting', 'called', 'serving', 'parked', 'done', 'cancelled', 'left'];
const STEP_STATES = [...STATES, 'planned', 'offered', 'skipped'];

/* "w rozmowie" -> serving: the words of Polish pages for what a ticket or a step is. */
function stateWords() {
    const texts = JSON.parse(readFileSync(join(root, 'backend/web/lib/texts.pl.json'), 'utf8'));
    const pairs = [
        ...STATES.map(state => [texts[`ticket.${state}`], state]),
        ...STEP_STATES.map(state => [texts[`step.${state}`], state]),
        [texts['visit.called'], 'called'], [texts['visit.serving'], 'serving'],
    ];
    return Object.fromEntries(pairs);
}

const CREW = {
    first: {login: 'socjalny1', room: 1},
    second: {login: 'socjalny2', room: 2},
    coordinator: {login: 'koordynator1', room: 4},
};
const DESK = 'recepcja1';

export class Lobby {
    /* `scripts`: what a page by this name runs before its own scripts. */
    static async open(scripts = {}) {
        const lobby = new Lobby();
        lobby.scripts = scripts;
        lobby.times = [];
        lobby.daemon = await Daemon.start();
        lobby.browser = await openBrowser('--autoplay-policy=no-user-gesture-required');
        lobby.pages = {};
        for (const [name, {login, room}] of Object.entries(CREW)) {
            lobby.pages[name] = await lobby.#sitDown(name, login, room);
        }
        lobby.pages.desk = await lobby.#enter('desk', DESK);
        await at(lobby.pages.desk, 'picks').locator('.pick').first().waitFor();
        lobby.pages.board = await lobby.#page('board', {width: 1920, height: 1080});
        await lobby.pages.board.goto(`${lobby.daemon.url}/board`);
        await lobby.pages.board.locator('.office', {hasText: 'Miejski'}).waitFor();
        lobby.pages.phone = await lobby.#page('phone', {width: 360, height: 640});
        lobby.hero = null; /* the number whose phone page is open */
        lobby.found = null; /* the number that the desk has looked up */
        await lobby.#warmUp();
        return lobby;
    }

    /* One visit that is not measured: pages, workers and streams have started afterwards. */
    async #warmUp() {
        const {number} = await this.issue({need: 'food'});
        await this.call(this.pages.first, number);
        await this.#show(readTruth(this.daemon), WARM_MS_MAX);
        await this.serve(this.pages.first);
        await this.settle(this.pages.first);
        await this.#show(readTruth(this.daemon), WARM_MS_MAX);
    }

    async close() {
        try {
            await this.browser?.close();
        } finally {
            await this.daemon?.stop();
        }
    }

    async #page(name, size) {
        const page = await this.browser.page(size);
        await page.addInitScript(installScreens, stateWords());
        if (this.scripts[name]) {
            await page.addInitScript(this.scripts[name]);
        }
        return page;
    }

    async #enter(name, login) {
        const page = await this.#page(name);
        await logIn(page, `${this.daemon.url}/console`, login);
        return page;
    }

    async #sitDown(name, login, room) {
        const page = await this.#enter(name, login);
        await this.tile(page, room).click();
        await at(page, 'next').waitFor();
        return page;
    }

    tile(page, room) {
        return page.locator('.tile', {hasText: new RegExp(`^Pokój ${room}\\b`)});
    }

    /* A number from the kiosk; the phone opens its page. */
    async issue(body) {
        const {ticket} = (await this.daemon.issue(body)).body;
        await this.follow(ticket);
        return ticket;
    }

    async follow({number, token}) {
        await this.pages.phone.goto(`${this.daemon.url}/v/${token}`);
        this.hero = number;
    }

    /* A press, from which on time is measured. */
    async press(page, name) {
        this.pressedMs = performance.now();
        await at(page, name).click();
    }

    async key(page, key) {
        this.pressedMs = performance.now();
        await page.keyboard.press(key);
    }

    /* Next brings this number, and the console says so. */
    async call(page, number) {
        await this.press(page, 'next');
        await at(page, 'number').filter({hasText: number}).waitFor();
    }

    async serve(page) {
        await this.press(page, 'start');
        await at(page, 'settled').waitFor();
    }

    async settle(page) {
        await this.press(page, 'settled');
        await at(page, 'next').waitFor();
    }

    /* One whole visit. */
    async attend(page, number) {
        await this.call(page, number);
        await this.serve(page);
        await this.settle(page);
    }

    said(page, words) {
        return at(page, 'said').filter({hasText: words}).waitFor();
    }

    async lookUp(number) {
        const {desk} = this.pages;
        await at(desk, 'find').fill(number);
        await at(desk, 'find').press('Enter');
        await at(desk, 'found').filter({hasText: number}).waitFor();
        this.found = number;
    }

    /* [name of the page, kind of screen, what it ought to show] */
    #expected(truth) {
        const all = Object.entries(CREW).map(([name, {login}]) =>
            [name, 'console', truth.console(login)]);
        all.push(['desk', 'desk', truth.desk(DESK, this.found)]);
        all.push(['board', 'board', truth.board()]);
        if (this.hero) {
            all.push(['phone', 'phone', truth.phone(this.hero, say)]);
        }
        return all;
    }

    /* How long pages that have nothing to do take to draw: the machine's part, not ours. */
    async #idleMs() {
        const begun = performance.now();
        await Promise.all(Object.values(this.pages).map(page => page.evaluate(() =>
            new Promise(done => requestAnimationFrame(() => setTimeout(done))))));
        return performance.now() - begun;
    }

    /* Waits until every screen shows it: [the last one, when]. */
    async #show(truth, limitMs) {
        const late = [];
        let last = ['', 0];
        await Promise.all(this.#expected(truth).map(async ([name, kind, expected]) => {
            const page = this.pages[name];
            const isRight = await page.evaluate(([screen, value, ms]) =>
                globalThis.lobbyScreen.agree(screen, value, ms), [kind, expected, limitMs]);
            last = [name, performance.now()];
            if (!isRight) {
                late.push({name, expected, seen: await page.evaluate(screen =>
                    globalThis.lobbyScreen.read(screen), kind)});
            }
        }));
        assert.deepEqual(late.map(({seen}) => seen), late.map(({expected}) => expected),
            `not what the database says: ${late.map(({name}) => name).join(', ')}`);
        return last;
    }

    /* Every screen shows what the database says, in time. `since` other than the last press. */
    async agree(t, what, since = this.pressedMs) {
        const truth = readTruth(this.daemon);
        const [last, shownMs] = await this.#show(truth, 5 * AGREE_MS_MAX);
        const tookMs = shownMs - since;
        const idleMs = await this.#idleMs();
        this.times.push(tookMs);
        t.diagnostic(`${what}: all agree after ${tookMs.toFixed(0)} ms (last: ${last}; the ` +
            `machine's own delay ${idleMs.toFixed(0)} ms)`);
        assert.ok(tookMs <= AGREE_MS_MAX + idleMs, `${what}: ${last} after ${tookMs} ms`);
        return truth;
    }

    /* At the end: everybody was served, and no event is missing. Says how long the waits were. */
    addUp(t) {
        assert.deepEqual(this.daemon.sql("SELECT number FROM ticket WHERE state <> 'done'"), []);
        const [events] = this.daemon.sql(`SELECT count(*) AS n, max(seq) AS last,
            (SELECT seq FROM office) AS office FROM event`);
        assert.equal(events.n, events.last);
        assert.equal(events.last, events.office);
        checkHistory(this.daemon);
        const sorted = [...this.times].sort((a, b) => a - b);
        t.diagnostic(`${sorted.length} times: median ${sorted[sorted.length >> 1].toFixed(0)} ` +
            `ms, longest ${sorted.at(-1).toFixed(0)} ms`);
    }
}

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
 * The time that is measured runs from the press, as its page took it, to the last screen, as that
 * page drew it: request, decision, disk, event, fetch and drawing of all six. It may take
 * AGREE_MS_MAX; on a machine that has more to do than it can (load per core above 1) so many times
 * as much. Every time is told.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {availableParallelism, loadavg} from 'node:os';
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
        lobby.pages.desk = await lobby.#enter('desk', DESK, 'desk');
        await at(lobby.pages.desk, 'picks').locator('.pick').first().waitFor();
        lobby.pages.board = await lobby.#page('board', 'board', {width: 1920, height: 1080});
        await lobby.pages.board.goto(`${lobby.daemon.url}/board`);
        await lobby.pages.board.locator('.office', {hasText: 'Miejski'}).waitFor();
        lobby.pages.phone = await lobby.#page('phone', 'phone', {width: 360, height: 640});
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

    async #page(name, kind, size) {
        const page = await this.browser.page(size);
        await page.addInitScript(installScreens, {words: stateWords(), kind});
        if (this.scripts[name]) {
            await page.addInitScript(this.scripts[name]);
        }
        return page;
    }

    async #enter(name, login, kind) {
        const page = await this.#page(name, kind);
        await logIn(page, `${this.daemon.url}/console`, login);
        return page;
    }

    async #sitDown(name, login, room) {
        const page = await this.#enter(name, login, 'console');
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
        this.presser = page;
        await at(page, name).click();
    }

    async key(page, key) {
        this.presser = page;
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

    /* [name of the page, what it ought to show] */
    #expected(truth) {
        const all = Object.entries(CREW).map(([name, {login}]) => [name, truth.console(login)]);
        all.push(['desk', truth.desk(DESK, this.found)]);
        all.push(['board', truth.board()]);
        if (this.hero) {
            all.push(['phone', truth.phone(this.hero, say)]);
        }
        return all;
    }

    /* Waits until every screen shows it: [the last one, when by the clock]. */
    async #show(truth, limitMs) {
        const late = [];
        let last = ['', 0];
        await Promise.all(this.#expected(truth).map(async ([name, expected]) => {
            const page = this.pages[name];
            const agreedMs = await page.evaluate(([value, ms]) =>
                globalThis.lobbyScreen.agree(value, ms), [expected, limitMs]);
            last = agreedMs > last[1] ? [name, agreedMs] : last;
            if (agreedMs === null) {
                late.push({name, expected,
                    seen: await page.evaluate(() => globalThis.lobbyScreen.read())});
            }
        }));
        assert.deepEqual(late.map(({seen}) => seen), late.map(({expected}) => expected),
            `not what the database says: ${late.map(({name}) => name).join(', ')}`);
        return last;
    }

    /* Every screen shows what the database says, in time. */
    async agree(t, what) {
        const crowding = Math.max(1, loadavg()[0] / availableParallelism());
        const limitMs = AGREE_MS_MAX * crowding;
        const pressedMs = await this.presser.evaluate(() => globalThis.lobbyScreen.pressedMs);
        const truth = readTruth(this.daemon);
        const [last, shownMs] = await this.#show(truth, 5 * limitMs);
        const tookMs = Math.max(0, shownMs - pressedMs);
        this.times.push(tookMs);
        t.diagnostic(`${what}: all agree after ${tookMs} ms (last: ${last}; load per core ` +
            `${crowding.toFixed(1)})`);
        assert.ok(tookMs <= limitMs, `${what}: ${last} after ${tookMs} of ${limitMs} ms`);
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
        t.diagnostic(`${sorted.length} times: median ${sorted[sorted.length >> 1]} ` +
            `ms, longest ${sorted.at(-1)} ms`);
    }
}

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
import {installScreens} from './lobby_screen.mjs';
import {readTruth} from './lobby_truth.mjs';
import {Daemon, root} from './daemon.mjs';
import {say} from './phone.mjs';

export const AGREE_MS_MAX = 1000;
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
    static async open() {
        const lobby = new Lobby();
        lobby.times = [];
        lobby.daemon = await Daemon.start();
        lobby.browser = await openBrowser('--autoplay-policy=no-user-gesture-required');
        lobby.pages = {};
        for (const [name, {login, room}] of Object.entries(CREW)) {
            lobby.pages[name] = await lobby.#sitDown(login, room);
        }
        lobby.pages.desk = await lobby.#enter(DESK);
        await at(lobby.pages.desk, 'picks').locator('.pick').first().waitFor();
        lobby.pages.board = await lobby.#page({width: 1920, height: 1080});
        await lobby.pages.board.goto(`${lobby.daemon.url}/board`);
        await lobby.pages.board.locator('.office', {hasText: 'Miejski'}).waitFor();
        lobby.pages.phone = await lobby.#page({width: 360, height: 640});
        lobby.hero = null; /* the number whose phone page is open */
        lobby.found = null; /* the number that the desk has looked up */
        return lobby;
    }

    async close() {
        try {
            await this.browser?.close();
        } finally {
            await this.daemon?.stop();
        }
    }

    async #page(size) {
        const page = await this.browser.page(size);
        await page.addInitScript(installScreens, stateWords());
        return page;
    }

    async #enter(login) {
        const page = await this.#page();
        await logIn(page, `${this.daemon.url}/console`, login);
        return page;
    }

    async #sitDown(login, room) {
        const page = await this.#enter(login);
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

    /* Every screen shows what the database says, in time. `since` other than the last press. */
    async agree(t, what, since = this.pressedMs) {
        const truth = readTruth(this.daemon);
        const late = [];
        let slowest = ['', 0];
        await Promise.all(this.#expected(truth).map(async ([name, kind, expected]) => {
            const page = this.pages[name];
            const isRight = await page.evaluate(([screen, value, limitMs]) =>
                globalThis.lobbyScreen.agree(screen, value, limitMs),
            [kind, expected, 5 * AGREE_MS_MAX]);
            const tookMs = performance.now() - since;
            slowest = tookMs > slowest[1] ? [name, tookMs] : slowest;
            if (!isRight) {
                const seen = await page.evaluate(screen =>
                    globalThis.lobbyScreen.read(screen), kind);
                late.push({name, seen, expected});
            }
        }));
        assert.deepEqual(late.map(({seen}) => seen), late.map(({expected}) => expected),
            `${what}: not what the database says: ${late.map(({name}) => name).join(', ')}`);
        const idleMs = await this.#idleMs();
        this.times.push(slowest[1]);
        t.diagnostic(`${what}: all agree after ${slowest[1].toFixed(0)} ms (last: ${slowest[0]}; ` +
            `the machine's own delay ${idleMs.toFixed(0)} ms)`);
        assert.ok(slowest[1] <= AGREE_MS_MAX + idleMs, `${what}: ${slowest[0]} took ${slowest[1]}`);
        return truth;
    }
}

// limit: 300 s
/*
 * The phone page in a real Chromium, with and without scripts: looked at in every state, narrow,
 * large and dark; what it announces, where the focus goes, and what it fetches.
 */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {checkAccessible, checkFits, openBrowser, transferredKb} from '../support/browser.mjs';
import {Daemon, until} from '../support/daemon.mjs';
import {LANGUAGES, Phone, say} from '../support/phone.mjs';

const ROOM = 4;
const KB_MAX = 30;
const HEARD_MS_MAX = 2000;
let daemon;
let browser;
let staff; /* koordynator1, in Pokój 4 */

before(async () => {
    daemon = await Daemon.start();
    browser = await openBrowser();
    staff = await daemon.login('koordynator1');
    await staff.takeRoom(ROOM);
});

after(async () => {
    try {
        await browser?.close();
    } finally {
        await daemon?.stop();
    }
});

const issue = async body => (await daemon.issue(body)).body.ticket;
const urlOf = (ticket, looks = {}) =>
    `${daemon.url}/v/${ticket.token}?${new URLSearchParams(looks)}`;
const state = page => page.locator('#state');
const press = (page, key, language = 'pl') =>
    page.locator('a, button').getByText(say(language, key), {exact: true}).or(
        page.getByRole('link', {name: say(language, key), exact: true})).first().click();
const look = page => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

async function waitFor(locator, words) {
    await locator.filter({hasText: words}).first().waitFor();
}

/* The forecast is made beside the writing: a look right after a change may still show the old. */
const lookUntil = (page, locator, words) => until(words, async () => {
    await look(page);
    return (await locator.innerText()).includes(words);
}, 5000, 250);

async function act(ticket, name, body = {}) {
    const answer = await staff.post(`/tickets/${ticket.id}/${name}`, body);
    assert.equal(answer.status, 200, answer.text);
}

async function callTo(ticket) {
    const {body} = await staff.post(`/rooms/${ROOM}/next`);
    assert.equal(body.ticket?.id, ticket.id);
}

async function open(url, options) {
    const page = await browser.page({width: 320, height: 640, ...options});
    await page.goto(url);
    await state(page).waitFor();
    return page;
}

async function check(page, name) {
    await checkAccessible(page, name);
    await checkFits(page, name);
}

/* A state as it is brought about, then looked at in all its looks. */
const SCENES = {
    waiting: async () => {},
    paused: async ticket => {
        await new Phone(daemon, ticket.token).pause();
    },
    called: callTo,
    serving: async ticket => {
        await callTo(ticket);
        await act(ticket, 'start');
        await act(ticket, 'steps', {service: 'PRAW'});
    },
    missed: async ticket => {
        await callTo(ticket);
        await act(ticket, 'no-show');
    },
    cancelled: async ticket => {
        await new Phone(daemon, ticket.token).cancel();
    },
};

for (const [name, bring] of Object.entries(SCENES)) {
    test(`${name}: readable, reachable and whole in every look`, async () => {
        const ticket = await issue();
        const page = await open(urlOf(ticket));
        await bring(ticket);
        for (const lang of LANGUAGES) {
            for (const text of ['1', '2']) {
                await page.goto(urlOf(ticket, {lang, text}));
                await check(page, `phone ${name} ${lang} x${text}`);
            }
        }
        if (name === 'waiting') {
            for (const ask of ['pause', 'cancel']) {
                await page.goto(urlOf(ticket, {lang: 'uk', text: '2', ask}));
                await check(page, `phone asks ${ask}`);
            }
        }
        await page.emulateMedia({colorScheme: 'dark'});
        await page.goto(urlOf(ticket));
        await check(page, `phone ${name} dark`);
        await page.setViewportSize({width: 1280, height: 800});
        await check(page, `phone ${name} on a large screen`);
        await page.context().close();
        if (name !== 'cancelled') {
            await act(ticket, 'cancel');
        }
    });
}

/* Chromium's own word on the status of a page that is not there. */
function forgiveMissing() {
    const own = browser.complaints.findIndex(words => words.includes('404'));
    assert.notEqual(own, -1);
    browser.complaints.splice(own, 1);
}

test('a page without a ticket is readable too', async () => {
    const page = await browser.page({width: 320, height: 640});
    await page.goto(urlOf({token: '0'.repeat(32)}));
    await check(page, 'phone gone');
    await page.context().close();
    forgiveMissing();
});

test('less than 30 KB off the wire, with everything the page does by itself', async () => {
    const ticket = await issue();
    const page = await open(urlOf(ticket));
    await look(page);
    await page.waitForLoadState('load');
    const kb = await transferredKb(page);
    assert.ok(kb > 2 && kb < KB_MAX, `${kb} KB`);
    assert.equal(await page.evaluate(() => performance.getEntriesByType('resource')
        .every(({name}) => new URL(name).origin === location.origin)), true);
    await page.context().close();
    await act(ticket, 'cancel');
});

test('without scripts: late, back, another language, larger, given up', async () => {
    const ticket = await issue();
    const page = await open(urlOf(ticket), {javaScriptEnabled: false});
    await checkFits(page, 'phone without scripts');
    await press(page, 'visit_pause');
    await waitFor(page.locator('#ask'), say('pl', 'visit_pause_hint'));
    await press(page, 'visit_pause_yes');
    await waitFor(state(page), say('pl', 'visit_paused'));
    await page.getByRole('link', {name: 'English'}).click();
    await waitFor(state(page), say('en', 'visit_paused'));
    await press(page, 'visit_resume', 'en');
    await waitFor(state(page), say('en', 'soon_you'));
    await press(page, 'bigger', 'en');
    assert.equal(await page.locator('html.larger').count(), 1);
    await callTo(ticket);
    await press(page, 'visit_check', 'en');
    await waitFor(state(page), 'Pokój 4');
    await press(page, 'cancel_ticket', 'en');
    await press(page, 'cancel_no', 'en');
    await press(page, 'cancel_ticket', 'en');
    await press(page, 'cancel_yes', 'en');
    await waitFor(state(page), say('en', 'cancelled_done'));
    assert.equal(await page.locator('main a, main button').count(), 0);
    await page.context().close();
});

test('without scripts the page loads itself anew only for who asks for it', async () => {
    const ticket = await issue();
    const page = await open(urlOf(ticket), {javaScriptEnabled: false});
    const refreshes = () => page.locator('meta[http-equiv=refresh]').count();
    assert.equal(await refreshes(), 0);
    await press(page, 'visit_repeat');
    assert.equal(await refreshes(), 1);
    await press(page, 'visit_repeat_off');
    assert.equal(await refreshes(), 0);
    await page.context().close();
    await act(ticket, 'cancel');
});

test('a call is there at once, in the element that is announced, and nothing else is', async () => {
    const [ahead, ticket] = [await issue(), await issue()];
    const page = await open(urlOf(ticket));
    await page.evaluate(() => {
        globalThis.said = [];
        const now = document.getElementById('state');
        new MutationObserver(() => globalThis.said.push(now.textContent)).observe(now,
            {childList: true, characterData: true, subtree: true});
    });
    assert.equal(await state(page).getAttribute('role'), 'status');
    assert.equal(await page.locator('#details [role], #details [aria-live]').count(), 0);
    await act(ahead, 'cancel');
    await lookUntil(page, page.locator('#details'), say('pl', 'ahead_none'));
    assert.deepEqual(await page.evaluate(() => globalThis.said), [], 'a changed wait is no news');
    await callTo(ticket);
    const begun = performance.now();
    await waitFor(page.locator('#state.called'), 'Pokój 4');
    assert.ok(performance.now() - begun < HEARD_MS_MAX, 'not only at the next look');
    assert.equal((await page.evaluate(() => globalThis.said)).length, 1);
    await page.context().close();
    await act(ticket, 'cancel');
});

test('the focus stays where it was, or goes to the sentence when its button is gone', async () => {
    const [ahead, ticket] = [await issue(), await issue()];
    const page = await open(urlOf(ticket));
    const focused = () => page.evaluate(() => document.activeElement.id);
    await page.locator('#cancel').focus();
    await act(ahead, 'cancel');
    await lookUntil(page, page.locator('#details'), say('pl', 'ahead_none'));
    assert.equal(await focused(), 'cancel');
    await callTo(ticket);
    await waitFor(page.locator('#state.called'), 'Pokój 4');
    assert.equal(await focused(), 'cancel', 'the same button on the new page');
    await act(ticket, 'start');
    await waitFor(state(page), 'Jesteś teraz tutaj');
    assert.equal(await focused(), 'state');
    await page.context().close();
    await act(ticket, 'finish');
});

test('the whole page by keyboard, the question under the focus', async () => {
    const ticket = await issue();
    const page = await open(urlOf(ticket));
    const tabTo = async id => {
        for (let presses = 0; presses < 20; presses++) {
            await page.keyboard.press('Tab');
            const {here, outline} = await page.evaluate(() => ({here: document.activeElement.id,
                outline: getComputedStyle(document.activeElement).outlineStyle}));
            assert.notEqual(outline, 'none', 'the focus is in sight');
            if (here === id) {
                return;
            }
        }
        assert.fail(`Tab never reaches "${id}"`);
    };
    await tabTo('pause');
    await page.keyboard.press('Enter');
    await page.locator('#ask').waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'do');
    await page.keyboard.press('Enter');
    await waitFor(state(page), say('pl', 'visit_paused'));
    await page.context().close();
    await act(ticket, 'cancel');
});

test('nothing is fetched while the phone is in a pocket', async () => {
    const ticket = await issue();
    const page = await browser.page({width: 360, height: 640});
    await page.clock.install();
    await page.goto(urlOf(ticket));
    await state(page).waitFor();
    let asked = 0;
    page.on('request', () => { asked++; });
    const hide = isHidden => page.evaluate(hidden => {
        Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
        document.dispatchEvent(new Event('visibilitychange'));
    }, isHidden);
    await page.clock.fastForward(21_000);
    await until('a look after 20 seconds', () => asked === 1);
    await hide(true);
    await page.clock.fastForward(120_000);
    assert.equal(asked, 1);
    await hide(false);
    await until('a look and the events again', () => asked === 3);
    await page.context().close();
    await act(ticket, 'cancel');
});

test('a page that hears nothing says so, and is right again afterwards', async () => {
    const ticket = await issue();
    const page = await open(urlOf(ticket));
    const offline = page.locator('#offline');
    assert.equal(await offline.isVisible(), false);
    await daemon.kill();
    await look(page);
    await offline.waitFor();
    assert.equal(await offline.innerText(), say('pl', 'visit_offline'));
    await check(page, 'phone offline');
    await daemon.launch();
    await look(page);
    await offline.waitFor({state: 'hidden'});
    await page.context().close();
    await act(ticket, 'cancel');
});

test('a visit that is over is told, and the page falls silent', async () => {
    const ticket = await issue();
    const page = await open(urlOf(ticket));
    await callTo(ticket);
    await act(ticket, 'start');
    await act(ticket, 'finish');
    await look(page);
    await waitFor(state(page), say('pl', 'visit_done'));
    let asked = 0;
    page.on('request', () => { asked++; });
    await look(page);
    assert.equal(await page.locator('main a, main button').count(), 0);
    assert.equal(asked, 0);
    await page.context().close();
});

test('an end that is taken back is heard too, for as long as it can be', async () => {
    const ticket = await issue();
    const page = await open(urlOf(ticket));
    await callTo(ticket);
    await act(ticket, 'start');
    await act(ticket, 'finish');
    await waitFor(state(page), say('pl', 'visit_done'));
    assert.equal((await staff.post('/undo')).status, 200);
    await waitFor(state(page), 'Jesteś teraz tutaj');
    await act(ticket, 'finish');
    await waitFor(state(page), say('pl', 'visit_done'));
    await page.context().close();
});

test('an answer that was overtaken by a newer one changes nothing', async () => {
    const ticket = await issue();
    const page = await open(urlOf(ticket));
    let release;
    const isReleased = new Promise(done => { release = done; });
    let answers = 0;
    await page.route('**/v/*', async route => {
        const response = await route.fetch();
        if (answers++ === 0) {
            await isReleased; /* what was true before the call */
        }
        await route.fulfill({response});
    });
    await look(page);
    await until('the first answer', () => answers === 1);
    await callTo(ticket);
    await waitFor(page.locator('#state.called'), 'Pokój 4');
    const late = page.waitForResponse('**/v/*');
    release();
    await (await late).finished();
    await page.evaluate(() => new Promise(done => setTimeout(done, 100)));
    assert.match(await state(page).innerText(), /Pokój 4/);
    await page.context().close();
    await act(ticket, 'cancel');
});

test('a page left open over night shows that its day is over', async () => {
    const ticket = await issue();
    const page = await open(urlOf(ticket));
    execFileSync('sqlite3', ['-cmd', '.timeout 5000', join(daemon.data, 'okienko.db'),
        `UPDATE ticket SET day = day - 1 WHERE id = ${ticket.id}`]);
    await look(page);
    await waitFor(page.locator('section[lang=uk]'), say('uk', 'visit_gone'));
    assert.equal(await page.locator('script').count(), 0);
    assert.ok(!(await page.content()).includes(ticket.number));
    await page.context().close();
    forgiveMissing();
    forgiveMissing();
});

// limit: 240 s
/*
 * What people do to a console: two windows, double clicks, the back button, a session that ends in
 * the middle of a visit, a clock that is wrong, another language, a large zoom. Nobody is called
 * twice, nothing is lost, and the screen says what is true.
 */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {after, afterEach, before, test} from 'node:test';
import {Daemon, until} from '../support/daemon.mjs';
import {at, checkFits, logIn, openBrowser} from '../support/browser.mjs';

const HOUR_MS = 3_600_000;
const PASSWORD = 'okienko-demo';
let daemon;
let browser;
let page; /* socjalny1 in Pokój 1 */

const issue = async () => (await daemon.issue({need: 'food'})).body.ticket;
const stateOf = ({id}) => daemon.sql(`SELECT state FROM ticket WHERE id = ${id}`)[0].state;
const calls = () => daemon.sql('SELECT count(*) AS n FROM invitation')[0].n;
const says = (where, words) => at(where, 'said').filter({hasText: words}).waitFor();
const number = async where => /[A-E]\d+/.exec(await at(where, 'number').innerText())[0];

async function sitDown(login, room, options) {
    const opened = await browser.page(options);
    await logIn(opened, `${daemon.url}/console`, login);
    await opened.locator('.tile', {hasText: new RegExp(`^Pokój ${room}\\b`)}).click();
    await at(opened, 'next').waitFor();
    return opened;
}

async function callNext(where = page) {
    await at(where, 'next').click();
    await at(where, 'number').waitFor();
}

/* In both windows at the same moment, whatever they show. */
const pressBoth = (beside, name, other) => Promise.all([[page, name], [beside, other]].map(
    ([window, what]) => window.evaluate(test =>
        document.querySelector(`[data-test=${test}]`)?.click(), what)));

before(async () => {
    daemon = await Daemon.start();
    browser = await openBrowser();
    page = await sitDown('socjalny1', 1);
});

/* Each begins with an empty lobby and a free console. */
afterEach(async () => {
    const staff = await daemon.login('socjalny1');
    const {current} = (await staff.get('/state?view=console')).body;
    if (current) {
        await staff.post(`/tickets/${current.ticket.id}/start`);
        await staff.post(`/tickets/${current.ticket.id}/finish`);
    }
    const desk = await daemon.login('recepcja1');
    for (const {id} of daemon.sql("SELECT id FROM ticket WHERE state IN ('waiting', 'parked')")) {
        await desk.post(`/tickets/${id}/cancel`);
    }
});

after(async () => {
    try {
        await browser?.close();
    } finally {
        await daemon?.stop();
    }
});

test('two windows of one person: pressed in both at once, one is called', async () => {
    const beside = await browser.page({beside: page});
    await beside.goto(`${daemon.url}/console`);
    const [first] = [await issue(), await issue()];
    for (const window of [page, beside]) {
        await window.locator('.how-many, [data-test=next-sentence]').first().waitFor();
    }
    const before_ = calls();
    await pressBoth(beside, 'next', 'next');
    for (const window of [page, beside]) {
        await at(window, 'number').filter({hasText: first.number}).waitFor();
    }
    assert.equal(calls(), before_ + 1);
    await at(beside, 'start').click();
    await at(page, 'settled').waitFor();
    await at(beside, 'documents').waitFor();
    await pressBoth(beside, 'settled', 'documents');
    for (const window of [page, beside]) {
        await at(window, 'next').waitFor();
    }
    const ends = daemon.sql(`SELECT count(*) AS n FROM event WHERE kind = 'ticket.finished'
        AND json_extract(body, '$.ticket') = ${first.id}`);
    assert.equal(ends[0].n, 1);
    await beside.close();
});

test('a double click does once what was meant, and nothing on the screen after it', async () => {
    const [first, second] = [await issue(), await issue()];
    const before_ = calls();
    await at(page, 'next').dblclick({delay: 40});
    await at(page, 'number').filter({hasText: first.number}).waitFor();
    assert.equal(calls(), before_ + 1);
    assert.equal(stateOf(first), 'called');
    await at(page, 'start').dblclick({delay: 40});
    await at(page, 'settled').waitFor();
    assert.equal(stateOf(first), 'serving');
    await at(page, 'settled').dblclick({delay: 40});
    await says(page, 'Zakończono');
    await at(page, 'next').waitFor();
    assert.equal(calls(), before_ + 1);
    assert.equal(stateOf(second), 'waiting');
});

test('the second of two clicks does not press what the first has brought under it', async () => {
    const ticket = await issue();
    await callNext();
    const {x, y, width, height} = await at(page, 'start').boundingBox();
    const place = [x + width / 2, y + height / 2];
    await page.mouse.click(...place);
    await at(page, 'settled').waitFor();
    const isUnder = () => page.evaluate(([left, top]) =>
        document.elementFromPoint(left, top)?.closest('button')?.dataset.test, place);
    assert.equal(await isUnder(), 'settled');
    await page.mouse.down({clickCount: 2}); /* as a browser tells the second of two clicks */
    await page.mouse.up({clickCount: 2});
    await issue(); /* a whole turn of the page later */
    await page.locator('.total', {hasText: '1'}).waitFor();
    assert.equal(stateOf(ticket), 'serving');
    await page.mouse.click(...place);
    await says(page, 'Zakończono');
    assert.equal(stateOf(ticket), 'done');
});

test('the back button and back again: the console is where the visit is', async () => {
    const {number: expected} = await issue();
    await callNext();
    await page.goto(`${daemon.url}/board`);
    await page.locator('.office').waitFor();
    await page.goBack();
    await at(page, 'number').filter({hasText: expected}).waitFor();
    await page.goForward();
    await page.goBack();
    await at(page, 'start').click();
    await at(page, 'settled').waitFor();
    assert.equal(await number(page), expected);
});

test('a page that the browser had put aside hears again what happens', async () => {
    await at(page, 'next').waitFor();
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide',
        {persisted: true})));
    await issue();
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow',
        {persisted: true})));
    await page.locator('.total', {hasText: '1'}).waitFor();
    await issue();
    await page.locator('.total', {hasText: '2'}).waitFor();
});

test('a session that ends in the middle of a visit: log in again, the visit is there', async () => {
    const ticket = await issue();
    await callNext();
    await at(page, 'start').click();
    await at(page, 'settled').waitFor();
    execFileSync('sqlite3', ['-cmd', '.timeout 5000', join(daemon.data, 'okienko.db'),
        'DELETE FROM session']);
    await page.evaluate(() => document.querySelector('[data-test=settled]')?.click());
    await page.locator('#login').waitFor();
    await page.locator('.card', {hasText: 'Sesja wygasła'}).waitFor();
    assert.equal(stateOf(ticket), 'serving');
    await page.locator('#login').fill('socjalny1');
    await page.locator('#password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await at(page, 'number').filter({hasText: ticket.number}).waitFor();
    await at(page, 'settled').click();
    await at(page, 'next').waitFor();
    assert.equal(stateOf(ticket), 'done');
});

test('whoever was chosen and taken by a colleague meanwhile is not called twice', async () => {
    await issue();
    const chosen = await issue();
    const colleague = await daemon.login('socjalny2');
    await colleague.takeRoom(2);
    const row = page.locator(`[data-test=waiting-row][data-number=${chosen.number}]`);
    await row.locator('[data-test=call-chosen]').click();
    await page.route('**/rooms/1/call', async route => {
        await colleague.post('/rooms/2/call', {ticket: chosen.id, reason: 'urgent'});
        await route.continue();
    });
    await at(page, 'reason-organisation').click();
    await at(page, 'error').waitFor();
    await row.waitFor({state: 'detached'});
    await page.unroute('**/rooms/1/call');
    assert.equal(daemon.sql(`SELECT count(*) AS n FROM invitation
        WHERE ticket_id = ${chosen.id}`)[0].n, 1);
    await at(page, 'next').waitFor();
    await page.getByRole('button', {name: 'Zamknij komunikat'}).click();
    await colleague.post(`/tickets/${chosen.id}/start`);
    await colleague.post(`/tickets/${chosen.id}/finish`);
    await colleague.takeRoom(null);
});

for (const [words, offMs] of [['fast', HOUR_MS], ['slow', -HOUR_MS]]) {
    test(`a computer whose clock is an hour ${words} shows true times and can undo`, async () => {
        const off = await browser.page();
        await off.clock.install({time: Date.now() + offMs});
        await off.clock.resume();
        await logIn(off, `${daemon.url}/console`, 'socjalny1');
        await at(off, 'next').waitFor();
        const ticket = await issue();
        await callNext(off);
        assert.match(await off.locator('.clock .time').innerText(), /^0:\d\d$/);
        const called = new Intl.DateTimeFormat('pl', {timeZone: 'Europe/Warsaw', hour: '2-digit',
            minute: '2-digit'}).format(daemon.sql('SELECT max(at_ms) AS ms FROM invitation')[0].ms);
        assert.match(await off.locator('.visit').innerText(), new RegExp(`Wezwanie o ${called}`));
        await at(off, 'undo').click();
        await at(off, 'next').waitFor();
        assert.equal(stateOf(ticket), 'waiting');
        await off.context().close();
    });
}

test('another language in the middle of a visit changes words only', async () => {
    const ticket = await issue();
    await callNext();
    await page.locator('#language').selectOption('uk');
    await page.locator('html[lang=uk]').waitFor();
    assert.equal(await number(page), ticket.number);
    await at(page, 'start').click();
    await at(page, 'settled').waitFor();
    await page.locator('#language').selectOption('en');
    await at(page, 'settled').filter({hasText: 'Settled'}).waitFor();
    assert.equal(stateOf(ticket), 'serving');
    await page.locator('#language').selectOption('pl');
    await at(page, 'settled').click();
    await says(page, 'Zakończono');
});

test('at a zoom of 200 % everything is there and nothing is cut', async () => {
    const zoomed = await browser.page({width: 640, height: 400, deviceScaleFactor: 2});
    await logIn(zoomed, `${daemon.url}/console`, 'socjalny1');
    await issue();
    await at(zoomed, 'next').waitFor();
    await checkFits(zoomed, 'zoom, free');
    await callNext(zoomed);
    await checkFits(zoomed, 'zoom, called');
    await at(zoomed, 'start').click();
    await at(zoomed, 'settled').waitFor();
    await checkFits(zoomed, 'zoom, serving');
    await zoomed.context().close();
});

test('a held Enter on Next calls one person', async () => {
    await issue();
    await issue();
    const before_ = calls();
    await at(page, 'next').focus();
    for (let i = 0; i < 12; i++) {
        await page.keyboard.down('Enter');
    }
    await page.keyboard.up('Enter');
    await at(page, 'number').waitFor();
    await until('the screen to settle', async () => await at(page, 'start').isEnabled());
    assert.equal(calls(), before_ + 1);
});

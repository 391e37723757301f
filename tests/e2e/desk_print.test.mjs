// limit: 120 s
// The desk's printer: what is handed to it, when, and what the receptionist is told. The browser's
// own print() is listened to; tests/e2e/paper.test.mjs looks at the page it prints.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon, until} from '../support/daemon.mjs';
import {at, checkAccessible, checkFits, logIn, openBrowser} from '../support/browser.mjs';

let daemon;
let browser;
let desk;

/* Every frame tells the page which number and address it was asked to print. */
const NOTE_PRINTS = () => {
    globalThis.prints ??= [];
    globalThis.print = () => globalThis.top.prints.push({
        number: document.querySelector('h1')?.textContent, path: location.pathname});
};

before(async () => {
    daemon = await Daemon.start();
    browser = await openBrowser();
    desk = await browser.page();
    await desk.addInitScript(NOTE_PRINTS);
    await logIn(desk, `${daemon.url}/console`, 'recepcja1');
    await desk.locator('.pick input:focus').first().waitFor();
});

after(async () => {
    try {
        await browser?.close();
    } finally {
        await daemon?.stop();
    }
});

const prints = () => desk.evaluate(() => globalThis.prints.map(({number}) => number));
const said = words => at(desk, 'said').filter({hasText: words}).waitFor();

async function issueByKeys() {
    const before_ = await desk.locator('[data-test=issued]').count()
        ? await at(desk, 'issued').innerText() : '';
    await desk.locator('.pick input:focus').waitFor();
    const key = await desk.locator('.pick', {hasText: 'Brakuje mi pieniędzy'}).locator('kbd')
        .innerText();
    await desk.keyboard.press(key.toLowerCase());
    await desk.keyboard.press('Enter');
    return until('a new number', async () => {
        const number = await at(desk, 'issued').innerText();
        return number !== before_ && number;
    });
}

async function find(words) {
    await at(desk, 'find').fill(words);
    await desk.keyboard.press('Enter');
}

test('nothing is printed unasked; one key prints the number just issued', async () => {
    const number = await issueByKeys();
    assert.deepEqual(await prints(), []);
    await checkAccessible(desk, 'a number to print');
    await desk.keyboard.press('Control+p');
    await said(`Bilet ${number} jest drukowany`);
    assert.deepEqual(await prints(), [number]);
    await desk.locator('.pick input:focus').waitFor(); /* the next person at once */
});

test('who ticks so once prints by the same two keystrokes, also after a reload', async () => {
    await at(desk, 'print-at-once').check();
    await desk.locator('.pick input').first().focus();
    const first = await issueByKeys();
    await said(`Wydano numer ${first}`);
    await until('the paper', async () => (await prints()).at(-1) === first);
    await said(`Bilet ${first} jest drukowany`);
    await desk.reload();
    await desk.locator('.pick input:focus').waitFor();
    assert.equal(await at(desk, 'print-at-once').isChecked(), true);
    const second = await issueByKeys();
    await until('the paper', async () => (await prints()).at(-1) === second);
    assert.equal((await prints()).length, 1);
    await at(desk, 'print-at-once').uncheck();
});

test('the paper does not wait until the screen has moved on', async () => {
    let moveOn = null;
    const moment = new Promise(done => { moveOn = done; });
    await at(desk, 'print-at-once').check();
    await desk.locator('.pick input').first().focus();
    await desk.clock.install(); /* nor does the pause after an action end by itself */
    await desk.clock.pauseAt(Date.now() + 1000);
    await desk.route('**/api/v1/state?*', async route => {
        await moment;
        await route.continue();
    });
    const paper = desk.waitForRequest(/\/paper$/);
    const given = issueByKeys();
    await paper;
    moveOn();
    await desk.clock.resume();
    const number = await given;
    await said(`Bilet ${number} jest drukowany`);
    await at(desk, 'print-at-once').uncheck();
    await desk.unrouteAll();
});

test('a ticket that is found is printed again, as the number it is', async () => {
    const {ticket} = (await daemon.issue({need: 'food', language: 'uk'})).body;
    await find(ticket.number);
    await at(desk, 'reprint').click();
    await said(`Bilet ${ticket.number} jest drukowany`);
    const last = await desk.evaluate(() => globalThis.prints.at(-1));
    assert.deepEqual(last, {number: ticket.number, path: `/api/v1/tickets/${ticket.id}/paper`});
    assert.equal(daemon.sql(`SELECT count(*) AS n FROM ticket WHERE number = '${ticket.number}'`)[0]
        .n, 1);
    const count = (await prints()).length;
    await desk.keyboard.press('Control+p'); /* the key means what was shown last */
    await until('again', async () => (await prints()).length === count + 1);
    assert.equal((await prints()).at(-1), ticket.number);
    await checkAccessible(desk, 'a ticket found, to print again');
    await desk.setViewportSize({width: 320, height: 720});
    await checkFits(desk, 'a ticket found, to print again, narrow');
    await desk.setViewportSize({width: 1280, height: 800});
});

test('what is over cannot be printed again', async () => {
    await at(desk, 'cancel').click();
    await at(desk, 'cancel-yes').click();
    await at(desk, 'found').filter({hasText: 'odwołany'}).waitFor();
    assert.equal(await at(desk, 'reprint').count(), 0);
});

test('a paper that does not come is said so, and the number stays', async () => {
    await desk.locator('.pick input').first().focus();
    const number = await issueByKeys();
    const count = (await prints()).length;
    await desk.route('**/paper', route => route.fulfill({status: 409, body: '{}',
        contentType: 'application/problem+json'}));
    await at(desk, 'print').click();
    await at(desk, 'error').filter({hasText: 'nie udało się wydrukować'}).waitFor();
    assert.equal((await prints()).length, count);
    assert.equal(await at(desk, 'issued').innerText(), number);
    await desk.unroute('**/paper');
    await at(desk, 'print').click();
    await said(`Bilet ${number} jest drukowany`);
});

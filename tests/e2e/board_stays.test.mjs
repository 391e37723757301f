// limit: 120 s
// A call stands on the board until somebody is served, however long that takes.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon} from '../support/daemon.mjs';
import {openBrowser} from '../support/browser.mjs';

let daemon;
let browser;

before(async () => {
    daemon = await Daemon.start();
    browser = await openBrowser();
});

after(async () => {
    try {
        await browser?.close();
    } finally {
        await daemon?.stop();
    }
});

test('L02 what was called can be read for more than a minute, until it is served', async () => {
    const staff = await daemon.login('koordynator1');
    await staff.takeRoom(4);
    const page = await browser.page({width: 1920, height: 1080});
    await page.clock.install();
    await page.goto(`${daemon.url}/board`);
    await daemon.issue();
    const {body: {ticket}} = await staff.post('/rooms/4/next');
    const number = page.locator('.main .number')
        .filter({hasText: new RegExp(`^${ticket.number}$`)});
    await number.waitFor();
    const room = page.locator('.main .room');
    for (const seconds of [20, 20, 21]) {
        await page.clock.runFor(seconds * 1000);
        assert.equal(await number.count(), 1, `${seconds} seconds later`);
        assert.equal(await room.innerText(), 'Pokój 4');
    }
    /* No server breathes as fast as this clock: a page that hears nothing loads itself anew. */
    for (const seconds of [60, 600]) {
        await page.clock.runFor(seconds * 1000);
        await number.waitFor();
        await room.filter({hasText: 'Pokój 4'}).waitFor();
    }
    await staff.post(`/tickets/${ticket.id}/start`);
    await staff.post(`/tickets/${ticket.id}/finish`, {outcome: 'settled'});
    await page.clock.runFor(30_000);
    await page.locator('.main.is-empty').waitFor();
});

test('the last five are listed, and a sixth while it is younger than a minute', async () => {
    const called = [['socjalny1', 'food'], ['socjalny2', 'food'], ['swiadczenia1', 'money'],
        ['prawnik1', 'legal'], ['psycholog1', 'hard_time'], ['opieka1', 'home_help'],
        ['klub1', 'activities']];
    for (const [i, [login, need]] of called.entries()) {
        const staff = await daemon.login(login);
        const room = [1, 2, 3, 5, 6, 7, 8][i];
        assert.equal((await staff.takeRoom(room)).status, 200, login);
        await daemon.issue({need});
        assert.ok((await staff.post(`/rooms/${room}/next`)).body.call, login);
    }
    const page = await browser.page({width: 1920, height: 1080});
    await page.clock.install();
    await page.goto(`${daemon.url}/board`);
    const lines = page.locator('.earlier li');
    await lines.nth(5).waitFor();
    assert.equal(await lines.count(), 6);
    await page.clock.runFor(44_000);
    await page.clock.runFor(17_000);
    await lines.nth(5).waitFor({state: 'detached'});
    assert.equal(await lines.count(), 5);
});

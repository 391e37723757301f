// limit: 300 s
/*
 * A lobby at work: two staff, a coordinator, a receptionist, a board and a phone at once. After
 * each scene every screen shows what the database says, within a second of the last press.
 * Here: rooms, the desk and what goes wrong. The tests run in order in one office; each ends with
 * nobody waiting.
 */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {until} from '../support/daemon.mjs';
import {at} from '../support/browser.mjs';
import {Lobby} from '../support/lobby.mjs';

let lobby;
let first;
let second;
let desk;

/* The browser's own print(), listened to in every frame. */
const LISTEN_TO_PRINTS = () => {
    globalThis.prints ??= [];
    globalThis.print = () => globalThis.top.prints.push(
        document.querySelector('h1')?.textContent);
};

before(async () => {
    lobby = await Lobby.open({desk: LISTEN_TO_PRINTS});
    ({first, second, desk} = lobby.pages);
});

after(() => lobby?.close());

const invitations = () => lobby.daemon.sql('SELECT count(*) AS n FROM invitation')[0].n;

const prints = page => page.evaluate(() => globalThis.prints);

test('during a break nobody is called; afterwards somebody is', async t => {
    await lobby.press(first, 'break');
    await at(first, 'break-end').waitFor();
    await lobby.agree(t, 'on a break');
    const {number} = await lobby.issue({need: 'food'});
    const before_ = invitations();
    await lobby.key(first, 'F8');
    await lobby.agree(t, 'somebody waits');
    assert.equal(invitations(), before_);
    await lobby.key(first, 'F6');
    await at(first, 'next').waitFor();
    await lobby.agree(t, 'back at work');
    await lobby.call(first, number);
    await lobby.serve(first);
    await lobby.settle(first);
    await lobby.agree(t, 'settled');
});

test('two want one room: one has it, the other is told in words', async t => {
    for (const page of [first, second]) {
        await page.locator('button.room').click();
        await lobby.tile(page, 5).waitFor();
    }
    assert.match(await lobby.tile(second, 1).innerText(), /Zajęty: pracownik socjalny 1/);
    let meet;
    const both = new Promise(done => { meet = done; });
    let asked = 0;
    for (const page of [first, second]) { /* each believes that the room is free */
        await page.route('**/session/room', async route => {
            asked++;
            if (asked === 2) {
                meet();
            }
            await both;
            await route.continue();
        });
    }
    lobby.presser = second;
    await Promise.all([first, second].map(page => lobby.tile(page, 5).click()));
    await Promise.race([first, second].map(page =>
        page.locator('button.room', {hasText: 'Pokój 5'}).waitFor()));
    const [loser, room] = await until('one of them is told', async () =>
        await at(first, 'error').isVisible() ? [first, 1]
            : await at(second, 'error').isVisible() && [second, 2]);
    await at(loser, 'error').filter({hasText: 'Ten pokój właśnie ktoś zajął'}).waitFor();
    await Promise.all([first, second].map(page => page.unroute('**/session/room')));
    await loser.locator('.tile.is-mine').click(); /* the choice is still open: they stay */
    await at(loser, 'next').waitFor();
    const truth = await lobby.agree(t, 'one has it');
    assert.equal(truth.duties.filter(({room_id: id}) => id === 5).length, 1);
    assert.equal(truth.duties.filter(({room_id: id}) => id === room).length, 1);
    const winner = loser === first ? second : first;
    await winner.locator('button.room').click();
    lobby.presser = winner;
    await lobby.tile(winner, 3 - room).click();
    await winner.locator('button.room', {hasText: `Pokój ${3 - room}`}).waitFor();
    await lobby.agree(t, 'each in their own');
});

test('the desk issues by two keystrokes, prints, finds and prints again', async t => {
    const pick = desk.locator('.pick', {has: desk.locator('input[value=food]')});
    await pick.locator('kbd').waitFor();
    await desk.locator('.pick input').first().focus();
    await desk.keyboard.press((await pick.locator('kbd').innerText()).toLowerCase());
    await lobby.key(desk, 'Enter');
    await lobby.said(desk, 'Wydano numer');
    const number = await at(desk, 'issued').innerText();
    await lobby.agree(t, 'issued at the desk');
    const token = (await at(desk, 'phone-link').innerText()).split('/').at(-1);
    await lobby.follow({number, token});
    await lobby.press(desk, 'print');
    await until('the paper', async () => (await prints(desk)).at(-1) === number);
    await lobby.lookUp(number);
    await lobby.press(desk, 'reprint');
    await until('the paper again', async () => (await prints(desk)).length === 2);
    assert.deepEqual(await prints(desk), [number, number]);
    await lobby.agree(t, 'printed again');
    assert.equal(lobby.daemon.sql('SELECT count(*) AS n FROM ticket WHERE channel = \'desk\'')[0].n,
        1, 'the same number, not another');
    await lobby.call(first, number);
    await lobby.agree(t, 'the number from the desk is called');
    await lobby.serve(first);
    await lobby.settle(first);
    await lobby.agree(t, 'settled');
});

test('a colleague in danger is heard by everybody, and who goes is seen', async t => {
    await lobby.key(second, 'F12');
    await at(second, 'alert-emergency').waitFor();
    await lobby.agree(t, 'help is called');
    await at(first, 'alert-emergency').filter({hasText: 'Pokój 2, pracownik socjalny 2'})
        .locator('[data-test=take]').click();
    lobby.presser = first;
    await at(second, 'alert-emergency').filter({hasText: 'pracownik socjalny 1'}).waitFor();
    const truth = await lobby.agree(t, 'somebody goes');
    assert.equal(truth.alerts.filter(({taken_ms: taken}) => taken === 0).length, 0);
});

test('the backend dies in the middle of two visits; nothing is lost, and all go on', async t => {
    const {number} = await lobby.issue({need: 'food'});
    await lobby.call(first, number);
    await lobby.serve(first);
    const other = await lobby.issue({need: 'food'});
    const waiting = (await lobby.daemon.issue({need: 'food'})).body.ticket;
    await lobby.call(second, other.number);
    await lobby.agree(t, 'before the crash');
    const {phone, ...pages} = lobby.pages;
    await lobby.daemon.kill();
    for (const page of Object.values(pages)) {
        await at(page, 'offline').waitFor({timeout: 2000});
    }
    await lobby.daemon.launch();
    for (const page of Object.values(pages)) {
        await at(page, 'offline').waitFor({state: 'detached', timeout: 8000});
    }
    await lobby.serve(second);
    await lobby.agree(t, 'after the crash');
    await lobby.settle(second);
    await lobby.settle(first);
    await lobby.call(first, waiting.number);
    await lobby.serve(first);
    await lobby.settle(first);
    await lobby.agree(t, 'everybody was served');
});

test('the day adds up: every call once, every event in its place', t => lobby.addUp(t));

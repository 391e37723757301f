// limit: 300 s
/*
 * A lobby at work: two staff, a coordinator, a receptionist, a board and a phone at once. After
 * each scene every screen shows what the database says, within a second of the last press.
 * The tests run in order in one office; each ends with nobody waiting.
 */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {until} from '../support/daemon.mjs';
import {at} from '../support/browser.mjs';
import {Lobby} from '../support/lobby.mjs';

let lobby;
let first;
let second;
let coordinator;
let desk;

before(async () => {
    lobby = await Lobby.open();
    ({first, second, coordinator, desk} = lobby.pages);
});

after(() => lobby?.close());

const invitations = () => lobby.daemon.sql('SELECT count(*) AS n FROM invitation')[0].n;
const ticketOf = number => lobby.daemon.sql(`SELECT * FROM ticket WHERE number = '${number}'`)[0];

/* Next brings this number, and the console says so. */
async function callBy(page, number) {
    await lobby.press(page, 'next');
    await at(page, 'number').filter({hasText: number}).waitFor();
}

async function serve(page) {
    await lobby.press(page, 'start');
    await at(page, 'settled').waitFor();
}

async function settle(page) {
    await lobby.press(page, 'settled');
    await at(page, 'next').waitFor();
}

test('a simple call: called, served, settled', async t => {
    const {number} = await lobby.issue({need: 'food'});
    await callBy(first, number);
    await lobby.agree(t, 'called');
    await serve(first);
    await lobby.agree(t, 'serving');
    await settle(first);
    const truth = await lobby.agree(t, 'settled');
    assert.equal(truth.tickets.find(one => one.number === number).state, 'done');
});

test('recalled twice, then parked, then back before who came later', async t => {
    const {number} = await lobby.issue({need: 'food'});
    await callBy(first, number);
    for (const times of [1, 2]) {
        await lobby.press(first, 'recall');
        await lobby.said(first, 'Wezwano ponownie');
        const truth = await lobby.agree(t, `recalled ${times}`);
        assert.equal(truth.calls.at(-1).recalls, times);
    }
    await lobby.press(first, 'no-show');
    await lobby.said(first, 'odłożony');
    await lobby.agree(t, 'parked');
    const later = (await lobby.daemon.issue({need: 'food'})).body.ticket;
    await desk.locator('.parked li', {hasText: number}).waitFor();
    await lobby.press(desk, 'resume');
    await lobby.said(desk, `Numer ${number} wrócił`);
    await lobby.agree(t, 'back');
    await callBy(first, number);
    await lobby.agree(t, 'called again');
    await serve(first);
    await settle(first);
    await callBy(first, later.number);
    await serve(first);
    await settle(first);
    await lobby.agree(t, 'both served');
});

test('handed over to a service, with the same number', async t => {
    const {number} = await lobby.issue({need: 'food'});
    await callBy(first, number);
    await serve(first);
    await at(first, 'hand-service').selectOption('KOORD');
    await lobby.press(first, 'transfer');
    await lobby.said(first, `Numer ${number} przekazany`);
    await lobby.agree(t, 'handed over');
    await callBy(coordinator, number);
    await lobby.agree(t, 'called by the coordinator');
    await serve(coordinator);
    await settle(coordinator);
    await lobby.agree(t, 'settled');
});

test('handed over to a colleague: nobody else gets the number', async t => {
    const {number} = await lobby.issue({need: 'food'});
    await callBy(first, number);
    await serve(first);
    await at(first, 'hand-service').selectOption('SOC');
    await at(first, 'hand-colleague').selectOption({label: 'pracownik socjalny 2'});
    await lobby.press(first, 'transfer');
    await lobby.said(first, `Numer ${number} przekazany`);
    await lobby.agree(t, 'handed over by name');
    for (const page of [first, coordinator]) {
        await lobby.press(page, 'next');
        await lobby.said(page, 'Nikt teraz nie czeka');
    }
    await lobby.agree(t, 'others get nobody');
    await callBy(second, number);
    await lobby.agree(t, 'the colleague calls');
    await serve(second);
    await settle(second);
    await lobby.agree(t, 'settled');
});

test('a route of three steps on one number, built by the coordinator', async t => {
    const {number} = await lobby.issue({need: 'start'});
    await lobby.lookUp(number);
    await callBy(coordinator, number);
    await serve(coordinator);
    for (const [service, label] of [['SOC', 'Rozmowa z pracownikiem socjalnym'],
        ['PRACA', 'Dodano krok']]) {
        await at(coordinator, 'add-what').selectOption(service);
        await lobby.press(coordinator, 'add');
        await lobby.said(coordinator, label);
        await lobby.agree(t, `${service} added`);
    }
    await lobby.press(coordinator, 'settled');
    await at(coordinator, 'next').waitFor();
    await lobby.agree(t, 'one step is over');
    await callBy(first, number);
    await lobby.agree(t, 'the second step');
    await serve(first);
    await settle(first);
    await callBy(second, number);
    await lobby.agree(t, 'the third step');
    await serve(second);
    await settle(second);
    const truth = await lobby.agree(t, 'all three are over');
    assert.deepEqual(truth.route(ticketOf(number)).map(([, state]) => state),
        ['done', 'done', 'done']);
});

test('during a break nobody is called; afterwards somebody is', async t => {
    await lobby.press(first, 'break');
    await at(first, 'break-end').waitFor();
    await lobby.agree(t, 'on a break');
    const {number} = await lobby.issue({need: 'food'});
    const before_ = invitations();
    await first.keyboard.press('F8');
    await lobby.agree(t, 'somebody waits', performance.now());
    assert.equal(invitations(), before_);
    await lobby.key(first, 'F6');
    await at(first, 'next').waitFor();
    await lobby.agree(t, 'back at work');
    await callBy(first, number);
    await serve(first);
    await settle(first);
    await lobby.agree(t, 'settled');
});

test('two want one room: one has it, the other is told in words', async t => {
    for (const page of [first, second]) {
        await page.locator('button.room').click();
        await lobby.tile(page, 5).waitFor();
    }
    assert.match(await lobby.tile(second, 1).innerText(), /Zajęty: pracownik socjalny 1/);
    lobby.pressedMs = performance.now();
    await Promise.all([first, second].map(page => lobby.tile(page, 5).click()));
    await Promise.race([first, second].map(page =>
        page.locator('button.room', {hasText: 'Pokój 5'}).waitFor()));
    const [loser, room] = await until('one of them is told', async () =>
        await at(first, 'error').isVisible() ? [first, 1]
            : await at(second, 'error').isVisible() && [second, 2]);
    await at(loser, 'error').filter({hasText: 'Ten pokój właśnie ktoś zajął'}).waitFor();
    if (await lobby.tile(loser, room).isVisible()) {
        await lobby.tile(loser, room).click(); /* theirs still: they stay */
    }
    await at(loser, 'next').waitFor();
    const truth = await lobby.agree(t, 'one has it');
    assert.equal(truth.duties.filter(({room_id: id}) => id === 5).length, 1);
    assert.equal(truth.duties.filter(({room_id: id}) => id === room).length, 1);
    const winner = loser === first ? second : first;
    await winner.locator('button.room').click();
    lobby.pressedMs = performance.now();
    await lobby.tile(winner, 3 - room).click();
    await winner.locator('button.room', {hasText: `Pokój ${3 - room}`}).waitFor();
    await lobby.agree(t, 'each in their own');
});

test('a colleague in danger is heard by everybody, and who goes is seen', async t => {
    await lobby.key(second, 'F12');
    await at(second, 'alert-emergency').waitFor();
    await lobby.agree(t, 'help is called');
    await at(first, 'alert-emergency').filter({hasText: 'Pokój 2, pracownik socjalny 2'})
        .locator('[data-test=take]').click();
    lobby.pressedMs = performance.now();
    await at(second, 'alert-emergency').filter({hasText: 'pracownik socjalny 1'}).waitFor();
    const truth = await lobby.agree(t, 'somebody goes');
    assert.equal(truth.alerts.filter(({taken_ms: taken}) => taken === 0).length, 0);
});

test('the backend dies in the middle of two visits; nothing is lost, and all go on', async t => {
    const {number} = await lobby.issue({need: 'food'});
    await callBy(first, number);
    await serve(first);
    const other = await lobby.issue({need: 'food'});
    const waiting = (await lobby.daemon.issue({need: 'food'})).body.ticket;
    await callBy(second, other.number);
    await lobby.agree(t, 'before the crash');
    await lobby.daemon.kill();
    for (const page of [first, second, coordinator, desk, lobby.pages.board]) {
        await at(page, 'offline').waitFor({timeout: 2000});
    }
    await lobby.daemon.launch();
    for (const page of [first, second, coordinator, desk, lobby.pages.board]) {
        await at(page, 'offline').waitFor({state: 'detached', timeout: 8000});
    }
    await serve(second);
    await lobby.agree(t, 'after the crash');
    await settle(second);
    await settle(first);
    await callBy(first, waiting.number);
    await serve(first);
    await settle(first);
    await lobby.agree(t, 'everybody was served');
});

test('the day adds up: every call once, every event in its place', t => {
    const {daemon} = lobby;
    assert.deepEqual(daemon.sql(`SELECT number FROM ticket WHERE state <> 'done'`), []);
    const [events] = daemon.sql(`SELECT count(*) AS n, max(seq) AS last, (SELECT seq FROM office)
        AS office FROM event`);
    assert.equal(events.n, events.last);
    assert.equal(events.last, events.office);
    const sorted = [...lobby.times].sort((a, b) => a - b);
    t.diagnostic(`${sorted.length} times: median ${sorted[sorted.length >> 1].toFixed(0)} ms, ` +
        `longest ${sorted.at(-1).toFixed(0)} ms`);
});

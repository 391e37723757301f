// limit: 300 s
/*
 * A lobby at work: two staff, a coordinator, a receptionist, a board and a phone at once. After
 * each scene every screen shows what the database says, within a second of the last press.
 * Here: people and their ways; lobby_house has the rest. The tests run in order in one office; each
 * ends with nobody waiting.
 */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
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

const ticketOf = number => lobby.daemon.sql(`SELECT * FROM ticket WHERE number = '${number}'`)[0];
const lastCall = () => lobby.daemon.sql('SELECT * FROM invitation ORDER BY id DESC LIMIT 1')[0];

test('a simple call: called, served, settled', async t => {
    const {number} = await lobby.issue({need: 'food'});
    await lobby.call(first, number);
    await lobby.agree(t, 'called');
    await lobby.serve(first);
    await lobby.agree(t, 'serving');
    await lobby.settle(first);
    const truth = await lobby.agree(t, 'settled');
    assert.equal(truth.tickets.find(one => one.number === number).state, 'done');
});

test('recalled twice, then parked, then back before who came later', async t => {
    const {number} = await lobby.issue({need: 'food'});
    await lobby.call(first, number);
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
    await lobby.call(first, number);
    await lobby.agree(t, 'called again');
    await lobby.serve(first);
    await lobby.settle(first);
    await lobby.call(first, later.number);
    await lobby.serve(first);
    await lobby.settle(first);
    await lobby.agree(t, 'both served');
});

test('handed over to a service, with the same number', async t => {
    const {number} = await lobby.issue({need: 'food'});
    await lobby.call(first, number);
    await lobby.serve(first);
    await at(first, 'hand-service').selectOption('KOORD');
    await lobby.press(first, 'transfer');
    await lobby.said(first, `Numer ${number} przekazany`);
    await lobby.agree(t, 'handed over');
    await lobby.call(coordinator, number);
    await lobby.agree(t, 'called by the coordinator');
    await lobby.serve(coordinator);
    await lobby.settle(coordinator);
    await lobby.agree(t, 'settled');
});

test('handed over to a colleague: nobody else gets the number', async t => {
    const {number} = await lobby.issue({need: 'food'});
    await lobby.call(first, number);
    await lobby.serve(first);
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
    await lobby.call(second, number);
    await lobby.agree(t, 'the colleague calls');
    await lobby.serve(second);
    await lobby.settle(second);
    await lobby.agree(t, 'settled');
});

test('a route of three steps on one number, built by the coordinator', async t => {
    const {number} = await lobby.issue({need: 'start'});
    await lobby.lookUp(number);
    await lobby.call(coordinator, number);
    await lobby.serve(coordinator);
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
    await lobby.call(first, number);
    await lobby.agree(t, 'the second step');
    await lobby.serve(first);
    await lobby.settle(first);
    await lobby.call(second, number);
    await lobby.agree(t, 'the third step');
    await lobby.serve(second);
    await lobby.settle(second);
    const truth = await lobby.agree(t, 'all three are over');
    assert.deepEqual(truth.route(ticketOf(number)).map(([, state]) => state),
        ['done', 'done', 'done']);
});

test('called out of turn, with a reason that is kept', async t => {
    const [, turn] = [await lobby.issue({need: 'food'}), await lobby.issue({need: 'food'})];
    const row = first.locator(`[data-test=waiting-row][data-number=${turn.number}]`);
    await row.locator('[data-test=call-chosen]').click();
    await lobby.press(first, 'reason-returns');
    await at(first, 'number').filter({hasText: turn.number}).waitFor();
    await lobby.agree(t, 'called out of turn');
    const call = lastCall();
    assert.equal(call.ticket_id, turn.id);
    assert.equal(call.reason, 'returns');
    assert.equal(JSON.parse(call.explanation).chosen, true);
    await lobby.serve(first);
    await lobby.settle(first);
    const [{number}] = lobby.daemon.sql("SELECT number FROM ticket WHERE state = 'waiting'");
    await lobby.attend(first, number);
    await lobby.agree(t, 'both served');
});

test('a mistake is taken back: the visit goes on, the call never was', async t => {
    const {number} = await lobby.issue({need: 'food'});
    await lobby.call(first, number);
    await lobby.press(first, 'undo');
    await at(first, 'next').waitFor();
    await lobby.agree(t, 'a call taken back');
    assert.equal(ticketOf(number).state, 'waiting');
    await lobby.call(first, number);
    await lobby.serve(first);
    await lobby.settle(first);
    await lobby.agree(t, 'settled by mistake');
    await lobby.press(first, 'undo');
    await at(first, 'settled').waitFor();
    await lobby.agree(t, 'the end taken back');
    assert.equal(ticketOf(number).state, 'serving');
    await lobby.settle(first);
    await lobby.agree(t, 'settled');
});

test('the day adds up: every call once, every event in its place', t => lobby.addUp(t));

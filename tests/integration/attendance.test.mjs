// limit: 120 s
// "Are you there": who is asked, what counts as an answer, and what follows from none.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon, until} from '../support/daemon.mjs';

const WATCH_MS_MAX = 20_000; // the watch comes every five seconds
const OFF = {ask_ms: 0};
let daemon;
let staff;
let other;
let manager;

before(async () => {
    daemon = await Daemon.start();
    manager = await daemon.login('kierownik1');
    staff = await daemon.login('psycholog1');
    other = await daemon.login('socjalny1');
    await staff.takeRoom(4);
});

after(() => daemon.stop());

async function setRules(rules) {
    const answer = await manager.send('PUT', '/rules', {body: rules});
    assert.equal(answer.status, 200, answer.text);
}

const stateOf = async who => (await who.get('/state?view=console')).body;
const asked = () => daemon.sql(`SELECT body, public_body FROM event
    WHERE kind = 'presence.changed' ORDER BY seq`).map(({body, public_body: seen}) => {
    assert.equal(seen ?? null, null, 'nobody else\'s business');
    return JSON.parse(body);
});
const question = () => until('the question', async () => (await stateOf(staff)).ask, WATCH_MS_MAX);

test('who presses nothing for long is asked, and nobody is without the rule', async () => {
    assert.equal((await stateOf(staff)).ask, null);
    await setRules(OFF);
    const stream = staff.stream('console');
    await stream.opened;
    await setRules({ask_ms: 3000});
    const ask = await question();
    assert.equal(ask.until_ms - ask.asked_ms, 3000);
    await stream.waitFor('the event', ({event}) => event === 'presence.changed');
    assert.deepEqual(asked().map(({staff: id, asked: is}) => [id, is]),
        [[staff.session.staff.id, true]]);
    assert.equal((await stateOf(other)).ask, null, 'who has no room is not asked');
    stream.close();
});

test('looking is no answer; the press is, and the other pages are told', async () => {
    await setRules({ask_ms: 60_000}); /* time for the answer */
    assert.ok((await stateOf(staff)).ask);
    const {status, body} = await staff.send('PUT', '/session/presence');
    assert.equal(status, 200);
    assert.equal(body.room.id, 4);
    assert.equal((await stateOf(staff)).ask, null);
    assert.equal(asked().at(-1).asked, false);
    assert.equal((await stateOf(staff)).session.on_break, false);
});

test('whoever does not answer is on a break, and comes back from it by themselves', async () => {
    await setRules({ask_ms: 1});
    const {session} = await until('the break', async () => {
        const state = await stateOf(staff);
        return state.session.on_break && state;
    }, WATCH_MS_MAX);
    await setRules(OFF);
    assert.equal(session.break_kind, 'break');
    assert.equal(session.room.id, 4, 'the room stays theirs');
    assert.equal(daemon.sql('SELECT count(*) AS n FROM away')[0].n, 1);
    const back = await staff.send('PUT', '/session/break', {body: {on: false}});
    assert.equal(back.body.on_break, false);
    assert.equal((await stateOf(staff)).ask, null);
});

test('a visit in progress is never taken from anybody, nor is a call', async () => {
    const {ticket} = (await daemon.issue({need: null, service: 'PSY'})).body;
    await staff.post('/rooms/4/next');
    await staff.post(`/tickets/${ticket.id}/start`);
    await other.takeRoom(1);
    await daemon.issue({need: null, service: 'SOC'});
    await other.post('/rooms/1/next');
    const idle = await daemon.login('koordynator1');
    await idle.takeRoom(2);
    await setRules({ask_ms: 1});
    await until('another\'s break', async () => (await stateOf(idle)).session.on_break,
        WATCH_MS_MAX);
    await setRules(OFF);
    for (const who of [staff, other]) {
        const {session, current, ask} = await stateOf(who);
        assert.equal(session.on_break, false);
        assert.ok(current);
        assert.equal(ask, null, 'the conversation is not over its time');
    }
});

test('a stranger answers for nobody', async () => {
    assert.equal((await daemon.send('PUT', '/session/presence')).status, 401);
    assert.equal((await staff.send('PUT', '/session/presence',
        {headers: {'x-csrf-token': 'x'}})).status, 403);
    assert.equal((await staff.send('PUT', '/session/presence', {body: {here: true}})).status, 400);
});

// limit: 120 s
// What is looked after by itself: calls nobody answers, staff who are gone, the end of the day.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon, sleep, until} from '../support/daemon.mjs';

const WATCH_MS_MAX = 20_000; // the watch comes every five seconds
const QUARTER_MS = 15 * 60_000;

let daemon;
let coordinator;
let social;
let manager;

before(async () => {
    daemon = await Daemon.start();
    coordinator = await daemon.login('koordynator1');
    social = await daemon.login('socjalny1');
    manager = await daemon.login('kierownik1');
    assert.equal((await coordinator.takeRoom(1)).status, 200);
});

after(() => daemon.stop());

async function setRules(rules) {
    const answer = await manager.send('PUT', '/rules', {body: rules});
    assert.equal(answer.status, 200, answer.text);
}

const issue = async () => (await daemon.issue({need: 'start'})).body.ticket;
const eventsOf = kind => daemon.sql(`SELECT body, public_body FROM event WHERE kind = '${kind}'`);

async function stateOf(id) {
    const {body} = await manager.get(`/tickets/${id}`);
    return body.ticket;
}

test('a call without a start is told to the consoles once, and never to the board', async () => {
    await setRules({unanswered_ms: 1});
    const {id} = await issue();
    const called = await coordinator.post('/rooms/1/next');
    assert.equal(called.body.ticket.id, id);
    const [first] = await until('the alarm', () => {
        const events = eventsOf('call.unanswered');
        return events.length > 0 && events;
    }, WATCH_MS_MAX);
    assert.equal(JSON.parse(first.body).ticket, id);
    assert.equal(JSON.parse(first.body).room, 1);
    assert.equal(first.public_body, null);
    /* A second ticket's alarm shows that the watch came again; the first is not told twice. */
    await social.takeRoom(2);
    const other = (await daemon.issue({need: null, service: 'SOC'})).body.ticket;
    assert.equal((await social.post('/rooms/2/next')).body.ticket.id, other.id);
    await until('the second alarm', () => eventsOf('call.unanswered')
        .some(event => JSON.parse(event.body).ticket === other.id), WATCH_MS_MAX);
    assert.equal(eventsOf('call.unanswered').length, 2);
    await social.post(`/tickets/${other.id}/cancel`);
    await coordinator.post(`/tickets/${id}/start`);
    await setRules({unanswered_ms: 3 * 60_000});
});

test('somebody whose page is open is not gone, however long they say nothing', async () => {
    const stream = coordinator.stream('console');
    await stream.opened;
    await setRules({gone_ms: 1});
    await until('the other is gone', () =>
        eventsOf('room.changed').some(event => JSON.parse(event.body).room === 0), WATCH_MS_MAX);
    const rooms = (await manager.get('/state?view=console')).body.rooms;
    assert.equal(rooms.find(room => room.id === 1).staff_title, 'koordynator 1');
    assert.equal(rooms.find(room => room.id === 2).staff, null, 'a silent one leaves the room');
    stream.close();
});

test('who is gone frees the visitor, who keeps the place', async () => {
    const served = (await manager.get('/state?view=console')).body.rooms.length > 0 &&
        daemon.sql("SELECT id, checkin_ms FROM ticket WHERE state = 'serving'")[0];
    const later = await issue();
    const [freed] = await until('the visitor waits again', () => {
        const events = eventsOf('ticket.released');
        return events.length > 0 && events;
    }, WATCH_MS_MAX);
    assert.equal(JSON.parse(freed.body).ticket, served.id);
    await setRules({gone_ms: QUARTER_MS});
    const ticket = await stateOf(served.id);
    assert.equal(ticket.state, 'waiting');
    assert.equal(ticket.checkin_ms, served.checkin_ms);
    await coordinator.takeRoom(1);
    const next = await coordinator.post('/rooms/1/next');
    assert.equal(next.body.ticket.id, served.id, 'before whoever came later');
    assert.ok(later.id > served.id);
    await coordinator.post(`/tickets/${served.id}/start`);
});

test('closing the day names everybody it sends home, and leaves who is in a room', async () => {
    const desk = await daemon.login('recepcja1');
    const waiting = daemon.sql("SELECT number FROM ticket WHERE state = 'waiting'")
        .map(({number}) => number);
    assert.ok(waiting.length > 0);
    const {status, body, text} = await desk.post('/day/close');
    assert.equal(status, 200, text);
    assert.deepEqual(body.dismissed.sort(), waiting.sort());
    assert.equal(body.left, 0);
    assert.equal(eventsOf('ticket.dismissed').length, waiting.length);
    assert.deepEqual(daemon.sql("SELECT DISTINCT state FROM ticket WHERE closed_ms = 0"),
        [{state: 'serving'}]);
    const again = await desk.post('/day/close');
    assert.deepEqual(again.body, {dismissed: [], left: 0});
    const refused = await coordinator.post('/day/close');
    assert.equal(refused.status, 403, 'not by everybody');
});

test('somebody called again after a break in their visit has the whole time to come', async () => {
    const limitMs = 6000; // longer than the watch stays away
    const psychologist = await daemon.login('psycholog1');
    await psychologist.takeRoom(3);
    await setRules({unanswered_ms: limitMs});
    const {id} = (await daemon.issue({need: null, service: 'PSY'})).body.ticket;
    const act = async name =>
        assert.equal((await psychologist.post(`/tickets/${id}/${name}`)).status, 200, name);
    const next = async () =>
        assert.equal((await psychologist.post('/rooms/3/next')).body.ticket.id, id);
    await next();
    await act('start');
    await act('park');
    await sleep(limitMs);
    await act('resume');
    await next();
    const {at_ms: toldMs, body} = await until('the alarm', () => daemon.sql(`SELECT at_ms, body
        FROM event WHERE kind = 'call.unanswered' ORDER BY seq DESC LIMIT 1`)
        .find(event => JSON.parse(event.body).ticket === id), WATCH_MS_MAX);
    const waitedMs = toldMs - JSON.parse(body).at_ms;
    assert.ok(waitedMs >= limitMs, `told after ${waitedMs} ms`);
    await act('cancel');
    await psychologist.takeRoom(null);
    await setRules({unanswered_ms: 3 * 60_000});
});

// The event stream: starts where the snapshot ends, resumes without a gap, says "reset" when it
// cannot, and shows each view only what it may see.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon, openStream, until} from '../support/daemon.mjs';

let daemon;
let staff;
let roomId;

before(async () => {
    daemon = await Daemon.start();
    staff = await daemon.login('koordynator1');
    const {body} = await staff.get('/state?view=console');
    roomId = body.rooms.find(room => room.staff === null).id;
    assert.equal((await staff.takeRoom(roomId)).status, 200);
});

after(() => daemon.stop());

const streamOf = (view, headers, after_) => openStream({port: daemon.port, headers,
    path: `/api/v1/events?view=${view}${after_ ? `&after=${after_}` : ''}`});
const asStaff = extra => ({cookie: staff.cookie, ...extra});
const snapshot = async () => {
    const {body} = await staff.get('/state?view=console');
    return {epoch: body.epoch, seq: body.seq, id: `${body.epoch}-${body.seq}`};
};

async function serveOne() {
    const next = await staff.post(`/rooms/${roomId}/next`);
    assert.equal(next.status, 200, next.text);
    assert.ok(next.body.ticket, 'somebody was waiting');
    const {id} = next.body.ticket;
    assert.equal((await staff.post(`/tickets/${id}/start`)).status, 200);
    assert.equal((await staff.post(`/tickets/${id}/finish`)).status, 200);
    return next.body.call;
}

const A_TALK = {need: 'private'};

test('tells the console the life of a ticket in order', async () => {
    const start = await snapshot();
    const stream = streamOf('console', asStaff(), start.id);
    await stream.opened;
    assert.equal(stream.status, 200);
    assert.match(stream.headers['content-type'], /^text\/event-stream/);
    const {body} = await daemon.issue(A_TALK);
    const call = await serveOne();
    await stream.waitFor('finished', event => event.event === 'ticket.finished');
    const mine = stream.events.filter(event => event.json.ticket === call.ticket);
    assert.deepEqual(mine.map(event => event.event),
        ['ticket.issued', 'ticket.called', 'ticket.started', 'ticket.finished']);
    assert.equal(mine[0].json.number, body.ticket.number);
    assert.equal(mine[1].json.room, roomId);
    const ids = stream.events.map(event => Number(event.id.split('-')[1]));
    ids.forEach((id, i) => assert.equal(id, start.seq + 1 + i, 'no gap after the snapshot'));
    stream.close();
});

test('resumes by Last-Event-ID with exactly what was missed', async () => {
    const first = streamOf('console', asStaff(), (await snapshot()).id);
    await first.opened;
    await daemon.issue(A_TALK);
    const seen = await first.waitFor('one event', () => true);
    first.close();
    for (let i = 0; i < 5; i++) {
        await daemon.issue(A_TALK);
    }
    const second = streamOf('console', asStaff({'last-event-id': seen.id}));
    await until('five events', () => second.events.length >= 5);
    assert.deepEqual(second.events.map(event => Number(event.id.split('-')[1])),
        [1, 2, 3, 4, 5].map(n => Number(seen.id.split('-')[1]) + n));
    assert.ok(second.events.every(event => event.event === 'ticket.issued'));
    second.close();
});

test('resumes after the backend was killed and restarted', async () => {
    const start = await snapshot();
    const {body} = await daemon.issue(A_TALK);
    await daemon.kill();
    await daemon.launch();
    const stream = streamOf('console', asStaff({'last-event-id': start.id}));
    const event = await stream.waitFor('the ticket from before', found =>
        found.event === 'ticket.issued' || found.event === 'reset');
    assert.equal(event.event, 'ticket.issued');
    assert.equal(event.json.number, body.ticket.number);
    stream.close();
});

test('says reset for an epoch it does not know', async () => {
    const stream = streamOf('console', asStaff({'last-event-id': '00000000-3'}));
    const event = await stream.waitFor('reset', found => found.event === 'reset');
    assert.equal(event.data, '{}');
    stream.close();
});

test('says reset for a place in the future', async () => {
    const {epoch} = await snapshot();
    const stream = streamOf('console', asStaff({'last-event-id': `${epoch}-999999999`}));
    await stream.waitFor('reset', found => found.event === 'reset');
    stream.close();
});

test('says reset for a place that is not one', async () => {
    const stream = streamOf('console', asStaff({'last-event-id': 'yesterday'}));
    await stream.waitFor('reset', found => found.event === 'reset');
    stream.close();
});

test('shows the board numbers and rooms only', async () => {
    const stream = streamOf('board', {}, (await snapshot()).id);
    await stream.opened;
    await daemon.issue(A_TALK);
    const call = await serveOne();
    await stream.waitFor('finished', event => event.event === 'ticket.finished');
    const private_ = ['ticket.issued', 'room.changed'];
    assert.ok(stream.events.every(event => !private_.includes(event.event)));
    const called = stream.events.find(event => event.event === 'ticket.called');
    assert.deepEqual(Object.keys(called.json).sort(), ['at_ms', 'number', 'room', 'state']);
    assert.equal(called.json.number, call.number);
    assert.equal(called.json.room, call.room.name);
    stream.close();
});

test('keeps strangers out of the console stream', async () => {
    const stream = streamOf('console', {});
    await stream.opened;
    assert.equal(stream.status, 401);
    stream.close();
});

test('refuses a view that does not exist', async () => {
    const answer = await daemon.get('/state?view=cellar');
    assert.equal(answer.status, 400, answer.text);
    assert.match(answer.type, /problem\+json/);
});

test('lets a dead reader go', async () => {
    const streams = await Promise.all(Array.from({length: 50}, () => streamOf('board').opened));
    const count = async () => Number(/^okienko_event_streams (\d+)/m
        .exec((await daemon.get('/metrics')).text)[1]);
    assert.ok(await count() >= 50);
    streams.forEach(stream => stream.close());
    await serveOne(); // something to say is how it notices
    await until('all of them to be gone', async () => await count() === 0);
    // The library complains of each; an address (a phone page's has a token) stays out of the log.
    assert.match(daemon.log(), /http\.library/);
    assert.doesNotMatch(daemon.log(), /api\/v1\/events/);
});

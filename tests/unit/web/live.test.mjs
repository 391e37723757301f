/* lib/hub.js and lib/live.js: one stream for many listeners, and a snapshot that stays true. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createHub, parseId} from '../../../backend/web/lib/hub.js';
import {createLive} from '../../../backend/web/lib/live.js';
import {until} from '../../support/daemon.mjs';

function fakeStreams() {
    const streams = [];
    const open = options => {
        const stream = {...options, isClosed: false, close: () => { stream.isClosed = true; }};
        streams.push(stream);
        return stream;
    };
    return {streams, open};
}

const event = seq => ({id: `e-${seq}`, event: 'ticket.called', data: '{}'});
const seqsOf = heard => heard.filter(({kind}) => kind === 'event').map(({seq}) => seq);

test('an id is an epoch and a number', () => {
    assert.deepEqual(parseId('1f2e3d4c-57'), {epoch: '1f2e3d4c', seq: 57});
});

test('two listeners of a view share one stream; another view has its own', () => {
    const {streams, open} = fakeStreams();
    const hub = createHub({open});
    hub.join('board', 'e-1', () => {});
    hub.join('board', 'e-1', () => {});
    hub.join('console', 'e-1', () => {});
    assert.deepEqual(streams.map(({url}) => url),
        ['/api/v1/events?view=board', '/api/v1/events?view=console']);
});

test('the stream closes when its last listener leaves', () => {
    const {streams, open} = fakeStreams();
    const hub = createHub({open});
    const leave = [hub.join('board', 'e-1', () => {}), hub.join('board', 'e-1', () => {})];
    leave[0]();
    assert.equal(streams[0].isClosed, false);
    leave[1]();
    assert.equal(streams[0].isClosed, true);
    hub.join('board', 'e-1', () => {});
    assert.equal(streams.length, 2);
});

test('a late listener gets exactly what came after its own state', () => {
    const {streams, open} = fakeStreams();
    const hub = createHub({open});
    hub.join('board', 'e-1', () => {});
    [2, 3, 4].forEach(seq => streams[0].onMessage(event(seq)));
    const heard = [];
    hub.join('board', 'e-3', message => heard.push(message));
    assert.deepEqual(seqsOf(heard), [4]);
    streams[0].onMessage(event(5));
    assert.deepEqual(seqsOf(heard), [4, 5]);
});

test('a listener from another epoch or from before the memory is told to start anew', () => {
    const {streams, open} = fakeStreams();
    const hub = createHub({open});
    hub.join('board', 'e-10', () => {});
    for (let seq = 11; seq < 400; seq++) {
        streams[0].onMessage(event(seq));
    }
    for (const after of ['other-399', 'e-5', 'e-20']) {
        const heard = [];
        hub.join('board', after, message => heard.push(message));
        assert.deepEqual(heard, [{kind: 'reset'}], after);
    }
});

test('a reset ends the stream, and the next join opens a fresh one', () => {
    const {streams, open} = fakeStreams();
    const hub = createHub({open});
    const heard = [];
    hub.join('board', 'e-1', message => heard.push(message));
    streams[0].onMessage({id: '', event: 'reset', data: '{}'});
    assert.deepEqual(heard, [{kind: 'reset'}]);
    assert.equal(streams[0].isClosed, true);
    hub.join('board', 'f-8', () => {});
    assert.equal(streams[1].after, 'f-8');
});

/* A backend whose state is a sequence number, and the live snapshot on it. */
function liveOn(states, options = {}) {
    const seen = {data: [], statuses: [], joins: [], signedOut: 0, fetches: 0};
    const live = createLive({path: '/state', view: 'board', retryMs: 1,
        fetchState: async () => {
            seen.fetches++;
            const next = states.length > 1 ? states.shift() : states[0];
            if (next instanceof Error) {
                throw next;
            }
            return next;
        },
        join: (view, after, listener) => {
            const join = {after, listener, hasLeft: false};
            seen.joins.push(join);
            return () => { join.hasLeft = true; };
        },
        onData: data => seen.data.push(data.seq),
        onStatus: status => seen.statuses.push(status),
        onSignedOut: () => { seen.signedOut++; }, ...options});
    return {live, seen};
}

const state = (seq, epoch = 'e') => ({epoch, seq});
const settle = () => new Promise(done => setTimeout(done, 5));

test('the stream starts right behind the snapshot', async () => {
    const {live, seen} = liveOn([state(7)]);
    await live.refresh();
    assert.deepEqual(seen.data, [7]);
    assert.deepEqual(seen.joins.map(({after}) => after), ['e-7']);
});

test('an event that the snapshot already holds fetches nothing', async () => {
    const {live, seen} = liveOn([state(7), state(8)]);
    await live.refresh();
    seen.joins[0].listener({kind: 'event', seq: 7});
    await settle();
    assert.equal(seen.fetches, 1);
    seen.joins[0].listener({kind: 'event', seq: 8});
    await settle();
    assert.deepEqual(seen.data, [7, 8]);
});

test('a burst of events is one fetch under way and one after it', async () => {
    const {live, seen} = liveOn([state(1), state(50)]);
    await live.refresh();
    for (let seq = 2; seq <= 50; seq++) {
        seen.joins[0].listener({kind: 'event', seq});
    }
    await settle();
    assert.equal(seen.fetches, 3);
    assert.equal(seen.data.at(-1), 50);
});

test('an answer that was overtaken is not drawn', async () => {
    const {live, seen} = liveOn([state(9), state(4)]);
    await live.refresh();
    await live.refresh();
    assert.deepEqual(seen.data, [9]);
});

test('a reset fetches again and joins behind the new state, lower numbers included', async () => {
    const {live, seen} = liveOn([state(90), state(2, 'f')]);
    await live.refresh();
    seen.joins[0].listener({kind: 'reset'});
    await settle();
    assert.equal(seen.joins[0].hasLeft, true);
    assert.deepEqual(seen.joins.map(({after}) => after), ['e-90', 'f-2']);
    assert.deepEqual(seen.data, [90, 2]);
});

test('a broken or returning stream is said at once', async () => {
    const {live, seen} = liveOn([state(1)]);
    await live.refresh();
    seen.joins[0].listener({kind: 'status', status: 'down'});
    seen.joins[0].listener({kind: 'status', status: 'up'});
    assert.deepEqual(seen.statuses, ['down', 'up']);
});

test('a stream that says the session is over is left', async () => {
    const {live, seen} = liveOn([state(1)]);
    await live.refresh();
    seen.joins[0].listener({kind: 'status', status: 'signed-out'});
    assert.equal(seen.signedOut, 1);
    assert.equal(seen.joins[0].hasLeft, true);
});

test('a server that is away is asked again until it answers', async () => {
    const away = Object.assign(new Error('offline'), {status: 0});
    const {live, seen} = liveOn([away, state(3)]);
    await live.refresh();
    assert.deepEqual(seen.statuses, ['down']);
    await until('the answer', () => seen.data.length === 1, 1000, 1);
    live.stop();
});

test('one fetch that failed is forgotten when the next succeeds', async () => {
    const busy = Object.assign(new Error('unavailable'), {status: 503});
    const {live, seen} = liveOn([state(1), busy, state(2)]);
    await live.refresh();
    seen.joins[0].listener({kind: 'status', status: 'up'});
    seen.joins[0].listener({kind: 'event', seq: 2});
    await until('the second answer', () => seen.data.length === 2, 1000, 1);
    assert.deepEqual(seen.statuses, ['up', 'down', 'up']);
    live.stop();
});

test('a session that is over and a page that is not allowed are told apart', async () => {
    const over = liveOn([Object.assign(new Error(), {status: 401})]);
    await over.live.refresh();
    assert.equal(over.seen.signedOut, 1);
    const banned = liveOn([Object.assign(new Error(), {status: 403})]);
    await banned.live.refresh();
    assert.deepEqual(banned.seen.statuses, ['forbidden']);
});

test('nothing is drawn after it was stopped', async () => {
    const {live, seen} = liveOn([state(1)]);
    const running = live.refresh();
    live.stop();
    await running;
    assert.deepEqual(seen.data, []);
});

/* lib/stream.js: the reader of server-sent events and how it comes back. */
import assert from 'node:assert/strict';
import {afterEach, test} from 'node:test';
import {createParser, openStream} from '../../../backend/web/lib/stream.js';
import {until} from '../../support/daemon.mjs';

function parse(...pieces) {
    const messages = [];
    const push = createParser(message => messages.push(message));
    pieces.forEach(push);
    return messages;
}

/* A server as a function: each connection is {headers, url, send, close, fail}. */
function fakeServer(status = () => 200) {
    const connections = [];
    const fetch = async (url, {headers, signal}) => {
        const number = connections.length;
        const connection = {url, headers};
        connections.push(connection);
        const answer = status(number);
        if (answer === 0) {
            throw new TypeError('refused');
        }
        let control;
        const body = new ReadableStream({start: c => { control = c; }});
        signal.addEventListener('abort', () => {
            connection.isAborted = true;
            try {
                control.error(new Error('aborted'));
            } catch { /* closed before */ }
        });
        connection.send = text => control.enqueue(new TextEncoder().encode(text));
        connection.close = () => control.close();
        return {ok: answer === 200, status: answer, body};
    };
    return {connections, fetch};
}

const opened = [];
afterEach(() => opened.splice(0).forEach(stream => stream.close()));

function open(server, options = {}) {
    const seen = {messages: [], statuses: []};
    const stream = openStream({url: '/events?view=board', after: 'e-5', retryMs: 1,
        fetch: server.fetch, onMessage: message => seen.messages.push(message),
        onStatus: status => seen.statuses.push(status), ...options});
    opened.push(stream);
    return {...seen, stream};
}

test('cuts messages from lines, whatever the pieces', () => {
    const text = 'id: e-6\nevent: ticket.called\ndata: {"number":"A1"}\n\n';
    const wanted = [{id: 'e-6', event: 'ticket.called', data: '{"number":"A1"}'}];
    assert.deepEqual(parse(text), wanted);
    assert.deepEqual(parse(...text), wanted);
    assert.deepEqual(parse(text.replaceAll('\n', '\r\n')), wanted);
    assert.deepEqual(parse(...text.replaceAll('\n', '\r\n')), wanted);
});

test('joins several data lines and keeps the id for later messages', () => {
    assert.deepEqual(parse('id: e-7\ndata: a\ndata: b\n\ndata: c\n\n'), [
        {id: 'e-7', event: 'message', data: 'a\nb'}, {id: 'e-7', event: 'message', data: 'c'}]);
});

test('a comment is no message, and neither is an event without data', () => {
    assert.deepEqual(parse(': heartbeat\n\nevent: x\n\n'), []);
});

test('starts behind the state it was given', async () => {
    const server = fakeServer();
    const {stream} = open(server);
    await until('a connection', () => server.connections.length === 1, 500, 1);
    assert.equal(server.connections[0].url, '/events?view=board&after=e-5');
    assert.equal(server.connections[0].headers['Last-Event-ID'], 'e-5');
    stream.close();
});

test('comes back behind the last message it had, and says both', async () => {
    const server = fakeServer();
    const {stream, messages, statuses} = open(server);
    await until('up', () => statuses.includes('up'), 500, 1);
    server.connections[0].send('id: e-9\ndata: {}\n\n');
    await until('a message', () => messages.length === 1, 500, 1);
    server.connections[0].close();
    await until('up again', () => statuses.length === 3, 500, 1);
    assert.deepEqual(statuses, ['up', 'down', 'up']);
    assert.equal(server.connections[1].headers['Last-Event-ID'], 'e-9');
    assert.match(server.connections[1].url, /after=e-9$/);
    stream.close();
});

test('keeps trying while the server refuses or is busy', async () => {
    const server = fakeServer(number => [0, 503, 0, 200][number] ?? 200);
    const {stream, statuses} = open(server);
    await until('up', () => statuses.includes('up'), 2000, 1);
    assert.deepEqual(statuses, ['down', 'down', 'down', 'up']);
    stream.close();
});

test('a silent stream counts as broken', async () => {
    const server = fakeServer();
    const {stream, statuses} = open(server, {silenceMs: 30});
    await until('down', () => statuses.includes('down'), 1000, 1);
    assert.equal(server.connections[0].isAborted, true);
    stream.close();
});

test('a heartbeat keeps a quiet stream alive', async () => {
    const server = fakeServer();
    const {stream, statuses} = open(server, {silenceMs: 120});
    await until('up', () => statuses.includes('up'), 500, 1);
    for (let i = 0; i < 5; i++) {
        await new Promise(done => setTimeout(done, 50));
        server.connections[0].send(': beat\n\n');
    }
    assert.deepEqual(statuses, ['up']);
    stream.close();
});

test('a session that is over stops it', async () => {
    const server = fakeServer(() => 401);
    const {statuses} = open(server);
    await until('signed out', () => statuses.length > 0, 500, 1);
    await new Promise(done => setTimeout(done, 20));
    assert.deepEqual(statuses, ['signed-out']);
    assert.equal(server.connections.length, 1);
});

test('says nothing more after it was closed', async () => {
    const server = fakeServer();
    const {stream, statuses} = open(server);
    await until('up', () => statuses.includes('up'), 500, 1);
    stream.close();
    await new Promise(done => setTimeout(done, 20));
    assert.deepEqual(statuses, ['up']);
    assert.equal(server.connections.length, 1);
});

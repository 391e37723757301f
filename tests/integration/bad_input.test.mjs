// One test per bad input: the right status, problem+json with its slug, nothing changed.
import assert from 'node:assert/strict';
import net from 'node:net';
import {after, before, test} from 'node:test';
import {Daemon, newKey, rawExchange, sleep} from '../support/daemon.mjs';

const ENDLESS_BYTES = 64 << 20;

let daemon;
let staff;
let roomId;
let foreignToken;

const ticketBody = (extra = {}) =>
    ({need: 'start', language: 'pl', priority: false, interpreter: null, ...extra});

before(async () => {
    daemon = await Daemon.start();
    staff = await daemon.login('koordynator1');
    const state = await staff.get('/state?view=console');
    roomId = state.body.rooms.find(room => room.staff === null).id;
    assert.equal((await staff.takeRoom(roomId)).status, 200);
    const other = await Daemon.start();
    foreignToken = other.token;
    await other.stop();
});

after(() => daemon.stop());

function assertProblem(answer, status, slug) {
    assert.equal(answer.status, status, answer.text);
    assert.match(answer.type, /^application\/problem\+json/);
    assert.equal(answer.body.type, `urn:okienko:problem:${slug}`);
    assert.equal(answer.body.status, status);
    assert.equal(typeof answer.body.title, 'string');
    assert.ok(answer.body.detail.length > 5, 'a plain sentence');
}

/* `send` is refused with status and slug, and the database is as before. */
function refuses(name, status, slug, send, field) {
    test(`refuses ${name}`, async () => {
        const earlier = daemon.fingerprint();
        const answer = await send();
        assertProblem(answer, status, slug);
        if (field) {
            assert.equal(answer.body.field, field);
        }
        assert.equal(daemon.fingerprint(), earlier, 'nothing changed');
    });
}

const issue = (body, options = {}) => daemon.send('POST', '/tickets',
    {token: true, key: newKey(), body, ...options});

refuses('an unknown need', 422, 'unknown-need', () => issue(ticketBody({need: 'gold'})), 'need');
refuses('a need that is a number', 400, 'invalid-body', () => issue(ticketBody({need: 7})), 'need');
refuses('a priority in words', 400, 'invalid-body',
    () => issue(ticketBody({priority: 'yes'})), 'priority');
refuses('a language nobody speaks here', 400, 'invalid-body',
    () => issue(ticketBody({language: 'tlh'})), 'language');
refuses('a body without a need', 400, 'invalid-body', () => issue({language: 'pl'}), 'need');
refuses('a field that has no place', 400, 'invalid-body',
    () => issue(ticketBody({name: 'A. N. Onim'})), 'name');
refuses('a need of 17 letters', 400, 'invalid-body',
    () => issue(ticketBody({need: 'abcdefghijklmnopq'})), 'need');
refuses('an array instead of an object', 400, 'invalid-body', () => issue([]));
refuses('half a document', 400, 'invalid-body', () => issue('{"need": "start"'));
refuses('an empty body', 400, 'invalid-body', () => issue(''));
refuses('two documents', 400, 'invalid-body', () => issue('{"need":"start"} {}'));
refuses('the same key of JSON twice', 400, 'invalid-body',
    () => issue('{"need":"start","need":"money","language":"pl","priority":false}'));
refuses('bad UTF-8', 400, 'invalid-body', () => issue(Buffer.concat([
    Buffer.from('{"need":"'), Buffer.from([0xc3, 0x28]), Buffer.from('","language":"pl"}')])));
refuses('a surrogate that stands alone', 400, 'invalid-body',
    () => issue('{"need":"\\ud800","language":"pl","priority":false}'));
refuses('NUL in a text', 400, 'invalid-body',
    () => issue('{"need":"sta\\u0000rt","language":"pl","priority":false}'));
refuses('brackets 10,000 deep', 400, 'invalid-body',
    () => issue('['.repeat(5000) + ']'.repeat(5000)));
refuses('a body of one byte over 16 KiB', 413, 'too-large',
    () => issue(JSON.stringify(ticketBody()) + ' '.repeat(16 * 1024 + 1 -
        JSON.stringify(ticketBody()).length)));

/* The answer comes before the body is sent: a client that goes on writing may be cut off. */
test('refuses a body of 1 MB', async () => {
    const earlier = daemon.fingerprint();
    try {
        assertProblem(await issue(' '.repeat(1 << 20)), 413, 'too-large');
    } catch (error) {
        assert.ok(['EPIPE', 'ECONNRESET'].includes(error.code), error);
    }
    assert.equal(daemon.fingerprint(), earlier, 'nothing changed');
    assert.equal((await daemon.get('/healthz')).status, 200, 'still serving');
});

test('takes a body of exactly 16 KiB', async () => {
    const text = JSON.stringify(ticketBody());
    const answer = await issue(text + ' '.repeat(16 * 1024 - text.length));
    assert.equal(answer.status, 201, answer.text);
});

refuses('a missing token', 401, 'unauthenticated',
    () => issue(ticketBody(), {token: undefined}));
refuses('the token of another office', 401, 'unauthenticated',
    () => issue(ticketBody(), {token: foreignToken}));
refuses('a token that is almost right', 401, 'unauthenticated',
    () => issue(ticketBody(), {token: daemon.token.slice(0, -1)}));
refuses('a token of 4 KB', 401, 'unauthenticated',
    () => issue(ticketBody(), {token: 'a'.repeat(4096)}));
refuses('a token that is passed off as a password', 401, 'unauthenticated',
    () => issue(ticketBody(), {token: undefined,
        headers: {authorization: `Basic ${daemon.token}`}}));

refuses('a wish without a key', 400, 'key-missing', () => issue(ticketBody(), {key: undefined}));
refuses('a key of 7 letters', 400, 'key-missing', () => issue(ticketBody(), {key: 'abcdefg'}));
refuses('a key of 65 letters', 400, 'key-missing',
    () => issue(ticketBody(), {key: 'k'.repeat(65)}));
refuses('a key with a blank', 400, 'key-missing',
    () => issue(ticketBody(), {key: 'abcd efgh ijkl'}));

test('gives the first answer again to a replayed key', async () => {
    const key = newKey();
    const first = await issue(ticketBody(), {key});
    assert.equal(first.status, 201, first.text);
    const earlier = daemon.fingerprint();
    const again = await issue(ticketBody(), {key});
    assert.equal(again.status, 201);
    assert.deepEqual(again.body, first.body);
    assert.equal(daemon.fingerprint(), earlier);
});

test('refuses a replayed key with another body', async () => {
    const key = newKey();
    assert.equal((await issue(ticketBody(), {key})).status, 201);
    const earlier = daemon.fingerprint();
    assertProblem(await issue(ticketBody({need: 'money'}), {key}), 422, 'key-reused');
    assert.equal(daemon.fingerprint(), earlier);
});

test('refuses a replayed key on another path', async () => {
    await issue(ticketBody());
    const key = newKey();
    const next = await staff.post(`/rooms/${roomId}/next`, {}, key);
    assert.equal(next.status, 200, next.text);
    const earlier = daemon.fingerprint();
    assertProblem(await staff.post(`/tickets/${next.body.ticket.id}/start`, {}, key),
        422, 'key-reused');
    assert.equal(daemon.fingerprint(), earlier);
    await staff.post(`/tickets/${next.body.ticket.id}/start`);
    await staff.post(`/tickets/${next.body.ticket.id}/finish`);
});

refuses('a wrong CSRF word', 403, 'csrf', () => staff.send('POST', `/rooms/${roomId}/next`,
    {body: {}, key: newKey(), headers: {'x-csrf-token': '0'.repeat(32)}}));
refuses('a missing CSRF word', 403, 'csrf', () => daemon.send('POST', `/rooms/${roomId}/next`,
    {body: {}, key: newKey(), headers: {cookie: staff.cookie}}));
refuses('a stranger at a room', 401, 'unauthenticated',
    () => daemon.send('POST', `/rooms/${roomId}/next`, {body: {}, key: newKey()}));
refuses('a kiosk that wants to call people', 403, 'forbidden',
    () => daemon.send('POST', `/rooms/${roomId}/next`, {token: true, body: {}, key: newKey()}));
refuses('a call in a room that somebody else holds', 409, 'room-not-yours',
    () => staff.post(`/rooms/${roomId + 1}/next`));
refuses('a call in a room that does not exist', 404, 'not-found',
    () => staff.post('/rooms/4711/next'));
refuses('a ticket that does not exist', 404, 'not-found',
    () => staff.post('/tickets/999999/start'));
refuses('a ticket with a word for a number', 404, 'not-found',
    () => staff.post('/tickets/abc/start'));
refuses('a ticket number beyond 64 bits', 404, 'not-found',
    () => staff.post('/tickets/99999999999999999999/start'));
refuses('an unknown path', 404, 'not-found', () => daemon.get('/nothing/here'));
refuses('an unknown method', 405, 'method-not-allowed',
    () => daemon.send('DELETE', '/tickets', {token: true}));
refuses('a figure page without the right', 403, 'forbidden', () => staff.get('/stats/today'));
refuses('a wrong password', 401, 'unauthenticated', () => daemon.send('POST', '/session',
    {body: {login: 'psycholog1', password: 'not-this-one'}}));
refuses('a login nobody has', 401, 'unauthenticated', () => daemon.send('POST', '/session',
    {body: {login: 'nobody', password: 'okienko-demo'}}));
refuses('a password that is a number', 400, 'invalid-body', () => daemon.send('POST', '/session',
    {body: {login: 'psycholog1', password: 1}}));

test('refuses to start a ticket that only waits', async () => {
    const {body} = await issue(ticketBody());
    const earlier = daemon.fingerprint();
    assertProblem(await staff.post(`/tickets/${body.ticket.id}/start`), 409, 'wrong-state');
    assert.equal(daemon.fingerprint(), earlier);
});

/* Bytes that no HTTP library would send. */
function refusesBytes(name, statuses, bytes) {
    test(`refuses ${name}`, async () => {
        const earlier = daemon.fingerprint();
        const wire = typeof bytes === 'function' ? bytes() : bytes;
        const answer = await rawExchange(daemon.port, wire);
        assert.ok(statuses.includes(answer.status), `${answer.status}: ${answer.text}`);
        assert.equal(daemon.fingerprint(), earlier, 'nothing changed');
        assert.equal((await daemon.get('/healthz')).status, 200, 'still serving');
        return answer;
    });
}

const rawIssue = (headers, body) => () => Buffer.from('POST /api/v1/tickets HTTP/1.1\r\n' +
    `Host: 127.0.0.1\r\nAuthorization: Bearer ${daemon.token}\r\nConnection: close\r\n` +
    `Content-Type: application/json\r\nIdempotency-Key: ${newKey()}\r\n${headers}\r\n${body}`);
const rawBody = JSON.stringify(ticketBody());

refusesBytes('NUL in a path', [400, 404],
    'GET /api/v1/state%00?view=board HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
refusesBytes('NUL in a query', [400],
    'GET /api/v1/state?view=board%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
refusesBytes('a control character in a path', [400, 404],
    'GET /api/v1/%01state HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
refusesBytes('a path that climbs', [400, 404],
    'GET /assets/../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
refusesBytes('two lengths', [400], rawIssue(
    `Content-Length: ${rawBody.length}\r\nContent-Length: ${rawBody.length + 1}\r\n`, rawBody));
refusesBytes('two equal lengths', [400], rawIssue(
    `Content-Length: ${rawBody.length}\r\nContent-Length: ${rawBody.length}\r\n`, rawBody));
refusesBytes('a negative length', [400, 413], rawIssue('Content-Length: -5\r\n', rawBody));
refusesBytes('a length and chunks together', [400], rawIssue(
    `Content-Length: ${rawBody.length}\r\nTransfer-Encoding: chunked\r\n`, rawBody));
refusesBytes('a huge announced length', [413], rawIssue('Content-Length: 999999999\r\n', ''));
refusesBytes('chunks beyond 16 KiB', [413], rawIssue('Transfer-Encoding: chunked\r\n',
    `5000\r\n${' '.repeat(0x5000)}\r\n0\r\n\r\n`));
refusesBytes('a header of 64 KB', [400, 413, 431, 0], () => Buffer.from(
    `GET /api/v1/state?view=board HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(65536)}\r\n\r\n`));
refusesBytes('a second Host', [400, 404],
    'GET /nothing HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n');

test('hangs up on chunks without end', async () => {
    const earlier = daemon.fingerprint();
    const socket = net.connect(daemon.port, '127.0.0.1');
    const closed = new Promise(done => socket.once('close', () => done(true)));
    socket.on('error', () => {});
    socket.write(rawIssue('Transfer-Encoding: chunked\r\n', '')());
    const chunk = `4000\r\n${' '.repeat(0x4000)}\r\n`;
    const pour = () => {
        while (!socket.destroyed && socket.bytesWritten < ENDLESS_BYTES && socket.write(chunk)) {
            // on, as long as it takes them
        }
    };
    socket.on('drain', pour);
    pour();
    const isClosed = await Promise.race([closed, sleep(5000)]);
    socket.destroy();
    assert.ok(isClosed, `took ${socket.bytesWritten} bytes`);
    assert.equal(daemon.fingerprint(), earlier);
});

test('drops a client that says half a request and leaves', async () => {
    const earlier = daemon.fingerprint();
    await rawExchange(daemon.port, rawIssue(`Content-Length: ${rawBody.length}\r\n`,
        rawBody.slice(0, 10))(), {limitMs: 300});
    assert.equal((await daemon.get('/healthz')).status, 200);
    assert.equal(daemon.fingerprint(), earlier);
});

/* Last: it locks the login for a minute. */
test('refuses the sixth wrong password within a minute', async () => {
    const attempt = () => daemon.send('POST', '/session',
        {body: {login: 'prawnik1', password: 'not-this-one'}});
    for (let i = 0; i < 5; i++) {
        assert.equal((await attempt()).status, 401);
    }
    assertProblem(await attempt(), 429, 'too-many-attempts');
});

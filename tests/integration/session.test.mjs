// Logging in and out, cookies, rooms, and who may do what.
import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import net from 'node:net';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {Daemon, DEMO_PASSWORD, backendProgram, guard, newKey, root, sleep, until}
    from '../support/daemon.mjs';

let daemon;

before(async () => {
    daemon = await Daemon.start();
});

after(() => daemon.stop());

const slugOf = answer => answer.body?.type?.replace('urn:okienko:problem:', '');

function refused(answer, status, slug) {
    assert.equal(answer.status, status, answer.text);
    assert.equal(slugOf(answer), slug);
}

/* Changes rows behind the backend's back: how a test makes time pass. */
const change = sql => execFileSync('sqlite3',
    ['-cmd', '.timeout 5000', join(daemon.data, 'okienko.db'), sql]);

const logIn = (login, password = DEMO_PASSWORD) =>
    daemon.send('POST', '/session', {body: {login, password}});

async function withRoom(login, room) {
    const staff = await daemon.login(login);
    assert.equal((await staff.takeRoom(room)).status, 200);
    return staff;
}

test('the right password opens a session in a cookie that no script reads', async () => {
    const answer = await logIn('psycholog1');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.equal(answer.body.staff.title, 'psycholog 1');
    assert.deepEqual(answer.body.staff.capabilities, ['call']);
    assert.equal(answer.body.room, null);
    const [cookie, ...flags] = String(answer.headers['set-cookie']).split('; ');
    assert.match(cookie, /^okienko_session=[0-9a-f]{64}$/);
    assert.deepEqual(flags.sort(), ['HttpOnly', 'Max-Age=36000', 'Path=/', 'SameSite=Strict']);
    const token = cookie.split('=')[1];
    assert.equal(daemon.sql(`SELECT count(*) AS n FROM session WHERE token_hash = '${token}'`)[0].n,
        0, 'only a hash is stored');
    assert.doesNotMatch(daemon.log(), new RegExp(`${token}|${DEMO_PASSWORD}|psycholog`));
});

test('data that cannot be read log nobody out and turn no kiosk away', async () => {
    const staff = await daemon.login('psycholog1');
    try {
        change('ALTER TABLE session RENAME TO session_away');
        change('ALTER TABLE device RENAME TO device_away');
        refused(await staff.get('/session'), 500, 'internal');
        refused(await daemon.issue(), 500, 'internal');
        assert.match(daemon.log(), /"event":"request.failed","status":"internal"/);
    } finally {
        change('ALTER TABLE session_away RENAME TO session');
        change('ALTER TABLE device_away RENAME TO device');
    }
    assert.equal((await staff.get('/session')).status, 200);
});

test('a wrong password and an unknown login look the same', async () => {
    const wrong = await logIn('psycholog1', 'not-this-one');
    const unknown = await logIn('nobody', 'not-this-one');
    refused(wrong, 401, 'unauthenticated');
    assert.deepEqual(unknown.body, wrong.body);
    assert.equal(wrong.headers['set-cookie'], undefined);
});

test('five wrong passwords close the door, a right one before that opens it again', async () => {
    for (let round = 0; round < 2; round++) {
        for (let i = 0; i < 4; i++) {
            refused(await logIn('klub1', 'not-this-one'), 401, 'unauthenticated');
        }
        assert.equal((await logIn('klub1')).status, 200);
    }
    for (let i = 0; i < 5; i++) {
        refused(await logIn('klub1', 'not-this-one'), 401, 'unauthenticated');
    }
    refused(await logIn('klub1', 'not-this-one'), 429, 'too-many-attempts');
    refused(await logIn('klub1'), 429, 'too-many-attempts');
    assert.equal((await logIn('opieka1')).status, 200, 'others are not concerned');
});

test('a session that is over is nobody', async () => {
    const staff = await daemon.login('opieka1');
    assert.equal((await staff.get('/session')).status, 200);
    change(`UPDATE session SET expires_ms = 1 WHERE staff_id = ${staff.session.staff.id}`);
    refused(await staff.get('/session'), 401, 'unauthenticated');
    refused(await staff.get('/state?view=console'), 401, 'unauthenticated');
    refused(await staff.takeRoom(8), 401, 'unauthenticated');
});

test('a room whose session is over becomes free, and the consoles hear of it', async () => {
    const staff = await withRoom('prawnik1', 6);
    const {id} = staff.session.staff;
    change(`UPDATE session SET expires_ms = 1 WHERE staff_id = ${id}`);
    await daemon.restart(); // maintenance comes at the start, then every minute
    const [event] = daemon.sql(
        'SELECT kind, body, public_body FROM event ORDER BY seq DESC LIMIT 1');
    assert.equal(event.kind, 'room.changed');
    const {staff: who, room} = JSON.parse(event.body);
    assert.deepEqual({who, room}, {who: id, room: 0});
    assert.equal(event.public_body, null);
    const other = await withRoom('psycholog1', 6);
    assert.equal((await other.takeRoom(null)).status, 200);
});

test('the stream of a session ends when it is logged out', async () => {
    const staff = await daemon.login('psycholog1');
    const beside = await daemon.login('psycholog1');
    const streams = await Promise.all([staff.stream().opened, beside.stream().opened]);
    assert.equal((await staff.send('DELETE', '/session')).status, 204);
    await until('its end', () => !streams[0].isOpen);
    assert.equal(streams[1].isOpen, true, 'another session of the same person goes on');
    streams[1].close();
});

test('a cookie that was never given is nobody', async () => {
    for (const value of ['', 'x', '0'.repeat(64), 'a'.repeat(2000)]) {
        refused(await daemon.get('/session', {headers: {cookie: `okienko_session=${value}`}}),
            401, 'unauthenticated');
    }
});

test('a room has one person, who may move and leave', async () => {
    const first = await withRoom('socjalny1', 1);
    const second = await daemon.login('socjalny2');
    const earlier = daemon.fingerprint();
    refused(await second.takeRoom(1), 409, 'room-taken');
    assert.equal(daemon.fingerprint(), earlier, 'nothing changed');
    refused(await second.takeRoom(4711), 422, 'not-found');
    refused(await second.takeRoom(0), 400, 'invalid-body');
    assert.equal((await first.takeRoom(2)).body.room.name, 'Pokój 2');
    assert.equal((await second.takeRoom(1)).status, 200);
    assert.equal((await first.takeRoom(null)).body.room, null);
    assert.equal((await second.takeRoom(null)).status, 200);
});

test('logging out frees the room and ends the session', async () => {
    const staff = await withRoom('socjalny1', 3);
    const out = await staff.send('DELETE', '/session');
    assert.equal(out.status, 204);
    assert.match(String(out.headers['set-cookie']), /^okienko_session=; Path=\/; Max-Age=0;/);
    refused(await staff.get('/session'), 401, 'unauthenticated');
    const other = await withRoom('socjalny2', 3);
    assert.equal((await other.send('DELETE', '/session')).status, 204);
});

test('an open visit holds its room, its session and its cookie', async () => {
    const staff = await withRoom('koordynator1', 4);
    await daemon.issue();
    const next = await staff.post('/rooms/4/next');
    const {id} = next.body.ticket;
    const earlier = daemon.fingerprint();
    const out = await staff.send('DELETE', '/session');
    refused(out, 409, 'visit-open');
    assert.equal(out.headers['set-cookie'], undefined, 'the browser stays logged in');
    refused(await staff.takeRoom(5), 409, 'visit-open');
    refused(await staff.takeRoom(null), 409, 'visit-open');
    refused(await staff.post('/rooms/4/next'), 409, 'visit-open');
    assert.equal(daemon.fingerprint(), earlier, 'nothing changed');
    assert.equal((await staff.takeRoom(4)).status, 200, 'to stay is no move');
    await staff.post(`/tickets/${id}/start`);
    await staff.post(`/tickets/${id}/finish`);
    assert.equal((await staff.send('DELETE', '/session')).status, 204);
});

test('a log-out needs the CSRF word and leaves the cookie when it is wrong', async () => {
    const staff = await daemon.login('psycholog1');
    const out = await staff.send('DELETE', '/session', {headers: {'x-csrf-token': 'x'}});
    refused(out, 403, 'csrf');
    assert.equal(out.headers['set-cookie'], undefined);
    assert.equal((await staff.get('/session')).status, 200);
});

test('each does only what the rights say', async () => {
    const roles = {
        psycholog1: {'/tickets': 403, '/stats/today': 403, '/rooms/7/next': 409},
        recepcja1: {'/tickets': 201, '/stats/today': 403, '/rooms/7/next': 403},
        kierownik1: {'/tickets': 403, '/stats/today': 200, '/rooms/7/next': 403},
    };
    for (const [login, expected] of Object.entries(roles)) {
        const staff = await daemon.login(login);
        const issued = await staff.post('/tickets', {service: 'PSY', language: 'pl'});
        assert.equal(issued.status, expected['/tickets'], `${login}: ${issued.text}`);
        assert.equal((await staff.get('/stats/today')).status, expected['/stats/today'], login);
        assert.equal((await staff.post('/rooms/7/next')).status, expected['/rooms/7/next'], login);
        assert.equal((await staff.get('/state?view=console')).status, 200, login);
    }
    const kiosk = {token: true};
    refused(await daemon.get('/stats/today', kiosk), 403, 'forbidden');
    refused(await daemon.get('/state?view=console', kiosk), 403, 'forbidden');
    refused(await daemon.get('/session', kiosk), 403, 'forbidden');
    refused(await daemon.send('POST', '/tickets/1/start', {...kiosk, key: newKey(), body: {}}),
        403, 'forbidden');
    refused(await daemon.get('/state?view=kiosk'), 401, 'unauthenticated');
    refused(await daemon.get('/state?view=attic'), 400, 'invalid-body');
    refused(await daemon.get('/state'), 400, 'invalid-body');
});

test('the log knows ids only', () => {
    assert.doesNotMatch(daemon.log(), /okienko-demo|psycholog|kierownik|koordynator|Pokój|PSY/);
});

test('stops cleanly under a flood of log-ins', async () => {
    const own = await Daemon.start();
    const answers = Array.from({length: 150}, (_, i) => own.send('POST', '/session',
        {agent: undefined, body: {login: `nobody${i}`, password: 'not-this-one'}})
        .then(answer => answer.status, () => 'closed'));
    await until('some are refused or answered', () => own.log().includes('session.refused'));
    own.child.kill('SIGTERM');
    assert.deepEqual(await own.exit, {code: 0, signal: null}, own.log().slice(-1500));
    (await Promise.all(answers)).forEach(status =>
        assert.ok([401, 503, 'closed'].includes(status), String(status)));
});

test('stops cleanly while a request is half sent and its rest comes too late', async () => {
    const own = await Daemon.start();
    const body = JSON.stringify({need: 'start', language: 'pl'});
    const sockets = Array.from({length: 20}, () => net.connect(own.port, '127.0.0.1'));
    for (const socket of sockets) {
        socket.on('error', () => {});
        socket.write('POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\n' +
            `Idempotency-Key: ${newKey()}\r\n` +
            `Authorization: Bearer ${own.token}\r\nContent-Length: ${body.length}\r\n\r\n`);
    }
    await until('all have begun', async () => /okienko_http_open (2\d)/.test(
        (await own.get('/metrics')).text));
    own.child.kill('SIGTERM');
    await until('the stop has begun', () => own.log().includes('backend.stopping'));
    await sleep(100);
    sockets.forEach(socket => socket.write(body));
    assert.deepEqual(await own.exit, {code: 0, signal: null}, own.log().slice(-1500));
    sockets.forEach(socket => socket.destroy());
});

test('takes as many files as streams may need, whatever the shell allows at first', async () => {
    const own = await Daemon.start();
    await own.stop();
    const child = guard(spawn('sh', ['-c', 'ulimit -Sn 64; exec "$0" "$@"', backendProgram,
        'serve', '--config', own.config, '--data', own.data, '--listen', '127.0.0.1:0'],
    {cwd: root, stdio: ['ignore', 'pipe', 'ignore']}));
    const text = String(await new Promise(ready => child.stdout.once('data', ready)));
    assert.match(text, /listening on/);
    const limits = readFileSync(`/proc/${child.pid}/limits`, 'utf8');
    const [, soft, hard] = /Max open files +(\d+) +(\d+)/.exec(limits);
    assert.equal(Number(soft), Math.min(Number(hard), 8192));
    child.kill('SIGTERM');
    await new Promise(over => child.once('exit', over));
});

// The kiosk's net thread against the real backend: numbers, texts, outlook, liveness, and a backend
// that is killed while numbers are being issued.
import assert from 'node:assert/strict';
import {after, afterEach, before, test} from 'node:test';
import {Daemon, sleep, until} from '../support/daemon.mjs';
import {Probe} from '../support/printer/probe.mjs';

let daemon;
let probe;

before(async () => {
    daemon = await Daemon.start();
});

afterEach(() => probe?.quit());

after(() => daemon.stop());

const connect = async (...more) => {
    probe = new Probe('net', [daemon.url, daemon.token, ...more]);
    const [, ms] = await probe.line(/^connected (\d+)/);
    return Number(ms);
};

test('is connected at once and reads the texts and the outlook', async () => {
    assert.ok(await connect() < 1000, 'the stream says something before its first heartbeat');
    probe.send('catalog 1');
    const [, needs] = await probe.line(/^catalog 1 (\d+)/);
    probe.send('outlook 2');
    const [, outlooks] = await probe.line(/^outlook 2 (\d+)/);
    assert.ok(Number(needs) > 5);
    assert.equal(outlooks, needs, 'an outlook for each need');
});

test('gets a number, the same for the same key, and gives it back', async () => {
    await connect();
    probe.send('issue 1 key-real-0001 start');
    const [, number, id, url] = await probe.line(/^issued 1 (\S+) (\d+) (\S+)/);
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/v\/[0-9a-f]{32}$/);
    probe.send('issue 2 key-real-0001 start');
    const again = await probe.line(/^issued 2 (\S+) (\d+)/);
    assert.deepEqual([again[1], again[2]], [number, id]);
    probe.send('issue 3 key-real-0001 private');
    await probe.line(/^failed 3 unprocessable key-reused certain/);
    probe.send('issue 4 key-real-0004 nonsense');
    await probe.line(/^failed 4 unprocessable unknown-need certain/);
    probe.send(`cancel 5 key-real-0005 ${id}`);
    await probe.line(/^cancelled 5/);
    const page = await daemon.get(new URL(url).pathname);
    assert.equal(page.status, 200);
});

test('hears that somebody was called', async () => {
    await connect();
    probe.send('issue 1 - private');
    await probe.line(/^issued 1/);
    const staff = await daemon.login('psycholog1');
    const {body} = await staff.get('/state?view=console');
    const {id} = body.rooms.find(room => room.staff === null);
    assert.equal((await staff.takeRoom(id)).status, 200);
    assert.equal((await staff.post(`/rooms/${id}/next`)).status, 200);
    await probe.line(/^changed/, 2000);
});

test('is told at once when the backend goes, and finds it again', async () => {
    await connect();
    await daemon.kill();
    await probe.line(/^away unavailable/, 1000);
    await daemon.launch();
    await probe.line(/^connected/, 6000);
});

test('loses no number and doubles none while the backend is killed five times', async () => {
    await connect();
    const before_ = daemon.sql('SELECT count(*) AS n FROM ticket')[0].n;
    const wanted = 120;
    const issue = async () => {
        for (let i = 1; i <= wanted; i++) {
            probe.send(`issue ${1000 + i} - start 60000`);
            await sleep(25);
        }
    };
    const disturb = async () => {
        for (let i = 0; i < 5; i++) {
            await sleep(400);
            await daemon.kill();
            await sleep(100);
            await daemon.launch();
        }
    };
    await Promise.all([issue(), disturb()]);
    const count = () => probe.matching(/^(issued|failed|refused)/).length;
    await until('all answers', () => count() >= wanted, 30_000);
    assert.deepEqual(probe.matching(/^failed/), []);
    const issued = probe.matching(/^issued/).map(line => line.split(' '));
    assert.equal(new Set(issued.map(words => words[2])).size, issued.length, 'distinct numbers');
    assert.equal(new Set(issued.map(words => words[1])).size, issued.length, 'one answer each');
    const rows = daemon.sql('SELECT count(*) AS n FROM ticket')[0].n - before_;
    assert.equal(rows, issued.length, 'each number that exists was told');
});

test('tells a token that was never given', async () => {
    probe = new Probe('net', [daemon.url, 'nobody']);
    await probe.line(/^away unauthenticated/);
});

// limit: 240 s
// The kiosk's net thread with numbers of its own, against a backend that goes away, answers into
// the void, is set back to a copy, or comes back: each number once, none lost, nothing invented.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {appendFileSync, existsSync, readFileSync, statSync, truncateSync,
    writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, afterEach, beforeEach, test} from 'node:test';
import {buildFolder, guard, sleep, temporaryFolder, until} from '../support/daemon.mjs';
import {CATALOG, FakeBackend, TOKEN} from '../support/fake_backend.mjs';
import {Probe} from '../support/printer/probe.mjs';

const NUMBERS = 6;
const PATIENCE_MS = 3000;

let backend;
let probe;
let folder;

beforeEach(async () => {
    folder = temporaryFolder('okienko-state');
    backend = await new FakeBackend().start();
    backend.catalog = CATALOG;
});

afterEach(async () => {
    await probe?.quit();
    probe = null;
    await backend.stop();
});

after(() => backend?.server.closeAllConnections?.());

const start = (numbers = NUMBERS) => {
    probe = new Probe('net', [backend.url, TOKEN, '0', folder, String(numbers)]);
    return probe.line(/^state (\S+) (\d+) (\d+)/);
};

/* Connected, with the catalogue and numbers for today and tomorrow. */
const ready = async numbers => {
    await start(numbers);
    await probe.line(/^connected/);
    probe.send('catalog 900');
    await probe.line(/^catalog 900 1/);
    await until('two leases', () => backend.lent.size >= 2 * (numbers ?? NUMBERS));
    await sleep(50); // until they are on the disk
};

const away = async () => {
    const {port} = backend;
    await backend.stop();
    await probe.line(/^away/);
    return () => backend.start(port);
};

const issue = async (id, pattern = /^issued (\d+) (\S+) (\d+) (\S+)/) => {
    probe.send(`issue ${id} key-0000-${id} money`);
    const [, request, number, ticket, url] = await probe.line(pattern);
    assert.equal(Number(request), id);
    return {number, ticket: Number(ticket), url};
};

const kill = async () => {
    probe.child.kill('SIGKILL');
    await probe.exit;
    probe = null;
};

const journal = () => join(folder, 'tickets.journal');

const assertEachOnce = count => {
    assert.equal(backend.given.length, count);
    assert.equal(new Set(backend.given).size, count);
};

test('gives its own numbers in order while the backend is there, and borrows more', async () => {
    await ready();
    for (let i = 1; i <= 8; i++) {
        const {number, ticket} = await issue(i);
        assert.equal(number, i <= NUMBERS ? `A${i}` : `A${i + NUMBERS}`);
        assert.equal(ticket, i);
    }
    assertEachOnce(8);
    const {pressed_ms: pressed, token} = JSON.parse(backend.bodies.get('key-0000-1'));
    assert.ok(Math.abs(pressed - Date.now()) < 60_000);
    assert.match(token, /^[0-9a-f]{32}$/);
});

test('gives a number at once when nobody is there, and hands it over afterwards', async () => {
    await ready();
    const comeBack = await away();
    const started = performance.now();
    const first = await issue(1);
    assert.ok(performance.now() - started < 300);
    const second = await issue(2);
    assert.deepEqual([first.number, second.number], ['A1', 'A2']);
    assert.equal(first.ticket, 0, 'nobody but this kiosk knows it yet');
    assert.match(first.url, new RegExp(`^${backend.url}/v/[0-9a-f]{32}$`));
    await comeBack();
    await probe.line(/^adopted 1 A1 1/);
    await probe.line(/^adopted 2 A2 2/);
    assertEachOnce(2);
    assert.ok(first.url.endsWith(JSON.parse(backend.tickets.get('key-0000-1')).ticket.token));
});

test('a reply that is lost for good costs neither a number nor a second one', async () => {
    await ready();
    let stopped;
    backend.faults = [work => {
        work();
        stopped = backend.stop();
    }];
    const {port} = backend;
    const {number, ticket} = await issue(1);
    await stopped;
    assert.deepEqual([number, ticket], ['A1', 0]);
    await backend.start(port);
    await probe.line(/^adopted 1 A1 1/);
    assertEachOnce(1);
});

test('a backend that does not answer is waited for three seconds', async () => {
    await ready();
    backend.faults = [() => {}];
    const started = performance.now();
    const {number} = await issue(1);
    const tookMs = performance.now() - started;
    assert.ok(tookMs > PATIENCE_MS - 100 && tookMs < PATIENCE_MS + 600, `${tookMs} ms`);
    assert.equal(number, 'A1');
    await probe.line(/^adopted 1 A1 1/);
    assert.equal(new Set(backend.posts.filter(post => post.url.endsWith('/tickets'))
        .map(post => post.key + post.body)).size, 1, 'the same words each time');
});

test('a backend that is known to be away is not waited for', async () => {
    await ready();
    backend.streamStatus = 503;
    backend.streams.forEach(stream => stream.destroy());
    await probe.line(/^away/);
    backend.faults = [() => {}]; // it takes the request and never answers
    const started = performance.now();
    assert.equal((await issue(1)).number, 'A1');
    assert.ok(performance.now() - started < 1000);
    backend.faults = [];
    backend.streamStatus = 200;
    await probe.line(/^adopted 1 A1 1/);
});

test('what was given alone survives kill -9, with its key and its words', async () => {
    await ready();
    let comeBack = await away();
    await issue(1);
    await issue(2);
    await kill();
    const [, status, damaged, open] = await start();
    assert.deepEqual([status, damaged, open], ['ok', '0', '2']);
    await probe.line(/^catalog 0 1/);
    assert.equal((await issue(3)).number, 'A3');
    await kill();
    await comeBack();
    await start();
    await until('all of them', () => backend.given.length === 3);
    assert.deepEqual(backend.given, ['A1', 'A2', 'A3']);
    assert.deepEqual([...backend.tickets.keys()], ['key-0000-1', 'key-0000-2', 'key-0000-3']);
    await until('nothing of them on the disk', () =>
        !/money|key-0000/.test(readFileSync(journal(), 'utf8')), 5000);
});

test('a kiosk that starts without the backend has its texts and numbers', async () => {
    await ready();
    await probe.quit();
    await backend.stop();
    await start();
    await probe.line(/^catalog 0 1/);
    await probe.line(/^away/);
    assert.equal((await issue(1)).number, 'A1');
    await backend.start(backend.port);
});

test('a journal that is cut off or overwritten gives no number twice', async () => {
    await ready();
    const comeBack = await away();
    await issue(1);
    await issue(2);
    await kill();
    appendFileSync(journal(), 'a1b2c3d4e5f60718 {"ticket": "half of a li');
    let [, , damaged, open] = await start();
    assert.deepEqual([damaged, open], ['1', '2']);
    await probe.line(/^catalog 0 1/);
    assert.equal((await issue(3)).number, 'A3');
    await kill();
    // The last line was never on the disk: its ticket was never shown.
    truncateSync(journal(), statSync(journal()).size - 20);
    [, , damaged, open] = await start();
    assert.deepEqual([damaged, open], ['1', '2']);
    await probe.line(/^catalog 0 1/);
    assert.equal((await issue(4)).number, 'A3');
    await comeBack();
    await until('all of them', () => backend.given.length === 3);
    assert.deepEqual(backend.given, ['A1', 'A2', 'A3']);
});

test('says so when the last number is given, and goes on when the backend is back', async () => {
    await ready();
    const comeBack = await away();
    for (let i = 1; i <= NUMBERS; i++) {
        await issue(i);
    }
    probe.send('issue 7 key-0000-7 money 500');
    await probe.line(/^failed 7 unavailable - certain/, 2000);
    await comeBack();
    await probe.line(/^adopted 6/);
    assert.match((await issue(8)).number, /^A\d+$/);
    assertEachOnce(NUMBERS + 1);
});

test('a ticket that was given alone and given back at once leaves no trace', async () => {
    await ready();
    const comeBack = await away();
    await issue(1);
    probe.send('forget 11 key-back-11 1');
    await probe.line(/^cancelled 11/);
    await issue(2);
    await comeBack();
    await probe.line(/^adopted 2 A2 1/);
    assert.deepEqual(backend.given, ['A2']);
    assert.deepEqual(backend.cancelled, []);
});

test('a ticket whose person has gone before the answer is given back', async () => {
    await ready();
    let answer;
    backend.faults = [(work, reply) => {
        answer = () => {
            reply.writeHead(201);
            reply.end(work().text);
        };
    }];
    probe.send('issue 1 key-0000-1 money');
    await until('the request', () => answer);
    probe.send('forget 11 key-back-11 1');
    await probe.line(/^cancelled 11/);
    answer();
    await until('given back', () => backend.cancelled.length === 1, 3000);
    await sleep(200);
    assert.deepEqual(backend.cancelled, [1]);
    assert.equal(probe.matching(/^issued/).length, 0);
    assert.equal(backend.posts.find(post => post.url.endsWith('/cancel')).key, 'key-back-11');
});

test('a ghost is found out: no number, no answer, nobody there any more', async () => {
    await start(0); // nothing is lent: the backend makes the number
    await probe.line(/^connected/);
    let stopped;
    const {port} = backend;
    backend.faults = [work => {
        work();
        stopped = backend.stop();
    }];
    probe.send('issue 1 key-0000-1 money 800');
    await probe.line(/^failed 1 unavailable - uncertain/);
    await stopped;
    probe.send('forget 11 key-back-11 1');
    await probe.line(/^cancelled 11/);
    await kill();
    await backend.start(port);
    await start(0);
    await until('given back', () => backend.cancelled.length === 1, 5000);
    assert.deepEqual(backend.cancelled, [1]);
    assert.equal(backend.tickets.size, 1, 'asked for again by the same key');
});

test('a person who asks again gets the ticket of the lost reply', async () => {
    await start(0);
    await probe.line(/^connected/);
    backend.faults = [(work) => {
        work();
    }];
    probe.send('issue 1 key-0000-1 money 400');
    await probe.line(/^failed 1 unavailable - uncertain/);
    probe.send('issue 1 key-0000-1 money');
    await probe.line(/^issued 1 A1 1/);
    assert.equal(backend.tickets.size, 1);
});

test('a backend that forgot what it lent gives another number', async () => {
    await ready();
    backend.refuseLent = true;
    const {number} = await issue(1);
    assert.ok(Number(number.slice(1)) > 2 * NUMBERS, 'none of those that it does not know');
    assertEachOnce(1);
});

test('a ticket that is refused afterwards is told, once', async () => {
    await ready();
    const comeBack = await away();
    await issue(1);
    backend.refuseLent = true;
    await comeBack();
    await probe.line(/^lost 1 number-not-lent/);
    await sleep(300);
    assert.equal(probe.matching(/^lost/).length, 1);
});

test('a token that was taken away is no reason to drop a ticket', async () => {
    await ready();
    const comeBack = await away();
    await issue(1);
    await comeBack();
    backend.faults = Array.from({length: 2}, () => (work, answer, call, problem) =>
        problem(401, 'unauthenticated'));
    await probe.line(/^adopted 1 A1 1/, 15_000);
});

test('without a place to write it works as before, and says so', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    folder = file;
    const [, status] = await start();
    assert.equal(status, 'unavailable');
    await probe.line(/^connected/);
    assert.equal((await issue(1)).number, 'A1');
    assert.equal(backend.posts.filter(post => post.url.endsWith('/leases')).length, 0);
});

test('two kiosks do not share one folder', async () => {
    await ready();
    const second = new Probe('net', [backend.url, TOKEN, '0', folder, String(NUMBERS)]);
    await second.line(/^state conflict/);
    await second.quit();
});

test('alerts go their way, each with a key of its own', async () => {
    await start(0);
    await probe.line(/^connected/);
    probe.send('alert 1 - paper-out');
    await probe.line(/^alerted 1/);
    probe.send('alert 2 - staff');
    await probe.line(/^alerted 2/);
    assert.deepEqual(backend.alerts, ['paper-out', 'staff']);
    assert.equal(new Set(backend.posts.map(post => post.key)).size, 2);
});

const tracer = join(buildFolder, 'tests/okienko-flush-trace.so');

test('a number is on the disk before anybody is asked for it, and before it is seen',
    {skip: !existsSync(tracer) && 'sanitizers leave no room for the tracer'}, async () => {
        const said = [];
        const child = guard(spawn(join(buildFolder, 'tests/okienko-net-probe'),
            [backend.url, TOKEN, '0', folder, '1'], {stdio: 'pipe',
                env: {...process.env, LD_PRELOAD: tracer}}));
        const take = text => said.push(...String(text).trim().split('\n'));
        child.stdout.on('data', take);
        child.stderr.on('data', take);
        const heard = (pattern, from = 0) => until(String(pattern), () =>
            said.slice(from).some(line => pattern.test(line)));
        await heard(/^connected/);
        child.stdin.write('catalog 1\n');
        await until('two leases', () => said.filter(line => line === 'flushed').length === 2);
        let from = said.length;
        child.stdin.write('issue 2 key-0000-2 money\n');
        await heard(/^issued 2 A1 1/, from);
        assert.deepEqual(said.slice(from, from + 2),
            ['flushed', 'asks POST /api/v1/tickets HTTP/1.1']);
        await until('another number', () => backend.lent.size >= 3);
        await sleep(100);
        await backend.stop();
        await heard(/^away/);
        from = said.length;
        child.stdin.write('issue 3 key-0000-3 money\n');
        await heard(/^issued 3/, from);
        assert.equal(said[from], 'flushed');
        child.stdin.end();
        await new Promise(done => child.once('exit', done));
        await backend.start(backend.port);
    });

test('two hundred tickets are handed over in their order and soon', async context => {
    await ready(250);
    const comeBack = await away();
    const given = [];
    for (let i = 1; i <= 200; i++) {
        given.push((await issue(i)).number);
    }
    assert.equal(new Set(given).size, 200);
    const started = performance.now();
    await comeBack();
    await until('all of them', () => backend.given.length === 200, 20_000);
    context.diagnostic(`200 handed over in ${Math.round(performance.now() - started)} ms`);
    assert.deepEqual(backend.given, given);
    assert.ok(existsSync(join(folder, 'catalog.json')));
});

// The kiosk's net thread against a server that misbehaves on command: replies lost after the work
// was done, silence, errors, redirects, answers that are too large.
import assert from 'node:assert/strict';
import {after, afterEach, beforeEach, test} from 'node:test';
import {sleep, until} from '../support/daemon.mjs';
import {FakeBackend, TOKEN} from '../support/fake_backend.mjs';
import {Probe} from '../support/printer/probe.mjs';

let backend;
let probe;

beforeEach(async () => {
    backend = await new FakeBackend().start();
});

afterEach(async () => {
    await probe?.quit();
    probe = null;
    await backend.stop();
});

const connect = async (...more) => {
    probe = new Probe('net', [backend.url, TOKEN, ...more]);
    await probe.line(/^connected/);
};

test('gets a number, an outlook and cancels, with its own token and keys', async () => {
    await connect();
    probe.send('issue 7 key-00000001 money');
    const issued = await probe.line(/^issued 7 A1 1 (.*)/);
    assert.match(issued[1], /\/v\/0{31}1$/);
    probe.send('cancel 8 key-00000002 1');
    await probe.line(/^cancelled 8/);
    probe.send('outlook 9');
    await probe.line(/^outlook 9 1/);
    const [issue, cancel] = backend.posts;
    assert.equal(issue.key, 'key-00000001');
    assert.equal(issue.headers['content-type'], 'application/json');
    assert.deepEqual(JSON.parse(issue.body), {need: 'money', language: 'pl', priority: false});
    assert.equal(cancel.url, '/api/v1/tickets/1/cancel');
    assert.equal(cancel.key, 'key-00000002');
});

test('makes another key for each wish', async () => {
    await connect();
    probe.send('issue 1 - money');
    probe.send('issue 2 - money');
    await probe.line(/^issued 1/);
    await until('both', () => backend.tickets.size === 2);
    const keys = backend.posts.map(post => post.key);
    assert.equal(new Set(keys).size, 2);
    keys.forEach(key => assert.match(key, /^[A-Za-z0-9_-]{8,64}$/));
});

test('says why it was refused, without trying again', async () => {
    await connect();
    probe.send('issue 3 key-00000003 nonsense');
    await probe.line(/^failed 3 unprocessable unknown-need certain/);
    await sleep(500);
    assert.equal(backend.posts.length, 1);
});

test('repeats an issue whose reply was lost with the same key and body', async () => {
    await connect();
    const loseReply = (work, answer) => {
        work();
        answer.destroy();
    };
    const cutReply = (work, answer) => {
        const {text} = work();
        answer.writeHead(201, {'content-type': 'application/json', 'content-length': text.length});
        answer.write(text.slice(0, 40));
        setTimeout(() => answer.destroy(), 20);
    };
    const busy = (work, answer, call, problem) => problem(503, 'unavailable');
    const broken = (work, answer, call, problem) => {
        work();
        problem(500, 'internal');
    };
    backend.faults = [loseReply, cutReply, busy, broken];
    probe.send('issue 4 key-00000004 money');
    await probe.line(/^issued 4 A1 1/);
    assert.equal(backend.posts.length, 5);
    assert.equal(new Set(backend.posts.map(post => post.key + post.body)).size, 1);
    assert.equal(backend.tickets.size, 1);
});

test('gets the number when the backend dies during the issue and returns', async () => {
    await connect();
    const {port} = backend;
    backend.faults = [work => {
        work();
        backend.stop();
    }];
    probe.send('issue 5 key-00000005 money');
    await probe.line(/^away unavailable/);
    await sleep(700);
    await backend.start(port);
    // Whichever is first is a reason to try the other at once.
    await until('both', () => probe.matching(/^connected/).length === 2 &&
        probe.matching(/^issued 5 A1 1/).length === 1, 3000);
    assert.equal(backend.tickets.size, 1);
});

test('finds a backend that comes up later', async () => {
    const {port} = backend;
    await backend.stop();
    probe = new Probe('net', [backend.url, TOKEN]);
    await probe.line(/^away unavailable/);
    probe.send('issue 6 key-00000006 money');
    await sleep(800);
    await backend.start(port);
    await until('both', () => probe.matching(/^connected/).length === 1 &&
        probe.matching(/^issued 6 A1/).length === 1, 3000);
    assert.equal(probe.matching(/^away/).length, 1);
});

test('gives up in time and says whether a number may exist', async () => {
    await connect();
    backend.faults = [() => {}]; // never answers
    probe.send('issue 7 key-00000007 money 400');
    const started = performance.now();
    await probe.line(/^failed 7 unavailable - uncertain/);
    assert.ok(performance.now() - started < 900);
    await backend.stop();
    await probe.line(/^away/);
    probe.send('issue 8 key-00000008 money 400');
    await probe.line(/^failed 8 unavailable - certain/);
    await backend.start(backend.port);
});

test('takes silence for a broken stream and opens it again', async () => {
    await connect('600');
    await sleep(1500);
    assert.equal(probe.matching(/^away/).length, 0, 'heartbeats keep it open');
    backend.isSilent = true;
    await probe.line(/^away unavailable/, 2000);
    backend.isSilent = false;
    await probe.line(/^connected/, 4000);
});

test('resumes the stream after the last event', async () => {
    await connect();
    backend.event('ticket.called');
    await probe.line(/^changed/);
    backend.event('ticket.finished');
    await probe.line(/^changed/);
    backend.streams.forEach(stream => stream.destroy());
    await probe.line(/^away/);
    await probe.line(/^connected/);
    assert.equal(backend.streamHeaders[0]['last-event-id'], undefined);
    assert.equal(backend.streamHeaders[1]['last-event-id'], 'e1-2');
    assert.equal(backend.streamHeaders[1].accept, 'text/event-stream');
});

test('waits longer between tries while the backend stays away', async () => {
    backend.streamStatus = 503;
    probe = new Probe('net', [backend.url, TOKEN]);
    await probe.line(/^away unavailable/);
    const times = [];
    let seen = 0;
    await until('five tries', () => {
        if (backend.streamHeaders.length > seen) {
            seen = backend.streamHeaders.length;
            times.push(performance.now());
        }
        return seen >= 5;
    }, 12_000, 5);
    const pauses = times.slice(1).map((time, i) => time - times[i]);
    [500, 1000, 2000, 4000].forEach((pause, i) => assert.ok(
        pauses[i] > pause * 0.7 && pauses[i] < pause * 1.2, `${pauses.map(Math.round)}`));
    assert.equal(probe.matching(/^away/).length, 1, 'said once');
});

test('tells a token that is not known from a backend that is not there', async () => {
    probe = new Probe('net', [backend.url, 'wrong']);
    await probe.line(/^away unauthenticated/);
    probe.send('issue 9 key-00000009 money');
    await probe.line(/^failed 9 unauthenticated unauthenticated certain/);
});

test('does not follow a redirect', async () => {
    await connect();
    backend.faults = [(work, answer) => {
        answer.writeHead(307, {location: `${backend.url}/api/v1/tickets`});
        answer.end();
    }];
    probe.send('issue 10 key-00000010 money');
    await probe.line(/^failed 10 internal - certain/);
    assert.equal(backend.posts.length, 1);
});

test('refuses an answer that is too large or no JSON', async () => {
    await connect();
    backend.outlook = `{"epoch": "${'x'.repeat(5 << 20)}"}`;
    probe.send('outlook 11');
    await probe.line(/^failed 11 too-large - certain/);
    backend.outlook = '<html>';
    probe.send('outlook 12');
    await probe.line(/^failed 12 internal bad-answer certain/);
    backend.faults = [(work, answer) => {
        work();
        answer.writeHead(201);
        answer.end('{"ticket": {}}');
    }];
    probe.send('issue 13 key-00000013 money');
    await probe.line(/^failed 13 internal bad-answer uncertain/);
});

test('answers all requests of a full box and refuses one more', async () => {
    await connect();
    let hold = [];
    backend.faults = Array.from({length: 16}, () => (work, answer) => {
        hold.push(() => {
            answer.writeHead(201);
            answer.end(work().text);
        });
    });
    for (let i = 1; i <= 16; i++) {
        probe.send(`issue ${i} key-000000${20 + i} money`);
    }
    await until('sixteen tries', () => hold.length === 16);
    for (let i = 17; i <= 33; i++) {
        probe.send(`issue ${i} key-000000${20 + i} money`);
    }
    await probe.line(/^refused/);
    hold.forEach(answer => answer());
    await until('all the others', () => probe.matching(/^issued/).length === 32);
    assert.equal(probe.matching(/^refused/).length, 1);
});

test('stops at once, also in the middle of a request', async () => {
    await connect();
    backend.faults = [() => {}];
    probe.send('issue 14 key-00000014 money');
    await until('the request', () => backend.posts.length === 1);
    assert.ok(await probe.quit() < 300);
});

after(() => backend?.server.closeAllConnections?.());

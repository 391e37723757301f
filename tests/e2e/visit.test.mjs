// limit: 420 s
// ./okienko run: the whole visit, its honesty when a part is missing, what Ctrl-C leaves.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {guard, request, root, temporaryFolder, until} from '../support/daemon.mjs';
import {readNumber, readQr} from '../support/paper.mjs';

const PICTURES = ['ticket.png', 'board.png', 'console.png', 'manager.png', 'kiosk-1-attract.png',
    'kiosk-2-home.png', 'kiosk-4-confirm.png', 'kiosk-5-number.png'];

function okienko(words, env = {}) {
    const child = guard(spawn(join(root, 'okienko'), words, {cwd: root, detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {...process.env, OKIENKO_PRESET: process.env.OKIENKO_BUILD || 'dev', ...env}}));
    const run = {child, text: ''};
    const take = part => { run.text += part; };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    run.exit = new Promise(done => child.once('exit', (code, signal) => done(code ?? signal)));
    return run;
}

const isAlive = pid => {
    try {
        return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
        return false;
    }
};

/* Every process that has one of these words in its command line. */
function processesWith(word) {
    return readdirSync('/proc').filter(name => /^\d+$/.test(name)).filter(pid => {
        try {
            return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
        } catch {
            return false;
        }
    }).map(Number).filter(isAlive);
}

test('run --headless --once plays a whole visit and leaves the proof', async () => {
    const data = temporaryFolder('okienko-visit');
    const run = okienko(['run', '--headless', '--once', '--data', data]);
    assert.equal(await run.exit, 0, run.text);
    const out = join(data, 'out');
    for (const name of PICTURES) {
        assert.equal(readFileSync(join(out, name)).toString('latin1', 1, 4), 'PNG', name);
    }
    const stats = JSON.parse(readFileSync(join(out, 'stats.json'), 'utf8'));
    const events = JSON.parse(readFileSync(join(out, 'events.json'), 'utf8'));
    const number = readNumber(join(out, 'ticket.png'));
    assert.equal(stats.tickets[0].number, number);
    assert.equal(readNumber(join(out, 'board.png')), number);
    assert.ok(events.some(({event, data: body}) =>
        event === 'ticket.called' && body.number === number));
    assert.match(readQr(join(out, 'ticket.png')), /\/v\/[0-9a-f]{32}$/);
    await until('nothing left of it', () => processesWith(data).length === 0);
});

test('run --once says which part did not happen', async () => {
    const data = temporaryFolder('okienko-visit');
    const run = okienko(['run', '--headless', '--once', '--data', data],
        {CHROMIUM: join(data, 'no-browser')});
    assert.equal(await run.exit, 1, run.text);
    assert.match(run.text, /DID NOT +a browser/);
    assert.match(run.text, /The visit did not happen: a browser/);
    await until('nothing left of it', () => processesWith(data).length === 0);
});

test('Ctrl-C stops everything that run started and nothing else', async () => {
    const data = temporaryFolder('okienko-run');
    const decoy = guard(spawn('sleep', ['300']));
    const run = okienko(['run', '--headless', '--data', data, '--port', '0']);
    await until('the greeting', () => run.text.includes('Ctrl-C stops') ||
        run.child.exitCode !== null, 240_000, 100);
    assert.equal(run.child.exitCode, null, run.text);
    assert.match(run.text, /psycholog1/);
    assert.match(run.text, /okienko-demo/);
    const port = Number(/http:\/\/127\.0\.0\.1:(\d+)\/console/.exec(run.text)[1]);
    assert.equal((await request({port, path: '/healthz'})).status, 200);
    const started = processesWith(data);
    assert.ok(started.length >= 4, `backend, kiosk, printer, bus: ${started.length}`);

    const second = okienko(['run', '--headless', '--data', data, '--port', '0']);
    assert.equal(await second.exit, 1);
    assert.match(second.text, /another .* uses/);

    process.kill(-run.child.pid, 'SIGINT'); // as a terminal does it: to the whole group
    assert.equal(await run.exit, 130);
    assert.deepEqual(processesWith(data), []);
    assert.deepEqual(started.filter(isAlive), []);
    assert.ok(isAlive(decoy.pid), 'a stranger lives on');
    await assert.rejects(request({port, path: '/healthz'}));
    assert.ok(existsSync(join(data, 'okienko.db')));
    decoy.kill();
});

// limit: 300 s
// SIGTERM in the middle of everything: out at once with status 0, every acknowledged ticket kept.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {Daemon, backendProgram, newKey, root, temporaryFolder, until} from '../support/daemon.mjs';

const STREAMS = 100;
const CLIENTS = 24;
const SLOW = /asan|tsan/.test(process.env.OKIENKO_BUILD ?? '') ? 5 : 1;

async function hammer(daemon, kept, isOver) {
    while (!isOver()) {
        try {
            const answer = await daemon.issue({}, newKey());
            if (answer.status === 201) {
                kept.push(answer.body.ticket);
            } else {
                assert.equal(answer.status, 503, answer.text);
                return;
            }
        } catch {
            return; // the door is closed
        }
    }
}

test(`stops under load with ${STREAMS} streams open and loses nothing`, async () => {
    const daemon = await Daemon.start();
    const streams = await Promise.all(Array.from({length: STREAMS}, () =>
        daemon.stream('board').opened));
    assert.ok(streams.every(stream => stream.status === 200));
    const kept = [];
    let isOver = false;
    const clients = Array.from({length: CLIENTS}, () => hammer(daemon, kept, () => isOver));
    await until('tickets to go through', () => kept.length > 100);
    daemon.child.kill('SIGTERM');
    const started = performance.now();
    const result = await daemon.exit;
    const ms = performance.now() - started;
    isOver = true;
    await Promise.all(clients);
    await Promise.all(streams.map(stream => stream.ended));
    assert.deepEqual(result, {code: 0, signal: null}, daemon.log().slice(-1500));
    assert.ok(ms < 3000 * SLOW, `took ${Math.round(ms)} ms`);
    const stored = new Map(daemon.sql('SELECT id, number FROM ticket')
        .map(row => [row.id, row.number]));
    for (const {id, number} of kept) {
        assert.equal(stored.get(id), number, `acknowledged ${number} is in the database`);
    }
    assert.equal(new Set(kept.map(ticket => ticket.number)).size, kept.length);
});

test('starts again after that and goes on counting', async () => {
    const daemon = await Daemon.start();
    const first = await daemon.issue();
    await daemon.restart();
    const second = await daemon.issue();
    assert.equal(second.status, 201);
    assert.notEqual(second.body.ticket.number, first.body.ticket.number);
    assert.equal((await daemon.stop()).code, 0);
});

test('stops when nobody is there', async () => {
    const daemon = await Daemon.start();
    const {code, ms} = await daemon.stop();
    assert.equal(code, 0);
    assert.ok(ms < 2000 * SLOW, `took ${Math.round(ms)} ms`);
});

test('stops on SIGINT too, as under somebody\'s Ctrl-C', async () => {
    const daemon = await Daemon.start();
    daemon.child.kill('SIGINT');
    assert.equal((await daemon.exit).code, 0);
});

test('an office that listens everywhere must say what stands on its tickets', async () => {
    const folder = temporaryFolder('okienko-office');
    const office = join(folder, 'office.yaml');
    const text = readFileSync(join(root, 'config/office.yaml'), 'utf8');
    writeFileSync(office, text.replace(/^demo: true$/m, 'demo: false')
        .replace(/^demo_password: .*\n/m, ''));
    const daemon = await Daemon.start({office});
    await daemon.stop();
    for (const address of ['0.0.0.0:0', '[::]:0']) {
        const run = spawnSync(backendProgram, ['serve', '--config', daemon.config, '--data',
            daemon.data, '--listen', address], {encoding: 'utf8', timeout: 20_000});
        assert.equal(run.status, 1, run.stderr);
        assert.match(run.stderr, /say public_url/);
    }
});

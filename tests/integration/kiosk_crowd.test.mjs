// limit: 240 s
// Four kiosks with numbers of their own and a desk on one backend that is killed (-9) again and
// again: every number once, every number that a person saw handed over, and none besides.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Daemon, newKey, sleep, temporaryFolder, until} from '../support/daemon.mjs';
import {Probe} from '../support/printer/probe.mjs';

const KIOSKS = 4;
const EACH = 60;
const DESK = 60;
const KILLS = 4;
const NEEDS = ['start', 'money', 'food'];

async function openKiosk(daemon, i) {
    const token = daemon.command('device', 'add', `crowd-${i}`, '--data', daemon.data).trim();
    const probe = new Probe('net',
        [daemon.url, token, '0', temporaryFolder('okienko-state'), '40']);
    await probe.line(/^connected/);
    probe.send('catalog 9000');
    await probe.line(/^catalog 9000/);
    return probe;
}

/* One after the other, as people come; the numbers that they saw. */
async function people(probe) {
    const seen = [];
    for (let i = 1; i <= EACH; i++) {
        probe.send(`issue ${i} - ${NEEDS[i % NEEDS.length]}`);
        const [, word, number] = await probe.line(
            new RegExp(`^(issued|failed) ${i} (\\S+)`), 20_000);
        if (word === 'issued') {
            seen.push(number);
        }
        await sleep(20);
    }
    return seen;
}

async function desk(daemon) {
    const staff = await daemon.login('recepcja1');
    const seen = [];
    for (let i = 0; i < DESK; i++) {
        const key = newKey();
        for (let isDone = false; !isDone; await sleep(20)) {
            try {
                const {status, body} = await staff.post('/tickets',
                    {need: NEEDS[i % NEEDS.length], language: 'pl'}, key);
                isDone = status === 201;
                if (isDone) {
                    seen.push(body.ticket.number);
                }
            } catch {
                // killed just now: again, with that key
            }
        }
    }
    return seen;
}

async function reaper(daemon) {
    for (let i = 0; i < KILLS; i++) {
        await sleep(300);
        await daemon.kill();
        await sleep(200);
        await daemon.launch();
    }
}

test('many kiosks, a desk and crashes: every number once, every ticket handed over', async () => {
    const daemon = await Daemon.start();
    const probes = await Promise.all(Array.from({length: KIOSKS}, (_, i) => openKiosk(daemon, i)));
    await until('numbers', () => daemon.sql('SELECT count(DISTINCT device_id) AS n FROM lease')
        [0].n === KIOSKS);
    await sleep(500);
    const [ofDesk, , ...ofKiosks] = await Promise.all(
        [desk(daemon), reaper(daemon), ...probes.map(people)]);
    const seen = [...ofDesk, ...ofKiosks.flat()];
    assert.equal(new Set(seen).size, seen.length, 'nobody saw the number of another');
    assert.ok(ofKiosks.flat().length > KIOSKS * EACH * 0.9, 'a crash is no reason for no number');
    const count = () => daemon.sql('SELECT count(*) AS n FROM ticket')[0].n;
    await until('all of them', () => count() >= seen.length, 30_000);
    await sleep(1000);
    const stored = daemon.sql('SELECT number FROM ticket').map(row => row.number);
    assert.deepEqual([...stored].sort(), [...seen].sort());
    await Promise.all(probes.map(probe => probe.quit()));
    await daemon.stop();
});

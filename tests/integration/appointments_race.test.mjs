// limit: 180 s
// One slot is never booked twice: twelve clients race for each of twelve slots while the backend is
// killed, and appointments of 50 and of 15 minutes race for the same colleague's time.
import assert from 'node:assert/strict';
import http from 'node:http';
import {test} from 'node:test';
import {bookingOffice, freeSlots} from '../support/booked.mjs';
import {Daemon, newKey, sleep} from '../support/daemon.mjs';
import {insist} from '../support/stress.mjs';

const CLIENTS = 12;
const SLOTS = 12;
const MINUTE_MS = 60_000;

/* What a client is sure of: everything it was answered. */
class Client {
    constructor(daemon) {
        this.daemon = daemon;
        this.agent = new http.Agent({keepAlive: true, maxSockets: 1});
        this.answers = [];
    }

    /* A wish has one key, whatever happens to the backend; what was given is asked for again. */
    async book(body) {
        const key = newKey();
        const send = () => insist(this.daemon, {method: 'POST', path: '/api/v1/appointments',
            agent: this.agent, body, headers: {authorization: `Bearer ${this.daemon.token}`,
                'idempotency-key': key}});
        const answer = await send();
        if (answer.status === 201) {
            assert.deepEqual((await send()).body, answer.body, 'the same key, the same answer');
        }
        this.answers.push({body, answer});
        return answer;
    }
}

/* No two appointments of one colleague share a moment; gives how many there are. */
function countApart(daemon) {
    const rows = daemon.sql(`SELECT id, staff_id, starts_ms, minutes FROM appointment
        WHERE state <> 'cancelled' ORDER BY staff_id, starts_ms`);
    rows.slice(1).forEach((row, index) => {
        const before = rows[index];
        assert.ok(row.staff_id !== before.staff_id ||
            row.starts_ms >= before.starts_ms + before.minutes * MINUTE_MS,
        `${before.id} and ${row.id} lie across each other`);
    });
    return rows.length;
}

const acknowledged = clients => clients.flatMap(({answers}) => answers)
    .filter(({answer}) => answer.status === 201).map(({answer}) => answer.body.appointment);

function checkRefusals(clients) {
    for (const {body, answer} of clients.flatMap(client => client.answers)) {
        if (answer.status === 201) {
            continue;
        }
        assert.equal(answer.status, 409, answer.text);
        assert.equal(answer.body.type, 'urn:okienko:problem:slot-taken');
        const starts = answer.body.slots.map(slot => slot.starts_ms);
        assert.equal(starts.length, 3, 'three others are named');
        assert.equal(new Set(starts).size, 3);
        starts.forEach(ms => assert.ok(ms > body.starts_ms));
    }
}

function checkStored(daemon, made) {
    const rows = daemon.sql("SELECT id, code, starts_ms FROM appointment WHERE state = 'booked'");
    assert.deepEqual(rows.map(row => row.id).sort((a, b) => a - b),
        made.map(item => item.id).sort((a, b) => a - b), 'stored is what was acknowledged');
    assert.equal(new Set(rows.map(row => row.code)).size, rows.length, 'every code once');
}

test('twelve clients race for each of twelve slots, and the backend dies twice', async t => {
    const daemon = await Daemon.start({office: bookingOffice()});
    t.after(() => daemon.stop());
    const wanted = (await freeSlots(daemon, 'UZAL', '&days=31')).slice(0, SLOTS)
        .map(slot => slot.starts_ms);
    assert.equal(wanted.length, SLOTS);
    const clients = Array.from({length: CLIENTS}, () => new Client(daemon));
    const answered = () => clients.reduce((sum, client) => sum + client.answers.length, 0);
    const reaper = async () => {
        for (const part of [1 / 3, 2 / 3]) {
            while (answered() < part * CLIENTS * SLOTS &&
                !clients.some(client => client.isThrough)) {
                await sleep(1);
            }
            await daemon.kill();
            await daemon.launch();
        }
    };
    await Promise.all([reaper(), ...clients.map(async client => {
        try {
            for (const starts_ms of wanted) {
                await client.book({service: 'UZAL', starts_ms});
            }
        } finally {
            client.isThrough = true;
        }
    })]);
    assert.equal(answered(), CLIENTS * SLOTS);
    const made = acknowledged(clients);
    assert.deepEqual(made.map(item => item.starts_ms).sort((a, b) => a - b), wanted,
        'each slot was given to one');
    checkRefusals(clients);
    checkStored(daemon, made);
    assert.equal(countApart(daemon), SLOTS);
    assert.ok(daemon.retries > 0, 'somebody had to ask again');
});

test('fifty minutes and fifteen race for the same colleague, and none lie across', async t => {
    const daemon = await Daemon.start({office: bookingOffice(
        {modes: {PSY: 'appointment', KRYZ: 'mixed'}, minutes: {KRYZ: 15}})});
    t.after(() => daemon.stop());
    const long = (await freeSlots(daemon, 'PSY')).slice(0, 10).map(slot => slot.starts_ms);
    const short = (await freeSlots(daemon, 'KRYZ'))
        .filter(slot => long.some(ms => slot.starts_ms >= ms &&
            slot.starts_ms < ms + 50 * MINUTE_MS)).map(slot => slot.starts_ms);
    assert.ok(short.length >= 30);
    const clients = Array.from({length: CLIENTS}, () => new Client(daemon));
    await Promise.all(clients.map(async (client, index) => {
        for (let i = 0; i < long.length; i++) {
            const isLong = (index + i) % 2 === 0;
            const starts_ms = isLong ? long[i] : short[(i * 3 + index) % short.length];
            await client.book({service: isLong ? 'PSY' : 'KRYZ', starts_ms});
        }
    }));
    const made = acknowledged(clients);
    assert.equal(countApart(daemon), made.length);
    checkStored(daemon, made);
    assert.ok(new Set(made.map(item => item.minutes)).size === 2, 'both lengths were booked');
    assert.ok(made.length < CLIENTS * long.length, 'somebody was refused');
});

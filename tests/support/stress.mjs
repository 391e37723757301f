/*
 * stress.mjs - many kiosks and many staff at once on one backend, and the counting afterwards.
 *
 * Every client does what a real one does: a key per wish, and the same key again until an answer
 * came, however often the backend dies meanwhile.
 */
import assert from 'node:assert/strict';
import http from 'node:http';
import {newKey, request, sleep} from './daemon.mjs';

const RETRY_MS_MAX = 90_000;
const API = '/api/v1';

/* Sends until there is a real answer; 503 and a broken connection mean "again, with that key". */
export async function insist(daemon, call) {
    const end = performance.now() + RETRY_MS_MAX;
    for (;;) {
        try {
            const answer = await request({port: daemon.port, limitMs: 20_000, ...call});
            if (answer.status !== 503) {
                return answer;
            }
        } catch (error) {
            if (performance.now() > end) {
                throw error;
            }
        }
        daemon.retries = (daemon.retries ?? 0) + 1;
        await sleep(5 + Math.random() * 20);
    }
}

class Tally {
    constructor(wanted, opening) {
        this.wanted = wanted;
        this.opening = opening; // nobody is called before so many have come
        this.begun = 0;
        this.issued = new Map(); // ticket id -> number, as acknowledged to a kiosk
        this.calls = [];         // {ticket, call, number, login}, as acknowledged to a person
        this.finished = 0;
    }
}

async function kiosk(daemon, tally, needs, isPriority) {
    const agent = new http.Agent({keepAlive: true, maxSockets: 1});
    while (tally.begun < tally.wanted) {
        const index = tally.begun++;
        const answer = await insist(daemon, {method: 'POST', path: `${API}/tickets`, agent,
            headers: {authorization: `Bearer ${daemon.token}`, 'idempotency-key': newKey()},
            body: {need: needs[index % needs.length], language: 'pl',
                priority: isPriority(index), interpreter: null}});
        assert.equal(answer.status, 201, answer.text);
        const {id, number} = answer.body.ticket;
        assert.ok(!tally.issued.has(id), `ticket ${id} was acknowledged twice`);
        tally.issued.set(id, number);
    }
    agent.destroy();
}

async function person(daemon, tally, staff) {
    const {agent} = staff;
    const post = (path, body = {}) => insist(daemon, {method: 'POST', path: API + path, agent, body,
        headers: staff.headers({'idempotency-key': newKey()})});
    while (tally.issued.size < tally.opening) {
        await sleep(5);
    }
    while (tally.finished < tally.wanted) {
        const next = await post(`/rooms/${staff.session.room.id}/next`);
        assert.equal(next.status, 200, next.text);
        const {ticket, call} = next.body;
        if (!ticket) {
            await sleep(10);
            continue;
        }
        tally.calls.push({ticket: ticket.id, call: call.id, number: call.number,
            login: staff.login});
        for (const step of ['start', 'finish']) {
            const answer = await post(`/tickets/${ticket.id}/${step}`);
            assert.equal(answer.status, 200, `${step}: ${answer.text}`);
        }
        tally.finished++;
    }
}

/* Kills the backend (-9) and restarts it on its port `times` times, spread over the work. */
async function reaper(daemon, tally, times) {
    for (let i = 1; i <= times; i++) {
        const due = tally.wanted * i / (times + 1);
        while (tally.finished < due) {
            await sleep(2);
        }
        await daemon.kill();
        await daemon.launch();
    }
}

/* Runs it all; gives the tally. `crew` are logged in and hold a room each, and begin when `opening`
 * tickets were issued. */
export async function work({daemon, tickets, kiosks, crew, needs, kills = 0, opening = 0,
    isPriority = () => false}) {
    const tally = new Tally(tickets, opening);
    const started = performance.now();
    await Promise.all([
        ...Array.from({length: kiosks}, () => kiosk(daemon, tally, needs, isPriority)),
        ...crew.map(staff => person(daemon, tally, staff)),
        reaper(daemon, tally, kills),
    ]);
    tally.seconds = (performance.now() - started) / 1000;
    return tally;
}

/* What must hold afterwards, by the clients' memory and by the database. */
export function verify(daemon, tally) {
    const {wanted} = tally;
    const numbers = [...tally.issued.values()];
    assert.equal(tally.issued.size, wanted, 'tickets acknowledged');
    assert.equal(new Set(numbers).size, wanted, 'distinct numbers acknowledged');
    assert.equal(new Set(tally.calls.map(call => call.ticket)).size, wanted, 'people called');
    assert.equal(tally.calls.length, wanted, 'calls acknowledged');
    for (const {ticket, number} of tally.calls) {
        assert.equal(number, tally.issued.get(ticket), 'the number called is the number given');
    }

    const rows = daemon.sql('SELECT id, number, day, state FROM ticket');
    assert.equal(rows.length, wanted, 'tickets in the database: none lost, none issued twice');
    assert.equal(new Set(rows.map(row => `${row.day} ${row.number}`)).size, wanted,
        'distinct numbers in the database');
    for (const row of rows) {
        assert.equal(row.number, tally.issued.get(row.id), 'stored number is the acknowledged one');
        assert.equal(row.state, 'done');
    }
    const [calls] = daemon.sql(`SELECT count(*) AS calls, count(DISTINCT ticket_id) AS tickets,
        count(DISTINCT step_id) AS steps FROM invitation`);
    assert.deepEqual(calls, {calls: wanted, tickets: wanted, steps: wanted},
        'every ticket was called exactly once');
    const events = Object.fromEntries(daemon.sql(`SELECT kind, count(*) AS n FROM event
        WHERE kind LIKE 'ticket.%' GROUP BY kind`).map(row => [row.kind, row.n]));
    assert.deepEqual(events, {'ticket.called': wanted, 'ticket.finished': wanted,
        'ticket.issued': wanted, 'ticket.started': wanted}, 'one event a change');
    const [sequence] = daemon.sql(`SELECT count(*) AS n, max(seq) AS last,
        (SELECT seq FROM office) AS office FROM event`);
    assert.equal(sequence.n, sequence.last, 'the sequence of events has no gap');
    assert.equal(sequence.last, sequence.office, 'the office counts the same events');
    assert.deepEqual(daemon.sql('PRAGMA integrity_check'), [{integrity_check: 'ok'}]);
}

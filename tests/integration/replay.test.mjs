// limit: 300 s
// A day that was recorded is played again from its history: every call and every word of its
// explanation must come out the same, through parks, transfers, breaks, chosen calls, what was
// taken back, new rules and restarts.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {test} from 'node:test';
import {Daemon, backendProgram} from '../support/daemon.mjs';

const STAFF = ['koordynator1', 'socjalny1', 'prawnik1', 'psycholog1'];
const NEEDS = ['start', 'private', 'home', 'law', 'violence', 'forms'];
const TURNS = 900;

/* Small, seeded, the same on every machine (Park and Miller 1988). */
function dice(seed) {
    let state = seed;
    return count => {
        state = state * 48271 % 2147483647;
        return state % count;
    };
}

async function needsOf(daemon) {
    const {body} = await daemon.get('/catalog');
    const known = body.needs.map(need => need.code);
    return NEEDS.filter(code => known.includes(code)).concat(known.slice(0, 8));
}

const toCome = ({steps}) => steps.filter(({offer, state}) => !offer &&
    ['planned', 'waiting'].includes(state)).map(({position}) => position);

/* One thing that may happen to the visit somebody has open. */
async function workOn(staff, ticket, roll, services) {
    const id = ticket.id;
    const act = (name, body = {}) => staff.post(`/tickets/${id}/${name}`, body);
    if (ticket.state === 'called') {
        const name = ['start', 'start', 'start', 'recall', 'no-show', 'park'][roll(6)];
        return act(name);
    }
    const kind = roll(9);
    if (kind === 0) {
        return act('park');
    }
    if (kind === 1) {
        return act('transfer', {service: services[roll(services.length)], return: roll(2) === 0});
    }
    if (kind === 2 || kind === 3) {
        return act('steps', {service: services[roll(services.length)]});
    }
    if (kind === 4) {
        await act('steps', {service: services[roll(services.length)]});
        const {body} = await act('steps', {service: services[roll(services.length)]});
        return act('order', {positions: toCome(body.ticket).reverse()});
    }
    return act('finish', {outcome: ['settled', 'further', 'documents', 'left'][roll(4)]});
}

/* Somebody who waits for this person, out of turn. */
async function choose(staff, roll) {
    const {body} = await staff.get(`/rooms/${staff.room}/queue`);
    const {ticket} = body.waiting[roll(Math.max(1, body.waiting.length))] ?? {ticket: 1};
    return staff.post(`/rooms/${staff.room}/call`, {ticket,
        reason: ['urgent', 'returns', 'correction', 'organisation'][roll(4)]});
}

async function turn(daemon, crew, roll, {needs, services}) {
    const staff = crew[roll(crew.length)];
    const kind = roll(16);
    if (kind > 13) {
        return staff.post('/undo');
    }
    if (kind < 5) {
        return daemon.issue({need: needs[roll(needs.length)], priority: roll(5) === 0});
    }
    if (kind === 5) {
        return staff.send('PUT', '/session/break', {body: {on: roll(2) === 0}});
    }
    const {body} = await staff.get('/state?view=console');
    if (kind === 6 && body.parked.length > 0) {
        return staff.post(`/tickets/${body.parked[0].ticket}/resume`);
    }
    if (body.current !== null) {
        return workOn(staff, body.current.ticket, roll, services);
    }
    return kind === 13 ? choose(staff, roll) : staff.post(`/rooms/${staff.room}/next`);
}

const replay = daemon => spawnSync(backendProgram, ['replay', '--data', daemon.data],
    {encoding: 'utf8'});

async function changeRules(daemon, rules) {
    const admin = await daemon.login('kierownik1');
    const answer = await admin.send('PUT', '/rules', {body: rules});
    assert.equal(answer.status, 200, answer.text);
}

async function record(t) {
    const roll = dice(20261122);
    const daemon = await Daemon.start();
    t.after(() => daemon.stop());
    const crew = [];
    for (const [index, login] of STAFF.entries()) {
        const staff = await daemon.login(login);
        const answer = await staff.takeRoom(index + 1);
        assert.equal(answer.status, 200, answer.text);
        staff.room = index + 1;
        crew.push(staff);
    }
    const {body} = await crew[0].get('/state?view=console');
    const plan = {needs: await needsOf(daemon),
        services: body.services.map(service => service.code)};
    for (let i = 0; i < TURNS; i++) {
        const answer = await turn(daemon, crew, roll, plan);
        assert.ok(answer.status < 500, answer.text);
        if (i % 300 === 150) {
            await changeRules(daemon, {backup_ms: roll(4) * 600_000, auto_call: i > 600});
        }
        if (i % 150 === 149) {
            await daemon.restart();
        }
    }
    return daemon;
}

test('a recorded day gives the same calls and the same words again', async t => {
    const daemon = await record(t);
    const kinds = new Set(daemon.sql('SELECT DISTINCT kind FROM event').map(row => row.kind));
    for (const kind of ['ticket.parked', 'ticket.resumed', 'ticket.transferred', 'room.changed',
        'rules.changed', 'ticket.undone']) {
        assert.ok(kinds.has(kind), `the day had ${kind}`);
    }
    const [{chosen, undone}] = daemon.sql(`SELECT sum(reason <> '') AS chosen,
        sum(undone_ms > 0) AS undone FROM invitation`);
    assert.ok(chosen > 5 && undone > 5, `${chosen} chosen, ${undone} taken back`);
    const [{ordered}] = daemon.sql(`SELECT count(*) AS ordered FROM event
        WHERE facts LIKE '%"order":[%,%'`);
    assert.ok(ordered > 0, 'steps to come were put in order');
    const [{calls}] = daemon.sql('SELECT count(*) AS calls FROM invitation');
    assert.ok(calls > 60, `${calls} calls`);
    const {stdout, stderr, status} = replay(daemon);
    assert.equal(stderr, '');
    assert.match(stdout, new RegExp(`${calls} calls played again, ${calls} identical`));
    assert.equal(status, 0);
});

/* Changes a day that is over, as whoever has the file could. */
function tamper(daemon, text) {
    const {status, stderr} = spawnSync('sqlite3', [`${daemon.data}/okienko.db`, text],
        {encoding: 'utf8'});
    assert.equal(status, 0, stderr);
}

test('a history that was tampered with is found out', async t => {
    const daemon = await record(t);
    await daemon.kill();
    const [{id}] = daemon.sql('SELECT max(id) AS id FROM invitation');
    tamper(daemon, `UPDATE invitation SET explanation = replace(explanation, '"candidates":',
            '"candidates":1') WHERE id = ${id}`);
    const {stdout, status} = replay(daemon);
    assert.equal(status, 1);
    assert.match(stdout, /first difference at event \d+\nstored: .*\nfound: {2}/);
    const [{seq}] = daemon.sql("SELECT max(seq) AS seq FROM event WHERE kind = 'ticket.undone'");
    tamper(daemon, `UPDATE event SET facts = json_set(facts, '$.undo', 'agree')
        WHERE seq = ${seq}`);
    const played = replay(daemon);
    assert.equal(played.status, 1);
    assert.match(played.stderr, /the history cannot be played: invalid/);
});

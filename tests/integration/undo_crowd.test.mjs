// limit: 300 s
// Twenty members of staff at once, each taking back one action in four: no ticket is lost, nobody
// is called twice, no ticket is in two rooms, and every call is the one the rule gives.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {test} from 'node:test';
import {Daemon, backendProgram} from '../support/daemon.mjs';
import {bigOffice, crewOf} from '../support/office.mjs';
import {checkCalls} from '../support/rule.mjs';

const STAFF = 20;
const TICKETS = 240;
const ACTIONS = 60; // of each
const REASONS = ['urgent', 'returns', 'correction', 'organisation'];

/* Seeded, one for each member of staff (Park and Miller 1988). */
function dice(seed) {
    let state = seed;
    return count => (state = state * 48271 % 2147483647) % count;
}

const toCome = ({steps}) => steps.filter(({offer, state}) => !offer &&
    ['planned', 'waiting'].includes(state)).map(({position}) => position);

/* What somebody does with whom they have before them, or to get somebody. */
async function act(staff, roll, {services, tickets}) {
    const {body} = await staff.get('/state?view=console');
    const room = body.session.room.id;
    if (!body.current) {
        const kind = roll(5);
        const other = tickets[roll(tickets.length)];
        if (kind === 0 && body.parked.length > 0) {
            return staff.post(`/tickets/${body.parked[roll(body.parked.length)].ticket}/resume`);
        }
        if (kind === 1) {
            return staff.post(`/rooms/${room}/call`, {ticket: other, reason: REASONS[roll(4)]});
        }
        return kind === 2 ? staff.post(`/tickets/${other}/steps`,
            {service: services[roll(services.length)]}) : staff.post(`/rooms/${room}/next`);
    }
    const {ticket} = body.current;
    const post = (name, request) => staff.post(`/tickets/${ticket.id}/${name}`, request);
    if (ticket.state === 'called') {
        return post(['start', 'start', 'no-show', 'park'][roll(4)]);
    }
    switch (roll(6)) {
    case 0: return post('transfer', {service: services[roll(services.length)],
        return: roll(2) === 0});
    case 1: return post('order', {positions: toCome(ticket).reverse()});
    case 2: return post('cancel');
    default: return post('finish', {outcome: ['settled', 'further'][roll(2)]});
    }
}

async function work(staff, seed, plan, told) {
    const roll = dice(seed);
    for (let i = 0; i < ACTIONS; i++) {
        const answer = await act(staff, roll, plan);
        assert.ok(answer.status < 500, answer.text);
        if (roll(4) === 0) {
            const undone = await staff.post('/undo');
            assert.ok([200, 409].includes(undone.status), undone.text);
            told[undone.status]++;
        }
    }
}

/* One more is served to the end of a step; false when nobody is left for this person. */
async function serveOne(staff) {
    const {body} = await staff.get('/state?view=console');
    let ticket = body.current?.ticket;
    if (!ticket && body.parked.length > 0) {
        const back = await staff.post(`/tickets/${body.parked[0].ticket}/resume`);
        assert.equal(back.status, 200, back.text);
    }
    ticket ??= (await staff.post(`/rooms/${body.session.room.id}/next`)).body.ticket;
    if (!ticket) {
        return false;
    }
    if (ticket.state === 'called') {
        await staff.post(`/tickets/${ticket.id}/start`);
    }
    const finished = await staff.post(`/tickets/${ticket.id}/finish`);
    assert.equal(finished.status, 200, finished.text);
    return true;
}

/* Everybody who is still there is served, by one after the other, until nobody has anybody. */
async function serveAll(crew) {
    let served = true;
    while (served) {
        served = false;
        for (const staff of crew) {
            while (await serveOne(staff)) {
                served = true;
            }
        }
    }
}

const lobbyOf = crew => Promise.all(crew.map(async staff => {
    const {id} = (await staff.get('/session')).body.room;
    const {body} = await staff.get(`/rooms/${id}/queue`);
    return body.waiting.map(row => [row.ticket, row.service, row.effective_ms]);
}));

test('with actions taken back at random nobody is lost, called twice or in two rooms', async t => {
    const daemon = await Daemon.start({office: bigOffice({rooms: STAFF, staff: STAFF,
        skillsOf: (index, codes) => ({main: codes.filter((_, i) => i % 4 === index % 4),
            backup: codes.filter((_, i) => i % 4 === (index + 1) % 4)})})});
    t.after(() => daemon.stop());
    const crew = await crewOf(daemon, STAFF);
    const needs = (await daemon.get('/catalog')).body.needs.map(({code}) => code);
    const services = (await crew[0].get('/state?view=console')).body.services
        .map(({code}) => code);
    const issued = await Promise.all(Array.from({length: TICKETS}, (_, i) =>
        daemon.issue({need: needs[i % needs.length], priority: i % 7 === 0})));
    const tickets = issued.map(answer => answer.body.ticket.id);
    const told = {200: 0, 409: 0};
    await Promise.all(crew.map((staff, i) => work(staff, 1000 + i, {services, tickets}, told)));
    assert.ok(told[200] > STAFF * ACTIONS / 16, `${told[200]} taken back, ${told[409]} refused`);

    const counts = by => daemon.sql(`SELECT ${by}, count(*) AS n FROM step
        WHERE state IN ('called', 'serving') GROUP BY ${by} HAVING n > 1`);
    assert.deepEqual([counts('ticket_id'), counts('staff_id'), counts('room_id')], [[], [], []]);
    const kept = await lobbyOf(crew);
    await daemon.restart();
    assert.deepEqual(await lobbyOf(crew), kept, 'the lobby in memory is what the rows say');
    assert.ok(kept.some(list => list.length > 0), 'somebody still waits');

    await serveAll(crew);
    const rows = daemon.sql('SELECT id, state FROM ticket ORDER BY id');
    assert.deepEqual(rows.map(({id}) => id), tickets.sort((a, b) => a - b));
    assert.deepEqual(rows.filter(({state}) => !['done', 'cancelled'].includes(state)), []);
    await daemon.stop();
    const calls = checkCalls(daemon).calls;
    const {stdout, stderr, status} = spawnSync(backendProgram,
        ['replay', '--data', daemon.data], {encoding: 'utf8'});
    assert.equal(stderr, '');
    assert.match(stdout, new RegExp(`${calls} calls played again, ${calls} identical`));
    assert.equal(status, 0);
});

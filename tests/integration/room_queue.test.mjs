// Whom Next would bring is told beforehand, exactly; and a chosen person can be called out of turn,
// with a reason from the list, so that it can be said afterwards whose turn it was.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {after, before, test} from 'node:test';
import {Daemon, backendProgram} from '../support/daemon.mjs';

const STAFF = ['koordynator1', 'socjalny1', 'prawnik1', 'psycholog1'];
const PEOPLE = 60;

let daemon;
let crew;
let needs;

before(async () => {
    daemon = await Daemon.start();
    crew = [];
    for (const [index, login] of STAFF.entries()) {
        const staff = await daemon.login(login);
        staff.room = index + 1;
        assert.equal((await staff.takeRoom(staff.room)).status, 200);
        crew.push(staff);
    }
    const {body} = await daemon.get('/catalog');
    needs = body.needs.map(need => need.code);
});

after(() => daemon.stop());

const queueOf = async staff => {
    const answer = await staff.get(`/rooms/${staff.room}/queue`);
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
};

const next = staff => staff.post(`/rooms/${staff.room}/next`);
const call = (staff, ticket, reason = 'returns') =>
    staff.post(`/rooms/${staff.room}/call`, {ticket, reason});

async function serve(staff, {id}) {
    assert.equal((await staff.post(`/tickets/${id}/start`)).status, 200);
    assert.equal((await staff.post(`/tickets/${id}/finish`, {outcome: 'settled'})).status, 200);
}

/* What does not pass with the clock between two requests. */
function timeless({waited_ms: _, promise, ...explanation}) {
    return {...explanation, promise: promise && [promise.low_min, promise.high_min]};
}

/* Nobody is left in a room or in the house. */
async function clear() {
    for (const staff of crew) {
        const {body} = await staff.get('/state?view=console');
        if (body.current) {
            await staff.post(`/tickets/${body.current.ticket.id}/cancel`);
        }
    }
    const boss = await daemon.login('kierownik1');
    assert.equal((await boss.post('/day/close')).status, 200);
}

test('the preview of a random lobby is whom next then calls, until nobody is left', async () => {
    let seed = 20261122;
    const roll = count => (seed = seed * 48271 % 2147483647) % count;
    for (let i = 0; i < PEOPLE; i++) {
        const answer = await daemon.issue({need: needs[roll(needs.length)],
            priority: roll(5) === 0, interpreter: roll(4) === 0 ? 'uk' : null});
        assert.ok(answer.status === 201, answer.text);
    }
    let calls = 0;
    const free = new Set(crew);
    while (free.size > 0) {
        const staff = [...free][roll(free.size)];
        const queue = await queueOf(staff);
        const {body} = await next(staff);
        assert.equal(queue.next?.ticket ?? null, body.ticket?.id ?? null);
        assert.equal(queue.waiting[0]?.ticket ?? null, body.ticket?.id ?? null);
        if (!body.ticket) {
            free.delete(staff);
            continue;
        }
        assert.equal(queue.next.number, body.ticket.number);
        assert.equal(queue.next.service, body.call.service);
        assert.equal(queue.next.position,
            body.ticket.steps.find(step => step.state === 'called').position);
        assert.equal(queue.next.interpreter, body.ticket.interpreter);
        assert.deepEqual(timeless(queue.next.explanation), timeless(body.call.explanation));
        assert.equal(queue.waiting.length + queue.waiting_more, body.call.explanation.candidates);
        calls++;
        await serve(staff, body.ticket);
        if (roll(3) === 0) {
            crew.forEach(one => free.add(one));
        }
    }
    assert.ok(calls > PEOPLE / 2, `${calls} calls`);
    await clear();
});

test('looking changes nothing and a list has its end', async () => {
    for (let i = 0; i < 53; i++) {
        assert.equal((await daemon.issue()).status, 201);
    }
    const [staff] = crew;
    const before = daemon.fingerprint();
    const queue = await queueOf(staff);
    assert.equal(daemon.fingerprint(), before);
    assert.equal(queue.waiting.length, 50);
    assert.equal(queue.waiting_more, 3);
    const state = await staff.get('/state?view=console');
    assert.equal(queue.seq, state.body.seq);
    assert.ok(queue.changes_ms > state.body.now_ms, 'the first wait will pass the alarm');
    assert.ok(queue.waiting.every(row => !row.is_over_alarm && row.appointment_ms === null));
    await clear();
    assert.deepEqual((({next: first, waiting}) => [first, waiting])(await queueOf(staff)),
        [null, []]);
    assert.equal((await queueOf(staff)).changes_ms, null);
});

test('a queue is told to whoever holds the room', async () => {
    const [staff, other] = crew;
    const strange = await staff.get(`/rooms/${other.room}/queue`);
    assert.equal(strange.status, 403);
    assert.equal(strange.body.type, 'urn:okienko:problem:room-not-yours');
    assert.equal((await staff.get('/rooms/4711/queue')).status, 404);
    assert.equal((await daemon.get(`/rooms/${staff.room}/queue`)).status, 401);
    const desk = await daemon.login('recepcja1');
    assert.equal((await desk.get(`/rooms/${staff.room}/queue`)).status, 403);
});

test('somebody chosen is called, and it is said whose turn it was', async () => {
    const [staff, , , other] = crew;
    const first = (await daemon.issue()).body.ticket;
    const second = (await daemon.issue()).body.ticket;
    const third = (await daemon.issue()).body.ticket;
    const {status, body} = await call(staff, second.id, 'urgent');
    assert.equal(status, 200);
    assert.equal(body.ticket.id, second.id);
    assert.equal(body.call.reason, 'urgent');
    assert.equal(body.call.undone, false);
    assert.equal(body.call.explanation.chosen, true);
    assert.equal(body.call.explanation.runner_up.number, first.number);
    assert.deepEqual(body.call.explanation.older, [{number: first.number, reason: 'passed'}]);
    const [row] = daemon.sql(`SELECT reason FROM invitation WHERE ticket_id = ${second.id}`);
    assert.equal(row.reason, 'urgent');
    const [event] = daemon.sql(`SELECT body, public_body, facts FROM event
        WHERE kind = 'ticket.called' ORDER BY seq DESC LIMIT 1`);
    assert.equal(JSON.parse(event.facts).reason, 'urgent');
    assert.doesNotMatch(event.body + event.public_body, /urgent|reason|chosen/);
    await serve(staff, second);

    const byRule = (await next(staff)).body.call;
    assert.equal(byRule.number, first.number);
    assert.equal(byRule.reason, null);
    assert.equal('chosen' in byRule.explanation, false);
    assert.equal((await call(staff, third.id)).body.type, 'urn:okienko:problem:visit-open');
    await serve(staff, first);

    assert.equal((await call(staff, first.id)).body.type, 'urn:okienko:problem:wrong-state');
    assert.equal((await call(staff, 4711)).status, 404);
    const strange = await staff.post(`/rooms/${other.room}/call`,
        {ticket: third.id, reason: 'urgent'});
    assert.equal(strange.status, 403);
    assert.equal(strange.body.type, 'urn:okienko:problem:room-not-yours');
    for (const reason of ['', 'Urgent', 'pregnant', 'priority']) {
        const refused = await call(staff, third.id, reason);
        assert.equal(refused.status, 400, reason);
        assert.equal(refused.body.field, 'reason');
    }
    await staff.send('PUT', '/session/break', {body: {on: true}});
    assert.equal((await call(staff, third.id)).body.type, 'urn:okienko:problem:on-break');
    await staff.send('PUT', '/session/break', {body: {on: false}});
    await clear();
});

test('nobody can be called for what one does not serve, or what is a colleague\'s', async () => {
    const [staff, colleague, lawyer] = crew;
    const {id} = (await daemon.issue()).body.ticket;
    const [step] = (await daemon.get(`/tickets/${id}`, {token: true})).body.ticket.steps;
    const {body} = await lawyer.get('/state?view=console');
    assert.ok(!body.queues.some(queue => queue.service === step.service), 'the lawyer cannot');
    assert.equal((await call(lawyer, id)).body.type, 'urn:okienko:problem:not-able');
    const opened = await call(staff, id);
    assert.equal(opened.status, 200, opened.text);
    await staff.post(`/tickets/${id}/start`);
    const [own] = (await colleague.get('/state?view=console')).body.queues;
    const handed = await staff.post(`/tickets/${id}/transfer`,
        {service: own.service, staff: colleague.session.staff.id});
    assert.equal(handed.status, 200, handed.text);
    assert.equal((await call(staff, id)).body.type, 'urn:okienko:problem:not-able');
    const queue = await queueOf(colleague);
    assert.deepEqual(queue.waiting.map(row => [row.ticket, row.only_me]), [[id, true]]);
    assert.equal((await call(colleague, id, 'organisation')).status, 200);
    await clear();
});

test('the days with chosen calls can be played again', async () => {
    await daemon.stop();
    const {stdout, stderr, status} = spawnSync(backendProgram,
        ['replay', '--data', daemon.data], {encoding: 'utf8'});
    assert.equal(stderr + stdout.replace(/^\d+ events, (\d+) calls played again, \1 identical\n$/,
        ''), '');
    assert.equal(status, 0);
});

// One number through several services: steps to come, hand-overs to a colleague and back, and the
// turn that is kept through all of it and through a restart.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon} from '../support/daemon.mjs';
import {checkCalls} from '../support/rule.mjs';

const CREW = ['koordynator1', 'socjalny1', 'prawnik1', 'psycholog1'];

let daemon;
let coordinator;
let social;
let lawyer;
let psychologist;

before(async () => {
    daemon = await Daemon.start();
    [coordinator, social, lawyer, psychologist] = await Promise.all(CREW.map(async (login, i) => {
        const staff = await daemon.login(login);
        const {body} = await staff.takeRoom(i + 1);
        assert.equal(body.room.id, i + 1);
        return staff;
    }));
});

after(async () => {
    const told = checkCalls(daemon);
    await daemon.stop();
    assert.ok(told.calls > 10);
});

function refused(answer, status, slug) {
    assert.equal(answer.status, status, answer.text);
    assert.equal(answer.body.type, `urn:okienko:problem:${slug}`);
}

async function done(staff, ticket, name, body = {}) {
    const answer = await staff.post(`/tickets/${ticket.id}/${name}`, body);
    assert.equal(answer.status, 200, `${name}: ${answer.text}`);
    return answer.body.ticket;
}

async function issued(body) {
    const answer = await daemon.issue(body);
    assert.equal(answer.status, 201, answer.text);
    return answer.body.ticket;
}

/* Calls, and expects this ticket (null: nobody). Gives the call. */
async function next(staff, ticket) {
    const answer = await staff.post(`/rooms/${staff.session.room.id}/next`);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.ticket?.id ?? null, ticket?.id ?? null);
    return answer.body.call;
}

async function serve(staff, ticket, outcome = 'settled') {
    const call = await next(staff, ticket);
    await done(staff, ticket, 'start');
    await done(staff, ticket, 'finish', {outcome});
    return call;
}

const routeOf = ticket => ticket.steps.map(step => `${step.service}:${step.state}`);
const read = async ticket => (await coordinator.get(`/tickets/${ticket.id}`)).body.ticket;

test('coordinator, lawyer and psychologist on one number, with the turn of the check-in',
    async () => {
        const ticket = await issued();
        await next(coordinator, ticket);
        await done(coordinator, ticket, 'start');
        await done(coordinator, ticket, 'steps', {service: 'PRAW'});
        const full = await done(coordinator, ticket, 'steps', {service: 'PSY', after: 0b10});
        assert.deepEqual(routeOf(full), ['KOORD:serving', 'PRAW:planned', 'PSY:planned']);
        const gone = await done(coordinator, ticket, 'finish');
        assert.deepEqual(routeOf(gone), ['KOORD:done', 'PRAW:waiting', 'PSY:planned']);
        await next(psychologist, null); // the lawyer comes first
        await serve(lawyer, ticket);
        await serve(psychologist, ticket);
        const end = await read(ticket);
        assert.deepEqual(routeOf(end), ['KOORD:done', 'PRAW:done', 'PSY:done']);
        assert.equal(end.state, 'done');
        assert.equal(end.number, ticket.number);
        const {number, calls} = (await lawyer.get(`/tickets/${ticket.id}/calls`)).body;
        assert.equal(number, ticket.number);
        assert.deepEqual(calls.map(call => call.service), ['KOORD', 'PRAW', 'PSY']);
        assert.deepEqual(calls.map(call => call.explanation.effective_ms),
            calls.map(() => ticket.checkin_ms), 'nobody begins anew at the end of a queue');
        assert.deepEqual(calls.map(call => call.explanation.promise !== null),
            [true, false, false], 'what was promised is judged by the first call');
    });

test('who waits for several services is taken by whoever is free first', async () => {
    const ticket = await issued();
    const [{id: psychology}] = (await done(coordinator, ticket, 'steps', {service: 'PSY'})).steps
        .filter(step => step.service === 'PSY');
    await done(coordinator, ticket, 'steps', {service: 'PRAW'});
    assert.deepEqual(routeOf(await read(ticket)), ['KOORD:waiting', 'PSY:waiting', 'PRAW:waiting']);
    await next(psychologist, ticket);
    assert.deepEqual(routeOf(await read(ticket)), ['KOORD:planned', 'PSY:called', 'PRAW:planned']);
    await next(lawyer, null); // in one room at a time
    await done(psychologist, ticket, 'start');
    await done(psychologist, ticket, 'finish');
    assert.equal((await read(ticket)).steps.find(step => step.id === psychology).state, 'done');
    await serve(lawyer, ticket);
    await serve(coordinator, ticket);
    assert.equal((await read(ticket)).state, 'done');
});

test('an offer waits for nothing until somebody agrees, and may be dropped', async () => {
    const ticket = await issued({need: 'food'}); // SOC, and SWI offered
    const [, offer] = ticket.steps;
    assert.equal(offer.offer, true);
    assert.equal(offer.state, 'planned');
    refused(await coordinator.post(`/tickets/${ticket.id}/agree`, {step: ticket.steps[0].id}), 409,
        'wrong-state');
    const agreed = await done(coordinator, ticket, 'agree', {step: offer.id});
    assert.deepEqual(routeOf(agreed), ['SOC:waiting', 'SWI:waiting']);
    assert.equal(agreed.steps[1].offer, false);
    const dropped = await done(coordinator, ticket, 'drop', {step: offer.id});
    assert.deepEqual(routeOf(dropped), ['SOC:waiting', 'SWI:skipped']);
    refused(await coordinator.post(`/tickets/${ticket.id}/drop`, {step: ticket.steps[0].id}), 409,
        'wrong-state'); // the last one: that is cancelling
    refused(await coordinator.post(`/tickets/${ticket.id}/agree`, {step: 999_999}), 422,
        'not-found');
    await serve(social, ticket);
});

test('a transfer to a colleague by name is theirs alone, and comes back to the sender',
    async () => {
        const ticket = await issued();
        const later = await issued();
        await next(coordinator, ticket);
        await done(coordinator, ticket, 'start');
        const {id: colleague} = social.session.staff;
        const sent = await done(coordinator, ticket, 'transfer',
            {service: 'SOC', staff: colleague, return: true});
        assert.deepEqual(routeOf(sent), ['KOORD:done', 'SOC:waiting', 'KOORD:planned']);
        assert.equal(sent.steps[1].only_staff, colleague);
        assert.equal(sent.steps[2].only_staff, coordinator.session.staff.id);
        // SOC is a backup skill of the coordinator, too, but this one is somebody else's.
        const call = await next(coordinator, later);
        assert.deepEqual(call.explanation.older, [{number: ticket.number, reason: 'named'}]);
        await done(coordinator, later, 'start');
        await serve(social, ticket);
        assert.deepEqual(routeOf(await read(ticket)), ['KOORD:done', 'SOC:done', 'KOORD:waiting']);
        await next(psychologist, null); // KOORD is a backup skill of theirs, but it is the sender's
        await done(coordinator, later, 'finish');
        await serve(coordinator, ticket);
        assert.equal((await read(ticket)).state, 'done');
    });

test('a colleague who has left the building keeps nobody waiting', async () => {
    const ticket = await issued();
    await next(coordinator, ticket);
    await done(coordinator, ticket, 'transfer', {service: 'KOORD', staff: social.session.staff.id});
    await next(psychologist, null);
    assert.equal((await social.takeRoom(null)).status, 200);
    await serve(psychologist, ticket); // the backup skill is enough now
    assert.equal((await social.takeRoom(2)).status, 200);
});

test('a transfer to somebody without the skill changes nothing', async () => {
    const ticket = await issued();
    await next(coordinator, ticket);
    const earlier = daemon.fingerprint();
    const to = body => coordinator.post(`/tickets/${ticket.id}/transfer`, body);
    refused(await to({service: 'PSY', staff: lawyer.session.staff.id}), 422, 'no-skill');
    refused(await to({service: 'PSY', staff: 999_999}), 422, 'no-skill');
    refused(await to({service: 'PSY', staff: 0}), 400, 'invalid-body');
    refused(await to({service: 'PSY', return: 'yes'}), 400, 'invalid-body');
    const add = body => coordinator.post(`/tickets/${ticket.id}/steps`, body);
    refused(await add({service: 'PSY', staff: lawyer.session.staff.id}), 422, 'no-skill');
    refused(await add({service: 'PSY', after: 0b10}), 409, 'wrong-state'); // there is no second
    refused(await add({service: 'PSY', after: 65_536}), 400, 'invalid-body');
    assert.equal(daemon.fingerprint(), earlier);
    await done(coordinator, ticket, 'cancel');
});

test('the way of somebody in a room is theirs to change who called them, and the desk\'s',
    async () => {
        const desk = await daemon.login('recepcja1');
        const ticket = await issued();
        await next(coordinator, ticket);
        const add = staff => staff.post(`/tickets/${ticket.id}/steps`, {service: 'PRAW'});
        refused(await add(lawyer), 403, 'forbidden');
        assert.equal((await add(desk)).status, 200);
        const manager = await daemon.login('kierownik1');
        refused(await add(manager), 403, 'forbidden');
        await done(coordinator, ticket, 'cancel');
    });

test('after a missed call the place is near the front, not at it', async () => {
    const director = await daemon.login('kierownik1');
    const rules = (await director.get('/rules')).body;
    const back = async returnMs => {
        assert.equal((await director.send('PUT', '/rules', {body: {return_ms: returnMs}})).status,
            200);
        const missed = await issued();
        const other = await issued();
        await next(coordinator, missed);
        await done(coordinator, missed, 'no-show');
        await done(coordinator, missed, 'resume');
        const {body: {ticket, call}} = await coordinator.post('/rooms/1/next');
        for (const each of [missed, other]) {
            await done(coordinator, each, 'cancel');
        }
        return {isFirst: ticket.id === missed.id, explanation: call.explanation};
    };
    const near = await back(rules.return_ms);
    assert.equal(near.isFirst, true, 'came back within a quarter of an hour of the check-in');
    assert.equal(near.explanation.base, 'checkin', 'never better than before');
    const late = await back(0);
    assert.equal(late.isFirst, false, 'without the grace of the return it is the time of return');
    assert.equal(late.explanation.runner_up.base, 'return');
    assert.equal((await director.send('PUT', '/rules',
        {body: {return_ms: rules.return_ms}})).status, 200);
});

test('a restart in the middle changes neither places nor ways', async () => {
    const people = [];
    for (let i = 0; i < 12; i++) {
        people.push(await issued({priority: i % 5 === 4}));
    }
    await next(coordinator, people[4]); // has priority
    await done(coordinator, people[4], 'start');
    await done(coordinator, people[4], 'transfer', {service: 'SOC', return: true,
        staff: social.session.staff.id});
    await next(coordinator, people[9]);
    await done(coordinator, people[9], 'no-show');
    await done(coordinator, people[1], 'steps', {service: 'PRAW'});
    await done(coordinator, people[2], 'steps', {service: 'PSY'});
    await daemon.restart();
    await done(coordinator, people[9], 'resume');
    await serve(social, people[4], 'further');
    await serve(lawyer, people[1]);
    await daemon.kill();
    await daemon.launch();
    const order = [];
    for (;;) {
        const {body} = await coordinator.post('/rooms/1/next');
        if (body.ticket === null) {
            break;
        }
        order.push(people.findIndex(ticket => ticket.id === body.ticket.id));
        await done(coordinator, body.ticket, 'start');
        await done(coordinator, body.ticket, 'finish');
    }
    assert.deepEqual(order, [4, 9, 0, 1, 2, 3, 5, 6, 7, 8, 10, 11]);
    await serve(psychologist, people[2]);
    checkCalls(daemon);
});

test('the second opinion on the rule sees a call that was not its turn', () => {
    const forged = change => ({sql: query => {
        const rows = daemon.sql(query);
        return /FROM event/.test(query) ? change(rows) : rows;
    }});
    const younger = rows => rows.map(row => {
        const facts = JSON.parse(row.facts);
        return facts.steps && facts.number === 'A2'
            ? {...row, facts: JSON.stringify({...facts, checkin_ms: facts.checkin_ms + 3_600_000})}
            : row;
    });
    assert.throws(() => checkCalls(forged(younger)), assert.AssertionError);
    const absent = rows => rows.filter(row => JSON.parse(row.facts).room === undefined ||
        JSON.parse(row.facts).op !== undefined);
    assert.throws(() => checkCalls(forged(absent)), /holds a room/);
    const uncalled = rows => rows.filter(row => JSON.parse(row.facts).op !== 'call');
    assert.throws(() => checkCalls(forged(uncalled)));
    assert.ok(checkCalls(forged(rows => rows)).calls > 10);
});

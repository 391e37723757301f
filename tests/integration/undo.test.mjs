// Each own action can be taken back for ten seconds, and the lobby is then what it was; nothing
// that somebody may have acted on meanwhile is.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {after, beforeEach, before, test} from 'node:test';
import {Daemon, backendProgram, newKey} from '../support/daemon.mjs';
import {checkCalls} from '../support/rule.mjs';

const SECONDS = 1000;

let daemon;
let staff; // coordinator, room 1
let colleague; // coordinator too, room 2
let desk;
let boss;

before(async () => {
    daemon = await Daemon.start();
    [staff, colleague] = [await daemon.login('koordynator1'), await daemon.login('socjalny1')];
    for (const [index, one] of [staff, colleague].entries()) {
        one.room = index + 1;
        assert.equal((await one.takeRoom(one.room)).status, 200);
    }
    desk = await daemon.login('recepcja1');
    boss = await daemon.login('kierownik1');
});

beforeEach(async () => {
    for (const one of [staff, colleague]) {
        const {body} = await one.get('/state?view=console');
        if (body.current) {
            await desk.post(`/tickets/${body.current.ticket.id}/cancel`);
        }
    }
    assert.equal((await boss.post('/day/close')).status, 200);
});

after(() => daemon.stop());

const ok = answer => {
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
};
const act = async (who, ticket, name, body) =>
    ok(await who.post(`/tickets/${ticket}/${name}`, body));
const next = async who => ok(await who.post(`/rooms/${who.room}/next`));
const undo = async who => ok(await who.post('/undo'));
const canUndo = async who => ok(await who.get('/state?view=console')).undo;

async function refused(who, sentence) {
    assert.equal(await canUndo(who), null);
    const before = daemon.fingerprint();
    const {status, body} = await who.post('/undo');
    assert.equal(status, 409);
    assert.equal(body.type, 'urn:okienko:problem:nothing-to-undo');
    assert.match(body.detail, sentence);
    assert.equal(daemon.fingerprint(), before, 'nothing has changed');
}

async function issue(request = {}) {
    const answer = await daemon.issue(request);
    assert.equal(answer.status, 201, answer.text);
    return answer.body.ticket.id;
}

/* A ticket with all its steps, but for the version. */
const rows = id => daemon.sql(`SELECT state, closed_ms, floor_ms, booked FROM ticket
    WHERE id = ${id}`).concat(daemon.sql(`SELECT * FROM step WHERE ticket_id = ${id} ORDER BY id`));
const version = id => daemon.sql(`SELECT version FROM ticket WHERE id = ${id}`)[0].version;

/* What the lobby in memory says: whom each would be given, and in which order. */
async function lobby() {
    const queues = [];
    for (const one of [staff, colleague]) {
        const {next: first, waiting} = ok(await one.get(`/rooms/${one.room}/queue`));
        queues.push([first?.ticket, first?.position,
            waiting.map(row => [row.ticket, row.service, row.effective_ms, row.only_me])]);
    }
    return queues;
}

const events = kind => daemon.sql(`SELECT body, public_body, facts FROM event
    WHERE kind = '${kind}' ORDER BY seq`);

const sql = text => {
    const {status, stderr} = spawnSync('sqlite3', ['-cmd', '.timeout 5000',
        join(daemon.data, 'okienko.db'), text], {encoding: 'utf8'});
    assert.equal(status, 0, stderr);
};

/* As if everything had been done so much earlier. */
const age = ms => sql(`UPDATE undo SET at_ms = at_ms - ${ms}`);

/* How each state comes about, and what is done then. */
const call = async id => { assert.equal((await next(staff)).ticket.id, id); };
const serve = async id => { await call(id); await act(staff, id, 'start'); };
const finish = outcome => id => act(staff, id, 'finish', {outcome});
const stepOf = (id, test) => daemon.sql(`SELECT * FROM step WHERE ticket_id = ${id}
    AND ${test} ORDER BY position`)[0].id;
const callChosen = async id => ok(await staff.post(`/rooms/${staff.room}/call`,
    {ticket: id, reason: 'urgent'}));
const serveChosen = async id => { await callChosen(id); await act(staff, id, 'start'); };

/* What is done, how it is called, what comes before, and whether a board may have seen it. */
const CASES = [
    ['next', 'call', async () => {}, call, true],
    ['a chosen call', 'call', async () => {}, callChosen, true],
    ['start', 'start', call, id => act(staff, id, 'start'), true],
    ['a settled finish that ends the visit', 'finish', serve, finish('settled'), true],
    ['a finish that goes on to an offer', 'finish', serveChosen, finish('further'), true, 'food'],
    ['a finish of somebody who left', 'finish', serve, finish('left'), true],
    ['no-show', 'no-show', call, id => act(staff, id, 'no-show'), true],
    ['parking', 'park', serve, id => act(staff, id, 'park'), true],
    ['bringing back after a missed call', 'resume',
        async id => { await call(id); await act(staff, id, 'no-show'); },
        id => act(staff, id, 'resume'), true],
    ['a transfer that added a step', 'transfer', serve,
        id => act(staff, id, 'transfer', {service: 'SOC'}), true],
    ['a transfer to a colleague and back', 'transfer', serve,
        id => act(staff, id, 'transfer', {service: 'SOC', return: true,
            staff: colleague.session.staff.id}), true],
    ['an added step', 'add', serve, id => act(staff, id, 'steps', {service: 'SOC'}), false],
    ['an added step of somebody who waits', 'add', async () => {},
        id => act(staff, id, 'steps', {service: 'SOC'}), false],
    ['a yes to an offer', 'agree', async () => {},
        id => act(staff, id, 'agree', {step: stepOf(id, 'is_offer = 1')}), false, 'food'],
    ['an order of what is to come', 'order',
        async id => { await act(staff, id, 'steps', {service: 'SOC'}); },
        id => act(staff, id, 'order', {positions: [1, 0]}), false],
    ['a dropped step', 'drop',
        async id => { await act(staff, id, 'steps', {service: 'SOC'}); },
        id => act(staff, id, 'drop', {step: stepOf(id, 'position > 0 AND is_offer = 0')}), false],
];

for (const [what, kind, prepare, change, isPublic, need = 'start'] of CASES) {
    test(`${what} is taken back`, async () => {
        const id = await issue({need});
        await issue({interpreter: 'uk'});
        await prepare(id);
        const was = {rows: rows(id), lobby: await lobby(), version: version(id)};
        await change(id);
        assert.notDeepEqual(rows(id), was.rows);
        const {number, until_ms: until, ...told} = await canUndo(staff);
        assert.deepEqual(told, {kind, ticket: id});
        assert.ok(until > Date.now() && until <= Date.now() + 10 * SECONDS);
        const publicBefore = events('ticket.undone').filter(event => event.public_body).length;

        const {ticket, call: inRoom} = await undo(staff);
        assert.deepEqual(rows(id), was.rows);
        assert.deepEqual(await lobby(), was.lobby);
        assert.equal(version(id), was.version + 2);
        assert.equal(ticket.number, number);
        assert.equal(inRoom !== null, ['called', 'serving'].includes(ticket.state));
        const current = ok(await staff.get('/state?view=console')).current;
        assert.equal(current?.ticket.id, inRoom ? id : undefined);
        const told2 = events('ticket.undone');
        assert.equal(told2.filter(event => event.public_body).length - publicBefore,
            Number(isPublic));
        assert.equal(JSON.parse(told2.at(-1).facts).undo, kind.replace('-', '_'));
        await refused(staff, /nothing in the last ten seconds/); // no double undo
    });
}

test('a cancelling at the desk is taken back, in the room where it was', async () => {
    const id = await issue();
    await call(id);
    const was = [rows(id), await lobby()];
    await act(desk, id, 'cancel');
    assert.equal((await undo(desk)).ticket.state, 'called');
    assert.deepEqual([rows(id), await lobby()], was);
    await act(desk, id, 'cancel');
    const other = await issue();
    await call(other); // the room is taken again
    await refused(desk, /room is not free/);
});

test('nobody gets a visitor back who is on a break', async () => {
    const id = await issue();
    await call(id);
    await act(desk, id, 'cancel');
    assert.equal((await staff.send('PUT', '/session/break', {body: {on: true}})).status, 200);
    await refused(desk, /on a break/);
    assert.equal((await staff.send('PUT', '/session/break', {body: {on: false}})).status, 200);
    assert.equal((await undo(desk)).ticket.state, 'called');
});

test('a call that was taken back counts nowhere and its next one is a first call', async () => {
    const id = await issue();
    const called = (await next(staff)).call;
    const told = called.explanation.promise;
    await undo(staff);
    const board = ok(await daemon.get('/state?view=board'));
    assert.ok(!board.calls.some(shown => shown.number === called.number), 'gone from the board');
    const [day] = daemon.sql(`SELECT count(*) AS served FROM step WHERE ticket_id = ${id}
        AND (called_ms > 0 OR started_ms > 0 OR staff_id IS NOT NULL)`);
    assert.equal(day.served, 0);
    const again = (await next(staff)).call;
    assert.equal(again.number, called.number);
    assert.notEqual(again.id, called.id);
    assert.deepEqual(again.explanation.promise?.low_min, told?.low_min);
    const {calls} = ok(await staff.get(`/tickets/${id}/calls`));
    assert.deepEqual(calls.map(one => [one.id, one.undone]),
        [[called.id, true], [again.id, false]]);
    const newest = ok(await boss.get('/calls')).calls.slice(0, 2);
    assert.deepEqual(newest.map(one => one.undone), [false, true]);
    const [last] = events('ticket.undone').slice(-1);
    assert.deepEqual(Object.keys(JSON.parse(last.public_body)).sort(),
        ['at_ms', 'number', 'room', 'state']);
});

test('the newest twenty calls of a ticket are told, the oldest of them first', async () => {
    const id = await issue();
    const made = [];
    const told = async () => ok(await staff.get(`/tickets/${id}/calls`));
    for (let i = 0; i < 21; i++) {
        made.push((await next(staff)).call.id);
        await undo(staff);
        if (i === 19) {
            const {calls, more} = await told();
            assert.deepEqual([calls.map(one => one.id), more], [made, false]);
        }
    }
    const {calls, more} = await told();
    assert.deepEqual([calls.map(one => one.id), more], [made.slice(1), true]);
});

test('a visit that was closed and taken back is open in every figure', async () => {
    const id = await issue();
    await serve(id);
    const figures = async () => {
        const {tickets, services, recent} = ok(await boss.get('/stats/today'));
        return {tickets, services, recent};
    };
    const was = await figures();
    await act(staff, id, 'finish', {outcome: 'settled'});
    assert.notDeepEqual(await figures(), was);
    await undo(staff);
    assert.deepEqual(await figures(), was);
});

test('one\'s own day counts neither a call nor a missed one that was taken back', async () => {
    const id = await issue();
    const figures = async () => ok(await staff.get('/stats/mine'));
    const was = await figures();
    await call(id);
    const called = await figures();
    assert.notDeepEqual(called, was);
    await act(staff, id, 'no-show');
    assert.notDeepEqual(await figures(), called);
    await undo(staff);
    assert.deepEqual(await figures(), called);
    await act(staff, id, 'no-show');
    await act(staff, id, 'resume');
    await call(id);
    const again = await figures();
    await undo(staff);
    assert.equal(again.calls - (await figures()).calls, 1);
});

test('ten seconds are kept, a moment more is too late', async () => {
    const id = await issue();
    await call(id);
    age(9 * SECONDS);
    await undo(staff);
    await call(id);
    age(10 * SECONDS + 1);
    await refused(staff, /nothing in the last ten seconds/);
    assert.equal(rows(id)[0].state, 'called');
});

test('what somebody else changed since stays as it is', async () => {
    const id = await issue();
    await serve(id);
    await act(staff, id, 'transfer', {service: 'SOC'});
    await act(desk, id, 'steps', {service: 'INFO'});
    await refused(staff, /has been changed since/);
    assert.equal((await canUndo(desk)).kind, 'add');
    await undo(desk);
    await refused(staff, /has been changed since/);
});

test('a recall is heard: neither it nor the call before it is taken back', async () => {
    const id = await issue();
    await call(id);
    await act(staff, id, 'recall');
    await refused(staff, /has been changed since/);
});

test('only the last action is taken back, and by whoever did it', async () => {
    const first = await issue();
    const second = await issue();
    await serve(first);
    await act(staff, first, 'finish', {outcome: 'settled'});
    await call(second);
    await refused(colleague, /nothing in the last ten seconds/);
    assert.equal((await undo(staff)).ticket.id, second);
    await refused(staff, /nothing in the last ten seconds/);
    assert.equal(rows(first)[0].state, 'done');
});

test('a room that was left is not filled again', async () => {
    const id = await issue();
    await serve(id);
    await act(staff, id, 'finish', {outcome: 'settled'});
    assert.equal((await staff.takeRoom(7)).status, 200);
    await refused(staff, /room is not free/);
    assert.equal((await staff.takeRoom(staff.room)).status, 200);
    assert.equal((await undo(staff)).ticket.state, 'serving');
});

test('the same key takes back once, another one nothing more', async () => {
    const id = await issue();
    await call(id);
    const key = newKey();
    const first = await staff.post('/undo', {}, key);
    const repeated = await staff.post('/undo', {}, key);
    assert.equal(first.status, 200);
    assert.deepEqual(repeated.body, first.body);
    assert.equal(events('ticket.undone').filter(event =>
        JSON.parse(event.facts).visit === id).length, 1);
    await refused(staff, /nothing/);
});

test('who may not call or has no desk has nothing to take back', async () => {
    assert.equal((await boss.post('/undo')).status, 403);
    assert.equal((await daemon.send('POST', '/undo', {key: newKey(), body: {}})).status, 401);
    const kiosk = await daemon.send('POST', '/undo', {token: true, key: newKey(), body: {}});
    assert.equal(kiosk.status, 403);
    assert.equal((await staff.post('/undo', {ticket: 7})).status, 400);
    assert.equal((await staff.send('POST', '/undo', {body: {}})).body.field, 'Idempotency-Key');
});

test('taking back and another\'s change at the same moment: one of them, never half', async () => {
    for (let round = 0; round < 12; round++) {
        const id = await issue();
        await serve(id);
        await act(staff, id, 'transfer', {service: 'SOC'});
        const [undone, called] = await Promise.all([staff.post('/undo'),
            colleague.post(`/rooms/${colleague.room}/call`, {ticket: id, reason: 'urgent'})]);
        assert.equal((undone.status === 200) + (called.status === 200), 1,
            `${undone.text} ${called.text}`);
        const inRooms = daemon.sql(`SELECT * FROM step WHERE ticket_id = ${id}
            AND state IN ('called', 'serving')`);
        assert.equal(inRooms.length, 1);
        await act(desk, id, 'cancel');
    }
});

test('a crash in between loses neither what was done nor that it can be taken back', async () => {
    const id = await issue();
    await serve(id);
    const was = rows(id);
    await act(staff, id, 'finish', {outcome: 'settled'});
    await daemon.kill();
    await daemon.launch();
    assert.equal((await canUndo(staff)).kind, 'finish');
    const key = newKey();
    const undone = await staff.post('/undo', {}, key);
    assert.equal(undone.status, 200, undone.text);
    await daemon.kill();
    await daemon.launch();
    assert.deepEqual(rows(id), was);
    assert.deepEqual((await staff.post('/undo', {}, key)).body, undone.body);
    await refused(staff, /nothing/);
    assert.equal(ok(await staff.get('/state?view=console')).current.ticket.id, id);
});

test('where the office calls by itself nothing is taken back over a new call', async () => {
    ok(await boss.send('PUT', '/rules', {body: {auto_call: true}}));
    const first = await issue();
    const second = await issue();
    age(20 * SECONDS); // what was done in the tests before
    const state = async who => ok(await who.get('/state?view=console'));
    const holder = (await state(staff)).current?.ticket.id === first ? staff : colleague;
    await refused(holder, /nothing/); // the office called, not they
    await act(holder, first, 'start');
    await act(holder, first, 'finish', {outcome: 'settled'});
    if ((await state(holder)).current === null) {
        assert.equal((await undo(holder)).ticket.state, 'serving');
        await act(holder, first, 'finish', {outcome: 'settled'});
    }
    const third = await issue();
    assert.equal((await state(holder)).current?.ticket.id, third);
    await refused(holder, /room is not free/);
    await act(desk, second, 'cancel');
    await act(desk, third, 'cancel');
    ok(await boss.send('PUT', '/rules', {body: {auto_call: false}}));
});

test('the history is played again with all that was taken back, to the letter', async () => {
    await daemon.stop();
    const {stdout, stderr, status} = spawnSync(backendProgram,
        ['replay', '--data', daemon.data], {encoding: 'utf8'});
    assert.equal(stderr, '');
    assert.match(stdout, /(\d+) calls played again, \1 identical/);
    assert.equal(status, 0);
    assert.ok(checkCalls(daemon).calls > 20);
});

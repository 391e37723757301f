// Breaks: nobody is called to somebody on a break, and the visit of now is finished first.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon} from '../support/daemon.mjs';
import {checkCalls} from '../support/rule.mjs';

const ROOM = 4;
const OTHER_ROOM = 5;

let daemon;
let staff;
let desk;

before(async () => {
    daemon = await Daemon.start();
    staff = await daemon.login('koordynator1');
    desk = await daemon.login('recepcja1');
    assert.equal((await staff.takeRoom(ROOM)).status, 200);
});

after(() => daemon.stop());

const pause = (on, who = staff) => who.send('PUT', '/session/break', {body: {on}});
const next = (room = ROOM) => staff.post(`/rooms/${room}/next`);

async function isOnBreak(expected) {
    assert.equal((await staff.get('/session')).body.on_break, expected);
    assert.equal((await staff.get('/state?view=console')).body.session.on_break, expected);
}

function refused(answer, status, slug) {
    assert.equal(answer.status, status, answer.text);
    assert.equal(answer.body.type, `urn:okienko:problem:${slug}`);
}

test('on a break nobody is called, afterwards the same person is', async () => {
    const {ticket} = (await daemon.issue()).body;
    const answer = await pause(true);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.on_break, true);
    assert.equal(answer.body.room.id, ROOM, 'the room stays theirs');
    const earlier = daemon.fingerprint();
    refused(await next(), 409, 'on-break');
    assert.equal(daemon.fingerprint(), earlier);
    await isOnBreak(true);
    assert.equal((await pause(false)).body.on_break, false);
    assert.equal((await next()).body.ticket.id, ticket.id);
    assert.equal((await staff.post(`/tickets/${ticket.id}/cancel`)).status, 200);
});

test('a break that begins during a visit lets it go on to its end', async () => {
    const {ticket} = (await daemon.issue()).body;
    const {ticket: waiting} = (await daemon.issue()).body;
    await next();
    assert.equal((await pause(true)).status, 200);
    for (const name of ['start', 'finish']) {
        assert.equal((await staff.post(`/tickets/${ticket.id}/${name}`)).status, 200, name);
    }
    refused(await next(), 409, 'on-break');
    await pause(false);
    assert.equal((await next()).body.ticket.id, waiting.id);
    await staff.post(`/tickets/${waiting.id}/cancel`);
});

test('whoever has no room has no break', async () => {
    refused(await pause(true, desk), 409, 'room-not-yours');
    for (const body of [{}, {on: 1}, {on: null}, {on: true, why: 'tea'}, {on: true, kind: 'tea'},
        {on: false, kind: ''}]) {
        const answer = await staff.send('PUT', '/session/break', {body});
        refused(answer, 400, 'invalid-body');
    }
    await isOnBreak(false);
});

test('the same wish twice is one change in the history', async () => {
    const count = () => daemon.sql(
        "SELECT count(*) AS n FROM event WHERE kind = 'room.changed'")[0].n;
    const earlier = count();
    await pause(true);
    await pause(true);
    assert.equal(count(), earlier + 1);
    const [{body, public_body}] = daemon.sql(`SELECT body, public_body FROM event
        WHERE kind = 'room.changed' ORDER BY seq DESC LIMIT 1`);
    assert.equal(JSON.parse(body).on_break, true);
    assert.equal(public_body ?? null, null, 'breaks are nobody else\'s business');
    await pause(false);
});

test('a break outlives a restart and ends with the room', async () => {
    await pause(true);
    await daemon.restart();
    await isOnBreak(true);
    await daemon.issue();
    refused(await next(), 409, 'on-break');
    assert.equal((await staff.takeRoom(OTHER_ROOM)).body.on_break, false);
    assert.equal((await next(OTHER_ROOM)).status, 200);
    checkCalls(daemon);
});

test('a break says what it is for, changes over, and is kept with its times', async () => {
    const away = (kind, on = true) => staff.send('PUT', '/session/break', {body: {on, kind}});
    for (const kind of ['meeting', 'training', 'fieldwork', 'break']) {
        const {status, body} = await away(kind);
        assert.deepEqual([status, body.on_break, body.break_kind], [200, true, kind]);
        assert.equal((await staff.get('/state?view=console')).body.session.break_kind, kind);
        refused(await next(OTHER_ROOM), 409, 'on-break');
    }
    const {body} = await away('meeting', false);
    assert.deepEqual([body.on_break, body.break_kind], [false, null]);
    const rows = daemon.sql(`SELECT kind, began_ms, ended_ms FROM away
        WHERE staff_id = ${staff.session.staff.id} ORDER BY id DESC LIMIT 4`).reverse();
    assert.deepEqual(rows.map(({kind}) => kind), ['meeting', 'training', 'fieldwork', 'break']);
    rows.slice(1).forEach((row, i) => assert.equal(row.began_ms, rows[i].ended_ms));
    assert.ok(rows.every(row => row.ended_ms >= row.began_ms));
});

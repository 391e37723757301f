// limit: 120 s
// Booked times: what is free, booking one, coming for it in time, early, late or on another day,
// and what is left of it when the day is over. The office's clock stands at noon.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {Daemon, newKey, until} from '../support/daemon.mjs';
import {book, bookAt, bookingOffice, checkIn, fiveMinutes, freeSlots} from '../support/booked.mjs';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let daemon;
let psychologist;
let desk;
let zoneMs;
let walkIn; // came before the one who has booked
let onTime;

/* The office's local day of an instant, 20261122. */
const dayOf = ms => Number(new Date(ms + zoneMs).toISOString().slice(0, 10).replaceAll('-', ''));
const minuteOf = ms => Math.floor((ms + zoneMs) % DAY_MS / MINUTE_MS);
const staffId = login => daemon.sql(`SELECT id FROM staff WHERE login = '${login}'`)[0].id;
const rowOf = id => daemon.sql(`SELECT * FROM appointment WHERE id = ${id}`)[0];
const refused = (answer, status, slug) => {
    assert.equal(answer.status, status, answer.text);
    assert.equal(answer.body.type, `urn:okienko:problem:${slug}`);
    return answer.body;
};
const bookFirst = async (service, query = '') => {
    const [{starts_ms}] = await freeSlots(daemon, service, query);
    const answer = await book(daemon, {service, starts_ms});
    assert.equal(answer.status, 201, answer.text);
    return answer.body.appointment;
};

before(async () => {
    daemon = await Daemon.start({office: bookingOffice()});
    const [{zone}] = daemon.sql('SELECT zone FROM office');
    zoneMs = -Number(zone.replace('Etc/GMT', '')) * 60 * MINUTE_MS;
    psychologist = await daemon.login('psycholog1');
    desk = await daemon.login('recepcja1');
});

after(() => daemon?.stop());

test('free times lie in opening hours, end to end, on no day off and not in the past', async () => {
    const slots = await freeSlots(daemon, 'PSY', '&days=31');
    assert.ok(slots.length > 100);
    for (const {starts_ms: starts, staff, minutes} of slots) {
        assert.equal(minutes, 50);
        assert.equal(staff, staffId('psycholog1'));
        assert.ok(starts > Date.now() - MINUTE_MS, 'not past');
        assert.notEqual(new Date(starts + zoneMs).getUTCDay(), 0, 'no Sunday');
        assert.equal((minuteOf(starts) - 8 * 60) % 50, 0);
        assert.ok(minuteOf(starts) + 50 <= 18 * 60);
    }
    const starts = slots.map(slot => slot.starts_ms);
    assert.deepEqual(starts, [...starts].sort((a, b) => a - b));
    const christmas = await freeSlots(daemon, 'PSY', '&from=20261225&days=2');
    assert.deepEqual(christmas, []);
    const past = dayOf(Date.now() - 10 * DAY_MS);
    assert.deepEqual(await freeSlots(daemon, 'PSY', `&from=${past}&days=10`), []);
});

test('a walk-in service has no times, and a backup skill gives none', async () => {
    assert.deepEqual(await freeSlots(daemon, 'KOORD'), []);
    const answer = await daemon.get(`/slots?service=PRACA&staff=${staffId('socjalny1')}`,
        {token: true});
    refused(answer, 422, 'no-skill');
    refused(await book(daemon, {service: 'KOORD', starts_ms: fiveMinutes(Date.now()) + DAY_MS}),
        422, 'not-bookable');
});

test('a booked time is gone, for another service of the same colleague too', async () => {
    const made = await bookFirst('PSY');
    assert.match(made.code, /^\d{6}$/);
    assert.equal(made.state, 'booked');
    assert.equal(made.number, null);
    const end = made.starts_ms + made.minutes * MINUTE_MS;
    for (const service of ['PSY', 'UZAL']) {
        for (const slot of await freeSlots(daemon, service)) {
            assert.ok(slot.starts_ms >= end ||
                slot.starts_ms + slot.minutes * MINUTE_MS <= made.starts_ms, service);
        }
    }
    const {slots} = refused(await book(daemon, {service: 'PSY', starts_ms: made.starts_ms}), 409,
        'slot-taken');
    const free = await freeSlots(daemon, 'PSY', '&days=31');
    assert.deepEqual(slots, free.filter(slot => slot.starts_ms > made.starts_ms).slice(0, 3));
});

test('of a mixed service a quarter of the day is not booked', async () => {
    const service = 'SOC';
    const [{starts_ms: first}] = await freeSlots(daemon, service);
    const day = dayOf(first);
    const ofDay = () => freeSlots(daemon, service, `&from=${day}&days=1`);
    const staff = staffId('socjalny1');
    let booked = 0;
    for (;;) {
        const slot = (await ofDay()).find(candidate => candidate.staff === staff);
        if (!slot) {
            break;
        }
        const answer = await book(daemon, {service, starts_ms: slot.starts_ms, staff});
        assert.equal(answer.status, 201, answer.text);
        booked += slot.minutes;
    }
    assert.ok(booked <= 600 * 0.75 && booked + 30 > 600 * 0.75, `${booked} of 600 minutes`);
    assert.ok((await ofDay()).length > 0, 'the colleague still has times');
});

test('who is not asked for by name is the one with the least booked', async () => {
    const service = 'SOC';
    const slots = await freeSlots(daemon, service, '&days=31');
    const day = dayOf(slots.at(-1).starts_ms);
    const all = [...new Set(slots.filter(slot => dayOf(slot.starts_ms) === day)
        .map(slot => slot.starts_ms))];
    const times = all.slice(0, 4);
    const staff = [];
    for (const starts_ms of times) {
        staff.push((await book(daemon, {service, starts_ms})).body.appointment.staff);
    }
    const [one, other] = [staffId('socjalny1'), staffId('socjalny2')];
    assert.deepEqual(staff, [one, other, one, other]);
    assert.equal((await book(daemon, {service, starts_ms: times[3]})).status, 201, 'the other one');
    const {slots: instead} = refused(await book(daemon, {service, starts_ms: times[3]}), 409,
        'slot-taken');
    assert.deepEqual(instead.map(slot => slot.starts_ms), all.slice(4, 7), 'each time once');
});

test('the same key books once', async () => {
    const [{starts_ms}] = await freeSlots(daemon, 'UZAL');
    const key = newKey();
    const first = await book(daemon, {service: 'UZAL', starts_ms}, key);
    const again = await book(daemon, {service: 'UZAL', starts_ms}, key);
    assert.equal(first.status, 201);
    assert.deepEqual(again.body, first.body);
    refused(await book(daemon, {service: 'UZAL', starts_ms}), 409, 'slot-taken');
});

test('what is no slot is refused with what is free', async () => {
    const [{starts_ms}] = await freeSlots(daemon, 'PSY');
    for (const wrong of [starts_ms + 5 * MINUTE_MS, starts_ms + 1, starts_ms - 14 * DAY_MS,
        starts_ms + 400 * DAY_MS, 6_999_999_999_999]) {
        const {slots} = refused(await book(daemon, {service: 'PSY', starts_ms: wrong}), 409,
            'slot-taken');
        assert.ok(slots.length <= 3);
    }
    refused(await book(daemon, {service: 'PSY', starts_ms: 7_000_000_000_001}), 400,
        'invalid-body');
    refused(await book(daemon, {service: 'NOPE', starts_ms}), 422, 'unknown-service');
    refused(await book(daemon, {service: 'PSY', starts_ms, name: 'Anna'}), 400, 'invalid-body');
    for (const query of ['', 'service=PSY&days=32', 'service=PSY&days=0', 'service=PSY&days=x',
        'service=PSY&from=20261131', 'service=PSY&from=22000101', 'service=PSY&staff=0']) {
        refused(await daemon.get(`/slots?${query}`, {token: true}), 400, 'invalid-body');
    }
});

test('a cancelled time is free again, and a second cancelling is refused', async () => {
    const made = await bookFirst('PSY');
    const answer = await psychologist.post(`/appointments/${made.id}/cancel`);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.appointment.state, 'cancelled');
    assert.equal(answer.body.appointment.code, null);
    refused(await psychologist.post(`/appointments/${made.id}/cancel`), 409, 'wrong-state');
    refused(await psychologist.post('/appointments/4711/cancel'), 404, 'not-found');
    refused(await checkIn(daemon, {code: made.code}), 409, 'cancelled');
    const next = await bookFirst('PSY');
    assert.equal(next.starts_ms, made.starts_ms);
});

test('a kiosk cancels what it has just booked itself, and nothing else', async () => {
    const cancel = ({id}, token = true) =>
        daemon.send('POST', `/appointments/${id}/cancel`, {token, key: newKey(), body: {}});
    const other = daemon.command('device', 'add', 'kiosk-beside', '--data', daemon.data).trim();
    const made = await bookFirst('PSY');
    refused(await cancel(made, other), 403, 'forbidden');
    assert.equal(rowOf(made.id).state, 'booked');
    const answer = await cancel(made);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.appointment.state, 'cancelled');
    const old = await bookFirst('PSY');
    execFileSync('sqlite3', ['-cmd', '.timeout 5000', join(daemon.data, 'okienko.db'),
        `UPDATE appointment SET made_ms = made_ms - 121000 WHERE id = ${old.id}`]);
    refused(await cancel(old), 403, 'forbidden');
    const [{starts_ms}] = await freeSlots(daemon, 'PSY');
    const theirs = await psychologist.post('/appointments', {service: 'PSY', starts_ms});
    refused(await cancel(theirs.body.appointment), 403, 'forbidden');
    for (const {id} of [old, theirs.body.appointment]) {
        assert.equal((await psychologist.post(`/appointments/${id}/cancel`)).status, 200);
    }
});

test('on time: a ticket with its booked step, that a second check-in gives again', async () => {
    const starts = fiveMinutes(Date.now());
    const made = await bookAt(daemon, 'PSY', starts);
    walkIn = (await desk.post('/tickets', {service: 'PSY', language: 'pl'})).body.ticket;
    const first = await checkIn(daemon, {code: made.code, language: 'uk'});
    assert.equal(first.status, 201, first.text);
    const {ticket, appointment, arrival, wait, url} = first.body;
    assert.equal(arrival, 'on_time');
    assert.equal(wait, null, 'the time is booked: nothing is guessed');
    assert.equal(ticket.appointment_ms, starts);
    assert.equal(ticket.language, 'uk');
    assert.equal(ticket.state, 'waiting');
    assert.equal(ticket.series, 'A');
    assert.deepEqual(ticket.steps.map(step => [step.service, step.only_staff]), [['PSY', null]]);
    assert.ok(url.endsWith(`/v/${ticket.token}`));
    assert.deepEqual(appointment, {...made, state: 'arrived', number: ticket.number});
    const again = await checkIn(daemon, {code: made.code});
    assert.equal(again.status, 201);
    assert.equal(again.body.ticket.id, ticket.id);
    onTime = appointment;
    assert.equal(daemon.sql('SELECT count(*) AS n FROM ticket')[0].n, 2);
    assert.equal(daemon.sql(`SELECT booked FROM ticket WHERE id = ${ticket.id}`)[0].booked, 0);
    refused(await psychologist.post(`/appointments/${made.id}/cancel`), 409, 'wrong-state');
});

test('early waits until it is due, late is a walk-in, another day is told', async () => {
    const now = fiveMinutes(Date.now());
    const early = await bookAt(daemon, 'UZAL', now + 30 * MINUTE_MS,
        {staff: staffId('psycholog1')});
    const late = await bookAt(daemon, 'UZAL', now - 15 * MINUTE_MS);
    const edge = await bookAt(daemon, 'PSY', now + 15 * MINUTE_MS);
    const beside = await bookAt(daemon, 'UZAL', now);
    assert.equal((await checkIn(daemon, {code: beside.code})).body.arrival, 'on_time');
    const answers = [];
    for (const {code} of [early, late, edge]) {
        answers.push((await checkIn(daemon, {code})).body);
    }
    assert.deepEqual(answers.map(body => body.arrival), ['early', 'late', 'early']);
    assert.equal(answers[2].ahead, 1, 'the one on time; not the walk-in, nor another service');
    assert.equal(answers[0].ticket.steps[0].only_staff, staffId('psycholog1'),
        'who was asked for by name calls');
    const far = await bookFirst('PSY');
    const problem = refused(await checkIn(daemon, {code: far.code}), 409, 'other-day');
    assert.equal(problem.starts_ms, far.starts_ms);
    assert.equal(problem.day, dayOf(far.starts_ms));
    const past = await bookAt(daemon, 'UZAL', now - DAY_MS);
    refused(await checkIn(daemon, {code: past.code}), 404, 'not-found');
    for (const code of ['12345', 'x'.repeat(255), "' OR 1=1"]) {
        refused(await checkIn(daemon, {code}), 404, 'not-found');
    }
    refused(await checkIn(daemon, {code: ''}), 400, 'invalid-body');
    refused(await checkIn(daemon, {code: 'x'.repeat(256)}), 400, 'invalid-body');
    refused(await checkIn(daemon, {code: early.code, language: 'xx'}), 400, 'invalid-body');
    refused(await psychologist.post('/appointments/check-in', {code: early.code}), 403,
        'forbidden');
});

test('who gave the number back and comes again has a new one', async () => {
    const made = await bookAt(daemon, 'PRAW', fiveMinutes(Date.now()));
    const {ticket} = (await checkIn(daemon, {code: made.code})).body;
    const cancelled = await daemon.send('POST', `/tickets/${ticket.id}/cancel`,
        {token: true, key: newKey(), body: {}});
    assert.equal(cancelled.status, 200, cancelled.text);
    const again = await checkIn(daemon, {code: made.code});
    assert.equal(again.status, 201, again.text);
    assert.notEqual(again.body.ticket.id, ticket.id);
    assert.equal(again.body.ticket.state, 'waiting');
    assert.equal(again.body.appointment.number, again.body.ticket.number);
});

test('who has lost the code is let in by the desk, and by no device', async () => {
    const made = await bookAt(daemon, 'PRAW', fiveMinutes(Date.now()));
    refused(await checkIn(daemon, {appointment: made.id}), 403, 'forbidden');
    const byId = body => desk.post('/appointments/check-in', body);
    refused(await byId({appointment: made.id, code: made.code}), 400, 'invalid-body');
    refused(await byId({language: 'uk'}), 400, 'invalid-body');
    refused(await byId({appointment: 4711}), 404, 'not-found');
    assert.equal(rowOf(made.id).state, 'booked');
    const {status, text, body} = await byId({appointment: made.id, language: 'uk'});
    assert.equal(status, 201, text);
    assert.equal(body.appointment.id, made.id);
    assert.equal(body.ticket.language, 'uk');
    assert.equal((await checkIn(daemon, {code: made.code})).body.ticket.id, body.ticket.id);
});

test('after a second number the end of the first is not taken back', async () => {
    const {code} = await bookAt(daemon, 'PRAW', fiveMinutes(Date.now()));
    const {ticket} = (await checkIn(daemon, {code})).body;
    assert.equal((await desk.post(`/tickets/${ticket.id}/cancel`)).status, 200);
    assert.equal((await checkIn(daemon, {code})).status, 201);
    refused(await desk.post('/undo'), 409, 'nothing-to-undo');
    assert.equal(daemon.sql(`SELECT state FROM ticket WHERE id = ${ticket.id}`)[0].state,
        'cancelled');
});

test('who booked is called by the rule, and a finished visit ends the appointment', async () => {
    const {body} = await psychologist.get('/state?view=console');
    const booked = body.appointments.find(item => item.id === onTime.id);
    assert.deepEqual(booked, {...onTime, code: null}, 'the code is for its holder');
    assert.ok(walkIn.checkin_ms < Date.now() && walkIn.number === 'A1');
    const room = body.rooms.find(candidate => candidate.staff === null);
    assert.equal((await psychologist.takeRoom(room.id)).status, 200);
    const walksIn = await desk.post('/tickets', {service: 'UZAL', language: 'pl'});
    assert.notEqual(walksIn.body.wait, null);
    const {code} = await bookAt(daemon, 'UZAL', fiveMinutes(Date.now()));
    assert.equal((await checkIn(daemon, {code})).body.wait, null, 'theirs is a time, no guess');
    const {call, ticket} = (await psychologist.post(`/rooms/${room.id}/next`)).body;
    assert.equal(call.number, booked.number, 'the head start of a booking');
    assert.equal(call.explanation.base, 'appointment');
    assert.ok(call.explanation.older.some(older => older.number === walkIn.number));
    await psychologist.post(`/tickets/${ticket.id}/start`);
    const stateOf = async () => (await desk.get(`/appointments?code=${onTime.code}`))
        .body.appointment.state;
    assert.equal(await stateOf(), 'arrived');
    await psychologist.post(`/tickets/${ticket.id}/finish`, {outcome: 'settled'});
    assert.equal(await stateOf(), 'done');
});

test('whose visit is over today is sent to the staff, and nothing is made', async () => {
    const before = daemon.fingerprint();
    refused(await checkIn(daemon, {code: onTime.code}), 409, 'visit-over');
    assert.equal(daemon.fingerprint(), before);
});

test('who missed the call and shows the code again waits again, with the same number', async () => {
    const {body: {rooms}} = await psychologist.get('/state?view=console');
    const room = rooms.find(({staff}) => staff === staffId('psycholog1'));
    const {code} = await bookAt(daemon, 'PSY', fiveMinutes(Date.now()));
    const {ticket} = (await checkIn(daemon, {code})).body;
    const call = await psychologist.post(`/rooms/${room.id}/call`,
        {ticket: ticket.id, reason: 'urgent'});
    assert.equal(call.status, 200, call.text);
    const missed = await psychologist.post(`/tickets/${ticket.id}/no-show`);
    assert.equal(missed.body.ticket.state, 'parked', missed.text);
    const again = await checkIn(daemon, {code});
    assert.equal(again.status, 201, again.text);
    assert.equal(again.body.ticket.id, ticket.id);
    assert.equal(again.body.ticket.state, 'waiting', 'not only said');
    const {waiting} = (await psychologist.get(`/rooms/${room.id}/queue`)).body;
    assert.ok(waiting.some(row => row.ticket === ticket.id), 'the lobby knows');
    assert.equal(daemon.sql(`SELECT count(*) AS n FROM event WHERE kind = 'ticket.resumed'`)[0].n,
        1);
    const {version} = daemon.sql(`SELECT version FROM ticket WHERE id = ${ticket.id}`)[0];
    assert.equal((await checkIn(daemon, {code})).status, 201);
    assert.equal(daemon.sql(`SELECT version FROM ticket WHERE id = ${ticket.id}`)[0].version,
        version, 'who waits already is not brought back twice');
});

test('staff see a day and a code within what they do, a kiosk a code only', async () => {
    const lawyer = await daemon.login('prawnik1');
    const legal = await bookFirst('PRAW');
    const day = dayOf(legal.starts_ms);
    const idsOf = async caller =>
        (await caller.get(`/appointments?day=${day}`)).body.appointments.map(({id, code}) => {
            assert.equal(code, null, 'nobody checks in from a list of codes');
            return id;
        });
    assert.ok((await idsOf(lawyer)).includes(legal.id));
    assert.ok((await idsOf(desk)).includes(legal.id));
    assert.ok(!(await idsOf(psychologist)).includes(legal.id));
    refused(await lawyer.get(`/appointments?code=${legal.code}`), 403, 'forbidden');
    const byCode = await daemon.get(`/appointments?code=${legal.code}`, {token: true});
    assert.deepEqual(byCode.body, {appointment: legal});
    const cancelled = await desk.post(`/appointments/${legal.id}/cancel`);
    assert.equal(cancelled.body.appointment.code, legal.code, 'its page asks by it again');
    refused(await daemon.get(`/appointments?day=${day}`, {token: true}), 403, 'forbidden');
    refused(await daemon.get(`/appointments?day=${day}`), 401, 'unauthenticated');
    refused(await desk.get('/appointments?day=20261399'), 400, 'invalid-body');
    refused(await desk.get('/appointments'), 400, 'invalid-body');
});

test('consoles hear of each change, by id and state only', async () => {
    const stream = desk.stream();
    await stream.opened;
    const made = await bookFirst('PSY');
    const {json} = await stream.waitFor('the news', event => event.event === 'appointment.changed');
    assert.deepEqual(Object.keys(json).sort(), ['appointment', 'at_ms', 'state']);
    assert.equal(json.appointment, made.id);
    assert.equal(json.state, 'booked');
    stream.close();
    assert.equal(daemon.sql("SELECT count(*) AS n FROM event WHERE kind = 'appointment.changed' " +
        'AND public_body IS NOT NULL')[0].n, 0);
    const log = daemon.log();
    daemon.sql('SELECT code FROM appointment').forEach(({code}) =>
        assert.ok(!log.includes(code), 'no code in the log'));
});

test('the end of the day closes what is past, and late is still let in', async () => {
    const starts = fiveMinutes(Date.now()) - 30 * MINUTE_MS;
    const missed = await bookAt(daemon, 'PSY', starts);
    const later = await bookAt(daemon, 'PSY', starts + 2 * 60 * MINUTE_MS);
    const yesterday = await bookAt(daemon, 'PSY', starts - DAY_MS);
    assert.equal((await desk.post('/day/close')).status, 200);
    assert.equal(rowOf(missed.id).state, 'missed');
    assert.equal(rowOf(later.id).state, 'booked', 'somebody may still come');
    const {status, body} = await checkIn(daemon, {code: missed.code});
    assert.equal(status, 201);
    assert.equal(body.arrival, 'late');
    assert.equal(rowOf(missed.id).state, 'arrived');
    const before = await bookAt(daemon, 'PSY', starts - DAY_MS);
    await daemon.restart();
    await until('former days are closed', () => rowOf(before.id).state === 'missed');
    assert.equal(rowOf(yesterday.id).state, 'missed');
    assert.equal(rowOf(later.id).state, 'booked');
});

test('codes cannot be tried out: after five that are none a device waits', async () => {
    const {code} = await bookAt(daemon, 'PSY', fiveMinutes(Date.now()));
    await daemon.restart(); // whatever was missed before
    desk = await daemon.login('recepcja1');
    const tries = await Promise.all(Array.from({length: 12}, (_, i) =>
        checkIn(daemon, {code: `none ${i}`})));
    assert.deepEqual(tries.map(({status}) => status).sort(),
        [...Array(5).fill(404), ...Array(7).fill(429)]);
    refused(await checkIn(daemon, {code}), 429, 'too-many-attempts');
    refused(await daemon.get(`/appointments?code=${code}`, {token: true}), 429,
        'too-many-attempts');
    assert.equal((await desk.get(`/appointments?code=${code}`)).status, 200, 'others do not');
    for (let i = 0; i < 5; i++) {
        refused(await desk.get(`/appointments?code=none${i}`), 404, 'not-found');
    }
    refused(await desk.post('/appointments/check-in', {code}), 429, 'too-many-attempts');
});

test('a recorded day with bookings is played again with the same calls', () => {
    const text = daemon.command('replay', '--data', daemon.data);
    assert.match(text, /([1-9]\d*) calls played again, \1 identical/);
});

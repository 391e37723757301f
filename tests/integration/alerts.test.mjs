// limit: 120 s
// What staff are asked to see to: raised once, kept over a restart, taken by one, never public.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon, newKey, until} from '../support/daemon.mjs';

const WATCH_MS_MAX = 20_000; // the watch comes every five seconds

let daemon;
let psychologist;
let social;
let desk;
let manager;

before(async () => {
    daemon = await Daemon.start();
    psychologist = await daemon.login('psycholog1');
    social = await daemon.login('socjalny1');
    desk = await daemon.login('recepcja1');
    manager = await daemon.login('kierownik1');
    assert.equal((await psychologist.takeRoom(4)).status, 200);
});

after(() => daemon.stop());

const raise = async (kind, key = newKey()) => {
    const answer = await daemon.send('POST', '/alerts', {token: true, key, body: {kind}});
    assert.equal(answer.status, 204, answer.text);
};
const alertsOf = async staff => (await staff.get('/state?view=console')).body.alerts;
const alertOf = async (staff, kind) => (await alertsOf(staff)).find(alert => alert.kind === kind);
const eventsOf = kind => daemon.sql(`SELECT body, public_body FROM event WHERE kind = '${kind}'`);

async function take(staff, kind) {
    const answer = await staff.post(`/alerts/${(await alertOf(staff, kind)).id}/ack`);
    assert.equal(answer.status, 200, answer.text);
    return answer.body.alert;
}

test('a kiosk that needs hands stands on every console with its name, once however often it asks',
    async () => {
        assert.deepEqual(await alertsOf(desk), []);
        await raise('staff');
        await raise('staff');
        await raise('paper-out');
        for (const staff of [desk, social, psychologist]) {
            const {id, raised_ms: raised, last_ms: last, ...rest} = await alertOf(staff, 'staff');
            assert.ok(id > 0 && raised <= last && Math.abs(last - Date.now()) < 60_000);
            assert.deepEqual(rest, {kind: 'staff', device: 'kiosk-test', room: null, staff: null,
                number: null, service: null, times: 2, taken_by: null, taken_ms: null});
            assert.equal((await alertsOf(staff)).length, 2);
        }
        assert.equal(eventsOf('alert.raised').length, 3, 'each press is told');
    });

test('a kiosk without sound is told, and it is over when there is sound again', async () => {
    await raise('kiosk-no-sound');
    assert.equal((await alertOf(desk, 'kiosk-no-sound')).device, 'kiosk-test');
    await raise('kiosk-sound-fine');
    assert.equal(await alertOf(desk, 'kiosk-no-sound'), undefined);
});

test('a repeat with the same key raises nothing more', async () => {
    const key = newKey();
    await raise('paper-jam', key);
    await raise('paper-jam', key);
    assert.equal((await alertOf(desk, 'paper-jam')).times, 1);
});

test('a printer that is well again takes its alerts with it, and leaves the rest', async () => {
    await raise('printer-fine');
    assert.deepEqual((await alertsOf(desk)).map(({kind}) => kind), ['staff']);
});

test('an open alert outlives a restart', async () => {
    await daemon.restart();
    assert.equal((await alertOf(desk, 'staff')).times, 2);
});

test('the first who takes it is shown to all, the second is told who was first', async () => {
    const stream = social.stream();
    await stream.opened;
    const taken = await take(desk, 'staff');
    assert.equal(taken.taken_by.title, 'recepcja 1');
    const event = await stream.waitFor('the word of it', ({event: kind}) =>
        kind === 'alert.acknowledged');
    assert.deepEqual(Object.keys(event.json), ['alert', 'staff', 'at_ms']);
    assert.equal(event.json.alert, taken.id);
    stream.close();
    assert.deepEqual(await take(social, 'staff'), taken);
    assert.deepEqual(await alertOf(psychologist, 'staff'), taken);
    assert.equal(eventsOf('alert.acknowledged').length, 1);
    await raise('staff');
    const open = (await alertsOf(social)).filter(({taken_by: by}) => by === null);
    assert.equal(open.length, 1, 'asked again after that, it is a new alert');
});

test('an emergency names role and room, comes first, and no board hears of it', async () => {
    const [console_, board] = [desk.stream(), daemon.stream('board')];
    await Promise.all([console_.opened, board.opened]);
    const started = performance.now();
    const key = newKey();
    const answer = await psychologist.post('/emergency', {}, key);
    assert.equal(answer.status, 200, answer.text);
    const event = await console_.waitFor('the call', ({event: kind}) =>
        kind === 'emergency.raised');
    assert.ok(event.at - started < 1000);
    assert.equal(event.json.room, 4);
    const {alert} = answer.body;
    assert.equal(alert.room.name, 'Pokój 4');
    assert.equal(alert.staff.title, 'psycholog 1');
    await raise('cover-open');
    assert.equal((await alertsOf(social))[0].kind, 'emergency', 'it comes before what is newer');
    assert.equal((await psychologist.post('/emergency', {}, key)).body.alert.times, 1);
    assert.equal((await psychologist.post('/emergency')).body.alert.id, alert.id);
    assert.equal((await alertOf(social, 'emergency')).times, 2);
    assert.equal((await take(social, 'emergency')).taken_by.title, 'pracownik socjalny 1');
    await daemon.issue();
    await console_.waitFor('the ticket', ({event: kind}) => kind === 'ticket.issued');
    console_.close();
    board.close();
    assert.ok(!board.events.some(({event: kind}) => /alert|emergency/.test(kind)));
    for (const kind of ['alert.raised', 'alert.acknowledged', 'emergency.raised']) {
        assert.ok(eventsOf(kind).length > 0, kind);
        assert.ok(eventsOf(kind).every(({public_body: told}) => told === null), kind);
    }
});

test('whoever sits in no room can call for help too', async () => {
    const {body} = await desk.post('/emergency');
    assert.equal(body.alert.room, null);
    assert.equal(body.alert.staff.title, 'recepcja 1');
    await take(social, 'emergency');
});

test('a call that nobody answered stands there until somebody comes', async () => {
    assert.equal((await manager.send('PUT', '/rules', {body: {unanswered_ms: 1}})).status, 200);
    const {ticket} = (await desk.post('/tickets',
        {service: 'PSY', language: 'pl', priority: false, interpreter: null})).body;
    assert.equal((await psychologist.post('/rooms/4/next')).body.ticket.id, ticket.id);
    const alert = await until('the alert', () => alertOf(desk, 'unanswered'), WATCH_MS_MAX);
    assert.equal(alert.number, ticket.number);
    assert.equal(alert.room.name, 'Pokój 4');
    assert.equal(alert.staff.title, 'psycholog 1');
    await psychologist.post(`/tickets/${ticket.id}/start`);
    assert.equal(await alertOf(desk, 'unanswered'), undefined);
    await psychologist.post(`/tickets/${ticket.id}/finish`, {outcome: 'settled'});
});

test('devices, managers and strangers take nothing and call nobody', async () => {
    const {id} = await alertOf(desk, 'cover-open');
    const earlier = daemon.sql('SELECT * FROM alert');
    for (const path of [`/alerts/${id}/ack`, '/emergency']) {
        const send = options => daemon.send('POST', path, {key: newKey(), body: {}, ...options});
        assert.equal((await send({})).status, 401, path);
        assert.equal((await send({token: true})).status, 403, path);
        assert.equal((await manager.post(path)).status, 403, path);
        assert.equal((await social.send('POST', path, {body: {}, key: newKey(),
            headers: {'x-csrf-token': ''}})).body.type, 'urn:okienko:problem:csrf', path);
        assert.equal((await social.send('POST', path, {body: {}})).body.type,
            'urn:okienko:problem:key-missing', path);
        assert.equal((await social.post(path, {reason: 'x'})).status, 400, path);
    }
    assert.equal((await social.post('/alerts/999999/ack')).status, 404);
    assert.deepEqual(daemon.sql('SELECT * FROM alert'), earlier);
});

// limit: 120 s
// Numbers lent to a kiosk: taken off the counter for good, for this device, series and day only.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon, newKey, openStream} from '../support/daemon.mjs';

let daemon;
let today;

before(async () => {
    daemon = await Daemon.start();
    today = (await daemon.issue()).body.ticket.day;
});

after(() => daemon.stop());

const lease = (body = {}, key = newKey(), token = true) => daemon.send('POST', '/leases',
    {token, key, body: {series: 'A', day: today, count: 5, ...body}});

const granted = async (...words) => {
    const answer = await lease(...words);
    assert.equal(answer.status, 201, answer.text);
    return answer.body;
};

/* Yesterday, tomorrow ... of a day such as 20261121. */
const dayPlus = (day, days) => {
    const date = new Date(Date.UTC(Math.floor(day / 10000), Math.floor(day / 100) % 100 - 1,
        day % 100 + days));
    return Number(date.toISOString().slice(0, 10).replaceAll('-', ''));
};

const counterOf = number => Number(number.slice(1));

/* A service of series A, for the desk. */
const issueA = async () => {
    const desk = await daemon.login('recepcja1');
    const code = daemon.sql("SELECT code FROM service WHERE series = 'A' LIMIT 1")[0].code;
    const answer = await desk.post('/tickets', {service: code, language: 'pl', priority: false});
    assert.equal(answer.status, 201, answer.text);
    return answer.body.ticket.number;
};

test('lent numbers follow each other and nobody else gives them', async () => {
    const one = await granted({count: 5});
    const two = await granted({count: 3});
    assert.equal(two.first, one.first + 5);
    assert.equal(one.url, `${daemon.url}/v/`);
    assert.equal(counterOf(await issueA()), two.first + 3);
    const three = await granted({count: 1});
    assert.equal(three.first, two.first + 4);
});

test('a repeat with the same key gets the same numbers', async () => {
    const key = newKey();
    const [one, again] = [await granted({}, key), await granted({}, key)];
    assert.deepEqual(again, one);
    assert.equal((await lease({count: 6}, key)).status, 422);
});

test('lent numbers stay lent over kill -9, and each day and series has its own', async () => {
    const tomorrow = dayPlus(today, 1);
    const one = await granted({count: 7});
    const next = await granted({count: 4, day: tomorrow});
    const other = await granted({series: 'B', count: 2});
    await daemon.kill();
    await daemon.launch();
    assert.equal(counterOf(await issueA()), one.first + 7);
    assert.equal((await granted({day: tomorrow})).first, next.first + 4);
    assert.equal((await granted({series: 'B'})).first, other.first + 2);
});

test('lends for today and tomorrow only, and only series that there are', async () => {
    for (const [body, slug] of [[{day: dayPlus(today, -1)}, 'wrong-day'],
        [{day: dayPlus(today, 2)}, 'wrong-day'], [{series: 'Z'}, 'unknown-series']]) {
        const before = daemon.fingerprint();
        const answer = await lease(body);
        assert.equal(answer.status, 422, answer.text);
        assert.equal(answer.body.type, `urn:okienko:problem:${slug}`);
        assert.equal(daemon.fingerprint(), before);
    }
    assert.equal((await lease({count: 501})).status, 400);
    assert.equal((await lease({count: 0})).status, 400);
});

test('one device is lent at most 5,000 numbers of a series for a day', async () => {
    const token = daemon.command('device', 'add', 'greedy', '--data', daemon.data).trim();
    for (let i = 0; i < 10; i++) {
        assert.equal((await lease({series: 'C', count: 500}, newKey(), token)).status, 201);
    }
    const before = daemon.fingerprint();
    const answer = await lease({series: 'C', count: 1}, newKey(), token);
    assert.equal(answer.status, 429, answer.text);
    assert.equal(answer.body.type, 'urn:okienko:problem:too-many');
    assert.equal(daemon.fingerprint(), before);
    assert.equal((await lease({series: 'C', count: 1})).status, 201, 'another device may');
});

test('lends to devices only', async () => {
    const staff = await daemon.login('koordynator1');
    assert.equal((await staff.post('/leases', {series: 'A', day: today, count: 1})).status, 403);
    assert.equal((await daemon.send('POST', '/leases', {key: newKey(),
        body: {series: 'A', day: today, count: 1}})).status, 401);
});

test('an alert reaches the consoles with its kind and the device, and nobody else', async () => {
    const {cookie} = await daemon.login('koordynator1');
    const console_ = openStream({port: daemon.port, headers: {cookie},
        path: '/api/v1/events?view=console'});
    const board = daemon.stream('board');
    await Promise.all([console_.opened, board.opened]);
    const started = performance.now();
    const answer = await daemon.send('POST', '/alerts', {token: true, key: newKey(),
        body: {kind: 'paper-out'}});
    assert.equal(answer.status, 204, answer.text);
    const event = await console_.waitFor('the alert', ({event: kind}) => kind === 'alert.raised');
    assert.ok(performance.now() - started < 1000);
    const {at_ms: at, ...rest} = event.json;
    const [{id}] = daemon.sql("SELECT id FROM device WHERE name = 'kiosk-test'");
    assert.deepEqual(rest, {kind: 'paper-out', device: id});
    assert.ok(Math.abs(at - Date.now()) < 60_000);
    await daemon.issue();
    await console_.waitFor('the ticket', ({event: kind}) => kind === 'ticket.issued');
    assert.ok(!board.events.some(({event: kind}) => kind === 'alert.raised'));
    console_.close();
    board.close();
});

test('takes no alert of another kind, nor from anybody else', async () => {
    const send = (body, options) => daemon.send('POST', '/alerts', {key: newKey(), body,
        token: true, ...options});
    for (const body of [{}, {kind: 'fire'}, {kind: 'staff', name: 'x'}, {kind: 7}]) {
        const answer = await send(body);
        assert.equal(answer.status, 400, JSON.stringify(body));
    }
    assert.equal((await send({kind: 'staff'}, {token: undefined})).status, 401);
    const staff = await daemon.login('koordynator1');
    assert.equal((await staff.post('/alerts', {kind: 'staff'})).status, 403);
});

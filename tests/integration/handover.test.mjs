// limit: 120 s
// Tickets that a kiosk gave by itself, handed over: the same number, the time of pressing, once.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {Daemon, newKey} from '../support/daemon.mjs';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let daemon;
let today;
let series;

before(async () => {
    daemon = await Daemon.start();
    const {day, number} = (await daemon.issue()).body.ticket;
    today = day;
    series = number[0];
});

after(() => daemon.stop());

const lend = async (count = 5) => {
    const answer = await daemon.send('POST', '/leases', {token: true, key: newKey(),
        body: {series, day: today, count}});
    assert.equal(answer.status, 201, answer.text);
    return answer.body;
};

const newToken = () => randomBytes(16).toString('hex');

const handOver = (number, {key = newKey(), pressed = Date.now(), token = newToken(), ...body} = {},
    as = daemon) => as.issue({number, token, pressed_ms: pressed, ...body}, key);

const ticketRow = number => daemon.sql(`SELECT * FROM ticket WHERE number = '${number}'`)[0];

/* Behind the daemon's back: what only time could do. */
const change = sql => execFileSync('sqlite3', ['-cmd', '.timeout 5000',
    join(daemon.data, 'okienko.db'), sql]);

const slug = answer => answer.body.type?.replace('urn:okienko:problem:', '');

test('a lent number is taken as it is, with its token and its time', async () => {
    const {first, granted_ms: granted} = await lend();
    const token = newToken();
    const answer = await handOver(`${series}${first}`, {pressed: granted + 1, token});
    assert.equal(answer.status, 201, answer.text);
    const {ticket, url} = answer.body;
    assert.equal(ticket.number, `${series}${first}`);
    assert.equal(ticket.state, 'waiting');
    assert.equal(url, `${daemon.url}/v/${token}`);
    assert.ok(ticket.issued_ms === granted + 1 || ticket.issued_ms <= Date.now());
    const page = await daemon.get(`/v/${token}`);
    assert.equal(page.status, 200);
    assert.ok(page.text.includes(ticket.number));
});

test('the time of pressing counts, but not one before the loan or after now', async () => {
    const {first, granted_ms: granted} = await lend();
    change(`UPDATE lease SET granted_ms = granted_ms - ${10 * MINUTE_MS} WHERE first = ${first}`);
    const asked = [granted - 5 * MINUTE_MS, granted - 20 * MINUTE_MS, granted + 20 * MINUTE_MS];
    const got = [];
    for (const [i, pressed] of asked.entries()) {
        const answer = await handOver(`${series}${first + i}`, {pressed});
        assert.equal(answer.status, 201, answer.text);
        got.push(answer.body.ticket.issued_ms);
    }
    assert.equal(got[0], asked[0]);
    assert.equal(got[1], granted - 10 * MINUTE_MS);
    assert.ok(got[2] >= granted && got[2] <= Date.now());
});

test('who pressed first is called first, whatever came first', async () => {
    const fresh = await Daemon.start();
    const ask = body => fresh.send('POST', '/leases', {token: true, key: newKey(), body});
    const {day, number} = (await fresh.issue()).body.ticket;
    const {first, granted_ms: granted} = (await ask({series: number[0], day, count: 3})).body;
    execFileSync('sqlite3', ['-cmd', '.timeout 5000', join(fresh.data, 'okienko.db'),
        `UPDATE lease SET granted_ms = granted_ms - ${10 * MINUTE_MS}`]);
    const early = await handOver(`${number[0]}${first}`, {pressed: granted - 5 * MINUTE_MS}, fresh);
    assert.equal(early.status, 201, early.text);
    const staff = await fresh.login('koordynator1');
    const {rooms} = (await staff.get('/state?view=console')).body;
    const room = rooms.find(candidate => candidate.staff === null).id;
    await staff.takeRoom(room);
    const next = await staff.post(`/rooms/${room}/next`);
    assert.equal(next.body.ticket.number, `${number[0]}${first}`);
    await fresh.stop();
});

test('the same key, or the same token, is the same ticket', async () => {
    const {first} = await lend();
    const words = {key: newKey(), pressed: Date.now(), token: newToken()};
    const one = await handOver(`${series}${first}`, words);
    const two = await handOver(`${series}${first}`, words);
    assert.deepEqual(two.body, one.body);
    change('DELETE FROM idempotency');
    const three = await handOver(`${series}${first}`, words);
    assert.equal(three.status, 201, three.text);
    assert.equal(three.body.ticket.id, one.body.ticket.id);
    assert.equal(daemon.sql(`SELECT count(*) AS n FROM ticket WHERE number = '${series}${first}'`)
        [0].n, 1);
    const other = await handOver(`${series}${first}`);
    assert.equal(other.status, 409);
    assert.equal(slug(other), 'number-taken');
});

test('takes no number that was not lent to this device for this day', async () => {
    const {first, count} = await lend();
    const kiosk = daemon.command('device', 'add', 'another', '--data', daemon.data).trim();
    const before = daemon.fingerprint();
    const cases = [
        handOver(`${series}${first + count}`),
        handOver('Z1'),
        handOver(`${series}${first}`, {pressed: Date.now() - 3 * DAY_MS}),
        handOver(`${series}${first}`, {pressed: Date.now() + 2 * DAY_MS}),
        daemon.send('POST', '/tickets', {token: kiosk, key: newKey(), body: {need: 'start',
            language: 'pl', number: `${series}${first}`, token: newToken(),
            pressed_ms: Date.now()}}),
    ];
    for (const answer of await Promise.all(cases)) {
        assert.equal(answer.status, 422, answer.text);
        assert.equal(slug(answer), 'number-not-lent');
    }
    const desk = await daemon.login('recepcja1');
    const answer = await desk.post('/tickets', {need: 'start', language: 'pl',
        number: `${series}${first}`, token: newToken(), pressed_ms: Date.now()});
    assert.equal(slug(answer), 'number-not-lent');
    assert.equal(daemon.sql('SELECT count(*) AS n FROM ticket')[0].n,
        JSON.parse(before).find(([table]) => table === 'ticket')[1].length);
    for (const body of [{number: 'A0'}, {number: `${series}${first}`, token: 'short'}]) {
        assert.equal((await handOver(body.number, body)).status, 400);
    }
});

test('a number is of the series that its need leads to', async () => {
    const other = daemon.sql(`SELECT series FROM service WHERE series <> '${series}' LIMIT 1`)[0];
    const lease = await daemon.send('POST', '/leases', {token: true, key: newKey(),
        body: {series: other.series, day: today, count: 1}});
    const answer = await handOver(`${other.series}${lease.body.first}`);
    assert.equal(slug(answer), 'number-not-lent');
});

test('a ticket that was given without us was promised no wait', async () => {
    const {first, granted_ms: granted} = await lend();
    change(`UPDATE lease SET granted_ms = granted_ms - ${10 * MINUTE_MS} WHERE first = ${first}`);
    await handOver(`${series}${first}`, {pressed: granted - MINUTE_MS});
    assert.equal(ticketRow(`${series}${first}`).wait_low_min, null);
});

test('a ticket that comes a day late is counted on its day and dismissed at once', async () => {
    const yesterday = Date.now() - DAY_MS;
    const day = Number(new Date(yesterday).toLocaleDateString('sv', {timeZone: 'Europe/Warsaw'})
        .replaceAll('-', ''));
    const [{id}] = daemon.sql("SELECT id FROM device WHERE name = 'kiosk-test'");
    const [{office}] = daemon.sql('SELECT id AS office FROM office');
    change(`INSERT INTO counter (office_id, series, day, last) VALUES
        (${office}, '${series}', ${day}, 7)`);
    change(`INSERT INTO lease (office_id, device_id, series, day, first, last, granted_ms)
        VALUES (${office}, ${id}, '${series}', ${day}, 1, 7, ${yesterday - 3600_000})`);
    const answer = await handOver(`${series}7`, {pressed: yesterday});
    assert.equal(answer.status, 201, answer.text);
    const rows = daemon.sql(`SELECT state, issued_ms FROM ticket
        WHERE number = '${series}7' AND day = ${day}`);
    assert.deepEqual(rows, [{state: 'left', issued_ms: yesterday}]);
    const counted = daemon.sql(`SELECT sum(count) AS n FROM need_count WHERE day = ${day}`);
    assert.equal(counted[0].n, 1);
});

test('a kiosk takes back its own number however late, while nobody has called it', async () => {
    const {first} = await lend();
    const cancel = id => daemon.send('POST', `/tickets/${id}/cancel`,
        {token: true, key: newKey(), body: {}});
    const {ticket: lent} = (await handOver(`${series}${first}`)).body;
    const {ticket: plain} = (await daemon.issue()).body;
    change(`UPDATE ticket SET issued_ms = issued_ms - ${5 * MINUTE_MS}
        WHERE id IN (${lent.id}, ${plain.id})`);
    assert.equal((await cancel(plain.id)).status, 403, 'a number of ours: two minutes');
    assert.equal((await cancel(lent.id)).status, 200);
});

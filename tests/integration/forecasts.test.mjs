// limit: 240 s
/*
 * What people are told about their wait: at issue, while they wait, at the call; and when a service
 * is full for today. The office's clock stands at noon and its closing lies ninety minutes ahead,
 * whenever the test runs.
 */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {Daemon, newKey, until} from '../support/daemon.mjs';
import {bigOffice, crewOf} from '../support/office.mjs';

const OPEN_MIN = 90;
const LEARNED = 300;
const MINUTE_WORK_MS_MAX = 75_000;
const SERVICE_MS = 45 * 60_000;

/* One member of staff for everything, in a zone where it is noon now. */
function noonOffice({fullToday}) {
    const path = bigOffice({rooms: 1, staff: 1});
    const now = new Date();
    const ahead = 12 - now.getUTCHours();
    const closing = 12 * 60 + now.getUTCMinutes() + OPEN_MIN;
    const time = `${String(Math.floor(closing / 60)).padStart(2, '0')}:` +
        `${String(closing % 60).padStart(2, '0')}`;
    const hours = [1, 2, 3, 4, 5, 6, 7].map(weekday => ({weekday, open: '00:00', close: time}));
    const text = readFileSync(path, 'utf8')
        .replace(/^( *timezone:).*$/m, `$1 "Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}"`)
        .replace(/^hours:.*\n(?:[ #].*\n)*/m, `hours: ${JSON.stringify(hours)}\n`)
        .replace(/^( *full_today:) *\w+/m, `$1 ${fullToday}`);
    assert.match(text, new RegExp(`full_today: ${fullToday}`));
    writeFileSync(path, text);
    return path;
}

let daemon;
let staff;

before(async () => {
    daemon = await Daemon.start({office: noonOffice({fullToday: true})});
});

after(() => daemon?.stop());

const rowOf = id => daemon.sql(`SELECT * FROM ticket WHERE id = ${id}`)[0];
const kioskNeeds = async () =>
    (await daemon.send('GET', '/state?view=kiosk', {token: true})).body.needs;

function isRange({low_min: low, high_min: high}) {
    return low % 5 === 0 && high % 5 === 0 && (low < high || (low === 0 && high === 0));
}

test('without anybody on duty nothing is told, and nobody is refused', async () => {
    const {status, body} = await daemon.issue();
    assert.equal(status, 201);
    assert.equal(body.wait, null);
    assert.equal(rowOf(body.ticket.id).wait_low_min, null);
    assert.equal((await kioskNeeds()).some(need => need.full), false);
});

test('the range told at issue is kept with the ticket and stands while it waits', async () => {
    [staff] = await crewOf(daemon, 1);
    const {status, body} = await daemon.issue({priority: true});
    assert.equal(status, 201, JSON.stringify(body));
    assert.ok(isRange(body.wait), JSON.stringify(body.wait));
    const row = rowOf(body.ticket.id);
    assert.equal(row.wait_low_min, body.wait.low_min);
    assert.equal(row.wait_high_min, body.wait.high_min);
    const standing = await staff.get(`/tickets/${body.ticket.id}`);
    assert.ok(isRange(standing.body.wait), JSON.stringify(standing.body));
});

test('a ticket issued from a fresh table keeps the forecast to learn from', async () => {
    await until('a table that knows who is on duty', async () =>
        (await kioskNeeds()).every(need => need.wait !== null));
    const {status, body} = await daemon.issue({priority: true});
    assert.equal(status, 201, JSON.stringify(body));
    const row = rowOf(body.ticket.id);
    assert.ok(0 <= row.forecast_q10_ms && row.forecast_q10_ms <= row.forecast_q50_ms);
    assert.ok(row.forecast_q50_ms <= row.forecast_q90_ms && row.forecast_q90_ms > 0);
});

test('a call says what was promised and whether it was held', async () => {
    const room = staff.session.room.id;
    const first = await staff.post(`/rooms/${room}/next`);
    const {ticket, call} = first.body;
    const row = rowOf(ticket.id);
    const {promise} = call.explanation;
    assert.equal(promise.low_min, row.wait_low_min);
    assert.equal(promise.high_min, row.wait_high_min);
    assert.equal(promise.held, promise.waited_min >= promise.low_min);
    await staff.post(`/tickets/${ticket.id}/start`);
    await staff.post(`/tickets/${ticket.id}/finish`, {outcome: 'settled'});
});

test('a service is full before a number is taken; not for a desk, not for what is immediate',
    async () => {
        const needs = await until('the kiosk is told', async () => {
            const {status, body} = await daemon.issue();
            assert.ok(status === 409 || body.wait.high_min <= OPEN_MIN, JSON.stringify(body));
            const all = await kioskNeeds();
            return all.some(need => need.full) && all;
        });
        for (let i = 0; i < 4; i++) { // far beyond the edge, where chance would have a say
            const {status} = await staff.post('/tickets', {need: 'start', language: 'pl',
                priority: false, interpreter: null}, newKey());
            assert.equal(status, 201, 'a desk may');
        }
        const refused = await daemon.issue();
        assert.equal(refused.status, 409, JSON.stringify(refused.body));
        assert.equal(refused.body.type, 'urn:okienko:problem:full-today');
        const counters = JSON.stringify(daemon.sql('SELECT * FROM counter ORDER BY series'));
        const tickets = daemon.sql('SELECT count(*) AS n FROM ticket')[0].n;
        assert.equal((await daemon.issue()).status, 409);
        assert.equal(JSON.stringify(daemon.sql('SELECT * FROM counter ORDER BY series')), counters);
        assert.equal(daemon.sql('SELECT count(*) AS n FROM ticket')[0].n, tickets);
        assert.equal(needs.find(need => need.need === 'start').full, true);
        const immediate = needs.filter(need => !need.full).map(need => need.need);
        assert.equal(immediate.length > 0, true, 'what is immediate has room');
        for (const need of immediate) {
            assert.equal((await daemon.issue({need})).status, 201, need);
        }
    });

test('staff are told once of a service that is full, by name, and never the board', async () => {
    const full = async () => (await staff.get('/state?view=console')).body.alerts
        .filter(({kind}) => kind === 'full-today');
    const [alert] = await until('the alert', async () => {
        const alerts = await full();
        return alerts.length > 0 && alerts;
    }, MINUTE_WORK_MS_MAX, 500);
    const codes = (await staff.get('/state?view=console')).body.services.map(({code}) => code);
    assert.ok(codes.includes(alert.service), alert.service);
    assert.deepEqual([alert.device, alert.staff, alert.number, alert.times],
        [null, null, null, 1]);
    const events = daemon.sql("SELECT body, public_body FROM event WHERE kind = 'alert.raised'");
    assert.equal(events.length, daemon.sql('SELECT count(*) AS n FROM alert')[0].n, 'each once');
    assert.ok(events.every(({public_body: seen}) => (seen ?? null) === null));
});

test('where the rules do not say so, nobody is refused', async () => {
    const {body: rules} = await staff.get('/rules');
    const changed = await staff.send('PUT', '/rules', {body: {...rules, full_today: false}});
    assert.equal(changed.status, 200, changed.text);
    assert.equal((await daemon.issue()).status, 201);
    await until('the kiosk is told', async () => !(await kioskNeeds()).some(need => need.full));
});

/* Copies one row of a table, column by column as the schema has them, some of them changed. */
function copyRows(table, changes, where) {
    const columns = daemon.sql(`SELECT name FROM pragma_table_info('${table}')`)
        .map(row => row.name);
    const values = columns.map(name => changes[name] ?? name);
    return `INSERT INTO ${table} (${columns}) SELECT ${values} FROM ${table}, n WHERE ${where};`;
}

/* Three hundred visits of three quarters of an hour, on former days. */
function addHistory() {
    const [step] = daemon.sql('SELECT id, ticket_id FROM step WHERE started_ms > 0 LIMIT 1');
    const script = `
        CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
            WHERE i < ${LEARNED}) SELECT i FROM n;
        ${copyRows('ticket', {id: '1000 + i', day: '20200101 + i % 20', counter: '1000 + i',
        number: "series || (1000 + i)", token: "printf('%032d', i)",
        closed_ms: 'closed_ms - 86400000 + i'}, `id = ${step.ticket_id}`)}
        ${copyRows('step', {id: '100000 + i', ticket_id: '1000 + i',
        ended_ms: `started_ms + ${SERVICE_MS}`}, `id = ${step.id}`)}`;
    const {status, stderr} = spawnSync('sqlite3', ['-bail', join(daemon.data, 'okienko.db')],
        {input: script, encoding: 'utf8'});
    assert.equal(status, 0, stderr);
}

const readyVisits = text => [...text.matchAll(/forecaster\.ready.*?visits\W+(\d+)/g)]
    .map(match => Number(match[1]));

test('a restart rebuilds what was learned', async () => {
    const longest = async () => Math.max(...(await until('a table', async () => {
        const needs = await kioskNeeds();
        return needs.every(need => need.wait !== null) && needs;
    })).map(need => need.wait.high_min));
    const before_ = await longest();
    await daemon.stop();
    addHistory();
    await daemon.launch();
    await until('it is rebuilt', () => readyVisits(daemon.log()).some(count => count >= LEARNED));
    await until('forecasts are longer by then', async () => await longest() > before_ + 30);
});

// The director's rules: who may change them, what is refused by name, and that a call keeps the
// version it was made by.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon} from '../support/daemon.mjs';
import {checkCalls} from '../support/rule.mjs';

const ROOM = 4;
const OUT_OF_TURN_MS = 1_000_000_000_000;

let daemon;
let staff;
let director;

before(async () => {
    daemon = await Daemon.start();
    staff = await daemon.login('koordynator1');
    director = await daemon.login('kierownik1');
    assert.equal((await staff.takeRoom(ROOM)).status, 200);
});

after(() => daemon.stop());

const read = async () => (await staff.get('/rules')).body;
const put = (body, who = director) => who.send('PUT', '/rules', {body});

async function changed(body) {
    const answer = await put(body);
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
}

async function issued(body) {
    const answer = await daemon.issue(body);
    assert.equal(answer.status, 201, answer.text);
    return answer.body.ticket;
}

async function next() {
    const answer = await staff.post(`/rooms/${ROOM}/next`);
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
}

const cancel = id => staff.post(`/tickets/${id}/cancel`);

test('an office begins with the first version', async () => {
    const rules = await read();
    assert.equal(rules.version, 1);
    assert.equal(rules.priority_head_ms, 45 * 60_000);
    assert.equal(rules.backup_ms, 30 * 60_000);
    assert.equal(rules.auto_call, false);
});

test('each change is a new version and leaves the rest as it was', async () => {
    const before_ = await read();
    const rules = await changed({grace_ms: 300_000});
    assert.deepEqual(rules, {...before_, version: before_.version + 1, grace_ms: 300_000});
    assert.deepEqual(await read(), rules);
    assert.deepEqual(await changed({}), {...rules, version: rules.version + 1});
    const kept = daemon.sql('SELECT version, body FROM rule ORDER BY version');
    assert.deepEqual(kept.map(row => row.version), kept.map((_, i) => i + 1));
    assert.equal(JSON.parse(kept[0].body).grace_ms, 600_000);
});

test('the version is the office\'s to give', async () => {
    const {version} = await read();
    assert.equal((await changed({version: 77})).version, version + 1);
});

test('changes at the same time are versions one after the other', async () => {
    const {version} = await read();
    const answers = await Promise.all(Array.from({length: 8}, (_, i) => put({recalls: i})));
    assert.deepEqual(answers.map(answer => answer.body.version).sort((a, b) => a - b),
        Array.from({length: 8}, (_, i) => version + 1 + i));
    const last = answers.find(answer => answer.body.version === version + 8);
    assert.equal((await read()).recalls, last.body.recalls);
    await changed({recalls: 2});
});

test('only the director changes them, everybody on the staff reads them', async () => {
    const earlier = daemon.fingerprint();
    const rows = daemon.sql('SELECT count(*) AS n FROM rule')[0].n;
    const refused = await put({backup_ms: 0}, staff);
    assert.equal(refused.status, 403, refused.text);
    assert.equal((await daemon.send('PUT', '/rules', {token: true, body: {}})).status, 403);
    assert.equal((await daemon.send('PUT', '/rules', {body: {}})).status, 401);
    assert.equal((await daemon.get('/rules', {token: true})).status, 403);
    assert.equal((await daemon.get('/rules')).status, 401);
    assert.equal(daemon.fingerprint(), earlier);
    assert.equal(daemon.sql('SELECT count(*) AS n FROM rule')[0].n, rows);
});

test('what cannot be meant is refused by its name, and nothing has changed', async () => {
    const earlier = await read();
    const refusals = {backup_ms: -1, booking_head_ms: 86_400_001, park_ms: '30', grace_ms: 1.5,
        recalls: 10, auto_call: 'yes', priority_head_ms: OUT_OF_TURN_MS - 1, version: 0, mercy: 1};
    for (const [field, value] of Object.entries(refusals)) {
        const answer = await put({[field]: value, alarm_ms: 1});
        assert.equal(answer.status, 400, field);
        assert.equal(answer.body.type, 'urn:okienko:problem:invalid-body');
        assert.equal(answer.body.field, field);
    }
    for (const body of ['', '[]', '{', 'null', '{"recalls":1,"recalls":2}']) {
        assert.equal((await put(body)).status, 400, body);
    }
    assert.deepEqual(await read(), earlier);
});

test('a call keeps the version it was made by', async () => {
    const {version} = await read();
    const first = await issued();
    const {call} = await next();
    await changed({backup_ms: 0});
    await cancel(first.id);
    const second = await issued();
    const {call: later} = await next();
    await cancel(second.id);
    assert.equal(call.explanation.version, version);
    assert.equal(later.explanation.version, version + 1);
    const rows = daemon.sql(`SELECT ticket_id, rule_version FROM invitation
        WHERE ticket_id >= ${first.id} ORDER BY id`);
    assert.deepEqual(rows, [{ticket_id: first.id, rule_version: version},
        {ticket_id: second.id, rule_version: version + 1}]);
    const {calls} = (await staff.get(`/tickets/${first.id}/calls`)).body;
    assert.equal(calls[0].explanation.version, version, 'and says so later, too');
});

test('a change is at work with the very next call', async () => {
    const plain = await issued();
    const priority = await issued({priority: true});
    await changed({priority_head_ms: 0});
    assert.equal((await next()).ticket.id, plain.id, 'without a head start it is the check-in');
    await cancel(plain.id);
    const another = await issued();
    await changed({priority_head_ms: OUT_OF_TURN_MS});
    const {ticket, call} = await next();
    assert.equal(ticket.id, priority.id);
    assert.equal(call.explanation.head_ms, OUT_OF_TURN_MS);
    await cancel(priority.id);
    await cancel(another.id);
});

test('rules outlive a restart, and the whole day was called by them', async () => {
    const rules = await changed({priority_head_ms: 45 * 60_000, return_ms: 60_000});
    await daemon.restart();
    assert.deepEqual(await read(), rules);
    const told = checkCalls(daemon);
    assert.ok(told.calls >= 4);
    assert.equal(told.house.rules.version, rules.version);
});

// limit: 60 s
// What a member of staff sees of their own day, and how they leave it.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon} from '../support/daemon.mjs';

const ROOM = 4;
let daemon;
let staff;
let colleague;

before(async () => {
    daemon = await Daemon.start();
    staff = await daemon.login('psycholog1');
    colleague = await daemon.login('psycholog2').catch(() => daemon.login('koordynator1'));
    await staff.takeRoom(ROOM);
});

after(() => daemon.stop());

const mine = async (who = staff) => {
    const {status, body, text} = await who.get('/stats/mine');
    assert.equal(status, 200, text);
    return body;
};
const issue = async () => (await daemon.issue({need: null, service: 'PSY'})).body.ticket;
const act = async (id, name, body) => {
    const answer = await staff.post(`/tickets/${id}/${name}`, body);
    assert.equal(answer.status, 200, answer.text);
};

async function call() {
    const {id} = await issue();
    assert.equal((await staff.post(`/rooms/${ROOM}/next`)).body.ticket.id, id);
    return id;
}

test('a day begins with nothing, and no mean is invented', async () => {
    const day = await mine();
    assert.deepEqual([day.served, day.calls, day.no_shows, day.service_minutes_mean],
        [0, 0, 0, null]);
    assert.equal(day.day, (await staff.get('/state?view=console')).body.day);
});

test('conversations, calls and no-shows are the caller\'s own', async () => {
    for (const outcome of ['settled', 'documents', 'left', 'settled']) {
        const id = await call();
        await act(id, 'start');
        await act(id, 'finish', {outcome});
    }
    const passed = await call();
    await act(passed, 'start');
    await act(passed, 'transfer', {service: 'SOC'});
    const absent = await call();
    await act(absent, 'no-show');
    const day = await mine();
    assert.equal(day.served, 5);
    assert.deepEqual(day.outcomes,
        {settled: 2, further: 0, documents: 1, left: 1, passed_on: 1});
    assert.deepEqual([day.calls, day.no_shows], [6, 1]);
    assert.equal(day.service_minutes_mean, 0);
    assert.deepEqual((await mine(colleague)).served, 0);
    await act(absent, 'resume');
    await staff.post(`/tickets/${absent}/cancel`);
});

test('only who calls people has such a day', async () => {
    assert.equal((await (await daemon.login('recepcja1')).get('/stats/mine')).status, 403);
    assert.equal((await daemon.get('/stats/mine', {token: true})).status, 403);
    assert.equal((await daemon.get('/stats/mine')).status, 401);
});

test('who leaves with an open visit is refused, or lets the visitor wait at the old place',
    async () => {
        const id = await call();
        await act(id, 'start');
        const refused = await staff.send('DELETE', '/session');
        assert.equal(refused.status, 409);
        assert.match(refused.body.type, /visit-open$/);
        assert.equal((await mine()).served, 5, 'still logged in');
        assert.equal((await staff.send('DELETE', '/session?visit=forget')).status, 400);
        const [before_] = daemon.sql(`SELECT state, checkin_ms FROM ticket WHERE id = ${id}`);
        assert.equal(before_.state, 'serving');
        assert.equal((await staff.send('DELETE', '/session?visit=release')).status, 204);
        const [after_] = daemon.sql(`SELECT state, checkin_ms FROM ticket WHERE id = ${id}`);
        assert.deepEqual(after_, {state: 'waiting', checkin_ms: before_.checkin_ms});
        assert.deepEqual(daemon.sql('SELECT room_id FROM duty'), []);
        assert.equal((await staff.get('/session')).status, 401);
    });

test('who has no visit leaves the same way', async () => {
    const other = await daemon.login('psycholog1');
    await other.takeRoom(ROOM);
    assert.equal((await other.send('DELETE', '/session?visit=release')).status, 204);
});

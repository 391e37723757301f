// A receptionist finds today's ticket by its number; nobody else does.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {Daemon, until} from '../support/daemon.mjs';

let daemon;
let desk;

before(async () => {
    daemon = await Daemon.start();
    desk = await daemon.login('recepcja1');
});

after(() => daemon.stop());

const find = (staff, number) => staff.get(`/tickets?number=${encodeURIComponent(number)}`);

test('the answer is that of the ticket itself, without the key of its phone page', async () => {
    await daemon.issue({need: 'money'});
    const {ticket} = (await daemon.issue({need: 'money'})).body;
    /* The forecaster counts those ahead on a thread of its own. */
    const found = await until('the one ahead', async () => {
        const answer = await find(desk, ticket.number);
        assert.equal(answer.status, 200, answer.text);
        return answer.body.ahead === 1 && answer;
    });
    assert.equal(found.body.ticket.id, ticket.id);
    assert.deepEqual(found.body, (await desk.get(`/tickets/${ticket.id}`)).body);
    assert.ok(!found.text.includes(ticket.token));
});

test('a ticket that is closed is found too', async () => {
    const {ticket} = (await daemon.issue({need: 'start'})).body;
    await desk.post(`/tickets/${ticket.id}/cancel`);
    assert.equal((await find(desk, ticket.number)).body.ticket.state, 'cancelled');
});

test('a number nobody has today is not found; what is no number is refused', async () => {
    assert.equal((await find(desk, 'E77')).status, 404);
    for (const wrong of ['', 'A', '27', 'a1', 'A0', 'A1234567', 'A1 ', 'A-1', "A1' OR 1=1"]) {
        const {status, body} = await find(desk, wrong);
        assert.equal(status, 400, `"${wrong}"`);
        assert.equal(body.field, 'number');
    }
    assert.equal((await desk.get('/tickets')).status, 400);
});

test('only the desk may look numbers up', async () => {
    for (const login of ['psycholog1', 'swiadczenia1', 'kierownik1']) {
        assert.equal((await find(await daemon.login(login), 'A1')).status, 403, login);
    }
    assert.equal((await daemon.get('/tickets?number=A1', {token: true})).status, 403);
    assert.equal((await daemon.get('/tickets?number=A1')).status, 401);
});

test('the number of another day is not found', async () => {
    const {ticket} = (await daemon.issue({need: 'work'})).body;
    assert.equal((await find(desk, ticket.number)).status, 200);
    await daemon.stop();
    execFileSync('sqlite3', [join(daemon.data, 'okienko.db'),
        `UPDATE ticket SET day = day - 1 WHERE id = ${ticket.id}`]);
    await daemon.launch();
    assert.equal((await find(desk, ticket.number)).status, 404);
});

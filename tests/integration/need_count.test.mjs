// Which need was pressed is a count per day, and nothing else anywhere remembers it.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon, newKey} from '../support/daemon.mjs';

let daemon;

before(async () => {
    daemon = await Daemon.start();
});

after(() => daemon.stop());

const issue = (body, key = newKey(), extra = {}) => daemon.send('POST', '/tickets',
    {token: true, key, body: {language: 'pl', ...body}, ...extra});

const counts = () => Object.fromEntries(daemon.sql('SELECT code, count FROM need_count ' +
    'JOIN need ON need.id = need_id').map(row => [row.code, row.count]));

test('each press of a need counts once, also when its request is repeated', async () => {
    const key = newKey();
    assert.equal((await issue({need: 'hard_time'}, key)).status, 201);
    assert.equal((await issue({need: 'hard_time'}, key)).status, 201);
    assert.equal((await issue({need: 'hard_time'})).status, 201);
    assert.equal((await issue({need: 'money'})).status, 201);
    assert.deepEqual(counts(), {hard_time: 2, money: 1});
});

test('a ticket for a service and a refused one count nothing', async () => {
    const earlier = counts();
    assert.equal((await issue({service: 'PSY'})).status, 201);
    assert.equal((await issue({need: 'gold'})).status, 422);
    assert.deepEqual(counts(), earlier);
});

test('no row beside the count and the catalogue names the need', () => {
    for (const table of ['ticket', 'step', 'event', 'idempotency']) {
        assert.doesNotMatch(JSON.stringify(daemon.sql(`SELECT * FROM ${table}`)), /hard_time/);
    }
    assert.doesNotMatch(daemon.log(), /hard_time|money/);
});

// Several services at once: what the person agreed to at the kiosk, and what has to come first.
import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {Daemon, root, temporaryFolder} from '../support/daemon.mjs';

const steps = ticket => ticket.steps.map(({service, state, offer}) =>
    `${service}:${offer ? 'offer' : state}`);

async function issue(daemon, body) {
    const answer = await daemon.issue(body);
    assert.equal(answer.status, 201, answer.text);
    return answer.body.ticket;
}

/* The demo office, where legal advice comes before the talk with a social worker. */
function orderedOffice() {
    const text = readFileSync(join(root, 'config/office.yaml'), 'utf8');
    const path = join(temporaryFolder('okienko-office'), 'office.yaml');
    writeFileSync(path, text.replace('- code: PRAW\n', '- code: PRAW\n    first_of: [SOC]\n')
        .replaceAll('[SOC, PRAW', '[PRAW, SOC'));
    return path;
}

test('what nobody agreed to is offered, what was agreed to waits too', async t => {
    const daemon = await Daemon.start();
    t.after(() => daemon.stop());
    assert.deepEqual(steps(await issue(daemon, {need: 'debts'})), ['PRAW:waiting', 'SOC:offer']);
    assert.deepEqual(steps(await issue(daemon, {need: 'debts', agreed: 2})),
        ['PRAW:waiting', 'SOC:waiting']);
    assert.deepEqual(steps(await issue(daemon, {need: 'debts', agreed: 1})),
        ['PRAW:waiting', 'SOC:offer'], 'the first is certain anyhow');
});

test('whoever is free first takes a visitor of two services, on one number', async t => {
    const daemon = await Daemon.start();
    t.after(() => daemon.stop());
    const ticket = await issue(daemon, {need: 'debts', agreed: 2});
    const social = await daemon.login('socjalny1');
    await social.takeRoom(2);
    const called = await social.post('/rooms/2/next');
    assert.equal(called.body.ticket.number, ticket.number);
    assert.deepEqual(steps(called.body.ticket), ['PRAW:planned', 'SOC:called']);
    await social.post(`/tickets/${ticket.id}/start`);
    const finished = await social.post(`/tickets/${ticket.id}/finish`);
    assert.deepEqual(steps(finished.body.ticket), ['PRAW:waiting', 'SOC:done']);
});

test('a service that comes first holds the other back, across a restart', async t => {
    const daemon = await Daemon.start({office: orderedOffice()});
    t.after(() => daemon.stop());
    const ticket = await issue(daemon, {need: 'debts', agreed: 2});
    assert.deepEqual(steps(ticket), ['PRAW:waiting', 'SOC:planned']);
    await daemon.restart();
    const [social, lawyer] = [await daemon.login('socjalny1'), await daemon.login('prawnik1')];
    await social.takeRoom(2);
    await lawyer.takeRoom(3);
    assert.equal((await social.post('/rooms/2/next')).body.ticket, null);
    assert.equal((await lawyer.post('/rooms/3/next')).body.ticket.id, ticket.id);
    await lawyer.post(`/tickets/${ticket.id}/start`);
    const added = await issue(daemon, {need: null, service: 'PRAW'});
    const {body} = await social.post(`/tickets/${added.id}/steps`, {service: 'SOC'});
    assert.deepEqual(steps(body.ticket), ['PRAW:waiting', 'SOC:planned'], 'an added step too');
    await lawyer.post(`/tickets/${ticket.id}/finish`);
    assert.equal((await social.post('/rooms/2/next')).body.ticket.id, ticket.id);
});

test('a step of the other track is not moved by whom it is hidden from', async t => {
    const daemon = await Daemon.start();
    t.after(() => daemon.stop());
    const ticket = await issue(daemon, {need: 'money', agreed: 2});
    const [social, both] = [await daemon.login('socjalny1'), await daemon.login('koordynator1')];
    const order = (staff, positions) => staff.post(`/tickets/${ticket.id}/order`, {positions});
    assert.equal((await order(social, [1, 0])).status, 403);
    assert.equal((await order(social, [0, 1])).status, 200, 'nothing is moved');
    const moved = await order(both, [1, 0]);
    assert.deepEqual(steps(moved.body.ticket), ['SOC:waiting', 'SWI:planned']);
});

test('the steps to come are served in the order that staff put them in', async t => {
    const daemon = await Daemon.start();
    t.after(() => daemon.stop());
    const ticket = await issue(daemon, {need: 'debts', agreed: 2});
    const [social, lawyer] = [await daemon.login('socjalny1'), await daemon.login('prawnik1')];
    await social.takeRoom(2);
    await lawyer.takeRoom(3);
    const order = positions => social.post(`/tickets/${ticket.id}/order`, {positions});
    const {status, body} = await order([1, 0]);
    assert.equal(status, 200);
    assert.deepEqual(steps(body.ticket), ['SOC:waiting', 'PRAW:planned']);
    assert.deepEqual(body.ticket.steps.map(step => step.after), [[], [0]]);
    assert.deepEqual(body.ticket.steps.map(step => step.id),
        ticket.steps.map(step => step.id).reverse());
    await daemon.restart();
    assert.equal((await lawyer.post('/rooms/3/next')).body.ticket, null);
    assert.equal((await social.post('/rooms/2/next')).body.ticket.id, ticket.id);
    assert.equal((await order([0, 1])).body.field, 'positions'); // the first is no more to come
    assert.equal((await order([1])).status, 200);
    const strange = await lawyer.post(`/tickets/${ticket.id}/order`, {positions: [1]});
    assert.equal(strange.status, 403, 'in a room it is theirs who called');
    for (const positions of [undefined, [], [16], [-1], [1.5], ['1'], {0: 1}, Array(17).fill(1)]) {
        const refused = await order(positions);
        assert.equal(refused.status, 400, refused.text);
        assert.equal(refused.body.field, 'positions');
    }
    await social.post(`/tickets/${ticket.id}/start`);
    await social.post(`/tickets/${ticket.id}/finish`);
    assert.equal((await lawyer.post('/rooms/3/next')).body.ticket.id, ticket.id);
});

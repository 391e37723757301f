// limit: 300 s
// Every address of openapi.json as every role of docs/scopes.md: the table there is what is tested.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {bookAt, fiveMinutes, freeSlots} from '../support/booked.mjs';
import {openStream, root} from '../support/daemon.mjs';
import {House, namedIn, OFFERS, ROLES} from '../support/scopes.mjs';

const TABLE_HEAD = '| address |';

/* {address: {role: cell}} of the table in docs/scopes.md. */
function readTable() {
    const lines = readFileSync(join(root, 'docs/scopes.md'), 'utf8').split('\n');
    const start = lines.findIndex(line => line.startsWith(TABLE_HEAD));
    assert.ok(start > 0, 'docs/scopes.md has its table');
    const cells = line => line.split('|').slice(1, -1).map(cell => cell.trim());
    const [, ...roles] = cells(lines[start]);
    const rows = lines.slice(start + 2).filter(line => line.startsWith('|')).map(cells);
    assert.deepEqual(roles, Object.keys(ROLES), 'the table has every role');
    assert.equal(new Set(rows.map(([address]) => address)).size, rows.length, 'a row each');
    return Object.fromEntries(rows.map(([address, ...answers]) => {
        assert.equal(answers.length, roles.length, address);
        return [address.replaceAll('`', ''),
            Object.fromEntries(roles.map((role, i) => [role, answers[i]]))];
    }));
}

const table = readTable();
const document = JSON.parse(readFileSync(join(root, 'backend/api/openapi.json'), 'utf8'));
const METHODS = ['get', 'put', 'post', 'delete'];
const API = '/api/v1';

let house;

before(async () => {
    house = await House.open();
});

after(() => house.daemon.stop());

/*
 * How each address is asked: {own, other} give a request {method, path, body}, having made the
 * situation. `own`: the best case of this role; `other`: what is of another track or not theirs,
 * left out where there is no such thing. `refused` is the answer to `other` when it is not 403,
 * `names` whether a whole answer tells of both tracks, `lists` the keys of what the house gives,
 * `isPublic` that no service is named whoever asks.
 */
const ADDRESSES = {};
const address = (key, how) => {
    const [method, path] = key.split(' ');
    assert.equal(ADDRESSES[key], undefined, `${key} is said once`);
    const send = make => make && (async role => {
        const {path: actual, ...more} = await make(role);
        return {method, path: actual ?? path, ...more};
    });
    ADDRESSES[key] = {...how, own: send(how.own), other: send(how.other)};
};
const role = name => ROLES[name];
const isServing = name => name.startsWith('call/');

address(`POST ${API}/tickets`, {own: async name => ({path: '/tickets', body: {
    service: name === 'kiosk' ? 'SWI' : 'SOC', language: 'pl', priority: false,
    interpreter: null}})});
address(`GET ${API}/tickets`, {names: true, own: async () =>
    ({path: `/tickets?number=${(await house.visitor()).number}`})});
address(`GET ${API}/tickets/{id}`, {names: true, own: async () =>
    ({path: `/tickets/${(await house.visitor()).id}`})});

/* Somebody whom both tracks have called; the first is done with them. */
async function calledByBoth(first, second) {
    const {id} = await house.visitor();
    await house.call(first);
    await house.ok(house.staff[first].post(`/tickets/${id}/start`));
    await house.ok(house.staff[first].post(`/tickets/${id}/finish`, {outcome: 'documents'}));
    await house.call(second);
    return id;
}

address(`GET ${API}/tickets/{id}/calls`, {names: true, own: async () =>
    ({path: `/tickets/${await calledByBoth('call/social', 'call/benefits')}/calls`})});
const waitingOnlyFor = service => house.issue({service});
address(`GET ${API}/tickets/{id}/paper`, {isPublic: true,
    own: async () => ({path: `/tickets/${(await house.visitor()).id}/paper`}),
    other: async name => ({path: `/tickets/${(await waitingOnlyFor(role(name).other)).id}/paper`}),
});

/* Whom the role has called, and whom somebody else has. */
async function called(name, {isTheirs, isServed}) {
    const {id} = await house.visitor();
    const caller = isTheirs && isServing(name) ? name : undefined;
    await house.call(caller);
    if (isServed) {
        await house.ok((caller ? house.staff[caller] : house.setup).post(`/tickets/${id}/start`));
    }
    return id;
}

for (const [action, isServed, body] of [['recall'], ['start'], ['no-show'], ['finish', true],
    ['park', true], ['transfer', true]]) {
    const request = isTheirs => async name => ({
        path: `/tickets/${await called(name, {isTheirs, isServed})}/${action}`,
        body: action === 'transfer' ? {service: role(name).other, return: true} : body,
    });
    address(`POST ${API}/tickets/{id}/${action}`, {own: request(true), other: request(false)});
}

/* Somebody with a step of the role's own too, set aside by that role or by one of another track. */
async function parked(name, isOwn) {
    const {id} = await house.visitor();
    const foreign = role(name).other === 'SOC' ? 'call/social' : 'call/benefits';
    const caller = isOwn && isServing(name) ? name : foreign;
    await house.call(caller);
    await house.ok(house.staff[caller].post(`/tickets/${id}/park`));
    return id;
}

const resuming = isOwn => async name =>
    ({path: `/tickets/${await parked(name, isOwn)}/resume`});
address(`POST ${API}/tickets/{id}/resume`, {own: resuming(true), other: resuming(false)});
for (const [action, body] of [['cancel', {}], ['steps', {service: 'PSY'}]]) {
    const request = make => async name =>
        ({body, path: `/tickets/${(await make(name)).id}/${action}`});
    address(`POST ${API}/tickets/{id}/${action}`, {
        own: request(name => (name === 'desk' ? waitingOnlyFor('SOC') : house.visitor())),
        other: request(name => waitingOnlyFor(role(name).other)),
    });
}

/* A step that is offered to somebody who waits, for a service of the role's own or not. */
async function offered(name, isOwn) {
    const {need, service} = OFFERS[role(name)[isOwn ? 'own' : 'other']];
    const {id, steps} = await house.issue({need});
    return {id, step: steps.find(step => step.offer && step.service === service).id};
}

for (const action of ['agree', 'drop']) {
    const request = isOwn => async name => {
        const {id, step} = await offered(name, isOwn);
        return {path: `/tickets/${id}/${action}`, body: {step}};
    };
    address(`POST ${API}/tickets/{id}/${action}`, {own: request(true), other: request(false)});
}

const ordered = async ({id}) => ({path: `/tickets/${id}/order`,
    body: {positions: (await house.look(id)).steps.map(({position}) => position)}});
address(`POST ${API}/tickets/{id}/order`, {
    own: async name => ordered(name === 'desk' ? await waitingOnlyFor('SOC')
        : await house.visitor()),
    other: async name => ordered(await waitingOnlyFor(role(name).other)),
});

const theirRoom = name => role(name).room ?? 1;
const inRoom = (action, isTheirs) => async name => {
    const {id} = await house.visitor();
    const room = isTheirs ? theirRoom(name) : theirRoom(name) % 6 + 1;
    return {path: `/rooms/${room}/${action}`,
        body: action === 'call' ? {ticket: id, reason: 'urgent'} : {}};
};
for (const [key, refused] of [['POST next', 409], ['POST call'], ['GET queue']]) {
    const [method, action] = key.split(' ');
    address(`${method} ${API}/rooms/{id}/${action}`, {refused,
        own: inRoom(action, true), other: inRoom(action, false)});
}

/* Somebody has just been called by the role, or given up at the desk; or by another. */
const undoing = isTheirs => async name => {
    const {id} = await house.visitor();
    if (name === 'desk') {
        const staff = isTheirs ? house.staff.desk : house.setup;
        await house.ok(staff.post(`/tickets/${id}/cancel`));
    } else {
        await house.call(isTheirs && isServing(name) ? name : undefined);
    }
    return {path: '/undo'};
};
address(`POST ${API}/undo`, {refused: 409, own: undoing(true), other: undoing(false)});
address(`GET ${API}/calls`, {names: true, own: async () => {
    await waitingOnlyFor('SWI');
    await house.call('call/benefits');
    await waitingOnlyFor('SOC');
    await house.call('call/social');
    return {path: '/calls'};
}});
/* Booked for this very time. */
const booked = service => bookAt(house.daemon, service, fiveMinutes(Date.now()));
address(`GET ${API}/slots`, {own: async () => ({path: '/slots?service=SOC'})});
address(`GET ${API}/appointments?day=`, {names: true, own: async () => {
    const {day} = await house.visitor();
    await booked('SWI');
    await booked('SOC');
    return {path: `/appointments?day=${day}`};
}});
address(`GET ${API}/appointments?code=`, {own: async name =>
    ({path: `/appointments?code=${(await booked(role(name).other)).code}`})});
address(`POST ${API}/appointments`, {own: async name => {
    const service = role(name).other;
    const [{starts_ms}] = await freeSlots(house.daemon, service);
    return {path: '/appointments', body: {service, starts_ms}};
}});
address(`POST ${API}/appointments/check-in`, {own: async name =>
    ({path: '/appointments/check-in', body: {code: (await booked(role(name).other)).code}})});
address(`POST ${API}/appointments/{id}/cancel`, {
    own: async name => ({path: `/appointments/${
        (await booked(role(name)[name === 'desk' ? 'other' : 'own'])).id}/cancel`}),
    other: async name => ({path: `/appointments/${(await booked(role(name).other)).id}/cancel`}),
});

address(`POST ${API}/day/close`, {own: async () => ({path: '/day/close'})});
address(`GET ${API}/rules`, {own: async () => ({path: '/rules'})});
address(`PUT ${API}/rules`, {own: async () => ({path: '/rules', body: {recalls: 2}})});
address(`POST ${API}/leases`, {own: async () => {
    const {day} = await house.visitor();
    return {path: '/leases', body: {series: 'A', day, count: 1}};
}});
address(`POST ${API}/alerts`, {own: async () => ({path: '/alerts', body: {kind: 'staff'}})});
address(`POST ${API}/alerts/{id}/ack`, {own: async () => {
    const {alert} = await house.ok(house.setup.post('/emergency'));
    return {path: `/alerts/${alert.id}/ack`};
}});
address(`POST ${API}/emergency`, {own: async () => ({path: '/emergency'})});

/* The lobby with somebody of each track who waits, is set aside, and is with this role. */
async function fullLobby(name) {
    for (const service of ['SWI', 'SOC', 'INFO']) {
        const {id} = await waitingOnlyFor(service);
        await house.call();
        await house.ok(house.setup.post(`/tickets/${id}/park`));
    }
    await house.visitor();
    if (isServing(name)) {
        await house.call(name);
    }
    await house.visitor();
}

for (const view of ['board', 'console', 'kiosk']) {
    address(`GET ${API}/state?view=${view}`, {lists: ['services', 'colleagues'],
        isPublic: view !== 'console',
        own: async name => {
            await fullLobby(name);
            return {path: `/state?view=${view}`};
        }});
    address(`GET ${API}/events?view=${view}`, {isStream: true, isPublic: true,
        own: async () => ({path: `/events?view=${view}`})});
}

address(`POST ${API}/session`, {own: async name => ({path: '/session', body: {
    login: role(name).login ?? 'nikt1', password: 'okienko-demo'}})});
address(`GET ${API}/session`, {own: async () => ({path: '/session'})});
address(`DELETE ${API}/session`, {isLast: true, own: async () => ({path: '/session'})});
address(`PUT ${API}/session/room`, {own: async name =>
    ({path: '/session/room', body: {room: theirRoom(name)}})});
address(`PUT ${API}/session/break`, {own: async () =>
    ({path: '/session/break', body: {on: false}})});
address(`PUT ${API}/session/presence`, {own: async () => ({path: '/session/presence'})});
address(`GET ${API}/stats/mine`, {own: async () => ({path: '/stats/mine'})});
address(`GET ${API}/stats/today`, {names: true, own: async () => {
    await house.visitor();
    return {path: '/stats/today'};
}});
address(`GET ${API}/voice`, {own: async () => ({path: '/voice'})});
for (const path of ['/catalog', '/openapi.json']) {
    address(`GET ${API}${path}`, {own: async () => ({path})});
}
for (const path of ['/healthz', '/metrics', '/']) {
    address(`GET ${path}`, {own: async () => ({path})});
}

/* Only a visitor has the token of a ticket; everybody else can but guess. */
async function tokenFor(name) {
    if (name !== 'visitor') {
        return '0'.repeat(32);
    }
    const {id} = await house.visitor();
    return house.daemon.sql(`SELECT token FROM ticket WHERE id = ${id}`)[0].token;
}

address('GET /v/{token}', {isPublic: true,
    own: async name => ({path: `/v/${await tokenFor(name)}`})});
for (const action of ['pause', 'resume', 'cancel']) {
    address(`POST /v/{token}/${action}`, {own: async name =>
        ({path: `/v/${await tokenFor(name)}/${action}?seen=1`})});
}

test('the table, openapi.json and this test have the same addresses', () => {
    const described = Object.entries(document.paths).flatMap(([path, item]) =>
        METHODS.filter(method => item[method]).map(method => `${method.toUpperCase()} ${path}`));
    const bare = keys => [...new Set(keys.map(key => key.split('?')[0]))].sort();
    const without = (all, some) => all.filter(key => !some.includes(key));
    const rows = bare(Object.keys(table));
    assert.deepEqual(without(described, rows), [], 'a row of docs/scopes.md is missing');
    assert.deepEqual(without(rows, described), [], 'openapi.json does not have it');
    assert.deepEqual(Object.keys(ADDRESSES).sort(), Object.keys(table).sort());
});

/* What a stream of events is answered with, and what it tells while visitors come and go. */
async function listen(name, {path, token}) {
    const stream = openStream({port: house.daemon.port, path: API + path,
        headers: house.headers(name, token)});
    await stream.opened;
    if (stream.status === 200) {
        const {number} = await house.visitor();
        await house.call();
        await stream.waitFor('the call', ({event, json}) =>
            event === 'ticket.called' && json.number === number);
    }
    stream.close();
    return {status: stream.status, type: stream.headers['content-type'], text: '',
        body: stream.events.map(({json}) => json)};
}

async function ask(name, how, kind) {
    await house.clear();
    const request = await how[kind](name);
    return how.isStream ? listen(name, request) : house.send(name, request);
}

const problem = answer => `${answer.status} ${answer.text.slice(0, 300)}`;

async function check(name, key, cell) {
    const how = ADDRESSES[key];
    const [status, scope] = cell.split(' ');
    const answer = await ask(name, how, 'own');
    assert.equal(answer.status, Number(status), problem(answer));
    if (answer.status >= 400) {
        assert.match(answer.type, status === '404' ? /html|problem/ : /problem\+json/);
        return;
    }
    const named = namedIn(answer, how.lists);
    if (scope) {
        const foreign = role(name).foreign.map(({code}) => code);
        assert.deepEqual(named.filter(code => foreign.includes(code)), [], answer.text);
    } else if (how.names) {
        assert.ok(named.includes('SWI') && named.includes('SOC'), `whole: ${named}`);
    }
    if (how.isPublic) {
        assert.deepEqual(named, [], 'what a board may show names no service');
    }
    if (scope && scope !== 'cut') {
        const refusal = await ask(name, how, 'other');
        assert.equal(refusal.status, how.refused ?? 403, `of another: ${problem(refusal)}`);
        assert.match(refusal.type, /problem\+json/);
    }
}

for (const [key, row] of Object.entries(table)) {
    test(`${key} answers everybody as the table says`, async () => {
        assert.ok(ADDRESSES[key], `${key}: say how it is asked`);
        const wrong = [];
        for (const [name, cell] of Object.entries(row)) {
            try {
                await check(name, key, cell);
            } catch (error) {
                wrong.push(`${name}: ${error.message}`);
            }
            if (ADDRESSES[key].isLast && ROLES[name].login) {
                house.staff[name] = await house.daemon.login(ROLES[name].login);
                await house.staff[name].takeRoom(ROLES[name].room);
            }
        }
        assert.deepEqual(wrong, []);
    });
}

const steps = ticket => ticket.steps.map(step =>
    `${step.service ?? 'hidden'} ${step.offer ? 'offer' : step.state}`);

for (const [name, other, need] of [['call/benefits', 'call/social', 'money'],
    ['call/social', 'call/benefits', 'losing_home']]) {
    const {own, other: theirs} = ROLES[name];
    const post = (who, id, action, body) =>
        house.ok(house.staff[who].post(`/tickets/${id}/${action}`, body));

    test(`${name}: an offer of the other track can be made, and is hidden once agreed to`,
        async () => {
            await house.clear();
            const {id} = await house.issue({need});
            assert.ok(!namedIn(await house.staff[name].get(`/tickets/${id}`)).includes(theirs),
                'not while the visitor waits');
            assert.equal((await house.call(name)).id, id);
            const {ticket} = await post(name, id, 'start');
            const offer = ticket.steps.find(step => step.service === theirs);
            assert.ok(offer.offer && !offer.hidden);
            assert.ok(!namedIn(await house.staff['call/neither'].get(`/tickets/${id}`))
                .includes(theirs), 'not to others');
            const agreed = await post(name, id, 'agree', {step: offer.id});
            assert.deepEqual(agreed.ticket.steps.find(step => step.id === offer.id),
                {...offer, hidden: true, service: null, offer: false});
            const finished = await post(name, id, 'finish', {outcome: 'settled'});
            assert.ok(!namedIn({body: finished}).includes(theirs));
            assert.equal(finished.ticket.state, 'waiting');
            assert.equal((await house.call(other)).id, id);
        });

    test(`${name}: a transfer to the other track carries the number and nothing more`, async () => {
        await house.clear();
        const {id, number} = await house.issue({service: own});
        await house.call(name);
        await post(name, id, 'start');
        const sent = await post(name, id, 'transfer', {service: theirs, return: true});
        assert.deepEqual(steps(sent.ticket), [`${own} done`, 'hidden waiting', `${own} planned`]);
        const received = await house.call(other);
        assert.deepEqual([received.id, received.number], [id, number]);
        assert.deepEqual(steps(received), ['hidden done', `${theirs} called`, 'hidden planned']);
        assert.deepEqual(received.steps[2].only_staff, null, 'nor to whom they go back');
        await post(other, id, 'start');
        const back = await post(other, id, 'finish', {outcome: 'documents'});
        assert.deepEqual(steps(back.ticket), ['hidden done', `${theirs} done`, 'hidden waiting']);
        const again = await house.call(name);
        assert.deepEqual(steps(again), [`${own} done`, 'hidden done', `${own} called`]);
        for (const path of [`/tickets/${id}`, `/tickets/${id}/calls`, '/state?view=console']) {
            const answer = await house.staff[name].get(path);
            assert.doesNotMatch(answer.text, /documents|settled/, 'how it ended is not told');
            assert.deepEqual(namedIn(answer, ['services', 'colleagues', 'queues'])
                .filter(code => code !== own), [], path);
        }
    });
}

test('a desk of no track lists who is set aside by number, and may bring them back', async () => {
    await house.clear();
    const {id, number} = await house.issue({service: 'SWI'});
    await house.call('call/benefits');
    await house.ok(house.staff['call/benefits'].post(`/tickets/${id}/park`));
    const desk = house.staff.desk;
    const [row] = (await house.ok(desk.get('/state?view=console'))).parked;
    assert.deepEqual({...row, since_ms: 0}, {ticket: id, number, service: null, since_ms: 0});
    assert.equal((await house.ok(desk.post(`/tickets/${id}/resume`))).ticket.state, 'waiting');
    const social = await house.ok(house.staff['call/social'].get('/state?view=console'));
    assert.deepEqual(social.parked, []);
});

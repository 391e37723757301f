// The OpenAPI document: names exactly the addresses there are, and every answer of a whole visit
// is as it says.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fiveMinutes} from '../support/booked.mjs';
import {Daemon, newKey, openStream, root} from '../support/daemon.mjs';
import {Schemas} from './openapi_schema.mjs';

const METHODS = ['get', 'put', 'post', 'delete'];

let daemon;
let document;
let schemas;

before(async () => {
    daemon = await Daemon.start();
    const answer = await daemon.get('/api/v1/openapi.json');
    assert.equal(answer.status, 200);
    assert.match(answer.type, /^application\/json/);
    document = answer.body;
    schemas = new Schemas(document);
});

after(() => daemon.stop());

const operations = () => Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter(method => item[method]).map(method =>
        ({method: method.toUpperCase(), path, operation: item[method]})));

/* The answer is one the document tells of, in status, type and contents. */
function holds(method, path, answer) {
    const operation = document.paths[path]?.[method.toLowerCase()];
    assert.ok(operation, `${method} ${path} is described`);
    const told = operation.responses[answer.status];
    assert.ok(told, `${method} ${path} may answer ${answer.status}: ${answer.text}`);
    if (!told.content) {
        assert.equal(answer.text, '', `${method} ${path} ${answer.status} has no body`);
        return answer;
    }
    const type = answer.type.split(';')[0];
    assert.ok(told.content[type], `${method} ${path} ${answer.status} may be ${type}`);
    if (answer.body !== undefined) {
        assert.deepEqual(schemas.faults(told.content[type].schema, answer.body), [],
            `${method} ${path} ${answer.status}`);
    }
    return answer;
}

test('the document is OpenAPI 3.1 and every reference in it leads somewhere', () => {
    assert.match(document.openapi, /^3\.1\./);
    const walk = node => {
        if (node && typeof node === 'object') {
            if (typeof node.$ref === 'string') {
                schemas.resolve(node.$ref);
            }
            Object.values(node).forEach(walk);
        }
    };
    walk(document);
    const ids = operations().map(({operation}) => operation.operationId);
    assert.equal(new Set(ids).size, ids.length, 'operation ids are unique');
});

test('names exactly the addresses of routes.c', () => {
    const source = readFileSync(join(root, 'backend/api/routes.c'), 'utf8');
    const served = [...source.matchAll(/\{METHOD_(\w+), (API )?"([^"]+)"/g)]
        .map(([, method, isApi, path]) => `${method} ${isApi ? '/api/v1' : ''}${path}`);
    assert.ok(served.length > 20, 'routes.c could be read');
    const described = operations().map(({method, path}) => `${method} ${path}`);
    assert.deepEqual(described.sort(), served.sort());
});

test('every address that is described is there', async () => {
    for (const {method, path} of operations()) {
        if (path === '/api/v1/events') {
            continue; // has its own test: it does not end
        }
        const real = path.replace('{id}', '1').replace('{token}', '0'.repeat(32));
        const answer = await daemon.send(method, real);
        assert.notEqual(answer.status, 405, `${method} ${path}`);
        assert.ok(answer.status !== 404 || path.startsWith('/v/{token}'), `${method} ${path}`);
        holds(method, path, answer);
    }
});

test('every example is what its own schema asks for', () => {
    const check = (content, where) => Object.entries(content ?? {}).forEach(([type, media]) => {
        const examples = [media.example, ...Object.values(media.examples ?? {})
            .map(example => example.value)].filter(example => example !== undefined);
        examples.forEach(example => assert.deepEqual(schemas.faults(media.schema, example), [],
            `${where} ${type}`));
    });
    for (const {method, path, operation} of operations()) {
        check(operation.requestBody?.content, `${method} ${path} request`);
        Object.entries(operation.responses).forEach(([status, answer]) =>
            check(answer.content, `${method} ${path} ${status}`));
    }
});

test('the validator sees what is wrong', () => {
    const faulty = [
        {type: 'urn:okienko:problem:else', title: 't', status: 400, detail: 'd'},
        {type: 'urn:okienko:problem:csrf', title: 't', status: '403', detail: 'd'},
        {type: 'urn:okienko:problem:csrf', title: 't', status: 403},
        {type: 'urn:okienko:problem:csrf', title: 't', status: 403, detail: 'd', name: 'x'},
    ];
    const schema = {$ref: '#/components/schemas/Problem'};
    faulty.forEach(value => assert.equal(schemas.faults(schema, value).length, 1));
    assert.throws(() => schemas.faults({colour: 'red'}, 1), /does not know/);
});

test('a whole visit answers as described', async () => {
    const api = path => `/api/v1${path}`;
    const login = await daemon.send('POST', '/session',
        {body: {login: 'koordynator1', password: 'okienko-demo'}});
    holds('POST', api('/session'), login);
    const staff = await daemon.login('koordynator1');
    holds('GET', api('/session'), await staff.get('/session'));
    holds('GET', api('/state'), await staff.get('/state?view=console'));
    const state = (await staff.get('/state?view=console')).body;
    const {id: room} = state.rooms.find(candidate => candidate.staff === null);
    holds('PUT', api('/session/room'), await staff.takeRoom(room));

    holds('GET', api('/catalog'), await daemon.get('/catalog'));
    holds('GET', api('/catalog'), await daemon.get('/catalog?lang=uk'));
    holds('GET', api('/catalog'), await daemon.get('/catalog?lang=de'));
    const issued = holds('POST', api('/tickets'), await daemon.issue({interpreter: 'uk'}));
    assert.equal(issued.status, 201);
    const {id} = issued.body.ticket;
    holds('GET', api('/tickets/{id}'), await daemon.get(`/tickets/${id}`, {token: true}));
    holds('GET', api('/state'), await daemon.get('/state?view=kiosk', {token: true}));
    const act = async (name, body) => {
        const answer = await staff.post(`/tickets/${id}/${name}`, body);
        assert.equal(answer.status, 200, answer.text);
        return holds('POST', api(`/tickets/{id}/${name}`), answer);
    };
    const [{id: lawyer}] = daemon.sql("SELECT id FROM staff WHERE login = 'prawnik1'");
    const next = async () => {
        const answer = holds('POST', api('/rooms/{id}/next'),
            await staff.post(`/rooms/${room}/next`));
        assert.equal(answer.body.ticket?.id, id);
    };
    await next();
    holds('GET', api('/state'), await daemon.get('/state?view=board'));
    holds('GET', api('/state'), await daemon.get(`/state?view=board&room=${room}`));
    holds('GET', api('/state'), await daemon.get('/state?view=board&room=4711'));
    await act('recall');
    await act('no-show');
    holds('GET', api('/state'), await staff.get('/state?view=console'));
    await act('resume');
    await next();
    await act('start');
    holds('GET', api('/state'), await staff.get('/state?view=console'));
    await act('park');
    await act('resume');
    await next();
    await act('start');
    await act('transfer', {service: 'INFO'});
    const {body: added} = await act('steps', {service: 'PRAW', staff: lawyer});
    await act('drop', {step: added.ticket.steps.at(-1).id});
    await next();
    await act('start');
    await act('finish', {outcome: 'settled'});
    holds('POST', api('/tickets/{id}/cancel'), await staff.post(`/tickets/${id}/cancel`));
    const calls = holds('GET', api('/tickets/{id}/calls'), await staff.get(`/tickets/${id}/calls`));
    assert.equal(calls.body.calls.length, 4);
    const other = await daemon.issue();
    holds('POST', api('/tickets/{id}/cancel'), await daemon.send('POST',
        `/tickets/${other.body.ticket.id}/cancel`, {token: true, key: newKey(), body: {}}));
    const nobody = holds('POST', api('/rooms/{id}/next'), await staff.post(`/rooms/${room}/next`));
    assert.deepEqual(nobody.body, {ticket: null, call: null});

    const desk = await daemon.login('recepcja1');
    for (const number of [issued.body.ticket.number, 'E99', '7']) {
        holds('GET', api('/tickets'), await desk.get(`/tickets?number=${number}`));
    }
    await daemon.send('POST', '/alerts', {token: true, key: newKey(), body: {kind: 'staff'}});
    const help = holds('POST', api('/emergency'), await staff.post('/emergency'));
    holds('GET', api('/state'), await desk.get('/state?view=console'));
    for (const alert of [help.body.alert.id, 99999]) {
        holds('POST', api('/alerts/{id}/ack'), await desk.post(`/alerts/${alert}/ack`));
    }
    holds('GET', api('/state'), await desk.get('/state?view=console'));

    const manager = await daemon.login('kierownik1');
    holds('GET', api('/stats/today'), await manager.get('/stats/today'));
    assert.ok(holds('GET', api('/calls'), await manager.get('/calls')).body.calls.length > 3);
    holds('GET', api('/calls'), await staff.get('/calls'));
    holds('GET', api('/rules'), await staff.get('/rules'));
    holds('PUT', api('/rules'), await manager.send('PUT', '/rules', {body: {recalls: 3}}));
    holds('PUT', api('/rules'), await manager.send('PUT', '/rules', {body: {recalls: 10}}));
    for (const on of [true, false]) {
        holds('PUT', api('/session/break'), await staff.send('PUT', '/session/break',
            {body: {on}}));
        holds('POST', api('/rooms/{id}/next'), await staff.post(`/rooms/${room}/next`));
    }
    holds('PUT', api('/session/break'), await manager.send('PUT', '/session/break',
        {body: {on: true}}));
    await daemon.issue();
    holds('POST', api('/day/close'), await manager.post('/day/close'));
    holds('GET', '/v/{token}', await daemon.get(`/v/${issued.body.ticket.token}`));
    const phone = `/v/${other.body.ticket.token}`;
    for (const name of ['pause', 'resume', 'cancel', 'pause', 'cancel', 'resume']) {
        holds('POST', `/v/{token}/${name}`, await daemon.send('POST', `${phone}/${name}?seen=1`));
    }
    holds('POST', '/v/{token}/cancel', await daemon.send('POST',
        `/v/${issued.body.ticket.token}/cancel`));
    holds('DELETE', api('/session'), await staff.send('DELETE', '/session'));
});

test('what the explanation tells of a rival and of those who came earlier is described',
    async () => {
        const staff = await daemon.login('socjalny1');
        const desk = await daemon.login('recepcja1');
        const {id: room} = (await staff.get('/state?view=console')).body.rooms
            .find(candidate => candidate.staff === null);
        await staff.takeRoom(room);
        const asDesk = service => desk.post('/tickets',
            {service, language: 'pl', priority: false, interpreter: null});
        await asDesk('PSY'); // no skill of theirs
        await asDesk('SOC');
        await asDesk('KOORD'); // a backup skill
        const {body} = holds('POST', '/api/v1/rooms/{id}/next',
            await staff.post(`/rooms/${room}/next`));
        assert.equal(body.call.explanation.older[0].reason, 'no_skill');
        assert.equal(body.call.explanation.runner_up.backup_ms, 30 * 60_000);
        const {id, steps: [{id: step}]} = body.ticket;
        for (const [name, request] of [['agree', {step}], ['drop', {step}], ['drop', {step: 99999}],
            ['transfer', {service: 'PSY', staff: body.call.staff}], ['steps', {service: 'GOLD'}]]) {
            const answer = holds('POST', `/api/v1/tickets/{id}/${name}`,
                await staff.post(`/tickets/${id}/${name}`, request));
            assert.ok(answer.status >= 400, `${name}: ${answer.text}`);
        }
        assert.equal((await staff.post(`/tickets/${id}/cancel`)).status, 200);
    });

test('whom next would bring and a chosen call are described', async () => {
    const staff = await daemon.login('socjalny2');
    const {id: room} = (await staff.get('/state?view=console')).body.rooms
        .find(candidate => candidate.staff === null);
    const queue = async () => holds('GET', '/api/v1/rooms/{id}/queue',
        await staff.get(`/rooms/${room}/queue`));
    const call = async (ticket, reason) => holds('POST', '/api/v1/rooms/{id}/call',
        await staff.post(`/rooms/${room}/call`, {ticket, reason}));
    await queue();
    await staff.takeRoom(room);
    const {waiting: others} = (await queue()).body;
    const {id} = (await daemon.issue()).body.ticket;
    await daemon.issue({interpreter: 'uk', priority: true});
    assert.equal((await queue()).body.waiting.length, others.length + 2);
    for (const [positions, status] of [[[0], 200], [[], 400], [[0, 1], 409], ['0', 400]]) {
        const ordered = holds('POST', '/api/v1/tickets/{id}/order',
            await staff.post(`/tickets/${id}/order`, {positions}));
        assert.equal(ordered.status, status, ordered.text);
    }
    for (const [ticket, reason] of [[4711, 'urgent'], [id, 'because'], [id, 'urgent'],
        [id, 'urgent']]) {
        await call(ticket, reason);
    }
    for (const status of [200, 409]) {
        holds('GET', '/api/v1/state', await staff.get('/state?view=console'));
        const undone = holds('POST', '/api/v1/undo', await staff.post('/undo'));
        assert.equal(undone.status, status);
    }
    assert.equal((await staff.post(`/tickets/${id}/cancel`)).status, 200);
    await call(id, 'urgent');
});

test('booked times answer as described', async () => {
    const api = path => `/api/v1${path}`;
    const asKiosk = (method, path, body) => daemon.send(method, path,
        {token: true, key: newKey(), body});
    const [slot] = holds('GET', api('/slots'),
        await asKiosk('GET', '/slots?service=PSY')).body.slots;
    const wish = {service: 'PSY', starts_ms: slot.starts_ms};
    const booked = holds('POST', api('/appointments'),
        await asKiosk('POST', '/appointments', wish));
    assert.equal(booked.status, 201);
    const {id, code} = booked.body.appointment;
    assert.equal(holds('POST', api('/appointments'),
        await asKiosk('POST', '/appointments', wish)).status, 409);
    holds('GET', api('/appointments'), await asKiosk('GET', `/appointments?code=${code}`));
    const desk = await daemon.login('recepcja1');
    const day = Number(new Date(slot.starts_ms + 2 * 3600_000).toISOString().slice(0, 10)
        .replaceAll('-', ''));
    const {appointments} = holds('GET', api('/appointments'),
        await desk.get(`/appointments?day=${day}`)).body;
    assert.ok(appointments.some(appointment => appointment.id === id));
    const path = '/appointments/check-in';
    const move = ms => execFileSync('sqlite3', ['-cmd', '.timeout 5000',
        join(daemon.data, 'okienko.db'),
        `UPDATE appointment SET starts_ms = ${ms} WHERE id = ${id}`]);
    move(fiveMinutes(Date.now()));
    const here = holds('POST', api(path), await asKiosk('POST', path, {code, language: 'pl'}));
    assert.equal(here.status, 201, here.text);
    move(slot.starts_ms);
    assert.equal(holds('POST', api(path), await asKiosk('POST', path, {code})).status, 409);
    assert.equal(holds('POST', api(path), await asKiosk('POST', path, {code: '1'})).status, 404);
    const cancel = '/appointments/{id}/cancel';
    assert.equal(holds('POST', api(cancel),
        await desk.post(`/appointments/${id}/cancel`)).status, 409);
    const [next] = (await asKiosk('GET', '/slots?service=PSY')).body.slots;
    const other = await asKiosk('POST', '/appointments', {...wish, starts_ms: next.starts_ms});
    assert.equal(holds('POST', api(cancel),
        await desk.post(`/appointments/${other.body.appointment.id}/cancel`)).status, 200);
    const psychologist = await daemon.login('psycholog1');
    holds('GET', api('/state'), await psychologist.get('/state?view=console'));
});

test('events are as described, and the public ones hold nothing else', async () => {
    const told = {};
    const {cookie} = await daemon.login('koordynator1');
    for (const [view, headers] of [['console', {cookie}], ['board', {}],
        ['kiosk', {authorization: `Bearer ${daemon.token}`}]]) {
        const {epoch} = (await daemon.get('/state?view=board')).body;
        const stream = openStream({port: daemon.port, headers,
            path: `/api/v1/events?view=${view}&after=${epoch}-0`});
        await stream.waitFor('the last cancelled ticket', ({event, json}) =>
            event === 'ticket.cancelled' && json.number.startsWith('C'));
        assert.match(stream.headers['content-type'], /^text\/event-stream/);
        stream.close();
        told[view] = stream.events;
    }
    const fits = name => event => assert.deepEqual(
        schemas.faults({$ref: `#/components/schemas/${name}`}, event.json), [], event.event);
    const names = {'room.changed': 'RoomEvent', 'rules.changed': 'RulesEvent',
        'call.unanswered': 'UnansweredEvent', 'alert.raised': 'AlertEvent',
        'emergency.raised': 'EmergencyEvent', 'alert.acknowledged': 'AcknowledgedEvent',
        'appointment.changed': 'AppointmentEvent'};
    told.console.forEach(event => fits(names[event.event] ?? 'StaffEvent')(event));
    for (const kind of ['ticket.route', 'rules.changed', 'ticket.dismissed', 'room.changed',
        'alert.raised', 'emergency.raised', 'alert.acknowledged', 'ticket.undone',
        'appointment.changed']) {
        assert.ok(told.console.some(event => event.event === kind), kind);
    }
    for (const event of [...told.board, ...told.kiosk]) {
        fits('PublicEvent')(event);
        assert.doesNotMatch(event.event, /issued|room|route|rules|alert|emergency|appointment/);
    }
    assert.ok(told.board.length >= 5);
});

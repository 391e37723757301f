// What may be done to a ticket in each state, and that a refusal changes nothing.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {Daemon, newKey, openStream} from '../support/daemon.mjs';

const ROOM = 4;
const OTHER_ROOM = 5;
const ACTIONS = ['recall', 'start', 'finish', 'no-show', 'park', 'resume', 'transfer', 'cancel'];
const BODIES = {transfer: {service: 'JO'}}; // a main skill of koordynator1, as KOORD is

let daemon;
let staff;
let other;
let desk;

before(async () => {
    daemon = await Daemon.start();
    staff = await daemon.login('koordynator1');
    other = await daemon.login('socjalny1');
    desk = await daemon.login('recepcja1');
    assert.equal((await staff.takeRoom(ROOM)).status, 200);
    assert.equal((await other.takeRoom(OTHER_ROOM)).status, 200);
});

after(() => daemon.stop());

const change = sql => execFileSync('sqlite3',
    ['-cmd', '.timeout 5000', join(daemon.data, 'okienko.db'), sql]);

function refused(answer, status, slug) {
    assert.equal(answer.status, status, answer.text);
    assert.equal(answer.body.type, `urn:okienko:problem:${slug}`);
}

const act = (id, name, who = staff) =>
    who.post(`/tickets/${id}/${name}`, BODIES[name] ?? {});

async function done(id, name, who = staff) {
    const answer = await act(id, name, who);
    assert.equal(answer.status, 200, `${name}: ${answer.text}`);
    return answer.body;
}

const asKiosk = (id, name) => daemon.send('POST', `/tickets/${id}/${name}`,
    {token: true, key: newKey(), body: {}});

async function issued(body) {
    const answer = await daemon.issue(body);
    assert.equal(answer.status, 201, answer.text);
    return answer.body.ticket;
}

async function next(id, who = staff, room = ROOM) {
    const answer = await who.post(`/rooms/${room}/next`);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.ticket?.id, id);
    return answer.body;
}

async function stepsOf(id) {
    const {body} = await staff.get(`/tickets/${id}`);
    return body.ticket.steps.map(step => `${step.service}:${step.state}`);
}

/* How a ticket comes into each state, and what is allowed there. */
const STATES = {
    waiting: {ways: [], allowed: ['cancel']},
    called: {ways: ['next'],
        allowed: ['recall', 'start', 'no-show', 'park', 'transfer', 'cancel']},
    serving: {ways: ['next', 'start'], allowed: ['finish', 'park', 'transfer', 'cancel']},
    parked: {ways: ['next', 'no-show'], allowed: ['resume', 'cancel']},
    done: {ways: ['next', 'start', 'finish'], allowed: []},
    cancelled: {ways: ['cancel'], allowed: []},
};

async function bring(ways) {
    const {id} = await issued();
    for (const way of ways) {
        await (way === 'next' ? next(id) : done(id, way));
    }
    return id;
}

for (const [state, {ways, allowed}] of Object.entries(STATES)) {
    test(`a ticket that is ${state} refuses all but ${allowed.join(', ') || 'nothing'}`,
        async () => {
            const id = await bring(ways);
            for (const name of ACTIONS.filter(action => !allowed.includes(action))) {
                const earlier = daemon.fingerprint();
                refused(await act(id, name), 409, 'wrong-state');
                assert.equal(daemon.fingerprint(), earlier, `${name} changed nothing`);
            }
            if (allowed.length > 0) {
                await done(id, 'cancel');
            }
        });
    for (const name of allowed) {
        test(`a ticket that is ${state} takes ${name}`, async () => {
            const id = await bring(ways);
            const {ticket} = await done(id, name);
            if (!['done', 'cancelled'].includes(ticket.state)) {
                await done(id, 'cancel');
            }
        });
    }
}

test('what another has called is not mine to serve', async () => {
    const id = await bring(['next']);
    for (const name of ['recall', 'start', 'finish', 'no-show', 'park', 'transfer']) {
        const earlier = daemon.fingerprint();
        refused(await act(id, name, other), 403, 'forbidden');
        assert.equal(daemon.fingerprint(), earlier, `${name} changed nothing`);
    }
    await done(id, 'cancel');
});

test('a call carries its explanation, a recall its count', async () => {
    const first = await issued();
    const second = await issued();
    const {call} = await next(first.id);
    assert.equal(call.number, first.number);
    assert.equal(call.room.name, 'Pokój 4');
    const {explanation} = call;
    assert.equal(explanation.rule, 'effective-checkin');
    assert.equal(explanation.version, 1);
    assert.equal(explanation.base, 'checkin');
    assert.equal(explanation.effective_ms, first.checkin_ms);
    assert.equal(explanation.candidates, 2);
    assert.equal(explanation.runner_up.number, second.number);
    assert.equal(explanation.runner_up.lost_by_ms, second.checkin_ms - first.checkin_ms);
    assert.deepEqual(explanation.older, []);
    await done(first.id, 'recall');
    assert.equal((await done(first.id, 'recall')).call.recalls, 2);
    const board = (await daemon.get('/state?view=board')).body.calls;
    assert.deepEqual(Object.keys(board[0]).sort(),
        ['arrow', 'at_ms', 'number', 'recalls', 'room', 'room_id', 'state']);
    assert.equal(board[0].recalls, 2);
    await done(first.id, 'cancel');
    await done(second.id, 'cancel');
});

test('a transfer keeps number and place in the order', async () => {
    const first = await issued();
    const later = await issued();
    await next(first.id);
    await done(first.id, 'start');
    const {ticket, call} = await done(first.id, 'transfer');
    assert.equal(call, null);
    assert.equal(ticket.number, first.number);
    assert.deepEqual(await stepsOf(first.id), ['KOORD:done', 'JO:waiting']);
    await next(first.id); // before `later`, who came later
    await done(first.id, 'cancel');
    await done(later.id, 'cancel');
});

test('who helps out takes their own queue first', async () => {
    const first = await issued();
    const later = await issued();
    await next(first.id);
    // INFO is a backup skill of koordynator1: half an hour later, and `later` is not so late.
    assert.equal((await staff.post(`/tickets/${first.id}/transfer`, {service: 'INFO'})).status,
        200);
    const {call} = await next(later.id);
    assert.equal(call.explanation.runner_up.number, first.number);
    assert.equal(call.explanation.runner_up.backup_ms, 30 * 60_000);
    assert.deepEqual(call.explanation.older, [{number: first.number, reason: 'backup'}]);
    await done(later.id, 'cancel');
    await next(first.id);
    await done(first.id, 'cancel');
});

test('a transfer to what there is not changes nothing', async () => {
    const id = await bring(['next']);
    const earlier = daemon.fingerprint();
    refused(await staff.post(`/tickets/${id}/transfer`, {service: 'GOLD'}), 422, 'unknown-service');
    refused(await staff.post(`/tickets/${id}/transfer`, {}), 400, 'invalid-body');
    refused(await staff.post(`/tickets/${id}/finish`, {outcome: 'happy'}), 400, 'invalid-body');
    assert.equal(daemon.fingerprint(), earlier);
    await done(id, 'cancel');
});

test('a visit takes so many hand-overs and not one more', async () => {
    const id = await bring(['next']);
    for (let steps = 1; steps < 16; steps++) {
        await done(id, 'transfer');
        await next(id);
    }
    const earlier = daemon.fingerprint();
    refused(await act(id, 'transfer'), 409, 'wrong-state');
    assert.equal(daemon.fingerprint(), earlier);
    await done(id, 'cancel');
});

test('each outcome leads where it says', async () => {
    const ends = {
        settled: ['done', ['SOC:done', 'SWI:skipped']],
        documents: ['done', ['SOC:done', 'SWI:skipped']],
        left: ['left', ['SOC:left', 'SWI:skipped']],
        further: ['waiting', ['SOC:done', 'SWI:waiting']],
    };
    for (const [outcome, [state, steps]] of Object.entries(ends)) {
        const {id} = await issued({need: 'food'}); // SOC, then SWI
        await next(id, other, OTHER_ROOM);
        await done(id, 'start', other);
        const answer = await other.post(`/tickets/${id}/finish`, {outcome});
        assert.equal(answer.body.ticket.state, state, outcome);
        assert.deepEqual(await stepsOf(id), steps, outcome);
        if (state === 'waiting') {
            await done(id, 'cancel');
        }
    }
});

test('a parked place is kept and the desk may give it back', async () => {
    const first = await issued();
    const later = await issued();
    await next(first.id);
    await done(first.id, 'no-show');
    const parked = (await desk.get('/state?view=console')).body.parked;
    assert.deepEqual(parked.map(row => row.ticket), [first.id]);
    assert.ok(Math.abs(parked[0].since_ms - Date.now()) < 60_000);
    const {ticket} = await done(first.id, 'resume', desk);
    assert.equal(ticket.steps[0].room, null, 'called to no room until the next call');
    await next(first.id);
    assert.equal((await staff.get(`/tickets/${first.id}`)).body.ticket.steps[0].missed, 1);
    await done(first.id, 'cancel');
    await done(later.id, 'cancel');
});

test('a kiosk takes back what it has just issued, and nothing older', async () => {
    const young = await issued();
    assert.equal((await asKiosk(young.id, 'cancel')).status, 200);
    refused(await asKiosk(young.id, 'cancel'), 409, 'wrong-state');
    const old = await issued();
    change(`UPDATE ticket SET issued_ms = issued_ms - 121000 WHERE id = ${old.id}`);
    const earlier = daemon.fingerprint();
    refused(await asKiosk(old.id, 'cancel'), 403, 'forbidden');
    assert.equal(daemon.fingerprint(), earlier);
    await done(old.id, 'cancel', desk);
    const served = await bring(['next', 'start']);
    refused(await asKiosk(served, 'cancel'), 409, 'wrong-state');
    await done(served, 'finish');
});

test('one ticket is called in one room, however many press at once', async () => {
    const {id} = await issued(); // KOORD: both serve it
    const answers = await Promise.all([staff.post(`/rooms/${ROOM}/next`),
        other.post(`/rooms/${OTHER_ROOM}/next`)]);
    assert.deepEqual(answers.map(answer => answer.status), [200, 200]);
    const called = answers.filter(answer => answer.body.ticket?.id === id);
    assert.equal(called.length, 1);
    await done(id, 'cancel');
});

test('the catalogue is fetched once', async () => {
    const first = await daemon.get('/catalog');
    const {etag} = first.headers;
    assert.match(etag, /^"[0-9a-f]{64}"$/);
    const again = await daemon.get('/catalog', {headers: {'if-none-match': etag}});
    assert.equal(again.status, 304);
    assert.equal(again.text, '');
    assert.equal(again.headers.etag, etag);
    const head = await daemon.send('HEAD', '/catalog');
    assert.equal(head.status, 200);
    assert.equal(head.text, '');
    assert.equal(Number(head.headers['content-length']), Buffer.byteLength(first.text));
});

test('a browser gets the same catalogue packed, and keeps it as well', async () => {
    const plain = await daemon.get('/catalog');
    const packed = await fetch(`${daemon.url}/api/v1/catalog`);
    assert.equal(packed.headers.get('content-encoding'), 'gzip');
    assert.equal(packed.headers.get('vary'), 'Accept-Encoding');
    assert.ok(Number(packed.headers.get('content-length')) < plain.text.length / 2);
    assert.equal(await packed.text(), plain.text);
    const etag = packed.headers.get('etag');
    assert.equal(etag, `W/${plain.headers.etag}`);
    const again = await daemon.get('/catalog',
        {headers: {'accept-encoding': 'gzip', 'if-none-match': etag}});
    assert.equal(again.status, 304);
});

test('a page gets the names in one language and nothing else', async () => {
    const {body: whole} = await daemon.get('/catalog');
    const wholeBytes = (await fetch(`${daemon.url}/api/v1/catalog`)).headers.get('content-length');
    const etags = new Set();
    for (const lang of ['pl', 'uk', 'en', 'ru']) {
        const {body, headers} = await daemon.get(`/catalog?lang=${lang}`);
        const named = ({code, label}) => ({code, label: {[lang]: label[lang]}});
        const {name, phone} = whole.office;
        assert.deepEqual(body, {version: whole.version, office: {name, phone},
            services: whole.services.map(named), needs: whole.needs.map(named)});
        assert.deepEqual((await daemon.get(`/catalog?lang=${lang}&of=services`)).body,
            {...body, needs: []});
        const again = await daemon.get(`/catalog?lang=${lang}`,
            {headers: {'if-none-match': headers.etag}});
        assert.equal(again.status, 304);
        etags.add(headers.etag);
        const packed = await fetch(`${daemon.url}/api/v1/catalog?lang=${lang}`);
        assert.ok(Number(packed.headers.get('content-length')) < wholeBytes / 2, lang);
        assert.deepEqual(await packed.json(), body);
    }
    assert.equal(etags.size, 4);
    for (const lang of ['de', 'pl_easy', '', 'PL']) {
        assert.equal((await daemon.get(`/catalog?lang=${lang}`)).status, 400, lang);
    }
});

test('nothing but assets and the catalogue may be kept', async () => {
    for (const path of ['/healthz', '/metrics', '/', '/console', '/api/v1/state?view=board',
        '/api/v1/openapi.json', '/nothing/here', '/v/' + '0'.repeat(32)]) {
        assert.equal((await daemon.get(path)).headers['cache-control'], 'no-store', path);
    }
});

test('a HEAD on the event stream ends', async () => {
    const answer = await daemon.send('HEAD', '/events?view=board');
    assert.equal(answer.status, 200);
    assert.equal(answer.type, 'text/event-stream');
    assert.equal(answer.text, '');
    assert.equal((await daemon.get('/healthz')).status, 200);
});

test('the figures for machines are numbers with a name', async () => {
    const before_ = await daemon.get('/metrics');
    assert.match(before_.type, /^text\/plain; version=0\.0\.4/);
    const {id} = await issued();
    const {text} = await daemon.get('/metrics');
    const value = (page, name) => Number(new RegExp(`^okienko_${name} (\\d+)$`, 'm').exec(page)[1]);
    assert.equal(value(text, 'tickets_waiting'), value(before_.text, 'tickets_waiting') + 1);
    assert.ok(value(text, 'writer_jobs_total') > value(before_.text, 'writer_jobs_total'));
    assert.equal(value(text, 'writer_failed_groups_total'), 0);
    await done(id, 'cancel');
});

test('the phone page speaks the language of the kiosk and dies with the day', async () => {
    const words = {pl: 'Twój numer', uk: 'номер', en: 'number', ru: 'номер', pl_easy: 'numer'};
    for (const [language, word] of Object.entries(words)) {
        const {id, token, number} = await issued({language});
        const page = await daemon.get(`/v/${token}`);
        assert.equal(page.status, 200);
        assert.match(page.text, new RegExp(`<html lang="${language.slice(0, 2)}`), language);
        assert.ok(page.text.includes(number), language);
        assert.ok(page.text.includes(word), `${language}: ${page.text}`);
        assert.match(page.headers['content-security-policy'], /default-src 'self'/);
        assert.equal(page.headers['referrer-policy'], 'no-referrer');
        await next(id);
        assert.match((await daemon.get(`/v/${token}`)).text, /Pokój 4/);
        await done(id, 'cancel');
        change(`UPDATE ticket SET day = day - 1 WHERE id = ${id}`);
        const gone = await daemon.get(`/v/${token}`);
        assert.equal(gone.status, 404);
        assert.ok(!gone.text.includes(number));
    }
    for (const token of ['x', '0'.repeat(32), 'A'.repeat(32), '0'.repeat(3000)]) {
        assert.equal((await daemon.get(`/v/${token}`)).status, 404);
    }
});

test('a phone page names no service, no need and no priority', async () => {
    const {id, token} = await issued({need: 'hard_time', priority: true});
    const {text} = await daemon.get(`/v/${token}`);
    assert.doesNotMatch(text, /psycholog|PSY|hard_time|pierwszeństw/i);
    await done(id, 'cancel');
});

test('a long line of events the board may not see does not stop its stream', async () => {
    const {epoch, seq} = (await daemon.get('/state?view=board')).body;
    const ids = [];
    for (let i = 0; i < 60; i++) {
        ids.push((await issued()).id);
    }
    await daemon.restart(); // the ring is empty: all of it comes from the database
    const board = openStream({port: daemon.port,
        path: `/api/v1/events?view=board&after=${epoch}-${seq}`});
    await next(ids[0]);
    const event = await board.waitFor('the call', () => true);
    assert.equal(event.event, 'ticket.called');
    board.close();
    await Promise.all(ids.map(id => act(id, 'cancel')));
});

test('tickets of yesterday are closed at the next start', async () => {
    const waiting = await issued();
    const called = await bring([]);
    await next(waiting.id);
    await daemon.stop();
    change('UPDATE ticket SET day = day - 1');
    await daemon.launch();
    for (const id of [waiting.id, called]) {
        assert.equal((await staff.get(`/tickets/${id}`)).body.ticket.state, 'left');
    }
    assert.deepEqual((await daemon.get('/state?view=board')).body.calls, []);
    assert.equal((await staff.get('/state?view=console')).body.waiting_total, 0);
    assert.deepEqual((await staff.post(`/rooms/${ROOM}/next`)).body, {ticket: null, call: null});
});

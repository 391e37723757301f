// limit: 120 s
// The lobby's voice: what it says, to whom, and what it refuses to say.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {Daemon} from '../support/daemon.mjs';
import {hearWav} from '../support/wav.mjs';

let daemon;
let staff;
let called; /* the first number that was called, to room 4 */

before(async () => {
    daemon = await Daemon.start();
    staff = await daemon.login('koordynator1');
    await staff.takeRoom(4);
    await daemon.issue({language: 'uk', interpreter: 'uk', priority: true});
    called = await callNext();
});

after(() => daemon.stop());

async function callNext() {
    const answer = await staff.post('/rooms/4/next');
    assert.equal(answer.status, 200, answer.text);
    return answer.body.ticket;
}

/* As bytes, which the helper of the other tests does not keep. */
async function voice(query, headers = {}) {
    const answer = await fetch(`${daemon.url}/api/v1/voice${query}`, {headers});
    const bytes = Buffer.from(await answer.arrayBuffer());
    return {status: answer.status, headers: answer.headers, bytes,
        body: /json/.test(answer.headers.get('content-type')) ? JSON.parse(bytes) : undefined};
}

const ask = ({number, room = 4, ...more}) =>
    voice(`?${new URLSearchParams({number, room, ...more})}`);

test('a called number is said to everybody: chime and words, nothing cut', async () => {
    const answer = await ask({number: called.number});
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'audio/wav');
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    const {seconds, loudness, tail} = hearWav(answer.bytes);
    assert.ok(seconds > 2.5 && seconds < 8, `${seconds} s`);
    assert.ok(loudness(0, 0.7) > 300, 'the chime is heard');
    assert.ok(loudness(0.8, seconds - 0.3) > 300, 'the words are heard');
    assert.ok(tail < 400, `it ends in silence, not at ${tail}`);
});

test('nobody needs to log in, and staff hear the same as everybody', async () => {
    const [one, other] = await Promise.all([voice(`?number=${called.number}&room=4`),
        voice(`?number=${called.number}&room=4`, {cookie: staff.cookie})]);
    assert.deepEqual(one.bytes, other.bytes);
});

test('language, priority and interpreter of the person change nothing that is heard', async () => {
    const plain = await Daemon.start();
    try {
        const other = await plain.login('koordynator1');
        await other.takeRoom(4);
        await plain.issue({language: 'pl', interpreter: null, priority: false});
        const {ticket} = (await other.post('/rooms/4/next')).body;
        assert.equal(ticket.number, called.number);
        const there = await fetch(`${plain.url}/api/v1/voice?number=${ticket.number}&room=4`);
        const here = await ask({number: called.number});
        assert.deepEqual(here.bytes, Buffer.from(await there.arrayBuffer()));
        assert.equal(here.headers.get('etag'), there.headers.get('etag'));
    } finally {
        await plain.stop();
    }
});

test('what was heard before is not sent again', async () => {
    const query = `?number=${called.number}&room=4`;
    const etag = (await voice(query)).headers.get('etag');
    assert.match(etag, /^"[0-9a-f]{64}"$/);
    const again = await voice(query, {'if-none-match': etag});
    assert.equal(again.status, 304);
    assert.equal(again.bytes.length, 0);
    assert.equal((await voice(query, {'if-none-match': '"other"'})).status, 200);
    assert.notEqual((await voice('')).headers.get('etag'), etag);
});

test('without a number there is the chime, and no words', async () => {
    const {seconds, loudness} = hearWav((await voice('')).bytes);
    assert.ok(Math.abs(seconds - 0.7) < 0.01, `${seconds} s`);
    assert.ok(loudness(0, 0.7) > 300);
});

test('only what was called today and there is ever said', async () => {
    const waiting = (await daemon.issue()).body.ticket.number;
    for (const [what, query] of [
        ['a number that waits', {number: waiting}],
        ['a number never given', {number: 'E999'}],
        ['another room', {number: called.number, room: 5}],
        ['a room that is not there', {number: called.number, room: 4711}],
    ]) {
        const {status, body, headers} = await ask(query);
        assert.equal(status, 404, what);
        assert.equal(body.type, 'urn:okienko:problem:not-found', what);
        assert.equal(body.detail, 'No such number was called there today.', what);
        assert.equal(headers.get('etag'), null, what);
    }
});

test('what is no number or no room is refused by its field', async () => {
    for (const number of ['', 'A', 'A0', 'A027', 'a27', 'A27 ', 'A-1', 'A2x', '27', 'A27777777',
        'Pomoc', 'A1. Jan Kowalski', '[[kukuku]]', '<speak>A1</speak>', 'Ą1', '%00']) {
        const {status, body} = await ask({number});
        assert.equal(status, 400, number);
        assert.equal(body.field, 'number', number);
    }
    for (const room of ['', '0', '-4', '4a', 'Pokój 4', '4.0', '99999999999999999999']) {
        const {status, body} = await ask({number: called.number, room});
        assert.equal(status, 400, room);
        assert.equal(body.field, 'room', room);
    }
    assert.equal((await voice(`?number=${called.number}`)).body.field, 'room');
    assert.equal((await voice('?room=4')).body.field, 'number');
});

test('no other word of the caller is ever said', async () => {
    const plain = await ask({number: called.number});
    const wordy = await ask({number: called.number, text: 'Jan Kowalski', lang: 'uk',
        language: 'uk', name: 'x', service: 'PSY'});
    assert.deepEqual(wordy.bytes, plain.bytes);
});

test('a hundred screens at once are all answered or told to try again', async () => {
    await staff.post(`/tickets/${called.id}/start`);
    await staff.post(`/tickets/${called.id}/finish`, {outcome: 'settled'});
    await daemon.issue();
    const {number} = await callNext();
    const answers = await Promise.all(Array.from({length: 100}, () => ask({number})));
    const heard = answers.filter(({status}) => status === 200);
    assert.ok(heard.length >= 8, `${heard.length} heard it`);
    heard.forEach(({bytes}) => assert.deepEqual(bytes, heard[0].bytes));
    answers.filter(({status}) => status !== 200).forEach(({status, body}) => {
        assert.equal(status, 503);
        assert.equal(body.type, 'urn:okienko:problem:unavailable');
    });
    assert.equal((await ask({number})).status, 200);
});

test('an earlier call of today can still be heard, one of yesterday cannot', async () => {
    assert.equal((await ask({number: called.number})).status, 200);
    execFileSync('sqlite3', ['-cmd', '.timeout 5000', join(daemon.data, 'okienko.db'),
        `UPDATE ticket SET day = day - 1 WHERE id = ${called.id}`]);
    assert.equal((await ask({number: called.number})).status, 404);
});

test('sentences are made beside log-ins, which share the threads', async t => {
    const numbers = [];
    for (let i = 0; i < 5; i++) {
        await daemon.issue();
        const open = (await staff.get('/state?view=console')).body.current;
        if (open) {
            await staff.post(`/tickets/${open.ticket.id}/start`);
            await staff.post(`/tickets/${open.ticket.id}/finish`, {outcome: 'settled'});
        }
        numbers.push((await callNext()).number);
    }
    const logins = ['psycholog1', 'prawnik1', 'socjalny1'].map(login => daemon.login(login));
    for (const number of numbers) {
        const startedMs = performance.now();
        assert.equal((await ask({number})).status, 200);
        t.diagnostic(`${number} took ${Math.round(performance.now() - startedMs)} ms`);
    }
    assert.equal((await Promise.all(logins)).length, 3);
});

test('the log has neither numbers nor words', () => {
    assert.doesNotMatch(daemon.log(), /Numer|Pokój|voice\?|A1\b/);
});

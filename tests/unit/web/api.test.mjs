/* lib/api.js: keys that survive retries, problems as slugs. */
import assert from 'node:assert/strict';
import {webcrypto} from 'node:crypto';
import {afterEach, test} from 'node:test';
import {ApiError, get, post as postWithDelays, postOnce, put, setCsrf}
    from '../../../backend/web/lib/api.js';

/* A browser has it; Node.js 18 does not yet. */
globalThis.crypto ??= webcrypto;

const post = (path, body) => postWithDelays(path, body, [0, 0]);

const realFetch = globalThis.fetch;
afterEach(() => {
    globalThis.fetch = realFetch;
    setCsrf('');
});

/* Answers in turn: a number is a problem's status, null breaks the connection, else JSON. */
function answers(...list) {
    const calls = [];
    globalThis.fetch = async (url, options) => {
        calls.push({url, ...options});
        const next = list.length > 1 ? list.shift() : list[0];
        if (next === null) {
            throw new TypeError('Failed to fetch');
        }
        if (typeof next === 'number') {
            return new Response(JSON.stringify({type: `urn:okienko:problem:wrong-state`}),
                {status: next});
        }
        return new Response(JSON.stringify(next));
    };
    return calls;
}

const keys = calls => calls.map(({headers}) => headers['Idempotency-Key']);

test('an action carries a well-formed key and the session\'s token', async () => {
    const calls = answers({ok: true});
    setCsrf('beef');
    assert.deepEqual(await post('/tickets/1/start'), {ok: true});
    assert.equal(calls[0].url, '/api/v1/tickets/1/start');
    assert.match(keys(calls)[0], /^[A-Za-z0-9_-]{8,64}$/);
    assert.equal(calls[0].headers['X-CSRF-Token'], 'beef');
    assert.equal(calls[0].body, '{}');
});

test('a broken connection is tried again with the same key', async () => {
    const calls = answers(null, 503, {ok: true});
    await post('/rooms/4/next');
    assert.equal(calls.length, 3);
    assert.equal(new Set(keys(calls)).size, 1);
});

test('a second press after an uncertain end repeats the first key', async () => {
    const first = answers(null);
    await assert.rejects(post('/rooms/5/next'), {slug: 'offline', status: 0});
    const second = answers({ok: true});
    await post('/rooms/5/next');
    assert.equal(keys(second)[0], keys(first)[0]);
    await post('/rooms/5/next');
    assert.notEqual(keys(second)[1], keys(first)[0], 'a definite answer ends the key');
});

test('an uncertain press is not repeated once the visit it began has gone on', async () => {
    const first = answers(null);
    await assert.rejects(post('/rooms/6/next'), {slug: 'offline'});
    answers({ok: true});
    await post('/tickets/9/no-show');
    const later = answers({ok: true});
    await post('/rooms/6/next');
    assert.notEqual(keys(later)[0], keys(first)[0]);
});

test('a definite refusal is not tried again, and ends the key', async () => {
    const calls = answers(409, {ok: true});
    await assert.rejects(post('/tickets/1/start'), {slug: 'wrong-state', status: 409});
    await post('/tickets/1/start');
    assert.equal(calls.length, 2);
    assert.equal(new Set(keys(calls)).size, 2);
});

test('another body is another action', async () => {
    const calls = answers(null);
    await assert.rejects(post('/tickets/7/finish', {outcome: 'left'}));
    const more = answers({ok: true});
    await post('/tickets/7/finish', {outcome: 'settled'});
    assert.ok(!keys(calls).includes(keys(more)[0]));
});

test('a log-in is never repeated by itself: failures are counted', async () => {
    const calls = answers(null);
    await assert.rejects(postOnce('/session', {login: 'a', password: 'b'}));
    assert.equal(calls.length, 1);
});

test('reading carries no token and no key', async () => {
    const calls = answers({ok: true});
    setCsrf('beef');
    await get('/state?view=board');
    assert.deepEqual(calls[0].headers, {});
    await put('/session/room', {room: 4});
    assert.equal(calls[1].headers['X-CSRF-Token'], 'beef');
});

test('an error page that is no JSON is still a problem with a name', async () => {
    globalThis.fetch = async () => new Response('<html>', {status: 502});
    await assert.rejects(get('/state'), error =>
        error instanceof ApiError && error.slug === 'unavailable' && error.status === 502);
});

/* lib/events.js: a page hears the shared worker, and notices when it no longer does. */
import assert from 'node:assert/strict';
import {beforeEach, mock, test} from 'node:test';

let port;
globalThis.addEventListener ??= () => {};
globalThis.removeEventListener ??= () => {};
globalThis.SharedWorker = class {
    constructor() {
        port = {postMessage() {}, close() {}};
        this.port = port;
    }
};
const {joinEvents} = await import('../../../backend/web/lib/events.js');

let heard;
let leave;
const tell = data => port.onmessage({data});

beforeEach(() => {
    mock.timers.reset();
    mock.timers.enable({apis: ['setTimeout']});
    heard = [];
    leave = joinEvents('console', 'e-1', message => heard.push(message.status ?? message.kind));
});

test('twenty seconds without a word are a broken connection, and not one more', () => {
    tell({kind: 'status', status: 'up'});
    mock.timers.tick(19_999);
    assert.deepEqual(heard, ['up']);
    mock.timers.tick(1);
    assert.deepEqual(heard, ['up', 'down']);
    leave();
});

test('a beat is enough, and after a silence the connection is as the worker last said', () => {
    tell({kind: 'status', status: 'up'});
    for (let i = 0; i < 4; i++) {
        mock.timers.tick(15_000);
        tell({kind: 'beat'});
    }
    assert.deepEqual(heard, ['up', 'beat', 'beat', 'beat', 'beat']);
    mock.timers.tick(20_000);
    tell({kind: 'beat'});
    assert.deepEqual(heard.slice(5), ['down', 'up', 'beat']);
    mock.timers.tick(20_000);
    tell({kind: 'status', status: 'down'});
    tell({kind: 'beat'});
    assert.deepEqual(heard.slice(8), ['down', 'down', 'beat'], 'a broken stream stays broken');
    leave();
});

test('a worker that never answers is a broken connection; after leaving nothing is said', () => {
    mock.timers.tick(20_000);
    assert.deepEqual(heard, ['down']);
    leave();
    mock.timers.tick(60_000);
    assert.deepEqual(heard, ['down']);
});

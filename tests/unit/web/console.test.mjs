/* The pure parts of the console: whom Next brings in words, asking for the queue, free times. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {before, mock, test} from 'node:test';
import {setLanguage} from '../../../backend/web/lib/i18n.js';
import {createLive} from '../../../backend/web/lib/live.js';
import {freshOf} from '../../../backend/web/console/alerts.js';
import {letterOf} from '../../../backend/web/console/keys.js';
import {createQueue} from '../../../backend/web/console/queue.js';
import {marksOf, nextWords, stepName, undoneWords} from '../../../backend/web/console/sentence.js';
import {allSlots, codeInHalves, dayAfter, dayNumber, slotsByDay}
    from '../../../backend/web/console/slots.js';
import {root, until} from '../../support/daemon.mjs';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 23, 9, 0); /* 10:00 in Warsaw */

before(async () => {
    globalThis.document = {documentElement: {}};
    globalThis.fetch = async url =>
        new Response(readFileSync(join(root, 'backend/web/lib', String(url).split('/').at(-1))));
    await setLanguage('pl');
});

const plain = text => text.replaceAll('\u00a0', ' ');
const sentenceOf = more => plain(nextWords(next(more), NOW));
const next = more => ({number: 'A27', language: 'pl', interpreter: null, priority: false,
    appointment_ms: null, explanation: {checkin_ms: NOW - 14 * MINUTE}, ...more});

test('whom Next brings is one sentence: wait, booking, language, interpreter, priority', () => {
    assert.equal(sentenceOf(), 'czeka 14 min');
    assert.equal(sentenceOf({language: 'uk', interpreter: 'uk'}),
        'czeka 14 min – j. ukraiński – potrzebuje tłumacza');
    assert.equal(sentenceOf({interpreter: 'pjm', priority: true}),
        'czeka 14 min – potrzebuje tłumacza: polski język migowy – ma pierwszeństwo');
    assert.equal(sentenceOf({appointment_ms: NOW}), 'czeka 14 min – wizyta na 10:00');
    assert.equal(sentenceOf({language: 'pl_easy'}), 'czeka 14 min', 'easy text is Polish');
});

test('the sentence is whole in every language', async () => {
    const all = {language: 'ru', interpreter: 'uk', priority: true, appointment_ms: NOW};
    for (const [language, words] of [['uk', 'чекає 14 хв'], ['en', 'waiting 14 min'],
        ['ru', 'ждёт 14 мин']]) {
        await setLanguage(language);
        const sentence = sentenceOf(all);
        assert.ok(sentence.startsWith(words), sentence);
        assert.equal(sentence.split(' – ').length, 5, sentence);
        assert.doesNotMatch(sentence, /[{}]|next\./);
    }
    await setLanguage('pl');
});

const row = more => ({language: 'pl', interpreter: null, priority: false, appointment_ms: null,
    is_due: false, is_backup: false, is_over_alarm: false, only_me: false, ...more});
const marks = more => marksOf(row(more)).map(({words}) => words);

test('a row of the list is marked in words, the most pressing first', () => {
    assert.deepEqual(marks({}), []);
    assert.deepEqual(marks({appointment_ms: NOW}), ['wizyta na 10:00']);
    assert.deepEqual(marks({is_backup: true, only_me: true, priority: true, is_over_alarm: true,
        is_due: true, appointment_ms: NOW, language: 'ru', interpreter: 'uk'}),
    ['czeka bardzo długo', 'pora na wizytę 10:00', 'Pierwszeństwo', 'tłumacz: ukraiński',
        'j. rosyjski', 'do Ciebie', 'pomocniczo']);
    assert.deepEqual(marks({language: 'uk', interpreter: 'uk'}), ['tłumacz: ukraiński'],
        'a language is not said twice');
});

test('a step of the other track shows that it is there, not what it is', () => {
    assert.equal(stepName({hidden: true, service: null}, () => assert.fail('no name')),
        'inna sprawa');
    assert.equal(stepName({hidden: false, service: 'PSY'}, code => code), 'PSY');
});

test('what is taken back is named; changes of a route are one', () => {
    assert.equal(undoneWords({kind: 'finish', number: 'A27'}), 'zakończono A27');
    for (const kind of ['add', 'agree', 'drop', 'order']) {
        assert.equal(undoneWords({kind, number: 'A27'}), 'zmiana drogi A27');
    }
});

test('free times stand under their day, each once, and days go over a change of clock', () => {
    const at = minutes => ({starts_ms: NOW + minutes * MINUTE, staff: minutes, minutes: 30});
    const days = slotsByDay([at(0), at(0), at(30), at(24 * 60)]);
    assert.deepEqual(days.map(({day, times}) => [day, times.length]),
        [[20261123, 2], [20261124, 1]]);
    assert.equal(dayNumber(Date.UTC(2026, 10, 22, 23, 30)), 20261123, 'the office\'s day');
    assert.equal(dayAfter(Date.UTC(2026, 9, 24, 22, 30), 1), 20261026, '25 hours long');
    assert.equal(dayAfter(NOW, 14), 20261207);
    assert.equal(codeInHalves('012345'), '012 345');
});

/* A server with `perDay` times a day that tells at most 400 of them at once. */
const served = (perDay, asks = []) => async (first, count) => {
    asks.push([first, count]);
    const all = Array.from({length: count * perDay}, (_, i) => first + Math.floor(i / perDay));
    return {slots: all.slice(0, 400), more: all.length > 400};
};

test('an answer that was cut short is asked for in parts: no day is left out', async () => {
    const asks = [];
    assert.equal((await allSlots(served(28, asks), 14)).length, 14 * 28);
    assert.deepEqual(asks, [[0, 14]], 'one request where one does');
    for (const perDay of [29, 48, 150, 399, 400]) {
        const found = await allSlots(served(perDay), 14);
        assert.deepEqual(found, Array.from({length: 14 * perDay}, (_, i) =>
            Math.floor(i / perDay)), `${perDay} a day, in their order, each once`);
    }
    const days = new Set(await allSlots(served(500), 14));
    assert.equal(days.size, 14, 'a day that is cut short itself ends nothing');
});

test('a key is the letter it writes; under another alphabet, the one in its place', () => {
    assert.equal(letterOf({key: 'z', code: 'KeyZ'}), 'z');
    assert.equal(letterOf({key: 'Z', code: 'KeyY'}), 'z', 'QWERTZ');
    assert.equal(letterOf({key: 'y', code: 'KeyZ'}), 'y', 'QWERTZ: never undo');
    assert.equal(letterOf({key: 'я', code: 'KeyZ'}), 'z');
    assert.equal(letterOf({key: '7', code: 'Digit7'}), '');
    assert.equal(letterOf({key: 'Control', code: 'ControlLeft'}), '');
});

test('an alert is news once; what is no news to somebody is not noted', () => {
    const told = new Set();
    const mine = {id: 1, kind: 'emergency', staff: {id: 7}};
    const other = {id: 2, kind: 'emergency', staff: {id: 8}};
    assert.deepEqual(freshOf([mine, other], 7, told), [other]);
    assert.deepEqual([...told], ['2']);
    assert.deepEqual(freshOf([mine, other], 7, told), []);
    const taken = {...mine, taken_by: {id: 8}};
    assert.deepEqual(freshOf([taken, other], 7, told), [taken], 'help comes');
});

function asked() {
    const calls = [];
    const fetchQueue = path => new Promise((answer, fail) => calls.push({path, answer, fail}));
    const seen = [];
    const queue = createQueue({onData: data => seen.push(data), fetchQueue, now: () => 0,
        retryMs: 1});
    return {calls, seen, queue};
}

test('the queue is asked for one at a time, and once more however often wanted', async () => {
    const {calls, seen, queue} = asked();
    queue.want('/a');
    queue.want('/a');
    queue.want('/a');
    assert.equal(calls.length, 1);
    calls[0].answer({seq: 1});
    await until('a second request', () => calls.length === 2, 1000, 1);
    calls[1].answer({seq: 2});
    await until('the second answer', () => seen.length === 2, 1000, 1);
    assert.deepEqual(seen.map(({seq}) => seq), [1, 2]);
    assert.equal(calls.length, 2);
    queue.stop();
});

test('the answer for a room that was left meanwhile is not shown', async () => {
    const {calls, seen, queue} = asked();
    queue.want('/a');
    queue.want('/b');
    calls[0].answer({seq: 'a'});
    await until('the other room', () => calls.length === 2, 1000, 1);
    calls[1].answer({seq: 'b'});
    await until('its answer', () => seen.length === 1, 1000, 1);
    assert.deepEqual(seen, [{seq: 'b'}]);
    queue.stop();
});

test('the queue is asked for again when time alone changes it, and after a failure', async () => {
    const {calls, seen, queue} = asked();
    queue.want('/a');
    calls[0].answer({changes_ms: 5});
    await until('the moment', () => calls.length === 2, 1000, 1);
    calls[1].fail(Object.assign(new Error(), {slug: 'offline', status: 0}));
    await until('another try', () => calls.length === 3, 1000, 1);
    assert.equal(seen.length, 1, 'what was known stays');
    calls[2].fail(Object.assign(new Error(), {slug: 'forbidden', status: 403}));
    await until('nothing to show', () => seen.length === 2, 1000, 1);
    assert.equal(seen[1], null);
    queue.stop();
});

test('a clock that runs ahead of the server\'s does not ask without end', async () => {
    mock.timers.enable({apis: ['setTimeout']});
    try {
        const {calls, seen, queue} = asked();
        queue.want('/a');
        calls[0].answer({changes_ms: -5000});
        for (let turn = 0; turn < 20; turn++) {
            await null; /* the answer goes its way */
        }
        assert.equal(seen.length, 1);
        mock.timers.tick(249);
        assert.equal(calls.length, 1);
        mock.timers.tick(1);
        assert.equal(calls.length, 2);
        queue.stop();
    } finally {
        mock.timers.reset();
    }
});

test('a refresh ends with a state that was asked for after it began', async () => {
    const answers = [];
    const live = createLive({path: '/state', view: 'console', onData: () => {},
        onStatus: () => {}, onSignedOut: () => {}, join: () => () => {},
        fetchState: () => new Promise(done => answers.push(done))});
    const state = seq => ({epoch: 'e', seq});
    const ended = [];
    live.refresh().then(() => ended.push('first'));
    live.refresh().then(() => ended.push('second'));
    answers[0](state(1));
    await until('the first', () => ended.length === 1, 1000, 1);
    await until('another request', () => answers.length === 2, 1000, 1);
    assert.deepEqual(ended, ['first'], 'the answer that was under way is not the second\'s');
    answers[1](state(2));
    await until('the second', () => ended.length === 2, 1000, 1);
    live.refresh().then(() => ended.push('stopped'));
    live.stop();
    answers[2](state(3));
    await until('whoever waits is let go', () => ended.length === 3, 1000, 1);
});

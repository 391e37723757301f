/* The board's own rules: how large, how many lines, what its calm line says. */
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {test} from 'node:test';
import {linesFor} from '../../../backend/web/board/calls.js';
import {calmLines, tied} from '../../../backend/web/board/calm.js';
import {farthestM, leastFontPx, placeOf} from '../../../backend/web/board/reading.js';

const SCREEN = {inches: 43, widthPx: 1920, heightPx: 1080};
const NOW_MS = 1_000_000;

test('at 5 m capitals are 61 mm high, and a font reaches as far as it was made for', () => {
    const fontPx = leastFontPx(5, SCREEN);
    const mmPerPx = 43 * 25.4 / Math.hypot(1920, 1080);
    assert.ok(Math.abs(fontPx * 0.7 * mmPerPx - 61.1) < 0.01);
    assert.ok(Math.abs(farthestM(fontPx, SCREEN) - 5) < 1e-9);
    assert.ok(Math.abs(leastFontPx(10, SCREEN) - 2 * fontPx) < 1e-9);
});

test('the address goes before the office, and rubbish in it is as if it were not there', () => {
    const office = {distance_m: 5, inches: 43, lines: []};
    assert.deepEqual(placeOf('', office), {distanceM: 5, inches: 43});
    assert.deepEqual(placeOf('?distance=6.5', office), {distanceM: 6.5, inches: 43});
    assert.deepEqual(placeOf('?inches=55&distance=3', null), {distanceM: 3, inches: 55});
    for (const wrong of ['?distance=0', '?distance=99', '?distance=x', '?distance=']) {
        assert.deepEqual(placeOf(wrong, office), {distanceM: 5, inches: 43}, wrong);
    }
    assert.deepEqual(placeOf('?distance=6', {distance_m: null, inches: 43, lines: []}),
        {distanceM: 6, inches: 43});
    assert.equal(placeOf('?distance=5', null), null);
    assert.equal(placeOf('', {distance_m: null, inches: null, lines: []}), null);
});

const called = (count, agoMs, state = 'called') =>
    Array.from({length: count}, () => ({state, at_ms: NOW_MS - agoMs}));

test('the list has five lines, and more for calls of the last minute that nobody came to', () => {
    assert.equal(linesFor([], NOW_MS), 5);
    assert.equal(linesFor(called(7, 59_999), NOW_MS), 7);
    assert.equal(linesFor(called(7, 60_000), NOW_MS), 5);
    assert.equal(linesFor(called(7, 1000, 'serving'), NOW_MS), 5);
    assert.equal(linesFor(called(15, 1000), NOW_MS), 9);
});

test('activities and helplines take turns until both are told', () => {
    assert.deepEqual(calmLines(['a', 'b'], ['1', '2', '3']), ['a', '1', 'b', '2', '3']);
    assert.deepEqual(calmLines([], ['1']), ['1']);
    assert.deepEqual(calmLines([], []), []);
});

test('no page looks behind in a pattern: older browsers would not read its script at all', () => {
    const web = new URL('../../../backend/web/', import.meta.url);
    const scripts = readdirSync(web, {recursive: true}).filter(name => name.endsWith('.js'));
    assert.ok(scripts.length > 30);
    assert.deepEqual(scripts.filter(name => /\(\?<[=!]/.test(readFileSync(new URL(name, web),
        'utf8'))), []);
});

test('a one-letter word stays with the next', () => {
    assert.equal(tied('A dziś: są I koło z'), 'A\u00a0dziś: są I\u00a0koło z');
    assert.equal(tied('Zajęcia w środę i w piątek'), 'Zajęcia w\u00a0środę i\u00a0w\u00a0piątek');
});

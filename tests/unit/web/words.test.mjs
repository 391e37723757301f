/* The small pure parts of the pages: times, the board's fresh call, the hours of a day. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {clock, timer} from '../../../backend/web/lib/format.js';
import {freshCalls, shownCalls, waitWords} from '../../../backend/web/board/calls.js';
import {fullDay} from '../../../backend/web/manager/day.js';

test('a timer counts minutes, then hours, and never backwards from zero', () => {
    assert.equal(timer(0), '0:00');
    assert.equal(timer(247_999), '4:07');
    assert.equal(timer(3_847_000), '1:04:07');
    assert.equal(timer(-5000), '0:00');
});

test('clock times are the office\'s, in winter and in summer', () => {
    assert.equal(clock(Date.UTC(2026, 10, 21, 8, 5)), '09:05');
    assert.equal(clock(Date.UTC(2026, 6, 21, 22, 5)), '00:05');
});

const freshOf = (before, calls) => freshCalls(before, calls).map(({number}) => number);
const call = (number, more = {}) => ({number, room: 'Pokój 4', at_ms: 10, recalls: 0, ...more});

test('a call is fresh when it is new, made again, repeated or moved', () => {
    const before = [call('A1')];
    assert.deepEqual(freshOf(before, [call('A2', {at_ms: 11}), call('A1')]), ['A2']);
    assert.deepEqual(freshOf([], [call('A1')]), ['A1']);
    assert.deepEqual(freshOf(before, [call('A1', {at_ms: 20})]), ['A1']);
    assert.deepEqual(freshOf(before, [call('A1', {recalls: 1})]), ['A1']);
    assert.deepEqual(freshOf(before, [call('A1', {room: 'Pokój 5'})]), ['A1']);
});

test('a call that only starts or ends is not fresh', () => {
    assert.deepEqual(freshOf([call('A1'), call('A2')], [call('A1', {state: 'serving'})]), []);
    assert.deepEqual(freshOf([call('A1')], []), []);
});

test('an older call that returns to the list is not fresh', () => {
    const before = [call('A9', {at_ms: 90}), call('A8', {at_ms: 80})];
    assert.deepEqual(freshOf(before, [call('A8', {at_ms: 80}), call('A7', {at_ms: 70})]), []);
});

test('a call that is back because its end was taken back is not heard again', () => {
    const heard = new Map([['A27', 100], ['A28', 50]]);
    const fresh = calls => freshCalls([], calls, heard).map(({number}) => number);
    assert.deepEqual(fresh([call('A27', {at_ms: 100})]), []);
    assert.deepEqual(fresh([call('A27', {at_ms: 101}), call('A28', {at_ms: 50}), call('A29')]),
        ['A29', 'A27']);
});

test('several calls of one moment are told in the order in which they were made', () => {
    const calls = [call('A9', {at_ms: 90}), call('B2', {at_ms: 70}),
        call('A1', {at_ms: 80, recalls: 1})];
    assert.deepEqual(freshOf([call('A1')], calls), ['B2', 'A1', 'A9']);
});

test('on a full screen the awaited stay, then the latest, in the order of the calls', () => {
    const calls = [call('A4', {at_ms: 40, state: 'serving'}),
        call('A3', {at_ms: 30, state: 'called'}), call('A2', {at_ms: 20, state: 'serving'}),
        call('A1', {at_ms: 10, state: 'called'})];
    const numbers = max => shownCalls(calls, max).map(({number}) => number);
    assert.deepEqual(numbers(9), ['A4', 'A3', 'A2', 'A1']);
    assert.deepEqual(numbers(3), ['A4', 'A3', 'A1']);
    assert.deepEqual(numbers(2), ['A3', 'A1']);
});

test('a wait is said as a range, or as no more than is known', () => {
    const words = (low, high) => waitWords({low_min: low, high_min: high});
    assert.deepEqual(words(0, 0), ['board.wait_soon', {}]);
    assert.deepEqual(words(0, 90), ['board.wait_range', {low: 0, high: 90}]);
    assert.deepEqual(words(10, 70), ['board.wait_range', {low: 10, high: 70}]);
    assert.deepEqual(words(10, 75), ['board.wait_over', {low: 10}]);
});

test('a day has every hour, and stretches for early and late arrivals', () => {
    const day = fullDay([{hour: 9, arrivals: 3}]);
    assert.deepEqual(day.map(({hour}) => hour), [7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
    assert.equal(day[2].arrivals, 3);
    assert.equal(day[3].arrivals, 0);
    const long = fullDay([{hour: 5, arrivals: 1}, {hour: 22, arrivals: 1}]);
    assert.equal(long[0].hour, 5);
    assert.equal(long.at(-1).hour, 22);
    assert.equal(long.length, 18);
    assert.equal(fullDay([]).length, 10);
    assert.equal(fullDay([{hour: 0, arrivals: 0}, {hour: 23, arrivals: 0}]).length, 10);
});

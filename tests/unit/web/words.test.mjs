/* The small pure parts of the pages: times, the board's fresh call, the hours of a day. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {clock, timer} from '../../../backend/web/lib/format.js';
import {freshCall} from '../../../backend/web/board/calls.js';
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

const call = (number, more = {}) => ({number, room: 'Pokój 4', at_ms: 10, recalls: 0, ...more});

test('a call is fresh when it is new, made again, repeated or moved', () => {
    const before = [call('A1')];
    assert.equal(freshCall(before, [call('A2', {at_ms: 11}), call('A1')]).number, 'A2');
    assert.equal(freshCall([], [call('A1')]).number, 'A1');
    assert.equal(freshCall(before, [call('A1', {at_ms: 20})]).number, 'A1');
    assert.equal(freshCall(before, [call('A1', {recalls: 1})]).number, 'A1');
    assert.equal(freshCall(before, [call('A1', {room: 'Pokój 5'})]).number, 'A1');
});

test('a call that only starts or ends is not fresh', () => {
    assert.equal(freshCall([call('A1'), call('A2')], [call('A1', {state: 'serving'})]), undefined);
    assert.equal(freshCall([call('A1')], []), undefined);
});

test('an older call that returns to the list is not fresh', () => {
    const before = [call('A9', {at_ms: 90}), call('A8', {at_ms: 80})];
    assert.equal(freshCall(before, [call('A8', {at_ms: 80}), call('A7', {at_ms: 70})]), undefined);
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

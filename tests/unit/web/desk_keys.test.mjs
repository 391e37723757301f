/* The keys of a desk's lists: one each, guessable, the same in every language of the page. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {appointmentCode, assignKeys, keyOf, ticketNumber}
    from '../../../backend/web/console/desk_keys.js';

test('an entry has its first letter, without its accent, where that is free', () => {
    assert.deepEqual(assignKeys(['Świetlica', 'Łóżko', 'Żłobek']), ['s', 'l', 'z']);
});

test('a letter that is taken gives way to another word, then to the rest of the first', () => {
    assert.deepEqual(assignKeys(['Porada prawnika', 'Pomoc w pismach', 'Praca', 'Pra', 'P']),
        ['p', 'w', 'r', 'a', '1']);
});

test('no key is given twice, and none is invented when all are gone', () => {
    const keys = assignKeys(Array.from({length: 40}, () => 'Nie mam pieniędzy na życie'));
    const given = keys.filter(Boolean);
    assert.equal(given.length, 36);
    assert.equal(new Set(given).size, 36);
    assert.deepEqual(keys.slice(36), ['', '', '', '']);
});

test('a key is known by what it writes, or by its place under another alphabet', () => {
    const press = event => keyOf({code: '', ...event});
    assert.equal(press({key: 'P'}), 'p');
    assert.equal(press({key: 'ł'}), 'l');
    assert.equal(press({key: '7'}), '7');
    assert.equal(press({key: 'з', code: 'KeyP'}), 'p');
    for (const event of [{key: 'Enter', code: 'Enter'}, {key: 'ArrowDown', code: 'ArrowDown'},
        {key: ' ', code: 'Space'}, {key: 'p', ctrlKey: true}, {key: 'p', altKey: true},
        {key: 'p', metaKey: true}]) {
        assert.equal(press(event), '', JSON.stringify(event));
    }
});

test('a number is understood however it is typed, and nothing else is one', () => {
    for (const typed of ['A27', 'a27', ' a 27 ', 'A-27']) {
        assert.equal(ticketNumber(typed), 'A27', typed);
    }
    for (const typed of ['', 'A', '27', 'AB7', 'A0', 'A1234567', 'A27x']) {
        assert.equal(ticketNumber(typed), null, typed);
    }
});

test('a code is six digits, however they are spaced; a number is none', () => {
    assert.equal(appointmentCode('482 913'), '482913');
    assert.equal(appointmentCode('004-917'), '004917');
    for (const other of ['48291', '4829134', 'A48291', '']) {
        assert.equal(appointmentCode(other), null, other);
    }
});

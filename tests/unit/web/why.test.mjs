/* Why a person was called: what is said follows from the figures, in each language. */
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {before, test} from 'node:test';
import {LANGUAGES, setLanguage} from '../../../backend/web/lib/i18n.js';
import * as why from '../../../backend/web/lib/why.js';

const HOUR = 3_600_000;
const at = (hour, minute = 0) => Date.UTC(2026, 10, 23, hour - 1, minute); // Warsaw, in winter

before(async () => {
    globalThis.document = {documentElement: {}};
    globalThis.fetch = async url =>
        ({ok: true, json: async () => JSON.parse(await readFile(url, 'utf8'))});
    await setLanguage('pl');
});

/* Numbers and their units are held together by spaces that do not break. */
const loose = words => words.replaceAll('\u00a0', ' ');
const staffSentence = (...given) => loose(why.staffSentence(...given));
const managerSentence = (...given) => loose(why.managerSentence(...given));

/* Somebody without anything special who came at nine and is called at 9:40. */
const plain = (more = {}) => ({
    base: 'checkin', checkin_ms: at(9), appointment_ms: null, base_ms: at(9), head_ms: 0,
    backup_ms: 0, effective_ms: at(9), rank_ms: at(9), due_ms: null, waited_ms: 40 * 60_000,
    candidates: 6, runner_up: null, older: [], promise: null, ...more});

test('the longest waiting of several', () => {
    assert.equal(staffSentence(plain()),
        'Najdłużej czeka spośród 6 osób, którym możesz pomóc (40 min).');
});

test('nobody is said to have waited longest when somebody who came earlier was passed', () => {
    for (const reason of ['effective', 'backup', 'not_due']) {
        assert.equal(staffSentence(plain({older: [{number: 'A1', reason}]})),
            'Jest teraz pierwsza spośród 6 osób, którym możesz pomóc (40 min).', reason);
    }
    for (const reason of ['no_skill', 'named', 'in_room', 'parked']) {
        assert.match(staffSentence(plain({older: [{number: 'A1', reason}]})), /^Najdłużej/, reason);
    }
});

test('the only one, and whom else there is', () => {
    assert.equal(staffSentence(plain({candidates: 1})),
        'To jedyna osoba, której możesz teraz pomóc. Czeka: 40 min.');
    assert.match(staffSentence(plain({runner_up: {...plain(), number: 'B2'}})),
        /Następny w kolejności: B2\.$/);
});

test('a booking, before and after its time, a return, priority and a backup skill are said', () => {
    const booked = plain({base: 'appointment', appointment_ms: at(10)});
    assert.match(staffSentence(booked), /^Ta osoba ma wizytę umówioną na 10:00\. Jest teraz/);
    assert.match(staffSentence({...booked, due_ms: at(9, 55)}),
        /umówioną na 10:00, a nikt inny teraz na Ciebie nie czeka\./);
    assert.match(staffSentence(plain({base: 'return'})), /^Ta osoba wróciła po nieobecności/);
    assert.match(staffSentence(plain({head_ms: HOUR})), /^Ta osoba ma pierwszeństwo\./);
    assert.match(staffSentence(plain({backup_ms: HOUR})), /^To kolejka, w której tylko pomagasz\./);
});

test('the manager reads what the turn is made of, and who would be next', () => {
    const call = plain({base: 'appointment', appointment_ms: at(10), rank_ms: at(9),
        checkin_ms: at(9, 55), runner_up: {...plain({checkin_ms: at(9, 50), rank_ms: at(9, 5),
            head_ms: HOUR * 0.75}), number: 'B2'}});
    assert.equal(managerSentence('A3', call), 'Wezwano A3: wizyta umówiona na 10:00 ' +
        '(liczy się jak przyjście o 09:00). Następny byłby B2 (przyjście o 09:50, ' +
        'pierwszeństwo, liczy się jak przyjście o 09:05).');
});

test('the manager reads who came earlier and why they were not called', () => {
    const words = managerSentence('A3', plain({older: [
        {number: 'A1', reason: 'in_room'}, {number: 'B1', reason: 'no_skill'}]}));
    assert.equal(words, 'Wezwano A3: przyjście o 09:00. ' +
        'Wcześniej przyszli: A1 (jest już w pokoju), B1 (czeka na inną pomoc).');
});

test('a promise is told as kept or broken', () => {
    const promise = {low_min: 10, high_min: 25, waited_min: 20, held: true};
    assert.match(managerSentence('A3', plain({promise})),
        /Zapowiedziano 10–25 min, było 20 min\.$/);
    assert.match(managerSentence('A3', plain({promise: {...promise, waited_min: 40, held: false}})),
        /było 40 min: zapowiedzi nie dotrzymano\.$/);
});

test('of one who was chosen, the reason and whose turn it was are said to staff', () => {
    const rival = {...plain({checkin_ms: at(8), rank_ms: at(8)}), number: 'B2'};
    assert.equal(staffSentence(plain({chosen: true, runner_up: rival}), 'urgent'),
        'Wezwanie poza kolejnością: pilna sprawa. Czeka: 40 min. ' +
        'Według kolejności teraz byłby numer B2.');
    assert.match(staffSentence(plain({chosen: true, head_ms: HOUR}), 'returns'),
        /powrót do rozmowy\. Czeka: 40 min\. Ta osoba ma pierwszeństwo\.$/);
});

test('whoever is chosen although it is their turn passes nobody', () => {
    const later = {...plain({checkin_ms: at(9, 30), rank_ms: at(9, 30)}), number: 'B2'};
    const early = {...plain({rank_ms: at(8), due_ms: at(11)}), number: 'B2'};
    for (const rival of [later, early]) {
        assert.match(staffSentence(plain({chosen: true, runner_up: rival}), 'correction'),
            /Następny w kolejności: B2\.$/);
        assert.match(managerSentence('A3', plain({chosen: true, runner_up: rival}), 'correction'),
            /Następny byłby B2/);
    }
});

test('the manager reads that somebody was chosen, why, and who was passed', () => {
    const rival = {...plain({checkin_ms: at(8), rank_ms: at(8)}), number: 'B2'};
    assert.equal(managerSentence('A3', plain({chosen: true, runner_up: rival,
        older: [{number: 'B2', reason: 'passed'}]}), 'organisation'),
    'Wezwano A3: przyjście o 09:00, poza kolejnością, powód: organizacja pracy. ' +
        'Według kolejności byłby B2 (przyjście o 08:00). ' +
        'Wcześniej przyszli: B2 (wybrano inną osobę).');
});

test('every language says everything, and no ground of a priority', async () => {
    for (const language of LANGUAGES) {
        await setLanguage(language);
        const call = plain({base: 'return', head_ms: HOUR, backup_ms: HOUR, due_ms: at(11),
            older: ['no_skill', 'named', 'not_due', 'backup', 'effective', 'in_room', 'parked',
                'passed']
                .map(reason => ({number: 'A1', reason})),
            runner_up: {...plain({base: 'appointment', appointment_ms: at(10)}), number: 'B2'}});
        const chosen = ['urgent', 'returns', 'correction', 'organisation'].flatMap(reason =>
            [staffSentence({...call, chosen: true}, reason),
                managerSentence('A3', {...call, chosen: true, due_ms: at(23)}, reason)]);
        for (const words of [staffSentence(call), managerSentence('A3', call), ...chosen]) {
            assert.doesNotMatch(words, /\{|\}|undefined|because\.|older\.|why\.|chosen\./,
                language);
            assert.doesNotMatch(words, /ciąż|niepełn|вагіт|pregnan|disab|берем|инвал/i, language);
        }
    }
    await setLanguage('pl');
});

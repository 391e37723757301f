/* What the documents promise about accessibility is there: every row, every test, every measure. */
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {root} from '../../support/daemon.mjs';

const GROUPS = {T: 12, P: 8, R: 10, S: 20, C: 6, K: 6, L: 10, D: 1};
const IDS = Object.entries(GROUPS).flatMap(([letter, count]) =>
    Array.from({length: count}, (_, i) => `${letter}${String(i + 1).padStart(2, '0')}`));
const read = path => readFileSync(join(root, path), 'utf8');
const statement = read('docs/accessibility.md');
const [main, onSite] = statement.split('\n## Only on site\n');

/* {id, checks, source, how, tests: [{file, title}]} of each row of the tables. */
const rows = main.split('\n').filter(line => /^\| [A-Z]\d\d \|/.test(line)).map(line => {
    const [id, checks, source, how, tests] = line.slice(1, -1).split(/(?<!\\)\|/)
        .map(cell => cell.trim());
    const named = tests === '-' ? [] : tests.split('<br>').map(name => {
        const [file, ...title] = name.split(': ');
        return {file, title: title.join(': ')};
    });
    return {id, checks: checks.split(' '), source, how, tests: named};
});

const pathOf = file => [`tests/${file}.test.mjs`, `tests/${file}_test.c`]
    .find(path => existsSync(join(root, path)));

const escaped = text => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/* The titles in a file, as patterns: `... in ${language}` stands for each language. */
function titlesOf(path) {
    const text = read(path);
    if (path.endsWith('.c')) {
        const inRun = text.slice(text.indexOf('int main('));
        return [...text.matchAll(/^TEST\((\w+)\)/gm)].map(([, name]) => name)
            .filter(name => new RegExp(`\\b${name}\\b`).test(inRun)).map(name =>
                new RegExp(`^${name}$`));
    }
    return [...text.matchAll(/\btest\(\s*(['`])(.*?)\1,/g)].map(([, quote, title]) =>
        new RegExp(`^${quote === '`' ? title.split(/\$\{[^}]*\}/).map(escaped).join('.+')
            : escaped(title)}$`));
}

test('every row is there once, with its check, its source and how it is met', () => {
    assert.deepEqual(rows.map(({id}) => id).sort(), [...IDS].sort());
    for (const {id, checks, source, how} of rows) {
        checks.forEach(check => assert.match(check, /^(U|S|L|H|doc)$/, id));
        assert.ok(source.length >= 1 && how.length >= 20, id);
    }
});

test('every row that a program can see has a test', () => {
    const seen = rows.filter(({checks}) => checks.some(check => ['U', 'S', 'L'].includes(check)));
    assert.ok(seen.length >= 55, `${seen.length} rows`);
    seen.forEach(({id, tests}) => assert.ok(tests.length > 0, id));
});

test('every test that is named exists under exactly this title', () => {
    for (const {id, tests} of rows) {
        for (const {file, title} of tests) {
            const path = pathOf(file);
            assert.ok(path, `${id}: tests/${file} is no test file`);
            assert.ok(titlesOf(path).some(pattern => pattern.test(title)),
                `${id}: no test "${title}" in ${path}`);
        }
    }
});

test('every row that only a visit can tell says how to measure it and what to write down', () => {
    const visits = new Map(onSite.split('\n').filter(line => /^\| [A-Z]\d\d \|/.test(line))
        .map(line => line.slice(1, -1).split('|').map(cell => cell.trim()))
        .map(([id, how, record]) => [id, {how, record}]));
    const sheet = read('docs/installation.md');
    for (const {id} of rows.filter(({checks}) => checks.includes('H'))) {
        assert.ok(visits.get(id)?.how.length >= 15, `${id}: how to measure it`);
        assert.ok(visits.get(id).record.length >= 5, `${id}: what is recorded`);
        assert.match(sheet.split('## 8. The record')[1], new RegExp(`^\\| ${id} .*____|` +
            `^\\| ${id} .*yes / no|^\\| ${id} .*where`, 'm'), `${id}: a line of the record`);
    }
});

test('a row that a document meets names it', () => {
    for (const {id, how, tests} of rows.filter(({checks}) => checks.includes('doc'))) {
        const [, path] = /\]\(([\w.-]+\.md)\)/.exec(how) ?? [];
        assert.ok(tests.length > 0 || path || id === 'P08', id);
        assert.ok(!path || existsSync(join(root, 'docs', path)), `${id}: ${path}`);
    }
});

test('the installation sheet names every measure and key of the settings', () => {
    const sheet = read('docs/installation.md');
    for (const measure of ['380', '1220', '800 to 1100', '1120 mm', '1170 mm', '1015 mm',
        '760 x 1220', '22.2 N', '30 mm', '3.5 mm', '65 dBA', '18 dB', '61 mm', 'induction loop']) {
        assert.ok(sheet.includes(measure), measure);
    }
    for (const key of ['px_pitch_mm', 'view_distance_mm', 'mount_bottom_mm', 'jack', 'headphones',
        'loudspeaker', 'idle_s', 'idle_long_s', 'warning_s', 'dead_ms', 'repeat_ms']) {
        assert.ok(sheet.includes(key), key);
        assert.match(read('config/kiosk.yaml'), new RegExp(`^\\s+${key}:`, 'm'), key);
    }
    const logged = [...read('kiosk/lobby.c').matchAll(/LOG_INT\("(\w+_(?:mm|um))"/g)]
        .map(([, name]) => name);
    assert.ok(logged.length >= 8);
    logged.forEach(name => assert.ok(sheet.includes(`"${name}"`), name));
});

const textOf = (language, key) => new RegExp(`^msgid "${key}"\\nmsgstr "(.*)"$`, 'm')
    .exec(read(`assets/locale/${language}.po`))[1];

test('the instruction for residents names every function as the kiosk does', () => {
    const instruction = read('docs/instrukcja.md').replaceAll(/\s+/g, ' ');
    for (const key of ['back', 'start_over', 'bar_staff', 'choose_language', 'easy', 'bigger',
        'contrast', 'lower', 'print', 'no_paper', 'cancel_ticket', 'time_q', 'priority_q',
        'interpreter_pjm', 'book_day', 'have_visit', 'book_yes']) {
        const text = textOf('pl', key);
        assert.ok(instruction.includes(text), `${key}: ${text}`);
    }
    const keys = /Klawisze: ([^.]*)\./.exec(textOf('pl', 'speech_help'))[1].split(/, | i /);
    assert.equal(keys.length, 7);
    keys.forEach(key => assert.ok(instruction.includes(key), key));
    for (const word of ['słuchawki', 'dotyk', 'pętlę indukcyjną', 'na wózku', 'recepcji']) {
        assert.ok(instruction.includes(word), word);
    }
});

test('the instruction is easy to read: short sentences, plain words', () => {
    const text = read('docs/instrukcja.md').replaceAll(/^\|.*\|$|^#+ .*$/gm, '.');
    for (const sentence of text.split(/[.?:](?:\s|$)|\n\n|^\s*(?:\d+\.|-)\s/m)) {
        const words = sentence.match(/[\p{L}\p{N}]+/gu) ?? [];
        assert.ok(words.length <= 15, `${words.length} words: ${sentence.trim()}`);
    }
    assert.doesNotMatch(text, /(?<!\p{L})\p{Lu}{3,}(?!\p{L})/u, 'no initials');
});

/* The pages' texts: every language says everything, with the same placeholders and all plurals. */
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {root} from '../../support/daemon.mjs';
import {LANGUAGES, format} from '../../../backend/web/lib/i18n.js';

const web = join(root, 'backend', 'web');
const tables = Object.fromEntries(LANGUAGES.map(language =>
    [language, JSON.parse(readFileSync(join(web, 'lib', `texts.${language}.json`), 'utf8'))]));
const forms = entry => (typeof entry === 'object' ? Object.values(entry) : [entry]);
const placeholders = text => [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]).sort();

function sources() {
    return ['lib', 'console', 'manager', 'board'].flatMap(folder =>
        readdirSync(join(web, folder)).filter(name => name.endsWith('.js'))
            .map(name => readFileSync(join(web, folder, name), 'utf8')))
        .join('\n').replace(/\/\*[^]*?\*\//g, '');
}

test('every language has the same keys in the same order', () => {
    for (const language of LANGUAGES) {
        assert.deepEqual(Object.keys(tables[language]), Object.keys(tables.pl), language);
    }
});

test('every text has the placeholders of its Polish one, in every plural form', () => {
    for (const language of LANGUAGES) {
        for (const [key, entry] of Object.entries(tables[language])) {
            const wanted = placeholders(forms(tables.pl[key])[0]);
            for (const form of forms(entry)) {
                assert.deepEqual(placeholders(form), wanted, `${language} ${key}: ${form}`);
            }
        }
    }
});

test('a text with plural forms has exactly those its language needs', () => {
    for (const language of LANGUAGES) {
        const rules = new Intl.PluralRules(language).resolvedOptions();
        const wanted = [...rules.pluralCategories].sort();
        for (const [key, entry] of Object.entries(tables[language])) {
            if (typeof entry === 'object') {
                assert.deepEqual(Object.keys(entry).sort(), wanted, `${language} ${key}`);
            }
        }
    }
});

test('no text is empty, shouts, or is left in Polish', () => {
    const mayBeEqual = new Set(['time.minutes', 'time.under_minute', 'login.login']);
    for (const language of LANGUAGES) {
        for (const [key, entry] of Object.entries(tables[language])) {
            for (const form of forms(entry)) {
                assert.ok(form.trim() === form && form !== '', `${language} ${key}`);
                assert.ok(!form.includes('!'), `${language} ${key}: ${form}`);
            }
            if (language !== 'pl' && !mayBeEqual.has(key)) {
                assert.notDeepEqual(entry, tables.pl[key], `${language} ${key}`);
            }
        }
    }
});

test('Cyrillic texts hold no Latin words but names of keys and rooms', () => {
    for (const language of ['uk', 'ru']) {
        for (const [key, entry] of Object.entries(tables[language])) {
            for (const form of forms(entry)) {
                assert.doesNotMatch(form.replace(/\{\w+\}/g, ''), /[A-Za-z]{2,}/,
                    `${language} ${key}: ${form}`);
            }
        }
    }
});

test('every text is used, and every key the pages name exists', () => {
    const code = sources();
    const named = [...code.matchAll(/\bt\('([\w.-]+)'/g)].map(match => match[1]);
    assert.ok(named.length > 60, 'the pattern finds the calls');
    for (const key of named) {
        assert.ok(key in tables.pl, `${key} is used but not written`);
    }
    const families = [...code.matchAll(/`([a-z]+)\.\$\{/g)].map(match => match[1]);
    for (const key of Object.keys(tables.pl)) {
        const isUsed = code.includes(`'${key}'`) || families.includes(key.split('.')[0]);
        assert.ok(isUsed, `${key} is written but not used`);
    }
});

test('Polish counts people the Polish way', () => {
    const say = n => format(tables.pl, 'pl', 'next.waiting', {n});
    assert.equal(say(1), 'Czeka 1 osoba, której możesz pomóc.');
    assert.equal(say(3), 'Czekają 3 osoby, którym możesz pomóc.');
    assert.equal(say(12), 'Czeka 12 osób, którym możesz pomóc.');
    assert.equal(say(22), 'Czekają 22 osoby, którym możesz pomóc.');
});

test('an unknown key or placeholder stays visible instead of throwing', () => {
    assert.equal(format(tables.pl, 'pl', 'no.such'), 'no.such');
    assert.equal(format(tables.pl, 'pl', 'done.recall', {}), 'Wezwano ponownie numer {number}.');
});

/* What residents read is short and plain; Polish has an easy form. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {root} from '../../support/daemon.mjs';

const LANGUAGES = ['pl', 'uk', 'en', 'ru', 'pl_easy'];
const LABEL_MAX = 60;
const WORDS_MAX = 15;
const KNOWN = ['PESEL', 'QR'];

/* {where, text, isLabel} of every text: the kiosk's, paper's and phone page's, and the office's. */
function texts() {
    const found = LANGUAGES.flatMap(language => {
        const po = readFileSync(join(root, `assets/locale/${language}.po`), 'utf8');
        return [...po.matchAll(/^#\. (.*)\nmsgid "(\w+)"\nmsgstr "(.*)"$/gm)].map(
            ([, note, key, text]) => ({where: `${language} ${key}`, text,
                isLabel: note.includes('(button)')}));
    });
    let field = '';
    for (const line of readFileSync(join(root, 'config/office.yaml'), 'utf8').split('\n')) {
        field = /^\s+(label|hint):/.exec(line)?.[1] ?? field;
        const [, language, text] = /^\s+(pl|uk|en|ru|pl_easy): "(.*)"/.exec(line) ?? [];
        if (text) {
            found.push({where: `office ${language} "${text}"`, text, isLabel: field === 'label'});
        }
    }
    assert.ok(found.length > 1000, `${found.length} texts`);
    return found;
}

test('T11 labels have at most 60 characters', () => {
    const labels = texts().filter(({isLabel}) => isLabel);
    assert.ok(labels.length > 400);
    labels.forEach(({where, text}) => assert.ok([...text].length <= LABEL_MAX, where));
});

test('T11 sentences have at most 15 words', () => {
    for (const {where, text} of texts()) {
        for (const sentence of text.split(/[.?:](?:\s|$)/)) {
            const words = sentence.match(/[\p{L}\p{N}{}’'-]+/gu) ?? [];
            assert.ok(words.length <= WORDS_MAX, `${where}: ${words.length} words: ${sentence}`);
        }
    }
});

test('T11 no initials but those that everybody knows', () => {
    for (const {where, text} of texts()) {
        for (const initials of text.match(/(?<![\p{L}{])\p{Lu}{2,}(?![\p{L}}])/gu) ?? []) {
            assert.ok(KNOWN.includes(initials), `${where}: ${initials}`);
        }
    }
});

test('T11 there is an easy Polish form of the kiosk and of the office', () => {
    const easy = readFileSync(join(root, 'assets/locale/pl_easy.po'), 'utf8');
    assert.ok([...easy.matchAll(/^msgid "\w+"/gm)].length >= 30);
    const office = readFileSync(join(root, 'config/office.yaml'), 'utf8');
    assert.ok([...office.matchAll(/^\s+pl_easy: /gm)].length >= 20);
});

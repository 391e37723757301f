// The staff manual speaks in the words of the pages: what it prints bold stands on a button there.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

const read = path => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const manual = read('docs/podrecznik-pracownika.md');
const texts = Object.values(JSON.parse(read('backend/web/lib/texts.pl.json')))
    .flatMap(text => typeof text === 'string' ? [text] : Object.values(text));
const {KEYS} = await import('../../../backend/web/console/keys.js');

test('every bold word of the staff manual is a text of the pages', () => {
    const bold = [...manual.matchAll(/\*\*([^*]+)\*\*/g)].map(([, words]) =>
        words.replaceAll(/\s+/g, ' '));
    assert.ok(bold.length > 25, `${bold.length}`);
    for (const words of bold.filter(each => each !== 'grube')) {
        assert.ok(texts.some(text => text === words || text === `${words}: {what}`), words);
    }
});

test('every key of the staff manual is one of the console', () => {
    const keys = [...manual.matchAll(/\((F\d+|Ctrl\+[A-Z])\)/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(keys)].sort(), [...new Set(Object.values(KEYS))].sort());
});

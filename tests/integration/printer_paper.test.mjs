// What a person reads on the ticket, read by somebody else: tesseract for the words, zbarimg for
// the code. And what nobody may read there: no service, no need, in no language.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {Daemon, root, temporaryFolder} from '../support/daemon.mjs';
import {encodePng} from '../support/png.mjs';
import {Probe} from '../support/printer/probe.mjs';

const READ_LEAST = 0.9;
const NOWHERE = 'ipp://127.0.0.1:9/ipp/print'; // the preview comes before the printer is asked
const LANGUAGES = {pl: 'pol', uk: 'ukr', en: 'eng', ru: 'rus', pl_easy: 'pol'};
const URL_ON_TICKET = 'http://127.0.0.1:8080/v/0123456789abcdef0123456789abcdef';

const folder = temporaryFolder('okienko-paper');
const files = {}; // language -> PNG

before(async () => {
    const probe = new Probe('print', [NOWHERE, '100']);
    for (const [i, language] of Object.keys(LANGUAGES).entries()) {
        probe.send(`print ${i + 1} ${language} A27`);
        const [, width, height, hex] = await probe.line(
            new RegExp(`^preview ${i + 1} (\\d+) (\\d+) (.*)`), 20_000);
        files[language] = join(folder, `${language}.png`);
        writeFileSync(files[language], encodePng(
            {width: +width, height: +height, dpi: 203, gray: grayOf(+width, +height, hex)}));
    }
    await probe.quit();
});

function grayOf(width, height, hex) {
    const bits = Buffer.from(hex, 'hex');
    const stride = (width + 7) >> 3;
    const gray = Buffer.alloc(width * height, 255);
    for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
            if (bits[y * stride + (x >> 3)] & (0x80 >> (x & 7))) {
                gray[y * width + x] = 0;
            }
        }
    }
    return gray;
}

const readings = new Map();

/* One language at a time: two together confuse Latin and Cyrillic letters. */
function read(file, language) {
    const key = `${file} ${language}`;
    if (!readings.has(key)) {
        readings.set(key, execFileSync('tesseract', [file, '-', '-l', language, '--psm', '11'],
            {encoding: 'utf8', env: {...process.env, OMP_THREAD_LIMIT: '1'},
                stdio: ['ignore', 'pipe', 'ignore']}));
    }
    return readings.get(key);
}

const wordsOf = text => text.toLowerCase().replaceAll('’', "'").match(/[\p{L}']{3,}/gu) ?? [];

/* The catalogue's text, by key; easy Polish falls back to Polish. */
function textOf(language, key) {
    const po = readFileSync(join(root, 'assets/locale', `${language}.po`), 'utf8');
    const found = new RegExp(`^msgid "${key}"\\nmsgstr "(.*)"$`, 'm').exec(po)?.[1];
    return found || (language === 'pl_easy' ? textOf('pl', key) : assert.fail(`no text ${key}`));
}

const KEYS = ['ticket_wait', 'ahead', 'wait', 'ticket_scan', 'ticket_privacy'];

function assertRead(text, language, keys) {
    const seen = new Set(wordsOf(text));
    const expected = keys.flatMap(key => wordsOf(textOf(language, key).replace(/\{.*?\}/g, '')));
    const missing = expected.filter(word => !seen.has(word));
    assert.ok(missing.length <= expected.length * (1 - READ_LEAST),
        `${language}: not read: ${missing}`);
}

for (const language of Object.keys(LANGUAGES)) {
    test(`the ticket reads well in ${language} and in Polish`, () => {
        const text = read(files[language], LANGUAGES[language]);
        assertRead(text, language, [...KEYS, 'ticket_issued', 'ticket_phone']);
        assert.match(text, /12 345 67 89/);
        assert.match(text, /21\.11\.2026, 9:33/);
        const polish = read(files[language], 'pol');
        assert.match(polish, /\bA27\b/);
        assert.match(polish, /Centrum Usług Społecznych/);
        if (language !== 'pl_easy') {
            assertRead(polish, 'pl', KEYS);
        }
    });

    test(`the code leads to the phone page in ${language}`, () => {
        assert.equal(execFileSync('zbarimg', ['--quiet', '--raw', '--nodbus', files[language]],
            {encoding: 'utf8'}).trim(), URL_ON_TICKET);
    });
}

test("the person's language comes first, Polish second", () => {
    const lines = read(files.uk, 'ukr').split('\n').filter(line => line.trim());
    const [own, later] = [/Людей перед Вами/, /Час очікування/]
        .map(words => lines.findIndex(line => words.test(line)));
    assert.ok(own > 0 && later > own + 1, 'a Polish line between the two Ukrainian ones');
});

test('nobody reads a service, a need or a reason on it', async () => {
    const daemon = await Daemon.start();
    after(() => daemon.stop());
    const {body} = await daemon.get('/catalog');
    const own = new Set(Object.keys(LANGUAGES).flatMap(language =>
        [...KEYS, 'ticket_issued', 'ticket_phone'].flatMap(key => wordsOf(textOf(language, key)))));
    const labels = [...body.services, ...body.needs, ...body.groups]
        .flatMap(thing => Object.values(thing.label));
    const forbidden = new Set(labels.flatMap(wordsOf).filter(word =>
        word.length >= 6 && !own.has(word)));
    ['pierwszeństwo', 'пріоритет', 'priority', 'приоритет', 'pesel', 'nazwisko', 'psycholog']
        .forEach(word => forbidden.add(word));
    assert.ok(forbidden.size > 100, 'the list is not empty by mistake');
    for (const language of Object.keys(LANGUAGES)) {
        for (const tongue of new Set([LANGUAGES[language], 'pol'])) {
            const seen = wordsOf(read(files[language], tongue));
            assert.deepEqual(seen.filter(word => forbidden.has(word)), [], language);
        }
    }
});

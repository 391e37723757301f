// limit: 480 s
// For every need in every language: what the lobby sees, hears and takes along, and what is logged,
// tells nothing but a number and a neutral room. The words are the office's own (secrets.mjs).
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {promisify} from 'node:util';
import {Daemon, root, temporaryFolder, until} from '../support/daemon.mjs';
import {Ears} from '../support/ears.mjs';
import {openBrowser} from '../support/browser.mjs';
import {Kiosk} from '../support/kiosk.mjs';
import {bigOffice, crewOf} from '../support/office.mjs';
import {LANGUAGES, textOf} from '../support/phone.mjs';
import {encodePng} from '../support/png.mjs';
import {Printer} from '../support/printer/probe.mjs';
import {decodeRaster} from '../support/raster.mjs';
import {findCodes, findSecrets, secretsOf} from '../support/secrets.mjs';

const ROOMS = 8;
const NAME = 'Dom'; // of the office: its own name may speak of help
const LETTERS = {pl: 'pol', uk: 'ukr', en: 'eng+pol', ru: 'rus', pl_easy: 'pol'};
const run = promisify(execFile);

/* Keeps everything that ever stood on a page: words, names, titles. Calls follow each other fast:
 * none stays for its seconds, and none is heard. */
const NOTE_ALL = () => {
    globalThis.seen = new Set();
    const later = globalThis.setTimeout.bind(globalThis);
    globalThis.setTimeout = (work, ms, ...more) => later(work, Math.min(ms, 50), ...more);
    HTMLMediaElement.prototype.play = function quick() {
        setTimeout(() => this.onended?.(new Event('ended')), 1);
        return Promise.resolve();
    };
    const note = () => {
        globalThis.seen.add(document.title);
        globalThis.seen.add(document.body?.innerText ?? '');
        document.querySelectorAll('body *').forEach(element =>
            [...element.attributes].filter(({name}) => name !== 'lang').forEach(({name, value}) =>
                globalThis.seen.add(/^(title|alt|aria-\w+)$/.test(name) ? value : `"${value}"`)));
    };
    new MutationObserver(note).observe(document,
        {subtree: true, childList: true, characterData: true, attributes: true});
};

/* A large demo office with a name that says nothing. */
function plainlyNamed() {
    const path = bigOffice({rooms: ROOMS, staff: ROOMS});
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^name: .*$/m, `name: "${NAME}"`));
    return path;
}

/* Every text of an answer. */
const textsOf = value => typeof value === 'string' ? [value]
    : value && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];

describe('secrets', () => {
    const walked = []; // {code, language, number, token}
    const boards = []; // what the board and the displays beside doors were sent
    const papers = []; // as the desk would print them
    let daemon;
    let printer;
    let kiosk;
    let ears;
    let crew;
    let browser;
    let board;
    let door;
    let stream;
    let secrets;
    let same; // what a board says when nobody has come yet: the same for everybody
    let folder;

    before(async () => {
        folder = temporaryFolder('okienko-secrets');
        daemon = await Daemon.start({office: plainlyNamed()});
        crew = await crewOf(daemon, ROOMS);
        const {body: catalog} = await daemon.get('/catalog');
        secrets = secretsOf(catalog);
        same = textsOf((await daemon.get('/state?view=board')).body)
            .filter(text => text.length > 3).concat('Okienko', 'waiting', 'called', 'serving');
        stream = daemon.stream('board');
        await stream.opened;
        printer = Printer.up(temporaryFolder('okienko-printer'));
        browser = await openBrowser('--autoplay-policy=no-user-gesture-required');
        [board, door] = [await openPage('/board'), await openPage('/board?room=1')];
        const tokenFile = join(folder, 'token');
        writeFileSync(tokenFile, daemon.token);
        kiosk = await Kiosk.start({url: daemon.url, tokenFile, size: '1080x1920',
            printer: printer.uri, log: join(folder, 'kiosk.log'),
            env: {SDL_VIDEODRIVER: 'dummy'}});
        await kiosk.say('wait-idle');
        await kiosk.say('paint off');
        ears = await Ears.on(kiosk, folder);
        for (const {code} of catalog.needs) {
            const group = catalog.groups.find(({needs}) => needs.includes(code));
            for (const language of LANGUAGES) {
                await visit(code, group?.code, language);
            }
        }
    });

    after(async () => {
        stream?.close();
        await kiosk?.stop();
        try {
            await browser?.close();
        } finally {
            printer?.down();
            await daemon?.stop();
        }
    });

    const openPage = async path => {
        const page = await browser.page({width: 1920, height: 1080});
        page.voices = [];
        page.on('request', request => {
            const url = new URL(request.url());
            if (url.pathname === '/api/v1/voice' && url.search) {
                page.voices.push(url.search);
            }
        });
        await page.addInitScript(NOTE_ALL);
        await page.goto(daemon.url + path);
        await page.locator('.office', {hasText: NAME}).waitFor();
        return page;
    };

    /* From the first touch to the call: whoever asks for everything gives away the most. */
    const visit = async (code, group, language) => {
        await kiosk.say(`tap language.${language}`);
        await kiosk.say('key next');
        if (group) {
            await kiosk.say(`tap group.${group}`);
        }
        await kiosk.say('key repeat');
        await kiosk.say(`tap need.${code}`);
        await kiosk.say('wait-idle');
        const dump = await kiosk.dump(join(folder, 'dump.json'));
        const has = id => dump.nodes.some(node => node.id === id);
        if (has('ask.priority')) {
            await kiosk.say('tap ask.priority');
        }
        if (has('ask.language')) {
            await kiosk.say('tap ask.language');
            await kiosk.say('tap talk.sign');
        }
        if (has('print')) { // who does not know where to begin has a number already
            await kiosk.say('key next');
            await kiosk.say('tap print');
        }
        const {label: number} = await kiosk.untilNode('number');
        await kiosk.say('key repeat');
        await kiosk.say('wait-idle');
        await kiosk.say('tap finish');
        const [{id, token}] =
            daemon.sql(`SELECT id, token FROM ticket WHERE number = '${number}'`);
        const paper = await crew[0].get(`/tickets/${id}/paper?lang=${language}`);
        assert.equal(paper.status, 200, paper.text);
        papers.push(paper.text);
        const room = walked.length % ROOMS;
        await call(crew[room], room + 1);
        walked.push({code, language, number, token});
    };

    const call = async (staff, room) => {
        const {current} = (await staff.get('/state?view=console')).body;
        if (current) {
            await staff.post(`/tickets/${current.ticket.id}/start`);
            await staff.post(`/tickets/${current.ticket.id}/finish`, {outcome: 'left'});
        }
        const {body} = await staff.post(`/rooms/${room}/next`);
        assert.ok(body.ticket, JSON.stringify(body));
        for (const view of ['/state?view=board', `/state?view=board&room=${room}`]) {
            boards.push((await daemon.get(view)).body);
        }
        await board.locator('.number', {hasText: new RegExp(`^${body.ticket.number}$`)}).first()
            .waitFor();
    };

    const assertSecret = (texts, what) => {
        for (const text of new Set(texts)) {
            assert.deepEqual(findSecrets(text, secrets, same), [], `${what}: ${text}`);
        }
    };

    test('the walk has seen every need in every language', () => {
        const pairs = new Set(walked.map(({code, language}) => `${code} ${language}`));
        assert.equal(pairs.size, 25 * LANGUAGES.length);
        assert.equal(new Set(walked.map(({number}) => number)).size, pairs.size);
        const rows = daemon.sql('SELECT count(*) AS n, sum(priority) AS first FROM ticket');
        assert.ok(rows[0].n === pairs.size && rows[0].first > 100, JSON.stringify(rows));
    });

    test('L03 the board and the displays beside doors are sent number and room only', () => {
        assert.ok(stream.events.length >= walked.length);
        const sent = [...boards, ...stream.events.map(({json}) => json)].map(textsOf);
        assertSecret(sent.flat(), 'sent');
        sent.forEach(texts => assert.deepEqual(findCodes(JSON.stringify(texts), secrets), []));
        stream.events.forEach(({json}) => assert.deepEqual(Object.keys(json)
            .filter(key => /need|service|priority|language|interpreter|staff/.test(key)), []));
    });

    test('L03 nothing else ever stands on the board or beside a door', async () => {
        for (const page of [board, door]) {
            const seen = await page.evaluate(() => [...globalThis.seen]);
            assertSecret(seen.filter(text => !/^"/.test(text)), page.url());
            assert.deepEqual(findCodes(seen.join('\n'), secrets), []);
        }
        const shown = (await board.evaluate(() => [...globalThis.seen])).join('\n');
        walked.forEach(({number}) => assert.ok(shown.includes(number), `${number} was seen`));
    });

    test('L03 the lobby’s voice is asked for number and room only', async () => {
        await until('the last call', () => board.voices.length > walked.length / 2);
        board.voices.forEach(search =>
            assert.match(search, /^\?number=[A-E]\d+&room=\d+$/));
        assert.deepEqual(door.voices, []);
    });

    test('L03 the kiosk’s loudspeaker says where the headphones go, the same to everybody', () => {
        assert.deepEqual(ears.said('headphones'), []);
        const aloud = ears.said('loudspeaker');
        assert.equal(aloud.length % 4, 0);
        assert.ok(aloud.length >= walked.length * 4);
        aloud.forEach(({lang}, i) => assert.equal(lang, ['pl', 'uk', 'en', 'ru'][i % 4]));
        assertSecret(aloud.map(({text}) => text), 'loudspeaker');
        assert.equal(new Set(aloud.map(({text}) => text)).size, 4);
    });

    test('L03 no text that a ticket is drawn from tells anything', () => {
        const drawn = ['kiosk/print/paper.c', 'kiosk/print/paper.h', 'common/base/promise_words.c']
            .map(path => readFileSync(join(root, path), 'utf8').replaceAll(/\/\*[^]*?\*\//g, ''))
            .join('\n');
        let count = 0;
        for (const language of LANGUAGES) {
            const po = readFileSync(join(root, `assets/locale/${language}.po`), 'utf8');
            for (const [, key, text] of po.matchAll(/^msgid "(\w+)"\nmsgstr "(.*)"$/gm)) {
                if (drawn.includes(`"${key}"`)) {
                    assert.deepEqual(findSecrets(text, secrets), [], `${language} ${key}`);
                    count++;
                }
            }
        }
        assert.ok(count >= 4 * 9, `${count} texts`);
        assert.doesNotMatch(drawn, /service|priority|interpreter|->need|wants_/);
    });

    test('L03 the title of a phone page is one for all and tells nothing', async () => {
        for (const language of LANGUAGES) {
            const titles = await Promise.all(walked.filter(one => one.language === language)
                .map(async ({token}) => (await daemon.get(`/v/${token}`)).text)
                .map(async text => /<title>(.*)<\/title>/.exec(await text)[1]));
            assert.equal(titles.length, 25);
            assert.equal(new Set(titles).size, 1, `${titles}`);
            assert.deepEqual(findSecrets(titles[0], secrets), [], titles[0]);
        }
    });

    test('L03 the paper that the desk prints tells nothing either', () => {
        assert.equal(papers.length, walked.length);
        for (const html of papers) {
            assertSecret([textOf(html), /<title>(.*)<\/title>/.exec(html)[1]], 'paper of the desk');
            assert.deepEqual(findCodes(html.replaceAll(/ lang="\w+"/g, ''), secrets), []);
        }
    });

    /* Each need in two languages, each language with ten needs: reading takes its time. */
    test('L03 what came out of the printer, read by somebody else, tells nothing', async () => {
        const tickets = printer.tickets();
        const count = LANGUAGES.length;
        assert.equal(tickets.length, walked.length);
        await Promise.all(LANGUAGES.map((language, own) => {
            const mine = tickets.filter((_, i) => i % count === own &&
                [own, (own + 2) % count].includes(Math.floor(i / count) % count));
            assert.equal(mine.length, 10);
            return read(mine, language, LETTERS[language]);
        }));
    });

    const read = async (tickets, language, letters) => {
        const files = tickets.map((ticket, i) => {
            const file = join(folder, `${language}-${i}.png`);
            writeFileSync(file, encodePng(decodeRaster(ticket)));
            return file;
        });
        const list = join(folder, `${language}.txt`);
        writeFileSync(list, `${files.join('\n')}\n`);
        await run('nice', ['tesseract', list, list, '-l', letters, '--psm', '6'],
            {env: {...process.env, OMP_THREAD_LIMIT: '1'}});
        const texts = readFileSync(`${list}.txt`, 'utf8').split('\f').slice(0, tickets.length);
        assert.equal(texts.length, tickets.length);
        texts.forEach(text => assert.ok((text.match(/\p{L}{4,}/gu) ?? []).length >= 12, text));
        assertSecret(texts, `paper in ${language}`);
    };

    test('L03 C04 the logs of kiosk and backend have ids only', () => {
        const lines = readFileSync(join(folder, 'kiosk.log'), 'utf8');
        assert.match(lines, /"ticket\.issued"/);
        for (const log of [lines, daemon.log()]) {
            assert.deepEqual(findCodes(log, secrets), []);
            const fold = log.toLowerCase();
            secrets.texts.forEach(secret => assert.ok(!fold.includes(secret), secret));
            walked.forEach(({number}) => assert.ok(!log.includes(`"${number}"`), number));
        }
    });
});

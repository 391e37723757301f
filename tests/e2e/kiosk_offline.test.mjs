// limit: 420 s
// A kiosk whose line to the backend is cut, whose backend is stopped, and which is killed itself:
// every person gets a number, no number is there twice, and all of them are handed over.
import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {root, sleep, temporaryFolder, until} from '../support/daemon.mjs';
import {Link} from '../support/link.mjs';
import {readNumber, readQr} from '../support/paper.mjs';
import {encodePng} from '../support/png.mjs';
import {Printer} from '../support/printer/probe.mjs';
import {decodeRaster} from '../support/raster.mjs';
import {KioskSet} from '../support/screens.mjs';

const VISITS = 200;
const DESK = 60;
const PAUSE_MS = 150_000; // between two visits: eight hours and a third a day, by the kiosk's clock

/* A set whose kiosk has `numbers` of each series in hand and a line that can be cut. */
async function withLine(numbers, work) {
    const set = await KioskSet.start();
    const link = await Link.to(() => set.daemon.port);
    const state = temporaryFolder('okienko-state');
    const config = join(state, 'kiosk.yaml');
    writeFileSync(config, readFileSync(join(root, 'config/kiosk.yaml'), 'utf8')
        .replace(/numbers: \d+/, `numbers: ${numbers}`));
    const series = new Set(set.daemon.sql('SELECT series FROM service').map(row => row.series));
    const line = {set, link, daemon: set.daemon,
        start: more => set.kiosk({url: link.url, state, config, ...more}),
        ready: async more => {
            const kiosk = await line.start(more);
            await kiosk.say('wait-idle');
            await until('numbers for today and tomorrow', () =>
                set.daemon.sql('SELECT count(*) AS n FROM lease')[0].n === 2 * series.size);
            await sleep(100); // until the last of them is on the disk
            return kiosk;
        }};
    try {
        await work(line);
    } finally {
        await set.stop();
        await link.close();
    }
}

const given = daemon => daemon.sql(
    "SELECT number, day, issued_ms, state FROM ticket WHERE channel = 'kiosk' ORDER BY issued_ms");

const visit = async (kiosk, i) => {
    await kiosk.say('tap language.pl');
    if (i % 4 === 0) {
        await kiosk.say('tap group.money');
        await kiosk.say('tap need.money');
        await kiosk.say('tap no_paper');
    } else {
        await kiosk.say('tap need.start');
    }
    const {label} = await kiosk.untilNode('number');
    await kiosk.say('tap finish');
    return label;
};

test('a day of two hundred visits without the backend, and the kiosk killed three times', context =>
    withLine(400, async ({daemon, link, start, ready}) => {
        let kiosk = await ready();
        const desk = await daemon.login('recepcja1');
        const seen = [];
        const numbersOfDesk = [];
        link.cut();
        await kiosk.untilNode('away');
        const started = performance.now();
        for (let i = 1; i <= VISITS; i++) {
            const pressed = Date.now();
            seen.push({number: await visit(kiosk, i), pressed});
            await kiosk.say(`advance ${PAUSE_MS}`);
            await kiosk.say('expect-screen attract');
            if (i <= DESK) { // only the line is cut yet: the desk goes on
                const answer = await desk.post('/tickets', {need: 'start', language: 'pl'});
                assert.equal(answer.status, 201, answer.text);
                numbersOfDesk.push(answer.body.ticket.number);
            }
            if (i === VISITS / 2) {
                await daemon.kill();
            }
            if (i % (VISITS / 4) === 0 && i < VISITS) {
                if (i === VISITS / 2) { // in the middle of a visit, its number not yet seen
                    await kiosk.say('tap language.pl');
                    kiosk.say('tap need.start').catch(() => {});
                }
                await kiosk.kill();
                kiosk = await start();
                await kiosk.untilNode('language.pl');
            }
        }
        context.diagnostic(`${VISITS} visits in ${Math.round(performance.now() - started)} ms`);
        const numbers = seen.map(({number}) => number);
        assert.equal(new Set([...numbers, ...numbersOfDesk]).size, VISITS + DESK, 'none twice');
        await daemon.launch();
        const returned = performance.now();
        link.mend();
        await until('all handed over', () => given(daemon).length >= VISITS, 60_000, 50);
        context.diagnostic(`handed over after ${Math.round(performance.now() - returned)} ms`);
        await sleep(500);
        const rows = new Map(given(daemon).map(row => [row.number, row]));
        assert.equal(rows.size, given(daemon).length, 'each once');
        assert.ok(rows.size - VISITS <= 1, 'the visit that was cut off may have got one');
        for (const {number, pressed} of seen) {
            const row = rows.get(number);
            assert.ok(row, `${number} was handed over`);
            assert.ok(Math.abs(row.issued_ms - pressed) < 5000,
                `${number}: pressed ${pressed}, kept ${row.issued_ms}`);
            assert.equal(row.state, 'waiting');
        }
        assert.equal(daemon.sql('SELECT count(*) AS n FROM ticket')[0].n, rows.size + DESK);
        const [{first, last}] = daemon.sql(`SELECT min(counter) AS first, max(counter) AS last
            FROM ticket WHERE channel = 'desk'`);
        assert.equal(last - first + 1, DESK, 'the desk goes on behind what was lent');
    }));

test('the backend comes back in the middle of a visit', () => withLine(20,
    async ({daemon, link, ready}) => {
        const kiosk = await ready();
        link.cut();
        await kiosk.untilNode('away');
        await kiosk.say('tap language.uk');
        await kiosk.tap('need.start', 'number');
        const {label} = await kiosk.untilNode('number');
        await kiosk.untilNode('queue.wait', node => /невідом|не знаємо/i.test(node.label));
        link.mend();
        await kiosk.untilNode('queue.ahead', node => !/з'єднан|зв’яз|зв'яз|з’єднан/i
            .test(node.label));
        assert.equal((await kiosk.untilNode('number')).label, label, 'the number is the number');
        await kiosk.say('tap cancel');
        await kiosk.say('tap cancel.yes');
        await until('taken back', () => given(daemon)[0]?.state === 'cancelled');
    }));

test('a talk that was ticked is handed over as agreed, over a restart too', () =>
    withLine(20, async ({daemon, link, ready, start}) => {
        let kiosk = await ready();
        link.cut();
        await kiosk.untilNode('away');
        await kiosk.say('tap language.pl');
        await kiosk.say('tap group.money');
        await kiosk.say('tap need.money');
        await kiosk.say('tap offer.1');
        await kiosk.tap('no_paper', 'number');
        await kiosk.kill();
        kiosk = await start();
        link.mend();
        await until('it', () => given(daemon).length === 1);
        const steps = daemon.sql('SELECT is_offer FROM step ORDER BY position');
        assert.deepEqual(steps.map(step => step.is_offer), [0, 0]);
    }));

test('a ticket given without the backend and given back there leaves nothing behind', () =>
    withLine(20, async ({daemon, link, ready}) => {
        const kiosk = await ready();
        link.cut();
        await kiosk.untilNode('away');
        await kiosk.say('tap language.pl');
        await kiosk.tap('need.start', 'number');
        await kiosk.say('tap cancel');
        await kiosk.say('tap cancel.yes');
        await kiosk.say('expect-text Bilet jest anulowany');
        await kiosk.say('tap finish');
        link.mend();
        await kiosk.say('tap language.pl');
        await kiosk.tap('need.start', 'number');
        await until('the other ticket', () => given(daemon).length === 1);
        await sleep(500);
        assert.equal(given(daemon).length, 1);
        assert.equal(given(daemon)[0].state, 'waiting');
    }));

test('when the last number is given there is still a way, and numbers when the line is back', () =>
    withLine(2, async ({daemon, link, ready}) => {
        const kiosk = await ready();
        link.cut();
        await kiosk.untilNode('away');
        const first = await visit(kiosk, 1);
        const second = await visit(kiosk, 1);
        await kiosk.say('tap language.pl');
        await kiosk.say('tap need.start');
        await kiosk.untilScreen('waiting');
        await kiosk.untilNode('waiting.text', node => /podejść do pracownika/.test(node.label));
        await kiosk.say('expect-text 112');
        await kiosk.say('tap bar.staff');
        await kiosk.untilScreen('staff');
        await kiosk.say('tap bar.back');
        link.mend();
        const {label} = await kiosk.untilNode('number');
        assert.equal(new Set([first, second, label]).size, 3);
        await until('all three', () => given(daemon).length === 3);
    }));

test('a kiosk that starts without the backend has its texts and gives numbers', () =>
    withLine(20, async ({daemon, link, start, ready}) => {
        await (await ready()).stop();
        link.cut();
        const kiosk = await start();
        await kiosk.untilNode('away');
        const number = await visit(kiosk, 4);
        link.mend();
        await until('it', () => given(daemon).length === 1);
        assert.equal(given(daemon)[0].number, number);
    }));

test('a ticket printed without the backend leads to its phone page afterwards', () =>
    withLine(20, async ({daemon, link, ready, set}) => {
        const printer = Printer.up(temporaryFolder('okienko-printer'));
        try {
            const kiosk = await ready({printer: printer.uri});
            link.cut();
            await kiosk.untilNode('away');
            await kiosk.say('tap language.en');
            await kiosk.say('tap group.money');
            await kiosk.say('tap need.money');
            await kiosk.say('tap print');
            const {label} = await kiosk.untilNode('number');
            await until('the ticket', () => printer.tickets().length === 1);
            const file = join(set.folder, 'ticket.png');
            writeFileSync(file, encodePng(decodeRaster(printer.tickets()[0])));
            assert.equal(readNumber(file), label);
            const url = readQr(file);
            assert.ok(url.startsWith(`${daemon.url}/v/`), url);
            link.mend();
            await until('it', () => given(daemon).length === 1);
            const page = await daemon.get(new URL(url).pathname);
            assert.equal(page.status, 200);
            assert.ok(page.text.includes(label));
            assert.equal(await printer.settled(), 1);
        } finally {
            printer.down();
        }
    }));

test('nothing of a person is on the kiosk’s disk once the tickets are handed over', () =>
    withLine(20, async ({daemon, link, ready, set}) => {
        const kiosk = await ready();
        link.cut();
        await kiosk.untilNode('away');
        await visit(kiosk, 4);
        link.mend();
        await until('it', () => given(daemon).length === 1);
        const folder = kiosk.child.spawnargs[kiosk.child.spawnargs.indexOf('--state') + 1];
        await until('gone', () =>
            !/money|kiosk-[0-9a-f]{8}/.test(readFileSync(join(folder, 'tickets.journal'), 'utf8')));
        const log = readFileSync(join(set.folder, 'kiosk.log'), 'utf8');
        assert.doesNotMatch(log, /money|"[A-E]\d+"/);
    }));

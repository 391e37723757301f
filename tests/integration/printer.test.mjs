// limit: 240 s
// The kiosk's printer threads against a real IPP printer (ippeveprinter), broken in every way it
// can be. Each time: the right words, and exactly the right number of tickets out.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, afterEach, before, beforeEach, test} from 'node:test';
import {sleep, temporaryFolder, until} from '../support/daemon.mjs';
import {Printer, Probe} from '../support/printer/probe.mjs';
import {encodePng} from '../support/png.mjs';
import {decodeRaster} from '../support/raster.mjs';

const GIVE_UP_MS = 2500;
const CONFIRM_MS = 2000;

let printer;
let probe;

before(() => {
    printer = Printer.up(temporaryFolder('okienko-printer'));
});

beforeEach(() => {
    printer.mend();
    printer.empty();
});

afterEach(async () => {
    printer.mend();
    printer.thaw();
    await probe?.quit();
    await sleep(50);
});

after(() => printer.down());

const begin = async (giveUpMs = GIVE_UP_MS, uri = printer.uri, ...more) => {
    probe = new Probe('print', [uri, String(giveUpMs), ...more]);
    await probe.line(/^0 /);
};

const preview = job => {
    const line = probe.matching(new RegExp(`^preview ${job} `))[0].split(' ');
    return {width: Number(line[2]), height: Number(line[3]), bits: Buffer.from(line[4], 'hex')};
};

/* The received page as rows of bits, 1 is black. */
function bitsOf(raster) {
    const page = decodeRaster(raster);
    const stride = (page.width + 7) >> 3;
    const bits = Buffer.alloc(stride * page.height);
    for (let y = 0; y < page.height; y++) {
        for (let x = 0; x < page.width; x++) {
            if (page.gray[y * page.width + x] === 0) {
                bits[y * stride + (x >> 3)] |= 0x80 >> (x & 7);
            }
        }
    }
    return {width: page.width, height: page.height, dpi: page.dpi, bits};
}

function assertPrintedAsShown(raster, job) {
    const got = bitsOf(raster);
    const shown = preview(job);
    assert.deepEqual([got.width, got.height, got.dpi], [shown.width, shown.height, 203]);
    assert.ok(got.bits.equals(shown.bits), 'the paper is the preview, bit by bit');
}

function readCode(raster) {
    const file = join(printer.folder, 'received.png');
    writeFileSync(file, encodePng(decodeRaster(raster)));
    return execFileSync('zbarimg', ['--quiet', '--raw', '--nodbus', file], {encoding: 'utf8'})
        .trim();
}

test('prints what it shows, bit by bit, once and at once', async () => {
    await begin();
    const started = performance.now();
    probe.send('print 1 pl A27');
    await until('a ticket', () => printer.tickets().length > 0, 5000, 1);
    const outMs = performance.now() - started;
    await probe.line(/^1 printing none/);
    await probe.line(/^1 take-ticket none/);
    assert.ok(outMs < 400, `out after ${outMs} ms`);
    assert.equal(await printer.settled(), 1);
    assertPrintedAsShown(printer.tickets()[0], 1);
    assert.equal(readCode(printer.tickets()[0]),
        'http://127.0.0.1:8080/v/0123456789abcdef0123456789abcdef');
});

test('prints every language as shown', async () => {
    await begin();
    const languages = ['pl', 'uk', 'en', 'ru', 'pl_easy'];
    for (const [i, language] of languages.entries()) {
        probe.send(`print ${i + 1} ${language} B${i + 100}`);
        await probe.line(new RegExp(`^${i + 1} take-ticket`));
    }
    printer.tickets().forEach((ticket, i) => assertPrintedAsShown(ticket, i + 1));
    assert.equal(await printer.settled(), languages.length);
});

test('knows before anybody asks that paper is low, out, and back', async () => {
    const {port} = new URL(printer.uri.replace('ipp:', 'http:'));
    const level = number => execFileSync('curl', ['-s', '-o', '/dev/null',
        `http://localhost:${port}/media?size0=om_roll-80x150_80x150mm&type0=continuous` +
        `&level0=${number}`]);
    await begin();
    level(5);
    await probe.line(/^0 low media-low/);
    level(0);
    await probe.line(/^0 attention media-empty/);
    level(250);
    await probe.line(/^0 ready none/);
});

test('waits for paper that comes in time', async () => {
    await begin(6000);
    printer.fault('state media-empty');
    probe.send('print 1 pl A27');
    await probe.line(/^1 attention media-empty/, 1500);
    assert.equal(printer.tickets().length, 0);
    await sleep(1500);
    printer.mend();
    await probe.line(/^1 take-ticket none/, 1500);
    assert.equal(await printer.settled(), 1);
});

test('says "maybe" when the paper does not come and the cancel is not confirmed', async () => {
    await begin();
    printer.fault('state cover-open');
    const started = performance.now();
    probe.send('print 1 pl A27');
    await probe.line(/^1 attention cover-open/);
    await probe.line(/^1 unknown cover-open/, GIVE_UP_MS + CONFIRM_MS + 1500);
    const tookMs = performance.now() - started;
    assert.ok(tookMs > GIVE_UP_MS && tookMs < GIVE_UP_MS + CONFIRM_MS + 1000, `${tookMs} ms`);
    printer.mend();
    await probe.line(/^0 ready/);
    assert.ok(await printer.settled() <= 1);
    printer.empty();
    probe.send('print 2 pl A28');
    await probe.line(/^2 take-ticket/);
    assert.equal(await printer.settled(), 1);
});

test('follows a slow printer, and not for ever', async () => {
    await begin();
    printer.fault('slow 1');
    probe.send('print 1 pl A27');
    await probe.line(/^1 take-ticket none/, GIVE_UP_MS);
    printer.fault('slow 6');
    probe.send('print 2 pl A28');
    await probe.line(/^2 unknown/, GIVE_UP_MS + CONFIRM_MS + 1500);
    assert.equal(probe.matching(/^[12] attention/).length, 0, 'slow is no reason to alarm');
    await until('the printer is idle', () => printer.tickets().length === 2, 8000);
    assert.equal(await printer.settled(), 2);
});

test('says "not printed" after an abort, and prints the same number when asked', async () => {
    await begin();
    printer.fault('abort 3');
    probe.send('print 1 uk C5');
    await probe.line(/^1 not-printed/);
    assert.equal(await printer.settled(), 0);
    printer.mend();
    probe.send('print 2 uk C5');
    await probe.line(/^2 take-ticket/);
    assert.equal(await printer.settled(), 1);
});

test('says so when the printer freezes, and prints once when it goes on', async () => {
    await begin(12_000);
    printer.freeze();
    probe.send('print 1 pl A27');
    const started = performance.now();
    await probe.line(/^1 attention no-answer/, 4000);
    assert.ok(performance.now() - started < 3500);
    await sleep(1000);
    printer.thaw();
    await probe.line(/^1 take-ticket/, 6000);
    assert.equal(await printer.settled(), 1);
});

test('prints nothing late when the printer stays frozen', async () => {
    await begin();
    printer.freeze();
    probe.send('print 1 pl A27');
    await probe.line(/^1 not-printed/, GIVE_UP_MS + CONFIRM_MS + 2000);
    printer.thaw();
    await probe.line(/^0 ready/, 5000);
    assert.equal(await printer.settled(), 0);
    probe.send('print 2 pl A28');
    await probe.line(/^2 take-ticket/);
    assert.equal(await printer.settled(), 1);
});

test('prints once a killed printer is back in time', async () => {
    await begin(8000);
    await printer.kill();
    probe.send('print 1 pl A27');
    await probe.line(/^1 attention offline/, 2000);
    await sleep(700);
    printer.restart();
    await probe.line(/^1 take-ticket/, 6000);
    assert.equal(await printer.settled(), 1);
});

test('says "not printed" when a killed printer stays away', async () => {
    await begin();
    await printer.kill();
    probe.send('print 1 pl A27');
    await probe.line(/^1 not-printed offline/, GIVE_UP_MS + 1500);
    printer.restart();
    await probe.line(/^0 ready/, 3000);
    assert.equal(await printer.settled(), 0);
});

test('says "maybe" when the printer dies with the job in its hands', async () => {
    await begin(6000);
    printer.fault('slow 1');
    probe.send('print 1 pl A27');
    await sleep(400);
    await printer.kill();
    printer.restart();
    await probe.line(/^1 unknown/, 6000 + CONFIRM_MS + 1000);
    assert.ok(await printer.settled(printer.out, 1500) <= 1);
});

test('says "not printed" when the address leads nowhere', async () => {
    const lost = printer.uri.replace('/ipp/print', '/ipp/nowhere');
    await begin(GIVE_UP_MS, lost);
    probe.send('print 1 pl A27');
    await probe.line(/^1 not-printed/, GIVE_UP_MS + CONFIRM_MS + 1000);
    assert.equal(await printer.settled(), 0);
});

test('clears away at the start what an earlier run left behind', async () => {
    const script = join(printer.folder, 'leave.test');
    writeFileSync(script, `{ OPERATION Create-Job GROUP operation-attributes-tag
        ATTR charset attributes-charset utf-8 ATTR language attributes-natural-language en
        ATTR uri printer-uri $uri ATTR name requesting-user-name okienko-probe
        ATTR name job-name left STATUS successful-ok }`);
    execFileSync('ipptool', ['-q', printer.uri, script]);
    await begin();
    probe.send('print 1 pl A27');
    await probe.line(/^1 take-ticket/, 2000);
    assert.equal(await printer.settled(), 1);
});

test('prints a row of jobs in order and refuses the one too many', async () => {
    await begin(8000);
    printer.fault('slow 0.1');
    for (let job = 1; job <= 8; job++) {
        probe.send(`print ${job} pl A${job}`);
    }
    await probe.line(/^refused too-many/);
    const refused = probe.matching(/^refused/).length;
    await until('the others', () => probe.matching(/ take-ticket /).length + refused >= 8, 8000);
    const order = probe.matching(/ take-ticket /).map(line => Number(line.split(' ')[0]));
    assert.deepEqual(order, [...order].sort((a, b) => a - b));
    assert.ok(refused >= 1 && order.length >= 4, `${refused} refused, ${order.length} printed`);
    assert.equal(await printer.settled(), order.length);
});

test('speaks one last word on each job', () => {
    const last = /^(\d+) (take-ticket|not-printed|unknown) /;
    const jobs = probe.matching(last).map(line => last.exec(line)[1]);
    assert.equal(new Set(jobs).size, jobs.length);
});

test('stops at once, also while a job is held', async () => {
    await begin(15_000);
    printer.fault('state media-empty');
    probe.send('print 1 pl A27');
    await probe.line(/^1 attention media-empty/);
    assert.ok(await probe.quit() < 600);
});

test('passes the free options on and refuses an address that is none', async () => {
    await begin(GIVE_UP_MS, printer.uri, 'copies=1 print-quality=4');
    probe.send('print 1 pl A27');
    await probe.line(/^1 take-ticket/);
    const wrong = new Probe('print', ['http://localhost/']);
    assert.equal((await wrong.exit).code, 1);
});

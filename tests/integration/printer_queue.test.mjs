// limit: 180 s
// The kiosk's printer threads through a private cupsd: an untouched queue, an everywhere queue with
// filters, a queue with a driver. Through cupsd the truth is thinner: time decides, not keywords.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {after, afterEach, before, beforeEach, test} from 'node:test';
import {sleep, temporaryFolder, until} from '../support/daemon.mjs';
import {Printer, Probe} from '../support/printer/probe.mjs';
import {decodeRaster} from '../support/raster.mjs';

const GIVE_UP_MS = 3000;
const CONFIRM_MS = 2000;

let printer;
let probe;

before(() => {
    printer = Printer.up(temporaryFolder('okienko-queues'), {withCups: true});
});

beforeEach(() => {
    printer.mend();
    printer.driverMend();
    printer.empty();
});

afterEach(() => probe?.quit());

after(() => printer.down());

const begin = async (uri, giveUpMs = GIVE_UP_MS) => {
    await probe?.quit();
    probe = new Probe('print', [uri, String(giveUpMs)]);
    await probe.line(/^0 /);
};

/* `cupsreject` and friends at the private cupsd. */
const tell = (command, queue) => execFileSync(command,
    ['-h', `localhost:${new URL(printer.queueUri.replace('ipp:', 'http:')).port}`, queue],
    {env: {...process.env, PATH: `${process.env.PATH}:/usr/sbin`}, stdio: 'ignore'});

test('reaches the printer untouched through a raw queue', async () => {
    await begin(printer.rawUri);
    probe.send('print 1 pl A27');
    await probe.line(/^1 take-ticket/);
    assert.equal(await printer.settled(), 1);
    const [, , width, height, hex] = probe.matching(/^preview 1 /)[0].split(' ');
    const page = decodeRaster(printer.tickets()[0]);
    assert.deepEqual([page.width, page.height], [Number(width), Number(height)]);
    const shown = Buffer.from(hex, 'hex');
    const stride = (page.width + 7) >> 3;
    for (let y = 0; y < page.height; y++) {
        for (let x = 0; x < page.width; x++) {
            const isShown = (shown[y * stride + (x >> 3)] & (0x80 >> (x & 7))) !== 0;
            assert.equal(page.gray[y * page.width + x] === 0, isShown, `dot ${x},${y}`);
        }
    }
});

test('prints through filters and through a driver', async () => {
    await begin(printer.queueUri);
    probe.send('print 1 uk A27');
    await probe.line(/^1 take-ticket/);
    assert.equal(await printer.settled(), 1);
    await begin(printer.driverUri);
    probe.send('print 2 uk A28');
    await probe.line(/^2 take-ticket/);
    assert.equal(await printer.settled(printer.driverOut), 1);
});

test('says "not printed" when the driver fails, and prints when asked again', async () => {
    await begin(printer.driverUri);
    printer.driverFault('exit 1');
    probe.send('print 1 pl A27');
    await probe.line(/^1 not-printed/);
    printer.driverMend();
    probe.send('print 2 pl A27');
    await probe.line(/^2 take-ticket/);
    assert.equal(await printer.settled(printer.driverOut), 1);
});

test('passes on what the device behind the queue says', async () => {
    await begin(printer.driverUri, 8000);
    printer.driverFault('state media-empty-error');
    probe.send('print 1 pl A27');
    await probe.line(/^1 attention media-empty/);
    printer.driverMend();
    await probe.line(/^1 take-ticket/);
    assert.equal(await printer.settled(printer.driverOut), 1);
});

test('knows a queue that takes no jobs, and one that is stopped', async () => {
    await begin(printer.rawUri, 8000);
    tell('cupsreject', 'raw');
    await probe.line(/^0 attention rejecting/);
    probe.send('print 1 pl A27');
    await probe.line(/^1 not-printed rejecting/);
    tell('cupsaccept', 'raw');
    await probe.line(/^0 ready/);
    tell('cupsdisable', 'raw');
    await probe.line(/^0 attention paused/);
    probe.send('print 2 pl A28');
    await probe.line(/^2 attention paused/);
    tell('cupsenable', 'raw');
    await probe.line(/^2 take-ticket/);
    assert.equal(await printer.settled(), 1);
});

test('leaves nothing in a stopped queue that could come out later', async () => {
    await begin(printer.rawUri);
    tell('cupsdisable', 'raw');
    await probe.line(/^0 attention paused/);
    probe.send('print 1 pl A27');
    await probe.line(/^1 not-printed paused/, GIVE_UP_MS + CONFIRM_MS + 1000);
    await sleep(1500);
    tell('cupsenable', 'raw');
    await probe.line(/^0 ready/);
    assert.equal(await printer.settled(printer.out, 1500), 0);
});

test('ends in time when the device behind the queue is gone, and prints nothing old', async () => {
    await begin(printer.rawUri);
    await printer.kill();
    probe.send('print 1 pl A27');
    const [, word] = await probe.line(/^1 (not-printed|unknown)/, GIVE_UP_MS + CONFIRM_MS + 1000);
    assert.ok(word, 'cupsd says little about a device that is away');
    await sleep(1200); // the leftovers are cancelled
    printer.restart();
    assert.equal(await printer.settled(printer.out, 3000), 0);
    probe.send('print 2 pl A28');
    await probe.line(/^2 take-ticket/);
    await until('the ticket', () => printer.tickets().length === 1);
    assert.equal(await printer.settled(), 1);
});

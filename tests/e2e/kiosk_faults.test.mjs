// limit: 300 s
// The kiosk beside a printer that breaks in every way, and behind a cupsd whose device does. Each
// time: the number stays, the right words, staff told, exactly the right number of tickets out,
// and a loop that a finger never waits for.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, beforeEach, test} from 'node:test';
import {openStream, sleep, temporaryFolder, until} from '../support/daemon.mjs';
import {Link} from '../support/link.mjs';
import {Printer} from '../support/printer/probe.mjs';
import {KioskSet} from '../support/screens.mjs';

const ALERT_MS_MAX = 2000;
const TURN_MS_MAX = 100;
const GIVE_UP_MS = 15_000 + 5000;

const NOT_WORKING = /Drukarka nie działa\. Twój numer jest ważny/;
const PERHAPS = /Bilet mógł się wydrukować/;
const TAKE = /^Weź bilet/;

let printer;
let set;
let consoles; // the events that the consoles get
let kiosk;
let heard = 0;

before(async () => {
    printer = Printer.up(temporaryFolder('okienko-printer'), {withCups: true});
    set = await KioskSet.start();
    const {cookie} = await set.daemon.login('koordynator1');
    consoles = openStream({port: set.daemon.port, headers: {cookie},
        path: '/api/v1/events?view=console'});
    await consoles.opened;
});

beforeEach(() => {
    printer.mend();
    printer.driverMend();
    printer.filterMend();
    printer.empty();
});

after(async () => {
    consoles.close();
    await set.stop();
    printer.thaw();
    printer.down();
});

const alerts = () => consoles.events.filter(({event}) => event === 'alert.raised')
    .map(({json}) => json.kind);

/* The next alert after the last one waited for, and how long it took. */
const alert = async (kind, since, limitMs = ALERT_MS_MAX) => {
    await until(`the alert ${kind}`, () => alerts().slice(heard).includes(kind), limitMs + 3000, 5);
    const took = performance.now() - since;
    heard = alerts().indexOf(kind, heard) + 1;
    assert.ok(took < limitMs, `${kind} after ${Math.round(took)} ms`);
    return took;
};

const begin = async (uri, url) => {
    await kiosk?.stop();
    kiosk = await set.kiosk({printer: uri, url});
    await kiosk.say('wait-idle');
    await kiosk.untilNode('language.pl');
};

const words = pattern => kiosk.untilNode('paper.text', node => pattern.test(node.label));

const toConfirm = async () => {
    await kiosk.tap('language.pl', 'home');
    await kiosk.tap('group.papers', 'group');
    return kiosk.tap('need.documents', 'confirm');
};

/* Presses "Drukuj bilet"; the number is there whatever the printer does. */
const press = async () => {
    await kiosk.say('tap print');
    return (await kiosk.untilNode('number')).label;
};

/* On the screen with its code for the phone, and in the queue. */
const stillThere = async number => {
    assert.equal((await kiosk.untilNode('number')).label, number);
    await kiosk.untilNode('qr');
    assert.deepEqual(set.daemon.sql(`SELECT state FROM ticket WHERE number = '${number}'`),
        [{state: 'waiting'}]);
};

const finish = () => kiosk.tap('finish', 'attract');

/* How much paper the roll has; the virtual printer has a page for that. */
const level = number => {
    const {host} = new URL(printer.uri.replace('ipp:', 'http:'));
    return fetch(`http://${host}/media?size0=om_roll-80x150_80x150mm&type0=continuous` +
        `&level0=${number}`);
};

const tell = (command, queue) => execFileSync(command,
    ['-h', `localhost:${new URL(printer.queueUri.replace('ipp:', 'http:')).port}`, queue],
    {env: {...process.env, PATH: `${process.env.PATH}:/usr/sbin`}, stdio: 'ignore'});

test('no paper before: staff know, and the number without paper comes first', async context => {
    await begin(printer.uri);
    await level(0);
    const started = performance.now();
    context.diagnostic(`alert after ${Math.round(await alert('paper-out', started))} ms`);
    await toConfirm();
    const {nodes} = await kiosk.untilDump('no paper first', dump => {
        const at = id => dump.nodes.findIndex(node => node.id === id);
        return at('no_paper') >= 0 && at('no_paper') < at('print');
    });
    assert.ok(nodes.length > 0);
    await kiosk.tap('no_paper', 'number');
    await level(250);
    await alert('printer-fine', performance.now());
    await finish();
    assert.equal(await printer.settled(), 0);
});

test('no paper before, and asked for all the same: it comes once the paper is there', async () => {
    await level(0);
    await alert('paper-out', performance.now());
    await toConfirm();
    const number = await press();
    await words(NOT_WORKING);
    await stillThere(number);
    assert.equal(await printer.settled(), 0);
    await level(250);
    await words(TAKE);
    await alert('printer-fine', performance.now());
    await stillThere(number);
    await finish();
    assert.equal(await printer.settled(), 1);
});

test('no paper during: the ticket comes once the paper is there', async () => {
    await toConfirm();
    printer.fault('state media-empty');
    const started = performance.now();
    const number = await press();
    await alert('paper-out', started);
    await words(NOT_WORKING);
    await stillThere(number);
    printer.mend();
    await words(TAKE);
    await alert('printer-fine', performance.now());
    await finish();
    assert.equal(await printer.settled(), 1);
});

test('an open cover that stays open: it may have come out, nobody prints it again', async () => {
    await toConfirm();
    printer.fault('state cover-open');
    const started = performance.now();
    const number = await press();
    await alert('cover-open', started);
    await words(NOT_WORKING);
    await until('the last word', () => alerts().slice(heard).includes('print-failed'), GIVE_UP_MS);
    const {label} = await kiosk.untilNode('paper.text');
    assert.match(label, PERHAPS);
    await stillThere(number);
    const {nodes} = await kiosk.untilScreen('number');
    assert.ok(!nodes.some(node => node.id === 'print'), 'never again by itself, nor by hand');
    printer.mend();
    await alert('printer-fine', performance.now());
    await finish();
    assert.ok(await printer.settled() <= 1);
});

test('a slow printer is waited for, and nobody is called', async () => {
    const before = alerts().length;
    await toConfirm();
    printer.fault('slow 3');
    const number = await press();
    await words(/^Drukuję bilet/);
    await words(TAKE);
    await stillThere(number);
    await finish();
    assert.equal(await printer.settled(), 1);
    assert.equal(alerts().length, before);
});

test('an abort: not printed, and again when asked, with the same number', async () => {
    await toConfirm();
    printer.fault('abort 3');
    const started = performance.now();
    const number = await press();
    await alert('print-failed', started);
    await words(NOT_WORKING);
    printer.mend();
    await kiosk.say('tap print');
    await words(TAKE);
    await stillThere(number);
    await finish();
    assert.equal(await printer.settled(), 1);
});

test('a frozen printer: staff know in time, one ticket when it goes on', async context => {
    await toConfirm();
    printer.freeze();
    const started = performance.now();
    const number = await press();
    const took = await alert('printer-down', started, ALERT_MS_MAX + 200);
    context.diagnostic(`alert after ${Math.round(took)} ms`);
    await words(NOT_WORKING);
    await sleep(1000);
    printer.thaw();
    await words(TAKE);
    await stillThere(number);
    await finish();
    assert.equal(await printer.settled(), 1);
});

test('a printer that dies and returns prints once', async () => {
    await toConfirm();
    await printer.kill();
    const started = performance.now();
    const number = await press();
    await alert('printer-down', started);
    await words(NOT_WORKING);
    printer.restart();
    await words(TAKE);
    await stillThere(number);
    await finish();
    assert.equal(await printer.settled(), 1);
});

test('a queue that refuses: said before the choice, and printed once it takes jobs', async () => {
    await begin(printer.rawUri);
    await toConfirm();
    tell('cupsreject', 'raw');
    const started = performance.now();
    await alert('printer-down', started);
    const number = await press();
    await words(NOT_WORKING);
    tell('cupsaccept', 'raw');
    await alert('printer-fine', performance.now());
    await kiosk.say('tap print');
    await words(TAKE);
    await stillThere(number);
    await finish();
    assert.equal(await printer.settled(), 1);
});

test('behind cupsd a device that is gone: the truth in time, and nothing old', async () => {
    await printer.kill();
    await toConfirm();
    const number = await press();
    await until('the last word', () => alerts().slice(heard).includes('print-failed'), GIVE_UP_MS);
    heard = alerts().length;
    const {label} = await kiosk.untilNode('paper.text');
    assert.match(label, new RegExp(`${NOT_WORKING.source}|${PERHAPS.source}`));
    await stillThere(number);
    await finish();
    await sleep(1200); // the leftovers are cancelled
    printer.restart();
    assert.equal(await printer.settled(printer.out, 2500), 0);
});

for (const [what, fault, mend] of [
    ['a filter that crashes', () => printer.filterCrash(), () => printer.filterMend()],
    ['a device that fails', () => printer.driverFault('exit 1'), () => printer.driverMend()],
]) {
    test(`behind cupsd ${what}: not printed, and again when asked`, async () => {
        await begin(printer.driverUri);
        await toConfirm();
        fault();
        const started = performance.now();
        const number = await press();
        await alert('print-failed', started);
        await words(NOT_WORKING);
        await stillThere(number);
        assert.equal(await printer.settled(printer.driverOut), 0);
        mend();
        await kiosk.say('tap print');
        await words(TAKE);
        await stillThere(number);
        await finish();
        assert.equal(await printer.settled(printer.driverOut), 1);
    });
}

test('whoever asks for a person is told to the consoles, once', async () => {
    const started = performance.now();
    await kiosk.tap('language.pl', 'home');
    await kiosk.say('tap bar.staff');
    await alert('staff', started);
    await kiosk.say('tap bar.back');
    await kiosk.say('tap bar.staff');
    await sleep(300);
    assert.equal(alerts().filter(kind => kind === 'staff').length, 1);
});

test('trouble that began while the backend was away is told when it is back', async () => {
    const link = await Link.to(() => set.daemon.port);
    try {
        await begin(printer.uri, link.url);
        link.cut();
        await kiosk.untilNode('away');
        await level(0);
        await sleep(7000); // nobody tries to tell it for that long
        assert.ok(!alerts().slice(heard).includes('paper-out'));
        link.mend();
        await alert('paper-out', performance.now(), 6000);
        await level(250);
        await alert('printer-fine', performance.now());
    } finally {
        await kiosk.stop();
        await link.close();
    }
});

test(`no turn of the loop took the kiosk longer than ${TURN_MS_MAX} ms`, async context => {
    await kiosk.stop();
    const log = readFileSync(join(set.folder, 'kiosk.log'), 'utf8');
    const turns = [...log.matchAll(/"turn\.longest".*?"us":(\d+),"own_us":(\d+)/g)]
        .map(([, us, own]) => ({ms: us / 1000, own: own / 1000}));
    context.diagnostic(`longest turns: ${turns.map(({ms, own}) =>
        `${ms.toFixed(1)} ms (${own.toFixed(1)} without waiting for a processor)`).join(', ')}`);
    assert.ok(turns.length >= 3);
    turns.forEach(({own}) => assert.ok(own <= TURN_MS_MAX, `${own} ms`));
});

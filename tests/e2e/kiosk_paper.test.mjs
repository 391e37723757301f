// limit: 120 s
// The kiosk beside a real (virtual) printer: the number first, then the truth about the paper.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {temporaryFolder, until} from '../support/daemon.mjs';
import {Printer} from '../support/printer/probe.mjs';
import {KioskSet} from '../support/screens.mjs';

const words = async (kiosk, pattern) =>
    (await kiosk.untilNode('paper.text', node => pattern.test(node.label))).label;

async function withPrinter(work) {
    const printer = Printer.up(temporaryFolder('okienko-printer'));
    const set = await KioskSet.start();
    try {
        const kiosk = await set.kiosk({printer: printer.uri});
        await kiosk.say('wait-idle');
        await work(kiosk, printer);
    } finally {
        await set.stop();
        printer.down();
    }
}

const toConfirm = async kiosk => {
    await kiosk.tap('language.pl', 'home');
    await kiosk.tap('group.papers', 'group');
    return kiosk.tap('need.documents', 'confirm');
};

const isFirst = (dump, first, second) => {
    const at = id => dump.nodes.findIndex(node => node.id === id);
    return at(first) >= 0 && at(first) < at(second);
};

test('paper is offered first, printed once and lies there to be taken', () =>
    withPrinter(async (kiosk, printer) => {
        assert.ok(isFirst(await toConfirm(kiosk), 'print', 'no_paper'));
        await kiosk.say('tap print');
        await kiosk.untilScreen('number');
        await words(kiosk, /^Weź bilet/);
        assert.equal(printer.tickets().length, 1);
    }));

/* How much paper the roll has; the virtual printer has a page for that. */
const level = (printer, number) => {
    const {host} = new URL(printer.uri.replace('ipp:', 'http:'));
    return fetch(`http://${host}/media?size0=om_roll-80x150_80x150mm&type0=continuous` +
        `&level0=${number}`);
};

test('without paper the number without paper is offered first', () =>
    withPrinter(async (kiosk, printer) => {
        await level(printer, 0);
        await toConfirm(kiosk);
        await kiosk.untilDump('no paper first', dump => isFirst(dump, 'no_paper', 'print'));
        await level(printer, 250);
        await kiosk.untilDump('paper first again', dump => isFirst(dump, 'print', 'no_paper'));
    }));

test('a printer that gives up keeps the number and prints it again when asked', () =>
    withPrinter(async (kiosk, printer) => {
        await toConfirm(kiosk);
        printer.fault('abort');
        await kiosk.say('tap print');
        const {label} = await kiosk.untilNode('number');
        await words(kiosk, /Drukarka nie działa. Twój numer jest ważny/);
        printer.mend();
        await kiosk.say('tap print');
        await words(kiosk, /^Weź bilet/);
        assert.equal((await kiosk.untilNode('number')).label, label);
        await until('one ticket', () => printer.tickets().length === 1);
    }));

// limit: 180 s
// Another day is booked at the kiosk and kept there: free times, the code on screen, on paper and
// by ear, and coming for it in time, early, late, on another day, or while nobody answers.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {root, temporaryFolder, until} from '../support/daemon.mjs';
import {book, bookAt, bookingOffice, fiveMinutes, freeSlots} from '../support/booked.mjs';
import {Ears} from '../support/ears.mjs';
import {readQr} from '../support/paper.mjs';
import {encodePng} from '../support/png.mjs';
import {Printer} from '../support/printer/probe.mjs';
import {decodeRaster} from '../support/raster.mjs';
import {KioskSet} from '../support/screens.mjs';

const MINUTE_MS = 60_000;
const ASKED_AT_ONCE_MAX = 2 * 16; // in the net's hands and before its door
const SECRET = /psycholog|PSY|hard_time|smutno|SOC\b/i;

/* A kiosk beside a backend in whose zone it is about noon. */
async function withOffice(work, more = {}) {
    const set = await KioskSet.start({office: bookingOffice()});
    const [{zone}] = set.daemon.sql('SELECT zone FROM office');
    const config = join(set.folder, 'kiosk.yaml');
    writeFileSync(config, readFileSync(join(root, 'config/kiosk.yaml'), 'utf8')
        .replace(/^time_zone:.*$/m, `time_zone: ${zone}`));
    try {
        const kiosk = await set.kiosk({config, ...more});
        await kiosk.say('wait-idle');
        await work(kiosk, set, ms => hourOf(ms, zone));
    } finally {
        await set.stop();
    }
}

/* "8:50", as the office's clock shows it. */
const hourOf = (ms, zone) => new Intl.DateTimeFormat('pl', {hour: 'numeric', minute: '2-digit',
    timeZone: zone}).format(new Date(ms)).replace(/^0/, '');

const appointments = set => set.daemon.sql('SELECT * FROM appointment ORDER BY id');

/* `work` while the backend does not answer; afterwards it does. */
async function behindSilence({daemon}, work) {
    const {pid} = daemon.child;
    daemon.child.kill('SIGSTOP');
    try {
        /* A thread that runs goes on until another one has taken the signal. */
        await until('all threads stand still', () => readdirSync(`/proc/${pid}/task`).every(task =>
            /\) T /.test(readFileSync(`/proc/${pid}/task/${task}/stat`, 'utf8'))), 5000, 5);
        await work();
    } finally {
        daemon.child.kill('SIGCONT');
    }
}

async function toDays(kiosk, language = 'pl') {
    await kiosk.tap(`language.${language}`, 'home');
    await kiosk.tap('group.talk', 'group');
    await kiosk.tap('need.hard_time', 'confirm');
    await kiosk.tap('days', 'days');
}

async function bookFirst(kiosk) {
    await kiosk.tap('day.1', 'slots');
    const {label} = await kiosk.untilNode('slot.1');
    await kiosk.tap('slot.1', 'book');
    await kiosk.tap('book.yes', 'booked');
    return label;
}

test('another day is booked without a word about who it is for or why', () => {
    const printer = Printer.up(temporaryFolder('okienko-printer'));
    return withOffice(async (kiosk, set, hour) => {
        const ears = await Ears.on(kiosk, set.folder);
        await toDays(kiosk);
        const time = await bookFirst(kiosk);
        const [made] = appointments(set);
        const code = `${made.code.slice(0, 3)} ${made.code.slice(3)}`;
        assert.equal((await kiosk.untilNode('code')).label, code);
        assert.match((await kiosk.untilNode('booked.moment')).label,
            new RegExp(`, godz\\. ${hour(made.starts_ms)}$`));
        assert.equal(time, hour(made.starts_ms));
        const dump = await kiosk.untilScreen('booked');
        assert.doesNotMatch(JSON.stringify(dump), SECRET);
        await until('the paper', () => printer.tickets().length === 1);
        const file = join(set.folder, 'paper.png');
        writeFileSync(file, encodePng(decodeRaster(printer.tickets()[0])));
        assert.equal(readQr(file), made.code);
        const read = execFileSync('tesseract', [file, '-', '-l', 'pol', '--psm', '11'],
            {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'],
                env: {...process.env, OMP_THREAD_LIMIT: '1'}});
        assert.match(read, /Wizyta jest umówiona/);
        assert.match(read, new RegExp(hour(made.starts_ms)));
        assert.doesNotMatch(read, SECRET);
        await kiosk.say('tap finish');
        await kiosk.say('expect-screen attract');
        await kiosk.say('expect-no-text ' + code);
        assert.deepEqual(ears.all().filter(one => one.event === 'say'), [], 'nothing aloud');
        assert.doesNotMatch(readFileSync(join(set.folder, 'kiosk.log'), 'utf8'),
            new RegExp(`${made.code}|PSY|hard_time`));
    }, {printer: printer.uri}).finally(() => printer.down());
});

test('who listens hears the code in the headphones and never from the loudspeaker', () =>
    withOffice(async (kiosk, set) => {
        const ears = await Ears.on(kiosk, set.folder);
        await kiosk.say('jack in');
        await ears.choose('language.uk');
        await ears.choose('group.talk');
        await ears.choose('need.hard_time');
        await ears.choose('days');
        await kiosk.say('wait-idle');
        await ears.choose('day.1');
        await ears.choose('slot.1');
        await ears.choose('book.yes');
        await kiosk.say('wait-idle');
        const [made] = appointments(set);
        await until('the code', () =>
            ears.said().some(one => one.text.includes([...made.code].join(', '))));
        assert.ok(ears.presses <= 25, `${ears.presses} presses`);
        await ears.press('repeat');
        await kiosk.say('jack out');
        await kiosk.say('key next'); // whoever presses without headphones is invited to plug in
        await kiosk.say('advance 121000');
        const loud = ears.said('loudspeaker').map(one => one.text).join(' ');
        assert.doesNotMatch(loud, /\d/);
    }));

test('a time that somebody else has just taken is not booked twice', () =>
    withOffice(async (kiosk, set) => {
        await toDays(kiosk);
        await kiosk.tap('day.1', 'slots');
        await kiosk.tap('slot.1', 'book');
        const [{starts_ms}] = await freeSlots(set.daemon, 'PSY',
            `&from=${await tomorrow(set)}`);
        assert.equal((await book(set.daemon, {service: 'PSY', starts_ms})).status, 201);
        await kiosk.tap('book.yes', 'days');
        await kiosk.say('expect-text Tę godzinę zajęła właśnie inna osoba');
        await bookFirst(kiosk);
        const starts = appointments(set).map(row => row.starts_ms);
        assert.equal(starts.length, 2);
        assert.notEqual(starts[0], starts[1]);
    }));

/* The office's next day, 20261123. */
async function tomorrow(set) {
    const [{zone}] = set.daemon.sql('SELECT zone FROM office');
    return new Intl.DateTimeFormat('sv', {timeZone: zone})
        .format(new Date(Date.now() + 24 * 60 * MINUTE_MS)).replaceAll('-', '');
}

for (const [name, minutes, words] of [['in time', 2, 'Wiemy, że jesteś'],
    ['early', 40, 'Jesteś przed czasem'], ['late', -40, 'Nic straconego']]) {
    test(`who comes ${name} shows the code and gets a number`, () =>
        withOffice(async (kiosk, set) => {
            const made = await bookAt(set.daemon, 'PSY',
                fiveMinutes(Date.now() + minutes * MINUTE_MS));
            await kiosk.say(`text ${made.code}`);
            await kiosk.untilScreen('number');
            await kiosk.say(`expect-text ${words}`);
            const {label} = await kiosk.untilNode('number');
            assert.deepEqual(set.daemon.sql('SELECT number FROM ticket'), [{number: label}]);
            await kiosk.say('tap finish');
            await kiosk.say(`text ${made.code}`); // once more: the same number
            await kiosk.untilScreen('number');
            assert.equal((await kiosk.untilNode('number')).label, label);
            assert.equal(set.daemon.sql('SELECT count(*) AS n FROM ticket')[0].n, 1);
        }));
}

test('a code is typed on large keys, and one of another day says which', () =>
    withOffice(async (kiosk, set, hour) => {
        const [{starts_ms}] = await freeSlots(set.daemon, 'PSY', `&from=${await tomorrow(set)}`);
        const {body: {appointment}} = await book(set.daemon, {service: 'PSY', starts_ms});
        await kiosk.tap('language.pl', 'home');
        await kiosk.tap('visit', 'checkin');
        for (const digit of appointment.code) {
            await kiosk.say(`tap digit.${digit}`);
        }
        await kiosk.tap('code.send', 'checkin');
        await kiosk.say('expect-text Twoja wizyta jest innego dnia');
        await kiosk.say(`expect-text godz. ${hour(starts_ms)}`);
        assert.equal(set.daemon.sql('SELECT count(*) AS n FROM ticket')[0].n, 0);
        await kiosk.say('tap again');
        await kiosk.say('text 000000');
        await kiosk.say('wait-idle');
        await kiosk.say('expect-text Nie znaleźliśmy wizyty z tym kodem');
    }));

test('while nobody answers a code leads to people and another day to the opening hours', () =>
    withOffice(async (kiosk, set) => {
        const made = await bookAt(set.daemon, 'PSY', fiveMinutes(Date.now()));
        await kiosk.tap('language.pl', 'home');
        await kiosk.tap('group.talk', 'group');
        await kiosk.tap('need.hard_time', 'confirm');
        await set.daemon.kill();
        await kiosk.untilNode('where.wait', node => /nie znamy/.test(node.label));
        await kiosk.say('tap days');
        await kiosk.untilNode('days.text');
        await kiosk.say('expect-text Godzinę umówi z Tobą pracownik');
        await kiosk.say('tap bar.start_over');
        await kiosk.say(`text ${made.code}`);
        await kiosk.say('expect-text Nie możemy teraz sprawdzić wizyty');
        await set.daemon.launch();
        await kiosk.say('tap again');
        await until('an answer', async () => {
            await kiosk.say(`text ${made.code}`);
            const {screen} = await kiosk.untilDump('some screen', () => true);
            return screen === 'number';
        }, 15_000, 300);
    }));

test('a code that cannot even be asked about leads to people at once', () =>
    withOffice(async (kiosk, set) => {
        await behindSilence(set, async () => {
            for (let i = 0; i < ASKED_AT_ONCE_MAX; i++) {
                await kiosk.say('text 000001');
                await kiosk.say('tap bar.start_over');
            }
            await kiosk.say('text 000001');
            await kiosk.untilDump('words', dump =>
                JSON.stringify(dump).includes('Nie możemy teraz sprawdzić wizyty'));
        });
    }));

test('what is booked or checked in for somebody who has gone is taken back', () =>
    withOffice(async (kiosk, set) => {
        await toDays(kiosk);
        await kiosk.tap('day.1', 'slots');
        await kiosk.tap('slot.1', 'book');
        await behindSilence(set, async () => {
            await kiosk.say('tap book.yes');
            await kiosk.say('tap bar.start_over');
            assert.deepEqual(appointments(set), [], 'nobody has seen a code');
        });
        await until('the time is free again', () =>
            appointments(set)[0]?.state === 'cancelled');
        const made = await bookAt(set.daemon, 'PSY', fiveMinutes(Date.now()));
        await behindSilence(set, async () => {
            await kiosk.say(`text ${made.code}`);
            await kiosk.say('tap bar.start_over');
        });
        await until('the ticket is given back', () =>
            set.daemon.sql('SELECT closed_ms FROM ticket')[0]?.closed_ms > 0);
        await kiosk.say(`text ${made.code}`);
        await kiosk.untilScreen('number');
        assert.equal(set.daemon.sql('SELECT 1 FROM ticket WHERE closed_ms = 0').length, 1);
    }));

/*
 * tour.mjs - a walk through every screen of a kiosk, in one language, theme and size after another.
 *
 *     const tour = await Tour.start({size: '1080x1920'});
 *     await tour.walk({language: 'uk', step: 2, isContrast: false, isLow: true}, look);
 *     await tour.stop();
 *
 * `look(name, page, dump)` sees every page of every screen. The backend is a fake with the demo
 * office's catalogue, so that "full for today" and an answer that does not come can be had.
 */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Daemon, root, temporaryFolder} from './daemon.mjs';
import {FakeBackend, TOKEN} from './fake_backend.mjs';
import {Kiosk} from './kiosk.mjs';

export const LANGUAGES = ['pl', 'uk', 'en', 'ru', 'pl_easy'];
export const SIZES = ['1080x1920', '1920x1080', '1366x768', '1280x1024'];

/* Every screen, and the states of one that have words of their own. */
export const STOPS = ['attract', 'home', 'group', 'letters', 'list', 'checkin', 'checkin.no_code',
    'checkin.not_found', 'checkin.other_day', 'checkin.failed', 'staff', 'language', 'confirm',
    'confirm.private', 'confirm.language', 'confirm.offer', 'interpreter', 'confirm.priority',
    'days', 'days.hours', 'days.taken', 'slots', 'book', 'book.failed', 'booked', 'full', 'waiting',
    'number', 'number.cancel', 'number.cancelled', 'number.early', 'number.late', 'timeout',
    'closed'];

const PAGES_MAX = 24;
const MONDAY = '20261123';
const DAY_MS = 24 * 60 * 60 * 1000;
const TUESDAY_MS = Date.UTC(2026, 10, 24, 7, 0); // 8:00 in the office

/* Ten times on each of nine days, two colleagues at each; a kiosk shows the first eight days. */
export const SLOTS = [0, 1, 2, 3, 6, 7, 8, 9, 10].flatMap(day => Array.from({length: 20},
    (_, i) => ({starts_ms: TUESDAY_MS + day * DAY_MS + (i >> 1) * 50 * 60_000, staff: 1 + i % 2,
        minutes: 50})));

/* The demo office's catalogue, asked from a real backend once. */
let demoCatalog;
async function catalog() {
    if (!demoCatalog) {
        const daemon = await Daemon.start();
        demoCatalog = await fetch(`${daemon.url}/api/v1/catalog`).then(answer => answer.text());
        await daemon.stop();
    }
    return demoCatalog;
}

const busy = JSON.stringify({epoch: 'e1', seq: 1, needs: ['documents', 'private', 'language',
    'money'].map(need => ({need, ahead: 4, wait: {low_min: 15, high_min: 30}}))});

export class Tour {
    static async start({size, isPainted = false} = {}) {
        const tour = new Tour();
        tour.folder = temporaryFolder('okienko-tour');
        tour.backend = new FakeBackend();
        tour.backend.catalog = await catalog();
        tour.backend.outlook = busy;
        tour.backend.arrivals = {111111: 'early', 333333: 'late'};
        await tour.backend.start();
        const tokenFile = join(tour.folder, 'token');
        writeFileSync(tokenFile, TOKEN);
        const config = join(tour.folder, 'kiosk.yaml');
        writeFileSync(config, readFileSync(join(root, 'config/kiosk.yaml'), 'utf8')
            .replace('enforce_hours: false', 'enforce_hours: true'));
        tour.kiosk = await Kiosk.start({url: tour.backend.url, tokenFile, config, size,
            env: {SDL_VIDEODRIVER: 'dummy'}, log: join(tour.folder, 'kiosk.log')});
        if (!isPainted) {
            await tour.kiosk.say('paint off');
        }
        await tour.kiosk.say('wait-idle');
        await tour.kiosk.say(`clock ${MONDAY} 1000`);
        return tour;
    }

    async stop() {
        await this.kiosk.stop();
        await this.backend.stop();
    }

    dump() {
        return this.kiosk.dump(join(this.folder, 'dump.json'));
    }

    /* What the kiosk's own lint finds on the page that is shown. */
    async lint() {
        const path = join(this.folder, 'lint.txt');
        await this.kiosk.say(`lint-to ${path}`);
        return readFileSync(path, 'utf8').trim();
    }

    /* Back to the first page of what is shown. */
    async rewind() {
        for (let i = 0; i < PAGES_MAX; i++) {
            const dump = await this.dump();
            const page = dump.nodes.find(node => node.id === 'page');
            if (dump.screen === 'timeout' || !page || /^\D*1 /.test(page.label)) {
                return dump;
            }
            await this.kiosk.say('tap bar.back');
        }
        throw new Error('no first page');
    }

    /* A tap on something that may lie on a later page. */
    async tap(id) {
        let dump = await this.rewind();
        for (let i = 0; i < PAGES_MAX && !dump.nodes.some(node => node.id === id); i++) {
            if (!dump.nodes.some(node => node.id === 'more')) {
                throw new Error(`no "${id}" on "${dump.screen}"`);
            }
            await this.kiosk.say('tap more');
            dump = await this.dump();
        }
        await this.kiosk.say(`tap ${id}`);
    }

    /* Every page of the screen. */
    async see(name) {
        let dump = await this.rewind();
        for (let page = 0; page < PAGES_MAX; page++) {
            await this.look(name, page, dump);
            if (dump.screen === 'timeout' || !dump.nodes.some(node => node.id === 'more')) {
                return;
            }
            await this.kiosk.say('tap more');
            dump = await this.dump();
        }
        throw new Error(`"${name}" has no last page`);
    }

    async back() {
        await this.rewind();
        await this.kiosk.say('tap bar.back');
    }

    async looks({step, isContrast, isLow}) {
        for (let i = 0; i < step; i++) {
            await this.kiosk.say('tap bar.larger');
        }
        if (isContrast) {
            await this.kiosk.say('tap bar.contrast');
        }
        if (isLow) {
            await this.kiosk.say('tap bar.lower');
        }
    }

    async begin({language, ...looks}) {
        await this.looks(looks);
        await this.see('attract');
        await this.tap(`language.${language}`);
        await this.see('home');
    }

    async needs() {
        await this.tap('group.papers');
        await this.see('group');
        await this.tap('letters');
        await this.see('letters');
        await this.tap('letter.2');
        await this.see('list');
        await this.back();
        await this.back();
    }

    async appointment() {
        await this.tap('visit');
        await this.see('checkin');
        await this.tap('no_code');
        await this.see('checkin.no_code');
        await this.back();
        await this.kiosk.say('text OK-2026-1');
        await this.kiosk.say('wait-idle');
        await this.see('checkin.not_found');
        for (const [stop, ...no] of [['other_day', 409, 'other-day', {starts_ms: TUESDAY_MS}],
            ['failed', 403, 'forbidden']]) {
            this.backend.faults = [(work, answer, call, problem) => problem(...no)];
            await this.kiosk.say('text 555555');
            await this.kiosk.say('wait-idle');
            await this.see(`checkin.${stop}`);
        }
        await this.tap('menu');
    }

    async aside() {
        await this.kiosk.say('tap bar.staff');
        await this.see('staff');
        await this.back();
        await this.kiosk.say('tap bar.language');
        await this.see('language');
        await this.back();
    }

    async confirm() {
        await this.tap('need.private');
        await this.kiosk.say('wait-idle');
        await this.see('confirm.private');
        await this.back();
        await this.tap('group.papers');
        await this.tap('need.language');
        await this.see('confirm.language');
        await this.tap('offer.1');
        await this.see('confirm.offer');
        await this.tap('ask.language');
        await this.see('interpreter');
        await this.tap('talk.sign');
        await this.back();
        await this.tap('need.documents');
        await this.see('confirm');
        await this.tap('ask.priority');
        await this.see('confirm.priority');
        await this.tap('days');
        await this.kiosk.say('wait-idle');
        await this.see('days.hours');
        await this.back();
    }

    /* A visit of its own: the looks, the language, no words. */
    async enter({language, step, isContrast, isLow}) {
        await this.looks({step, isContrast, isLow});
        await this.tap(`language.${language}`);
        await this.kiosk.say('wait-idle');
    }

    async choose() {
        await this.tap('day.1');
        await this.see('slots');
        await this.tap('slot.1');
        await this.see('book');
    }

    /* Another day: refused once, too slow once, booked. */
    async booking(mode) {
        await this.enter(mode);
        await this.tap('group.papers');
        await this.tap('need.documents');
        this.backend.slots = SLOTS;
        await this.tap('days');
        await this.kiosk.say('wait-idle');
        await this.see('days');
        await this.choose();
        for (const [stop, ...no] of [['book.failed', 422, 'not-bookable'],
            ['days.taken', 409, 'slot-taken']]) {
            this.backend.faults = [(work, answer, call, problem) => problem(...no)];
            await this.tap('book.yes');
            await this.kiosk.say('wait-idle');
            await this.see(stop);
        }
        await this.choose();
        await this.tap('book.yes');
        await this.kiosk.untilScreen('booked');
        await this.see('booked');
        await this.tap('finish');
        this.backend.slots = [];
    }

    async arrivals(mode) {
        for (const [code, stop] of [['111111', 'number.early'], ['333333', 'number.late']]) {
            await this.enter(mode);
            await this.kiosk.say(`text ${code}`);
            await this.kiosk.untilScreen('number');
            await this.see(stop);
            await this.tap('finish');
        }
    }

    async noNumber() {
        this.backend.faults = [(work, answer, call, problem) => problem(409, 'full-today')];
        await this.tap('no_paper');
        await this.kiosk.say('wait-idle');
        await this.see('full');
        await this.back();
        await this.tap('group.papers');
        await this.tap('need.documents');
        let release;
        this.backend.faults = [(work, answer) => {
            release = () => {
                answer.writeHead(201, {'content-type': 'application/json'});
                answer.end(work().text);
            };
        }];
        await this.tap('no_paper');
        await this.kiosk.say('advance 2500');
        await this.see('waiting');
        await this.kiosk.untilDump('the request', () => release);
        release();
        await this.kiosk.untilScreen('number');
    }

    async number() {
        await this.see('number');
        await this.tap('cancel');
        await this.see('number.cancel');
        await this.tap('cancel.yes');
        await this.kiosk.say('wait-idle');
        await this.see('number.cancelled');
    }

    /* The warning, and the next person's first screen; then the office closes. */
    async end({language, step}) {
        await this.kiosk.say(`advance ${step > 0 || language === 'pl_easy' ? 121_000 : 61_000}`);
        await this.see('timeout');
        await this.kiosk.say('advance 31000');
        await this.kiosk.say('expect-screen attract');
    }

    async closed({language, ...looks}) {
        await this.kiosk.say(`clock ${MONDAY} 1900`);
        await this.kiosk.say('expect-screen closed');
        await this.looks(looks);
        await this.kiosk.say('tap bar.language');
        await this.tap(`language.${language}`);
        await this.kiosk.say('expect-screen closed');
        await this.see('closed');
        await this.kiosk.say('advance 121000');
        await this.kiosk.say('expect-screen closed');
        await this.kiosk.say(`clock ${MONDAY} 1000`);
        await this.kiosk.say('expect-screen attract');
    }

    async walk(mode, look) {
        this.look = look;
        await this.booking(mode);
        await this.arrivals(mode);
        await this.begin(mode);
        await this.needs();
        await this.appointment();
        await this.aside();
        await this.confirm();
        await this.noNumber();
        await this.number();
        await this.end(mode);
        await this.closed(mode);
    }
}

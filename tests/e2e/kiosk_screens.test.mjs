// limit: 300 s
// Every screen in every register, theme, size of text and direction, looked at by the lint.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {KioskSet} from '../support/screens.mjs';

const LANGUAGES = ['pl', 'uk', 'en', 'ru', 'pl_easy'];
const SIZES = ['1080x1920', '1920x1080', '1366x768', '1280x1024'];
const LOOKS = [[], ['bar.contrast'], ['bar.larger'], ['bar.larger', 'bar.contrast']];

const byId = dump => new Map(dump.nodes.map(node => [node.id, node]));
const ids = (dump, start) => dump.nodes.filter(node => node.action && node.id.startsWith(start))
    .map(node => node.id);

/* Walks with one kiosk; each screen is linted and its bar compared. */
class Walk {
    constructor(kiosk, looks) {
        this.kiosk = kiosk;
        this.looks = looks;
        this.seen = new Set();
        this.bar = null;
    }

    async look() {
        await this.kiosk.say('lint');
        const dump = await this.kiosk.dump(`${this.kiosk.folder ?? '/tmp'}/dump.json`);
        this.seen.add(dump.screen);
        const bar = dump.nodes.filter(node => node.fixed)
            .map(({id, rect, label}) => JSON.stringify({id, rect, label}));
        if (dump.screen === 'home') {
            this.bar = new Set(bar);
        } else if (dump.screen !== 'attract' && this.bar) {
            assert.deepEqual(new Set(bar), this.bar, `the bar of "${dump.screen}"`);
        }
        return dump;
    }

    async tap(id) {
        await this.kiosk.say(`tap ${id}`);
        return this.look();
    }

    /* From the first screen to the menu in one language, with the looks chosen. */
    async enter(language) {
        this.bar = null;
        for (const look of this.looks) {
            await this.kiosk.say(`tap ${look}`);
        }
        await this.look();
        return this.tap(`language.${language}`);
    }

    /* All needs of a group over all its pages. */
    async needs(group) {
        let dump = await this.tap(group);
        const found = new Set(ids(dump, 'need.'));
        while (byId(dump).has('more')) {
            dump = await this.tap('more');
            const before = found.size;
            ids(dump, 'need.').forEach(id => found.add(id));
            if (found.size === before) {
                break;
            }
        }
        return [...found];
    }

    async toNeed(group, need) {
        let dump = await this.tap(group);
        for (let page = 0; !byId(dump).has(need) && page < 9; page++) {
            dump = await this.tap('more');
        }
        return this.tap(need);
    }

    async confirms(isWhole) {
        const home = await this.kiosk.dump(`${this.kiosk.folder}/dump.json`);
        for (const group of ids(home, 'group.')) {
            const needs = await this.needs(group);
            assert.ok(needs.length > 0, `${group} has needs`);
            await this.tap('bar.back');
            for (const need of isWhole ? needs : needs.slice(-1)) {
                await this.toNeed(group, need);
                await this.tap('bar.back');
                await this.tap('bar.back');
            }
        }
    }

    async number(language) {
        await this.tap('need.private');
        await this.tap('ask.priority');
        await this.kiosk.say('tap no_paper');
        await this.kiosk.say('wait-idle');
        const dump = await this.look();
        assert.equal(dump.screen, 'number');
        assert.match(byId(dump).get('number').label, /^[A-E]\d+$/);
        await this.tap('cancel');
        await this.tap('cancel.no');
        await this.tap('bar.staff');
        await this.tap('bar.back');
        await this.tap('bar.language');
        const isSlow = language === 'pl_easy' || this.looks.includes('bar.larger');
        await this.kiosk.say(`advance ${isSlow ? 121_000 : 61_000}`);
        assert.equal((await this.look()).screen, 'timeout');
        await this.kiosk.say('advance 31000');
        await this.kiosk.say('expect-screen attract');
    }

    async questions() {
        await this.toNeed('group.papers', 'need.language');
        await this.tap('ask.language');
        await this.tap('talk.sign');
        await this.tap('bar.start_over');
    }
}

for (const size of SIZES) {
    test(`every screen is sound at ${size}`, async () => {
        const set = await KioskSet.start();
        try {
            const kiosk = await set.kiosk({size});
            await kiosk.say('wait-idle');
            await kiosk.untilScreen('attract');
            for (const looks of LOOKS) {
                const walk = new Walk(kiosk, looks);
                for (const language of LANGUAGES) {
                    await walk.enter(language);
                    await walk.confirms(looks.length === 0 && language === 'pl');
                    await walk.number(language);
                    await walk.enter(language);
                    await walk.questions();
                }
                assert.deepEqual([...walk.seen].sort(), ['attract', 'confirm', 'group', 'home',
                    'interpreter', 'language', 'number', 'staff', 'timeout']);
            }
        } finally {
            await set.stop();
        }
    });
}

// limit: 240 s
// Rows of the accessibility criteria that a node dump, a picture or the script can see, by their
// names. What holds for every screen in every mode is in kiosk_screens.test.mjs.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {contrastOf as ratio, decodePng} from '../support/png.mjs';
import {Tour} from '../support/tour.mjs';

const CAPITAL = 0.714; // of the em, Noto Sans
const SMALL_X = 0.536;
const PLAIN = {language: 'pl', step: 0, isContrast: false, isLow: false};

describe('rules', () => {
    let tour;
    let pages;
    before(async () => {
        tour = await Tour.start({size: '1080x1920', isPainted: true});
        pages = [];
        await tour.walk(PLAIN, async (stop, page, dump) => {
            const shot = join(tour.folder, 'shot.png');
            await tour.kiosk.say(`shot ${shot}`);
            pages.push({stop, page, dump, picture: decodePng(readFileSync(shot))});
        });
    });
    after(() => tour.stop());

    const shoot = async () => {
        const shot = join(tour.folder, 'one.png');
        await tour.kiosk.say(`shot ${shot}`);
        return decodePng(readFileSync(shot));
    };
    const texts = () => pages.flatMap(({dump}) => dump.nodes.filter(node => node.text));
    const panel = () => pages[0].dump.panel;
    const home = async (language = 'pl') => {
        await tour.kiosk.say('advance 121000');
        await tour.kiosk.say('advance 31000');
        await tour.kiosk.say('expect-screen attract');
        await tour.tap(`language.${language}`);
    };

    test('T01 capitals are seven tenths of a degree high', () => {
        const {px_pitch_mm: pitch, view_distance_mm: distance} = panel();
        texts().forEach(({label, text}) =>
            assert.ok(text.size_px * CAPITAL * pitch >= 0.01222 * distance, label));
    });

    test('T02 small letters are a third of a degree high', () => {
        const {px_pitch_mm: pitch, view_distance_mm: distance} = panel();
        texts().forEach(({label, text}) =>
            assert.ok(text.size_px * SMALL_X * pitch >= 0.00595 * distance, label));
    });

    test('T03 capitals are 4.8 mm and more', () => texts().forEach(({label, text}) =>
        assert.ok(text.size_px * CAPITAL * panel().px_pitch_mm >= 4.8, label)));

    test('T05 words stand out 7:1, in the picture too', () => {
        for (const {stop, dump, picture} of pages) {
            if (stop === 'timeout') {
                continue;
            }
            for (const {id, text} of dump.nodes.filter(node => node.text)) {
                assert.ok(text.contrast >= 7, `${stop}: ${id}`);
                const [x, y, w, h] = text.rect;
                let [dark, light] = [255, 0];
                for (let row = y; row < y + h; row++) {
                    for (let column = x; column < x + w; column++) {
                        const level = picture.gray[row * picture.width + column];
                        dark = Math.min(dark, level);
                        light = Math.max(light, level);
                    }
                }
                assert.ok(ratio(dark, light) >= 7, `${stop}: ${id} ${dark} on ${light}`);
            }
        }
    });

    test('T06 the edges of keys stand out 3:1', () => {
        let edges = 0;
        for (const {stop, dump, picture} of pages) {
            for (const {id, rect: [x, y, , h], box, action} of dump.nodes) {
                if (stop === 'timeout' || !action || !box.border) {
                    continue;
                }
                const row = (y + (h >> 1)) * picture.width;
                const inside = picture.gray[row + x + 1];
                /* the edge against the page, or a filled key against it */
                const outside = picture.gray[row + x - 9];
                assert.ok(ratio(inside, outside) >= 3, `${stop}: ${id} ${inside} on ${outside}`);
                edges++;
            }
        }
        assert.ok(edges > 100, `${edges} edges`);
    });

    test('T07 one tap on any screen turns all words to 15:1', async () => {
        await home();
        await tour.kiosk.say('tap bar.contrast');
        const dump = await tour.dump();
        assert.equal(dump.theme, 'contrast');
        dump.nodes.filter(node => node.text).forEach(node =>
            assert.ok(node.text.contrast >= 15, node.id));
    });

    test('T08 without colours what is chosen is told from what is not', async () => {
        await home();
        await tour.tap('need.private');
        const pair = [];
        for (let i = 0; i < 2; i++) {
            const node = (await tour.dump()).nodes.find(({id}) => id === 'ask.priority');
            pair.push({node, picture: await shoot()});
            await tour.kiosk.say('tap ask.priority');
        }
        const [off, on] = pair;
        assert.notEqual(off.node.icon, on.node.icon);
        assert.notEqual(off.node.box.border_px, on.node.box.border_px);
        const [x, y, , h] = on.node.rect;
        let changed = 0;
        for (let row = y; row < y + h; row++) {
            for (let column = x; column < x + 120; column++) {
                const at = row * on.picture.width + column;
                changed += Math.abs(on.picture.gray[at] - off.picture.gray[at]) > 100;
            }
        }
        assert.ok(changed > 50, `${changed} pixels`);
    });

    test('T09 every text knows its language, and each language is named in itself', () => {
        texts().forEach(({id, lang}) => assert.match(lang, /^(pl|uk|en|ru)$/, id));
        const {dump} = pages.find(({stop}) => stop === 'language');
        for (const [code, name] of [['pl', 'Polski'], ['uk', 'Українська'], ['en', 'English'],
            ['ru', 'Русский']]) {
            const node = dump.nodes.find(({id}) => id === `language.${code}`);
            assert.deepEqual([node.label, node.lang], [name, code]);
        }
    });

    test('P02 keys are three millimetres apart', () => {
        const gap = 3 / panel().px_pitch_mm;
        for (const {stop, dump} of pages.filter(({stop: name}) => name !== 'timeout')) {
            const keys = dump.nodes.filter(node => node.action && node.id !== 'start');
            keys.forEach((a, i) => keys.slice(i + 1).forEach(b => {
                const apart = side => Math.max(b.rect[side] - a.rect[side] - a.rect[side + 2],
                    a.rect[side] - b.rect[side] - b.rect[side + 2]);
                assert.ok(Math.max(apart(0), apart(1)) >= gap - 1, `${stop}: ${a.id} ${b.id}`);
            }));
        }
    });

    test('C03 who says that they need more time loses nothing', async () => {
        await home('uk');
        await tour.kiosk.say('tap bar.larger');
        await tour.tap('group.money');
        const first = (await tour.dump()).nodes;
        await tour.kiosk.say('advance 121000');
        await tour.kiosk.say('expect-screen timeout');
        await tour.kiosk.say('tap timeout.stay');
        assert.deepEqual((await tour.dump()).nodes, first);
    });

    test('C06 nothing moves by itself', async () => {
        await tour.kiosk.say('advance 121000');
        await tour.kiosk.say('advance 31000');
        const still = await shoot();
        for (const pause of [100, 400, 2000, 5000]) {
            await tour.kiosk.say(`advance ${pause}`);
            assert.ok((await shoot()).gray.equals(still.gray), `after ${pause} ms`);
        }
    });

    test('K01 focus alone never changes the screen', async () => {
        await home();
        const {screen, nodes} = await tour.dump();
        const keys = nodes.filter(node => node.focus_order > 0).length;
        for (let i = 0; i <= keys; i++) {
            await tour.kiosk.say('key next');
            assert.equal((await tour.dump()).screen, screen);
        }
    });

    test('K04 nobody is asked who they are', () => {
        const asking = /(podaj|wpisz|введ|enter|type).{0,20}(imi|nazwisk|pesel|ім|прізв|name|имя)/i;
        texts().forEach(({label}) => assert.doesNotMatch(label, asking));
    });

    test('K05 four taps lead to a number, two for who does not know', async () => {
        for (const way of [['group.money', 'need.food', 'no_paper'], ['need.start']]) {
            await home();
            for (const id of way) {
                await tour.kiosk.say(`tap ${id}`);
                await tour.kiosk.say('wait-idle');
            }
            await tour.kiosk.untilScreen('number');
            assert.ok(way.length + 1 <= 4);
        }
    });
});

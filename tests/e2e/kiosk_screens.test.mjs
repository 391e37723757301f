// limit: 300 s
// Every screen in every language, theme, size of text, height of keys and direction: the lint finds
// nothing, nothing is lost, the bar never moves.
import assert from 'node:assert/strict';
import {before, describe, test} from 'node:test';
import {LANGUAGES, SIZES, STOPS, Tour} from '../support/tour.mjs';

const SCALE = [1, 1.5, 2];
const MENU_MM = 30;
const THUMB_MM = 20;

/* Colours do not depend on the size of the text, so contrast is walked with the largest only. */
const MODES = [];
for (const isLow of [false, true]) {
    for (const step of [0, 1, 2]) {
        MODES.push({step, isContrast: false, isLow});
    }
}
MODES.push({step: 0, isContrast: true, isLow: false}, {step: 2, isContrast: true, isLow: true});

const nameOf = ({language, step, isContrast, isLow}) => `${language} x${SCALE[step]}` +
    `${isContrast ? ' contrast' : ''}${isLow ? ' low' : ''}`;

const isRead = node => node.text && !node.fixed && node.id !== 'page' && node.id !== 'more';

/* The words of a page; the number differs each time, and under a warning nothing is read. */
const wordsOf = dump => dump.nodes.filter(isRead)
    .filter(node => dump.screen !== 'timeout' || node.id.startsWith('timeout'))
    .map(node => node.id === 'number' ? 'the number' : node.label);

/* How high above the floor the edges of a node are, in mm. */
const heights = ({rect}, dump) => {
    const above = y => dump.panel.mount_bottom_mm + (dump.height - y) * dump.panel.px_pitch_mm;
    return [above(rect[1]), above(rect[1] + rect[3])];
};

/* What a walk has seen, by stop: the words, and where the fixed keys were. */
class Record {
    constructor(size, mode) {
        this.size = size;
        this.mode = mode;
        this.name = `${size} ${nameOf(mode)}`;
        this.words = new Map();
        this.bar = new Map();
        this.findings = [];
    }

    take(stop, page, dump, lint) {
        const where = `${this.name}, ${stop}, page ${page + 1}`;
        if (lint) {
            this.findings.push(`${where}: ${lint}`);
        }
        const words = this.words.get(stop) ?? new Set();
        wordsOf(dump).forEach(word => words.add(word));
        this.words.set(stop, words);
        this.takeBar(where, dump);
        this.takeSizes(where, dump);
        if (this.size === '1080x1920' && stop !== 'timeout') {
            this.takeHeights(where, dump);
        }
    }

    /* The same keys with the same words in the same places, on all screens. */
    takeBar(where, dump) {
        const isWalk = !['attract', 'closed'].includes(dump.screen);
        for (const {id, rect, label} of dump.nodes.filter(node => node.fixed)) {
            const key = JSON.stringify({rect, label: isWalk ? label : null});
            const known = this.bar.get(`${id} ${isWalk}`) ?? key;
            this.bar.set(`${id} ${isWalk}`, key);
            if (known !== key) {
                this.findings.push(`${where}: "${id}" has moved`);
            }
        }
    }

    takeSizes(where, dump) {
        const pitch = dump.panel.px_pitch_mm;
        for (const node of dump.nodes.filter(one => one.action)) {
            const [, , wide, high] = node.rect.map(length => length * pitch);
            const least = /^(group|need|letter)\./.test(node.id) ? MENU_MM : THUMB_MM;
            if (high < least || wide < THUMB_MM) {
                this.findings.push(`${where}: "${node.id}" is ${wide} x ${high} mm`);
            }
        }
        for (const node of dump.nodes.filter(isRead)) {
            const wished = 38 * SCALE[this.mode.step];
            if (node.text.size_px < wished * 0.7) {
                this.findings.push(`${where}: "${node.label}" is only ${node.text.size_px} px`);
            }
        }
    }

    /* The demo's panel hangs so that both ranges can be kept. */
    takeHeights(where, dump) {
        const [least, most] = this.mode.isLow ? [800, 1100] : [380, 1220];
        for (const node of dump.nodes.filter(one => one.action && one.id !== 'start')) {
            const [top, bottom] = heights(node, dump);
            if (bottom < least || top > most) {
                this.findings.push(`${where}: "${node.id}" at ${bottom} to ${top} mm`);
            }
        }
    }
}

/* Every word of the plain walk must have been seen in the other one. */
function findLost(plain, other) {
    return STOPS.flatMap(stop => [...plain.words.get(stop)]
        .filter(label => !other.words.get(stop).has(label))
        .map(label => `${other.name}, ${stop}: "${label}" cannot be reached`));
}

async function walkOnce(tour, size, mode) {
    const record = new Record(size, mode);
    await tour.walk(mode, async (stop, page, dump) =>
        record.take(stop, page, dump, await tour.lint()));
    assert.deepEqual(record.findings, []);
    assert.deepEqual([...record.words.keys()].sort(), [...STOPS].sort());
    return record;
}

async function withTour(size, work) {
    const tour = await Tour.start({size});
    try {
        return await work(tour);
    } finally {
        await tour.stop();
    }
}

/* What is said in plain size on the largest panel, by language: no other one may say less. */
const plain = new Map();

const walkPlain = () => withTour('1080x1920', async tour => {
    for (const language of LANGUAGES) {
        plain.set(language, await walkOnce(tour, '1080x1920', {...MODES[0], language}));
    }
});

const walkAll = size => withTour(size, async tour => {
    for (const language of LANGUAGES) {
        const lost = [];
        for (const mode of MODES) {
            lost.push(...findLost(plain.get(language),
                await walkOnce(tour, size, {...mode, language})));
        }
        assert.deepEqual(lost, []);
    }
});

describe('screens', {concurrency: 2}, () => {
    before(walkPlain);
    for (const size of SIZES) {
        test(`every screen is sound at ${size}`, () => walkAll(size));
    }
});

// limit: 300 s
// An independent reader looks at the pictures: whoever can read tesseract's letters can read ours.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {temporaryFolder} from '../support/daemon.mjs';
import {Reader} from '../support/reader.mjs';
import {LANGUAGES, Tour} from '../support/tour.mjs';

const LEAST = 0.9;
const PLAIN = {step: 0, isContrast: false, isLow: false};

async function readWalk(size, mode) {
    const tour = await Tour.start({size});
    const reader = new Reader(temporaryFolder('okienko-reader'));
    const shot = join(tour.folder, 'shot.png');
    try {
        await tour.walk(mode, async (stop, page, dump) => {
            await tour.kiosk.say('paint on');
            await tour.kiosk.say(`shot ${shot}`);
            await tour.kiosk.say('paint off');
            reader.take(`${stop}, page ${page + 1}`, dump, readFileSync(shot));
        });
    } finally {
        await tour.stop();
    }
    const readings = await reader.read(LEAST);
    const unread = readings.filter(({likeness}) => likeness < LEAST)
        .map(({where, label, text, likeness}) =>
            `${where}: "${label}" was read as "${text}" (${likeness.toFixed(2)})`);
    assert.deepEqual(unread, []);
    return readings.length;
}

describe('reading', {concurrency: 2}, () => {
    for (const language of LANGUAGES) {
        test(`every word of every screen in ${language} is read`, async () => {
            assert.ok(await readWalk('1080x1920', {...PLAIN, language}) > 100);
        });
    }
    test('in high contrast and landscape too', () =>
        readWalk('1920x1080', {...PLAIN, isContrast: true, language: 'uk'}));
});

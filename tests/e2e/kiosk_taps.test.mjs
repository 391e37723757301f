// limit: 300 s
// Twice five thousand things that nobody means: taps, keys, scanner bursts,
// headphones, pauses, clocks.
// Every tenth screen is linted; from wherever it got to, the kiosk finds back and gives a number.
// Under the sanitizers (OKIENKO_BUILD=asan) their reports fail it too.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, test} from 'node:test';
import {guard, kioskProgram, root} from '../support/daemon.mjs';
import {KioskSet} from '../support/screens.mjs';

/* A cancelled thread leaves its stack as it is; the sanitizer then stumbles over its own stack for
 * signals. */
const CANCELLED = 'use_sigaltstack=0';
const LIBRARIES = join(root, 'tests/support/lsan.supp');
const DEEDS = 5000;
const LINT_EVERY = 10;
const HOME_EVERY = 500;
const PAINT_OF = [400, 40]; // of so many deeds so many are drawn
const KEYS = ['next', 'next', 'next', 'previous', 'select', 'select', 'back', 'repeat', 'louder',
    'softer', 'stop'];
const PAUSES_MS = [50, 900, 20_000, 61_000, 95_000];
const TIMES = ['20261123 1000', '20261124 0800', '20261125 1100', '20261123 1659',
    '20261224 0900'];

function dice(start) {
    let seed = start;
    return limit => {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        return Math.floor(seed / 65536) % limit;
    };
}

const burst = random => Array.from({length: 1 + random(300)},
    () => String.fromCharCode(33 + random(94))).join('');

function deed(random, wide, high) {
    const number = random(100);
    if (number < 66) {
        return `tap-at ${random(wide)} ${random(high)}`;
    }
    if (number < 84) {
        return `key ${KEYS[random(KEYS.length)]}`;
    }
    if (number < 91) {
        return `text ${random(2) ? burst(random) : String(100_000 + random(900_000))}`;
    }
    if (number < 93) {
        return `jack ${random(2) ? 'in' : 'out'}`;
    }
    return number < 95 ? `clock ${TIMES[random(TIMES.length)]}`
        : `advance ${PAUSES_MS[random(PAUSES_MS.length)]}`;
}

/* Back to the first screen, and from there to a number. */
const WAY_OUT = ['paint on', 'jack out', `clock ${TIMES[0]}`, 'advance 121000', 'advance 31000',
    'expect-screen attract', 'tap language.en', 'tap need.start', 'expect-screen number',
    'tap finish', 'expect-screen attract'];

function scriptOf(size, seed) {
    const random = dice(seed);
    const [wide, high] = size.split('x').map(Number);
    const lines = ['wait-idle'];
    for (let i = 1; i <= DEEDS; i++) {
        lines.push(deed(random, wide, high));
        if (i % LINT_EVERY === 0) {
            lines.push('lint');
        }
        if (i % PAINT_OF[0] === 0) {
            lines.push('paint on');
        } else if (i % PAINT_OF[0] === PAINT_OF[1]) {
            lines.push('paint off');
        }
        if (i % HOME_EVERY === 0) {
            lines.push(...WAY_OUT);
        }
    }
    return [...lines, 'quit'];
}

async function play(size, seed) {
    const set = await KioskSet.start();
    try {
        const script = join(set.folder, 'script.txt');
        writeFileSync(script, `${scriptOf(size, seed).join('\n')}\n`);
        const config = join(set.folder, 'kiosk.yaml');
        writeFileSync(config, readFileSync(join(root, 'config/kiosk.yaml'), 'utf8')
            .replace('enforce_hours: false', 'enforce_hours: true'));
        const child = guard(spawn(kioskProgram, ['--config', config, '--backend', set.daemon.url,
            '--token-file', set.tokenFile, '--size', size, '--script', script],
        {cwd: root, stdio: ['ignore', 'ignore', 'pipe'],
            env: {...process.env, SDL_VIDEODRIVER: 'dummy', SDL_AUDIODRIVER: 'dummy',
                ASAN_OPTIONS: `${process.env.ASAN_OPTIONS ?? ''}:${CANCELLED}`,
                LSAN_OPTIONS: `print_suppressions=0:suppressions=${LIBRARIES}`}}));
        let words = '';
        child.stderr.setEncoding('utf8').on('data', part => { words += part; });
        const code = await new Promise(done =>
            child.once('close', (status, signal) => done(status ?? signal)));
        const plain = words.split('\n').filter(line => !line.startsWith('{')).join('\n').trim();
        assert.equal(plain, '');
        assert.equal(code, 0);
    } finally {
        await set.stop();
    }
}

describe('taps', {concurrency: 2}, () => {
    test('a kiosk that is played with in portrait never gets stuck', () =>
        play('1080x1920', 20261121));
    test('nor does one in landscape', () => play('1366x768', 4711));
});

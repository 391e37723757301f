// limit: 600 s
/*
 * A board left open for a day: it shows each call, gets a voice for each one that says words and is
 * like no other, and does not grow. Its clock is wound on and its loudspeaker is quick; all else is
 * real. OKIENKO_BOARD_CALLS=2000 is a whole day, some minutes long.
 */
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {after, before, test} from 'node:test';
import {Daemon, until} from '../support/daemon.mjs';
import {openBrowser} from '../support/browser.mjs';
import {hearWav} from '../support/wav.mjs';

const CALLS = Number(process.env.OKIENKO_BOARD_CALLS || 300);
const WARM_UP = 100; /* what a page builds once is no leak */
const HEAP_MB_MAX = 10 * CALLS / 2000;
const CALL_MS = 5_000;
const CLIP_S = [2.5, 9]; /* chime, letter, number and room: "Numer A siedemset dwadzieścia trzy" */
let daemon;
let browser;

before(async () => {
    daemon = await Daemon.start();
    browser = await openBrowser('--autoplay-policy=no-user-gesture-required');
});

after(async () => {
    try {
        await browser?.close();
    } finally {
        await daemon?.stop();
    }
});

async function heapMb(devtools) {
    await devtools.send('HeapProfiler.collectGarbage');
    const {metrics} = await devtools.send('Performance.getMetrics');
    return metrics.find(({name}) => name === 'JSHeapUsedSize').value / 2 ** 20;
}

/* What the board was given to say: complete, audible to its end, and then silent. */
function checkClip(number, bytes) {
    const {seconds, loudness, tail} = hearWav(bytes);
    const [least, most] = CLIP_S;
    assert.ok(seconds > least && seconds < most, `${number} takes ${seconds} s`);
    assert.ok(loudness(0.8, seconds - 0.3) > 300, `${number} is heard`);
    assert.ok(tail < 300, `${number} is cut: ${tail} at its end`);
    return createHash('sha256').update(bytes).digest('hex');
}

test('after many calls the board shows and says the last one and is no larger', async t => {
    const page = await browser.page({width: 1920, height: 1080});
    const answers = []; /* of the voice, in order: promises of [number, digest of the clip] */
    page.on('response', response => {
        const url = new URL(response.url());
        if (url.pathname === '/api/v1/voice' && url.search) {
            const number = url.searchParams.get('number');
            const clip = response.body().then(bytes => [number, checkClip(number, bytes)]);
            clip.catch(() => {}); /* looked at below */
            answers.push(clip);
        }
    });
    await page.clock.install();
    await page.addInitScript(() => {
        HTMLMediaElement.prototype.play = function quick() {
            setTimeout(() => this.onended?.(new Event('ended')), 10);
            return Promise.resolve();
        };
    });
    await page.goto(`${daemon.url}/board`);
    await page.locator('.office', {hasText: 'Miejski'}).waitFor();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable');
    const staff = await daemon.login('koordynator1');
    await staff.takeRoom(4);
    const large = page.locator('.main .number');
    const digests = new Set();
    let start = 0;
    let last = null;
    for (let i = 0; i < CALLS; i++) {
        if (i === WARM_UP) {
            start = await heapMb(devtools);
        }
        assert.equal((await daemon.issue()).status, 201);
        last = (await staff.post('/rooms/4/next')).body.ticket;
        await large.getByText(last.number, {exact: true}).waitFor();
        await until(`the voice of ${last.number}`, () => answers.length > i);
        const [number, digest] = await answers[i];
        assert.equal(number, last.number);
        digests.add(digest);
        await page.clock.fastForward(CALL_MS);
        if (i < CALLS - 1) {
            await staff.post(`/tickets/${last.id}/start`);
            await staff.post(`/tickets/${last.id}/finish`, {outcome: 'settled'});
        }
    }
    const grownMb = await heapMb(devtools) - start;
    t.diagnostic(`${start.toFixed(1)} MB after ${WARM_UP} calls, ${grownMb.toFixed(2)} more now`);
    assert.ok(grownMb < HEAP_MB_MAX, `${grownMb} MB`);
    assert.equal(answers.length, CALLS, 'one clip a call');
    assert.equal(digests.size, CALLS, 'no two numbers sound alike');
    await large.getByText(last.number, {exact: true}).waitFor();
});

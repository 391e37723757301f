// limit: 600 s
/*
 * A board left open for a day: it shows each call, asks for each one's voice, and does not grow.
 * Its clock is wound on and its loudspeaker is quick; all else is real. OKIENKO_BOARD_CALLS=2000 is
 * a whole day, some minutes long.
 */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon, until} from '../support/daemon.mjs';
import {openBrowser} from '../support/browser.mjs';
import {hearWav} from '../support/wav.mjs';

const CALLS = Number(process.env.OKIENKO_BOARD_CALLS || 300);
const WARM_UP = 100; /* what a page builds once is no leak */
const HEAP_MB_MAX = 10 * CALLS / 2000;
const CALL_MS = 5_000;
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

test('after many calls the board shows and says the last one and is no larger', async t => {
    const page = await browser.page({width: 1920, height: 1080});
    const answers = new Map();
    page.on('response', response => {
        const url = new URL(response.url());
        if (url.pathname === '/api/v1/voice' && url.search) {
            answers.set(url.searchParams.get('number'), response.status());
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
    let start = 0;
    let last = null;
    for (let i = 0; i < CALLS; i++) {
        if (i === WARM_UP) {
            start = await heapMb(devtools);
        }
        assert.equal((await daemon.issue()).status, 201);
        last = (await staff.post('/rooms/4/next')).body.ticket;
        await large.getByText(last.number, {exact: true}).waitFor();
        await until(`the voice of ${last.number}`, () => answers.has(last.number));
        await page.clock.fastForward(CALL_MS);
        await staff.post(`/tickets/${last.id}/start`);
        await staff.post(`/tickets/${last.id}/finish`, {outcome: 'settled'});
    }
    const grownMb = await heapMb(devtools) - start;
    t.diagnostic(`${start.toFixed(1)} MB after ${WARM_UP} calls, ${grownMb.toFixed(2)} more now`);
    assert.ok(grownMb < HEAP_MB_MAX, `${grownMb} MB`);
    assert.equal(answers.size, CALLS);
    assert.deepEqual([...new Set(answers.values())], [200]);
    assert.equal([...answers.keys()].at(-1), last.number);
    const clip = await fetch(`${daemon.url}/api/v1/voice?number=${last.number}&room=4`);
    const {seconds, loudness} = hearWav(Buffer.from(await clip.arrayBuffer()));
    assert.ok(loudness(0.8, seconds - 0.3) > 300, 'and it is no silence');
});

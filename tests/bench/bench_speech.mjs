/*
 * bench_speech.mjs - how soon somebody with headphones hears something.
 *
 * From the press as the kiosk takes it to the first sample handed to the sound driver, by the lines
 * of the script verb `listen`. SDL's disk driver at its natural pace stands for a sound card, which
 * adds a buffer of 23 ms.
 */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Daemon, buildFolder, sleep, temporaryFolder, until} from '../support/daemon.mjs';
import {Ears} from '../support/ears.mjs';
import {Kiosk} from '../support/kiosk.mjs';
import {latencyOf} from './report.mjs';

const PRESSES = 60;
const PLUGS = 10;
const FOCUS_MS_MAX = 300; // accessibility row S01
const JACK_MS_MAX = 1000; // S03

/* From the cut that an input makes to the first sample after it. */
async function heardAfter(ears, count) {
    const heard = await until('the first sample', () => {
        const later = ears.all().slice(count);
        return later.some(one => one.event === 'started') && later;
    });
    const begun = heard.find(one => one.event === 'cut');
    return (heard.find(one => one.event === 'started').at_us - begun.at_us) / 1000;
}

async function measureFocus(kiosk, ears, report) {
    const times = [];
    for (let i = 0; i < PRESSES; i++) {
        const count = ears.all().length;
        await kiosk.say(`key ${i % 12 === 11 ? 'previous' : 'next'}`);
        times.push(await heardAfter(ears, count));
        await sleep(60 + i % 17);
    }
    report.latency('kiosk: press to first sample, focus', latencyOf(times), {most: FOCUS_MS_MAX});
}

async function measureJack(kiosk, ears, report) {
    const times = [];
    for (let i = 0; i < PLUGS; i++) {
        const count = ears.all().length;
        await kiosk.say('jack in');
        times.push(await heardAfter(ears, count));
        await kiosk.say('jack out');
        await sleep(40);
    }
    report.latency('kiosk: headphones to first sample', latencyOf(times), {most: JACK_MS_MAX});
}

export async function measureSpeech(report) {
    const folder = temporaryFolder('okienko-bench');
    const daemon = await Daemon.start();
    const tokenFile = join(folder, 'token');
    writeFileSync(tokenFile, daemon.token, {mode: 0o600});
    const kiosk = await Kiosk.start({build: buildFolder, url: daemon.url, tokenFile,
        size: '1080x1920', env: {SDL_VIDEODRIVER: 'dummy', SDL_AUDIODRIVER: 'disk',
            SDL_DISKAUDIOFILE: join(folder, 'sound.raw')}});
    try {
        await kiosk.say('wait-idle');
        const ears = await Ears.on(kiosk, folder);
        await measureJack(kiosk, ears, report);
        await kiosk.say('jack in');
        await kiosk.tap('language.uk', 'home');
        await measureFocus(kiosk, ears, report);
    } finally {
        await kiosk.stop();
        await daemon.stop();
    }
}

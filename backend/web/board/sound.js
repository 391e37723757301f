/*
 * sound.js - the board's loudspeaker: clips the backend has made, one at a time.
 *
 * A browser may forbid sound until somebody has touched the page. Then `onBlocked(true)` asks for
 * a button, and `unlock` from its press plays the chime, so that staff hear that it works. One
 * audio element serves for ever: a browser allows it once, and nothing piles up.
 *
 * Errors   none: what cannot be heard stays to be read.
 */
const CHIME = '/api/v1/voice';
const LOAD_MS_MAX = 8_000;
const PLAY_MS_MAX = 30_000; /* a loudspeaker that never ends holds up nobody */
const RETRY_MS = 700;
const TRIES = 2;
const PROBE_MS = 5_000; /* between two looks whether the page may be heard */
const ALMOST_SILENT = 0.01; /* loud enough for a browser to refuse it */

const urlOf = ({number, room_id: room}) =>
    `${CHIME}?${new URLSearchParams({number, room})}`;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export function createSound({onBlocked, audio = new Audio(), fetch = globalThis.fetch,
    retryMs = RETRY_MS, probeMs = PROBE_MS}) {
    let source = ''; /* kept until the next one: an element may look back at what it has played */
    let last = Promise.resolve();

    async function load(url) {
        for (let tries = 1; ; tries++) {
            const response = await fetch(url, {signal: AbortSignal.timeout(LOAD_MS_MAX)})
                .catch(() => null);
            if (response?.ok) {
                return response.blob();
            }
            if (tries === TRIES) {
                throw new Error(`${url}: ${response?.status ?? 'no answer'}`);
            }
            await pause(retryMs);
        }
    }

    async function toTheEnd(blob, volume) {
        URL.revokeObjectURL(source);
        source = URL.createObjectURL(blob);
        audio.src = source;
        audio.volume = volume;
        await Promise.race([audio.play(), pause(LOAD_MS_MAX).then(() => {
            throw new Error('the browser does not begin');
        })]);
        onBlocked(false);
        await new Promise((done) => {
            const timer = setTimeout(done, PLAY_MS_MAX);
            audio.onended = audio.onerror = () => {
                clearTimeout(timer);
                done();
            };
        });
    }

    /* Whether it is known now if this page may be heard. */
    async function playNow(url, volume) {
        try {
            await toTheEnd(await load(url), volume);
        } catch (error) {
            if (error.name !== 'NotAllowedError') {
                return false;
            }
            onBlocked(true);
        }
        return true;
    }

    function play(url, volume = 1) {
        last = last.then(() => playNow(url, volume));
        return last;
    }

    return {
        /* At the start: may this page be heard? A failure tells nothing, so it is asked again. */
        async probe() {
            while (!await play(CHIME, ALMOST_SILENT)) {
                await pause(probeMs);
            }
        },
        unlock: () => play(CHIME),
        say: (call) => play(urlOf(call)),
    };
}

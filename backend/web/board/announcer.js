/*
 * announcer.js - one call after the other: large and aloud in the same moment, none cut short.
 *
 * A call stays large for SHOW_MS and until it has been said; the last one a while longer. The same
 * number called again while it waits keeps its place; while it is being said it is said again. A
 * number that has left the board meanwhile is not said any more.
 *
 * Memory   at most WAITING_MAX calls wait: of more, the oldest are shown in the list only.
 */
const SHOW_MS = 4_000;
const LINGER_MS = 12_000;
const WAITING_MAX = 24;

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/* `say(call)` gives a promise that is always kept, sooner or later; `onSpot(call)` gets the call
 * that is large, null for none. */
export function createAnnouncer({say, onSpot, showMs = SHOW_MS, lingerMs = LINGER_MS}) {
    let waiting = [];
    let isBusy = false;
    let isStopped = false;
    let linger = null;

    async function work() {
        isBusy = true;
        clearTimeout(linger);
        while (waiting.length > 0 && !isStopped) {
            const call = waiting.shift();
            onSpot(call);
            await Promise.all([say(call), sleep(showMs)]);
        }
        isBusy = false;
        if (!isStopped) {
            linger = setTimeout(() => onSpot(null), lingerMs);
        }
    }

    return {
        /* `fresh`: what is to be called, in order; `calls`: all that the board shows. */
        push(fresh, calls) {
            const numbers = new Set(calls.map(({number}) => number));
            waiting = waiting.filter(({number}) => numbers.has(number));
            for (const call of fresh) {
                const at = waiting.findIndex(({number}) => number === call.number);
                waiting.splice(at < 0 ? waiting.length : at, at < 0 ? 0 : 1, call);
            }
            waiting = waiting.slice(-WAITING_MAX);
            if (!isBusy && waiting.length > 0) {
                work();
            }
        },
        stop() {
            isStopped = true;
            clearTimeout(linger);
        },
    };
}

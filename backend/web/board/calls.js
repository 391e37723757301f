/*
 * calls.js - what changed between two looks at the board, and how a wait is said. Pure.
 */

const EARLIER = 5;
const EARLIER_MAX = 9;
const STAYS_MS = 60_000;
const OVER_MIN = 60; /* a wider range says only where it begins */

/*
 * Calls that were made or repeated since the last look, in the order in which they were. An older
 * call that comes back into the list is no news: a newer one has ended, or staff have taken back
 * that this one had. `heard` has when each number was called last, as any look has shown it.
 */
export function freshCalls(before, calls, heard = new Map()) {
    const known = new Map(before.map((call) => [call.number, call]));
    const newestMs = Math.max(0, ...before.map((call) => call.at_ms));
    return calls.filter((call) => {
        const old = known.get(call.number);
        return old
            ? old.room !== call.room || old.at_ms < call.at_ms || old.recalls < call.recalls
            : call.at_ms > newestMs && !(heard.get(call.number) >= call.at_ms);
    }).sort((a, b) => a.at_ms - b.at_ms);
}

/*
 * The calls that fit on the screen, in the order given: those that nobody has answered yet before
 * those that are being served, and of these the ones called last.
 */
export function shownCalls(calls, max) {
    const rank = ({state, at_ms: atMs}) => (state === 'called' ? 1e15 : 0) + atMs;
    const shown = new Set([...calls].sort((a, b) => rank(b) - rank(a)).slice(0, max));
    return calls.filter((call) => shown.has(call));
}

/*
 * How many lines the list has: the last five, and more while more people than that were called in
 * the last minute and are not there yet; nobody's call leaves the board before it can be read.
 */
export function linesFor(calls, nowMs) {
    const awaited = calls.filter(({state, at_ms: atMs}) =>
        state === 'called' && nowMs - atMs < STAYS_MS);
    return Math.min(Math.max(EARLIER, awaited.length), EARLIER_MAX);
}

/* [key, params] of the words for a range: never a single time, nothing invented. */
export function waitWords({low_min: low, high_min: high}) {
    if (high === 0) {
        return ['board.wait_soon', {}];
    }
    return low > 0 && high - low > OVER_MIN
        ? ['board.wait_over', {low}]
        : ['board.wait_range', {low, high}];
}

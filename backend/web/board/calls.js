/*
 * calls.js - what changed between two looks at the board. Pure.
 */

/*
 * A call that was made or repeated since the last look; undefined when there is none. An older call
 * that comes back into the list because a newer one has ended is no news.
 */
export function freshCall(before, calls) {
    const known = new Map(before.map((call) => [call.number, call]));
    const newestMs = Math.max(0, ...before.map((call) => call.at_ms));
    return calls.find((call) => {
        const old = known.get(call.number);
        return old
            ? old.room !== call.room || old.at_ms < call.at_ms || old.recalls < call.recalls
            : call.at_ms > newestMs;
    });
}

/*
 * day.js - the hours of a working day. Pure.
 */
const FIRST_HOUR = 7;
const LAST_HOUR = 16;

/* Every hour of the working day, so that a quiet hour is a gap and not a lie. */
export function fullDay(hours) {
    const known = new Map(hours.filter(({arrivals}) => arrivals > 0)
        .map(({hour, arrivals}) => [hour, arrivals]));
    const first = Math.min(FIRST_HOUR, ...known.keys());
    const last = Math.max(LAST_HOUR, ...known.keys());
    return Array.from({length: last - first + 1}, (_, i) => ({
        hour: first + i, arrivals: known.get(first + i) ?? 0,
    }));
}

/*
 * slots.js - free times of appointments by day, as the office's calendar has them. Pure.
 */
import {OFFICE_ZONE} from '../lib/format.js';

const MS_PER_DAY = 86_400_000;
const isoDay = new Intl.DateTimeFormat('sv-SE', {timeZone: OFFICE_ZONE});

/* 20261123 */
export const dayNumber = (ms) => Number(isoDay.format(ms).replaceAll('-', ''));

/* The day so many days on. Noon keeps the change of the clock out of it. */
export function dayAfter(ms, days) {
    const [year, month, day] = isoDay.format(ms).split('-').map(Number);
    return dayNumber(Date.UTC(year, month - 1, day, 12) + days * MS_PER_DAY);
}

/*
 * The free times of `days` days. ask(first, count) gives {slots, more} of `count` days from day
 * `first` on, 0 being the first; an answer that was cut short (`more`) is asked for again in parts,
 * down to single days, so that no day is left out.
 */
export async function allSlots(ask, days) {
    const found = [];
    let length = days;
    let at = 0;
    while (at < days) {
        const count = Math.min(length, days - at);
        const {slots, more} = await ask(at, count);
        if (more && count > 1) {
            length = Math.ceil(count / 2);
        } else {
            found.push(...slots);
            at += count;
        }
    }
    return found;
}

/* [{day, at_ms, times: [slot]}], each time once whoever is free then: the first of the answer. */
export function slotsByDay(slots) {
    const days = new Map();
    for (const slot of slots) {
        const day = dayNumber(slot.starts_ms);
        const found = days.get(day) ?? {day, at_ms: slot.starts_ms, times: []};
        if (!found.times.some((other) => other.starts_ms === slot.starts_ms)) {
            found.times.push(slot);
        }
        days.set(day, found);
    }
    return [...days.values()];
}

/* "482 913": read out and typed in two halves. */
export const codeInHalves = (code) => `${code.slice(0, code.length / 2)} ` +
    code.slice(code.length / 2);

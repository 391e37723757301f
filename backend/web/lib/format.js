/*
 * format.js - times as people read them. Clock times are the office's, wherever the browser is.
 */
import {currentLanguage, t} from './i18n.js';

export const OFFICE_ZONE = 'Europe/Warsaw';
const MS_PER_MINUTE = 60_000;

export function clock(ms) {
    return new Intl.DateTimeFormat('pl', {
        timeZone: OFFICE_ZONE, hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
    }).format(ms);
}

export function longDate(ms, lang = currentLanguage()) {
    return new Intl.DateTimeFormat(lang, {
        timeZone: OFFICE_ZONE, weekday: 'long', day: 'numeric', month: 'long',
    }).format(ms);
}

/* "pon., 23.11" */
export function shortDate(ms, lang = currentLanguage()) {
    return new Intl.DateTimeFormat(lang, {
        timeZone: OFFICE_ZONE, weekday: 'short', day: 'numeric', month: 'numeric',
    }).format(ms);
}

/* "14 min", "1 godz. 5 min"; null is a dash. */
export function minutes(value) {
    if (value === null || value === undefined) {
        return '–';
    }
    const whole = Math.floor(value);
    if (whole < 1) {
        return t('time.under_minute');
    }
    if (whole < 60) {
        return t('time.minutes', {n: whole});
    }
    return t('time.hours', {h: Math.floor(whole / 60), m: whole % 60});
}

export const waited = (ms) => minutes(Math.max(0, ms) / MS_PER_MINUTE);

/* "4:07", "1:04:07" */
export function timer(ms) {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    const two = (value) => String(value).padStart(2, '0');
    const head = seconds >= 3600
        ? `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}`
        : `${Math.floor(seconds / 60)}`;
    return `${head}:${two(seconds % 60)}`;
}

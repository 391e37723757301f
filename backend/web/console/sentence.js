/*
 * sentence.js - a person who waits, in words: number, wait, language, interpreter, priority.
 */
import {clock, waited} from '../lib/format.js';
import {hasText, t} from '../lib/i18n.js';

export const speaks = (code) =>
    (hasText(`speaks.${code}`) ? t(`speaks.${code}`) : t('speaks.other'));

export const isForeign = ({language}) => !language.startsWith('pl');

function interpreterWords({language, interpreter}) {
    return interpreter === language
        ? t('next.interpreter')
        : t('next.interpreter_of', {language: speaks(interpreter)});
}

/* "czeka 14 min – j. ukraiński – potrzebuje tłumacza": whom Next would bring. */
export function nextWords(next, nowMs) {
    const parts = [t('next.waits', {wait: waited(nowMs - next.explanation.checkin_ms)})];
    if (next.appointment_ms) {
        parts.push(t('next.booked', {time: clock(next.appointment_ms)}));
    }
    if (isForeign(next)) {
        parts.push(t('next.language', {language: speaks(next.language)}));
    }
    if (next.interpreter) {
        parts.push(interpreterWords(next));
    }
    if (next.priority) {
        parts.push(t('next.priority'));
    }
    return parts.join(' – ');
}

/* The marks of a row of the waiting list, [{words, isWarning}], most pressing first. */
export function marksOf(row) {
    const time = row.appointment_ms && clock(row.appointment_ms);
    return [
        row.is_over_alarm && {words: t('mark.long'), isWarning: true},
        time && (row.is_due
            ? {words: t('mark.due', {time}), isWarning: true}
            : {words: t('mark.booked', {time})}),
        row.priority && {words: t('visit.priority'), isWarning: true},
        row.interpreter && {isWarning: true,
            words: t('mark.interpreter', {language: speaks(row.interpreter)})},
        isForeign(row) && row.interpreter !== row.language &&
            {words: t('next.language', {language: speaks(row.language)})},
        row.only_me && {words: t('mark.only_me')},
        row.is_backup && {words: t('mark.backup')},
    ].filter(Boolean);
}

/* A step of another track shows that something is to come, not what. */
export const stepName = (step, label) => (step.hidden ? t('step.hidden') : label(step.service));

/* Kinds of change of a route are one to whoever reads it. */
export function undoneWords({kind, number}) {
    const key = `undo.${kind}`;
    return t(hasText(key) ? key : 'undo.route', {number});
}

/*
 * why.js - why a person was called, in sentences: the explanation of a call holds figures only.
 *
 * staffSentence is for whoever called, managerSentence for whoever looks at the day afterwards.
 * Neither ever says why somebody has priority: nobody knows.
 */
import {clock, waited} from './format.js';
import {t} from './i18n.js';

/* People who came earlier and could have been helped, but whose turn comes later. */
const PASSED = ['effective', 'backup', 'not_due'];

function special(explanation) {
    const time = explanation.appointment_ms && clock(explanation.appointment_ms);
    const parts = [];
    if (explanation.base === 'appointment') {
        parts.push(t(explanation.due_ms === null ? 'why.booked' : 'why.booked_early', {time}));
    }
    if (explanation.base === 'return') {
        parts.push(t('why.returned'));
    }
    if (explanation.head_ms > 0) {
        parts.push(t('why.priority'));
    }
    if (explanation.backup_ms > 0) {
        parts.push(t('why.backup'));
    }
    return parts;
}

function order(explanation, isPlain) {
    const wait = waited(explanation.waited_ms);
    const n = explanation.candidates;
    if (n <= 1) {
        return t('why.only', {wait});
    }
    const isLongest = isPlain && !explanation.older.some(({reason}) => PASSED.includes(reason));
    return t(isLongest ? 'why.longest' : 'why.first', {n, wait});
}

export function staffSentence(explanation) {
    if (!explanation) {
        return '';
    }
    const parts = special(explanation);
    const sentences = [...parts, order(explanation, parts.length === 0)];
    if (explanation.runner_up) {
        sentences.push(t('why.runner_up', {number: explanation.runner_up.number}));
    }
    return sentences.join(' ');
}

/* What somebody's turn is made of, and as which check-in it counts if that is not their own. */
function grounds(rank) {
    const parts = [rank.base === 'appointment'
        ? t('because.appointment', {time: clock(rank.appointment_ms)})
        : t(`because.${rank.base}`, {time: clock(rank.checkin_ms)})];
    if (rank.head_ms > 0) {
        parts.push(t('because.priority'));
    }
    if (rank.backup_ms > 0) {
        parts.push(t('because.backup'));
    }
    if (rank.due_ms !== null) {
        parts.push(t('because.early'));
    }
    const counted = rank.rank_ms === rank.checkin_ms ? ''
        : t('because.counted', {time: clock(rank.rank_ms)});
    return {words: parts.join(', '), counted};
}

function promiseSentence(promise) {
    if (!promise) {
        return '';
    }
    return t(promise.held ? 'because.held' : 'because.broken',
        {low: promise.low_min, high: promise.high_min, waited: promise.waited_min});
}

export function managerSentence(number, explanation) {
    const {words, counted} = grounds(explanation);
    const why = counted ? `${words} (${counted})` : words;
    const sentences = [t('because.called', {number, why})];
    if (explanation.runner_up) {
        const next = grounds(explanation.runner_up);
        sentences.push(t('because.next', {number: explanation.runner_up.number,
            why: [next.words, next.counted].filter(Boolean).join(', ')}));
    }
    if (explanation.older.length > 0) {
        const list = explanation.older
            .map((older) => `${older.number} (${t(`older.${older.reason}`)})`).join(', ');
        sentences.push(t('because.older', {list}));
    }
    sentences.push(promiseSentence(explanation.promise));
    return sentences.filter(Boolean).join(' ');
}

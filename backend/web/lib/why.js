/*
 * why.js - why a person was called, in sentences: the explanation of a call holds figures only.
 *
 * staffSentence is for whoever called, managerSentence for whoever looks at the day afterwards.
 * Neither ever says why somebody has priority: nobody knows. Of one who was chosen out of the order
 * both tell the reason from its list, and whose turn it was.
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

/* Whether the runner-up of a chosen call would have been called before it. */
function hadTurn(rival, chosen) {
    const keys = (rank) => [rank.due_ms ?? 0, rank.rank_ms, rank.checkin_ms];
    const mine = keys(chosen);
    const difference = keys(rival).map((key, i) => key - mine[i]).find((ms) => ms !== 0);
    return difference !== undefined && difference < 0;
}

export function staffSentence(explanation, reason = null) {
    if (!explanation) {
        return '';
    }
    const {chosen: isChosen, runner_up: rival} = explanation;
    const parts = special(explanation);
    const sentences = isChosen
        ? [t('why.picked', {reason: t(`chosen.${reason}`), wait: waited(explanation.waited_ms)}),
            ...parts]
        : [...parts, order(explanation, parts.length === 0)];
    if (rival) {
        const key = isChosen && hadTurn(rival, explanation) ? 'why.turn_was' : 'why.runner_up';
        sentences.push(t(key, {number: rival.number}));
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

export function managerSentence(number, explanation, reason = null) {
    const {words, counted} = grounds(explanation);
    const {chosen: isChosen, runner_up: rival} = explanation;
    const picked = isChosen ? t('because.picked', {reason: t(`chosen.${reason}`)}) : '';
    const why = [counted ? `${words} (${counted})` : words, picked].filter(Boolean).join(', ');
    const sentences = [t('because.called', {number, why})];
    if (rival) {
        const next = grounds(rival);
        const key = isChosen && hadTurn(rival, explanation) ? 'because.turn_was' : 'because.next';
        sentences.push(t(key, {number: rival.number,
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

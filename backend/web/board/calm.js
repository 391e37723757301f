/*
 * calm.js - the line at the foot of the board: what goes on in the house, and whom one can ring in
 * need, in turn; long enough to be read and written down, in the same languages for everybody.
 */
import {html} from 'htm/preact';
import {useNow} from '../lib/shell.js';

const CALM_MS = 20_000;
const OTHERS = ['uk', 'en', 'ru'];

export function Languages({words}) {
    return words.map(([lang, text], i) => html`
        ${i > 0 && html`<span class="dot" aria-hidden="true"> · </span>`}
        <span lang=${lang}>${text}</span>`);
}

/* Activities and helplines by turns; the longer list goes on by itself. Pure. */
export function calmLines(lines, helplines) {
    return Array.from({length: Math.max(lines.length, helplines.length)}, (_, i) =>
        [lines[i], helplines[i]]).flat().filter(Boolean);
}

/* No line ends with "w" or "i". Pure. */
export const tied = (text) => text.split(' ').reduce((line, word, i, words) =>
    `${line}${/^[aiouwz]$/iu.test(words[i - 1]) ? '\u00a0' : ' '}${word}`);

/* All of them lie in one place, so that the longest gives the height and nothing ever moves; one
 * fades into the next. */
export function Calm({lines}) {
    const turn = Math.floor(useNow(Date.now) / CALM_MS) % lines.length;
    return html`
        <div class="calm" data-test="calm">
            ${lines.map((line, i) => html`
                <p key=${i} class=${i === turn ? 'is-now' : ''}>
                    ${line.number && html`<b>${line.number}</b> `}<span>${tied(line.pl)}</span>
                    <small><${Languages}
                        words=${OTHERS.map((lang) => [lang, line[lang]])} /></small>
                </p>`)}
        </div>`;
}

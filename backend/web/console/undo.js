/*
 * undo.js - the last action can be taken back for a few seconds. The seconds are for the eye only:
 * a screen reader hears what was done (the said line) and finds a button that says what it undoes.
 */
import {html} from 'htm/preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {serverNow} from '../lib/api.js';
import {t} from '../lib/i18n.js';
import {undoIcon} from '../lib/icons.js';
import {Button} from '../lib/shell.js';
import {KEYS, letterOf} from './keys.js';
import {undoneWords} from './sentence.js';

/* Whole seconds left of it, 0 when it is over or there is nothing. */
export function secondsLeft(undo, nowMs) {
    return undo ? Math.max(0, Math.ceil((undo.until_ms - nowMs) / 1000)) : 0;
}

/* Counts down only while there is something to undo. */
export function useUndo(undo) {
    const [left, setLeft] = useState(() => secondsLeft(undo, serverNow()));
    useEffect(() => {
        const look = () => setLeft(secondsLeft(undo, serverNow()));
        look();
        const timer = undo && setInterval(look, 250);
        return () => clearInterval(timer);
    }, [undo?.until_ms, undo?.ticket, undo?.kind]);
    return undo ? left : 0;
}

/* Ctrl+Z, but not where it would undo typing. */
export function useUndoKey(isPossible, undo) {
    const latest = useRef(null);
    latest.current = isPossible ? undo : null;
    useEffect(() => {
        const listen = (event) => {
            const isUndo = event.ctrlKey && !event.shiftKey && !event.altKey &&
                letterOf(event) === 'z';
            const isTyping = event.target instanceof Element &&
                event.target.matches('input:not([type=checkbox], [type=radio]), textarea');
            if (isUndo && !isTyping && !event.repeat && latest.current) {
                event.preventDefault();
                latest.current();
            }
        };
        addEventListener('keydown', listen);
        return () => removeEventListener('keydown', listen);
    }, []);
}

/*
 * What was said last and, beside it, the way back; its height stays, so nothing jumps. It comes and
 * goes with the stage, so it is not the region that speaks (calls.js has that one).
 */
export function SaidAndUndo({data, actions, busy, said}) {
    const left = useUndo(data.undo);
    useUndoKey(left > 0, actions.undo);
    const spoken = useRef(null);
    useEffect(() => {
        if (left === 0 && document.activeElement === document.body) {
            spoken.current?.focus(); /* the button that had the focus is gone */
        }
    }, [left === 0]);
    return html`
        <div class="last">
            <p class="said" data-test="said" ref=${spoken} tabindex="-1">
                ${said?.()}</p>
            ${left > 0 && html`
                <div class="undo" data-test="undo-bar">
                    <${Button} isBusy=${busy !== ''} onPress=${actions.undo} data-test="undo"
                        aria-keyshortcuts="Control+Z">
                        ${undoIcon()}<span>${t('undo.it', {what: undoneWords(data.undo)})}</span>
                        <span class="left numeric" aria-hidden="true">
                            ${t('undo.seconds', {n: left})}</span>
                        <kbd aria-hidden="true">${KEYS.undo}</kbd>
                    <//>
                </div>`}
        </div>`;
}

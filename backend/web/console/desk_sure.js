/*
 * desk_sure.js - a button that asks once, because there is no way back from it. The focus goes to
 * what changes nothing.
 */
import {html} from 'htm/preact';
import {useLayoutEffect, useRef, useState} from 'preact/hooks';
import {t} from '../lib/i18n.js';
import {Button} from '../lib/shell.js';

/* `name` is its data-test; `said`, where the button's words alone do not say what it is for. */
export function Sure({name, text, said, question, yes, busy, onSure}) {
    const [isAsking, setAsking] = useState(false);
    const frame = useRef(null);
    const isFirst = useRef(true);
    /* With the change itself: a key pressed right after it meets the new focus. */
    useLayoutEffect(() => {
        if (!isFirst.current) {
            frame.current.querySelector('button:last-of-type').focus();
        }
        isFirst.current = false;
    }, [isAsking]);
    if (!isAsking) {
        return html`<div ref=${frame}>
            <${Button} isBusy=${busy !== ''} onPress=${() => setAsking(true)}
                aria-label=${said} data-test=${name}>${text}<//>
        </div>`;
    }
    return html`
        <div class="row" ref=${frame} role="group" aria-label=${question}>
            <p class="sure">${question}</p>
            <${Button} kind="primary" isBusy=${busy !== ''} onPress=${onSure}
                data-test=${`${name}-yes`}>${yes}<//>
            <${Button} onPress=${() => setAsking(false)}>${t('desk.cancel_no')}<//>
        </div>`;
}

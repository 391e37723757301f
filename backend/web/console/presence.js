/*
 * presence.js - "are you there", asked by the server after a long silence (api/attendance.h).
 *
 * Any key and any press on this page is an answer: who is there need not look for a button. It
 * takes no focus, because whoever is there may be typing.
 */
import {html} from 'htm/preact';
import {useEffect, useRef} from 'preact/hooks';
import {put} from '../lib/api.js';
import {clock} from '../lib/format.js';
import {t} from '../lib/i18n.js';
import {bellIcon} from '../lib/icons.js';
import {Button} from '../lib/shell.js';

function useAnyPress(isAsked, answer) {
    const latest = useRef(answer);
    latest.current = answer;
    useEffect(() => {
        if (!isAsked) {
            return undefined;
        }
        const press = () => latest.current();
        const kinds = ['keydown', 'pointerdown'];
        kinds.forEach((kind) => addEventListener(kind, press, {capture: true}));
        return () => kinds.forEach((kind) =>
            removeEventListener(kind, press, {capture: true}));
    }, [isAsked]);
}

/* `run(name, action)` runs one request, as in useActions. Without a question it draws nothing but
 * the region that will say it. */
export function Presence({data, run}) {
    const {ask} = data;
    const answer = () => run('here', async () => {
        await put('/session/presence', {});
        return null;
    });
    useAnyPress(Boolean(ask), answer);
    return html`
        <div class="alerts" role="alert">
            ${ask && html`<ul><li data-test="presence">
                ${bellIcon()}
                <p><b>${t('presence.title')}</b> ${ask.until_ms === null
                    ? t('presence.visit') : t('presence.until', {time: clock(ask.until_ms)})}</p>
                <${Button} data-test="here" onPress=${answer}>${t('presence.here')}<//>
            </li></ul>`}
        </div>`;
}

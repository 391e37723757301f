/*
 * later.js - a part of the page that is fetched when it is first shown.
 */
import {html} from 'htm/preact';
import {useEffect, useState} from 'preact/hooks';
import {t} from '../lib/i18n.js';

const RETRY_MS = 1_500;

/* Draws what the module of load() exports as `name`, with all other props. */
export function Later({load, name, ...props}) {
    const [parts, setParts] = useState(null);
    useEffect(() => {
        let timer = null;
        let isGone = false;
        const fetchIt = () => load().then((found) => isGone || setParts(found), () => {
            timer = setTimeout(fetchIt, RETRY_MS);
        });
        fetchIt();
        return () => {
            isGone = true;
            clearTimeout(timer);
        };
    }, [load]);
    return parts ? html`<${parts[name]} ...${props} />`
        : html`<p class="soft">${t('app.loading')}</p>`;
}

/*
 * manager - the running day in figures: how many, how long, when, for what.
 */
import {html, render} from 'htm/preact';
import {startTexts, t, useLanguage} from '../lib/i18n.js';
import {useEffect, useState} from 'preact/hooks';
import {useServiceLabels} from '../lib/labels.js';
import {useLive} from '../lib/live.js';
import {ConnectionStrip, ErrorBanner, Gate, Loading, TopBar} from '../lib/shell.js';
import {clock, longDate} from '../lib/format.js';
import {Calls} from './calls.js';
import {Figures, Newest, Services} from './figures.js';
import {Hours} from './hours.js';

function Day({session, onLogout, onSignedOut}) {
    useLanguage();
    const {data, status} = useLive({
        path: '/stats/today', view: 'console', gapMs: 500, key: session.csrf, onSignedOut,
    });
    const [error, setError] = useState(null);
    const label = useServiceLabels(data?.services.map(({service, label: text}) =>
        ({code: service, label: text})));
    const title = `${t('manager.title')} – Okienko`;
    useEffect(() => {
        document.title = title;
    }, [title]);
    if (!data) {
        return html`<${Loading} isDown=${status === 'down'} />`;
    }
    return html`
        <a class="skip" href="#main">${t('app.skip')}</a>
        <${TopBar} session=${session} page="manager" onLogout=${() => onLogout().catch(setError)} />
        <${ConnectionStrip} isDown=${status === 'down'} />
        <main id="main" class="page" tabindex="-1">
            <${ErrorBanner} error=${error} onClose=${() => setError(null)} />
            <div class="title">
                <h1>${t('manager.title')}</h1>
                <p class="soft"><span class="date">${longDate(data.now_ms)}</span>
                    ${' '}${t('manager.updated', {time: clock(data.now_ms)})}</p>
            </div>
            <${Figures} data=${data} />
            <div class="columns">
                <div class="wide">
                    <${Services} services=${data.services} label=${label} />
                    <${Hours} hours=${data.hours} />
                    <${Calls} session=${session} onSignedOut=${onSignedOut} />
                </div>
                <${Newest} tickets=${data.tickets} />
            </div>
        </main>`;
}

const desk = {capability: 'call', href: '/console', text: () => t('app.to_console')};

await startTexts(import.meta.url);
render(html`
    <${Gate} needs=${['manage']} elsewhere=${desk}
        draw=${(props) => html`<${Day} ...${props} />`} />`,
document.getElementById('app'));

/*
 * frame.js - the console of one staff member: what the state says, and where it stands.
 */
import {html} from 'htm/preact';
import {useEffect, useState} from 'preact/hooks';
import {doorIcon} from '../lib/icons.js';
import {t, useLanguage} from '../lib/i18n.js';
import {useLive} from '../lib/live.js';
import {Button, ConnectionStrip, ErrorBanner, Loading, TopBar, useHotkeys} from '../lib/shell.js';
import {useServiceLabels} from '../lib/labels.js';
import {can} from '../lib/session.js';
import {actionsFor, ownPart, useActions} from './actions.js';
import {Alerts, HelpButton, callForHelp} from './alerts.js';
import {KEYS} from './keys.js';
import {Later} from './later.js';
import {Presence} from './presence.js';
import {Slips, useSlips} from './slips.js';

/* Whoever only calls or only issues does not wait for the other's part. */
const loadCalls = () => import('./calls.js');
const loadDesk = () => import('./desk_view.js');

function useTitle(data) {
    useLanguage();
    const parts = [data?.current?.ticket.number, data?.session.room?.name ?? t('console.title')];
    const title = `${parts.filter(Boolean).join(' · ')} – Okienko`;
    useEffect(() => {
        document.title = title;
    }, [title]);
}

function RoomButton({data, isChoosing, onToggle}) {
    const {room} = data.session;
    if (!room) {
        return null;
    }
    const number = data.current?.ticket.number;
    const title = number ? t('room.busy_visit', {number}) : undefined;
    return html`
        <${Button} kind="room" isOff=${Boolean(number)} title=${title} onPress=${onToggle}
            aria-expanded=${String(isChoosing)}>
            ${doorIcon()}<b>${room.name}</b><span class="change">${t('room.change')}</span>
        <//>`;
}

/* For whoever both calls people and issues numbers. */
function Parts({part, onChange}) {
    return html`
        <div class="row" role="group" aria-label=${t('part.choose')}>
            ${['calls', 'desk'].map((name) => html`
                <${Button} key=${name} aria-pressed=${String(part === name)}
                    onPress=${() => onChange(name)} data-test=${`part-${name}`}>
                    ${t(`part.${name}`)}
                <//>`)}
        </div>`;
}

function Top({data, helping, isChoosing, setChoosing, onLeave}) {
    return html`
        <${TopBar} session=${data.session} page="console" onLogout=${onLeave}>
            <${RoomButton} data=${data} isChoosing=${isChoosing}
                onToggle=${() => setChoosing(!isChoosing)} />
            <${HelpButton} helping=${helping} hotkey=${KEYS.help} />
        <//>`;
}

export function Console({session, onLogout, onSignedOut}) {
    useLanguage();
    const {data, status, refresh} = useLive({
        path: '/state?view=console', view: 'console', gapMs: 100, key: session.csrf, onSignedOut,
    });
    const {error, clearError, ...acting} = useActions({refresh, own: ownPart(data), onSignedOut});
    /* Each waits only for itself: above all the call for help is held up by nothing. */
    const helping = useActions({refresh, onSignedOut});
    const seeing = useActions({refresh, onSignedOut});
    const answering = useActions({refresh, onSignedOut});
    const failed = [helping, seeing, answering].find((one) => one.error);
    const [isChoosing, setChoosing] = useState(false);
    const [part, setPart] = useState(can(session, 'call') ? 'calls' : 'desk');
    const [slips, onBooked] = useSlips();
    const label = useServiceLabels(data?.services);
    const actions = data ? actionsFor({data, run: acting.run, label}) : null;
    useHotkeys({[KEYS.help]: () => data && callForHelp(helping)});
    useTitle(data);
    if (!data) {
        return html`<${Loading} isDown=${status === 'down'} />`;
    }
    const leave = (how) => acting.run('logout', async () => {
        await onLogout(how);
        return null;
    });
    const shared = {data, actions, label, onLeave: leave, onBooked, ...acting};
    return html`
        <a class="skip" href="#main">${t('app.skip')}</a>
        <${Top} ...${{data, helping, isChoosing, setChoosing, onLeave: () => leave()}} />
        <${ConnectionStrip} isDown=${status === 'down'} />
        <${Alerts} data=${data} seeing=${seeing} />
        <${Presence} data=${data} run=${answering.run} />
        <main id="main" class="page" tabindex="-1">
            <h1 class="hidden">${t('console.title')}</h1>
            <${ErrorBanner} error=${failed?.error ?? error}
                onClose=${failed?.clearError ?? clearError} />
            <${Slips} slips=${slips} />
            ${can(session, 'call') && can(session, 'desk') &&
                html`<${Parts} part=${part} onChange=${setPart} />`}
            ${part === 'desk' && html`<${Later} load=${loadDesk} name="Reception" ...${shared} />`}
            ${part === 'calls' &&
                html`<${Later} load=${loadCalls} name="Calls"
                    ...${{...shared, isChoosing, setChoosing}} />`}
        </main>`;
}

/*
 * desk.js - the console of one staff member: what the state says, and what they can do about it.
 */
import {html} from 'htm/preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {post, put} from '../lib/api.js';
import {doorIcon} from '../lib/icons.js';
import {t, useLanguage} from '../lib/i18n.js';
import {useLive} from '../lib/live.js';
import {Button, ConnectionStrip, ErrorBanner, Loading, TopBar, useHotkeys} from '../lib/shell.js';
import {useServiceLabels} from '../lib/labels.js';
import {can} from '../lib/session.js';
import {Alerts, HelpButton, callForHelp} from './alerts.js';
import {Reception} from './desk_view.js';
import {RoomChoice} from './rooms.js';
import {KeyList, Parked, Queues} from './side.js';
import {FreeStage, VisitStage} from './stage.js';

export const KEYS = {next: 'F8', recall: 'F2', start: 'F4', finish: 'F9', noShow: 'F10',
    break: 'F6', help: 'F12'};

/* Runs one request at a time; `said` is a function, so that it speaks the current language. */
function useActions({refresh, onSignedOut}) {
    const [busy, setBusy] = useState('');
    const [error, setError] = useState(null);
    const [said, setSaid] = useState(null);
    const running = useRef(false);

    async function run(name, action) {
        if (running.current) {
            return;
        }
        running.current = true;
        setBusy(name);
        setError(null);
        try {
            const words = await action();
            setSaid(() => words);
        } catch (failure) {
            setSaid(null);
            if (failure.status === 401) {
                onSignedOut();
            } else {
                setError(failure);
            }
        }
        running.current = false;
        setBusy('');
        refresh();
    }

    return {busy, error, said, run, say: (words) => setSaid(() => words),
        clearError: () => setError(null)};
}

/* What each button does; the words that follow are said in the live region. */
function actionsFor({data, run, label}) {
    const room = data.session.room;
    const {ticket} = data.current ?? {};
    const onTicket = (name, body, words) =>
        run(name, async () => words(await post(`/tickets/${ticket.id}/${name}`, body)));
    return {
        next: () => run('next', async () => {
            const {call} = await post(`/rooms/${room.id}/next`);
            return call
                ? () => t('done.next', {number: call.number, room: call.room.name})
                : () => t('done.nobody');
        }),
        recall: () => onTicket('recall', {}, () => () => t('done.recall', {number: ticket.number})),
        start: () => onTicket('start', {}, () => () => t('done.start', {number: ticket.number})),
        finish: (outcome) => onTicket('finish', {outcome}, (answer) => {
            const waiting = answer.ticket.steps.find((step) => step.state === 'waiting');
            return waiting
                ? () => t('done.further', {number: ticket.number, service: label(waiting.service)})
                : () => t('done.finish', {number: ticket.number, outcome: t(`outcome.${outcome}`)});
        }),
        noShow: () => onTicket('no-show', {}, (answer) => {
            const key = answer.ticket.state === 'parked' ? 'done.parked' : 'done.requeued';
            return () => t(key, {number: ticket.number});
        }),
        transfer: ({service, colleague, comesBack}) => onTicket('transfer',
            {service, return: comesBack, ...(colleague && {staff: Number(colleague)})},
            () => () => t('done.transfer', {number: ticket.number, service: label(service)})),
        addStep: (service) => onTicket('steps', {service},
            () => () => t('done.route', {service: label(service)})),
        agree: (step) => onTicket('agree', {step: step.id},
            () => () => t('done.route', {service: label(step.service)})),
        drop: (step) => onTicket('drop', {step: step.id},
            () => () => t('done.dropped', {service: label(step.service)})),
        setBreak: (on) => run('break', async () => {
            await put('/session/break', {on});
            return () => t(on ? 'break.now' : 'next.ready');
        }),
        resume: (parked) => run(`resume-${parked.ticket}`, async () => {
            await post(`/tickets/${parked.ticket}/resume`);
            return () => t('done.requeued', {number: parked.number});
        }),
        takeRoom: (id) => run(`room-${id}`, async () => {
            const session = await put('/session/room', {room: id});
            return session.room
                ? () => t('room.now', {room: session.room.name})
                : () => t('room.left');
        }),
    };
}

function hotkeysFor({data, actions, isChoosing}) {
    const state = data.current?.ticket.state;
    if (isChoosing || !data.session.room) {
        return {};
    }
    if (state === 'called') {
        return {
            [KEYS.recall]: actions.recall, [KEYS.start]: actions.start,
            [KEYS.noShow]: actions.noShow,
        };
    }
    if (state === 'serving') {
        return {[KEYS.finish]: () => actions.finish('settled')};
    }
    return data.session.on_break
        ? {[KEYS.break]: () => actions.setBreak(false)}
        : {[KEYS.next]: actions.next, [KEYS.break]: () => actions.setBreak(true)};
}

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

function Stage({data, actions, busy, label}) {
    return data.current
        ? html`<${VisitStage} current=${data.current} data=${data} actions=${actions} busy=${busy}
                label=${label} keys=${KEYS} />`
        : html`<${FreeStage} data=${data} actions=${actions} busy=${busy} keys=${KEYS} />`;
}

function Work({data, actions, busy, label, said}) {
    return html`
        <div class="work">
            <section class="stage card">
                <${Stage} ...${{data, actions, busy, label}} />
                <p class="said" role="status" data-test="said">${said?.()}</p>
            </section>
            <aside class="side">
                <${Queues} data=${data} label=${label} />
                <${Parked} data=${data} label=${label} actions=${actions} busy=${busy} />
                <${KeyList} keys=${KEYS} />
            </aside>
        </div>`;
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

export function Desk({session, onLogout, onSignedOut}) {
    useLanguage();
    const live = useLive({
        path: '/state?view=console', view: 'console', gapMs: 100, key: session.csrf, onSignedOut,
    });
    const {data, status, refresh} = live;
    const {busy, error, said, run, say, clearError} = useActions({refresh, onSignedOut});
    const helping = useActions({refresh, onSignedOut});
    const [isChoosing, setChoosing] = useState(false);
    const [part, setPart] = useState(can(session, 'call') ? 'calls' : 'desk');
    const label = useServiceLabels(data?.services);
    const actions = data ? actionsFor({data, run, label}) : null;
    useHotkeys(data ? {
        ...(part === 'calls' && hotkeysFor({data, actions, isChoosing})),
        [KEYS.help]: () => callForHelp(helping),
    } : {});
    useTitle(data);
    if (!data) {
        return html`<${Loading} isDown=${status === 'down'} />`;
    }
    const needsRoom = !data.session.room || isChoosing;
    const take = async (id) => {
        await actions.takeRoom(id);
        setChoosing(false);
    };
    return html`
        <a class="skip" href="#main">${t('app.skip')}</a>
        <${TopBar} session=${data.session} page="console"
            onLogout=${() => run('logout', async () => { await onLogout(); return null; })}>
            <${RoomButton} data=${data} isChoosing=${isChoosing}
                onToggle=${() => setChoosing(!isChoosing)} />
            <${HelpButton} helping=${helping} hotkey=${KEYS.help} />
        <//>
        <${ConnectionStrip} isDown=${status === 'down'} />
        <${Alerts} data=${data} helping=${helping} />
        <main id="main" class="page" tabindex="-1">
            <h1 class="hidden">${t('console.title')}</h1>
            <${ErrorBanner} error=${helping.error ?? error}
                onClose=${helping.error ? helping.clearError : clearError} />
            ${can(session, 'call') && can(session, 'desk') &&
                html`<${Parts} part=${part} onChange=${setPart} />`}
            ${part === 'desk' &&
                html`<${Reception} ...${{data, actions, busy, run, say, said, label}} />`}
            ${part === 'calls' && (needsRoom
                ? html`<${RoomChoice} data=${data} busy=${busy} onTake=${take}
                        onStay=${() => setChoosing(false)} />`
                : html`<${Work} ...${{data, actions, busy, label, said}} />`)}
        </main>`;
}

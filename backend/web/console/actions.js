/*
 * actions.js - what staff can do, one request at a time, and the words that follow.
 */
import {useLayoutEffect, useRef, useState} from 'preact/hooks';
import {post, put} from '../lib/api.js';
import {t} from '../lib/i18n.js';
import {stepName, undoneWords} from './sentence.js';

/* What one's own doing changes and a colleague's does not, as far as the buttons act on it. */
export function ownPart(data) {
    const {current, session, undo} = data ?? {};
    return JSON.stringify([current?.ticket.id, current?.ticket.state, session?.room?.id,
        session?.on_break, undo?.until_ms]);
}

/*
 * Runs one request at a time and stays busy until the screen shows what it has done, so that a
 * second press never acts on the screen of before: until `own` (ownPart of the shown state) is
 * another, or a state that was asked for after the answer is there or cannot be had. A newer state
 * alone would not do, as it may be news of a colleague from before our request. `run` tells whether
 * it was done. `said` is a function, so that it speaks the current language.
 */
export function useActions({refresh, own, onSignedOut}) {
    const [busy, setBusy] = useState('');
    const [error, setError] = useState(null);
    const [said, setSaid] = useState(null);
    const running = useRef(false);
    const shown = useRef(own);
    const settled = useRef(null);
    useLayoutEffect(() => {
        shown.current = own;
        settled.current?.();
    }, [own]);

    const movedOn = (before) => new Promise((done) => {
        settled.current = done;
        if (shown.current !== before) {
            done();
        }
    });

    async function run(name, action) {
        if (running.current) {
            return false;
        }
        const before = shown.current;
        let isDone = false;
        let words = null;
        running.current = true;
        setBusy(name);
        setError(null);
        try {
            words = await action();
            isDone = true;
        } catch (failure) {
            if (failure.status === 401) {
                onSignedOut();
            } else {
                setError(failure);
            }
        }
        await Promise.race([refresh(), movedOn(before)]);
        running.current = false;
        setSaid(() => words);
        setBusy('');
        return isDone;
    }

    return {busy, error, said, run, say: (words) => setSaid(() => words),
        clearError: () => setError(null)};
}

/* The new order of what is to come: `step` one place up (-1) or down (+1). */
export function reordered(steps, step, by) {
    const positions = steps.map(({position}) => position);
    const at = positions.indexOf(step.position);
    positions.splice(at, 1);
    positions.splice(at + by, 0, step.position);
    return positions;
}

function onVisit({data, run, label}) {
    const {ticket} = data.current ?? {};
    const onTicket = (name, body, words) =>
        run(name, async () => words(await post(`/tickets/${ticket.id}/${name}`, body)));
    return {
        recall: () => onTicket('recall', {}, () => () => t('done.recall', {number: ticket.number})),
        start: () => onTicket('start', {}, () => () => t('done.start', {number: ticket.number})),
        finish: (outcome) => onTicket('finish', {outcome}, (answer) => {
            const waiting = answer.ticket.steps.find((step) => step.state === 'waiting');
            /* What was just agreed to may be hidden by now: it was offered by its name. */
            const known = ticket.steps.find(({id}) => id === waiting?.id) ?? waiting;
            return waiting
                ? () => t('done.further', {number: ticket.number, service: stepName(known, label)})
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
            () => () => t('done.dropped', {service: stepName(step, label)})),
        move: (steps, step, by) => onTicket('order', {positions: reordered(steps, step, by)},
            () => () => t('done.ordered', {service: stepName(step, label),
                n: steps.indexOf(step) + by + 1})),
    };
}

/* What each button does. */
export function actionsFor({data, run, label}) {
    const {room} = data.session;
    const called = ({call}) => (call
        ? () => t('done.next', {number: call.number, room: call.room.name})
        : () => t('done.nobody'));
    const setBreak = (body, words) => run('break', async () => {
        await put('/session/break', body);
        return words;
    });
    return {
        ...onVisit({data, run, label}),
        next: () => run('next', async () => called(await post(`/rooms/${room.id}/next`))),
        callChosen: (row, reason) => run('call', async () =>
            called(await post(`/rooms/${room.id}/call`, {ticket: row.ticket, reason}))),
        undo: () => run('undo', async () => {
            await post('/undo');
            return () => t('done.undone', {what: undoneWords(data.undo)});
        }),
        beginBreak: (kind) => setBreak({on: true, ...(kind !== 'break' && {kind})},
            () => t(`away.${kind}`)),
        endBreak: () => setBreak({on: false}, () => t('next.ready')),
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

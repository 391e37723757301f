/*
 * stage.js - the middle of the console: one large Next, or the one visit that is open.
 */
import {html} from 'htm/preact';
import {useEffect, useRef} from 'preact/hooks';
import {serverNow} from '../lib/api.js';
import {clock, timer} from '../lib/format.js';
import {hasText, t} from '../lib/i18n.js';
import {priorityIcon, speechIcon} from '../lib/icons.js';
import {Button, useNow} from '../lib/shell.js';
import {staffSentence} from '../lib/why.js';
import {HandOver} from './hand_over.js';
import {Route} from './route.js';

function OnBreak({actions, busy, keys}) {
    const title = useArrival('break');
    return html`
        <div class="free">
            <h2 ref=${title} tabindex="-1">${t('break.now')}</h2>
            <p class="how-many">${t('break.text')}</p>
            <${Button} kind="primary huge" hotkey=${keys.break} isBusy=${busy !== ''}
                onPress=${() => actions.setBreak(false)} data-test="break-end">
                ${t('break.end')}
            <//>
        </div>`;
}

export function FreeStage({data, actions, busy, keys}) {
    return data.session.on_break
        ? html`<${OnBreak} ...${{actions, busy, keys}} />`
        : html`<${Ready} ...${{data, actions, busy, keys}} />`;
}

function Ready({data, actions, busy, keys}) {
    const waiting = data.waiting_mine;
    const title = useArrival('free');
    return html`
        <div class="free">
            <h2 ref=${title} tabindex="-1">${t('next.ready')}</h2>
            <p class="how-many">
                ${waiting > 0 ? t('next.waiting', {n: waiting}) : t('next.nobody')}
            </p>
            <${Button} kind="primary huge" hotkey=${keys.next} isBusy=${busy === 'next'}
                onPress=${actions.next} data-test="next">
                ${busy === 'next' ? t('next.busy') : t('next.button')}
            <//>
            ${waiting === 0 && html`<p class="soft">${t('next.nobody_text')}</p>`}
            <${Button} hotkey=${keys.break} isBusy=${busy !== ''}
                onPress=${() => actions.setBreak(true)} data-test="break">
                ${t('break.begin')}
            <//>
        </div>`;
}

/* Takes the focus when the button that had it is gone, so a keyboard goes on from here. */
export function useArrival(what) {
    const ref = useRef(null);
    useEffect(() => {
        if (document.activeElement === document.body) {
            ref.current?.focus();
        }
    }, [what]);
    return ref;
}

const speaks = (code) => (hasText(`speaks.${code}`) ? t(`speaks.${code}`) : t('speaks.other'));

function Marks({ticket}) {
    const isForeign = !ticket.language.startsWith('pl');
    if (!ticket.priority && !ticket.interpreter && !isForeign) {
        return null;
    }
    return html`
        <ul class="marks">
            ${ticket.priority &&
                html`<li class="pill warn">${priorityIcon()}${t('visit.priority')}</li>`}
            ${ticket.interpreter && html`<li class="pill warn">${speechIcon()}
                ${t('visit.interpreter', {language: speaks(ticket.interpreter)})}</li>`}
            ${isForeign && html`<li class="pill">${speechIcon()}
                ${t('visit.language', {language: speaks(ticket.language)})}</li>`}
        </ul>`;
}

function Clock({call, isServing}) {
    const now = useNow(serverNow);
    const sinceMs = (isServing && call?.started_ms) || call?.at_ms || now;
    return html`
        <div class="clock">
            <span class="soft">
                ${t(isServing && call?.started_ms ? 'visit.since_start' : 'visit.since_call')}
            </span>
            <span class="time numeric" role="timer">${timer(now - sinceMs)}</span>
        </div>`;
}

function Facts({call}) {
    if (!call) {
        return null;
    }
    const parts = [t('visit.called_at', {time: clock(call.at_ms)})];
    if (call.recalls > 0) {
        parts.push(t('visit.recalled', {n: call.recalls}));
    }
    return html`
        <p class="why"><b>${t('visit.why')}:</b> ${staffSentence(call.explanation)}</p>
        <p class="soft">${parts.join(', ')}</p>`;
}

function CalledActions({actions, busy, keys}) {
    const any = busy !== '';
    return html`
        <div class="actions">
            <${Button} kind="primary wide" hotkey=${keys.start} isBusy=${any}
                onPress=${actions.start} data-test="start">${t('act.start')}<//>
            <${Button} hotkey=${keys.recall} isBusy=${any} onPress=${actions.recall}
                data-test="recall">${t('act.recall')}<//>
            <${Button} hotkey=${keys.noShow} isBusy=${any} onPress=${actions.noShow}
                data-test="no-show">${t('act.no_show')}<//>
        </div>`;
}

function ServingActions({ticket, actions, busy, keys, label}) {
    const any = busy !== '';
    const offered = ticket.steps.find((step) => step.offer);
    return html`
        <div class="actions outcomes" role="group" aria-labelledby="finish-title">
            <h3 id="finish-title">${t('act.finish')}:</h3>
            <${Button} kind="primary wide" hotkey=${keys.finish} isBusy=${any}
                onPress=${() => actions.finish('settled')} data-test="settled">
                ${t('outcome.settled')}
            <//>
            <${Button} isBusy=${any} isOff=${!offered} onPress=${() => actions.finish('further')}
                title=${offered ? undefined : t('outcome.no_further')} data-test="further">
                <span class="two">${t('outcome.further')}
                    <small>${offered
                        ? t('outcome.further_to', {service: label(offered.service)})
                        : t('outcome.no_further')}</small></span>
            <//>
            <${Button} isBusy=${any} onPress=${() => actions.finish('documents')}
                data-test="documents">
                ${t('outcome.documents')}
            <//>
            <${Button} isBusy=${any} onPress=${() => actions.finish('left')} data-test="left">
                ${t('outcome.left')}
            <//>
        </div>`;
}

export function VisitStage({current, data, actions, busy, label, keys}) {
    const {ticket, call} = current;
    const isServing = ticket.state === 'serving';
    const title = useArrival(`${ticket.id} ${ticket.state}`);
    const service = call?.service
        ?? ticket.steps.find((step) => step.state === ticket.state)?.service;
    return html`
        <div class="visit">
            <div class="head">
                <p class=${`pill ${isServing ? 'good' : 'warn'}`} data-test="visit-state">
                    ${t(isServing ? 'visit.serving' : 'visit.called')}
                </p>
                <p class="service">${service && label(service)}</p>
            </div>
            <div class="big">
                <h2 class="number numeric" ref=${title} tabindex="-1" data-test="number">
                    <span class="hidden">${t('visit.number')} </span>${ticket.number}
                </h2>
                <${Clock} call=${call} isServing=${isServing} />
            </div>
            <${Marks} ticket=${ticket} />
            <${Facts} call=${call} />
            ${isServing
                ? html`<${ServingActions} ...${{ticket, actions, busy, keys, label}} />`
                : html`<${CalledActions} ...${{actions, busy, keys}} />`}
            <${HandOver} key=${`hand ${ticket.id}`} ...${{data, actions, busy, label}} />
            <${Route} key=${`route ${ticket.id}`} ...${{ticket, data, actions, busy, label}} />
        </div>`;
}

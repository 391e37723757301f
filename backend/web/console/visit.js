/*
 * visit.js - the one visit that is open: who it is, why, and how it goes on.
 */
import {html} from 'htm/preact';
import {serverNow} from '../lib/api.js';
import {clock, timer} from '../lib/format.js';
import {t} from '../lib/i18n.js';
import {priorityIcon, speechIcon} from '../lib/icons.js';
import {Button, useNow} from '../lib/shell.js';
import {staffSentence} from '../lib/why.js';
import {useArrival} from './arrival.js';
import {FollowUp} from './follow_up.js';
import {HandOver} from './hand_over.js';
import {KEYS} from './keys.js';
import {Offer} from './offer.js';
import {Route} from './route.js';
import {isForeign, speaks} from './sentence.js';
import {Dock} from './stage.js';

function Marks({ticket}) {
    if (!ticket.priority && !ticket.interpreter && !isForeign(ticket)) {
        return null;
    }
    return html`
        <ul class="marks">
            ${ticket.priority &&
                html`<li class="pill warn">${priorityIcon()}${t('visit.priority')}</li>`}
            ${ticket.interpreter && html`<li class="pill warn">${speechIcon()}
                ${t('visit.interpreter', {language: speaks(ticket.interpreter)})}</li>`}
            ${isForeign(ticket) && html`<li class="pill">${speechIcon()}
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
        <p class="why"><b>${t('visit.why')}:</b>${' '}
            ${staffSentence(call.explanation, call.reason)}</p>
        <p class="soft">${parts.join(', ')}</p>`;
}

function CalledActions({data, actions, busy, said}) {
    const any = busy !== '';
    return html`
        <${Dock} ...${{data, actions, busy, said}}>
            <${Button} kind="primary wide" hotkey=${KEYS.start} isBusy=${any}
                onPress=${actions.start} data-test="start">${t('act.start')}<//>
        <//>
        <div class="actions">
            <${Button} hotkey=${KEYS.recall} isBusy=${any} onPress=${actions.recall}
                data-test="recall">${t('act.recall')}<//>
            <${Button} hotkey=${KEYS.noShow} isBusy=${any} onPress=${actions.noShow}
                data-test="no-show">${t('act.no_show')}<//>
        </div>`;
}

function Further({offered, any, actions, label}) {
    return html`
        <${Button} hotkey=${offered && KEYS.further} isBusy=${any} isOff=${!offered}
            onPress=${() => actions.finish('further')}
            title=${offered ? undefined : t('outcome.no_further')} data-test="further">
            <span class="two">${t('outcome.further')}
                <small>${offered
                    ? t('outcome.further_to', {service: label(offered.service)})
                    : t('outcome.no_further')}</small></span>
        <//>`;
}

function ServingActions({data, ticket, actions, busy, said, label}) {
    const any = busy !== '';
    const offered = ticket.steps.find((step) => step.offer);
    const outcome = (name, hotkey) => html`
        <${Button} hotkey=${hotkey} isBusy=${any} onPress=${() => actions.finish(name)}
            data-test=${name}>${t(`outcome.${name}`)}<//>`;
    return html`
        <div role="group" aria-labelledby="finish-title" class="finish">
            <h3 id="finish-title">${t('act.finish')}:</h3>
            <${Dock} ...${{data, actions, busy, said}}>
                <${Button} kind="primary wide" hotkey=${KEYS.finish} isBusy=${any}
                    onPress=${() => actions.finish('settled')} data-test="settled">
                    ${t('outcome.settled')}
                <//>
            <//>
            <div class="actions outcomes">
                <${Further} ...${{offered, any, actions, label}} />
                ${outcome('documents', KEYS.documents)}
                ${outcome('left', KEYS.left)}
            </div>
        </div>`;
}

function Head({ticket, call, service, isServing, label}) {
    const title = useArrival(`${ticket.id} ${ticket.state}`);
    return html`
        <div class="big">
            <h2 class="number numeric" ref=${title} tabindex="-1" data-test="number">
                <span class="hidden">${t('visit.number')} </span>${ticket.number}
            </h2>
            <div class="about">
                <p class=${`pill ${isServing ? 'good' : 'warn'}`} data-test="visit-state">
                    ${t(isServing ? 'visit.serving' : 'visit.called')}
                </p>
                <p class="service">${service && label(service)}</p>
            </div>
            <${Clock} call=${call} isServing=${isServing} />
        </div>`;
}

export function VisitStage({current, data, actions, run, busy, said, label, onBooked}) {
    const {ticket, call} = current;
    const isServing = ticket.state === 'serving';
    const service = call?.service
        ?? ticket.steps.find((step) => step.state === ticket.state)?.service;
    return html`
        <div class="visit">
            <${Head} ...${{ticket, call, service, isServing, label}} />
            <${Marks} ticket=${ticket} />
            <${Facts} call=${call} />
            ${isServing
                ? html`<${ServingActions} ...${{data, ticket, actions, busy, said, label}} />`
                : html`<${CalledActions} ...${{data, actions, busy, said}} />`}
            ${isServing && html`<${Offer} ...${{ticket, actions, busy, label}} />`}
            <${Route} key=${`route ${ticket.id}`} ...${{ticket, data, actions, busy, label}} />
            <${HandOver} key=${`hand ${ticket.id}`} ...${{data, actions, busy, label}} />
            ${isServing && html`<${FollowUp} key=${`book ${ticket.id}`}
                ...${{ticket, service, data, run, busy, label, onBooked}} />`}
        </div>`;
}

/*
 * stage.js - the middle of the console while nobody is called: whom Next brings, or the break.
 */
import {html} from 'htm/preact';
import {serverNow} from '../lib/api.js';
import {t} from '../lib/i18n.js';
import {Button, useNow} from '../lib/shell.js';
import {staffSentence} from '../lib/why.js';
import {useArrival} from './arrival.js';
import {KEYS} from './keys.js';
import {nextWords} from './sentence.js';
import {SaidAndUndo} from './undo.js';

const REDRAW_MS = 15_000;
const KINDS = ['meeting', 'training', 'fieldwork'];

/* The one button that is always in sight, what was done last, and the way back from it. */
export function Dock({data, actions, busy, said, children}) {
    return html`
        <div class="dock">
            ${children}
            <${SaidAndUndo} ...${{data, actions, busy, said}} />
        </div>`;
}

function OnBreak({data, actions, busy, said}) {
    const title = useArrival('break');
    return html`
        <div class="free">
            <h2 ref=${title} tabindex="-1">${t(`away.${data.session.break_kind ?? 'break'}`)}</h2>
            <p>${t('break.text')}</p>
            <${Dock} ...${{data, actions, busy, said}}>
                <${Button} kind="primary huge" hotkey=${KEYS.break} isBusy=${busy !== ''}
                    onPress=${actions.endBreak} data-test="break-end">
                    ${t('break.end')}
                <//>
            <//>
        </div>`;
}

function Breaks({actions, busy}) {
    const any = busy !== '';
    return html`
        <div class="row breaks">
            <${Button} hotkey=${KEYS.break} isBusy=${any}
                onPress=${() => actions.beginBreak('break')} data-test="break">
                ${t('break.begin')}
            <//>
            ${KINDS.map((kind) => html`
                <${Button} key=${kind} kind="quiet" isBusy=${any}
                    onPress=${() => actions.beginBreak(kind)} data-test=${`break-${kind}`}>
                    ${t(`kind.${kind}`)}<//>`)}
        </div>`;
}

/* Whom Next would bring, and why: not read out by itself, because it changes with every event. */
function Whom({next, label}) {
    const now = useNow(serverNow, REDRAW_MS);
    return html`
        <p class="whom" id="whom" data-test="next-sentence">
            <b class="numeric">${next.number}</b> <span>– ${nextWords(next, now)}</span></p>
        <p class="soft" data-test="next-why"><span>${label(next.service)}.</span>${' '}
            ${staffSentence(next.explanation)}</p>`;
}

function Ready({data, queue, actions, busy, said, label}) {
    const waiting = data.waiting_mine;
    const title = useArrival('free');
    const next = queue?.next;
    return html`
        <div class="free">
            <div class="top">
                <h2 ref=${title} tabindex="-1">${t(next ? 'next.whom' : 'next.ready')}</h2>
                <p class="how-many soft">
                    ${waiting > 0 ? t('next.waiting', {n: waiting}) : t('next.nobody')}
                </p>
            </div>
            ${next && html`<${Whom} next=${next} label=${label} />`}
            ${!next && waiting === 0 && html`<p class="soft">${t('next.nobody_text')}</p>`}
            <${Dock} ...${{data, actions, busy, said}}>
                <${Button} kind="primary huge" hotkey=${KEYS.next} isBusy=${busy !== ''}
                    onPress=${actions.next} data-test="next"
                    aria-describedby=${next ? 'whom' : undefined}>
                    ${busy === 'next' ? t('next.busy') : t('next.button')}
                <//>
            <//>
            <${Breaks} ...${{actions, busy}} />
        </div>`;
}

export function FreeStage(props) {
    return props.data.session.on_break
        ? html`<${OnBreak} ...${props} />`
        : html`<${Ready} ...${props} />`;
}

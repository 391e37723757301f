/*
 * key_list.js - what the keys do now, and the list of them.
 */
import {html} from 'htm/preact';
import {t} from '../lib/i18n.js';
import {KEYS} from './keys.js';

const finish = (outcome) => () => `${t('act.finish')}: ${t(`outcome.${outcome}`)}`;
const WORDS = {
    next: () => t('next.button'), recall: () => t('act.recall'), start: () => t('act.start'),
    finish: finish('settled'), further: finish('further'), documents: finish('documents'),
    noShow: () => t('act.no_show'), left: finish('left'), break: () => t('break.begin'),
    help: () => t('help.button'), undo: () => t('undo.last'),
};

/* What can be done now, in the order of the list. */
function namesFor({data, isChoosing}) {
    const state = data.current?.ticket.state;
    if (isChoosing || !data.session.room) {
        return [];
    }
    if (state === 'called') {
        return ['start', 'recall', 'noShow'];
    }
    if (state === 'serving') {
        const hasOffer = data.current.ticket.steps.some((step) => step.offer);
        return ['finish', hasOffer && 'further', 'documents', 'left'].filter(Boolean);
    }
    return data.session.on_break ? ['break'] : ['next', 'break'];
}

function deedOf(name, {data, actions}) {
    return {
        next: actions.next, recall: actions.recall, start: actions.start,
        finish: () => actions.finish('settled'), further: () => actions.finish('further'),
        documents: () => actions.finish('documents'), noShow: actions.noShow,
        left: () => actions.finish('left'),
        break: () => (data.session.on_break ? actions.endBreak() : actions.beginBreak('break')),
    }[name];
}

/* {key: action} of what the stage offers now. */
export function hotkeysFor(now) {
    return Object.fromEntries(namesFor(now).map((name) => [KEYS[name], deedOf(name, now)]));
}

export function KeyList({data}) {
    const names = [...namesFor({data, isChoosing: false}), 'undo', 'help'];
    return html`
        <dl class="keys" data-test="keys">${names.map((name) => html`
            <div key=${name}><dt><kbd>${KEYS[name]}</kbd></dt><dd>${WORDS[name]()}</dd></div>`)}
        </dl>`;
}

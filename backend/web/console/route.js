/*
 * route.js - the visitor's way through the house: what was done, what is to come and in which
 * order, what is offered.
 */
import {html} from 'htm/preact';
import {useState} from 'preact/hooks';
import {downIcon, upIcon} from '../lib/icons.js';
import {t} from '../lib/i18n.js';
import {Button} from '../lib/shell.js';
import {stepName} from './sentence.js';

const isNow = (step) => step.state === 'called' || step.state === 'serving';
const isToCome = (step) =>
    !step.offer && (step.state === 'planned' || step.state === 'waiting');

/* Up and down; at the ends they stay where they are, so a keyboard does not lose its place. */
function Move({step, toCome, name, actions, any}) {
    const at = toCome.indexOf(step);
    const button = (by, isOff, key, icon) => html`
        <${Button} kind="icon" isBusy=${any} isOff=${isOff}
            onPress=${() => actions.move(toCome, step, by)}
            aria-label=${t(`route.${key}`, {service: name})} data-test=${`order-${key}`}>
            ${icon()}<//>`;
    return [button(-1, at === 0, 'up', upIcon),
        button(1, at === toCome.length - 1, 'down', downIcon)];
}

function Step({step, toCome, actions, busy, label}) {
    const name = stepName(step, label);
    const any = busy !== '';
    return html`
        <li class=${`is-${step.state}`} aria-current=${isNow(step) ? 'step' : undefined}
            data-test="step" data-service=${step.service ?? ''}>
            <span class="what"><span>${name}</span>
                <small>${t(step.offer ? 'step.offered' : `step.${step.state}`)}</small></span>
            ${step.offer && !step.hidden && html`
                <${Button} isBusy=${any} onPress=${() => actions.agree(step)}
                    aria-label=${t('route.agree_to', {service: name})} data-test="agree">
                    ${t('route.agree')}<//>`}
            ${isToCome(step) && !step.hidden && actions.move && toCome.length > 1 &&
                html`<${Move} ...${{step, toCome, name, actions, any}} />`}
            ${isToCome(step) && !step.hidden && html`
                <${Button} kind="quiet" isBusy=${any} onPress=${() => actions.drop(step)}
                    aria-label=${t('route.drop_it', {service: name})} data-test="drop">
                    ${t('route.drop')}<//>`}
        </li>`;
}

function Add({data, actions, busy, label}) {
    const [service, setService] = useState('');
    const add = (event) => {
        event.preventDefault();
        if (service !== '') {
            actions.addStep(service);
            setService('');
        }
    };
    return html`
        <form class="add" onSubmit=${add}>
            <label>${t('route.add_what')}
                <select class="select" value=${service} data-test="add-what"
                    onChange=${(event) => setService(event.target.value)}>
                    <option value=""></option>
                    ${data.services.map(({code}) => html`
                        <option key=${code} value=${code}>${label(code)}</option>`)}
                </select>
            </label>
            <${Button} type="submit" isBusy=${busy !== ''} isOff=${service === ''}
                data-test="add">${t('route.add')}<//>
        </form>`;
}

export function Route({ticket, data, actions, busy, label, isClosed = false}) {
    const toCome = ticket.steps.filter(isToCome);
    return html`
        <div class="route">
            <h3>${t('visit.route')}</h3>
            <ol>
                ${ticket.steps.map((step) => html`
                    <${Step} key=${step.id} ...${{step, toCome, actions, busy, label}} />`)}
            </ol>
            ${!isClosed && html`<${Add} ...${{data, actions, busy, label}} />`}
        </div>`;
}

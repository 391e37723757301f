/*
 * route.js - the visitor's way through the house: what was done, what is to come, what is offered.
 */
import {html} from 'htm/preact';
import {useState} from 'preact/hooks';
import {t} from '../lib/i18n.js';
import {Button} from '../lib/shell.js';

const isNow = (step) => step.state === 'called' || step.state === 'serving';
const isToCome = (step) => step.state === 'planned' || step.state === 'waiting';

function Step({step, actions, busy, label}) {
    const name = label(step.service);
    return html`
        <li class=${`is-${step.state}`} aria-current=${isNow(step) ? 'step' : undefined}>
            <span>${name}</span>
            <small>${t(step.offer ? 'step.offered' : `step.${step.state}`)}</small>
            ${step.offer && html`
                <${Button} isBusy=${busy !== ''} onPress=${() => actions.agree(step)}
                    aria-label=${t('route.agree_to', {service: name})} data-test="agree">
                    ${t('route.agree')}<//>`}
            ${isToCome(step) && html`
                <${Button} isBusy=${busy !== ''} onPress=${() => actions.drop(step)}
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
    return html`
        <div class="route">
            <h3>${t('visit.route')}</h3>
            <ol>
                ${ticket.steps.map((step) => html`
                    <${Step} key=${step.id} ...${{step, actions, busy, label}} />`)}
            </ol>
            ${!isClosed && html`<${Add} ...${{data, actions, busy, label}} />`}
        </div>`;
}

/*
 * offer.js - what the centre offers beside the matter somebody came with: to be said, and taken or
 * left by the person alone.
 */
import {html} from 'htm/preact';
import {t} from '../lib/i18n.js';
import {Button} from '../lib/shell.js';

export function Offer({ticket, actions, busy, label}) {
    const step = ticket.steps.find(({offer, service}) => offer && service);
    if (!step) {
        return null;
    }
    const service = label(step.service);
    return html`
        <section class="offer" aria-labelledby="offer-title" data-test="offer">
            <h3 id="offer-title">${t('offer.title', {service})}</h3>
            <p>${t('offer.text')}</p>
            <div class="row">
                <${Button} isBusy=${busy !== ''} onPress=${() => actions.agree(step)}
                    data-test="offer-yes">${t('offer.yes')}<//>
                <${Button} kind="quiet" isBusy=${busy !== ''} onPress=${() => actions.drop(step)}
                    data-test="offer-no">${t('offer.no')}<//>
            </div>
        </section>`;
}

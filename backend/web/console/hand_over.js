/*
 * hand_over.js - passing the visitor on to another service, with the same number.
 */
import {html} from 'htm/preact';
import {useState} from 'preact/hooks';
import {t} from '../lib/i18n.js';
import {Button} from '../lib/shell.js';

export function HandOver({services, actions, busy, label}) {
    const [service, setService] = useState('');
    const [comesBack, setComesBack] = useState(false);
    return html`
        <form class="hand-over" aria-labelledby="hand-title" data-test="hand-over"
            onSubmit=${(event) => {
                event.preventDefault();
                actions.transfer(service, comesBack);
            }}>
            <h3 id="hand-title">${t('hand.title')}</h3>
            <label>${t('hand.to')}
                <select class="select" value=${service} onChange=${(event) => setService(event.target.value)}
                    required>
                    <option value=""></option>
                    ${services.map(({code}) => html`
                        <option key=${code} value=${code}>${label(code)}</option>`)}
                </select>
            </label>
            <label class="check">
                <input type="checkbox" checked=${comesBack}
                    onChange=${(event) => setComesBack(event.target.checked)} />
                ${t('hand.back')}
            </label>
            <${Button} type="submit" isBusy=${busy !== ''} isOff=${service === ''}
                data-test="transfer">${t('hand.button')}<//>
        </form>`;
}

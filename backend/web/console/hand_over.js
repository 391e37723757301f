/*
 * hand_over.js - passing the visitor on to another service, with the same number.
 */
import {html} from 'htm/preact';
import {useState} from 'preact/hooks';
import {t} from '../lib/i18n.js';
import {Button} from '../lib/shell.js';

export function HandOver({data, actions, busy, label}) {
    const [service, setService] = useState('');
    const [colleague, setColleague] = useState('');
    const colleagues = data.colleagues.filter(({id, services}) =>
        id !== data.session.staff.id && services.includes(service));
    const [comesBack, setComesBack] = useState(false);
    return html`
        <form class="hand-over" aria-labelledby="hand-title" data-test="hand-over"
            onSubmit=${(event) => {
                event.preventDefault();
                actions.transfer({service, colleague, comesBack});
            }}>
            <h3 id="hand-title">${t('hand.title')}</h3>
            <label>${t('hand.to')}
                <select class="select" value=${service} required data-test="hand-service"
                    onChange=${(event) => {
                        setService(event.target.value);
                        setColleague('');
                    }}>
                    <option value=""></option>
                    ${data.services.map(({code}) => html`
                        <option key=${code} value=${code}>${label(code)}</option>`)}
                </select>
            </label>
            <label>${t('hand.colleague')}
                <select class="select" value=${colleague} data-test="hand-colleague"
                    onChange=${(event) => setColleague(event.target.value)}>
                    <option value="">${t('hand.anybody')}</option>
                    ${colleagues.map(({id, title}) => html`
                        <option key=${id} value=${id}>${title}</option>`)}
                </select>
            </label>
            <label class="check">
                <input type="checkbox" checked=${comesBack} data-test="hand-back"
                    onChange=${(event) => setComesBack(event.target.checked)} />
                ${t('hand.back')}
            </label>
            <${Button} type="submit" isBusy=${busy !== ''} isOff=${service === ''}
                data-test="transfer">${t('hand.button')}<//>
        </form>`;
}

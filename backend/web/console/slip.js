/*
 * slip.js - a booked visit to take home: day, time, code, and nothing that says what it is about.
 * It is printed in the visitor's language, whatever language the page is in.
 */
import {html} from 'htm/preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {clock, longDate} from '../lib/format.js';
import {LANGUAGES, t, translator} from '../lib/i18n.js';
import {useCatalog} from '../lib/labels.js';
import {Button} from '../lib/shell.js';
import {codeInHalves} from './slots.js';

function Paper({appointment, lang, say, office}) {
    return html`
        <div class="slip" lang=${lang}>
            ${office && html`<p><b>${office.name}</b></p>`}
            <p>${say('slip.title')}</p>
            <p class="when">${longDate(appointment.starts_ms, lang)}<br />
                ${clock(appointment.starts_ms)}</p>
            <p>${say('slip.code')}</p>
            <p class="code numeric">${codeInHalves(appointment.code)}</p>
            <p>${say('slip.how')}</p>
            ${office && html`<p>${say('slip.phone', {phone: office.phone})}</p>`}
        </div>`;
}

export function Slip({appointment, language, onClose}) {
    const title = useRef(null);
    const lang = LANGUAGES.includes(language) ? language : 'pl';
    const [say, setSay] = useState(null);
    const office = useCatalog()?.office;
    useEffect(() => {
        title.current.focus();
        translator(lang).then((found) => setSay(() => found), () => {});
    }, []);
    return html`
        <section class="booked" aria-labelledby="booked-title">
            <h2 id="booked-title" ref=${title} tabindex="-1">${t('book.booked', {
                day: longDate(appointment.starts_ms), time: clock(appointment.starts_ms)})}</h2>
            <p>${t('book.code')}</p>
            <p class="code numeric" data-test="booked-code">${codeInHalves(appointment.code)}</p>
            <p class="soft">${t('book.give')}</p>
            <div class="row">
                <${Button} kind="primary" isOff=${!say} onPress=${() => print()}
                    data-test="booked-print">${t('book.print')}<//>
                <${Button} onPress=${onClose} data-test="booked-close">${t('book.close')}<//>
            </div>
            ${say && html`<${Paper} ...${{appointment, lang, say, office}} />`}
        </section>`;
}

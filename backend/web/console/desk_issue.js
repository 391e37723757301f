/*
 * desk_issue.js - a number for somebody who does not use the kiosk: one key chooses, Enter issues.
 */
import {html} from 'htm/preact';
import {useEffect, useMemo, useRef, useState} from 'preact/hooks';
import {currentLanguage, t} from '../lib/i18n.js';
import {useCatalog} from '../lib/labels.js';
import {Button} from '../lib/shell.js';
import {assignKeys, keyOf} from './desk_keys.js';

const LANGUAGES = ['pl', 'pl_easy', 'uk', 'en', 'ru'];
const INTERPRETERS = ['uk', 'en', 'ru', 'pjm', 'other'];
const PLAIN = {code: '', language: 'pl', interpreter: '', priority: false};

function Entry({entry, hotkey, isChosen, onChoose}) {
    return html`
        <label class=${`pick ${isChosen ? 'is-chosen' : ''}`}>
            <input class="hidden" type="radio" name="what" value=${entry.code}
                checked=${isChosen} onChange=${onChoose} />
            <kbd aria-hidden="true">${hotkey.toUpperCase()}</kbd>
            <span>${entry.label[currentLanguage()] ?? entry.polish}</span>
        </label>`;
}

/* The keys work while the list has the focus only: elsewhere a letter is a letter. */
function Entries({entries, code, onChoose, legend}) {
    const list = useRef(null);
    const keys = useMemo(() => assignKeys(entries.map(({polish}) => polish)), [entries]);
    const radio = (value) => list.current.querySelector(`input[value="${value}"]`);
    useEffect(() => {
        if (document.activeElement === document.body) {
            list.current.querySelector('input')?.focus();
        }
    }, [entries]);
    function press(event) {
        const key = keyOf(event);
        const entry = key === '' ? undefined : entries[keys.indexOf(key)];
        if (entry) {
            event.preventDefault();
            onChoose(entry.code);
            radio(entry.code).focus();
        }
    }
    return html`
        <fieldset class="picks" ref=${list} onKeyDown=${press} data-test="picks">
            <legend>${legend} <small class="soft">${t('desk.how')}</small></legend>
            ${entries.map((entry, i) => html`
                <${Entry} key=${entry.code} entry=${entry} hotkey=${keys[i]}
                    isChosen=${entry.code === code} onChoose=${() => onChoose(entry.code)} />`)}
        </fieldset>`;
}

/* In which language the ticket speaks; `name` is its data-test. */
export function LanguageChoice({language, name, onChange}) {
    return html`
        <label>${t('desk.language')}
            <select class="select" value=${language} data-test=${name}
                onChange=${(event) => onChange(event.target.value)}>
                ${LANGUAGES.map((code) => html`
                    <option key=${code} value=${code}>${t(`speaks.${code}`)}</option>`)}
            </select>
        </label>`;
}

function Options({wish, onChange}) {
    return html`
        <div class="options">
            <label class="check">
                <input type="checkbox" checked=${wish.priority} data-test="priority"
                    onChange=${(event) => onChange({priority: event.target.checked})} />
                ${t('visit.priority')}
            </label>
            <${LanguageChoice} language=${wish.language} name="ticket-language"
                onChange=${(language) => onChange({language})} />
            <label>${t('desk.interpreter')}
                <select class="select" value=${wish.interpreter} data-test="interpreter"
                    onChange=${(event) => onChange({interpreter: event.target.value})}>
                    <option value="">${t('desk.no_interpreter')}</option>
                    ${INTERPRETERS.map((code) => html`
                        <option key=${code} value=${code}>${t(`speaks.${code}`)}</option>`)}
                </select>
            </label>
        </div>`;
}

function KindChoice({kind, onChange}) {
    return html`
        <div class="row" role="group" aria-label=${t('desk.by')}>
            ${['need', 'service'].map((name) => html`
                <${Button} key=${name} aria-pressed=${String(kind === name)}
                    onPress=${() => onChange(name)} data-test=${`by-${name}`}>
                    ${t(`desk.${name}`)}
                <//>`)}
        </div>`;
}

/* The catalogue's entries of a kind, null until they are here: each with its Polish name too, of
 * which the keys are made. */
function useEntries(kind) {
    const inPolish = useCatalog('pl');
    const catalog = useCatalog();
    return useMemo(() => inPolish && catalog && catalog[`${kind}s`].map((entry, i) =>
        ({...entry, polish: inPolish[`${kind}s`][i].label.pl})), [inPolish, catalog, kind]);
}

/* onIssue(request) is true once the number is given: then the next person begins plainly. */
export function Issue({busy, onIssue, children}) {
    const [kind, setKind] = useState('need');
    const [wish, setWish] = useState(PLAIN);
    const change = (part) => setWish((before) => ({...before, ...part}));
    const entries = useEntries(kind);
    async function submit(event) {
        event.preventDefault();
        const {code, interpreter, ...rest} = wish;
        if (code !== '' && busy === '' &&
            await onIssue({[kind]: code, interpreter: interpreter || null, ...rest})) {
            setWish(PLAIN);
        }
    }
    return html`
        <section class="card issue">
            <h2>${t('desk.issue_title')}</h2>
            <form onSubmit=${submit} data-test="issue">
                <${KindChoice} kind=${kind} onChange=${(name) => {
                    setKind(name);
                    change({code: ''});
                }} />
                ${entries && html`
                    <${Entries} key=${kind} entries=${entries} code=${wish.code}
                        onChoose=${(code) => change({code})} legend=${t(`desk.${kind}`)} />`}
                <${Options} wish=${wish} onChange=${change} />
                <${Button} type="submit" kind="primary" isBusy=${busy === 'issue'}
                    isOff=${wish.code === ''} data-test="issue-button">
                    ${t('desk.issue')}<kbd aria-hidden="true">Enter</kbd>
                <//>
                ${children}
            </form>
        </section>`;
}

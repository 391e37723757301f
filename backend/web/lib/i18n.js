/*
 * i18n.js - the pages' texts: one JSON file per language, Polish first. The packer gives each page
 * those it names, beside its page.js.
 *
 * t('key', {n: 3}) fills {placeholders}; a text with plural forms is an object of the forms that
 * Intl.PluralRules names, chosen by the parameter n.
 */
import {useEffect, useState} from 'preact/hooks';

export const LANGUAGES = ['pl', 'uk', 'en', 'ru'];
const STORAGE_KEY = 'okienko.language';

let language = 'pl';
let texts = {};
let home = import.meta.url; /* until a page says where its own are */
const watchers = new Set();

function stored() {
    try {
        return localStorage.getItem(STORAGE_KEY);
    } catch {
        return null;
    }
}

/* Pure: used by t() and by the tests. */
export function format(table, lang, key, params = {}) {
    const entry = table[key];
    const form = typeof entry === 'object'
        ? entry[new Intl.PluralRules(lang).select(params.n)] ?? entry.other
        : entry;
    return (form ?? key).replace(/\{(\w+)\}/g, (whole, name) => params[name] ?? whole);
}

export const t = (key, params) => format(texts, language, key, params);
export const hasText = (key) => key in texts;
export const currentLanguage = () => language;

async function textsIn(lang) {
    const response = await fetch(new URL(`./texts.${lang}.json`, home));
    if (!response.ok) {
        throw new Error(`texts.${lang}.json: ${response.status}`);
    }
    return response.json();
}

/* t() of another language than the page's: for what is handed to a visitor. */
export async function translator(lang) {
    const table = lang === language ? texts : await textsIn(lang);
    return (key, params) => format(table, lang, key, params);
}

async function load(lang) {
    texts = await textsIn(lang);
    language = lang;
    document.documentElement.lang = lang;
}

/*
 * Once, before anything is drawn. `pageUrl` is that of the page's module; `fixed` overrides the
 * chosen language (the board is Polish).
 */
export async function startTexts(pageUrl, fixed) {
    home = pageUrl;
    const wanted = fixed ?? stored();
    await load(LANGUAGES.includes(wanted) ? wanted : 'pl');
}

export async function setLanguage(lang) {
    await load(lang);
    try {
        localStorage.setItem(STORAGE_KEY, lang);
    } catch {
        /* A browser that keeps nothing still changes the language of this page. */
    }
    watchers.forEach((redraw) => redraw());
}

/* Redraws the component when the language changes. */
export function useLanguage() {
    const [, setCount] = useState(0);
    useEffect(() => {
        const redraw = () => setCount((count) => count + 1);
        watchers.add(redraw);
        return () => watchers.delete(redraw);
    }, []);
    return language;
}

/* A plain sentence for an ApiError. */
export function problemText(error) {
    const key = `problem.${error.slug}`;
    return hasText(key) ? t(key) : t('problem.unknown', {code: error.slug ?? 'page'});
}

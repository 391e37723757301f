/*
 * labels.js - names of services in the page's language. The state has them in Polish; for another
 * language the catalogue is fetched once.
 */
import {useEffect, useState} from 'preact/hooks';
import {get} from './api.js';
import {currentLanguage} from './i18n.js';

let catalog = null;

async function loadCatalog() {
    catalog ??= await get('/catalog');
    return catalog;
}

async function catalogLabels() {
    const {services} = await loadCatalog();
    return new Map(services.map(({code, label}) => [code, label]));
}

/* The whole catalogue, null until it is here. */
export function useCatalog() {
    const [loaded, setLoaded] = useState(catalog);
    useEffect(() => {
        loadCatalog().then(setLoaded, () => {});
    }, []);
    return loaded;
}

/* Returns label(code). */
export function useServiceLabels(services) {
    const language = currentLanguage();
    const [translated, setTranslated] = useState(null);
    useEffect(() => {
        if (language !== 'pl' && !translated) {
            catalogLabels().then(setTranslated, () => {});
        }
    }, [language]);
    return (code) => translated?.get(code)?.[language]
        ?? services?.find((service) => service.code === code)?.label ?? code;
}

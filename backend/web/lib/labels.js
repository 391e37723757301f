/*
 * labels.js - names of services in the page's language. The state has them in Polish; for another
 * language the catalogue is fetched once.
 */
import {useEffect, useState} from 'preact/hooks';
import {get} from './api.js';
import {currentLanguage} from './i18n.js';

let catalog = null;

async function catalogLabels() {
    catalog ??= await get('/catalog');
    return new Map(catalog.services.map(({code, label}) => [code, label]));
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

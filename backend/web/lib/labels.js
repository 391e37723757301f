/*
 * labels.js - names of services in the page's language. The state has them in Polish; for another
 * language they are fetched once.
 */
import {useEffect, useState} from 'preact/hooks';
import {get} from './api.js';
import {currentLanguage} from './i18n.js';

const catalogs = new Map(); /* promises, by language */

function load(language) {
    if (!catalogs.has(language)) {
        const answer = get(`/catalog?lang=${language}`);
        catalogs.set(language, answer);
        answer.catch(() => catalogs.delete(language));
    }
    return catalogs.get(language);
}

/* The names in a language, null until they are here; those of the language before as long as the
 * new ones are on their way. */
export function useCatalog(language = currentLanguage(), isWanted = true) {
    const [catalog, setCatalog] = useState(null);
    useEffect(() => {
        let isOver = !isWanted;
        if (isWanted) {
            load(language).then((loaded) => isOver || setCatalog(loaded), () => {});
        }
        return () => {
            isOver = true;
        };
    }, [language, isWanted]);
    return catalog;
}

/* Returns label(code). */
export function useServiceLabels(services) {
    const language = currentLanguage();
    const catalog = useCatalog(language, language !== 'pl');
    return (code) => catalog?.services.find((service) => service.code === code)?.label[language]
        ?? services?.find((service) => service.code === code)?.label ?? code;
}

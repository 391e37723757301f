/*
 * labels.js - names of services in the page's language. The state has them in Polish; for another
 * language they are fetched once.
 */
import {useEffect, useState} from 'preact/hooks';
import {get} from './api.js';
import {currentLanguage} from './i18n.js';

const catalogs = new Map(); /* promises, by what was asked */

function load(query) {
    if (!catalogs.has(query)) {
        const answer = get(`/catalog?lang=${query}`);
        catalogs.set(query, answer);
        answer.catch(() => catalogs.delete(query));
    }
    return catalogs.get(query);
}

/* The names in a language ("uk", or "uk&of=services"), null until they are here; those of the
 * language before as long as the new ones are on their way. */
export function useCatalog(query = currentLanguage(), isWanted = true) {
    const [catalog, setCatalog] = useState(null);
    useEffect(() => {
        let isOver = !isWanted;
        if (isWanted) {
            load(query).then((loaded) => isOver || setCatalog(loaded), () => {});
        }
        return () => {
            isOver = true;
        };
    }, [query, isWanted]);
    return catalog;
}

/* Returns label(code). */
export function useServiceLabels(services) {
    const language = currentLanguage();
    const catalog = useCatalog(`${language}&of=services`, language !== 'pl');
    return (code) => catalog?.services.find((service) => service.code === code)?.label[language]
        ?? services?.find((service) => service.code === code)?.label ?? code;
}

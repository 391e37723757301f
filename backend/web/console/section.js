/*
 * section.js - a card that can be folded up: what stands beside the work.
 */
import {html} from 'htm/preact';
import {useEffect, useState} from 'preact/hooks';

/* Open as `isOpen` says, until somebody folds or unfolds it by hand; children may be a function of
 * whether they are seen. */
export function Section({title, count, isOpen = true, titleRef, kind = '', children}) {
    const [byHand, setByHand] = useState(null);
    useEffect(() => setByHand(null), [isOpen]);
    const isShown = byHand ?? isOpen;
    const toggle = (event) => {
        event.preventDefault();
        setByHand(!isShown);
    };
    return html`
        <details class=${`card section ${kind}`} open=${isShown}>
            <summary onClick=${toggle}>
                <h2 ref=${titleRef} tabindex="-1">${title}${count === undefined ? '' :
                    html` <span class="count numeric">${count}</span>`}</h2>
            </summary>
            ${typeof children === 'function' ? children(isShown) : children}
        </details>`;
}

/* Whether the window is as narrow as one that stands beside another program. */
export function useNarrow() {
    const [query] = useState(() => matchMedia('(max-width: 520px)'));
    const [isNarrow, setNarrow] = useState(query.matches);
    useEffect(() => {
        const look = () => setNarrow(query.matches);
        query.addEventListener('change', look);
        return () => query.removeEventListener('change', look);
    }, []);
    return isNarrow;
}

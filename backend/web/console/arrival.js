/*
 * arrival.js - where a keyboard goes on when the screen has changed under it.
 */
import {useEffect, useRef} from 'preact/hooks';

/* Takes the focus when the button that had it is gone, so a keyboard goes on from here. */
export function useArrival(what) {
    const ref = useRef(null);
    useEffect(() => {
        if (document.activeElement === document.body) {
            ref.current?.focus();
        }
    }, [what]);
    return ref;
}

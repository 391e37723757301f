/*
 * desk_print.js - a ticket on paper, by the printer of the desk's own computer.
 *
 * The page to print is loaded into a frame that nobody sees and is printed from there, so that the
 * focus and the list stay where they are. A browser that is started with --kiosk-printing asks
 * nothing. Whoever prints each ticket ticks so once; the browser remembers it.
 */
import {html} from 'htm/preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {ApiError} from '../lib/api.js';
import {t} from '../lib/i18n.js';

const PRINT_AT_ONCE = 'okienko.print';
const LOAD_MS_MAX = 8_000;
export const PRINT_KEY = 'Ctrl+P';

let frame = null; /* the last one stays: a browser may still be printing it */

function load(path) {
    frame?.remove();
    frame = document.createElement('iframe');
    frame.className = 'hidden';
    frame.tabIndex = -1;
    frame.setAttribute('aria-hidden', 'true');
    return new Promise((done, fail) => {
        const timer = setTimeout(() => fail(new ApiError(0, 'offline')), LOAD_MS_MAX);
        frame.onload = () => {
            clearTimeout(timer);
            done(frame);
        };
        frame.src = path;
        document.body.append(frame);
    });
}

/* Throws problem not-printed when what came is not this number's paper. */
export async function printTicket({id, number}) {
    const {contentDocument: paper, contentWindow: window} = await load(
        `/api/v1/tickets/${id}/paper`);
    if (paper?.querySelector('h1')?.textContent !== number) {
        throw new ApiError(0, 'not-printed');
    }
    await paper.fonts?.ready;
    window.print();
}

function stored() {
    try {
        return localStorage.getItem(PRINT_AT_ONCE) === 'at-once';
    } catch {
        return false;
    }
}

/* [is each ticket printed as soon as it is given, change it]. */
export function usePrintAtOnce() {
    const [isAtOnce, setAtOnce] = useState(stored);
    return [isAtOnce, (wanted) => {
        setAtOnce(wanted);
        try {
            localStorage.setItem(PRINT_AT_ONCE, wanted ? 'at-once' : 'asked');
        } catch {
            /* A browser that keeps nothing asks again next time. */
        }
    }];
}

/* The usual key for printing prints the ticket that is shown, not the page around it. */
export function usePrintKey(print) {
    const latest = useRef(print);
    latest.current = print;
    useEffect(() => {
        const listen = (event) => {
            const isOurs = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey &&
                (event.code === 'KeyP' || event.key.toLowerCase() === 'p');
            if (isOurs && latest.current) {
                event.preventDefault();
                if (!event.repeat) {
                    latest.current();
                }
            }
        };
        addEventListener('keydown', listen);
        return () => removeEventListener('keydown', listen);
    }, []);
}

export function PrintAtOnce({isAtOnce, onChange}) {
    return html`
        <div class="options">
            <label class="check">
                <input type="checkbox" checked=${isAtOnce} data-test="print-at-once"
                    onChange=${(event) => onChange(event.target.checked)} />
                ${t('desk.print_at_once')}
            </label>
        </div>`;
}

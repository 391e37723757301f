/*
 * slips.js - booked visits whose code is still to be given: in sight until they are closed,
 * whatever becomes of the visit in which they were booked. The newest is shown, then the others.
 */
import {html} from 'htm/preact';
import {useState} from 'preact/hooks';
import {Later} from './later.js';

const loadSlip = () => import('./slip.js'); /* few visits end with it */

/* [slips, add]: a slip is {appointment, language, close}. */
export function useSlips() {
    const [slips, setSlips] = useState([]);
    const add = (slip) => setSlips((all) => [...all, {...slip, close: () => {
        setSlips((now) => now.filter(({appointment}) => appointment !== slip.appointment));
        /* Drawn first, then it is known who has the focus now. */
        setTimeout(() => {
            if (document.activeElement === document.body) {
                const main = document.getElementById('main');
                (main.querySelector('[data-test=follow-up]') ?? main).focus();
            }
        });
    }}]);
    return [slips, add];
}

export function Slips({slips}) {
    const {appointment, language, close} = slips.at(-1) ?? {};
    return appointment && html`<${Later} key=${appointment.id} load=${loadSlip} name="Slip"
        ...${{appointment, language}} onClose=${close} />`;
}

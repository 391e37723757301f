/*
 * follow_up.js - the way to book the next visit before this one ends.
 */
import {html} from 'htm/preact';
import {useRef, useState} from 'preact/hooks';
import {t} from '../lib/i18n.js';
import {Button} from '../lib/shell.js';
import {Later} from './later.js';

const loadBooking = () => import('./booking.js'); /* few visits end with it */

/* `onBooked({appointment, language})`: the slip is not this visit's, it outlives it. */
export function FollowUp(props) {
    const [isOpen, setOpen] = useState(false);
    const frame = useRef(null);
    if (!props.data.services.some(({bookable}) => bookable)) {
        return null;
    }
    const book = (slip) => {
        setOpen(false); /* the slip takes the focus */
        props.onBooked(slip);
    };
    const close = () => {
        setOpen(false);
        /* Drawn first, then there is a button to take the focus. */
        setTimeout(() => frame.current?.querySelector('button')?.focus());
    };
    return html`
        <div class="follow-up" ref=${frame}>
            ${isOpen
                ? html`<${Later} load=${loadBooking} name="Booking" ...${props}
                        onBooked=${book} onClose=${close} />`
                : html`<${Button} onPress=${() => setOpen(true)} data-test="follow-up">
                        ${t('book.open')}<//>`}
        </div>`;
}

/*
 * icons.js - the pages' own line icons, 24 x 24, hidden from screen readers: words stand beside.
 */
import {html} from 'htm/preact';

const line = (...paths) => html`
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"
        stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
        ${paths.map((d) => html`<path d=${d} />`)}
    </svg>`;

export const warningIcon = () => line('M12 3 2.5 20h19Z', 'M12 10v4.5', 'M12 17.4v.1');
export const bellIcon = () => line('M6 16V11a6 6 0 0 1 12 0v5l2 2H4Z', 'M10 21h4');
export const closeIcon = () => line('M6 6l12 12', 'M18 6 6 18');
export const priorityIcon = () => line('M12 20V5', 'M5.5 11.5 12 5l6.5 6.5');
export const speechIcon = () => line('M4 5h16v11H11l-5 4v-4H4Z', 'M8 9.5h8', 'M8 12.5h5');
export const doorIcon = () => line('M6 21V3h12v18', 'M3 21h18', 'M14.5 12v.5');
export const arrowIcon = () => line('M3 12h17', 'M13 5l7 7-7 7');

export const upIcon = () => line('M12 19V5', 'M6 11l6-6 6 6');
export const downIcon = () => line('M12 5v14', 'M6 13l6 6 6-6');
export const undoIcon = () => line('M8 5 3.5 9.5 8 14', 'M4 9.5h10a6 5.2 0 0 1 0 10.5H9');
export const windowIcon = () => line('M4 5h16v14H4Z', 'M14 5v14', 'M17 9v.1');

export const soundIcon = () => line('M4 9.5v5h3.5L12 18.5v-13L7.5 9.5Z',
    'M15.5 9a4.2 4.2 0 0 1 0 6',
    'M18 6.5a7.8 7.8 0 0 1 0 11');

/* The house mark: a window with one lit pane. */
export const mark = () => html`
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="7" fill="#0b3d66" />
        <rect x="7" y="6" width="8" height="9" rx="1.5" fill="#fff" />
        <rect x="17" y="6" width="8" height="9" rx="1.5" fill="#ffc94d" />
        <rect x="7" y="17" width="8" height="9" rx="1.5" fill="#fff" />
        <rect x="17" y="17" width="8" height="9" rx="1.5" fill="#fff" />
    </svg>`;

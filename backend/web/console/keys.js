/*
 * keys.js - which key does what. A key works only where its row of the list is shown.
 */
export const KEYS = {next: 'F8', recall: 'F2', start: 'F4', finish: 'F9', further: 'F3',
    documents: 'F7', noShow: 'F10', left: 'F10', break: 'F6', help: 'F12', undo: 'Ctrl+Z'};

/* The letter that a key writes, small; under another alphabet the one that stands in its place, so
 * that a key which writes Y is never Z because of where it lies. */
export function letterOf({key, code}) {
    const typed = key.toLowerCase();
    return /^[a-z]$/.test(typed) ? typed : /^Key([A-Z])$/.exec(code)?.[1].toLowerCase() ?? '';
}

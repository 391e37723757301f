/*
 * keys.js - which key does what. A key works only where its row of the list is shown.
 */
export const KEYS = {next: 'F8', recall: 'F2', start: 'F4', finish: 'F9', further: 'F3',
    documents: 'F7', noShow: 'F10', left: 'F10', break: 'F6', help: 'F12', undo: 'Ctrl+Z'};

/*
 * desk_keys.js - one key for each entry of a list, by which a receptionist chooses it.
 *
 * The first letter of the entry where it is free, else of another of its words, else any letter of
 * it, else a digit, else any letter; '' once all are given. Made of the Polish labels in every
 * language, so that hands that know a key keep it when the page changes its language.
 */
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const DIGITS = [...'1234567890'];

/* "Ł" and "ł" are "l", "Ą" is "a". */
const fold = (text) => text.toLowerCase().replaceAll('ł', 'l').normalize('NFD')
    .replace(/\p{M}/gu, '');

export function assignKeys(labels) {
    const keys = labels.map(() => '');
    const taken = new Set();
    const words = labels.map((label) => fold(label).match(/[a-z]+/g) ?? []);
    const rounds = [
        (own) => own.slice(0, 1).map((word) => word[0]),
        (own) => own.map((word) => word[0]),
        (own) => [...own.join('')],
        () => DIGITS,
        () => LETTERS,
    ];
    for (const candidates of rounds) {
        words.forEach((own, i) => {
            const free = keys[i] === '' && candidates(own).find((key) => !taken.has(key));
            if (free) {
                keys[i] = free;
                taken.add(free);
            }
        });
    }
    return keys;
}

/* Which key was pressed, whatever alphabet the keyboard writes; '' for one that chooses nothing. */
export function keyOf({key, code, ctrlKey, altKey, metaKey}) {
    if (ctrlKey || altKey || metaKey) {
        return '';
    }
    const typed = fold(key);
    return /^[a-z0-9]$/.test(typed) ? typed : /^Key([A-Z])$/.exec(code)?.[1].toLowerCase() ?? '';
}

/* "a 27" -> "A27"; null for what is no number. */
export function ticketNumber(typed) {
    const number = typed.toUpperCase().replace(/[\s-]/g, '');
    return /^[A-Z][1-9]\d{0,5}$/.test(number) ? number : null;
}

/* "482 913" -> "482913"; null for what is no code of an appointment. */
export function appointmentCode(typed) {
    const code = typed.replace(/[\s-]/g, '');
    return /^\d{6}$/.test(code) ? code : null;
}

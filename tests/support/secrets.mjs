/*
 * secrets.mjs - the words that nobody in a lobby may read or hear about anybody.
 *
 *     const secrets = secretsOf(catalog);            from the office's own labels, all languages
 *     assert.deepEqual(findSecrets(text, secrets), []);
 *
 * Three kinds: whole labels and hints; the stems of every telling word in a label of a need, group
 * or service, so that another ending does not hide it; and stems of reasons, priority and languages
 * that no label may happen to name. `quoted` codes are for logs and markup: "PSY", "pl_easy".
 */

const STEMS = ['psycholog', 'психолог', 'prawnik', 'prawn', 'lawyer', 'юрист', 'адвокат', 'przemoc',
    'насил', 'violence', 'zasił', 'świadczeni', 'benefit', 'пособ', 'uzależn', 'addict', 'залежн',
    'завис', 'bezdomn', 'homeless', 'бездом', 'niepełnospr', 'disab', 'інвалід', 'инвалид',
    'pierwsze', 'priorit', 'пріоритет', 'приоритет', 'першочерг', 'внеочеред', 'urgent', 'piln',
    'термінов', 'срочн', 'tłumacz', 'interpret', 'переклад', 'перевод', 'migow', 'жестов', 'ukrai',
    'україн', 'украин', 'angiel', 'англ', 'english', 'rosyj', 'russian', 'російськ', 'русск',
    'polski', 'польськ', 'польск', 'ciąż', 'вагітн', 'беремен', 'pregnan', 'streetwork',
    'kryzys', 'crisis', 'криз', 'socjal', 'соціал', 'социал', 'social'];
const LETTERS_LEAST = 5;
const ENDING_LETTERS = 3;

/* Words of labels that say nothing about anybody: they stand on every ticket or board. A word is
 * here only when it would be harmless alone, beside a number. */
const HARMLESS = ['pokoj', 'osob', 'wzyw', 'людин', 'людей', 'кімнат', 'человек', 'комнат',
    'people', 'person', 'someb', 'where', 'don\'t', 'pracownik', 'працівник',
    'работник', 'zapis', 'запис', 'когда'];

const flat = label => Object.values(label ?? {}).filter(text => text?.length > 3);
const fold = text => text.normalize('NFC').toLowerCase().replaceAll('\u00ad', '')
    .replaceAll(/[’ʼ`´]/g, '\'').replaceAll(/[\s\u00a0]+/g, ' ');
const wordsOf = text => fold(text).match(/[\p{L}']+/gu) ?? [];

/* "niepełnosprawność" and "niepełnosprawnych" begin alike. */
const stemOf = word => word.slice(0, Math.max(LETTERS_LEAST, word.length - ENDING_LETTERS));

/* `harmless`: texts that are the same for everybody, such as the office's own name. */
export function secretsOf(catalog) {
    const named = [...catalog.needs, ...catalog.groups, ...catalog.services];
    const labels = named.flatMap(one => flat(one.label));
    const texts = [...labels, ...named.flatMap(one => flat(one.hint))].map(fold);
    const stems = labels.flatMap(wordsOf).filter(word => word.length >= LETTERS_LEAST &&
        !HARMLESS.some(begin => word.startsWith(begin))).map(stemOf);
    return {texts: [...new Set(texts)], stems: [...new Set([...stems, ...STEMS])],
        codes: [...named.map(one => one.code), 'uk', 'ru', 'en', 'pl_easy', 'pjm']};
}

/* Which secrets a text gives away; `same` are texts that stand there for everybody. */
export function findSecrets(text, secrets, same = []) {
    const rest = same.map(fold).sort((a, b) => b.length - a.length)
        .reduce((left, part) => left.replaceAll(part, ' '), fold(text));
    const words = [...new Set(wordsOf(rest))];
    return [...secrets.texts.filter(secret => rest.includes(secret)),
        ...words.filter(word => secrets.stems.some(stem => word.startsWith(stem)))];
}

/* The same for logs and markup, where codes stand in quotes. */
export function findCodes(text, secrets) {
    return secrets.codes.filter(code => text.includes(`"${code}"`));
}

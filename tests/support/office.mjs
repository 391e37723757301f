/*
 * office.mjs - larger copies of the demo office for tests, and their staff in their rooms.
 */
import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {root, temporaryFolder} from './daemon.mjs';

/* The text of one top-level key of a YAML file, with its key; "" when it is not there. */
function section(text, key) {
    return new RegExp(`^${key}:.*\\n(?:(?:[ \\t#-].*)?\\n)*`, 'm').exec(text)?.[0] ?? '';
}

function replaceSection(text, key, value) {
    const old = section(text, key);
    assert.ok(old, `config/office.yaml has ${key}:`);
    return text.replace(old, () => `${key}: ${JSON.stringify(value)}\n`);
}

/* The services of the demo office: {code, track (undefined: shared), label (in Polish)}. */
export function demoServices() {
    const text = readFileSync(join(root, 'config/office.yaml'), 'utf8');
    return section(text, 'services').split(/^ {2}- /m).slice(1).map(entry => ({
        code: /\bcode: *"?(\w+)"?/.exec(entry)[1],
        track: /^ {4}track: (\w+)$/m.exec(entry)?.[1],
        label: /\bpl: "(.*)"/.exec(entry)[1]}));
}

/* The demo office with so many rooms and with these staff, as office.yaml lists them. Gives the
 * path of the new office.yaml. */
export function officeOf({rooms, staff}) {
    let text = readFileSync(join(root, 'config/office.yaml'), 'utf8');
    text = replaceSection(text, 'rooms',
        Array.from({length: rooms}, (_, i) => `Pokój ${i + 1}`));
    text = text.replace(section(text, 'arrows'), ''); /* they point from rooms it may not have */
    text = replaceSection(text, 'staff', staff);
    const path = join(temporaryFolder('okienko-office'), 'office.yaml');
    writeFileSync(path, text);
    return path;
}

/* The same with staff who are all alike: everybody may serve everything and see figures, unless
 * `skillsOf(index, codes)` gives {main, backup} for each. */
export function bigOffice({rooms, staff, skillsOf = (_, codes) => ({main: codes, backup: []})}) {
    const codes = demoServices().map(({code}) => code);
    assert.ok(codes.length >= 3, 'the demo office has services');
    return officeOf({rooms, staff: Array.from({length: staff}, (_, i) => ({
        login: `pracownik${i + 1}`, title: `pracownik ${i + 1}`,
        capabilities: ['call', 'desk', 'manage', 'admin'],
        tracks: ['benefits', 'social'], ...skillsOf(i, codes)}))});
}

/* Logs in `count` staff of a big office and gives each a room. */
export async function crewOf(daemon, count) {
    const crew = [];
    for (let i = 0; i < count; i++) {
        const staff = await daemon.login(`pracownik${i + 1}`);
        const {body} = await staff.get('/state?view=console');
        const room = body.rooms.find(candidate => candidate.staff === null);
        const answer = await staff.takeRoom(room.id);
        assert.equal(answer.status, 200, answer.text);
        crew.push(staff);
    }
    return crew;
}

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

/*
 * The demo office with so many rooms and staff; everybody may serve everything and see figures,
 * unless `skillsOf(index, codes)` gives {main, backup} for each. Gives the path of the new
 * office.yaml.
 */
export function bigOffice({rooms, staff, skillsOf = (_, codes) => ({main: codes, backup: []})}) {
    let text = readFileSync(join(root, 'config/office.yaml'), 'utf8');
    const codes = [...section(text, 'services').matchAll(/\bcode: *"?(\w+)"?/g)]
        .map(match => match[1]);
    assert.ok(codes.length >= 3, 'the demo office has services');
    text = replaceSection(text, 'rooms',
        Array.from({length: rooms}, (_, i) => `Pokój ${i + 1}`));
    text = text.replace(section(text, 'arrows'), ''); /* they point from rooms it may not have */
    text = replaceSection(text, 'staff', Array.from({length: staff}, (_, i) => ({
        login: `pracownik${i + 1}`, title: `pracownik ${i + 1}`,
        capabilities: ['call', 'desk', 'manage', 'admin'],
        tracks: ['benefits', 'social'], ...skillsOf(i, codes)})));
    const path = join(temporaryFolder('okienko-office'), 'office.yaml');
    writeFileSync(path, text);
    return path;
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

/*
 * booked.mjs - booked times for tests, on whatever day and at whatever hour a test runs.
 *
 *     const daemon = await Daemon.start({office: bookingOffice()});
 *     const {starts_ms} = (await freeSlots(daemon, 'PSY')).at(0);
 *     const {body} = await book(daemon, {service: 'PSY', starts_ms});
 *     await bookAt(daemon, 'PSY', fiveMinutes(Date.now()));   // today, even on a Sunday
 */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {newKey, root, temporaryFolder} from './daemon.mjs';

const UNIT_MS = 5 * 60_000;
const NOON = 12;

/* The five minutes in which this instant lies. */
export const fiveMinutes = ms => Math.floor(ms / UNIT_MS) * UNIT_MS;

/*
 * The demo office, or the one of `path`, in a zone where it is about noon now, so that half an hour
 * to and fro is the same day; open from 8 to 18 on every day that is not off by law. `modes` is how
 * services are come by, such as {INFO: 'appointment'}, `minutes` how long they take, {KRYZ: 15}.
 */
export function bookingOffice({path = join(root, 'config/office.yaml'), modes = {},
    minutes = {}} = {}) {
    const ahead = NOON - new Date().getUTCHours();
    const hours = [1, 2, 3, 4, 5, 6, 7].map(weekday => ({weekday, open: '08:00', close: '18:00'}));
    let text = readFileSync(path, 'utf8')
        .replace(/^( *timezone:).*$/m, `$1 "Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}"`)
        .replace(/^hours:.*\n(?:[ #].*\n)*/m, `hours: ${JSON.stringify(hours)}\n`);
    const settings = [...Object.entries(modes).map(([code, mode]) => [code, 'mode', mode]),
        ...Object.entries(minutes).map(([code, count]) => [code, 'minutes', count])];
    for (const [code, key, value] of settings) {
        const place = new RegExp(`(- code: ${code}\\n(?:    .*\\n)*?    ${key}: )\\w+`);
        assert.match(text, place);
        text = text.replace(place, `$1${value}`);
    }
    const office = join(temporaryFolder('okienko-office'), 'office.yaml');
    writeFileSync(office, text);
    return office;
}

/* Free times from tomorrow on, as a kiosk asks for them. */
export async function freeSlots(daemon, service, query = '') {
    const answer = await daemon.get(`/slots?service=${service}${query}`, {token: true});
    assert.equal(answer.status, 200, answer.text);
    return answer.body.slots;
}

/* As a kiosk: gives the answer. */
export const book = (daemon, body, key = newKey()) =>
    daemon.send('POST', '/appointments', {token: true, key, body});

export const checkIn = (daemon, body, key = newKey()) =>
    daemon.send('POST', '/appointments/check-in', {token: true, key, body});

/*
 * A booked time that begins at `startsMs` (whole five minutes), which no request could get: booked
 * for the last day that is offered and moved in the database, where it may lie across others. Gives
 * the appointment.
 */
export async function bookAt(daemon, service, startsMs, wish = {}) {
    const starts_ms = (await freeSlots(daemon, service, '&days=31')).at(-1).starts_ms;
    const answer = await book(daemon, {service, starts_ms, ...wish});
    assert.equal(answer.status, 201, answer.text);
    const {appointment} = answer.body;
    execFileSync('sqlite3', ['-cmd', '.timeout 5000', join(daemon.data, 'okienko.db'), `
        BEGIN IMMEDIATE;
        UPDATE appointment SET starts_ms = ${startsMs} WHERE id = ${appointment.id};
        UPDATE OR IGNORE appointment_unit SET unit = unit + ${(startsMs - starts_ms) / UNIT_MS}
            WHERE appointment_id = ${appointment.id};
        DELETE FROM appointment_unit WHERE appointment_id = ${appointment.id}
            AND unit >= ${starts_ms / UNIT_MS};
        COMMIT;`]);
    return {...appointment, starts_ms: startsMs};
}

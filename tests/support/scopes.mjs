/*
 * scopes.mjs - the house of docs/scopes.md for a test: one caller of each role, and visitors in the
 * situations that make an answer different.
 *
 * Everybody of a role under test has a room of their own; `setup` may do everything and brings
 * visitors where a case needs them.
 */
import assert from 'node:assert/strict';
import {bookingOffice} from './booked.mjs';
import {Daemon, newKey} from './daemon.mjs';
import {demoServices, officeOf} from './office.mjs';

const SERVICES = demoServices();
const TRACKED = SERVICES.filter(({track}) => track);
const codesOf = track => SERVICES.filter(service => service.track === track)
    .map(({code}) => code);
const outside = (...tracks) => TRACKED.filter(({track}) => !tracks.includes(track));

/* `own` is a service the role serves, `other` one of a track it is not of, `foreign` are those it
 * may not read of. */
export const ROLES = {
    'call/benefits': {login: 'swiadczenia1', room: 1, own: 'SWI', other: 'SOC',
        foreign: outside('benefits')},
    'call/social': {login: 'socjalny1', room: 2, own: 'SOC', other: 'SWI',
        foreign: outside('social')},
    'call/neither': {login: 'doradca1', room: 3, own: 'INFO', other: 'SWI', foreign: outside()},
    desk: {login: 'recepcja1', room: 4, own: 'INFO', other: 'SOC', foreign: outside()},
    manage: {login: 'kierownik1', room: 5, own: 'SWI', other: 'SOC', foreign: []},
    admin: {login: 'informatyk1', room: 6, own: 'INFO', other: 'SOC', foreign: outside()},
    kiosk: {own: 'SWI', other: 'SOC', foreign: []},
    visitor: {own: 'SWI', other: 'SOC', foreign: outside()},
    nobody: {own: 'SWI', other: 'SOC', foreign: outside()},
};

/* Where an offer stands for somebody who comes: the need that has it on its route, and of what. */
export const OFFERS = {
    SWI: {need: 'losing_home', service: 'SWI'},
    SOC: {need: 'money', service: 'SOC'},
    INFO: {need: 'letters', service: 'PRAW'}, // as shared as INFO is
};

const STAFF = [
    {login: 'swiadczenia1', capabilities: ['call'], tracks: ['benefits'],
        main: codesOf('benefits')},
    {login: 'socjalny1', capabilities: ['call'], tracks: ['social'], main: codesOf('social')},
    {login: 'doradca1', capabilities: ['call'], main: codesOf(undefined)},
    {login: 'recepcja1', capabilities: ['desk']},
    {login: 'kierownik1', capabilities: ['manage']},
    {login: 'informatyk1', capabilities: ['admin']},
    {login: 'wszystko1', capabilities: ['call', 'desk', 'manage', 'admin'],
        tracks: ['benefits', 'social'], main: SERVICES.map(({code}) => code)},
].map((staff, i) => ({title: `rola ${i + 1}`, ...staff}));

const SETUP_ROOM = 8;
const MODES = {SWI: 'mixed', SOC: 'mixed', INFO: 'mixed'}; // can be booked here

export class House {
    static async open() {
        const house = new House();
        const path = officeOf({rooms: SETUP_ROOM, staff: STAFF});
        house.daemon = await Daemon.start({office: bookingOffice({path, modes: MODES})});
        house.setup = await house.daemon.login('wszystko1');
        await house.setup.takeRoom(SETUP_ROOM);
        house.staff = {};
        for (const [name, role] of Object.entries(ROLES)) {
            if (role.login) {
                house.staff[name] = await house.daemon.login(role.login);
                await house.staff[name].takeRoom(role.room);
            }
        }
        return house;
    }

    /* Everybody has left: no visit is open, nobody is on a break. */
    async clear() {
        for (const {id} of this.daemon.sql('SELECT id FROM ticket WHERE closed_ms = 0')) {
            await this.ok(this.setup.post(`/tickets/${id}/cancel`));
        }
    }

    async ok(request) {
        const answer = await request;
        assert.ok(answer.status < 300, `${answer.status} ${answer.text}`);
        return answer.body;
    }

    async issue(body) {
        const {ticket} = await this.ok(this.setup.post('/tickets',
            {language: 'pl', priority: false, interpreter: null, ...body}));
        return ticket;
    }

    /* Somebody who waits for both tracks and for what is shared. */
    async visitor() {
        const ticket = await this.issue({need: 'money', agreed: 2});
        await this.ok(this.setup.post(`/tickets/${ticket.id}/steps`, {service: 'INFO'}));
        return ticket;
    }

    /* The oldest who waits is called by a role, or by `setup`. */
    async call(who) {
        const [staff, room] = who ? [this.staff[who], ROLES[who].room] : [this.setup, SETUP_ROOM];
        const {ticket} = await this.ok(staff.post(`/rooms/${room}/next`));
        assert.ok(ticket, `${who ?? 'setup'} has somebody to call`);
        return ticket;
    }

    /* The newest visit, as whoever may do everything sees it. */
    async look(id) {
        return (await this.ok(this.setup.get(`/tickets/${id}`))).ticket;
    }

    /* What shows who it is; a visitor has the token of a ticket and nothing else. */
    headers(name, token = '0'.repeat(32)) {
        const bearer = {kiosk: this.daemon.token, visitor: token}[name];
        return bearer ? {authorization: `Bearer ${bearer}`} : this.staff[name]?.headers() ?? {};
    }

    /* Sends as a role: {status, text, body}. */
    send(name, {method, path, body, token}) {
        return this.daemon.send(method, path, {body: method === 'GET' ? undefined : body ?? {},
            key: newKey(), headers: this.headers(name, token)});
    }
}

/* Every text of a JSON answer but for what stands under the keys `except`. */
function textsOf(value, except) {
    if (typeof value === 'string') {
        return [value];
    }
    return Object.entries(value ?? {}).flatMap(([key, inner]) =>
        except.includes(key) ? [] : textsOf(inner, except));
}

/* The services that an answer names by code or label; `except` are keys that list what the house
 * gives, whoever comes. */
export function namedIn(answer, except = []) {
    const texts = answer.body === undefined ? [answer.text] : textsOf(answer.body, except);
    return SERVICES.filter(({code, label}) => texts.some(text =>
        new RegExp(`\\b${code}\\b`).test(text) || text.includes(label))).map(({code}) => code);
}

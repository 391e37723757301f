/*
 * lobby_truth.mjs - what each screen of a lobby ought to show, by the database alone.
 *
 *     const truth = readTruth(daemon);
 *     truth.console('socjalny1')     // {room, number, state, queues, parked, alerts, ...}
 *     truth.board()                  // {calls: ['A1 Pokój 4', ...] newest call first}
 *
 * A second opinion: read with the sqlite3 shell from the real file, by other queries than the
 * backend's own, so that both have to be wrong in the same way to agree on a falsehood.
 */
import {shownCalls} from '../../backend/web/board/calls.js';

const QUERIES = {
    staff: 'SELECT id, login, title, capabilities FROM staff',
    skills: 'SELECT staff_id, service_id FROM skill',
    services: 'SELECT id, code, label FROM service',
    rooms: 'SELECT id, name FROM room',
    duties: 'SELECT staff_id, room_id, break_ms FROM duty',
    tickets: 'SELECT id, number, state, closed_ms FROM ticket',
    steps: 'SELECT * FROM step ORDER BY ticket_id, position',
    calls: 'SELECT id, step_id, at_ms, recalls, recalled_ms FROM invitation ORDER BY id',
    alerts: `SELECT id, kind, staff_id, taken_staff_id, taken_ms FROM alert
        WHERE over_ms = 0 AND invitation_id IS NULL`,
    office: 'SELECT seq FROM office',
};

const IN_ROOM = ['called', 'serving'];
const BOARD_EARLIER_MAX = 5;
const CAPABILITY_DESK = 2; /* of staff.capabilities: sees everybody who is parked */

/* All tables in one read of one moment. */
function readTables(daemon) {
    const columns = Object.entries(QUERIES).map(([name, query]) =>
        `(SELECT json_group_array(json(row)) FROM (${rowsAsJson(daemon, query)})) AS ${name}`);
    const [row] = daemon.sql(`SELECT ${columns.join(', ')}`);
    return Object.fromEntries(Object.entries(row).map(([name, text]) => [name, JSON.parse(text)]));
}

const columnsOf = new Map();

function rowsAsJson(daemon, query) {
    const table = /FROM (\w+)/.exec(query)[1];
    if (!columnsOf.has(table)) {
        columnsOf.set(table, daemon.sql(`SELECT name FROM pragma_table_info('${table}')`)
            .map(({name}) => name));
    }
    const wanted = /SELECT ([^]*?) FROM/.exec(query)[1];
    const names = wanted === '*' ? columnsOf.get(table) : wanted.split(/,\s*/);
    const pairs = names.map(name => `'${name}', ${name}`).join(', ');
    return `SELECT json_object(${pairs}) AS row FROM (${query})`;
}

const byId = rows => new Map(rows.map(row => [row.id, row]));

class Truth {
    constructor(tables) {
        Object.assign(this, tables);
        this.ticketOf = byId(this.tickets);
        this.roomOf = byId(this.rooms);
        this.serviceOf = byId(this.services);
        this.lastCallOf = new Map(this.calls.map(call => [call.step_id, call]));
        [{seq: this.seq}] = this.office;
    }

    person(login) {
        return this.staff.find(person => person.login === login);
    }

    serves(person, step) {
        return this.skills.some(({staff_id: staff, service_id: service}) =>
            staff === person.id && service === step.service_id);
    }

    number(step) {
        return this.ticketOf.get(step.ticket_id).number;
    }

    stepsOf(ticket) {
        return this.steps.filter(step => step.ticket_id === ticket.id);
    }

    /* Service by service, of those that this person may serve: how many wait. */
    queues(person) {
        const mine = this.services.filter(({id}) =>
            this.serves(person, {service_id: id}));
        return mine.map(({id, label}) => `${label} ${this.steps.filter(step =>
            step.state === 'waiting' && step.service_id === id).length}`).sort();
    }

    /* Whom this person may call. */
    waiting(person) {
        const numbers = this.steps.filter(step => step.state === 'waiting' &&
            this.serves(person, step) && [null, person.id].includes(step.only_staff_id))
            .map(step => this.number(step));
        return [...new Set(numbers)].sort();
    }

    parked(person) {
        const seesAll = (person.capabilities & CAPABILITY_DESK) !== 0;
        return this.steps.filter(step => step.state === 'parked' &&
            (seesAll || this.serves(person, step))).map(step => this.number(step)).sort();
    }

    waitingTotal() {
        return this.tickets.filter(({state, closed_ms: closed}) =>
            state === 'waiting' && closed === 0).length;
    }

    alertsShown() {
        return this.alerts.map(({kind, taken_staff_id: taken}) =>
            `${kind} ${this.staff.find(({id}) => id === taken)?.title ?? 'open'}`).sort();
    }

    /* [code, state] of every step of a ticket, in order. */
    route(ticket) {
        return this.stepsOf(ticket).map(step => [this.serviceOf.get(step.service_id).label,
            step.state === 'planned' && step.is_offer ? 'offered' : step.state]);
    }

    console(login) {
        const person = this.person(login);
        const duty = this.duties.find(({staff_id: id}) => id === person.id);
        const open = this.steps.find(step =>
            step.staff_id === person.id && IN_ROOM.includes(step.state));
        return {
            room: this.roomOf.get(duty?.room_id)?.name ?? null,
            onBreak: Boolean(duty?.break_ms) && !open,
            number: open ? this.number(open) : null,
            state: open?.state ?? null,
            recalls: open ? this.lastCallOf.get(open.id).recalls : 0,
            route: open ? this.route(this.ticketOf.get(open.ticket_id)) : [],
            queues: duty?.room_id ? this.queues(person) : [],
            waiting: duty?.room_id ? this.waiting(person) : [],
            parked: duty?.room_id ? this.parked(person) : [],
            total: duty?.room_id ? this.waitingTotal() : null,
            alerts: this.alertsShown(),
            offline: false,
        };
    }

    /* `found`: the number that the desk has looked up. */
    desk(login, found) {
        const ticket = this.tickets.find(({number}) => number === found);
        return {
            found: ticket ? [ticket.number, ticket.state] : null,
            route: ticket ? this.route(ticket) : [],
            parked: this.parked(this.person(login)),
            total: this.waitingTotal(),
            alerts: this.alertsShown(),
            offline: false,
        };
    }

    /* The board's six places; which of them is the large one is a matter of the voice. */
    board() {
        const told = ({call}) => (call.recalled_ms || call.at_ms);
        const open = this.steps.filter(({state}) => IN_ROOM.includes(state))
            .map(step => ({step, call: this.lastCallOf.get(step.id)}));
        const rank = one => (one.step.state === 'called' ? 1e15 : 0) + told(one);
        const shown = open.sort((a, b) =>
            rank(b) - rank(a) || b.call.id - a.call.id).slice(0, BOARD_EARLIER_MAX + 1);
        return {
            calls: shown.map(({step}) =>
                `${this.number(step)} ${this.roomOf.get(step.room_id).name}`).sort(),
            offline: false,
        };
    }

    /* `say` gives the catalogue's words; several sentences may be right. */
    phone(number, say) {
        const ticket = this.tickets.find(one => one.number === number);
        const steps = this.stepsOf(ticket);
        const now = steps.find(({state}) => IN_ROOM.includes(state));
        const room = this.roomOf.get(now?.room_id)?.name;
        const parked = steps.find(({state}) => state === 'parked');
        const words = {
            called: () => [say('pl', 'visit_called', {room})],
            serving: () => [say('pl', 'visit_serving', {room})],
            waiting: () => [say('pl', 'visit_waiting'), say('pl', 'soon_you')],
            parked: () => [say('pl', parked.missed > 0 ? 'missed' : 'visit_aside')],
            done: () => [say('pl', 'visit_done')],
            cancelled: () => [say('pl', 'cancelled_done')],
            left: () => [say('pl', 'visit_gone')],
        };
        return {number, sentences: words[ticket.state](), offline: false};
    }
}

export const readTruth = daemon => new Truth(readTables(daemon));

/* A state of the console as JSON, in the shape of Truth.console; who waits is asked for apart. */
export function consoleOf({session, current, queues, parked, waiting_total: total, alerts,
    services}) {
    const labelOf = new Map(services.map(({code, label}) => [code, label]));
    const ticket = current?.ticket;
    return {
        room: session.room?.name ?? null,
        onBreak: session.on_break && !ticket,
        number: ticket?.number ?? null,
        state: ticket?.state ?? null,
        recalls: current?.call.recalls ?? 0,
        route: ticket ? ticket.steps.map(({service, state, offer}) =>
            [labelOf.get(service), offer ? 'offered' : state]) : [],
        queues: queues.map(({label, waiting}) => `${label} ${waiting}`).sort(),
        parked: parked.map(({number}) => number).sort(),
        total,
        alerts: alerts.filter(({number}) => number === null).map(({kind, taken_by: taken}) =>
            `${kind} ${taken?.title ?? 'open'}`).sort(),
        offline: false,
    };
}

/* A state of the board as JSON, in the shape of Truth.board. */
export const boardOf = ({calls}) => ({
    calls: shownCalls(calls, BOARD_EARLIER_MAX + 1).map(({number, room}) => `${number} ${room}`)
        .sort(),
    offline: false,
});

/*
 * crowd.mjs - consoles that press at random all day, and what must hold of their day afterwards.
 *
 *     const crowd = new Crowd({daemon, crew, consoles, calls: 1000, seed: 1});
 *     await crowd.work();
 *     checkHistory(daemon);
 *
 * A press follows from the last answer mostly, and sometimes from what the console shows, which may
 * be old by then: what a person with two windows does. A refusal (409) is an answer like any other.
 */
import assert from 'node:assert/strict';
import {sleep} from './daemon.mjs';

const BACKLOG = 200; /* people in the building, about */
const KIOSKS = 6;
const ALREADY = 0.08; /* presses by what the screen shows */
const DOUBLE = 0.05; /* Next pressed twice at once, as in two windows */

/* [chance, what] of what somebody presses with a visit in this state; the rest is the last one. */
const HABITS = {
    called: [[0.12, 'recall'], [0.12, 'no-show'], [0.02, 'park'], [0.74, 'start']],
    serving: [[0.06, 'transfer'], [0.03, 'park'], [0.06, 'left'], [0.08, 'further'],
        [0.77, 'settled']],
};
const IN_ROOM = Object.keys(HABITS);

/* mulberry32: the same days again for the same seed. */
function randomOf(seed) {
    let state = seed >>> 0;
    return () => {
        state = state + 0x6d2b79f5 >>> 0;
        let mixed = Math.imul(state ^ state >>> 15, 1 | state);
        mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
        return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
    };
}

export class Crowd {
    constructor({daemon, crew, consoles, calls, seed, undo = 0.03}) {
        Object.assign(this, {daemon, crew, consoles, calls, undo});
        this.random = randomOf(seed);
        this.called = new Map(); /* id of a call -> who was told of it */
        this.issued = 0;
        this.over = 0;
        this.parked = [];
        this.refusals = {};
        this.pressed = {};
    }

    get isOver() {
        return this.called.size >= this.calls;
    }

    one(list) {
        return list[Math.floor(this.random() * list.length)];
    }

    async work() {
        const {paths} = (await this.daemon.get('/openapi.json')).body;
        this.undo = paths['/api/v1/undo'] ? this.undo : 0;
        const {needs} = (await this.daemon.get('/catalog')).body;
        this.needs = needs.map(({code}) => code);
        const {services} = (await this.crew[0].get('/state?view=console')).body;
        this.services = services.map(({code}) => code);
        const begun = performance.now();
        await Promise.all([...Array.from({length: KIOSKS}, () => this.#kiosk()),
            ...this.crew.map((staff, i) => this.#person(staff, this.consoles[i]))]);
        this.seconds = (performance.now() - begun) / 1000;
    }

    async #kiosk() {
        while (!this.isOver) {
            if (this.issued - this.over < BACKLOG) {
                this.issued++;
                const answer = await this.daemon.issue({need: this.one(this.needs),
                    priority: this.random() < 0.1});
                assert.equal(answer.status, 201, answer.text);
            } else {
                await sleep(2);
            }
        }
    }

    /* Sends a press; gives the visit as the answer has it, null when it was refused. */
    async #press(staff, path, body) {
        const answer = await staff.post(path, body);
        const name = path.split('/').at(-1);
        this.pressed[name] = (this.pressed[name] ?? 0) + 1;
        if (answer.status === 409 || answer.status === 403) {
            const slug = answer.body.type.split(':').at(-1);
            this.refusals[slug] = (this.refusals[slug] ?? 0) + 1;
            return null;
        }
        assert.equal(answer.status, 200, `${path}: ${answer.text}`);
        return answer.body;
    }

    async #next(staff) {
        const path = `/rooms/${staff.session.room.id}/next`;
        const presses = this.random() < DOUBLE ? 2 : 1;
        const answers = await Promise.all(Array.from({length: presses}, () =>
            this.#press(staff, path)));
        const told = answers.filter(answer => answer?.call);
        assert.ok(told.length <= 1, `${staff.login} was given two visits at once`);
        told.forEach(({call}) => {
            assert.ok(!this.called.has(call.id), `call ${call.id} was acknowledged twice`);
            this.called.set(call.id, staff.login);
        });
        return told[0]?.ticket ?? null;
    }

    async #bringBack(staff) {
        const id = this.parked.shift();
        await this.#press(staff, `/tickets/${id}/resume`);
    }

    #habit(state) {
        let dice = this.random();
        const habits = HABITS[state];
        return (habits.find(([chance]) => (dice -= chance) < 0) ?? habits.at(-1))[1];
    }

    async #onVisit(staff, ticket) {
        const what = this.#habit(ticket.state);
        const path = `/tickets/${ticket.id}`;
        const answer = await (['settled', 'further', 'left'].includes(what)
            ? this.#press(staff, `${path}/finish`, {outcome: what})
            : this.#press(staff, `${path}/${what}`, what === 'transfer'
                ? {service: this.one(this.services), return: this.random() < 0.3} : {}));
        const now = answer?.ticket;
        if (now?.state === 'parked') {
            this.parked.push(now.id);
        } else if (now && !IN_ROOM.includes(now.state) && now.state !== 'waiting') {
            this.over++;
        }
        return now && IN_ROOM.includes(now.state) ? now : null;
    }

    async #takeBack(staff) {
        const answer = await this.#press(staff, '/undo', {});
        return answer?.ticket && IN_ROOM.includes(answer.ticket.state) &&
            answer.call?.staff === staff.session.staff.id ? answer.ticket : null;
    }

    async #person(staff, console_) {
        let visit = null;
        while (!this.isOver) {
            if (this.random() < ALREADY) {
                visit = console_.data.current?.ticket ?? null;
            }
            if (this.parked.length > 0 && this.random() < 0.1) {
                await this.#bringBack(staff);
            }
            visit = visit ? await this.#onVisit(staff, visit) : await this.#next(staff);
            if (this.random() < this.undo) {
                visit = await this.#takeBack(staff) ?? visit;
            }
            if (!visit) {
                visit = await this.#still(staff);
            }
        }
    }

    /* When all is quiet: one whole visit, press by press; `each` is awaited after every one. */
    async quietVisit(each) {
        const [staff] = this.crew;
        for (let visit = await this.#still(staff); visit; visit = await this.#still(staff)) {
            await this.#press(staff, `/tickets/${visit.id}/start`);
            await this.#press(staff, `/tickets/${visit.id}/finish`);
        }
        const {id} = await this.#next(staff);
        await each();
        await this.#press(staff, `/tickets/${id}/start`);
        await each();
        await this.#press(staff, `/tickets/${id}/finish`);
        await each();
    }

    /* After a refusal or an empty queue: what does the server say I have? */
    async #still(staff) {
        await sleep(5);
        const {current} = (await staff.get('/state?view=console')).body;
        return current?.ticket ?? null;
    }
}

const RETURNS = ['ticket.resumed', 'ticket.released', 'ticket.undone'];

/* Plays the events in their order: one place per ticket, one ticket per room and person. */
function checkPlaces(events) {
    const placeOf = new Map(); /* ticket -> room */
    const inRoom = new Map(); /* room -> ticket */
    for (const {seq, kind, ticket, state, room} of events) {
        const before = placeOf.get(ticket);
        if (before !== undefined && (kind === 'ticket.called' || !IN_ROOM.includes(state))) {
            assert.notEqual(kind, 'ticket.called', `${seq}: ${ticket} was in room ${before}`);
            placeOf.delete(ticket);
            inRoom.delete(before);
        }
        if (IN_ROOM.includes(state) && !placeOf.has(ticket)) {
            assert.ok(['ticket.called', 'ticket.undone'].includes(kind), `${seq}: ${kind}`);
            assert.equal(inRoom.get(room), undefined, `${seq}: room ${room} had somebody`);
            placeOf.set(ticket, room);
            inRoom.set(room, ticket);
        }
    }
    return placeOf;
}

/* Two calls of one step have its return between them. */
function checkCalls(events, calls) {
    const lastOf = new Map(); /* step -> whether it was called and has not come back */
    const stepsOf = new Map(calls.map(({ticket_id: ticket}) => [ticket, []]));
    calls.forEach(call => stepsOf.get(call.ticket_id).push(call));
    for (const {seq, kind, ticket} of events) {
        if (kind === 'ticket.called') {
            const {step_id: step} = stepsOf.get(ticket).shift();
            assert.ok(!lastOf.get(step), `${seq}: step ${step} of ${ticket} was called twice`);
            lastOf.set(step, ticket);
        } else if (RETURNS.includes(kind)) {
            lastOf.forEach((of, step) => of === ticket && lastOf.delete(step));
        }
    }
    assert.ok([...stepsOf.values()].every(rest => rest.length === 0), 'a call without its event');
}

/* What must hold of any day, by the database alone. Gives its figures. */
export function checkHistory(daemon) {
    const rows = daemon.sql('SELECT seq, kind, body FROM event ORDER BY seq');
    rows.forEach(({seq}, i) => assert.equal(seq, i + 1, 'the sequence of events has no gap'));
    const events = rows.filter(({kind}) => kind.startsWith('ticket.'))
        .map(({seq, kind, body}) => ({seq, kind, ...JSON.parse(body)}));
    const places = checkPlaces(events);
    const calls = daemon.sql('SELECT id, ticket_id, step_id FROM invitation ORDER BY id');
    checkCalls(events, calls);
    const open = daemon.sql(`SELECT ticket_id, room_id FROM step
        WHERE state IN ('called', 'serving') ORDER BY ticket_id`);
    assert.deepEqual(open.map(({ticket_id: id, room_id: room}) => [id, room]),
        [...places].sort(([a], [b]) => a - b), 'who is in a room now, by events and by rows');
    assert.deepEqual(daemon.sql('PRAGMA integrity_check'), [{integrity_check: 'ok'}]);
    return {seq: rows.length, calls: calls.map(({id}) => id), events: events.length};
}

/*
 * rule.mjs - the rule of who is called next, written a second time, and held to what was called.
 *
 *     const told = checkCalls(daemon);   // throws at the first call the rule does not give
 *     assert.equal(told.calls, 5000);
 *     checkCalls(daemon, {isAuto: true}) // also: nobody free stays without the next person
 *
 * Reads the office's history through the sqlite3 shell, builds the lobby from the facts of each
 * event in the order of commit, and at each call works out afresh whom the rule of docs/engine.md
 * gives, who would have been next, and every figure of the explanation. It shares no code with the
 * program: a mistake has to be made twice to be missed.
 */
import assert from 'node:assert/strict';

const HELD = new Set(['called', 'serving', 'parked']);
const OPEN = new Set(['planned', 'waiting', ...HELD]);

const order = (a, b) => (a < b ? -1 : Number(a > b));

/* The `count` least by `compare`, in order, without sorting everybody. */
function least(items, count, compare) {
    const found = [];
    for (const item of items) {
        let at = found.length;
        while (at > 0 && compare(item, found[at - 1]) < 0) {
            at--;
        }
        if (at < count) {
            found.splice(at, 0, item);
            found.length = Math.min(found.length, count);
        }
    }
    return found;
}

const byTurn = (a, b) => order(a.due, b.due) || order(a.rank, b.rank) ||
    order(a.visit.checkin, b.visit.checkin) || order(a.visit.id, b.visit.id);
const byAge = (a, b) => order(a.checkin, b.checkin) || order(a.id, b.id);
const isOver = step => !OPEN.has(step.state);

/* One person's way through the house. */
class Visit {
    constructor(facts) {
        this.id = facts.visit;
        this.number = facts.number;
        this.checkin = facts.checkin_ms;
        this.appointment = facts.appointment_ms;
        this.priority = facts.priority;
        this.floor = 0;
        this.steps = facts.steps.map(step => ({service: step.service, isOffer: step.offer,
            only: step.only, after: Visit.positions(step.forerunners), state: 'planned'}));
        this.booked = this.steps[facts.booked];
        this.steps.forEach(step => {
            step.after = step.after.map(position => this.steps[position]);
        });
        this.open();
    }

    static positions(bits) {
        return Array.from({length: 16}, (_, i) => i).filter(i => bits & (1 << i));
    }

    get held() {
        return this.steps.find(step => HELD.has(step.state));
    }

    get waiting() {
        return this.steps.filter(step => step.state === 'waiting');
    }

    get isOver() {
        return !this.held && this.waiting.length === 0;
    }

    /* Whoever is nowhere waits for all that may come now: the booked step alone while it is open,
     * else every certain one whose forerunners are over; an offer holds nobody up. */
    open() {
        this.waiting.forEach(step => { step.state = 'planned'; });
        if (this.booked && !isOver(this.booked)) {
            this.booked.isOffer = false;
            this.booked.state = 'waiting';
            return;
        }
        this.steps.filter(step => step.state === 'planned' && !step.isOffer &&
            step.after.every(other => other.isOffer || isOver(other)))
            .forEach(step => { step.state = 'waiting'; });
    }

    openIfNowhere() {
        if (!this.held) {
            this.open();
        }
    }

    /* What is left when nothing is certain any more is not needed. */
    goOn() {
        this.open();
        if (this.isOver) {
            this.steps.filter(step => step.state === 'planned')
                .forEach(step => { step.state = 'skipped'; });
        }
    }

    /* As it is, apart from what follows. */
    copy() {
        const {before: _, last: __, ...fields} = this;
        return structuredClone(fields);
    }

    /* Its last operation, which was this one, never happened. */
    undo(kind) {
        assert.equal(this.last, kind, `${this.number}: what is taken back was done last`);
        Object.assign(this, this.before, {before: undefined, last: undefined});
    }

    end(state) {
        (this.held ?? this.waiting[0]).state = state;
        this.steps.filter(step => step.state === 'planned' || step.state === 'waiting')
            .forEach(step => { step.state = 'skipped'; });
    }
}

/* What each operation of the history does; `at` is its time. */
const OPERATIONS = {
    call(visit, op, at) {
        const step = visit.steps[op.position];
        assert.equal(step.state, 'waiting', `${visit.number} is called for what it waits for`);
        visit.waiting.forEach(other => { other.state = 'planned'; });
        Object.assign(step, {state: 'called', staff: op.staff, calledAt: at});
    },
    recall() {},
    start(visit) {
        Object.assign(visit.held, {state: 'serving', missed: false}); // they came
    },
    no_show(visit, op, at) {
        Object.assign(visit.held, {missed: true, parkedAt: at, state: 'parked'});
    },
    park(visit, op, at) {
        Object.assign(visit.held, {parkedAt: at, state: 'parked'});
    },
    pause(visit, op, at) {
        const [step, ...others] = visit.waiting;
        Object.assign(step, {parkedAt: at, state: 'parked', isPaused: true, staff: undefined});
        others.forEach(other => { other.state = 'planned'; });
    },
    resume(visit, op, at, rules) {
        const step = visit.held;
        if (step.missed || step.isPaused) {
            const inTime = at - step.parkedAt <= rules.park_ms;
            visit.floor = Math.max(visit.floor, inTime ? at - rules.return_ms : at);
        }
        Object.assign(step, {state: 'planned', isPaused: false});
        visit.open();
    },
    release(visit) {
        visit.held.state = 'planned';
        visit.open();
    },
    finish(visit, op) {
        if (op.outcome === 'left') {
            visit.end('left');
            return;
        }
        visit.held.state = 'done';
        const offer = visit.steps.find(step => step.state === 'planned' && step.isOffer);
        if (op.outcome === 'further' && offer) {
            offer.isOffer = false;
        }
        visit.goOn();
    },
    transfer(visit, op) {
        const sender = visit.held;
        const at = visit.steps.indexOf(sender) + 1;
        const target = {service: op.service, only: op.only, after: [], state: 'planned'};
        visit.steps.splice(at, 0, target);
        if (op.comes_back) {
            visit.steps.splice(at + 1, 0, {service: sender.service, only: sender.staff,
                after: [target], state: 'planned'});
        }
        sender.state = 'done';
        visit.open();
    },
    add(visit, op) {
        const after = Visit.positions(op.forerunners).map(position => visit.steps[position]);
        visit.steps.push({service: op.service, only: op.only, after, state: 'planned'});
        visit.openIfNowhere();
    },
    agree(visit, op) {
        visit.steps[op.position].isOffer = false;
        visit.openIfNowhere();
    },
    drop(visit, op) {
        visit.steps[op.position].state = 'skipped';
        visit.openIfNowhere();
    },
    order(visit, op) {
        const listed = op.order.map(position => visit.steps[position]);
        const places = [...op.order].sort((a, b) => a - b);
        places.forEach((place, i) => { visit.steps[place] = listed[i]; });
        visit.steps.forEach((step, i) => {
            step.after = step.after.filter(other => visit.steps.indexOf(other) < i);
        });
        listed.forEach((step, i) => {
            step.after = step.after.filter(other => !listed.includes(other))
                .concat(i > 0 ? [listed[i - 1]] : []);
        });
        visit.openIfNowhere();
    },
    cancel(visit) {
        visit.end('cancelled');
    },
    leave(visit) {
        visit.end('left');
    },
};

class House {
    constructor(daemon) {
        this.visits = new Map();
        this.over = new Map(); // whose visit has ended; it may be taken back
        this.duties = new Map(); // staff id -> {room, on_break}
        this.idleSince = new Map(); // staff id -> when they last became free
        this.skills = new Map(); // staff id -> Map of service id -> 'main' or 'backup'
        for (const row of daemon.sql('SELECT staff_id, service_id, preference FROM skill')) {
            const skills = this.skills.get(row.staff_id) ?? new Map();
            skills.set(row.service_id, row.preference === 1 ? 'main' : 'backup');
            this.skills.set(row.staff_id, skills);
        }
        const [{body}] = daemon.sql('SELECT body FROM rule ORDER BY version LIMIT 1');
        this.rules = JSON.parse(body);
    }

    isPresent(staff) {
        return (this.duties.get(staff)?.room ?? 0) !== 0;
    }

    isFree(staff) {
        return this.isPresent(staff) && !this.duties.get(staff).on_break &&
            ![...this.visits.values()].some(visit => visit.held?.staff === staff &&
                visit.held.state !== 'parked');
    }

    /* Whom an office that calls by itself calls for: the one with the fewest skills, then the one
     * idle longest; undefined when nobody is free or nobody waits for them. */
    staffToCallFor(at) {
        const free = [...this.skills.keys()].filter(staff => this.isFree(staff) &&
            this.candidates(staff, at).count > 0);
        return least(free, 1, (a, b) =>
            order(this.skills.get(a).size, this.skills.get(b).size) ||
            order(this.idleSince.get(a), this.idleSince.get(b)) || order(a, b))[0];
    }

    skillOf(staff, service) {
        return this.skills.get(staff)?.get(service);
    }

    /* How a visitor stands before one member of staff; undefined: they may not call them. */
    standing(visit, staff, at) {
        const able = visit.waiting.filter(step => this.skillOf(staff, step.service) &&
            (!step.only || step.only === staff || !this.isPresent(step.only) ||
                !this.skillOf(step.only, step.service)));
        if (able.length === 0) {
            return undefined;
        }
        const turn = this.turn(visit);
        const isMain = able.some(step => this.skillOf(staff, step.service) === 'main');
        const backup = isMain ? 0 : this.rules.backup_ms;
        return {visit, ...turn, backup, rank: turn.effective + backup,
            due: turn.due > at ? turn.due : 0, services: able.filter(step =>
                !isMain || this.skillOf(staff, step.service) === 'main')};
    }

    turn(visit) {
        const {rules} = this;
        const isOpen = visit.booked && !isOver(visit.booked);
        const isLate = visit.checkin > visit.appointment + rules.grace_ms;
        let base = visit.checkin;
        let kind = 'checkin';
        let due = 0;
        if (visit.appointment && isOpen && !isLate) {
            base = visit.appointment - rules.booking_head_ms;
            kind = 'appointment';
            due = visit.appointment - rules.early_ms;
        } else if (visit.appointment) {
            base = Math.max(visit.checkin, visit.appointment);
        }
        if (visit.floor > base) {
            base = visit.floor;
            kind = 'return';
        }
        const head = visit.priority ? rules.priority_head_ms : 0;
        return {kind, base, head, effective: base - head, due};
    }

    /* Everybody this person may call: {count, first, second}. */
    candidates(staff, at) {
        const all = [...this.visits.values()].map(visit => this.standing(visit, staff, at))
            .filter(Boolean);
        const [first, second] = least(all, 2, byTurn);
        return {count: all.length, first, second};
    }

    ableFor(service) {
        return [...this.skills].filter(([staff, skills]) =>
            skills.has(service) && this.isPresent(staff)).length;
    }

    /* Of the steps they could take: the one fewest others on duty could, then the lowest. */
    stepFor(standing) {
        return least(standing.services, 1, (a, b) =>
            order(this.ableFor(a.service), this.ableFor(b.service)) ||
            order(a.service, b.service))[0];
    }

    take(event, facts) {
        if (facts.rules) {
            this.rules = facts.rules;
        } else if (facts.steps) {
            this.visits.set(facts.visit, new Visit(facts));
        } else if (facts.op || facts.undo) {
            this.change(event, facts);
        } else {
            const before = this.duties.get(facts.staff);
            this.duties.set(facts.staff, facts);
            if ((before?.room ?? 0) === 0 || before.on_break !== facts.on_break) {
                this.idleSince.set(facts.staff, event.at_ms);
            }
        }
    }

    change(event, facts) {
        const visit = this.visits.get(facts.visit) ?? this.over.get(facts.visit);
        const staff = visit.held?.staff;
        if (facts.undo) {
            visit.undo(facts.undo);
            this.over.delete(visit.id);
            this.visits.set(visit.id, visit);
        } else {
            visit.before = visit.copy();
            visit.last = facts.op;
            OPERATIONS[facts.op](visit, facts, event.at_ms, this.rules);
        }
        if (staff && this.isFree(staff)) {
            this.idleSince.set(staff, event.at_ms);
        }
        if (visit.isOver) {
            this.visits.delete(visit.id);
            this.over.set(visit.id, visit);
        }
    }
}

const figures = standing => ({base: standing.kind, checkin_ms: standing.visit.checkin,
    appointment_ms: standing.visit.appointment || null, base_ms: standing.base,
    head_ms: standing.head, backup_ms: standing.backup, effective_ms: standing.effective,
    rank_ms: standing.rank, due_ms: standing.due || null});

/* The explanation the rule asks for, without the words about older visitors and promises. Of one
 * who was chosen the runner-up is whose turn it was. */
function explanationOf(house, {count, first, second}, {at, chosen}) {
    const called = chosen ?? first;
    const rival = chosen && chosen.visit !== first.visit ? first : second;
    return {rule: 'effective-checkin', version: house.rules.version, ...figures(called),
        waited_ms: at - called.visit.checkin, candidates: count,
        runner_up: rival ? {number: rival.visit.number, ...figures(rival),
            lost_by_ms: rival.rank - called.rank} : null,
        ...chosen && {chosen: true}};
}

function checkOlder(house, older, called) {
    const earlier = [...house.visits.values()].filter(visit => byAge(visit, called) < 0);
    assert.deepEqual(older.map(entry => entry.number),
        least(earlier, 3, byAge).map(visit => visit.number), `who came before ${called.number}`);
}

function checkCall(house, event, facts, call) {
    const visit = house.visits.get(facts.visit);
    const candidates = house.candidates(facts.staff, event.at_ms);
    const where = `event ${event.seq}: ${visit.number} called by ${facts.staff}`;
    const chosen = facts.reason ? house.standing(visit, facts.staff, event.at_ms) : undefined;
    const called = facts.reason ? chosen : candidates.first;
    assert.ok(call, `${where} has its call`);
    assert.equal(called?.visit.number, visit.number, where);
    assert.equal(visit.steps.indexOf(house.stepFor(called)), facts.position, where);
    assert.ok(house.isPresent(facts.staff), `${where}, who holds a room`);
    assert.ok(!house.duties.get(facts.staff).on_break, `${where}, who is not on a break`);
    assert.ok(house.isFree(facts.staff), `${where}, who is free`);
    const {older, promise, ...explanation} = JSON.parse(call.explanation);
    assert.deepEqual(explanation, explanationOf(house, candidates, {at: event.at_ms, chosen}),
        where);
    assert.equal(call.rule_version, house.rules.version, where);
    checkOlder(house, older, visit);
    return candidates;
}

/* Where the office calls by itself, each job ends only when there is nobody left to call for. */
function checkAuto(house, event, facts) {
    if (house.rules.auto_call) {
        const staff = house.staffToCallFor(event.at_ms);
        const isCall = facts.op === 'call';
        assert.equal(isCall ? facts.staff : undefined, staff, `event ${event.seq}: called for`);
    }
}

/* Plays the whole history and holds every call to the rule. Gives {calls, contested, tickets,
 * house}: contested are calls with a runner-up. `isAuto` is for a history without restarts: how
 * long somebody has been idle is not kept through one. */
export function checkCalls(daemon, {isAuto = false} = {}) {
    const house = new House(daemon);
    const calls = new Map(daemon.sql('SELECT * FROM invitation').map(call =>
        [`${call.ticket_id} ${call.staff_id} ${call.at_ms}`, call]));
    const told = {calls: 0, contested: 0, tickets: new Set(), house};
    const events = daemon.sql(`SELECT seq, kind, facts, at_ms FROM event
        WHERE facts IS NOT NULL ORDER BY seq`);
    for (const event of events) {
        const facts = JSON.parse(event.facts);
        if (isAuto) {
            checkAuto(house, event, facts);
        }
        if (facts.op === 'call') {
            const key = `${facts.visit} ${facts.staff} ${event.at_ms}`;
            const candidates = checkCall(house, event, facts, calls.get(key));
            calls.delete(key);
            told.calls++;
            told.contested += Number(candidates.count > 1);
            told.tickets.add(facts.visit);
        }
        house.take(event, facts);
    }
    assert.equal(calls.size, 0, 'every call that is kept stands in the history');
    return told;
}

// limit: 120 s
// The office that calls by itself: whoever is free gets the next person without asking, each
// person once, whatever so many clients do at the same time.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Daemon, sleep} from '../support/daemon.mjs';
import {bigOffice, crewOf} from '../support/office.mjs';
import {checkCalls} from '../support/rule.mjs';

const CREW = 16;
const TICKETS = 240;

const autoCall = async (daemon, director, on) => {
    const answer = await director.send('PUT', '/rules', {body: {auto_call: on}});
    assert.equal(answer.status, 200, answer.text);
};

const currentOf = async staff => (await staff.get('/state?view=console')).body.current;

async function demo(t) {
    const daemon = await Daemon.start();
    t.after(() => daemon.stop());
    const director = await daemon.login('kierownik1');
    const staff = await daemon.login('koordynator1');
    return {daemon, director, staff};
}

test('whatever frees somebody, or makes somebody wait, calls', async t => {
    const {daemon, director, staff} = await demo(t);
    const act = async (ticket, name, body = {}) => {
        const answer = await staff.post(`/tickets/${ticket.id}/${name}`, body);
        assert.equal(answer.status, 200, answer.text);
    };
    const mustServe = async (ticket, when) =>
        assert.equal((await currentOf(staff))?.ticket.id, ticket?.id, when);
    const tickets = [];
    for (let i = 0; i < 7; i++) {
        tickets.push((await daemon.issue()).body.ticket);
    }
    const [first, second, third, fourth, fifth, sixth, last] = tickets;
    await autoCall(daemon, director, true);
    await mustServe(undefined, 'nobody is there yet');
    assert.equal((await staff.takeRoom(4)).status, 200);
    await mustServe(first, 'who takes a room');
    assert.equal((await staff.post('/rooms/4/next')).status, 409, 'there is nothing to press');
    await act(first, 'start');
    await act(first, 'finish');
    await mustServe(second, 'after a visit');
    await act(second, 'no-show');
    await mustServe(third, 'after a call that nobody answered');
    await act(third, 'transfer', {service: 'PSY'});
    await mustServe(fourth, 'after a transfer');
    await act(fourth, 'cancel');
    await mustServe(fifth, 'after a visitor went away');
    await staff.send('PUT', '/session/break', {body: {on: true}});
    await act(fifth, 'cancel');
    await mustServe(undefined, 'not on a break');
    await staff.send('PUT', '/session/break', {body: {on: false}});
    await mustServe(sixth, 'after a break');
    await act(sixth, 'cancel');
    await mustServe(last);
    await act(last, 'cancel');
    await mustServe(undefined, 'nobody waits');
    await act(second, 'resume');
    await mustServe(second, 'somebody who has come back');
    await act(second, 'cancel');
    const {body: {ticket: newest}} = await daemon.issue();
    await mustServe(newest, 'somebody who has just come');
    await act(newest, 'cancel');
    await autoCall(daemon, director, false);
    await daemon.issue();
    await mustServe(undefined, 'no longer');
    await autoCall(daemon, director, true);
    assert.notEqual(await currentOf(staff), null, 'the order itself calls');
    checkCalls(daemon, {isAuto: true});
});

/* Serves whoever was given to them until all are served; never asks for anybody. */
async function serve(staff, tally) {
    while (tally.finished < TICKETS) {
        const current = await currentOf(staff);
        if (current === null) {
            await sleep(5);
            continue;
        }
        tally.calls.push(current.call.id);
        for (const name of ['start', 'finish']) {
            const answer = await staff.post(`/tickets/${current.ticket.id}/${name}`);
            assert.equal(answer.status, 200, `${name}: ${answer.text}`);
        }
        tally.finished++;
    }
}

async function bring(daemon, needs, tally, until) {
    while (tally.begun < until) {
        const number = tally.begun++;
        const answer = await daemon.issue({need: needs[number % needs.length],
            priority: number % 7 === 0});
        assert.equal(answer.status, 201, answer.text);
    }
}

test('nobody is called twice by sixteen clients at once, and nobody free stays idle', async t => {
    const office = bigOffice({rooms: CREW, staff: CREW, skillsOf: (index, codes) => ({
        main: codes.filter((_, i) => i % 4 === index % 4),
        backup: codes.filter((_, i) => i % 4 === (index + 1) % 4)})});
    const daemon = await Daemon.start({office});
    t.after(() => daemon.stop());
    const crew = await crewOf(daemon, CREW);
    const needs = (await daemon.get('/catalog')).body.needs.map(need => need.code);
    const tally = {begun: 0, finished: 0, calls: []};
    await bring(daemon, needs, tally, TICKETS / 2); // a full lobby before the doors open
    await autoCall(daemon, crew[0], true);
    await Promise.all([...crew.map(staff => serve(staff, tally)),
        ...Array.from({length: 4}, () => bring(daemon, needs, tally, TICKETS))]);
    assert.equal(tally.finished, TICKETS);
    assert.equal(new Set(tally.calls).size, TICKETS, 'each call was given to one person');
    const [rows] = daemon.sql(`SELECT count(*) AS calls, count(DISTINCT ticket_id) AS tickets
        FROM invitation`);
    assert.deepEqual(rows, {calls: TICKETS, tickets: TICKETS}, 'each ticket was called once');
    const told = checkCalls(daemon, {isAuto: true});
    assert.equal(told.calls, TICKETS);
    assert.ok(told.contested > TICKETS / 4, `${told.contested} had a runner-up`);
});

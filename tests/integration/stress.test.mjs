// limit: 540 s
// 16 kiosks and 16 staff work through 5,000 tickets; then again while the backend dies ten times.
import test from 'node:test';
import {Daemon} from '../support/daemon.mjs';
import {bigOffice, crewOf} from '../support/office.mjs';
import {verify, work} from '../support/stress.mjs';

const TICKETS = 5000;
const KILLS = 10;
const KIOSKS = 16;
const STAFF = 16;
const NEEDS = ['start', 'money', 'food', 'private'];

async function run(context, kills) {
    const daemon = await Daemon.start({office: bigOffice({rooms: STAFF, staff: STAFF})});
    const crew = await crewOf(daemon, STAFF);
    const tally = await work({daemon, tickets: TICKETS, kiosks: KIOSKS, crew, needs: NEEDS, kills});
    verify(daemon, tally);
    context.diagnostic(`${TICKETS} tickets in ${tally.seconds.toFixed(1)} s, ` +
        `${daemon.retries ?? 0} retries`);
    await daemon.stop();
}

test(`${KIOSKS} kiosks and ${STAFF} staff: every number once, every person called once`,
    context => run(context, 0));

test(`the same while the backend is killed ${KILLS} times: nothing lost, nothing twice`,
    context => run(context, KILLS));

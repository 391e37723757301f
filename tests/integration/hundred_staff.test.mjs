// limit: 540 s
// A hundred members of staff press Next at once on five thousand people: everybody is called once,
// and each of them in their turn, as a second implementation of the rule finds it afterwards.
import assert from 'node:assert/strict';
import test from 'node:test';
import {Daemon} from '../support/daemon.mjs';
import {bigOffice, crewOf} from '../support/office.mjs';
import {checkCalls} from '../support/rule.mjs';
import {verify, work} from '../support/stress.mjs';

const STAFF = 100;
const KIOSKS = 8;
const TICKETS = 5000;
const OPENING = 4000; // wait before the first is called; the others come meanwhile
const KINDS = 5;      // of staff, so that main and backup skills differ
const PRIORITY_EACH = 8;

/* Every service is the main task of a fifth of them, and another fifth helps out. */
const skillsOf = (index, codes) => ({
    main: codes.filter((_, i) => i % KINDS === index % KINDS),
    backup: codes.filter((_, i) => i % KINDS === (index + 1) % KINDS)});

test(`${STAFF} staff press Next on ${TICKETS} tickets: each called once, and in turn`,
    async context => {
        const daemon = await Daemon.start({office: bigOffice({rooms: STAFF, staff: STAFF,
            skillsOf})});
        context.after(() => daemon.stop());
        const crew = await crewOf(daemon, STAFF);
        const needs = (await daemon.get('/catalog')).body.needs.map(need => need.code);
        const tally = await work({daemon, tickets: TICKETS, kiosks: KIOSKS, crew, needs,
            opening: OPENING, isPriority: index => index % PRIORITY_EACH === 0});
        verify(daemon, tally);
        const told = checkCalls(daemon);
        assert.equal(told.calls, TICKETS);
        assert.equal(told.tickets.size, TICKETS);
        assert.ok(told.contested > TICKETS * 0.9, `${told.contested} calls had a runner-up`);
        const [{overtakings}] = daemon.sql(`SELECT count(*) AS overtakings FROM invitation
            WHERE json_extract(explanation, '$.older[0].reason') IN ('effective', 'backup')`);
        assert.ok(overtakings > 0, 'priority and skills decided some of them');
        const called = new Set(daemon.sql('SELECT DISTINCT staff_id FROM invitation')
            .map(row => row.staff_id));
        assert.equal(called.size, STAFF, 'everybody had work');
        context.diagnostic(`${TICKETS} tickets in ${tally.seconds.toFixed(1)} s, ` +
            `${told.contested} with a runner-up, ${overtakings} not by the check-in alone`);
    });

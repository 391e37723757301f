// limit: 400 s
/*
 * Twenty consoles press at random and fifty browsers look on: nobody is ever in two rooms, nobody
 * is called twice without having come back, and in the end every screen shows what the database
 * says. 1,000 calls; OKIENKO_FULL=1 makes it 10,000.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import {Crowd, checkHistory} from '../support/crowd.mjs';
import {Daemon} from '../support/daemon.mjs';
import {boardOf, consoleOf, readTruth} from '../support/lobby_truth.mjs';
import {bigOffice, crewOf} from '../support/office.mjs';
import {PageClient, reportsOf} from '../support/page_client.mjs';
import {Watchers} from '../support/watchers.mjs';

const CALLS = process.env.OKIENKO_FULL === '1' ? 10_000
    : Number(process.env.OKIENKO_CROWD_CALLS || 1_000);
const STAFF = 20;
const BROWSERS = 50;
const SEED = Number(process.env.OKIENKO_SEED || 1);
const CONSOLE_GAP_MS = 100; /* as console/page.js */
const BOARD_GAP_MS = 100; /* a board has no gap; fifty on one core would starve each other */
const KINDS = 5; /* of staff, so that their queues differ */

const skillsOf = (index, codes) => ({
    main: codes.filter((_, i) => i % KINDS === index % KINDS),
    backup: codes.filter((_, i) => ![index % KINDS, (index + 1) % KINDS].includes(i % KINDS))});

function watchersOf({port}, crew) {
    return Array.from({length: BROWSERS}, (_, i) => i % 2 === 0
        ? {port, view: 'board', gapMs: BOARD_GAP_MS}
        : {port, view: 'console', login: crew[i % STAFF].login, cookie: crew[i % STAFF].cookie,
            gapMs: CONSOLE_GAP_MS});
}

test(`${STAFF} consoles press at random for ${CALLS} calls, ${BROWSERS} browsers look on`,
    async t => {
        const daemon = await Daemon.start({office: bigOffice({rooms: STAFF, staff: STAFF,
            skillsOf})});
        t.after(() => daemon.stop());
        const crew = await crewOf(daemon, STAFF);
        const consoles = crew.map(({login, cookie}) => new PageClient({port: daemon.port,
            view: 'console', login, cookie, gapMs: CONSOLE_GAP_MS}));
        t.after(() => consoles.forEach(client => client.stop()));
        await Promise.all(consoles.map(client => client.start()));
        const watchers = await Watchers.start(watchersOf(daemon, crew));
        t.after(() => watchers.stop());

        const crowd = new Crowd({daemon, crew, consoles, calls: CALLS, seed: SEED});
        await crowd.work();
        const seenMs = [];
        let reports = [];
        await crowd.quietVisit(async () => {
            const pressedMs = performance.now();
            const [{seq}] = daemon.sql('SELECT seq FROM office');
            reports = (await Promise.all([reportsOf(consoles, seq), watchers.seen(seq)])).flat();
            assert.ok(reports.every(({data}) => data.seq >= seq), 'every screen follows');
            seenMs.push(performance.now() - pressedMs);
        });
        const truth = readTruth(daemon);

        const history = checkHistory(daemon);
        assert.deepEqual(history.calls, [...crowd.called.keys()].sort((a, b) => a - b),
            'every call was acknowledged once, and no other');
        for (const {view, login, data, status, faults} of reports) {
            assert.deepEqual(faults, []);
            assert.equal(status, 'up', `${view} ${login}`);
            assert.equal(data.seq, truth.seq, `${view} ${login} has the last event`);
            if (view === 'console') {
                const {waiting, ...expected} = truth.console(login);
                assert.deepEqual(consoleOf(data), expected, login);
            } else {
                assert.deepEqual(boardOf(data), truth.board(), 'a board');
            }
        }
        const heard = reports.reduce((sum, {events}) => sum + events, 0);
        t.diagnostic(`${crowd.called.size} calls of ${crowd.issued} tickets in ` +
            `${crowd.seconds.toFixed(1)} s, ${history.seq} events, ${heard} heard; then every ` +
            `screen followed each press within ${Math.max(...seenMs).toFixed(0)} ms`);
        t.diagnostic(`pressed ${JSON.stringify(crowd.pressed)}`);
        t.diagnostic(`refused ${JSON.stringify(crowd.refusals)}`);
    });

/*
 * bench_backend.mjs - issue, Next, history, event streams, start and memory of the backend.
 *
 * Peer figures (design notes, measured beside each other): FQM issues 134/s at one client, 120/s
 * at ten, calls 144/s with 6,000 waiting; we want fifty times that.
 */
import {spawn, spawnSync} from 'node:child_process';
import {closeSync, fdatasyncSync, openSync, readFileSync, writeFileSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import {Daemon, buildFolder, guard, root, sleep,
    temporaryFolder} from '../support/daemon.mjs';
import {bigOffice, crewOf} from '../support/office.mjs';
import {latencyOf} from './report.mjs';

const load = join(buildFolder, 'tests/okienko-load');
const HISTORY_ROWS = Number(process.env.OKIENKO_BENCH_HISTORY || 1_000_000);
const WAITING = 6000;
const PEER = {issue1: 134, issue10: 120, next: 144, factor: 50};
const STAFF = 8;
const NEXT_CALLS = 300; // in a round

function run(words) {
    const {status, stdout, stderr} = spawnSync(load, words, {encoding: 'utf8'});
    if (status !== 0) {
        throw new Error(`okienko-load ${words[0]}: ${stderr}`);
    }
    return JSON.parse(stdout);
}

const common = daemon => ['--port', String(daemon.port), '--token', daemon.token,
    '--needs', 'start,money,food,private'];

const issue = (daemon, connections, requests, seconds) => run(['issue', ...common(daemon),
    '--connections', String(connections), '--requests', String(requests),
    '--seconds', String(seconds)]);

function next(daemon, crew, requests) {
    const path = join(daemon.data, 'sessions');
    writeFileSync(path, crew.map(staff =>
        `${staff.session.room.id} ${staff.cookie} ${staff.session.csrf}\n`).join(''));
    return run(['next', '--port', String(daemon.port), '--sessions', path,
        '--requests', String(requests), '--seconds', '5']);
}

/* Tickets of past days, straight into the database, by the schema that is really there. */
function addHistory(daemon, rows) {
    const sql = readFileSync(join(root, 'tests/bench/history.sql'), 'utf8')
        .replaceAll(':rows', String(rows));
    const {status, stderr} = spawnSync('sqlite3', ['-bail', join(daemon.data, 'okienko.db')],
        {input: sql, encoding: 'utf8'});
    if (status !== 0) {
        throw new Error(`history: ${stderr}`);
    }
}

async function freshDaemon(history) {
    const daemon = await Daemon.start({office: bigOffice({rooms: STAFF, staff: STAFF})});
    if (history > 0) {
        await daemon.stop();
        addHistory(daemon, history);
        await daemon.launch();
    }
    return daemon;
}

const LOADS = [[1, 3000], [10, 8000], [64, 16000]]; // connections, tickets at most
const ROUNDS = 5;
const ROUND_S = 1;

const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];

/* Several answers of okienko-load as one: the medians of what the rounds measured. */
function middle(answers) {
    const of = pick => median(answers.map(pick));
    return {per_second: of(answer => answer.per_second), rounds: answers.length, latency: {
        count: answers.reduce((sum, answer) => sum + answer.latency.count, 0),
        p50_us: of(answer => answer.latency.p50_us), p99_us: of(answer => answer.latency.p99_us),
        max_us: Math.max(...answers.map(answer => answer.latency.max_us))}};
}

/*
 * Two offices, one without and one with history, are measured in turns, so that whatever else the
 * machine does meets both alike. Issue at 1, 10, 64 connections, then Next by one and by eight.
 */
async function measureWork() {
    const offices = [];
    for (const history of [0, HISTORY_ROWS]) {
        const daemon = await freshDaemon(history);
        issue(daemon, 4, 500, 2); // warm
        offices.push({daemon, crew: await crewOf(daemon, STAFF), issue: {}, next: {}});
    }
    for (const [connections, requests] of LOADS) {
        const answers = inTurns(offices, ({daemon}) =>
            issue(daemon, connections, requests, ROUND_S));
        offices.forEach((office, i) => { office.issue[connections] = middle(answers[i]); });
    }
    for (const {daemon} of offices) {
        const waiting = daemon.sql("SELECT count(*) AS n FROM step WHERE state = 'waiting'")[0].n;
        const wanted = WAITING + 2 * ROUNDS * NEXT_CALLS;
        if (waiting < wanted) {
            issue(daemon, 16, wanted - waiting, 30);
        }
    }
    for (const people of [1, STAFF]) {
        const answers = inTurns(offices, ({daemon, crew}) =>
            next(daemon, crew.slice(0, people), NEXT_CALLS));
        offices.forEach((office, i) => { office.next[people] = middle(answers[i]); });
    }
    offices[0].beside = await nextBesideIssue(offices[0]);
    for (const {daemon} of offices) {
        const [{n}] = daemon.sql("SELECT count(*) AS n FROM step WHERE state = 'waiting'");
        if (n < WAITING) {
            throw new Error(`only ${n} were still waiting`);
        }
        await daemon.stop();
    }
    return offices;
}

/* One member of staff calls while a kiosk issues as fast as it can. */
async function nextBesideIssue({daemon, crew}) {
    const kiosk = guard(spawn(load, ['issue', ...common(daemon), '--connections', '1',
        '--requests', '1000000', '--seconds', '4'], {stdio: 'ignore'}));
    const ended = new Promise(done => kiosk.once('exit', done));
    await sleep(500);
    const answer = next(daemon, crew.slice(0, 1), NEXT_CALLS);
    await ended;
    return answer;
}

/* [[answers of the first office], [answers of the second]] */
function inTurns(offices, measure) {
    const answers = offices.map(() => []);
    for (let round = 0; round < ROUNDS; round++) {
        offices.forEach((office, i) => answers[i].push(measure(office)));
    }
    return answers;
}

/* What the disk itself takes for a durable write: the floor under everything here. */
function measureDisk(report) {
    const path = join(temporaryFolder('okienko-disk'), 'file');
    const file = openSync(path, 'w');
    const block = Buffer.alloc(8192);
    const times = [];
    for (let i = 0; i < 400; i++) {
        const begun = performance.now();
        writeSync(file, block, 0, block.length, i * block.length);
        fdatasyncSync(file);
        times.push(performance.now() - begun);
    }
    closeSync(file);
    report.latency('the disk: 8 KB written and fdatasync', latencyOf(times));
}

function reportWork(report, [none, full]) {
    const target = {1: {least: PEER.issue1 * PEER.factor}, 10: {least: PEER.issue10 * PEER.factor}};
    for (const [connections] of LOADS) {
        const answer = none.issue[connections];
        report.add(`issue, durable, ${connections} connection(s)`, answer.per_second, 'tickets/s',
            target[connections] ?? {}, {latency: answer.latency});
        report.latency(`  its latency`, answer.latency);
    }
    for (const people of [1, STAFF]) {
        const answer = none.next[people];
        report.latency(`Next, ${WAITING}+ waiting, ${people} staff`, answer.latency);
    }
    report.latency(`Next, ${WAITING}+ waiting, 1 staff, beside a kiosk issuing at full speed`,
        none.beside.latency, {most: 5});
    report.add('  its median', none.beside.latency.p50_us / 1000, 'ms', {most: 1});
    report.add('Next, one after another (1 / p50)', 1e6 / none.next[1].latency.p50_us, 'calls/s',
        {least: PEER.next * PEER.factor});
    const rows = HISTORY_ROWS.toLocaleString('en-US');
    const cost = pick => pick(full).latency.p50_us / pick(none).latency.p50_us;
    report.add(`issue, 1 connection: cost with ${rows} tickets`, cost(office => office.issue[1]),
        'times (p50)', {most: 1.2});
    report.add('issue, 64 connections: the same', cost(office => office.issue[64]),
        'times (p50)', {most: 1.2});
    report.add('Next: the same', cost(office => office.next[1]), 'times (p50)', {most: 1.2});
}

/* Opens `streams` readers, measures memory while they idle, then sends events through. */
async function fan(daemon, cookie, streams, events) {
    const child = guard(spawn(load, ['fan', ...common(daemon), '--cookie', cookie,
        '--streams', String(streams), '--requests', String(events)],
    {stdio: ['pipe', 'pipe', 'pipe']}));
    let text = '';
    let complaint = '';
    child.stdout.on('data', part => { text += part; });
    const open = new Promise(done => child.stderr.on('data', part => {
        complaint += part;
        if (complaint.includes('open')) {
            done();
        }
    }));
    const over = new Promise(done => child.once('exit', done));
    await Promise.race([open, over]);
    await sleep(500);
    const bytes = daemon.memoryBytes();
    child.stdin.write('\n');
    if (await over !== 0) {
        throw new Error(`fan: ${complaint}`);
    }
    return {...JSON.parse(text), bytes};
}

async function measureStreams(report) {
    const daemon = await freshDaemon(0);
    const [staff] = await crewOf(daemon, 1);
    const before = daemon.memoryBytes();
    const hundred = await fan(daemon, staff.cookie, 100, 100);
    report.add('memory with 100 event streams', hundred.bytes / 1e6, 'MB', {most: 25},
        {before_mb: before / 1e6});
    report.latency('fan-out, 100 streams: request to every reader', hundred.each);
    await daemon.restart();
    const thousand = await fan(daemon, staff.cookie, 1000, 60);
    report.add('memory with 1,000 idle event streams', thousand.bytes / 1e6, 'MB');
    report.latency('fan-out, 1,000 streams: request to every reader', thousand.each);
    report.latency('fan-out, 1,000 streams: request to the last one', thousand.last);
    await daemon.stop();
}

async function measureStart(report) {
    const daemon = await freshDaemon(HISTORY_ROWS);
    const times = [];
    for (let i = 0; i < 11; i++) {
        await daemon.restart();
        times.push(daemon.readyMs);
    }
    times.sort((a, b) => a - b);
    report.add(`start to ready, ${HISTORY_ROWS.toLocaleString('en-US')} tickets (median of 11)`,
        times[5], 'ms', {most: 50}, {worst_ms: times.at(-1)});
    report.add('memory after start, with those tickets', daemon.memoryBytes() / 1e6, 'MB');
    await daemon.stop();
}

export async function measureBackend(report) {
    measureDisk(report);
    reportWork(report, await measureWork());
    await measureStart(report);
    await measureStreams(report);
}

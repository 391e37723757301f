/*
 * bench_forecast.mjs - what forecasting costs: thread time of one forecast of the lobby, and
 * whether anybody's write waits for it. Two backends, one of which tells no waits, are measured
 * in turns.
 */
import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Daemon, buildFolder, sleep} from '../support/daemon.mjs';
import {bigOffice, crewOf} from '../support/office.mjs';

const LOBBIES = [[30, 5000], [100], [6000]]; // waiting, microseconds at most (p50)
const RUNS = 50;
const STAFF = 8;
const WAITING = 6000;
const ROUNDS = 9;
const NEXT_CALLS = 200; // in a round

const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];

function run(program, words) {
    const {status, stdout, stderr} = spawnSync(join(buildFolder, 'tests', program),
        words.map(String), {encoding: 'utf8'});
    if (status !== 0) {
        throw new Error(`${program} ${words[0]}: ${stderr}`);
    }
    return JSON.parse(stdout);
}

function issue(daemon, connections, requests, seconds) {
    return run('okienko-load', ['issue', '--port', daemon.port, '--token', daemon.token,
        '--needs', 'start,money,food,private', '--connections', connections,
        '--requests', requests, '--seconds', seconds]);
}

function next({daemon, crew}) {
    const path = join(daemon.data, 'sessions');
    writeFileSync(path, crew.map(staff =>
        `${staff.session.room.id} ${staff.cookie} ${staff.session.csrf}\n`).join(''));
    return run('okienko-load', ['next', '--port', daemon.port, '--sessions', path,
        '--requests', NEXT_CALLS, '--seconds', 5]);
}

async function open(words) {
    const daemon = await Daemon.start({office: bigOffice({rooms: STAFF, staff: STAFF}),
        arguments: words});
    issue(daemon, 4, 300, 2); // warm
    const crew = await crewOf(daemon, STAFF);
    await sleep(500); // the first table knows the crew
    return {daemon, crew};
}

/* [figures of the first, of the second], round by round in turns. */
function inTurns(offices, measure) {
    const figures = offices.map(() => []);
    for (let round = 0; round < ROUNDS; round++) {
        offices.forEach((office, i) => figures[i].push(measure(office)));
    }
    return figures.map(median);
}

export async function measureForecast(report) {
    for (const [waiting, most] of LOBBIES) {
        const {latency, simulated} = run('okienko-forecast-bench', [waiting, RUNS, 40]);
        const how = simulated ? `${RUNS} runs` : 'by water level';
        report.add(`forecast of the lobby, ${waiting} waiting, ${how}`, latency.p50_us, 'us (p50)',
            most ? {most} : {}, {latency});
    }
    const offices = [await open([]), await open(['--no-forecasts'])];
    const [on, off] = inTurns(offices, ({daemon}) => issue(daemon, 1, 2000, 1).per_second);
    const [busyOn, busyOff] = inTurns(offices, ({daemon}) =>
        issue(daemon, 64, 1500, 1).per_second);
    offices.forEach(({daemon}) => issue(daemon, 16, WAITING, 10));
    const [nextOn, nextOff] = inTurns(offices, office => next(office).latency.p50_us);
    const [tailOn, tailOff] = inTurns(offices, office => next(office).latency.p99_us);
    report.add('issue, 1 connection, with forecasts', on / off, 'of without', {least: 0.85});
    report.add('issue, 64 connections, with forecasts', busyOn / busyOff, 'of without',
        {least: 0.85});
    report.add(`Next, ${WAITING}+ waiting, with forecasts`, nextOn / nextOff, 'times (p50)',
        {most: 1.2});
    report.add('  its p99', tailOn / tailOff, 'times', {}, {on_us: tailOn, off_us: tailOff});
    for (const {daemon} of offices) {
        await daemon.stop();
    }
}

/*
 * bench_engine.mjs - choosing the next visitor, with the explanation, among many who wait: thread
 * time of backend/domain/choose.c, and the memory of the lobby it looks at.
 */
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {buildFolder} from '../support/daemon.mjs';

const program = join(buildFolder, 'tests/okienko-engine-bench');
const CALLS = 3000;
const CROWDS = [[10_000, 0.2], [100_000, 3]]; // waiting, ms at most (p99)
const BYTES_MAX = 1024;

function run(waiting) {
    const {status, stdout, stderr} = spawnSync(program, [String(waiting), String(CALLS)],
        {encoding: 'utf8'});
    if (status !== 0) {
        throw new Error(`okienko-engine-bench: ${stderr}`);
    }
    return JSON.parse(stdout);
}

export function measureEngine(report) {
    for (const [waiting, most] of CROWDS) {
        const {latency, bytes_each: bytes} = run(waiting);
        const crowd = `${waiting.toLocaleString('en-US')} waiting`;
        report.latency(`choose next and explain, ${crowd}`, latency, {most});
        report.add('  memory of the lobby for each of them', bytes, 'bytes', {most: BYTES_MAX});
    }
}

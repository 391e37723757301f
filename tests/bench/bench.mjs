/*
 * bench.mjs - the figures of ./okienko bench: release build, one machine, one run.
 *
 *     node tests/bench/bench.mjs build/release       writes build/bench.json, prints a table
 *
 * Every row has its target and says ok or miss. Loads come from okienko-load (C, epoll): node
 * would measure itself. OKIENKO_BENCH_HISTORY sets the rows of history (1,000,000).
 */
import {writeFileSync} from 'node:fs';
import {cpus, loadavg, totalmem} from 'node:os';
import {join} from 'node:path';
import {root} from '../support/daemon.mjs';
import {measureBackend} from './bench_backend.mjs';
import {measureEngine} from './bench_engine.mjs';
import {measureForecast} from './bench_forecast.mjs';
import {measureKiosk} from './bench_kiosk.mjs';
import {measurePages} from './bench_pages.mjs';
import {measureSpeech} from './bench_speech.mjs';
import {Report} from './report.mjs';

const report = new Report();
const [loadBefore] = loadavg();
if (loadBefore > 0.5) {
    console.log(`  the machine is busy (load ${loadBefore.toFixed(1)}): expect worse figures`);
}
for (const [name, measure] of [['engine', measureEngine], ['backend', measureBackend],
    ['forecast', measureForecast], ['pages', measurePages], ['kiosk', measureKiosk],
    ['speech', measureSpeech]]) {
    try {
        await measure(report);
    } catch (error) {
        report.broken(name, error);
    }
}
console.log(`\n${report.table()}`);
const path = join(root, 'build/bench.json');
writeFileSync(path, `${JSON.stringify({
    at: new Date().toISOString(),
    machine: {cores: cpus().length, model: cpus()[0].model, memory_bytes: totalmem(),
        load_before: loadBefore},
    rows: report.rows,
}, null, 2)}\n`);
console.log(`\n${report.summary()}; as JSON: build/bench.json`);
process.exit(report.isBroken ? 1 : 0);

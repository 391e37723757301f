/*
 * bench_kiosk.mjs - the kiosk as a person has it: on x11, pressed by the X server, seen as pixels.
 *
 * Nothing here trusts the kiosk's own clock: okienko-probe presses and looks at Xvfb's pixels, the
 * paper counts when the printer has the whole job.
 */
import {spawn, spawnSync} from 'node:child_process';
import {mkdirSync, openSync, readFileSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Daemon, buildFolder, guard, kioskProgram, root, sleep, temporaryFolder,
    until} from '../support/daemon.mjs';
import {Kiosk} from '../support/kiosk.mjs';
import {latencyOf} from './report.mjs';

const WIDTH = 1080;
const HEIGHT = 1920;
const FRAMES = 9;
const PRESSES = 50;
const TICKETS = 12;
const IDLE_S = 10;
const SCREEN_MS = 700; // longer than the dead time after a change of screen
const TICKS_A_SECOND = 100;
const WAYS = ['language.pl', 'group.money', 'need.money', 'print', 'finish'];

const nowUs = () => Number(process.hrtime.bigint() / 1000n);

/* Xvfb whose pixels lie in a file. */
async function startScreen(folder) {
    mkdirSync(folder);
    const child = guard(spawn('Xvfb', ['-displayfd', '1', '-noreset', '-fbdir', folder, '-screen',
        '0', `${WIDTH}x${HEIGHT}x24`, '-nolisten', 'tcp'], {stdio: ['ignore', 'pipe', 'ignore']}));
    let text = '';
    child.stdout.on('data', part => { text += part; });
    await until('a display', () => /^\d+\n/.test(text));
    const display = text.trim();
    return {child, display: `:${display}`, socket: `/tmp/.X11-unix/X${display}`,
        pixels: join(folder, 'Xvfb_screen0')};
}

class Probe {
    constructor(screen) {
        this.child = guard(spawn(join(buildFolder, 'tests/okienko-probe'),
            [screen.socket, screen.pixels], {stdio: ['pipe', 'pipe', 'inherit']}));
        this.text = '';
        this.waiting = [];
        this.child.stdout.on('data', part => {
            this.text += part;
            const lines = this.text.split('\n');
            this.text = lines.pop();
            for (const line of lines) {
                const [word, ...values] = line.split(' ');
                this.waiting.shift()({isLate: word !== 'ok', us: values.map(Number)});
            }
        });
    }

    say(...words) {
        return new Promise(done => {
            this.waiting.push(done);
            this.child.stdin.write(`${words.join(' ')}\n`);
        });
    }

    async click([x, y]) {
        await this.say('move', x, y);
        await this.say('press', x, y, 0, 0, 1, 1, 0);
        await sleep(60);
        await this.say('release', x, y, 0, 0, 1, 1, 0);
        await sleep(SCREEN_MS);
    }
}

function startPrinter(folder) {
    const fixture = join(root, 'tests/support/printer/print-fixture.sh');
    const {status, stdout, stderr} = spawnSync(fixture, ['up-ipp', folder], {encoding: 'utf8'});
    if (status !== 0) {
        throw new Error(`printer: ${stderr}`);
    }
    const value = name => new RegExp(`^${name}=(.*)$`, 'm').exec(stdout)[1];
    return {uri: value('PRINTER_URI'), out: value('PRINTER_OUT'),
        stop: () => spawnSync(fixture, ['down', folder])};
}

function startKiosk(set) {
    const log = openSync(join(set.folder, 'kiosk.log'), 'a');
    return guard(spawn(kioskProgram, ['--config', join(root, 'config/kiosk.yaml'), '--backend',
        set.daemon.url, '--token-file', set.tokenFile, '--size', `${WIDTH}x${HEIGHT}`, '--printer',
        set.printer.uri], {cwd: root, stdio: ['ignore', log, log], env: set.env}));
}

async function stopKiosk(child) {
    const gone = new Promise(done => child.once('exit', done));
    child.kill('SIGTERM');
    await gone;
}

/* Where things are: a scripted kiosk walks the way once and says. */
async function learn(set) {
    const kiosk = await Kiosk.start({build: buildFolder, url: set.daemon.url, env: set.env,
        tokenFile: set.tokenFile, printer: set.printer.uri, size: `${WIDTH}x${HEIGHT}`});
    const rects = {};
    for (const [id, leadsTo] of [['language.pl', 'home'], ['group.money', 'group'],
        ['need.money', 'confirm'], ['print', 'number']]) {
        rects[id] = (await kiosk.untilNode(id)).rect;
        await kiosk.tap(id, leadsTo);
    }
    rects.number = (await kiosk.untilNode('number')).text.rect;
    await until('its paper', () => papers(set).length > 0);
    await sleep(SCREEN_MS); // the screen says "take your ticket" now, its keys have moved
    rects.finish = (await kiosk.untilNode('finish')).rect;
    await kiosk.stop();
    return rects;
}

const center = ([x, y, w, h]) => [Math.round(x + w / 2), Math.round(y + h / 2)];
const papers = set => readdirSync(set.printer.out).filter(name => name.endsWith('.pwg'));

async function measureFrame(set, report) {
    const times = [];
    for (let i = 0; i < FRAMES; i++) {
        const changed = set.probe.say('watch', 100, 100, 64, 64, 5000);
        await sleep(50);
        const begunUs = nowUs();
        const child = startKiosk(set);
        const {us, isLate} = await changed;
        if (isLate) {
            throw new Error('the kiosk drew nothing');
        }
        times.push((us[1] - begunUs) / 1000);
        await sleep(600);
        await stopKiosk(child);
        await sleep(200);
    }
    times.sort((a, b) => a - b);
    report.add(`kiosk: start to first frame (median of ${FRAMES})`, times[FRAMES >> 1], 'ms',
        {most: 150}, {worst_ms: times.at(-1)});
}

function cpuTicks(pid) {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
    return Number(fields[11]) + Number(fields[12]);
}

/* Resident memory: {all, own, files, shared with the X server} in MB. */
function memoryOf(pid) {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    const mb = name => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(text)[1]) / 1024;
    return {all: mb('VmRSS'), own: mb('RssAnon'), files: mb('RssFile'), shared: mb('RssShmem')};
}

async function measureIdle(set, report, child) {
    await sleep(1500);
    const ticks = cpuTicks(child.pid);
    await sleep(IDLE_S * 1000);
    const share = (cpuTicks(child.pid) - ticks) / TICKS_A_SECOND / IDLE_S * 100;
    report.add(`kiosk: idle CPU over ${IDLE_S} s, x11`, share, '%', {most: 0.5});
}

async function measurePress(set, report, rects) {
    const [x, y, w, h] = rects['group.money'];
    const times = [];
    await set.probe.click(center(rects['language.pl']));
    for (let i = 0; i < PRESSES; i++) {
        const [cx, cy] = center(rects['group.money']);
        await set.probe.say('move', cx, cy);
        const {us, isLate} = await set.probe.say('press', cx, cy, x, y, w, h, 1000);
        if (isLate) {
            throw new Error('a press changed no pixel');
        }
        times.push((us[1] - us[0]) / 1000);
        await set.probe.say('move', 2, 2); // slid off: nothing happens on release
        await set.probe.say('release', 2, 2, 0, 0, 1, 1, 0);
        await set.probe.say('settle', x, y, w, h, 100);
        await sleep(450 + i % 17); // every phase of the kiosk's loop
    }
    report.latency('kiosk: press to changed pixel', latencyOf(times), {most: 70});
}

/* From the release on "print" to the number's last pixel, and to the job at the printer. */
async function measureTicket(set, report, rects) {
    const numbers = [];
    const sheets = [];
    const realMinusMono = Date.now() * 1000 - nowUs();
    const [x, y, w, h] = rects.number;
    await sleep(1000); // the last press of before is no second tap of this one
    for (let i = 0; i < TICKETS; i++) {
        const known = new Set(papers(set));
        for (const id of i === 0 ? WAYS.slice(1, 3) : WAYS.slice(0, 3)) {
            await set.probe.click(center(rects[id]));
        }
        const [px, py] = center(rects.print);
        await set.probe.say('move', px, py);
        await set.probe.say('press', px, py, 0, 0, 1, 1, 0);
        await sleep(80);
        const tap = await set.probe.say('release', px, py, x, y, w, h, 5000);
        const {us: [, lastUs]} = await set.probe.say('settle', x, y, w, h, 400);
        if (tap.isLate) {
            throw new Error('no number came to the screen');
        }
        numbers.push((Math.max(tap.us[1], lastUs) - tap.us[0]) / 1000);
        const name = await until('paper', () => papers(set).find(found => !known.has(found)));
        await sleep(SCREEN_MS);
        const {mtimeNs} = statSync(join(set.printer.out, name), {bigint: true});
        sheets.push((Number(mtimeNs / 1000n) - realMinusMono - tap.us[0]) / 1000);
        await set.probe.click(center(rects.finish));
    }
    report.latency('kiosk: tap to number on screen', latencyOf(numbers), {most: 150});
    report.latency('kiosk: tap to ticket at the printer', latencyOf(sheets), {most: 400});
}

export async function measureKiosk(report) {
    const set = {folder: temporaryFolder('okienko-bench')};
    set.daemon = await Daemon.start();
    set.tokenFile = join(set.folder, 'kiosk.token');
    writeFileSync(set.tokenFile, set.daemon.token, {mode: 0o600});
    set.printer = startPrinter(join(set.folder, 'printer'));
    try {
        const screen = await startScreen(join(set.folder, 'screen'));
        set.env = {...process.env, DISPLAY: screen.display, SDL_VIDEODRIVER: 'x11'};
        delete set.env.WAYLAND_DISPLAY;
        set.probe = new Probe(screen);
        const rects = await learn(set);
        await measureFrame(set, report);
        const child = startKiosk(set);
        await measureIdle(set, report, child);
        await measurePress(set, report, rects);
        await measureTicket(set, report, rects);
        const memory = memoryOf(child.pid);
        report.add('kiosk: memory (RSS) after all that', memory.all, 'MB', {most: 40}, {memory});
        await stopKiosk(child);
        set.probe.child.stdin.end();
        screen.child.kill();
    } catch (error) {
        error.message += `\n${readFileSync(join(set.folder, 'kiosk.log'), 'utf8').slice(-1500)}`;
        throw error;
    } finally {
        set.printer.stop();
        await set.daemon.stop();
    }
}

/*
 * probe.mjs - drives okienko-print-probe and okienko-net-probe, and the virtual printer.
 *
 *     const printer = Printer.up(temporaryFolder());
 *     const probe = new Probe('print', [printer.uri]);
 *     probe.send('print 1 pl A27');
 *     await probe.line(/^1 take-ticket/);
 */
import {execFileSync, spawn} from 'node:child_process';
import {existsSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {buildFolder, guard, root, sleep, until} from '../daemon.mjs';

export class Probe {
    constructor(kind, words, {echo = !!process.env.PROBE_ECHO} = {}) {
        this.lines = [];
        this.seen = 0; // lines that a `line` call has passed
        this.child = guard(spawn(join(buildFolder, `tests/okienko-${kind}-probe`), words,
            {cwd: root, stdio: ['pipe', 'pipe', 'inherit']}));
        this.exit = new Promise(done => this.child.once('exit', (code, signal) =>
            done({code, signal})));
        let rest = '';
        this.child.stdout.setEncoding('utf8').on('data', text => {
            const parts = (rest + text).split('\n');
            rest = parts.pop();
            this.lines.push(...parts);
            if (echo) {
                parts.forEach(part => console.error('probe:', part.slice(0, 100)));
            }
        });
        this.child.stdin.on('error', () => {});
    }

    send(line) {
        this.child.stdin.write(`${line}\n`);
    }

    /* The next line that matches, after the one of the last call; the match itself. */
    async line(pattern, limitMs = 10_000) {
        const find = () => {
            const at = this.lines.findIndex((line, i) => i >= this.seen && pattern.test(line));
            if (at < 0) {
                return null;
            }
            this.seen = at + 1;
            return pattern.exec(this.lines[at]);
        };
        try {
            return await until(String(pattern), find, limitMs, 5);
        } catch (error) {
            const last = this.lines.slice(-12).map(line => `  ${line.slice(0, 120)}`);
            throw new Error(`${error.message}; last lines:\n${last.join('\n')}`);
        }
    }

    matching(pattern) {
        return this.lines.filter(line => pattern.test(line));
    }

    /* Ends it in order (a sanitizer speaks at the end) and gives how long that took. */
    async quit() {
        const started = performance.now();
        this.child.stdin.end();
        const {code, signal} = await this.exit;
        if (code !== 0) {
            throw new Error(`the probe ended with ${code ?? signal}`);
        }
        return performance.now() - started;
    }
}

const fixture = join(root, 'tests/support/printer/print-fixture.sh');

/* The virtual printer; `withCups` brings the queues too. */
export class Printer {
    static up(folder, {withCups = false} = {}) {
        const printer = new Printer();
        printer.folder = folder;
        const text = execFileSync(fixture, [withCups ? 'up' : 'up-ipp', folder],
            {encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit']});
        const value = name => new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1];
        printer.uri = value('PRINTER_URI');
        printer.out = value('PRINTER_OUT');
        printer.pid = Number(value('PRINTER_PID'));
        printer.queueUri = value('QUEUE_URI');
        printer.rawUri = value('RAW_QUEUE_URI');
        printer.driverUri = value('DRIVER_QUEUE_URI');
        printer.driverOut = value('DRIVER_OUT');
        process.prependListener('exit', () => printer.down()); // while its folder is still there
        return printer;
    }

    down() {
        execFileSync(fixture, ['down', this.folder], {stdio: 'ignore'});
    }

    fault(line) {
        writeFileSync(join(this.folder, 'fault'), `${line}\n`);
    }

    mend() {
        rmSync(join(this.folder, 'fault'), {force: true});
    }

    driverFault(line) {
        writeFileSync(join(this.driverOut, 'fault'), `${line}\n`);
    }

    driverMend() {
        rmSync(join(this.driverOut, 'fault'), {force: true});
    }

    /* The driver's last filter dies of a segmentation fault. */
    filterCrash() {
        writeFileSync(join(this.folder, 'cups/filter-fault'), '');
    }

    filterMend() {
        rmSync(join(this.folder, 'cups/filter-fault'), {force: true});
    }

    freeze() {
        process.kill(this.pid, 'SIGSTOP');
    }

    thaw() {
        process.kill(this.pid, 'SIGCONT');
    }

    async kill() {
        process.kill(this.pid, 'SIGKILL');
        await until('the printer is gone', () => !isAlive(this.pid));
    }

    restart() {
        this.pid = Number(execFileSync(fixture, ['restart', this.folder],
            {encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit']}).trim());
    }

    /* What came out so far, oldest first. */
    tickets(folder = this.out) {
        return readdirSync(folder).filter(name => /^job-.*\.(pwg|bin)$/.test(name)).sort()
            .map(name => readFileSync(join(folder, name)));
    }

    empty() {
        for (const folder of [this.out, this.driverOut]) {
            for (const name of folder && existsSync(folder) ? readdirSync(folder) : []) {
                rmSync(join(folder, name), {force: true});
            }
        }
    }

    /* How many came out, when nothing more has come for a while. */
    async settled(folder = this.out, quietMs = 600) {
        let count = -1;
        while (count !== this.tickets(folder).length) {
            count = this.tickets(folder).length;
            await sleep(quietMs);
        }
        return count;
    }
}

/* A zombie is dead, whoever should have waited for it. */
function isAlive(pid) {
    try {
        return !/\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
        return false;
    }
}

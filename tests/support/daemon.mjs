/*
 * daemon.mjs - a real okienko-backend for a test: own folder, own port, gone afterwards.
 *
 *     const daemon = await Daemon.start();
 *     const {body} = await daemon.issue({need: 'start'});
 *     const staff = await daemon.login('psycholog1');
 *     await staff.takeRoom(4);
 *     const call = (await staff.post('/rooms/4/next')).body.call;
 *     await daemon.stop();
 *
 * The program comes from build/$OKIENKO_BUILD (dev by default). Whatever a test forgets to stop is
 * killed when node exits; only processes started here are touched.
 */
import {execFileSync, spawn} from 'node:child_process';
import {randomUUID} from 'node:crypto';
import {mkdtempSync, openSync, closeSync, readFileSync, rmSync} from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));
export const buildFolder = join(root, 'build', process.env.OKIENKO_BUILD || 'dev');
export const backendProgram = process.env.OKIENKO_BACKEND ||
    join(buildFolder, 'backend/okienko-backend');
export const kioskProgram = process.env.OKIENKO_KIOSK || join(buildFolder, 'kiosk/okienko-kiosk');
export const DEMO_PASSWORD = 'okienko-demo';
const READY_MS_MAX = 20_000;
const STOP_MS_MAX = 20_000;
const API = '/api/v1';
const OUTSIDE_API = /^\/($|(api|v|assets|console|board|manager|healthz|metrics)\b)/;

const children = new Set();
const folders = new Set();
process.on('exit', () => {
    children.forEach(child => child.kill('SIGKILL'));
    folders.forEach(folder => rmSync(folder, {recursive: true, force: true}));
});
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
    process.on(signal, () => process.exit(code));
}

export const sleep = ms => new Promise(done => setTimeout(done, ms));
export const newKey = () => randomUUID();

/* A folder that is gone when node exits. */
export function temporaryFolder(name = 'okienko') {
    const folder = mkdtempSync(join(tmpdir(), `${name}-`));
    folders.add(folder);
    return folder;
}

/* Registers a child of the test, so that it never outlives it. */
export function guard(child) {
    children.add(child);
    child.once('exit', () => children.delete(child));
    return child;
}

/* Polls until `probe` gives something true; throws with `what` after `limitMs`. */
export async function until(what, probe, limitMs = 10_000, everyMs = 20) {
    const end = performance.now() + limitMs;
    for (;;) {
        const value = await probe();
        if (value) {
            return value;
        }
        if (performance.now() > end) {
            throw new Error(`waited ${limitMs} ms for: ${what}`);
        }
        await sleep(everyMs);
    }
}

/* One request on a keep-alive agent. Rejects when the connection breaks. */
export function request({port, method = 'GET', path, headers = {}, body, agent, limitMs = 30_000}) {
    return new Promise((done, fail) => {
        const bytes = body === undefined || Buffer.isBuffer(body) || typeof body === 'string'
            ? body : JSON.stringify(body);
        const all = {...headers};
        if (bytes !== undefined && all['content-type'] === undefined) {
            all['content-type'] = 'application/json';
        }
        if (bytes !== undefined) {
            all['content-length'] = Buffer.byteLength(bytes);
        }
        const call = http.request({host: '127.0.0.1', port, method, path, headers: all, agent});
        call.setTimeout(limitMs, () => call.destroy(new Error(`${method} ${path}: no answer`)));
        call.on('error', fail);
        call.on('response', answer => {
            const parts = [];
            answer.on('data', part => parts.push(part));
            answer.on('error', fail);
            answer.on('aborted', () => fail(new Error('answer cut off')));
            answer.on('end', () => {
                const text = Buffer.concat(parts).toString('utf8');
                const type = answer.headers['content-type'] ?? '';
                let json;
                try {
                    json = /json/.test(type) && text ? JSON.parse(text) : undefined;
                } catch (error) {
                    fail(new Error(`${method} ${path}: not JSON: ${text.slice(0, 200)}`));
                    return;
                }
                done({status: answer.statusCode, headers: answer.headers, type, text, body: json});
            });
        });
        call.end(bytes);
    });
}

/* Raw bytes in, raw bytes out, for what no HTTP library would send. */
export function rawExchange(port, bytes, {limitMs = 5000, halfClose = false} = {}) {
    return new Promise((done, fail) => {
        const parts = [];
        const socket = net.connect(port, '127.0.0.1', () => {
            socket.write(bytes);
            if (halfClose) {
                socket.end();
            }
        });
        const finish = () => {
            socket.destroy();
            const text = Buffer.concat(parts).toString('latin1');
            const split = text.indexOf('\r\n\r\n');
            done({
                text,
                status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0),
                head: split < 0 ? text : text.slice(0, split),
                body: split < 0 ? '' : text.slice(split + 4),
            });
        };
        socket.setTimeout(limitMs, finish);
        socket.on('data', part => parts.push(part));
        socket.on('end', finish);
        socket.on('close', finish);
        socket.on('error', error => (parts.length > 0 ? finish() : fail(error)));
    });
}

/*
 * A server-sent-event stream: `events` grows as {id, event, data}; `ended` resolves when it closes.
 */
export function openStream({port, path, headers = {}}) {
    const stream = {events: [], comments: 0, status: 0, headers: {}, isOpen: false};
    let rest = '';
    const take = block => {
        const event = {id: null, event: 'message', data: ''};
        let hasData = false;
        for (const line of block.split('\n')) {
            const colon = line.indexOf(':');
            const field = colon < 0 ? line : line.slice(0, colon);
            const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
            if (colon === 0) {
                stream.comments++;
            } else if (field === 'data') {
                event.data += (hasData ? '\n' : '') + value;
                hasData = true;
            } else if (field === 'id' || field === 'event') {
                event[field] = value;
            }
        }
        if (hasData) {
            event.json = JSON.parse(event.data);
            event.at = performance.now();
            stream.events.push(event);
        }
    };
    stream.ended = new Promise(done => {
        const call = http.request({host: '127.0.0.1', port, path, agent: false,
            headers: {accept: 'text/event-stream', ...headers}});
        stream.close = () => call.destroy();
        stream.opened = new Promise((opened, broken) => {
            call.on('response', answer => {
                stream.status = answer.statusCode;
                stream.headers = answer.headers;
                stream.isOpen = answer.statusCode === 200;
                opened(stream);
                answer.setEncoding('utf8');
                answer.on('data', text => {
                    rest += text;
                    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
                        take(rest.slice(0, end));
                        rest = rest.slice(end + 2);
                    }
                });
                const over = () => {
                    stream.isOpen = false;
                    done();
                };
                answer.on('end', over);
                answer.on('error', over);
                answer.on('close', over);
            });
            call.on('error', error => {
                stream.isOpen = false;
                broken(error);
                done();
            });
        });
        stream.opened.catch(() => {});
        call.end();
    });
    stream.waitFor = (what, test, limitMs = 5000) =>
        until(what, () => stream.events.find(test), limitMs, 5);
    return stream;
}

/* A person logged in: cookie and CSRF header on every request. */
export class Staff {
    constructor(daemon, login) {
        this.daemon = daemon;
        this.login = login;
        this.agent = new http.Agent({keepAlive: true, maxSockets: 4});
        this.cookie = '';
        this.session = null;
    }

    async logIn(password = DEMO_PASSWORD) {
        const answer = await request({port: this.daemon.port, method: 'POST',
            path: `${API}/session`, agent: this.agent, body: {login: this.login, password}});
        if (answer.status !== 200) {
            throw new Error(`login ${this.login}: ${answer.status} ${answer.text}`);
        }
        this.cookie = String(answer.headers['set-cookie']).split(';')[0];
        this.session = answer.body;
        return this;
    }

    headers(extra = {}) {
        return {cookie: this.cookie, 'x-csrf-token': this.session?.csrf ?? '', ...extra};
    }

    send(method, path, {body, key, headers = {}} = {}) {
        const more = key ? {'idempotency-key': key} : {};
        return request({port: this.daemon.port, method, path: API + path, agent: this.agent,
            headers: this.headers({...more, ...headers}), body});
    }

    get(path) {
        return this.send('GET', path);
    }

    post(path, body = {}, key = newKey()) {
        return this.send('POST', path, {body, key});
    }

    async takeRoom(room) {
        const answer = await this.send('PUT', '/session/room', {body: {room}});
        if (answer.status === 200) {
            this.session = answer.body;
        }
        return answer;
    }

    stream(view = 'console', headers = {}) {
        return openStream({port: this.daemon.port, path: `${API}/events?view=${view}`,
            headers: {cookie: this.cookie, ...headers}});
    }
}

export class Daemon {
    /*
     * options.office   path of an office.yaml; options.config of a backend.yaml
     * options.data     a data folder to use instead of a fresh one
     * options.env      more environment; options.arguments  more words for `serve`
     */
    static async start(options = {}) {
        const daemon = new Daemon(options);
        if (!options.data) {
            daemon.command('init', '--data', daemon.data, '--office', daemon.office);
        }
        daemon.token = daemon.command('device', 'add', 'kiosk-test', '--data', daemon.data).trim();
        await daemon.launch();
        return daemon;
    }

    constructor(options = {}) {
        this.options = options;
        this.data = options.data ?? temporaryFolder('okienko-backend');
        this.office = options.office ?? join(root, 'config/office.yaml');
        this.config = options.config ?? join(root, 'config/backend.yaml');
        this.logFile = join(this.data, 'backend.log');
        this.agent = new http.Agent({keepAlive: true, maxSockets: 64});
        this.port = 0;
        this.token = '';
    }

    /* Runs a subcommand to its end and gives its standard output. */
    command(...words) {
        return execFileSync(backendProgram, words, {encoding: 'utf8', cwd: root,
            input: this.options.input ?? '', env: {...process.env, ...this.options.env}});
    }

    /* Starts `serve` (on the port of the last time, if there was one) and waits until ready. */
    async launch() {
        const log = openSync(this.logFile, 'a');
        const child = guard(spawn(backendProgram, ['serve', '--config', this.config,
            '--data', this.data, '--listen', `127.0.0.1:${this.port}`,
            ...(this.options.arguments ?? [])],
        {cwd: root, stdio: ['ignore', 'pipe', log], env: {...process.env, ...this.options.env}}));
        closeSync(log);
        this.child = child;
        this.exit = new Promise(done => child.once('exit', (code, signal) =>
            done({code, signal})));
        const started = performance.now();
        this.port = await new Promise((ready, fail) => {
            let text = '';
            const timer = setTimeout(() => fail(new Error('backend was not ready in time')),
                READY_MS_MAX);
            child.stdout.on('data', part => {
                text += part;
                const found = /listening on 127\.0\.0\.1:(\d+)/.exec(text);
                if (found) {
                    clearTimeout(timer);
                    ready(Number(found[1]));
                }
            });
            child.once('error', fail);
            child.once('exit', (code, signal) => {
                clearTimeout(timer);
                fail(new Error(`backend ended before it was ready: ${code ?? signal}\n` +
                    this.log().slice(-2000)));
            });
        });
        this.readyMs = performance.now() - started;
        this.url = `http://127.0.0.1:${this.port}`;
        this.agent.destroy();
        this.agent = new http.Agent({keepAlive: true, maxSockets: 64});
    }

    log() {
        return readFileSync(this.logFile, 'utf8');
    }

    /* kill -9, and it is really gone. */
    async kill() {
        this.child.kill('SIGKILL');
        await this.exit;
    }

    /* SIGTERM; gives {code, signal, ms}. */
    async stop() {
        this.agent.destroy();
        if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) {
            return this.exit;
        }
        const started = performance.now();
        this.child.kill('SIGTERM');
        const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS_MAX);
        const result = await this.exit;
        clearTimeout(timer);
        return {...result, ms: performance.now() - started};
    }

    async restart() {
        await this.stop();
        await this.launch();
    }

    /* A request by nobody in particular; `token: true` means as the kiosk. */
    send(method, path, {body, key, token, headers = {}, agent = this.agent} = {}) {
        const more = {};
        if (token) {
            more.authorization = `Bearer ${token === true ? this.token : token}`;
        }
        if (key) {
            more['idempotency-key'] = key;
        }
        return request({port: this.port, method, agent, body, headers: {...more, ...headers},
            path: OUTSIDE_API.test(path) ? path : API + path});
    }

    get(path, options) {
        return this.send('GET', path, options);
    }

    /* As a kiosk: a number for a need. */
    issue(body = {}, key = newKey()) {
        return this.send('POST', '/tickets', {token: true, key,
            body: {need: 'start', language: 'pl', priority: false, interpreter: null, ...body}});
    }

    login(login, password = DEMO_PASSWORD) {
        return new Staff(this, login).logIn(password);
    }

    stream(view = 'board', headers = {}) {
        return openStream({port: this.port, path: `${API}/events?view=${view}`, headers});
    }

    /* Rows of a query as objects, through the sqlite3 shell: an independent pair of eyes. */
    sql(query) {
        const text = execFileSync('sqlite3', ['-readonly', '-json', '-cmd', '.timeout 5000',
            join(this.data, 'okienko.db'), query], {encoding: 'utf8', maxBuffer: 256 << 20});
        return text.trim() ? JSON.parse(text) : [];
    }

    /* A digest of everything that a refused request must not change. */
    fingerprint() {
        const tables = ['office', 'ticket', 'step', 'invitation', 'event', 'counter',
            'duty', 'session', 'idempotency', 'need_count', 'recall', 'rule', 'lease',
            'alert', 'appointment', 'appointment_unit', 'away', 'undo', 'undo_step'];
        return JSON.stringify(tables.map(table => [table, this.sql(`SELECT * FROM ${table}`)]));
    }

    /* Resident memory in bytes, as the kernel counts it. */
    memoryBytes() {
        const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
        return Number(/VmRSS:\s+(\d+) kB/.exec(status)[1]) * 1024;
    }
}

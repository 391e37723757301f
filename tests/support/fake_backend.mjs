/*
 * fake_backend.mjs - the parts of the backend that a kiosk's net thread uses, misbehaving on
 * command.
 *
 *     const backend = await new FakeBackend().start();
 *     backend.faults = [(work, answer) => { work(); answer.destroy(); }];   spoils one POST
 */
import http from 'node:http';

export const TOKEN = 'secret-of-the-kiosk';
const HEARTBEAT_MS = 100;

/* The parts of the backend that a kiosk uses. `faults` is a list of functions (call, answer) that
 * each spoil one POST; they say whether the ticket was made before. */
export class FakeBackend {
    constructor() {
        this.posts = [];
        this.tickets = new Map(); // key -> ticket
        this.bodies = new Map();
        this.faults = [];
        this.cancelled = [];      // ids, in order
        this.alerts = [];
        this.counter = 0;
        this.lent = new Map();    // number -> true while it may be given
        this.given = [];          // every number that was taken, in order
        this.refuseLent = false;  // as a backend that was set back to an older copy
        this.streams = new Set();
        this.streamHeaders = [];
        this.isSilent = false;
        this.streamStatus = 200;
        this.sockets = new Set();
        this.seq = 0;
        this.slots = [];          // of GET /slots
        this.booked = [];         // bodies, in order
        this.arrivals = {};       // code -> 'early', ...
    }

    async start(port = 0) {
        this.server = http.createServer((call, answer) => this.serve(call, answer));
        this.server.on('connection', socket => {
            this.sockets.add(socket);
            socket.on('close', () => this.sockets.delete(socket));
        });
        await new Promise(done => this.server.listen(port, '127.0.0.1', done));
        this.port = this.server.address().port;
        this.url = `http://127.0.0.1:${this.port}`;
        this.timer = setInterval(() => this.send(': heartbeat\n\n'), HEARTBEAT_MS);
        return this;
    }

    /* As kill -9: every connection breaks at once. */
    async stop() {
        clearInterval(this.timer);
        this.sockets.forEach(socket => socket.destroy());
        await new Promise(done => this.server.close(done));
        this.streams.clear();
    }

    send(text) {
        if (!this.isSilent) {
            this.streams.forEach(stream => stream.write(text));
        }
    }

    event(kind) {
        this.seq++;
        this.send(`id: e1-${this.seq}\nevent: ${kind}\ndata: {}\n\n`);
    }

    serve(call, answer) {
        const problem = (status, slug, more = {}) => {
            answer.writeHead(status, {'content-type': 'application/problem+json'});
            answer.end(JSON.stringify({type: `urn:okienko:problem:${slug}`, title: slug, status,
                ...more}));
        };
        if (call.headers.authorization !== `Bearer ${TOKEN}`) {
            problem(401, 'unauthenticated');
        } else if (call.url === '/api/v1/events?view=kiosk') {
            this.serveStream(call, answer, problem);
        } else if (call.method === 'POST') {
            const parts = [];
            call.on('data', part => parts.push(part));
            call.on('end', () => this.servePost(call, Buffer.concat(parts).toString(), answer,
                problem));
        } else if (call.url === '/api/v1/state?view=kiosk') {
            answer.end(this.outlook ?? JSON.stringify({epoch: 'e1', seq: this.seq, needs: [
                {need: 'money', ahead: 3, wait: {low_min: 15, high_min: 30}}]}));
        } else if (call.url.startsWith('/api/v1/slots?')) {
            this.asked = call.url;
            answer.end(JSON.stringify({slots: this.slots, more: false}));
        } else if (call.url === '/api/v1/catalog' && this.catalog) {
            answer.end(this.catalog);
        } else {
            problem(404, 'not-found');
        }
    }

    serveStream(call, answer, problem) {
        this.streamHeaders.push(call.headers);
        if (this.streamStatus !== 200) {
            problem(this.streamStatus, 'unavailable');
            return;
        }
        answer.writeHead(200, {'content-type': 'text/event-stream'});
        answer.write(': welcome\n\n');
        this.streams.add(answer);
        answer.on('close', () => this.streams.delete(answer));
    }

    servePost(call, body, answer, problem) {
        const key = call.headers['idempotency-key'];
        this.posts.push({url: call.url, key, body, headers: call.headers});
        const work = () => this.work(call.url, key, body);
        const fault = this.faults.shift();
        if (fault) {
            fault(work, answer, call, problem);
            return;
        }
        const {status, text, slug} = work();
        if (slug) {
            problem(status, slug);
            return;
        }
        answer.writeHead(status, {'content-type': 'application/json'});
        answer.end(text);
    }

    work(url, key, text) {
        const body = JSON.parse(text);
        if (url === '/api/v1/alerts') {
            this.alerts.push(body.kind);
            return {status: 204, text: ''};
        }
        if (url === '/api/v1/leases') {
            return {status: 201, text: this.lend(body)};
        }
        const cancel = /^\/api\/v1\/tickets\/(\d+)\/cancel$/.exec(url);
        if (cancel) {
            this.cancelled.push(Number(cancel[1]));
            return {status: 200, text: '{}'};
        }
        if (url === '/api/v1/appointments') {
            this.booked.push(body);
            return {status: 201, text: JSON.stringify({appointment: {id: 7, code: '482913',
                service: body.service, staff: 3, starts_ms: body.starts_ms, minutes: 50,
                state: 'booked', number: null}})};
        }
        if (url === '/api/v1/appointments/check-in') {
            return this.checkIn(key, body);
        }
        return url === '/api/v1/tickets' ? this.issue(key, text, body) : {status: 200, text: '{}'};
    }

    checkIn(key, {code, language}) {
        if (!(code in this.arrivals)) {
            return {status: 404, slug: 'not-found'};
        }
        const body = {need: 'money', language, priority: false};
        const ticket = JSON.parse(this.issue(key, JSON.stringify(body), body).text);
        return {status: 201, text: JSON.stringify({...ticket, arrival: this.arrivals[code]})};
    }

    lend({series, day, count}) {
        const first = this.counter + 1;
        this.counter += count;
        for (let i = first; i <= this.counter; i++) {
            this.lent.set(`${series}${i}`, true);
        }
        return JSON.stringify({series, day, first, count, granted_ms: Date.now(),
            url: `${this.url}/v/`});
    }

    issue(key, text, body) {
        if (body.need === 'nonsense') {
            return {status: 422, slug: 'unknown-need'};
        }
        if (this.bodies.has(key) && this.bodies.get(key) !== text) {
            return {status: 422, slug: 'key-reused'};
        }
        if (!this.tickets.has(key)) {
            if (body.number && (this.refuseLent || !this.lent.has(body.number))) {
                return {status: 422, slug: 'number-not-lent'};
            }
            if (this.given.includes(body.number)) {
                return {status: 409, slug: 'number-taken'};
            }
            const id = this.tickets.size + 1;
            const number = body.number ?? `A${++this.counter}`;
            const token = body.token ?? String(id).padStart(32, '0');
            this.given.push(number);
            this.bodies.set(key, text);
            this.tickets.set(key, JSON.stringify({ticket: {id, number, series: 'A',
                day: 20261121, state: 'waiting', version: 1, token, priority: false,
                language: 'pl', interpreter: null, issued_ms: 1795250000000, steps: []},
            ahead: 3, wait: {low_min: 15, high_min: 30}, url: `${this.url}/v/${token}`}));
        }
        return {status: 201, text: this.tickets.get(key)};
    }
}

const label = text => ({pl: text, uk: text, en: text, ru: text});

/* One need, "money", whose service is of series A. */
export const CATALOG = JSON.stringify({version: 'c1',
    office: {name: 'Centrum', phone: '12 345 67 89',
        hours: [{weekday: 1, open_min: 450, close_min: 930}]},
    services: [{code: 'SOC', series: 'A', minutes: 10, sensitive: false, label: label('Sprawy')}],
    groups: [{code: 'money', icon: 'coins', label: label('Pieniądze'), needs: ['money']}],
    quick_needs: ['money'],
    needs: [{code: 'money', urgent: false, sensitive: false, private_room: false,
        ask_interpreter: false, route: ['SOC'], label: label('Pieniądze'), hint: label('Zasiłek')}],
    helplines: [{number: '112', label: label('Alarm')}]});

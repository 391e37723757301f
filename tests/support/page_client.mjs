/*
 * page_client.mjs - a browser's worth of page without the browser: the pages' own hub.js, live.js
 * and stream.js under node, with a cookie of their own.
 *
 *     const client = new PageClient({port, view: 'console', login, cookie, gapMs: 100});
 *     client.start();
 *     client.data          // the snapshot that the page would draw now
 *     client.faults        // sentences: an event too many, too few or out of order
 *     client.stop();
 */
import http from 'node:http';
import {createHub} from '../../backend/web/lib/hub.js';
import {createLive} from '../../backend/web/lib/live.js';
import {openStream} from '../../backend/web/lib/stream.js';
import {request, until} from './daemon.mjs';

const FAULTS_MAX = 5;
const SEEN_MS_MAX = 20_000;

export class PageClient {
    constructor({port, view, login = '', cookie = '', gapMs = 0}) {
        Object.assign(this, {port, view, login, cookie, gapMs});
        this.data = null;
        this.status = 'loading';
        this.events = 0;
        this.resets = 0;
        this.states = 0;
        this.faults = [];
        this.agent = new http.Agent({keepAlive: true, maxSockets: 1});
    }

    start() {
        const headers = this.cookie ? {cookie: this.cookie} : {};
        const hub = createHub({open: options => openStream({...options, fetch: (url, init) =>
            fetch(`http://127.0.0.1:${this.port}${url}`,
                {...init, headers: {...init.headers, ...headers}})})});
        this.live = createLive({path: `/state?view=${this.view}`, view: this.view,
            gapMs: this.gapMs,
            onData: data => { this.data = data; },
            onStatus: status => { this.status = status; },
            onSignedOut: () => this.fault('was signed out'),
            fetchState: path => this.#state(path, headers),
            join: (view, after, listener) => this.#join(hub, view, after, listener)});
        return this.live.refresh();
    }

    async #state(path, headers) {
        this.states++;
        const answer = await request({port: this.port, path: `/api/v1${path}`, agent: this.agent,
            headers});
        if (answer.status !== 200) {
            throw Object.assign(new Error(answer.text), {status: answer.status});
        }
        return answer.body;
    }

    /* Staff hear every event once and in order; a board hears some, in order. */
    #join(hub, view, after, listener) {
        let seq = Number(after.slice(after.lastIndexOf('-') + 1));
        return hub.join(view, after, message => {
            if (message.kind === 'event') {
                const isNext = view === 'console' ? message.seq === seq + 1 : message.seq > seq;
                if (!isNext) {
                    this.fault(`event ${message.seq} after ${seq}`);
                }
                seq = message.seq;
                this.events++;
            } else if (message.kind === 'reset') {
                this.resets++;
            }
            listener(message);
        });
    }

    fault(words) {
        if (this.faults.length < FAULTS_MAX) {
            this.faults.push(`${this.view} ${this.login}: ${words}`);
        }
    }

    stop() {
        this.live?.stop();
        this.agent.destroy();
    }

    /* What is needed afterwards, as plain data. */
    report() {
        const {view, login, data, status, events, resets, states, faults} = this;
        return {view, login, data, status, events, resets, states, faults};
    }
}

/* What each shows once it shows `seq`; who is late shows in its report. */
export async function reportsOf(clients, seq) {
    await until('every client', () => clients.every(({data}) => data?.seq >= seq), SEEN_MS_MAX, 5)
        .catch(() => {});
    return clients.map(client => client.report());
}

/*
 * stream.js - one server-sent event stream that keeps itself alive.
 *
 * Read with fetch instead of EventSource: an EventSource hides the heartbeat comments, so it cannot
 * tell a quiet lobby from a dead cable, and it hides the status, so it cannot tell a server that is
 * away from a session that is over.
 *
 * Statuses  'up' (headers arrived), 'down' (broken, refused, or silent for SILENCE_MS; it
 *           reconnects by itself), 'signed-out' (401 or 403: it has stopped).
 * Resume    the id of the last message goes into Last-Event-ID and ?after=, so the server sends
 *           exactly what was missed.
 */

export const SILENCE_MS = 20_000; /* the server's heartbeat is every 15 s */
const RETRY_MS_FIRST = 400;
const RETRY_MS_MAX = 4_000;

/* Cuts a text stream into messages {id, event, data}; `push` takes any piece of it. */
export function createParser(onMessage) {
    let rest = '';
    let id = '';
    let event = '';
    let data = [];

    function dispatch() {
        if (data.length > 0) {
            onMessage({id, event: event || 'message', data: data.join('\n')});
        }
        event = '';
        data = [];
    }

    function field(line) {
        const colon = line.indexOf(':');
        const name = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        if (name === 'id') {
            id = value;
        } else if (name === 'event') {
            event = value;
        } else if (name === 'data') {
            data.push(value);
        }
    }

    return function push(text) {
        const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
        rest = lines.pop();
        for (const line of lines) {
            if (line === '') {
                dispatch();
            } else if (!line.startsWith(':')) {
                field(line);
            }
        }
    };
}

async function readAll(body, onText) {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    for (;;) {
        const {done, value} = await reader.read();
        if (done) {
            return;
        }
        onText(decoder.decode(value, {stream: true}));
    }
}

/* Opens at once; returns {close}. `after` is the id to start behind. */
export function openStream({url, after, onMessage, onStatus, onBeat = () => {},
    fetch = globalThis.fetch, silenceMs = SILENCE_MS, retryMs = RETRY_MS_FIRST}) {
    let lastId = after;
    let closed = false;
    let abort = null;
    let watchdog = null;
    let retry = null;
    let delayMs = retryMs;

    function alive() {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => abort.abort(), silenceMs);
        onBeat();
    }

    function later() {
        clearTimeout(watchdog);
        if (closed) {
            return;
        }
        onStatus('down');
        retry = setTimeout(connect, delayMs * (0.8 + 0.4 * Math.random()));
        delayMs = Math.min(delayMs * 2, RETRY_MS_MAX);
    }

    async function follow() {
        const response = await fetch(`${url}${url.includes('?') ? '&' : '?'}after=${lastId}`, {
            headers: {'Accept': 'text/event-stream', 'Last-Event-ID': lastId},
            cache: 'no-store', credentials: 'same-origin', signal: abort.signal,
        });
        if (response.status === 401 || response.status === 403) {
            closed = true;
            onStatus('signed-out');
            return;
        }
        if (!response.ok) {
            throw new Error(`status ${response.status}`);
        }
        alive();
        delayMs = retryMs;
        onStatus('up');
        const push = createParser((message) => {
            lastId = message.id || lastId;
            if (!closed) {
                onMessage(message);
            }
        });
        await readAll(response.body, (text) => {
            alive();
            push(text);
        });
    }

    async function connect() {
        abort = new AbortController();
        watchdog = setTimeout(() => abort.abort(), silenceMs);
        try {
            await follow();
        } catch {
            /* Broken, refused or silent: all the same to the reader. */
        }
        later();
    }

    connect();
    return {
        close() {
            closed = true;
            clearTimeout(watchdog);
            clearTimeout(retry);
            abort.abort();
        },
    };
}

/*
 * live.js - a snapshot that stays true: fetched once, then again whenever an event says that
 * something changed. No polling.
 *
 * The stream starts right behind the snapshot's sequence number, so nothing is missed between the
 * two; an event that the snapshot already contains changes nothing. Bursts are folded: at most one
 * fetch is under way, and after it one more. Its status is the stream's, and 'down' while the last
 * fetch failed.
 */
import {useCallback, useEffect, useRef, useState} from 'preact/hooks';
import {get, noteServerTime} from './api.js';
import {joinEvents} from './events.js';

const RETRY_MS = 1_500;

/* Returns refresh() and stop(); see useLive for the parameters. */
export function createLive({path, view, gapMs = 0, onData, onStatus, onSignedOut,
    fetchState = get, join = joinEvents, retryMs = RETRY_MS}) {
    let leave = null;
    let seq = -1;
    let epoch = '';
    let isBusy = false;
    let isDirty = false;
    let isStopped = false;
    let hasFailed = false;
    let streamStatus = null;
    let timer = null;
    let waiters = [];

    function take(data) {
        if (data.now_ms) {
            noteServerTime(data.now_ms);
        }
        if (hasFailed && streamStatus) {
            onStatus(streamStatus); /* the stream was up all the time and will not say so again */
        }
        hasFailed = false;
        if (data.epoch === epoch && data.seq < seq) {
            return; /* an answer that was overtaken by a newer one */
        }
        ({epoch, seq} = data);
        onData(data);
        leave ??= join(view, `${epoch}-${seq}`, hear);
    }

    function fail(error) {
        if (error.status === 401) {
            onSignedOut();
        } else if (error.status === 403) {
            onStatus('forbidden');
        } else {
            hasFailed = true;
            onStatus('down');
            clearTimeout(timer);
            timer = setTimeout(refresh, retryMs);
        }
    }

    async function fetchOnce() {
        try {
            const data = await fetchState(path);
            if (!isStopped) {
                take(data);
            }
        } catch (error) {
            if (!isStopped) {
                fail(error);
            }
        }
    }

    async function fetchAll() {
        isBusy = true;
        while (isDirty && !isStopped) {
            isDirty = false;
            const served = waiters;
            waiters = [];
            await fetchOnce();
            served.forEach((done) => done());
            if (gapMs > 0) {
                await new Promise((resolve) => setTimeout(resolve, gapMs));
            }
        }
        isBusy = false;
    }

    /* Resolves when a snapshot that was asked for after this moment is there, or cannot be had. */
    function refresh() {
        if (isStopped) {
            return Promise.resolve();
        }
        isDirty = true;
        const served = new Promise((done) => waiters.push(done));
        if (!isBusy) {
            fetchAll();
        }
        return served;
    }

    function hear(message) {
        if (message.kind === 'reset') {
            leave?.();
            leave = null;
            streamStatus = null;
            epoch = '';
            seq = -1;
            refresh();
        } else if (message.kind === 'event' && message.seq > seq) {
            refresh();
        } else if (message.kind === 'status' && message.status === 'signed-out') {
            leave?.();
            leave = null;
            onSignedOut();
        } else if (message.kind === 'status') {
            streamStatus = message.status;
            onStatus(message.status);
        }
    }

    return {
        refresh,
        stop() {
            isStopped = true;
            clearTimeout(timer);
            leave?.();
            waiters.forEach((done) => done());
        },
    };
}

/*
 * {data, status, refresh}: data is null until the first snapshot; status is 'loading', 'up', 'down'
 * or 'forbidden'. `key` restarts it (a new session); no key means: not now.
 */
export function useLive({path, view, gapMs, key, onSignedOut}) {
    const [data, setData] = useState(null);
    const [status, setStatus] = useState('loading');
    const live = useRef(null);
    useEffect(() => {
        if (!key) {
            return undefined;
        }
        const running = createLive({
            path, view, gapMs, onData: setData, onStatus: setStatus, onSignedOut,
        });
        live.current = running;
        running.refresh();
        return () => {
            running.stop();
            setData(null);
            setStatus('loading');
        };
    }, [key, path]);
    const refresh = useCallback(async () => live.current?.refresh(), []);
    return {data, status, refresh};
}

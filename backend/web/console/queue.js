/*
 * queue.js - whom Next would bring and who else waits: asked again whenever the state has moved on,
 * and at the moment the server names when time alone will change the answer. No polling.
 */
import {useEffect, useRef, useState} from 'preact/hooks';
import {get, serverNow} from '../lib/api.js';

const RETRY_MS = 1_500;
const AGAIN_MS_MIN = 250; /* a clock that runs ahead of the server's would ask without end */
const TIMER_MS_MAX = 2 ** 31 - 1; /* a longer one would ring at once */

/* want(path) asks; one request at a time, and after it one more however many were wanted. */
export function createQueue({onData, fetchQueue = get, now = serverNow, retryMs = RETRY_MS}) {
    let wanted = null;
    let isBusy = false;
    let isStopped = false;
    let timer = null;

    function again(path, ms) {
        clearTimeout(timer);
        timer = setTimeout(() => want(path), Math.min(ms, TIMER_MS_MAX));
    }

    async function ask(path) {
        try {
            const data = await fetchQueue(path);
            if (!isStopped && (!wanted || wanted === path)) {
                onData(data);
                if (data.changes_ms) {
                    again(path, Math.max(AGAIN_MS_MIN, data.changes_ms - now()));
                }
            }
        } catch (error) {
            if (!isStopped && (error.slug === 'offline' || error.status >= 500)) {
                again(path, retryMs);
            } else if (!isStopped) {
                onData(null); /* not ours to see (any more): the state says what to do */
            }
        }
    }

    async function want(path) {
        clearTimeout(timer);
        wanted = path;
        if (isBusy) {
            return;
        }
        isBusy = true;
        while (wanted && !isStopped) {
            const next = wanted;
            wanted = null;
            await ask(next);
        }
        isBusy = false;
    }

    return {
        want,
        stop() {
            isStopped = true;
            clearTimeout(timer);
        },
    };
}

/* The queue of the room one sits in; null while it is not known. */
export function useQueue(data) {
    const [queue, setQueue] = useState(null);
    const asking = useRef(null);
    const {room} = data.session;
    const path = room ? `/rooms/${room.id}/queue` : null;
    useEffect(() => {
        if (!path) {
            return undefined;
        }
        asking.current = createQueue({onData: setQueue});
        return () => {
            asking.current.stop();
            setQueue(null);
        };
    }, [path]);
    useEffect(() => {
        if (path) {
            asking.current.want(path);
        }
    }, [path, data.epoch, data.seq]);
    return path ? queue : null;
}

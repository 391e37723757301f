/*
 * events.js - a page's way to the events of one view.
 *
 * Through the SharedWorker where the browser has one, otherwise through a hub in the page itself.
 * A worker that stops talking (no beat for WORKER_SILENCE_MS) counts as a broken connection.
 */
import {createHub} from './hub.js';

const WORKER_SILENCE_MS = 45_000;

function joinWorker(view, after, listener) {
    const worker = new SharedWorker(new URL('./events-worker.js', import.meta.url), {
        type: 'module', name: 'okienko-events',
    });
    let watchdog = null;
    function alive() {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => listener({kind: 'status', status: 'down'}), WORKER_SILENCE_MS);
    }
    worker.port.onmessage = ({data}) => {
        alive();
        listener(data);
    };
    worker.onerror = () => listener({kind: 'status', status: 'down'});
    worker.port.postMessage({join: view, after});
    alive();
    const leave = () => {
        clearTimeout(watchdog);
        worker.port.onmessage = null;
        worker.port.postMessage({leave: true});
        worker.port.close();
    };
    /* Put aside by the browser for its back button, and taken out again: what came meanwhile is
     * not known any more. */
    const wake = ({persisted}) => persisted && listener({kind: 'reset'});
    addEventListener('pagehide', leave);
    addEventListener('pageshow', wake);
    return () => {
        removeEventListener('pagehide', leave);
        removeEventListener('pageshow', wake);
        leave();
    };
}

const localHub = createHub();

/* Returns leave(). `after` is "<epoch>-<seq>" of the state the page has just drawn. */
export function joinEvents(view, after, listener) {
    if (typeof SharedWorker === 'function') {
        return joinWorker(view, after, listener);
    }
    return localHub.join(view, after, listener);
}

/*
 * events.js - a page's way to the events of one view.
 *
 * Through the SharedWorker where the browser has one, otherwise through a hub in the page itself.
 * A worker that stops talking (no beat for SILENCE_MS) counts as a broken connection, until it
 * talks again: a computer that slept wakes its timers before its messages.
 */
import {createHub} from './hub.js';
import {SILENCE_MS} from './stream.js';

function joinWorker(view, after, listener) {
    const worker = new SharedWorker(new URL('./events-worker.js', import.meta.url), {
        type: 'module', name: 'okienko-events',
    });
    let watchdog = null;
    let status = 'down';
    let isSilent = false;
    function fallSilent() {
        isSilent = true;
        listener({kind: 'status', status: 'down'});
    }
    function alive() {
        clearTimeout(watchdog);
        watchdog = setTimeout(fallSilent, SILENCE_MS);
    }
    worker.port.onmessage = ({data}) => {
        alive();
        if (data.kind === 'status') {
            ({status} = data);
        } else if (isSilent) {
            listener({kind: 'status', status});
        }
        isSilent = false;
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

/*
 * events-worker.js - the SharedWorker that holds the browser's one event stream per view.
 *
 * A page sends {join: view, after: id} and {leave: true}; it gets what hub.js tells its listeners.
 */
import {createHub} from './hub.js';

const hub = createHub();

globalThis.onconnect = ({ports: [port]}) => {
    let leave = () => {};
    port.onmessage = ({data}) => {
        leave();
        leave = () => {};
        if (data.join) {
            leave = hub.join(data.join, data.after, (message) => port.postMessage(message));
        }
    };
};

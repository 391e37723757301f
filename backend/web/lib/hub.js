/*
 * hub.js - shares one event stream per view among any number of listeners.
 *
 * A browser opens at most six connections to one server over HTTP/1.1, so the seventh tab with an
 * own stream would hang. The hub lives in the SharedWorker (events-worker.js), or in the page where
 * there is none.
 *
 * A listener gets {kind: 'event', id, event, data}, {kind: 'reset'}, {kind: 'status', status} and
 * {kind: 'beat'}. After a reset it fetches the state again and joins behind its new seq.
 */
import {openStream} from './stream.js';

const RECENT_MAX = 256; /* enough for a page that joins while a busy office calls */

export function parseId(id) {
    const cut = id.lastIndexOf('-');
    return {epoch: id.slice(0, cut), seq: Number(id.slice(cut + 1))};
}

export function createHub({open = openStream} = {}) {
    const feeds = new Map();

    function tell(feed, message) {
        for (const listener of feed.listeners) {
            listener(message);
        }
    }

    function drop(view, feed) {
        feed.stream.close();
        if (feeds.get(view) === feed) {
            feeds.delete(view);
        }
    }

    function take(view, feed, message) {
        if (message.event === 'reset') {
            drop(view, feed);
            tell(feed, {kind: 'reset'});
            return;
        }
        const {epoch, seq} = parseId(message.id);
        feed.epoch = epoch;
        feed.recent.push({kind: 'event', seq, ...message});
        if (feed.recent.length > RECENT_MAX) {
            feed.floor = feed.recent.shift().seq;
        }
        tell(feed, feed.recent.at(-1));
    }

    function start(view, after) {
        const {epoch, seq} = parseId(after);
        const feed = {epoch, floor: seq, recent: [], status: 'down', listeners: new Set()};
        feeds.set(view, feed);
        feed.stream = open({
            url: `/api/v1/events?view=${view}`, after,
            onMessage: (message) => take(view, feed, message),
            onBeat: () => tell(feed, {kind: 'beat'}),
            onStatus: (status) => {
                feed.status = status;
                if (status === 'signed-out') {
                    feeds.delete(view);
                }
                tell(feed, {kind: 'status', status});
            },
        });
        return feed;
    }

    function catchUp(feed, after, listener) {
        const {epoch, seq} = parseId(after);
        if (epoch !== feed.epoch || seq < feed.floor) {
            listener({kind: 'reset'});
            return;
        }
        if (feed.status === 'up') {
            listener({kind: 'status', status: 'up'});
        }
        feed.recent.filter((event) => event.seq > seq).forEach(listener);
    }

    /* Returns leave(). */
    function join(view, after, listener) {
        const running = feeds.get(view);
        const feed = running ?? start(view, after);
        feed.listeners.add(listener);
        if (running) {
            catchUp(feed, after, listener);
        }
        return function leave() {
            feed.listeners.delete(listener);
            if (feed.listeners.size === 0) {
                drop(view, feed);
            }
        };
    }

    return {join};
}

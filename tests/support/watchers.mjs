/*
 * watchers.mjs - many PageClients in a thread of their own, so that fifty browsers do not take
 * their turns from the consoles that press.
 *
 *     const watchers = await Watchers.start([{port, view: 'board'}, ...]);
 *     const reports = await watchers.seen(seq);   // once each shows at least seq, or after a while
 *     await watchers.stop();
 */
import {Worker, isMainThread, parentPort, workerData} from 'node:worker_threads';
import {PageClient, reportsOf} from './page_client.mjs';

export class Watchers {
    static async start(clients) {
        const watchers = new Watchers();
        watchers.worker = new Worker(new URL(import.meta.url), {workerData: {clients}});
        watchers.worker.on('error', error => { throw error; });
        await watchers.#ask('start');
        return watchers;
    }

    #ask(kind, value) {
        return new Promise(done => {
            this.worker.once('message', done);
            this.worker.postMessage({kind, value});
        });
    }

    seen(seq) {
        return this.#ask('seen', seq);
    }

    stop() {
        return this.worker.terminate();
    }
}

if (!isMainThread && workerData?.clients) {
    const clients = workerData.clients.map(options => new PageClient(options));
    const answers = {
        start: () => Promise.all(clients.map(client => client.start())),
        seen: seq => reportsOf(clients, seq),
    };
    parentPort.on('message', async ({kind, value}) => {
        const answer = await answers[kind](value);
        parentPort.postMessage(kind === 'seen' ? answer : null);
    });
}

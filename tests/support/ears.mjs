/*
 * ears.mjs - what a kiosk says, as its script verb `listen` writes it down, and as sound.
 *
 *     const ears = await Ears.on(kiosk, folder);
 *     await kiosk.say('jack in');
 *     ears.said();                    [{event: 'say', id, lang, route, text, ...}]
 */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {until} from './daemon.mjs';

const LOUD = 1500; // of 32768; the usual volume is a quarter of it

export class Ears {
    static async on(kiosk, folder) {
        const ears = new Ears();
        ears.kiosk = kiosk;
        ears.path = join(folder, `heard-${process.hrtime.bigint()}.jsonl`);
        await kiosk.say(`listen ${ears.path}`);
        return ears;
    }

    /* Everything since the beginning, but for a line that is being written. */
    all() {
        return readFileSync(this.path, 'utf8').split('\n').slice(0, -1).map(JSON.parse);
    }

    said(route = 'headphones') {
        return this.all().filter(heard => heard.event === 'say' && heard.route === route);
    }

    /* What came after the first `count` events. The kiosk writes down what it says in the same turn
     * of its loop: with the answer to the next command it is all there. */
    async after(count) {
        await this.kiosk.say('advance 0');
        return this.all().slice(count).filter(heard => heard.event !== 'started');
    }

    /* The same for something that comes by another way than the script. */
    async until(count, what) {
        await until(what, () => this.all().slice(count).some(heard => heard.event === 'say'));
        return this.after(count);
    }

    /* One press of a key of the pad, and what is heard after it. */
    async press(key) {
        const before = this.all().length;
        await this.kiosk.say(`key ${key}`);
        this.presses = (this.presses ?? 0) + 1;
        return this.after(before);
    }

    /* "next" until the choice `id` is heard; gives what was heard on the way. */
    async find(id, mostPresses = 12) {
        for (let i = 0; i < mostPresses; i++) {
            const heard = await this.press('next');
            if (heard.some(one => one.id === id)) {
                return heard;
            }
        }
        throw new Error(`"${id}" is not heard within ${mostPresses} presses`);
    }

    async choose(id) {
        await this.find(id);
        return this.press('select');
    }
}

/* SDL's disk driver: everything at 50 times the speed of sound cards. */
export const toDisk = file => ({SDL_VIDEODRIVER: 'dummy', SDL_AUDIODRIVER: 'disk',
    SDL_DISKAUDIOFILE: file, SDL_DISKAUDIODELAY: '1'});

/* {loud: samples that can be heard, areEqual: both ears hear the same}. */
export function readSound(file) {
    const bytes = readFileSync(file);
    const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
    let loud = 0;
    let areEqual = true;
    for (let i = 0; i + 1 < samples.length; i += 2) {
        loud += Math.abs(samples[i]) >= LOUD ? 1 : 0;
        areEqual &&= samples[i] === samples[i + 1];
    }
    return {loud, areEqual};
}

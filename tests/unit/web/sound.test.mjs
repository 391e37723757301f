// The board's loudspeaker before anybody touched the page.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createSound} from '../../../backend/web/board/sound.js';

const forbidden = () => Object.assign(new Error('touch the page first'), {name: 'NotAllowedError'});
const broken = () => new Error('interrupted');

/* A loudspeaker whose first tries end as `ends` says; what is left plays to its end at once. */
function speakerOf(ends) {
    const audio = {
        plays: 0,
        async play() {
            audio.plays++;
            const end = ends.shift();
            if (end) {
                throw end();
            }
            setImmediate(() => audio.onended());
        },
    };
    return audio;
}

const clip = {ok: true, blob: async () => new Blob(['chime'])};

async function probe({ends = [], answers = []}) {
    const told = [];
    const audio = speakerOf(ends);
    const sound = createSound({audio, onBlocked: (isBlocked) => told.push(isBlocked),
        fetch: async () => answers.shift() ?? clip, retryMs: 0, probeMs: 0});
    await sound.probe();
    return {told, audio};
}

test('a page that may be heard asks for nothing', async () => {
    const {told, audio} = await probe({});
    assert.deepEqual([told, audio.plays], [[false], 1]);
});

test('a page that may not be heard asks for a button', async () => {
    assert.deepEqual((await probe({ends: [forbidden]})).told, [true]);
});

test('a start that fails otherwise tells nothing and is tried again', async () => {
    const {told, audio} = await probe({ends: [broken, broken, forbidden]});
    assert.deepEqual([told, audio.plays], [[true], 3]);
});

test('a chime that nobody sends yet is asked for until it comes', async () => {
    const busy = {ok: false, status: 503};
    const {told} = await probe({ends: [forbidden], answers: [busy, busy, busy, busy]});
    assert.deepEqual(told, [true]);
});

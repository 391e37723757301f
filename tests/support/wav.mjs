/*
 * wav.mjs - reads a RIFF WAVE file and says what can be heard in it.
 */
import assert from 'node:assert/strict';

/* {seconds, loudness(fromS, toS): mean height of the samples, tail: of the last hundredth}. */
export function hearWav(bytes) {
    assert.equal(bytes.toString('latin1', 0, 4), 'RIFF');
    assert.equal(bytes.readUInt32LE(4), bytes.length - 8, 'the file is as long as it says');
    assert.equal(bytes.toString('latin1', 8, 16), 'WAVEfmt ');
    assert.equal(bytes.readUInt16LE(20), 1, 'linear PCM');
    assert.equal(bytes.readUInt16LE(22), 1, 'one channel');
    const rate = bytes.readUInt32LE(24);
    assert.equal(bytes.readUInt16LE(34), 16, '16 bits');
    assert.equal(bytes.toString('latin1', 36, 40), 'data');
    assert.equal(bytes.readUInt32LE(40), bytes.length - 44, 'the samples are all there');
    const count = (bytes.length - 44) / 2;
    const loudness = (fromS, toS) => {
        const first = Math.floor(fromS * rate);
        const last = Math.min(count, Math.floor(toS * rate));
        let sum = 0;
        for (let i = first; i < last; i++) {
            sum += Math.abs(bytes.readInt16LE(44 + 2 * i));
        }
        return sum / (last - first);
    };
    const seconds = count / rate;
    return {rate, seconds, loudness, tail: loudness(seconds - 0.01, seconds)};
}

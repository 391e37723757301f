/*
 * png.mjs - gray pictures to and from PNG (8 bits a sample, not interlaced), smaller, compared.
 */
import {deflateSync, inflateSync} from 'node:zlib';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const CHANNELS = {0: 1, 2: 3, 6: 4}; // color type: gray, RGB, RGB with alpha

const crcTable = Array.from({length: 256}, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) {
        c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    }
    return c >>> 0;
});

function crc32(bytes) {
    let crc = 0xffffffff;
    for (const byte of bytes) {
        crc = crcTable[(crc ^ byte) & 255] ^ (crc >>> 8);
    }
    return (crc ^ 0xffffffff) >>> 0;
}

function chunk(name, data) {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), out.length - 4);
    return out;
}

/* {width, height, gray: one byte a pixel, 0 is black, dpi: 0 if unknown} as a PNG. */
export function encodePng({width, height, gray, dpi = 0}) {
    const head = Buffer.alloc(13);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(height, 4);
    head[8] = 8;
    const lines = Buffer.alloc((width + 1) * height);
    for (let y = 0; y < height; y++) {
        gray.copy(lines, y * (width + 1) + 1, y * width, (y + 1) * width);
    }
    const parts = [SIGNATURE, chunk('IHDR', head)];
    if (dpi > 0) {
        const density = Buffer.alloc(9);
        density.writeUInt32BE(Math.round(dpi / 0.0254), 0);
        density.writeUInt32BE(Math.round(dpi / 0.0254), 4);
        density[8] = 1;
        parts.push(chunk('pHYs', density));
    }
    parts.push(chunk('IDAT', deflateSync(lines, {level: 9})), chunk('IEND', Buffer.alloc(0)));
    return Buffer.concat(parts);
}

function paeth(left, up, corner) {
    const guess = left + up - corner;
    const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
    return a <= b && a <= c ? left : (b <= c ? up : corner);
}

/* Undoes the filter of one line in place; `above` is the finished line before it. */
function unfilter(kind, line, above, step) {
    for (let i = 0; i < line.length; i++) {
        const left = i >= step ? line[i - step] : 0;
        const up = above ? above[i] : 0;
        const corner = above && i >= step ? above[i - step] : 0;
        line[i] += [0, left, up, (left + up) >> 1, paeth(left, up, corner)][kind];
    }
}

/* A PNG as {width, height, gray}. */
export function decodePng(bytes) {
    if (!bytes.subarray(0, 8).equals(SIGNATURE)) {
        throw new Error('not a PNG');
    }
    const data = [];
    let head = null;
    for (let at = 8; at < bytes.length;) {
        const size = bytes.readUInt32BE(at);
        const name = bytes.toString('latin1', at + 4, at + 8);
        const body = bytes.subarray(at + 8, at + 8 + size);
        if (name === 'IHDR') {
            head = {width: body.readUInt32BE(0), height: body.readUInt32BE(4), depth: body[8],
                step: CHANNELS[body[9]], isInterlaced: body[12] !== 0};
        } else if (name === 'IDAT') {
            data.push(body);
        }
        at += size + 12;
    }
    if (!head?.step || head.depth !== 8 || head.isInterlaced) {
        throw new Error('a kind of PNG that is not read here');
    }
    const {width, height, step} = head;
    const raw = inflateSync(Buffer.concat(data));
    const gray = Buffer.alloc(width * height);
    let above = null;
    for (let y = 0; y < height; y++) {
        const at = y * (width * step + 1);
        const line = raw.subarray(at + 1, at + 1 + width * step);
        unfilter(raw[at], line, above, step);
        for (let x = 0; x < width; x++) {
            const p = x * step;
            gray[y * width + x] = step === 1 ? line[p]
                : (line[p] * 3 + line[p + 1] * 6 + line[p + 2]) / 10;
        }
        above = line;
    }
    return {width, height, gray};
}

/* The picture `times` smaller, each pixel the mean of a square. */
export function shrink({width, height, gray}, times) {
    const small = {width: Math.floor(width / times), height: Math.floor(height / times)};
    small.gray = Buffer.alloc(small.width * small.height);
    for (let y = 0; y < small.height; y++) {
        for (let x = 0; x < small.width; x++) {
            let sum = 0;
            for (let dy = 0; dy < times; dy++) {
                for (let dx = 0; dx < times; dx++) {
                    sum += gray[(y * times + dy) * width + x * times + dx];
                }
            }
            small.gray[y * small.width + x] = sum / (times * times);
        }
    }
    return small;
}

const linear = level => level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;

/* How far two grays stand apart, 1 to 21, as WCAG 2.2 counts. */
export function contrastOf(a, b) {
    const [low, high] = [linear(a / 255), linear(b / 255)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
}

/*
 * raster.mjs - reads what a printer received (PWG raster, as the IPP standard has it) and writes
 * PNG. Written apart from the kiosk's own code, so that the two check each other.
 * Source: PWG 5102.4-2012.
 */
import {deflateSync} from 'node:zlib';

const HEADER_BYTES = 1796;
const COLOR_SPACE_BLACK = 3;

function readHeader(bytes, at) {
    const word = offset => bytes.readUInt32BE(at + offset);
    return {dpi: word(276), width: word(372), height: word(376), bitsPerPixel: word(388),
        bytesPerLine: word(392), colorSpace: word(400)};
}

/* One compressed line at `at` into `line`; gives where the next begins. */
function readLine(bytes, at, line, unit) {
    let filled = 0;
    while (filled < line.length) {
        const code = bytes[at++];
        if (code === 128) {
            line.fill(0, filled);
            filled = line.length;
        } else if (code < 128) {
            for (let i = 0; i <= code; i++, filled += unit) {
                bytes.copy(line, filled, at, at + unit);
            }
            at += unit;
        } else {
            const size = (257 - code) * unit;
            bytes.copy(line, filled, at, at + size);
            filled += size;
            at += size;
        }
    }
    return at;
}

/* The first page as {width, height, dpi, gray: one byte a pixel, 0 is black}. */
export function decodeRaster(bytes) {
    const sync = bytes.toString('latin1', 0, 4);
    if (sync !== 'RaS2') {
        throw new Error(`not a PWG raster: begins with ${JSON.stringify(sync)}`);
    }
    const page = readHeader(bytes, 4);
    if (![1, 8].includes(page.bitsPerPixel)) {
        throw new Error(`${page.bitsPerPixel} bits a pixel are not for receipts`);
    }
    const gray = Buffer.alloc(page.width * page.height, 255);
    const line = Buffer.alloc(page.bytesPerLine);
    let at = 4 + HEADER_BYTES;
    for (let y = 0; y < page.height;) {
        let copies = bytes[at++] + 1;
        at = readLine(bytes, at, line, Math.max(1, page.bitsPerPixel >> 3));
        if (at > bytes.length) {
            throw new Error(`cut off at line ${y} of ${page.height}`);
        }
        for (; copies > 0 && y < page.height; copies--, y++) {
            for (let x = 0; x < page.width; x++) {
                let value = page.bitsPerPixel === 1
                    ? ((line[x >> 3] >> (7 - (x & 7))) & 1) * 255 : line[x];
                if (page.colorSpace === COLOR_SPACE_BLACK) {
                    value = 255 - value;
                }
                gray[y * page.width + x] = value;
            }
        }
    }
    return {width: page.width, height: page.height, dpi: page.dpi, gray};
}

const crcTable = Array.from({length: 256}, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) {
        c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    }
    return c >>> 0;
});

function chunk(name, data) {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    let crc = 0xffffffff;
    for (const byte of body) {
        crc = crcTable[(crc ^ byte) & 255] ^ (crc >>> 8);
    }
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE((crc ^ 0xffffffff) >>> 0, out.length - 4);
    return out;
}

/* An 8-bit gray PNG with its resolution inside. */
export function encodePng({width, height, gray, dpi = 0}) {
    const head = Buffer.alloc(13);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(height, 4);
    head[8] = 8;
    const lines = Buffer.alloc((width + 1) * height);
    for (let y = 0; y < height; y++) {
        gray.copy(lines, y * (width + 1) + 1, y * width, (y + 1) * width);
    }
    const parts = [Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head)];
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

/*
 * raster.mjs - reads what a printer received: PWG raster, as the IPP standard has it. Written apart
 * from the kiosk's own code, so that the two check each other.
 * Source: PWG 5102.4-2012.
 */

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

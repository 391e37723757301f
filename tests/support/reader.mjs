/*
 * reader.mjs - reads the words of a screen as a stranger would: each node's piece of the picture by
 * tesseract, in the node's own language.
 *
 *     const reader = new Reader(folder);
 *     reader.take('home', dump, readFileSync('shot.png'));
 *     const readings = await reader.read();      [{label, text, likeness, where}]
 *
 * What is drawn the same way (words, size, colours, lines) is read once.
 */
import {execFile} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {decodePng, encodePng, shrink} from './png.mjs';

const LETTERS = {pl: 'pol', uk: 'ukr', en: 'eng', ru: 'rus'};
const MARGIN_PX = 14;
const EDGE_PX = 10; /* of a key, with its round corners */
const HIGH_PX = 90; /* letters of this em or more are made smaller: it reads books, not posters */
const MODE = {block: '6', line: '7', letter: '10'};
const run = promisify(execFile);

/* A piece of a picture with a rim of its own background, dark letters on light. */
function crop({width, height, gray}, [x, y, w, h]) {
    const piece = {width: w + 2 * MARGIN_PX, height: h + 2 * MARGIN_PX};
    const behind = gray[Math.min(y, height - 1) * width + Math.min(x, width - 1)];
    piece.gray = Buffer.alloc(piece.width * piece.height, behind);
    for (let row = 0; row < h && y + row < height; row++) {
        gray.copy(piece.gray, (row + MARGIN_PX) * piece.width + MARGIN_PX,
            (y + row) * width + x, (y + row) * width + Math.min(x + w, width));
    }
    if (behind < 128) {
        piece.gray.forEach((value, i) => { piece.gray[i] = 255 - value; });
    }
    return piece;
}

/* Twice as large: what was hard to read once is looked at more closely. */
function enlarge({width, height, gray}) {
    const large = {width: 2 * width, height: 2 * height};
    large.gray = Buffer.alloc(large.width * large.height);
    const at = (x, y) => gray[Math.min(y, height - 1) * width + Math.min(x, width - 1)];
    for (let y = 0; y < large.height; y++) {
        for (let x = 0; x < large.width; x++) {
            const [left, top] = [x >> 1, y >> 1];
            const [right, low] = [left + (x & 1), top + (y & 1)];
            large.gray[y * large.width + x] =
                (at(left, top) + at(right, top) + at(left, low) + at(right, low)) / 4;
        }
    }
    return large;
}

/* What looks alike is the same: apostrophes, dashes with and without spaces, a lone "c" and "C". */
const plain = text => {
    const even = text.normalize('NFC').replace(/[’ʼ'`´]/g, '\'').replace(/\s*[–—-]\s*/g, '-')
        .replace(/\s+/g, ' ').trim();
    return even.length < 4 ? even.toUpperCase() : even;
};

/* A ticket's number and bare digits are Latin in every language. */
const lettersOf = ({label, lang}) => /^[A-Z]?\d+$/.test(label) ? 'eng' : LETTERS[lang];

/* Where the words stand: tails reach below their lines; the edge of a key is no part of them. */
function wordsRect({rect: [outerX, outerY, outerW, outerH], text, action}) {
    const [x, y, w, h] = text.rect;
    const reach = Math.ceil(text.size_px / 6);
    const edge = action ? EDGE_PX : 0;
    const [left, top] = [Math.max(x, outerX + edge), Math.max(y, outerY + edge / 2)];
    return [left, top, Math.min(x + w, outerX + outerW - edge) - left,
        Math.min(y + h + reach, outerY + outerH - edge / 2) - top];
}

/* 1 for the same text, 0 for nothing alike. */
export function likeness(a, b) {
    const [from, to] = [[...plain(a)], [...plain(b)]];
    let row = Array.from({length: to.length + 1}, (_, i) => i);
    for (let i = 1; i <= from.length; i++) {
        const next = [i];
        for (let j = 1; j <= to.length; j++) {
            next[j] = Math.min(row[j] + 1, next[j - 1] + 1,
                row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1));
        }
        row = next;
    }
    return 1 - row[to.length] / Math.max(from.length, to.length, 1);
}

const modeOf = node => node.label.length === 1 ? 'letter'
    : node.text.lines === 1 ? 'line' : 'block';

export class Reader {
    constructor(folder) {
        this.folder = folder;
        this.pieces = new Map();
    }

    /* The words of one page; `png` is its picture. */
    take(where, dump, png) {
        let picture;
        for (const node of dump.nodes) {
            const {label, text, lang} = node;
            if (!text || !/[\p{L}\p{N}]/u.test(label)) {
                continue;
            }
            const key = JSON.stringify([label, lang, text.size_px, text.bold, text.lines,
                text.color, text.behind]);
            if (this.pieces.has(key)) {
                continue;
            }
            picture ??= decodePng(png);
            let piece = crop(picture, wordsRect(node));
            for (let size = text.size_px; size >= HIGH_PX; size /= 2) {
                piece = shrink(piece, 2);
            }
            const file = join(this.folder, `${this.pieces.size}.png`);
            writeFileSync(file, encodePng({...piece, dpi: 200}));
            this.pieces.set(key, {label, letters: lettersOf(node), file, piece,
                mode: modeOf(node), where: `${where}, ${node.id}`});
        }
    }

    /* All pieces of one language and mode in one go: its model is loaded once. */
    async readBatch(pieces, letters, mode) {
        if (pieces.length === 0) {
            return;
        }
        const list = join(this.folder, `${letters}-${mode}.txt`);
        writeFileSync(list, pieces.map(piece => `${piece.file}\n`).join(''));
        await run('tesseract', [list, list, '-l', letters, '--psm', MODE[mode]],
            {env: {...process.env, OMP_THREAD_LIMIT: '1'}});
        const pages = readFileSync(`${list}.txt`, 'utf8').split('\f');
        pieces.forEach((piece, i) => {
            const text = plain(pages[i] ?? '');
            const value = likeness(piece.label, text);
            if (!(piece.likeness >= value)) {
                Object.assign(piece, {text, likeness: value});
            }
        });
    }

    /* Once as it is; what stays doubtful, larger and taken for a block or a line. */
    async read(least = 0.9) {
        const all = [...this.pieces.values()];
        for (const letters of Object.values(LETTERS)) {
            const ours = all.filter(piece => piece.letters === letters);
            for (const mode of Object.keys(MODE)) {
                await this.readBatch(ours.filter(piece => piece.mode === mode), letters, mode);
            }
            const doubtful = ours.filter(piece => piece.likeness < least);
            for (const {piece, file} of doubtful) {
                writeFileSync(file, encodePng({...enlarge(piece), dpi: 400}));
            }
            await this.readBatch(doubtful, letters, 'block');
            await this.readBatch(doubtful.filter(({mode}) => mode !== 'block'), letters, 'line');
        }
        return all;
    }
}

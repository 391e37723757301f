/*
 * paper.mjs - reads pictures as a person with a phone does: the number by OCR, the code by zbar.
 */
import {execFileSync} from 'node:child_process';

const NUMBER = /^[A-E]\d{1,6}$/;

const run = (program, words) => execFileSync(program, words,
    {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 16 << 20,
        env: {...process.env, OMP_THREAD_LIMIT: '1'}});

/* The words of a picture as {text, height}, by tesseract's layout analysis `mode`. */
function words(picture, mode) {
    const table = run('tesseract', [picture, '-', '-l', 'eng', '--psm', String(mode), 'tsv']);
    return table.split('\n').slice(1).map(line => line.split('\t'))
        .filter(cells => cells.length >= 12 && Number(cells[10]) > 0)
        .map(cells => ({height: Number(cells[9]), text: cells[11].trim()}));
}

/* The tallest word that is a ticket number ("A27"); null when none is to be seen. */
export function readNumber(picture) {
    for (const mode of [11, 6, 3, 12]) {
        const found = words(picture, mode).filter(word => NUMBER.test(word.text))
            .sort((a, b) => b.height - a.height);
        if (found.length > 0) {
            return found[0].text;
        }
    }
    return null;
}

/* What the QR code says. */
export function readQr(picture) {
    return run('zbarimg', ['--nodbus', '-q', '--raw', '-Sdisable', '-Sqrcode.enable', picture])
        .trim();
}

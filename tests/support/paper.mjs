/*
 * paper.mjs - reads pictures as a person with a phone does: the number by OCR, the code by zbar.
 */
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {decodePng, encodePng, shrink} from './png.mjs';

const NUMBER = /^[A-E]\d{1,6}$/;

const run = (program, words, input = '') => execFileSync(program, words, {input, encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: 16 << 20,
    env: {...process.env, OMP_THREAD_LIMIT: '1'}});

/* The words of a PNG as {text, height}, by tesseract's layout analysis `mode`. */
function words(png, mode) {
    const table = run('tesseract', ['-', '-', '-l', 'eng', '--psm', String(mode), 'tsv'], png);
    return table.split('\n').slice(1).map(line => line.split('\t'))
        .filter(cells => cells.length >= 12 && Number(cells[10]) > 0)
        .map(cells => ({height: Number(cells[9]), text: cells[11].trim()}));
}

/*
 * The tallest word that is a ticket number ("A27"); null when none is to be seen. Tesseract does
 * not see letters a third of a screen high, so the picture is looked at from further away too.
 */
export function readNumber(picture) {
    const whole = decodePng(readFileSync(picture));
    for (const times of [4, 2, 1, 6]) {
        const png = encodePng(shrink(whole, times));
        for (const mode of [11, 6]) {
            const found = words(png, mode).filter(word => NUMBER.test(word.text))
                .sort((a, b) => b.height - a.height);
            if (found.length > 0) {
                return found[0].text;
            }
        }
    }
    return null;
}

/* What the QR code says. */
export function readQr(picture) {
    return run('zbarimg', ['--nodbus', '-q', '--raw', '-Sdisable', '-Sqrcode.enable', picture])
        .trim();
}

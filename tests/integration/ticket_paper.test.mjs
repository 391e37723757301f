// limit: 120 s
// The ticket as the printer received it, measured with a ruler: rows of dots at 203 to the inch.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {temporaryFolder} from '../support/daemon.mjs';
import {LANGUAGES} from '../support/phone.mjs';
import {Printer, Probe} from '../support/printer/probe.mjs';
import {decodeRaster} from '../support/raster.mjs';

const MM_PER_INCH = 25.4;
const NUMBER_MM_LEAST = 15;
const CODE_MM_LEAST = 25;
const TEXT_PT_LEAST = 14;
const CAPITAL = 0.714; // of the em, Noto Sans
const SMALL_X = 0.536;
const RULE_PX_MAX = 4;
const MARK_PX_MAX = 12;
const QUIET_MODULES = 4;

let printer;
const pages = []; // {language, page}

before(async () => {
    printer = Printer.up(temporaryFolder('okienko-printer'));
    const probe = new Probe('print', [printer.uri]);
    await probe.line(/^0 /);
    for (const [i, language] of LANGUAGES.entries()) {
        probe.send(`print ${i + 1} ${language} ${['A27', 'B1', 'C111', 'D7', 'E1117'][i]}`);
        await probe.line(new RegExp(`^${i + 1} take-ticket`));
    }
    await probe.quit();
    printer.tickets().forEach((ticket, i) =>
        pages.push({language: LANGUAGES[i], page: decodeRaster(ticket)}));
});

after(() => printer.down());

const isBlack = ({width, gray}, x, y) => gray[y * width + x] === 0;

/* Runs of rows that have a black dot in [left, right). */
function bandsOf(page, left, right, top, bottom = page.height) {
    const bands = [];
    let last = null;
    for (let y = top; y < bottom; y++) {
        let x = left;
        while (x < right && !isBlack(page, x, y)) {
            x++;
        }
        if (x === right) {
            last = null;
        } else if (last) {
            last.high++;
        } else {
            last = {top: y, high: 1};
            bands.push(last);
        }
    }
    return bands;
}

/* The code: its upper left corner square is seven modules of unbroken black. */
function codeOf(page) {
    for (let y = 0; y < page.height; y++) {
        let left = 0;
        while (left < page.width && !isBlack(page, left, y)) {
            left++;
        }
        let high = 0;
        while (isBlack(page, left, y + high)) {
            high++;
        }
        let wide = 0;
        while (isBlack(page, left + wide, y)) {
            wide++;
        }
        const module = high / 7;
        const at = modules => isBlack(page, left + Math.floor(modules * module),
            y + Math.floor(modules * module));
        if (high === wide && high >= 21 && !at(1.5) && at(3.5) && !at(5.5)) {
            return {left, top: y, ...extent(page, left, y, module)};
        }
    }
    throw new Error('no code on the ticket');
}

/* Down the left corners, then along all of those rows, up to a gap as wide as a quiet zone. */
function extent(page, left, top, module) {
    const along = hasInk => {
        let end = 0;
        for (let i = 0; i - end < QUIET_MODULES * module; i++) {
            end = hasInk(i) ? i + 1 : end;
        }
        return end;
    };
    const some = (count, test) => Array.from({length: count}, (_, i) => i).some(test);
    const high = along(y => some(7 * module, x => isBlack(page, left + x, top + y)));
    const wide = along(x => some(high, y => isBlack(page, left + x, top + y)));
    return {wide, high, module};
}

/* Dots and accents that stand free belong to the line below them, tails to the one above. */
function joinMarks(bands) {
    const isMark = ({high}) => high > RULE_PX_MAX && high < MARK_PX_MAX;
    return bands.filter((band, i) => {
        const [before, next] = [bands[i - 1], bands[i + 1]];
        return !isMark(band) || !(next && next.top - band.top - band.high < MARK_PX_MAX ||
            before && band.top - before.top - before.high < MARK_PX_MAX);
    });
}

/* The lines of text and the number: above and below the code, and beside it. */
function linesOf(page) {
    const code = codeOf(page);
    const bottom = code.top + code.high;
    const beside = bandsOf(page, code.left + code.wide + 2, page.width, code.top)
        .filter(({top}) => top < bottom);
    const last = beside.at(-1); // may reach below the code
    return [bandsOf(page, 0, page.width, 0, code.top), beside,
        bandsOf(page, 0, page.width, Math.max(bottom, last.top + last.high))]
        .flatMap(joinMarks).filter(({high}) => high > RULE_PX_MAX);
}

const mm = (px, {dpi}) => px / dpi * MM_PER_INCH;

test('L07 a ticket of each language came out, black on white', () => {
    assert.equal(pages.length, LANGUAGES.length);
    for (const {page} of pages) {
        assert.equal(page.dpi, 203);
        assert.deepEqual([...new Set(page.gray)].sort(), [0, 255]);
        const black = page.gray.filter(level => level === 0).length;
        assert.ok(black < page.gray.length / 4, 'words on paper, not paper on words');
    }
});

test('L07 the number is 15 mm high and more', () => {
    for (const {language, page} of pages) {
        const high = Math.max(...linesOf(page).map(band => band.high));
        assert.ok(mm(high, page) >= NUMBER_MM_LEAST, `${language}: ${mm(high, page)} mm`);
    }
});

test('L07 every other line is set in 14 points and more', () => {
    for (const {language, page} of pages) {
        const em = TEXT_PT_LEAST / 72 * page.dpi;
        const least = part => em * part - 1; // a dot for rounding
        const isLow = high => high >= least(SMALL_X) && high <= em * SMALL_X + 2; // no tall letter
        const lines = linesOf(page);
        assert.ok(lines.length >= 10, `${language}: ${lines.length} lines`);
        lines.forEach(({top, high}) => assert.ok(high >= least(CAPITAL) || isLow(high),
            `${language}: a line of ${high} dots at ${top}`));
        assert.ok(lines.filter(({high}) => isLow(high)).length <= 2);
    }
});

test('L07 the code is 25 mm wide and high, with room around it', () => {
    for (const {language, page} of pages) {
        const {left, top, wide, high, module} = codeOf(page);
        assert.equal(wide, high, language);
        assert.ok(mm(wide, page) >= CODE_MM_LEAST, `${language}: ${mm(wide, page)} mm`);
        const quiet = Math.floor(QUIET_MODULES * module);
        assert.ok(left >= quiet);
        for (let y = top; y < top + high; y++) {
            for (let x = left + wide; x < left + wide + quiet; x++) {
                assert.ok(!isBlack(page, x, y), `${language}: ${x}, ${y}`);
            }
        }
    }
});

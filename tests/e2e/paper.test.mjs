// limit: 120 s
/*
 * A ticket printed at the desk: the page the browser prints, at the size of the paper. What is on
 * it is read as a person with a phone does, from its picture and from the PDF a printer would get.
 */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {Daemon, temporaryFolder} from '../support/daemon.mjs';
import {checkAccessible, openBrowser} from '../support/browser.mjs';
import {readNumber, readQr} from '../support/paper.mjs';

const PX_PER_MM = 96 / 25.4;
const LANGUAGES = ['pl', 'pl_easy', 'uk', 'en', 'ru'];
const NEED = 'hard_time';
let daemon;
let browser;
let desk;
let page;
let ticket;
let url;

before(async () => {
    daemon = await Daemon.start();
    browser = await openBrowser();
    desk = await daemon.login('recepcja1');
    ({ticket, url} = (await daemon.issue({need: NEED, language: 'uk', priority: true})).body);
    /* The width of the paper; twice the dots, as a printer has them. */
    page = await browser.page({width: 303, height: 900, deviceScaleFactor: 2});
    const [name, value] = desk.cookie.split('=');
    await page.context().addCookies([{name, value, url: daemon.url}]);
});

after(async () => {
    try {
        await browser?.close();
    } finally {
        await daemon?.stop();
    }
});

const paperPath = (id, lang) => `/tickets/${id}/paper${lang ? `?lang=${lang}` : ''}`;
const open = lang => page.goto(`${daemon.url}/api/v1${paperPath(ticket.id, lang)}`);

test('the number and the code are read from its picture, the code leads to the phone page',
    async () => {
        await open('pl');
        const picture = join(temporaryFolder('okienko-paper'), 'paper.png');
        await page.screenshot({path: picture, fullPage: true});
        assert.equal(readNumber(picture), ticket.number);
        assert.equal(readQr(picture), url);
        assert.equal((await fetch(url)).status, 200);
    });

test('a printer gets one page of 80 mm with a code that can be read', async () => {
    await open('pl');
    const folder = temporaryFolder('okienko-paper');
    const size = await page.evaluate(() => document.querySelector('main').getBoundingClientRect()
        .height);
    const pdf = await page.pdf({width: '80mm', height: `${Math.ceil(size) + 2}px`,
        printBackground: false});
    writeFileSync(join(folder, 'paper.pdf'), pdf);
    assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length, 1, 'one page');
    const picture = join(folder, 'pdf.png');
    execFileSync('gs', ['-q', '-dBATCH', '-dNOPAUSE', '-sDEVICE=pnggray', '-r203',
        `-sOutputFile=${picture}`, join(folder, 'paper.pdf')]);
    assert.equal(readFileSync(picture).readUInt32BE(16), 640, '80 mm at 203 dpi');
    assert.equal(readNumber(picture), ticket.number);
    assert.equal(readQr(picture), url);
});

test('sizes are those of paper: number 15 mm, code 25 mm, other text 14 pt, within 70 mm',
    async () => {
        for (const lang of LANGUAGES) {
            await open(lang);
            const found = await page.evaluate(() => {
                const box = name => document.querySelector(name).getBoundingClientRect();
                const px = element => parseFloat(getComputedStyle(element).fontSize);
                const inside = [...document.querySelectorAll('main *')].filter(element =>
                    element.closest('svg') === null);
                return {
                    number: px(document.querySelector('h1')) * 0.7,
                    code: box('.code').width,
                    cells: document.querySelector('.code').viewBox.baseVal.width,
                    least: Math.min(...inside.map(px)),
                    left: Math.min(...inside.map(element => element.getBoundingClientRect().left)),
                    right: Math.max(...inside.map(element =>
                        element.getBoundingClientRect().right)),
                    scrolls: document.documentElement.scrollWidth > 303,
                };
            });
            const mm = px => px / PX_PER_MM;
            assert.ok(mm(found.number) >= 15, `${lang}: number ${mm(found.number)} mm`);
            const codeMm = mm(found.code) * (found.cells - 8) / found.cells;
            assert.ok(codeMm >= 25, `${lang}: code ${codeMm} mm`);
            assert.ok(found.least * 0.75 >= 14, `${lang}: ${found.least * 0.75} pt`);
            assert.ok(mm(found.left) > 4.9 && mm(found.right) < 75.1, `${lang}: ${found.right}`);
            assert.equal(found.scrolls, false, lang);
        }
    });

test('the language of the person first, Polish second; easy Polish alone', async () => {
    const words = async lang => {
        await open(lang);
        return page.locator('main').innerText();
    };
    const ukrainian = await words();
    assert.match(ukrainian, /Номер[^]*Numer pokaże się na tablicy/, 'the ticket\'s own language');
    assert.equal(await words('uk'), ukrainian);
    assert.match(await words('en'), /Your number[^]*|Wait/);
    const polish = await words('pl');
    assert.equal(polish.match(/tablic/g).length, 1);
    assert.notEqual(await words('pl_easy'), polish);
    assert.doesNotMatch(polish, /[А-Яа-я]/);
});

test('nothing on it tells what the visit is about, and it has no script', async () => {
    const {body: catalog} = await daemon.get('/catalog');
    for (const lang of LANGUAGES) {
        await open(lang);
        const source = await page.content();
        for (const {label} of [...catalog.services, ...catalog.needs]) {
            for (const secret of Object.values(label)) {
                assert.ok(!source.includes(secret), secret);
            }
        }
        assert.doesNotMatch(source, /<script|pierwsze/i);
    }
    await checkAccessible(page, 'paper');
});

test('its policy lets nothing in but its style, and only our own pages may frame it', async () => {
    const {headers, status} = await desk.get(paperPath(ticket.id, 'en'));
    assert.equal(status, 200);
    const policy = headers['content-security-policy'];
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'self'/);
    assert.equal(headers['cache-control'], 'no-store');
});

test('who calls may print too; a manager, a kiosk and a stranger may not', async () => {
    const {id} = ticket;
    assert.equal((await (await daemon.login('psycholog1')).get(paperPath(id))).status, 200);
    assert.equal((await (await daemon.login('kierownik1')).get(paperPath(id))).status, 403);
    assert.equal((await daemon.get(paperPath(id), {token: true})).status, 403);
    assert.equal((await daemon.get(paperPath(id))).status, 401);
});

test('what is over, unknown or in no language of ours is refused', async () => {
    assert.equal((await desk.get(paperPath(99))).status, 404);
    assert.equal((await desk.get(paperPath(ticket.id, 'de'))).body.field, 'lang');
    const {body} = await daemon.issue({need: NEED});
    await desk.post(`/tickets/${body.ticket.id}/cancel`);
    const refused = await desk.get(paperPath(body.ticket.id));
    assert.equal(refused.status, 409);
    assert.match(refused.body.type, /wrong-state$/);
});

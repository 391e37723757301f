/*
 * visit_once.mjs - one resident's whole visit with the real programs, and the proof of it.
 *
 *   node visit_once.mjs --data DIR --url URL --build BUILD
 *       --printer URI --paper DIR --password WORD
 *
 * ./okienko run --once starts the backend, the printer and a screen; this plays the people: a
 * finger on the kiosk, staff and manager in Chromium. It leaves pictures and figures in DIR/out,
 * names each part that happened, and exits 0 only if every part did.
 */
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {chromium} from 'playwright-core';
import {openStream, request, until} from '../support/daemon.mjs';
import {Kiosk} from '../support/kiosk.mjs';
import {readNumber, readQr} from '../support/paper.mjs';
import {encodePng} from '../support/png.mjs';
import {decodeRaster} from '../support/raster.mjs';

const {values: options} = parseArgs({options: {
    data: {type: 'string'}, url: {type: 'string'}, build: {type: 'string'},
    printer: {type: 'string'}, paper: {type: 'string'}, password: {type: 'string'}}});
const out = join(options.data, 'out');
const port = Number(new URL(options.url).port);
const database = join(options.data, 'okienko.db');
const STRANGERS_MAX = 200; // people who may wait before ours in an old data folder

const visit = {}; // what the parts learn from one another
const closers = [];

const sql = query => {
    const text = execFileSync('sqlite3', ['-readonly', '-json', '-cmd', '.timeout 5000', database,
        query], {encoding: 'utf8'});
    return text.trim() ? JSON.parse(text) : [];
};

async function tapKiosk() {
    const kiosk = visit.kiosk = await Kiosk.start({build: options.build, url: options.url,
        tokenFile: join(options.data, 'kiosk.token'), printer: options.printer,
        size: '1080x1920', log: join(options.data, 'log/kiosk.log')});
    closers.push(() => kiosk.stop());
    await kiosk.untilScreen('attract');
    await kiosk.untilNode('start'); // the catalogue is there
    await kiosk.say(`shot ${join(out, 'kiosk-1-attract.png')}`);
    await kiosk.tap('language.pl', 'home');
    await kiosk.untilNode('group.money');
    await kiosk.say(`shot ${join(out, 'kiosk-2-home.png')}`);
    await kiosk.tap('group.money', 'group');
    await kiosk.say(`shot ${join(out, 'kiosk-3-group.png')}`);
    await kiosk.tap('need.money', 'confirm');
    await kiosk.say(`shot ${join(out, 'kiosk-4-confirm.png')}`);
    await kiosk.tap('print', 'number');
    const node = await kiosk.untilNode('number');
    visit.number = /[A-E]\d+/.exec(node.label)?.[0];
    assert.ok(visit.number, `a number: "${node.label}"`);
    await kiosk.say(`shot ${join(out, 'kiosk-5-number.png')}`);
    return `number ${visit.number}`;
}

async function storeTicket() {
    const rows = sql(`SELECT id, number, state, token FROM ticket WHERE number = '${visit.number}'
        ORDER BY id DESC LIMIT 1`);
    assert.equal(rows.length, 1, 'the ticket is in the database');
    [visit.ticket] = rows;
    return `ticket ${rows[0].id} is ${rows[0].state} in okienko.db`;
}

async function receivePaper() {
    const papers = () => readdirSync(options.paper).filter(name => name.endsWith('.pwg'));
    const [name] = await until('paper at the printer', () => {
        const found = papers();
        return found.length > 0 && found;
    }, 15_000);
    assert.equal(papers().length, 1, 'one ticket came out');
    const page = decodeRaster(readFileSync(join(options.paper, name)));
    writeFileSync(join(out, 'ticket.png'), encodePng(page));
    await visit.kiosk.untilNode('paper.text', node => /Weź bilet/.test(node.label));
    await visit.kiosk.say(`shot ${join(out, 'kiosk-6-paper.png')}`);
    return `${page.width}x${page.height} dots at ${page.dpi} dpi`;
}

async function readPaper() {
    assert.equal(readNumber(join(out, 'ticket.png')), visit.number, 'the number on paper');
    const url = readQr(join(out, 'ticket.png'));
    assert.match(url, /^https?:\/\//);
    assert.ok(url.endsWith(`/v/${visit.ticket.token}`), `${url} leads to this ticket`);
    const answer = await request({port, path: new URL(url).pathname});
    assert.equal(answer.status, 200, `${url} answers`);
    assert.match(answer.text, new RegExp(visit.number));
    return `${visit.number}, ${url} answers 200`;
}

async function openBrowser() {
    const flags = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
        '--disable-background-networking', '--disable-component-update'];
    if (process.getuid() === 0) {
        flags.push('--no-sandbox');
    }
    visit.browser = await chromium.launch({args: flags,
        executablePath: process.env.CHROMIUM || '/usr/bin/chromium'});
    closers.push(() => visit.browser.close());
    return visit.browser.version();
}

async function newPage(width, height) {
    const context = await visit.browser.newContext({viewport: {width, height}, locale: 'pl-PL',
        reducedMotion: 'reduce'});
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    return page;
}

async function logIn(page, path, login) {
    await page.goto(options.url + path);
    await page.locator('#login').fill(login);
    await page.locator('#password').fill(options.password);
    await page.locator('button[type=submit]').click();
}

/* Somebody who serves what the ticket waits for, as the office file has it. */
function whoServes() {
    const [row] = sql(`SELECT staff.login FROM step
        JOIN skill ON skill.service_id = step.service_id
        JOIN staff ON staff.id = skill.staff_id
        WHERE step.ticket_id = ${visit.ticket.id} AND step.state = 'waiting'
            AND staff.capabilities & 1 AND staff.id NOT IN (SELECT staff_id FROM step
                WHERE state IN ('called', 'serving') AND staff_id IS NOT NULL)
        ORDER BY skill.preference, staff.id LIMIT 1`);
    assert.ok(row, 'somebody serves this');
    return row.login;
}

function whoManages() {
    const [row] = sql('SELECT login FROM staff WHERE capabilities & 4 ORDER BY id LIMIT 1');
    assert.ok(row, 'somebody manages');
    return row.login;
}

async function watchEvents() {
    const answer = await request({port, method: 'POST', path: '/api/v1/session',
        body: {login: whoManages(), password: options.password}});
    assert.equal(answer.status, 200, answer.text);
    visit.cookie = String(answer.headers['set-cookie']).split(';')[0];
    // From the beginning of the visit: the ticket is issued already, the stream goes back to it.
    const [{epoch, seq}] = sql(`SELECT office.epoch, min(event.seq) - 1 AS seq FROM office, event
        WHERE kind = 'ticket.issued' AND json_extract(body, '$.ticket') = ${visit.ticket.id}`);
    visit.stream = openStream({port, path: `/api/v1/events?view=console&after=${epoch}-${seq}`,
        headers: {cookie: visit.cookie}});
    closers.push(() => visit.stream.close());
    await visit.stream.waitFor('the ticket', event => event.event === 'ticket.issued' &&
        event.json.number === visit.number);
    return `from ${epoch}-${seq}`;
}

async function callNumber() {
    const login = whoServes();
    visit.board = await newPage(1920, 1080);
    await visit.board.goto(`${options.url}/board`);
    const page = visit.console = await newPage(1366, 768);
    await logIn(page, '/console', login);
    const next = page.locator('[data-test=next]');
    const room = page.locator('button:not([aria-disabled=true])', {hasText: /^Pokój \d+/}).first();
    await next.or(room).first().waitFor();
    if (!await next.isVisible()) {
        await room.click();
    }
    for (let strangers = 0; strangers < STRANGERS_MAX; strangers++) {
        await next.click();
        const number = page.locator('[data-test=number]');
        await number.waitFor();
        const called = /[A-E]\d+/.exec(await number.innerText())[0];
        if (called === visit.number) {
            await page.locator('[data-test=start]').waitFor();
            await page.screenshot({path: join(out, 'console.png')});
            return `${login} called ${called}`;
        }
        await page.locator('[data-test=start]').click();
        await page.locator('[data-test=settled]').click();
        await next.waitFor();
    }
    throw new Error(`${visit.number} was not called`);
}

async function showOnBoard() {
    const page = visit.board;
    await page.getByText(visit.number, {exact: true}).first().waitFor();
    await page.waitForTimeout(300); // the board's own transition
    await page.screenshot({path: join(out, 'board.png')});
    const text = await page.locator('body').innerText();
    const [{name}] = sql(`SELECT room.name FROM invitation JOIN room ON room.id = room_id
        WHERE ticket_id = ${visit.ticket.id}`);
    assert.ok(text.includes(name), `the board says ${name}`);
    const labels = sql('SELECT label FROM service').map(row => row.label);
    for (const label of labels) {
        assert.ok(!text.includes(label), `the board does not say "${label}"`);
    }
    return `${visit.number}, ${name}, nothing else about the person`;
}

async function serve() {
    const page = visit.console;
    await page.locator('[data-test=start]').click();
    await page.locator('[data-test=settled]').waitFor();
    await page.screenshot({path: join(out, 'console-serving.png')});
    await page.locator('[data-test=settled]').click();
    await page.locator('[data-test=next]').waitFor();
    const state = () => sql(`SELECT state FROM ticket WHERE id = ${visit.ticket.id}`)[0].state;
    await until('the visit to be over', () => state() === 'done');
    return 'started, finished, done';
}

async function keepEvents() {
    const mine = event => event.json.ticket === visit.ticket.id;
    await visit.stream.waitFor('the end of the visit', event => mine(event) &&
        event.event === 'ticket.finished');
    const events = visit.stream.events.map(({id, event, json}) => ({id, event, data: json}));
    writeFileSync(join(out, 'events.json'), `${JSON.stringify(events, null, 2)}\n`);
    const kinds = visit.stream.events.filter(mine).map(event => event.event);
    assert.deepEqual(kinds, ['ticket.issued', 'ticket.called', 'ticket.started',
        'ticket.finished']);
    return kinds.join(' -> ');
}

async function keepFigures() {
    const answer = await request({port, path: '/api/v1/stats/today',
        headers: {cookie: visit.cookie}});
    assert.equal(answer.status, 200, answer.text);
    writeFileSync(join(out, 'stats.json'), `${JSON.stringify(answer.body, null, 2)}\n`);
    const mine = answer.body.tickets.find(ticket => ticket.number === visit.number);
    assert.ok(mine, 'the newest tickets hold ours');
    assert.equal(mine.state, 'done');
    assert.ok(answer.body.issued >= 1 && answer.body.done >= 1);
    const page = await newPage(1366, 900);
    await logIn(page, '/manager', whoManages());
    await page.getByText(visit.number, {exact: true}).first().waitFor();
    await page.waitForTimeout(300);
    await page.screenshot({path: join(out, 'manager.png')});
    return `${answer.body.issued} issued, ${answer.body.done} done today`;
}

async function compareNumbers() {
    const seen = {
        kiosk: visit.number,
        ticket: readNumber(join(out, 'ticket.png')),
        board: readNumber(join(out, 'board.png')),
        database: sql(`SELECT number FROM ticket WHERE id = ${visit.ticket.id}`)[0].number,
        figures: JSON.parse(readFileSync(join(out, 'stats.json'), 'utf8')).tickets
            .find(ticket => ticket.number === visit.number)?.number,
    };
    assert.deepEqual(new Set(Object.values(seen)), new Set([visit.number]), JSON.stringify(seen));
    return Object.entries(seen).map(([where, number]) => `${where} ${number}`).join(', ');
}

const parts = [
    ['a finger on the kiosk', tapKiosk],
    ['a durable number', storeTicket],
    ['paper at the printer', receivePaper],
    ['number and code on paper', readPaper],
    ['the event stream', watchEvents],
    ['a browser', openBrowser],
    ['a call from the console', callNumber],
    ['the board', showOnBoard],
    ['start and finish', serve],
    ['the events', keepEvents],
    ['the figures', keepFigures],
    ['one number everywhere', compareNumbers],
];

async function play() {
    rmSync(out, {recursive: true, force: true});
    mkdirSync(out, {recursive: true});
    let broken = null;
    for (const [name, part] of parts) {
        if (broken) {
            console.log(`  not reached  ${name}`);
            continue;
        }
        try {
            console.log(`  happened     ${name}: ${await part()}`);
        } catch (error) {
            broken = name;
            console.log(`  DID NOT      ${name}: ${error.message}`);
            await visit.console?.screenshot({path: join(out, 'console-broken.png')})
                .catch(() => {});
        }
    }
    for (const close of closers.reverse()) {
        await Promise.resolve(close()).catch(() => {});
    }
    console.log(`\nThe proof is in ${out}:`);
    console.log(`  ${readdirSync(out).sort().join('  ')}`);
    return broken;
}

const broken = await play();
console.log(broken ? `\nThe visit did not happen: ${broken}.` : '\nThe whole visit happened.');
process.exit(broken ? 1 : 0);

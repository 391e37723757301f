/*
 * bench_pages.mjs - what each page weighs on the wire and how soon it is painted, in a browser that
 * has never seen it.
 *
 * Weight: every byte the page took off the wire by itself (document, styles, modules, texts, data),
 * as compressed; what a board says aloud is aside. First paint: the browser's own
 * first-contentful-paint, from the start of the navigation; ready: the page shows its figures.
 */
import {Daemon, newKey} from '../support/daemon.mjs';
import {openBrowser, transferredKb} from '../support/browser.mjs';

const ROUNDS = 9;
const PAINT_MS_MAX = 300;
const PAGE_KB_MAX = 60;
const PHONE_KB_MAX = 30;
const IDLE_CALLERS = 12; // waiting, so that lists are not empty

const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];

/* [name, path, who, what is there when it is ready, KB at most] */
const pagesOf = phone => [
    ['console', '/console', 'socjalny1', '[data-test=number], [data-test=next]', PAGE_KB_MAX],
    ['desk', '/console', 'recepcja1', '[data-test=picks] .pick', PAGE_KB_MAX],
    ['manager', '/manager', 'kierownik1', '.chart canvas', PAGE_KB_MAX],
    ['board', '/board', null, '[data-test=main]', PAGE_KB_MAX],
    ['phone page', phone, null, '#state', PHONE_KB_MAX],
];

async function cookiesOf(daemon, login) {
    const {cookie} = await daemon.login(login);
    const [name, value] = cookie.split('=');
    return [{name, value, url: daemon.url}];
}

/* {paintMs, readyMs, kb} of one visit with an empty cache. */
async function visit(browser, daemon, [, path, , ready], cookies) {
    const page = await browser.page();
    try {
        await page.context().addCookies(cookies);
        await page.goto(daemon.url + path);
        await page.locator(ready).first().waitFor();
        const readyMs = await page.evaluate(() => performance.now());
        await page.waitForLoadState('load');
        const paintMs = await page.evaluate(() => new Promise(done => {
            new PerformanceObserver(list => list.getEntries()
                .filter(({name}) => name === 'first-contentful-paint')
                .forEach(({startTime}) => done(startTime)))
                .observe({type: 'paint', buffered: true});
        }));
        return {paintMs, readyMs, kb: await transferredKb(page)};
    } finally {
        await page.context().close();
    }
}

/* A lobby at work: some wait, one is being served. */
async function fill(daemon) {
    for (let i = 0; i < IDLE_CALLERS; i++) {
        await daemon.issue({need: i % 2 === 0 ? 'food' : 'start'});
    }
    const staff = await daemon.login('socjalny1');
    await staff.takeRoom(1);
    const {ticket} = (await staff.post('/rooms/1/next')).body;
    await staff.post(`/tickets/${ticket.id}/start`, {}, newKey());
    const {body} = await daemon.issue({need: 'documents'});
    return `/v/${body.ticket.token}`;
}

export async function measurePages(report) {
    const daemon = await Daemon.start();
    const browser = await openBrowser();
    try {
        for (const page of pagesOf(await fill(daemon))) {
            const [name, , who, , kbMost] = page;
            const cookies = who ? await cookiesOf(daemon, who) : [];
            const visits = [];
            for (let i = 0; i < ROUNDS; i++) {
                visits.push(await visit(browser, daemon, page, cookies));
            }
            const of = pick => median(visits.map(pick));
            report.add(`${name}: on the wire, gzip`, of(({kb}) => kb), 'KB', {most: kbMost});
            report.add('  first paint (median of nine, nothing cached)',
                of(({paintMs}) => paintMs), 'ms', {most: PAINT_MS_MAX},
                {worst_ms: Math.max(...visits.map(({paintMs}) => paintMs))});
            report.add('  its figures are there', of(({readyMs}) => readyMs), 'ms');
        }
    } finally {
        await browser.close();
        await daemon.stop();
    }
}

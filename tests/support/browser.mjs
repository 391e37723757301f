/*
 * browser.mjs - a real Chromium for page tests, with what every page must keep to.
 *
 *     const browser = await openBrowser();
 *     const page = await browser.page({width: 360});
 *     await page.goto(`${daemon.url}/console`);
 *     await checkAccessible(page, 'log-in');
 *     await browser.close();        // fails the test when a page complained
 *
 * OKIENKO_SHOTS=DIR keeps a picture of every state that is checked.
 */
import assert from 'node:assert/strict';
import {mkdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {chromium} from 'playwright-core';
import {DEMO_PASSWORD} from './daemon.mjs';

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const axeSource = readFileSync(axeFile, 'utf8');
const shots = process.env.OKIENKO_SHOTS;
const TARGET_PX_MIN = 44;

/* What Chromium logs by itself when an answer is a refusal that the page expects. */
const EXPECTED = new RegExp('^Failed to load resource: .*(' + [
    'status of (401|403|409|429)', 'ERR_CONNECTION_REFUSED', 'ERR_CONNECTION_RESET',
    'ERR_EMPTY_RESPONSE', 'ERR_INCOMPLETE_CHUNKED_ENCODING', 'ERR_FAILED'].join('|') + ')');
const LOOK_UP = /\/api\/v1\/(tickets\?number|appointments\?code)=/;

/* `more`: switches of Chromium beside ours. */
export async function openBrowser(...more) {
    const args = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
        '--disable-background-networking', '--disable-component-update', ...more];
    if (process.getuid() === 0) {
        args.push('--no-sandbox');
    }
    const chrome = await chromium.launch({args, headless: true,
        executablePath: process.env.CHROMIUM || '/usr/bin/chromium'});
    const complaints = [];

    /* A page in a browser profile of its own, or in the one of `beside`. */
    async function page({width = 1280, height = 800, beside, ...more} = {}) {
        const context = beside?.context() ?? await chrome.newContext(
            {viewport: {width, height}, locale: 'pl-PL', reducedMotion: 'reduce', ...more});
        const opened = await context.newPage();
        opened.setDefaultTimeout(8000);
        opened.on('pageerror', error => complaints.push(`${opened.url()}: ${error.message}`));
        opened.on('console', message => {
            const isExpected = EXPECTED.test(message.text()) ||
                LOOK_UP.test(message.location().url); /* what nobody has: 404 */
            if (['error', 'warning'].includes(message.type()) && !isExpected) {
                complaints.push(`${opened.url()}: ${message.text()}`);
            }
        });
        return opened;
    }

    return {
        page, complaints,
        async close() {
            await chrome.close();
            assert.deepEqual(complaints, [], 'no page complains in the console');
        },
    };
}

export async function shoot(page, name) {
    if (shots) {
        mkdirSync(shots, {recursive: true});
        const file = `${name.replaceAll(/[^\w]+/g, '-')}.png`;
        await page.screenshot({path: join(shots, file), fullPage: true});
    }
}

/* axe-core with the enhanced contrast rule (7:1); evaluate is not bound by the page's policy. */
export async function checkAccessible(page, name) {
    await shoot(page, name);
    await page.evaluate(axeSource);
    const {violations} = await page.evaluate(() => globalThis.axe.run(document, {
        resultTypes: ['violations'], rules: {'color-contrast-enhanced': {enabled: true}},
    }));
    const said = violations.map(({id, nodes}) =>
        `${id}: ${nodes.map(({html, any}) => `${html} ${any[0]?.message ?? ''}`).join(' | ')}`);
    assert.deepEqual(said, [], name);
}

/* Nothing sticks out of the window or its box; everything that can be pressed is tall enough. */
export async function checkFits(page, name) {
    const found = await page.evaluate(targetMin => {
        const width = document.documentElement.clientWidth;
        const isHidden = element => getComputedStyle(element).clipPath !== 'none' ||
            element.getBoundingClientRect().width === 0;
        const name_ = element => element.outerHTML.slice(0, 90);
        const all = [...document.querySelectorAll('body *')];
        const outside = all.filter(element => !isHidden(element) &&
            !element.closest('.hidden') && element.getBoundingClientRect().right > width + 1);
        const burst = [...document.querySelectorAll('.card, .main, .earlier li')].filter(box =>
            box.scrollWidth > box.clientWidth + 1);
        const low = [...document.querySelectorAll('button, a, select, input, summary')]
            .filter(element => !isHidden(element) && !element.matches('.skip') &&
                element.getBoundingClientRect().height < targetMin);
        return {
            scrolls: document.documentElement.scrollWidth > width,
            outside: outside.map(name_), burst: burst.map(name_), low: low.map(name_),
        };
    }, TARGET_PX_MIN);
    assert.deepEqual(found, {scrolls: false, outside: [], burst: [], low: []}, name);
}

/* Kilobytes that a page took off the wire: itself, its assets and its data, as compressed; what is
 * heard aside. */
export async function transferredKb(page) {
    const bytes = await page.evaluate(() => performance.getEntries()
        .filter(({entryType}) => entryType === 'navigation' || entryType === 'resource')
        .filter(({name}) => new URL(name).pathname !== '/api/v1/voice')
        .reduce((sum, {encodedBodySize}) => sum + encodedBodySize, 0));
    return bytes / 1024;
}

export async function logIn(page, url, login, password = DEMO_PASSWORD) {
    await page.goto(url);
    await page.locator('#login').fill(login);
    await page.locator('#password').fill(password);
    await page.locator('button[type=submit]').click();
}

/* The text of a place on the page, by its data-test. */
export const at = (page, name) => page.locator(`[data-test="${name}"]`);

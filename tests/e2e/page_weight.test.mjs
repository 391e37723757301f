// limit: 120 s
// What an old computer has to fetch: each page in each language, with all it asks for.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon} from '../support/daemon.mjs';
import {at, logIn, openBrowser, transferredKb} from '../support/browser.mjs';

const PAGE_KB_MAX = 60;
const LANGUAGES = ['pl', 'uk', 'en', 'ru'];
let daemon;
let browser;

before(async () => {
    daemon = await Daemon.start();
    await daemon.issue(); /* there is a chart to draw */
    browser = await openBrowser();
});

after(async () => {
    try {
        await browser?.close();
    } finally {
        await daemon?.stop();
    }
});

/* As somebody opens it in the morning: at work, in each language. */
async function checkWeight(path, login, ready) {
    const page = await browser.page();
    await logIn(page, daemon.url + path, login);
    await page.locator('#language').waitFor();
    for (const language of LANGUAGES) {
        await page.locator('#language').selectOption(language);
        await page.locator(`html[lang=${language}]`).waitFor();
        await page.goto(daemon.url + path);
        await ready(page).waitFor();
        if (language !== 'pl') {
            await page.waitForFunction(() => performance.getEntriesByType('resource')
                .some(({name}) => name.includes('/catalog')));
        }
        const kb = await transferredKb(page);
        assert.ok(kb > 20 && kb < PAGE_KB_MAX, `${path} of ${login} in ${language}: ${kb} KB`);
    }
    await page.context().close();
}

test('whoever calls has a small page in each language', async () => {
    await (await daemon.login('klub1')).takeRoom(8);
    await checkWeight('/console', 'klub1', page => at(page, 'next'));
});

test('the desk has a small page in each language', async () => {
    await checkWeight('/console', 'recepcja1', page => page.locator('.pick input').first());
});

test('whoever looks at the figures has a small page in each language', async () => {
    await checkWeight('/manager', 'kierownik1', page => page.locator('.chart canvas'));
});

test('nobody who has not logged in waits for more', async () => {
    for (const path of ['/console', '/board']) {
        const page = await browser.page();
        await page.goto(daemon.url + path);
        await page.locator('h1').first().waitFor();
        await page.waitForLoadState('load');
        const kb = await transferredKb(page);
        assert.ok(kb > 5 && kb < PAGE_KB_MAX, `${path}: ${kb} KB`);
        await page.context().close();
    }
});

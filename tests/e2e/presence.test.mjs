// limit: 120 s
// "Are you there" on the console: how it is asked, that any key answers, what silence leads to.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon, until} from '../support/daemon.mjs';
import {at, checkAccessible, checkFits, logIn, openBrowser} from '../support/browser.mjs';

const WATCH_MS_MAX = 20_000; // the watch comes every five seconds
const LANGUAGES = ['uk', 'en', 'ru', 'pl'];
let daemon;
let browser;
let page;
let manager;

before(async () => {
    daemon = await Daemon.start();
    browser = await openBrowser();
    manager = await daemon.login('kierownik1');
    page = await browser.page();
    await logIn(page, `${daemon.url}/console`, 'psycholog1');
    await page.locator('.tile', {hasText: /^Pokój 4\b/}).click();
    await at(page, 'next').waitFor();
});

after(async () => {
    try {
        await browser?.close();
    } finally {
        await daemon?.stop();
    }
});

const setRules = async body =>
    assert.equal((await manager.send('PUT', '/rules', {body})).status, 200);
const question = () => at(page, 'presence').waitFor({timeout: WATCH_MS_MAX});

test('the question is asked in words, in every language, and takes no focus', async () => {
    await at(page, 'next').focus();
    await setRules({ask_ms: 3000});
    await question();
    await setRules({ask_ms: 100_000});
    assert.match(await at(page, 'presence').innerText(),
        /Czy jesteś przy stanowisku\?[^]*zacznie się Twoja przerwa/);
    await page.locator('[data-test=next]:focus').waitFor();
    await checkAccessible(page, 'are you there');
    await page.setViewportSize({width: 320, height: 720});
    await checkFits(page, 'are you there, narrow');
    await page.setViewportSize({width: 1280, height: 800});
});

test('any key is an answer', async () => {
    await page.keyboard.press('Shift');
    await at(page, 'presence').waitFor({state: 'detached', timeout: 2000});
    assert.deepEqual(daemon.sql('SELECT kind FROM away'), []);
});

const emergencies = () =>
    daemon.sql("SELECT count(*) AS n FROM event WHERE kind = 'emergency.raised'")[0].n;

test('the call for help goes out also when its key answers the question', async () => {
    await setRules({ask_ms: 3000});
    await question();
    await setRules({ask_ms: 100_000});
    let release;
    const hangs = new Promise(done => { release = done; });
    await page.route('**/session/presence', async route => {
        await hangs;
        await route.continue();
    });
    await page.keyboard.press('F12');
    await at(page, 'alert-emergency').waitFor();
    release();
    await at(page, 'presence').waitFor({state: 'detached', timeout: 2000});
    await page.unroute('**/session/presence');
    assert.equal(emergencies(), 1);
    assert.equal(daemon.sql("SELECT count(*) AS n FROM alert WHERE kind = 'emergency'")[0].n, 1);
});

test('nor is it held up by an alert that is being seen to', async () => {
    const colleague = await daemon.login('socjalny1');
    await colleague.takeRoom(1);
    await colleague.post('/emergency');
    const row = at(page, 'alert-emergency').filter({hasText: 'Pokój 1'});
    let release;
    const hangs = new Promise(done => { release = done; });
    await page.route('**/alerts/*/ack', async route => {
        await hangs;
        await route.continue();
    });
    await row.locator('[data-test=take]').click();
    const before_ = emergencies();
    await page.keyboard.press('F12');
    await until('the emergency', () => emergencies() === before_ + 1);
    release();
    await row.filter({hasText: 'psycholog 1'}).waitFor();
    await page.unroute('**/alerts/*/ack');
    await colleague.takeRoom(null); /* whoever sits somewhere is asked too */
});

test('the button is one too, in the language of the page', async () => {
    await setRules({ask_ms: 3000});
    await question();
    await setRules({ask_ms: 100_000});
    await at(page, 'here').click();
    await at(page, 'presence').waitFor({state: 'detached', timeout: 2000});
    for (const language of LANGUAGES) {
        await page.locator('#language').selectOption(language);
        await page.locator(`html[lang=${language}]`).waitFor();
    }
});

test('silence is a break that is ended by a press', async () => {
    await setRules({ask_ms: 1});
    await at(page, 'break-end').waitFor({timeout: WATCH_MS_MAX});
    await setRules({ask_ms: 0});
    assert.equal(await at(page, 'presence').count(), 0);
    await at(page, 'break-end').click();
    await at(page, 'next').waitFor();
    await until('the end of it', () => daemon.sql('SELECT ended_ms FROM away')
        .every(({ended_ms: ended}) => ended > 0));
});

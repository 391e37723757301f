// limit: 420 s
// Every state of the console: no accessibility rule broken, nothing sticks out at 320 px in four
// languages, live regions that do not chatter, undo, order, the small window, a broken stream.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon, until} from '../support/daemon.mjs';
import {at, checkAccessible, checkFits, logIn, openBrowser, shoot} from '../support/browser.mjs';

const LANGUAGES = ['pl', 'uk', 'en', 'ru'];
let daemon;
let browser;
let page; /* koordynator 1 in Pokój 4 */

before(async () => {
    daemon = await Daemon.start();
    browser = await openBrowser();
});

after(async () => {
    try {
        await browser?.close();
    } finally {
        await daemon?.stop();
    }
});

const issue = async body => (await daemon.issue(body)).body.ticket;
const said = words => at(page, 'said').filter({hasText: words}).waitFor();
const stateOf = number =>
    daemon.sql(`SELECT state FROM ticket WHERE number = '${number}'`)[0].state;
const numberOn = async () => /[A-E]\d+/.exec(await at(page, 'number').innerText())[0];
const services = () => at(page, 'step').evaluateAll(list => list.map(li => li.dataset.service));

/* Wide in Polish; then 320 px in each language and the small window's width, by eye and by rule. */
async function checkState(name) {
    const size = page.viewportSize();
    await checkAccessible(page, `console ${name}`);
    await checkFits(page, `console ${name}`);
    for (const [width, height] of [[320, 640], [360, 900]]) {
        await page.setViewportSize({width, height});
        for (const language of LANGUAGES) {
            await page.locator('#language').selectOption(language);
            await page.locator(`html[lang=${language}]`).waitFor();
            await checkFits(page, `console ${name} ${width} ${language}`);
            await shoot(page, `console ${name} ${width} ${language}`);
        }
        await page.locator('#language').selectOption('pl');
        await page.locator('html[lang=pl]').waitFor();
    }
    await checkAccessible(page, `console ${name} narrow`);
    await page.setViewportSize(size);
}

test('free, with people who wait, and the reason chooser', async () => {
    page = await browser.page({width: 1366, height: 768});
    await logIn(page, `${daemon.url}/console`, 'koordynator1');
    await page.locator('.tile', {hasText: /^Pokój 4\b/}).click();
    await at(page, 'next').waitFor();
    for (const body of [{language: 'uk', interpreter: 'uk'}, {priority: true},
        {interpreter: 'pjm'}, {language: 'ru'}]) {
        await issue(body);
    }
    await page.locator('.count', {hasText: '4'}).waitFor();
    await checkState('free');
    await at(page, 'call-chosen').nth(1).click();
    await at(page, 'reasons').waitFor();
    await checkState('reasons');
    await page.keyboard.press('Escape');
});

/* Texts that each live region has said, in the page's order of changes. */
const listenToRegions = () => page.evaluate(() => {
    globalThis.spoken = [];
    const regions = [...document.querySelectorAll('[role=status], [role=alert], [aria-live]')];
    const watch = new MutationObserver(changes => changes.forEach(({target}) => {
        const region = regions.find(one => one.contains(target));
        globalThis.spoken.push(region.textContent.trim());
    }));
    regions.forEach(region => watch.observe(region,
        {childList: true, characterData: true, subtree: true}));
});
const spoken = () => page.evaluate(() => globalThis.spoken.filter(Boolean));

test('what others do is shown and not spoken; what one does oneself is said once', async () => {
    await listenToRegions();
    const waits = Number(await page.locator('.section .count').first().innerText());
    for (let i = 0; i < 5; i++) {
        await issue({});
    }
    await page.locator('.count', {hasText: String(waits + 5)}).waitFor();
    assert.deepEqual(await spoken(), [], 'nothing is said about others');
    await page.keyboard.press('F8');
    await at(page, 'start').waitFor();
    await said('Wezwano numer A2');
    assert.deepEqual(await spoken(), ['Wezwano numer A2 do: Pokój 4.']);
    await at(page, 'undo').waitFor();
    const before_ = await at(page, 'undo-bar').innerText();
    await until('a second less', async () => await at(page, 'undo-bar').innerText() !== before_);
    assert.equal((await spoken()).length, 1, 'the seconds are not counted aloud');
    assert.equal(await page.locator('.undo .left').getAttribute('aria-hidden'), 'true');
});

test('a called visit', async () => {
    await checkState('called');
});

test('an action is taken back by the key, also the call itself', async () => {
    assert.equal(await numberOn(), 'A2');
    if (await at(page, 'undo').count() === 0) { /* the looking around took its ten seconds */
        await page.keyboard.press('F10');
        await at(page, 'next').waitFor();
        await page.keyboard.press('F8');
        await at(page, 'start').waitFor();
    }
    const number = await numberOn();
    await page.keyboard.press('Control+z');
    await said(`Cofnięto: wezwano ${number}`);
    await at(page, 'next').waitFor();
    assert.equal(stateOf(number), 'waiting');
    assert.equal(await at(page, 'undo').count(), 0, 'what was taken back is not offered again');
    await page.keyboard.press('F8');
    await at(page, 'start').waitFor();
    await page.keyboard.press('F4');
    await at(page, 'settled').waitFor();
    await page.keyboard.press('F9');
    await at(page, 'undo').filter({hasText: `Cofnij: zakończono ${number}`}).waitFor();
    await checkAccessible(page, 'console undo');
    await at(page, 'undo').click();
    await at(page, 'settled').waitFor();
    assert.equal(stateOf(number), 'serving');
    assert.equal(await numberOn(), number);
});

test('the way back is gone when its time is over, and the key with it', async () => {
    let posts = 0;
    let isOn = true;
    await page.route('**/undo', route => { posts++; return route.abort(); });
    await page.route('**/state?view=console', async route => {
        const response = await route.fetch();
        const json = await response.json();
        json.undo = isOn
            ? {kind: 'finish', ticket: 1, number: 'A77', until_ms: json.now_ms + 1500} : null;
        await route.fulfill({response, json});
    });
    await issue({});
    await at(page, 'undo').filter({hasText: 'zakończono A77'}).waitFor();
    isOn = false;
    await at(page, 'undo').waitFor({state: 'detached'});
    await page.keyboard.press('Control+z');
    assert.equal(posts, 0);
    await page.unroute('**/undo');
    await page.unroute('**/state?view=console');
    await issue({});
    await until('the state of the server', async () =>
        daemon.sql('SELECT count(*) AS n FROM ticket')[0].n > 0);
});

test('Ctrl+Z takes back nothing while somebody types, and steps are put into another order',
    async () => {
        for (const [i, service] of ['PRAW', 'SOC', 'KIS'].entries()) {
            await at(page, 'add-what').selectOption(service);
            await at(page, 'add').click();
            await page.locator('[data-test=step]').nth(i + 1).waitFor();
        }
        assert.deepEqual(await services(), ['KOORD', 'PRAW', 'SOC', 'KIS']);
        const move = (service, way) =>
            page.locator(`[data-service=${service}] [data-test=order-${way}]`);
        assert.equal(await move('PRAW', 'up').getAttribute('aria-disabled'), 'true');
        assert.equal(await move('KIS', 'down').getAttribute('aria-disabled'), 'true');
        await move('KIS', 'up').focus();
        await page.keyboard.press('Enter');
        await said('Zmieniono kolejność: Doradca w Klubie Integracji Społecznej na miejscu 2');
        await until('the new order', async () =>
            (await services()).join() === 'KOORD,PRAW,KIS,SOC');
        await move('PRAW', 'down').click();
        await until('the new order', async () =>
            (await services()).join() === 'KOORD,KIS,PRAW,SOC');
        await page.evaluate(() => {
            const field = document.createElement('input');
            field.id = 'typing';
            document.body.append(field);
            field.focus();
        });
        await page.keyboard.press('Control+z');
        assert.equal((await services()).join(), 'KOORD,KIS,PRAW,SOC');
        await page.evaluate(() => document.querySelector('#typing').remove());
        await page.keyboard.press('Control+z');
        await until('the order of before', async () =>
            (await services()).join() === 'KOORD,PRAW,KIS,SOC');
        await checkState('serving');
    });

test('booking the next visit', async () => {
    await at(page, 'follow-up').click();
    await at(page, 'book-what').selectOption('PSY');
    await at(page, 'slot').first().waitFor();
    await checkState('booking');
    await at(page, 'slot').first().click();
    await at(page, 'booked-code').waitFor();
    await checkState('booked');
    await at(page, 'booked-close').click();
});

test('a talk is offered after a benefits step, may be refused, and nobody is pushed', async () => {
    const benefits = await browser.page({width: 1366, height: 768});
    const issued = [await issue({need: 'money'}), await issue({need: 'money'})];
    await logIn(benefits, `${daemon.url}/console`, 'swiadczenia1');
    await benefits.locator('.tile', {hasText: /^Pokój 2\b/}).click();
    for (const [i, answer] of ['offer-no', 'offer-yes'].entries()) {
        await at(benefits, 'next').waitFor();
        await benefits.keyboard.press('F8');
        await at(benefits, 'start').waitFor();
        assert.equal(await at(benefits, 'offer').count(), 0, 'not before the talk');
        await benefits.keyboard.press('F4');
        await at(benefits, 'offer').filter({hasText: 'Osoba może odmówić'}).waitFor();
        assert.match(await at(benefits, 'offer').innerText(),
            /Zaproponuj: Rozmowa z pracownikiem socjalnym/);
        if (i === 0) {
            await checkAccessible(benefits, 'console offer');
            await checkFits(benefits, 'console offer');
        }
        await at(benefits, answer).click();
        await at(benefits, 'offer').waitFor({state: 'detached'});
        await benefits.keyboard.press('F9');
    }
    await at(benefits, 'next').waitFor();
    assert.deepEqual(issued.map(({number}) => stateOf(number)), ['done', 'waiting']);
    await benefits.context().close();
});

test('alerts above, a break, the day\'s figures', async () => {
    await page.keyboard.press('F9');
    await at(page, 'next').waitFor();
    const colleague = await daemon.login('psycholog1');
    await colleague.takeRoom(5);
    await colleague.post('/emergency');
    await at(page, 'alert-emergency').waitFor();
    await checkState('alerts');
    await page.keyboard.press('F6');
    await at(page, 'break-end').waitFor();
    await checkState('break');
    await page.locator('.my-day summary').click();
    await at(page, 'mine-served').waitFor();
    await at(page, 'end-day').click();
    await checkState('my day');
    await at(page, 'end-day-no').click();
    await page.keyboard.press('F6');
    await at(page, 'next').waitFor();
});

const inSight = locator => locator.evaluate(element => {
    const {top, bottom} = element.getBoundingClientRect();
    const [x, y] = [innerWidth / 2, (top + bottom) / 2];
    return top >= 0 && bottom <= innerHeight &&
        element.contains(document.elementFromPoint(x, y));
});

test('Next is in sight wherever one has scrolled, in a wide and in a narrow window', async () => {
    for (let i = 0; i < 12; i++) {
        await issue({});
    }
    await at(page, 'waiting-all').click();
    for (const size of [{width: 1366, height: 768}, {width: 1920, height: 1080},
        {width: 360, height: 900}, {width: 320, height: 640}]) {
        await page.setViewportSize(size);
        for (const share of [0, 0.5, 1]) {
            await page.evaluate(part => scrollTo(0, part * (document.querySelector('.waiting-list')
                .getBoundingClientRect().bottom + scrollY - innerHeight)), share);
            assert.ok(await inSight(at(page, 'next')), `${size.width} at ${share}`);
        }
    }
    await page.setViewportSize({width: 1366, height: 768});
    await page.evaluate(() => scrollTo(0, 0));
});

test('the small window opens beside, is named, and has all that matters in sight', async () => {
    const [small] = await Promise.all([page.waitForEvent('popup'), at(page, 'compact').click()]);
    await at(small, 'next').waitFor();
    await small.setViewportSize({width: 360, height: 900});
    assert.equal(await at(small, 'compact').count(), 0, 'not a window from a window');
    assert.equal(await small.locator('nav').isVisible(), false);
    assert.ok(await inSight(at(small, 'next')));
    assert.ok(await inSight(at(small, 'next-sentence')));
    const bar = await small.locator('.bar').evaluate(({offsetHeight}) => offsetHeight);
    assert.ok(bar < 130, `the bar takes ${bar} px`);
    await small.locator('summary', {hasText: 'Klawisze'}).waitFor();
    await checkAccessible(small, 'console small window');
    await small.keyboard.press('F8');
    await at(small, 'start').waitFor();
    await at(page, 'start').waitFor(); /* both windows are one person */
    await small.keyboard.press('F10');
    await at(small, 'next').waitFor();
    await small.close();
});

test('the focus ring reaches 3:1 and nothing covers what has the focus', async () => {
    await page.bringToFront();
    await page.setViewportSize({width: 360, height: 700});
    await page.evaluate(() => { scrollTo(0, 0); document.activeElement.blur(); });
    const seen = new Set();
    for (let presses = 0; presses < 40; presses++) {
        await page.keyboard.press('Tab');
        const focus = await page.evaluate(() => {
            const element = document.activeElement;
            if (element === document.body) {
                return null;
            }
            const {left, right, top, bottom} = element.getBoundingClientRect();
            const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
            const dock = document.querySelector('.dock').getBoundingClientRect();
            const {outlineStyle, outlineWidth} = getComputedStyle(element);
            return {name: element.innerText || element.id || element.tagName,
                isCovered: !element.contains(there) && !there?.contains(element) &&
                    bottom > dock.top, ring: `${outlineStyle} ${outlineWidth}`};
        });
        if (!focus && seen.size > 0) {
            break; /* once around */
        }
        if (!focus) {
            continue;
        }
        seen.add(focus.name);
        assert.equal(focus.ring, 'solid 3px', focus.name);
        assert.ok(!focus.isCovered, `${focus.name} is under the button that stays`);
    }
    assert.ok(seen.size > 12, `${seen.size} places`);
    await page.setViewportSize({width: 1366, height: 768});
});

test('from the log-in to the end of the day by keyboard alone', async () => {
    const other = await browser.page({width: 1366, height: 768});
    const tabTo = async selector => {
        for (let presses = 0; presses < 60; presses++) {
            await other.keyboard.press('Tab');
            if (await other.evaluate(wanted => document.activeElement.matches(wanted), selector)) {
                return;
            }
        }
        assert.fail(`Tab never reaches ${selector}`);
    };
    const press = async (selector, key = 'Enter') => {
        await tabTo(selector);
        await other.keyboard.press(key);
    };
    await other.goto(`${daemon.url}/console`);
    await other.locator('#login:focus').waitFor();
    await other.keyboard.type('klub1');
    await other.keyboard.press('Tab');
    await other.keyboard.type('okienko-demo');
    await other.keyboard.press('Enter');
    await other.locator('.tile', {hasText: /^Pokój 8\b/}).waitFor();
    await press('li:last-child > .tile');
    await at(other, 'next').waitFor();
    const [first, second] = [await issue({need: 'activities'}), await issue({need: 'activities'})];
    await at(other, 'call-chosen').waitFor();
    await press('[data-test=call-chosen]');
    await other.locator('[data-test=reason-urgent]:focus').waitFor();
    await press('[data-test=reason-correction]', 'Space');
    await other.locator('[data-test=number]:focus', {hasText: second.number}).waitFor();
    await press('[data-test=start]');
    await at(other, 'settled').waitFor();
    await press('[data-test=follow-up]');
    await other.locator('.booking h3:focus').waitFor();
    await other.keyboard.press('Escape');
    await other.locator('[data-test=follow-up]:focus').waitFor();
    await other.keyboard.press('F9');
    await at(other, 'next').waitFor();
    await other.keyboard.press('F8');
    await at(other, 'number').filter({hasText: first.number}).waitFor();
    await other.keyboard.press('F4');
    await at(other, 'settled').waitFor();
    await other.keyboard.press('F9');
    await at(other, 'next').waitFor();
    await press('.my-day summary');
    await at(other, 'end-day').waitFor();
    await press('[data-test=end-day]');
    await other.locator('[data-test=end-day-no]:focus').waitFor();
    await other.keyboard.press('Shift+Tab');
    await other.keyboard.press('Enter');
    await other.locator('#login:focus').waitFor();
    assert.deepEqual([first, second].map(({number}) => stateOf(number)), ['done', 'done']);
    await other.context().close();
});

test('whoever may not use it is told so; a broken stream and a lost session are told at once',
    async () => {
        const other = await browser.page();
        await logIn(other, `${daemon.url}/console`, 'kierownik1');
        await other.locator('h1', {hasText: 'nie ma w Twoich uprawnieniach'}).waitFor();
        await checkAccessible(other, 'console forbidden');
        await other.context().close();
        await daemon.kill();
        await at(page, 'offline').waitFor({timeout: 2000});
        await checkState('without connection');
        await daemon.launch();
        await at(page, 'offline').waitFor({state: 'detached'});
        await page.getByRole('button', {name: 'Wyloguj'}).click();
        await page.locator('#login').waitFor();
        await checkAccessible(page, 'console signed out');
        await checkFits(page, 'console signed out');
    });

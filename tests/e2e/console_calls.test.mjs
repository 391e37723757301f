// limit: 300 s
// The console of one who calls people: whom Next brings, who waits, who is called out of order, the
// route, the next visit, the day's figures. The tests run in order on one office.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon, until} from '../support/daemon.mjs';
import {bookAt, bookingOffice, fiveMinutes} from '../support/booked.mjs';
import {at, checkAccessible, checkFits, logIn, openBrowser, transferredKb}
    from '../support/browser.mjs';

const PAGE_KB_MAX = 60;
let daemon;
let browser;
let page; /* koordynator 1 in Pokój 4 */
let requests = [];

before(async () => {
    daemon = await Daemon.start({office: bookingOffice()});
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
const exactly = words => new RegExp(`^\\s*${words.replaceAll(' ', '\\s+')}\\s*$`);
const sentence = words => at(page, 'next-sentence').filter({hasText: exactly(words)})
    .waitFor({timeout: 1000});
const rows = () => at(page, 'waiting-row').evaluateAll(list => list.map(li => li.dataset.number));
const rowOf = number => page.locator(`[data-test=waiting-row][data-number=${number}]`);
const steps = () => at(page, 'step').evaluateAll(list => list.map(li => li.dataset.service));
const stateOf = number =>
    daemon.sql(`SELECT state FROM ticket WHERE number = '${number}'`)[0].state;
const queueRequests = () => requests.filter(path => path.endsWith('/queue')).length;

test('nobody waits: no sentence, and Next stands there all the same', async () => {
    page = await browser.page({width: 1366, height: 768});
    page.on('request', request => requests.push(new URL(request.url()).pathname));
    await logIn(page, `${daemon.url}/console`, 'koordynator1');
    await page.locator('.tile', {hasText: /^Pokój 4\b/}).click();
    await at(page, 'next').waitFor();
    await page.locator('.how-many', {hasText: 'Nikt nie czeka'}).waitFor();
    assert.equal(await at(page, 'next-sentence').count(), 0);
    await page.reload();
    await at(page, 'next').waitFor();
    const kb = await transferredKb(page);
    assert.ok(kb > 20 && kb < PAGE_KB_MAX, `${kb} KB`);
});

test('Next says whom it will bring and why, within a second of the check-in', async () => {
    await issue({language: 'uk', interpreter: 'uk'});
    await sentence('A1 – czeka < 1 min – j. ukraiński – potrzebuje tłumacza');
    await at(page, 'next-why').filter({hasText: 'Pierwsza rozmowa z koordynatorem'}).waitFor();
    await issue({priority: true});
    await sentence('A2 – czeka < 1 min – ma pierwszeństwo');
    assert.deepEqual(await rows(), ['A2', 'A1']);
    assert.match(await rowOf('A1').innerText(), /tłumacz: ukraiński/);
    assert.match(await rowOf('A2').innerText(), /Pierwszeństwo[^]*następna/);
    assert.equal(await at(page, 'next').getAttribute('aria-describedby'), 'whom');
});

test('the queue is asked for when something happened, never by the clock', async () => {
    await page.waitForLoadState('networkidle').catch(() => {});
    const before_ = queueRequests();
    await new Promise(done => setTimeout(done, 2500));
    assert.equal(queueRequests(), before_);
    await issue({});
    await rowOf('A3').waitFor();
    assert.equal(queueRequests(), before_ + 1);
});

test('the list shows eight, all of them on demand, and the number of them', async () => {
    for (let i = 0; i < 7; i++) {
        await issue({});
    }
    await page.locator('.count', {hasText: '10'}).waitFor();
    assert.equal((await rows()).length, 8);
    await at(page, 'waiting-all').click();
    assert.deepEqual(await rows(), ['A2', 'A1', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'A9', 'A10']);
    await at(page, 'waiting-all').click();
    assert.equal((await rows()).length, 8);
});

test('the reason chooser opens on its first reason and gives the focus back', async () => {
    assert.equal(await rowOf('A2').locator('[data-test=call-chosen]').count(), 0, 'Next does that');
    await rowOf('A3').locator('[data-test=call-chosen]').focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-test=reason-urgent]:focus').waitFor();
    assert.equal(await at(page, 'reasons').locator('button').count(), 5, 'a fixed list');
    assert.equal(await at(page, 'reasons').locator('input, textarea, select').count(), 0);
    await page.keyboard.press('Escape');
    await rowOf('A3').locator('[data-test=call-chosen]:focus').waitFor();
    assert.equal(await at(page, 'reasons').count(), 0);
});

test('who is called elsewhere meanwhile leaves the list, in words and without losing the focus',
    async () => {
        await rowOf('A4').locator('[data-test=call-chosen]').click();
        await page.locator('[data-test=reason-urgent]:focus').waitFor();
        const other = await daemon.login('socjalny1');
        await other.takeRoom(1);
        const {body} = await other.get('/rooms/1/queue');
        const {ticket} = body.waiting.find(({number}) => number === 'A4');
        const answer = await other.post('/rooms/1/call', {ticket, reason: 'urgent'});
        assert.equal(answer.status, 200, answer.text);
        await said('Numer A4 już nie czeka');
        await at(page, 'reasons').waitFor({state: 'detached'});
        assert.notEqual(await page.evaluate(() => document.activeElement.tagName), 'BODY');
        await other.post(`/tickets/${ticket}/start`);
        await other.post(`/tickets/${ticket}/finish`, {outcome: 'left'});
        await other.takeRoom(null);
    });

test('a chosen one whom Next would bring now is left to Next, in words', async () => {
    const [first, second] = await rows();
    await rowOf(second).locator('[data-test=call-chosen]').click();
    await page.locator('[data-test=reason-urgent]:focus').waitFor();
    const other = await daemon.login('socjalny1');
    await other.takeRoom(1);
    const {body} = await other.get('/rooms/1/queue');
    const {ticket} = body.waiting.find(({number}) => number === first);
    assert.equal((await other.post('/rooms/1/call', {ticket, reason: 'urgent'})).status, 200);
    await said(`Numer ${second} jest teraz następny`);
    await at(page, 'reasons').waitFor({state: 'detached'});
    assert.notEqual(await page.evaluate(() => document.activeElement.tagName), 'BODY');
    assert.equal((await other.post('/undo')).status, 200);
    await other.takeRoom(null);
    await until('the order of before', async () => (await rows())[0] === first);
});

test('a chosen one is called with the reason, which stands at the visit and in the audit',
    async () => {
        await rowOf('A5').locator('[data-test=call-chosen]').click();
        await at(page, 'reason-organisation').click();
        await said('Wezwano numer A5 do: Pokój 4');
        await at(page, 'number').filter({hasText: 'A5'}).waitFor();
        assert.match(await page.locator('.why').innerText(),
            /poza kolejnością: organizacja pracy/);
        const [row] = daemon.sql(`SELECT reason FROM invitation JOIN ticket
            ON ticket.id = ticket_id WHERE number = 'A5'`);
        assert.equal(row.reason, 'organisation');
    });

/* Requests for `path` wait until the given function is called. */
async function hold(path) {
    let release;
    const hangs = new Promise(done => { release = done; });
    await page.route(path, async route => {
        await hangs;
        await route.continue();
    });
    return async () => {
        release();
        await page.unroute(path, {behavior: 'wait'});
    };
}

test('never more than one request is in flight, and the buttons say so until its answer is seen',
    async () => {
        const starts = () => requests.filter(path => path.endsWith('/start')).length;
        const isWaiting = page.locator('[data-test=start][aria-disabled=true]');
        const letStart = await hold('**/start');
        await page.keyboard.press('F4');
        await isWaiting.waitFor();
        const news = page.waitForResponse('**/state?view=console');
        await issue({}); /* somebody else's doing is on the screen before one's own */
        await (await news).finished();
        const letState = await hold('**/state?view=console');
        await page.keyboard.press('F4');
        const answer = page.waitForResponse('**/start');
        await letStart();
        await (await answer).finished();
        await page.evaluate(() => new Promise(done => { setTimeout(done, 100); }));
        assert.equal(await isWaiting.count(), 1, 'the screen still shows the call');
        await page.keyboard.press('F4');
        await page.keyboard.press('F2');
        await page.keyboard.press('F10');
        await letState();
        await at(page, 'settled').waitFor();
        assert.equal(starts(), 1);
        assert.equal(stateOf('A5'), 'serving');
        assert.equal(daemon.sql('SELECT max(recalls) AS n FROM invitation')[0].n, 0);
    });

async function addStep(service, name) {
    await at(page, 'add-what').selectOption(service);
    await at(page, 'add').click();
    await said(`Dodano krok: ${name}`);
}

test('a route of three steps is built, one is dropped, all by their names', async () => {
    await addStep('PRAW', 'Porada prawnika');
    await addStep('SOC', 'Rozmowa z pracownikiem socjalnym');
    await addStep('KIS', 'Doradca');
    assert.deepEqual(await steps(), ['KOORD', 'PRAW', 'SOC', 'KIS']);
    await page.getByRole('button', {name: /^Usuń krok: Doradca/}).click();
    await said('Usunięto krok: Doradca');
});

test('the next visit is booked: a day, a time, a code, and nobody\'s name', async () => {
    await at(page, 'follow-up').focus();
    await page.keyboard.press('Enter');
    await page.locator('.booking h3:focus').waitFor();
    await at(page, 'slot').first().waitFor();
    const offered = await at(page, 'book-what').locator('option').evaluateAll(list =>
        list.map(({value}) => value));
    const koordynator = await daemon.login('koordynator1');
    const {body: {services}} = await koordynator.get('/state?view=console');
    assert.deepEqual(offered, services.filter(({bookable}) => bookable).map(({code}) => code));
    assert.ok(!offered.includes('KOORD'), 'people come to a first talk without booking');
    await at(page, 'book-what').selectOption('PSY');
    await at(page, 'slot').first().waitFor();
    assert.equal(await page.locator('.booking input:not([type=checkbox]), .booking textarea')
        .count(), 0);
    await at(page, 'slot-day').nth(1).click();
    await page.locator('[data-test=slot-day][aria-pressed=true]').nth(0).waitFor();
    const words = await at(page, 'slot').nth(1).getAttribute('aria-label');
    await at(page, 'slot').nth(1).click();
    await said('Umówiono wizytę');
    const code = (await at(page, 'booked-code').innerText()).replace(' ', '');
    const [row] = daemon.sql(`SELECT starts_ms, state FROM appointment WHERE code = '${code}'`);
    const hour = new Intl.DateTimeFormat('pl', {timeZone: 'Europe/Warsaw', hour: '2-digit',
        minute: '2-digit'}).format(row.starts_ms);
    assert.ok(words.endsWith(hour), `${words}: ${hour}`);
    assert.equal(row.state, 'booked');
});

test('the slip has day, time and code in the visitor\'s language, and no word of the matter',
    async () => {
        await page.emulateMedia({media: 'print'});
        const slip = await page.locator('.slip').innerText();
        assert.match(slip, /\d{3} \d{3}/);
        assert.match(slip, /\d\d:\d\d/);
        const {body: {services}} = await daemon.get('/catalog');
        for (const label of services.flatMap(service => Object.values(service.label))) {
            assert.ok(!slip.includes(label), label);
        }
        assert.equal(await page.locator('.bar').evaluate(bar =>
            getComputedStyle(bar).visibility), 'hidden', 'nothing else is printed');
        await page.emulateMedia({media: 'screen'});
        await page.evaluate(() => { globalThis.print = () => { globalThis.wasPrinted = true; }; });
        await at(page, 'booked-print').click();
        assert.equal(await page.evaluate(() => globalThis.wasPrinted), true);
        await at(page, 'booked-close').click();
        await page.locator('[data-test=follow-up]:focus').waitFor();
    });

test('a time that somebody took meanwhile is told, and what is left is shown', async () => {
    await at(page, 'follow-up').click();
    await at(page, 'book-what').selectOption('PSY');
    await at(page, 'slot').first().waitFor();
    const first = await at(page, 'slot').first().getAttribute('aria-label');
    await page.route('**/appointments', async route => {
        const {service, starts_ms: startsMs} = route.request().postDataJSON();
        const other = await daemon.login('psycholog1');
        assert.equal((await other.post('/appointments',
            {service, starts_ms: startsMs})).status, 201);
        await route.continue();
    });
    await at(page, 'slot').first().click();
    await at(page, 'error').filter({hasText: 'Tę godzinę właśnie ktoś zajął'}).waitFor();
    await page.unroute('**/appointments');
    await page.waitForFunction(label => !document.querySelector('[data-test=slot]')
        ?.ariaLabel?.includes(label) && document.querySelector('[data-test=slot]'), first);
    await page.keyboard.press('Escape');
});

test('days beyond an answer that was cut short are offered all the same', async () => {
    await at(page, 'follow-up').click();
    await at(page, 'slot').first().waitFor();
    await at(page, 'book-what').selectOption('PSY');
    await at(page, 'slot').first().waitFor();
    const days = () => at(page, 'slot-day').allInnerTexts();
    await until('a fortnight', async () => (await days()).length > 7);
    const all = await days();
    await page.route('**/slots?*', async route => {
        const response = await route.fetch();
        const json = await response.json();
        const isLong = Number(new URL(route.request().url()).searchParams.get('days')) > 5;
        await route.fulfill({response, json: isLong
            ? {slots: json.slots.slice(0, 3), more: true} : json});
    });
    await at(page, 'book-later').click();
    await at(page, 'slot').first().waitFor();
    await at(page, 'book-earlier').click();
    await at(page, 'slot').first().waitFor();
    assert.deepEqual(await days(), all);
    await page.unroute('**/slots?*');
});

test('a code that was not given yet stays in sight when the visit ends', async () => {
    await at(page, 'slot').first().click();
    await at(page, 'booked-code').waitFor();
    const code = await at(page, 'booked-code').innerText();
    await page.locator('.booked h2:focus').waitFor();
    await said('Umówiono wizytę');
    await page.keyboard.press('F10');
    await at(page, 'next').waitFor();
    assert.equal(await at(page, 'booked-code').innerText(), code);
    await checkAccessible(page, 'slip beside a free stage');
    await page.setViewportSize({width: 320, height: 720});
    await checkFits(page, 'slip beside a free stage, narrow');
    await page.setViewportSize({width: 1366, height: 768});
    await page.keyboard.press('Control+z');
    await at(page, 'settled').waitFor();
    assert.equal(await at(page, 'booked-code').innerText(), code);
    await at(page, 'follow-up').click();
    await at(page, 'slot').first().waitFor();
    await at(page, 'slot').first().click();
    await until('the newer one', async () => await at(page, 'booked-code').innerText() !== code);
    await said('Umówiono wizytę');
    await at(page, 'booked-close').click();
    await until('the one before', async () => await at(page, 'booked-code').innerText() === code);
    await at(page, 'booked-close').click();
    await page.locator('[data-test=follow-up]:focus').waitFor();
    assert.equal(await page.locator('.slip').count(), 0);
});

test('keys end a visit in each way; the list says only what works now', async () => {
    const listed = () => at(page, 'keys').locator('kbd').allInnerTexts();
    assert.deepEqual(await listed(), ['F9', 'F7', 'F10', 'Ctrl+Z', 'F12']);
    await page.keyboard.press('F10');
    await at(page, 'next').waitFor();
    assert.equal(stateOf('A5'), 'left');
    assert.deepEqual(await listed(), ['F8', 'F6', 'Ctrl+Z', 'F12']);
    await page.keyboard.press('F8');
    await at(page, 'start').waitFor();
    assert.deepEqual(await listed(), ['F4', 'F2', 'F10', 'Ctrl+Z', 'F12']);
    await page.keyboard.press('F4');
    await at(page, 'settled').waitFor();
    await page.keyboard.press('F7');
    await said('Zakończono: numer A2. Brak dokumentów');
    assert.equal(stateOf('A2'), 'done');
});

test('every kind of break has its words, and the room stays', async () => {
    for (const [kind, words] of [['meeting', 'Jesteś na spotkaniu'],
        ['training', 'Jesteś na szkoleniu'], ['fieldwork', 'Jesteś w terenie']]) {
        await at(page, `break-${kind}`).click();
        await page.locator('.free h2', {hasText: words}).waitFor();
        assert.equal(await at(page, 'next').count(), 0);
        await page.keyboard.press('F6');
        await at(page, 'next').waitFor();
    }
    await page.keyboard.press('F6');
    await page.locator('.free h2', {hasText: 'Masz przerwę'}).waitFor();
    await at(page, 'break-end').click();
    await at(page, 'next').waitFor();
});

test('who is booked for today is listed with time and state, without the code', async () => {
    const psychologist = await browser.page();
    await logIn(psychologist, `${daemon.url}/console`, 'psycholog1');
    await psychologist.locator('.tile', {hasText: /^Pokój 5\b/}).click();
    const code = await bookAt(daemon, 'PSY', fiveMinutes(Date.now()));
    await psychologist.reload(); /* it was moved to today behind the program's back: no event */
    const row = at(psychologist, 'appointment-row');
    await row.filter({hasText: 'umówiona'}).waitFor();
    assert.match(await row.innerText(), /\d\d:\d\d/);
    assert.ok(!(await row.innerText()).includes(code));
    await psychologist.context().close();
});

test('one\'s own figures follow one\'s own day', async () => {
    await page.locator('.my-day summary').click();
    const figure = async name => Number(await at(page, `mine-${name}`).innerText());
    await at(page, 'mine-served').waitFor();
    const staff = await daemon.login('koordynator1');
    const {body} = await staff.get('/stats/mine');
    assert.equal(await figure('served'), body.served);
    assert.equal(await figure('left'), body.outcomes.left);
    assert.equal(await figure('documents'), 1);
    const before_ = body.served;
    await page.keyboard.press('F8');
    await at(page, 'start').waitFor();
    await page.keyboard.press('F4');
    await at(page, 'settled').waitFor();
    await page.keyboard.press('F9');
    await at(page, 'next').waitFor();
    await until('the figure', async () => await figure('served') === before_ + 1);
});

test('the day ends after one question; an open visit goes back to its place', async () => {
    await page.keyboard.press('F8');
    await at(page, 'number').waitFor();
    const number = /[A-E]\d+/.exec(await at(page, 'number').innerText())[0];
    await at(page, 'end-day').click();
    await page.locator('[data-test=end-day-no]:focus').waitFor();
    await page.locator('.my-day', {hasText: `Wizyta ${number} jest otwarta`}).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[data-test=end-day]:focus').waitFor();
    await page.keyboard.press('Enter');
    await at(page, 'end-day-yes').click();
    await page.locator('#login').waitFor();
    assert.equal(stateOf(number), 'waiting');
    assert.equal(daemon.sql('SELECT count(*) AS n FROM duty WHERE room_id = 4')[0].n, 0);
    assert.equal(await page.locator('.pill', {hasText: 'Sesja wygasła'}).count(), 0);
});

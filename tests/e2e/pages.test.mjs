// limit: 300 s
/*
 * The pages in a real Chromium against a real backend: what staff, lobby and manager see and do.
 * The tests run in order on one office; each says what it leaves behind.
 */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon, until} from '../support/daemon.mjs';
import {at, checkAccessible, checkFits, logIn, openBrowser, shoot, transferredKb}
    from '../support/browser.mjs';

const PAGE_KB_MAX = 60;
const SAID_MS_MAX = 30_000; /* until the board has said the calls before, each to its end */
const LANGUAGES = ['pl', 'uk', 'en', 'ru'];
let daemon;
let browser;
let console1; /* koordynator 1, in Pokój 4 */
let board;

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

const text = locator => locator.innerText();
const said = page => at(page, 'said');
const numberOn = async page => /[A-E]\d+/.exec(await text(at(page, 'number')))[0];
const issue = async body => (await daemon.issue(body)).body.ticket.number;
const roomTile = (page, name) => page.locator('.tile', {hasText: new RegExp(`^${name}\\b`)});

async function waitFor(locator, words) {
    await locator.filter({hasText: words}).first().waitFor();
}

/* Every ticket's state as the database has it. */
const states = () => Object.fromEntries(daemon.sql('SELECT number, state FROM ticket')
    .map(({number, state}) => [number, state]));

async function checkState(page, name) {
    await checkAccessible(page, name);
    await checkFits(page, name);
}

/* The same page, narrow, in every language; the language goes back to Polish. */
async function checkNarrow(page, name) {
    const size = page.viewportSize();
    for (const width of [320, 360]) {
        await page.setViewportSize({width, height: 720});
        for (const language of LANGUAGES) {
            await page.locator('#language').selectOption(language);
            await page.locator(`html[lang=${language}]`).waitFor();
            await checkFits(page, `${name} ${width} ${language}`);
            await shoot(page, `${name} ${width} ${language}`);
        }
        await page.locator('#language').selectOption('pl');
        await page.locator('html[lang=pl]').waitFor();
    }
    await checkAccessible(page, `${name} narrow`);
    await page.setViewportSize(size);
}

test('a wrong password is told plainly, keeps the login and opens nothing', async () => {
    console1 = await browser.page();
    await console1.goto(`${daemon.url}/console`);
    await console1.locator('#login').waitFor();
    await checkState(console1, 'log-in');
    await console1.locator('button[type=submit]').click();
    await waitFor(at(console1, 'error'), 'Wpisz login i hasło');
    await console1.locator('#login').fill('koordynator1');
    await console1.locator('#password').fill('nie-to');
    await console1.keyboard.press('Enter');
    await waitFor(at(console1, 'error'), 'Login albo hasło się nie zgadza');
    assert.equal(await console1.locator('#login').inputValue(), 'koordynator1');
    await checkState(console1, 'log-in refused');
});

test('the log-in page speaks four languages and fits a narrow window', async () => {
    await console1.setViewportSize({width: 320, height: 720});
    for (const [name, word] of [['Українська', 'Увійти'], ['English', 'Log in'],
        ['Русский', 'Войти'], ['Polski', 'Zaloguj']]) {
        await console1.getByRole('button', {name}).click();
        await waitFor(console1.locator('button[type=submit]'), word);
        await checkFits(console1, `log-in 320 ${name}`);
    }
    await console1.setViewportSize({width: 1280, height: 800});
});

test('the right password leads to the choice of a room', async () => {
    await console1.locator('#password').fill('okienko-demo');
    await console1.keyboard.press('Enter');
    await roomTile(console1, 'Pokój 4').waitFor();
    assert.equal(await console1.locator('.tile').count(), 8);
    await checkState(console1, 'rooms');
    await checkNarrow(console1, 'rooms');
});

test('a free room is taken with one press; nobody waits, and the page says so', async () => {
    await roomTile(console1, 'Pokój 4').click();
    await at(console1, 'next').waitFor();
    await waitFor(said(console1), 'Jesteś w: Pokój 4');
    await waitFor(console1.locator('.how-many'), 'Nikt nie czeka');
    await checkState(console1, 'nobody waits');
    await at(console1, 'next').click();
    await waitFor(said(console1), 'Nikt teraz nie czeka');
});

test('a taken room is shown with the role, and cannot be taken by a second person', async () => {
    const second = await browser.page();
    await logIn(second, `${daemon.url}/console`, 'psycholog1');
    const taken = roomTile(second, 'Pokój 4');
    await waitFor(taken, 'Zajęty: koordynator 1');
    assert.equal(await taken.getAttribute('aria-disabled'), 'true');
    await checkState(second, 'a room is taken');
    /* Taken between look and press: the page believes it is free, the server knows better. */
    const third = await daemon.login('prawnik1');
    await second.route('**/api/v1/session/room', async route => {
        await third.takeRoom(5);
        await route.continue();
    });
    await roomTile(second, 'Pokój 5').click();
    await waitFor(at(second, 'error'), 'Ten pokój właśnie ktoś zajął');
    await waitFor(roomTile(second, 'Pokój 5'), 'Zajęty: prawnik 1');
    await checkState(second, 'a room was taken meanwhile');
    assert.equal(daemon.sql('SELECT count(*) AS n FROM duty WHERE room_id IS NOT NULL')[0].n, 2);
    await third.takeRoom(null);
    await second.context().close();
});

test('an empty board says what will come', async () => {
    board = await browser.page({width: 1920, height: 1080});
    await board.goto(`${daemon.url}/board`);
    await waitFor(board.locator('h1'), 'Za chwilę wezwiemy');
    await checkAccessible(board, 'board empty');
});

test('a ticket that is issued is counted on the console within a second', async () => {
    const number = await issue({need: 'start', language: 'uk', interpreter: 'uk', priority: true});
    assert.equal(number, 'A1');
    await console1.locator('.how-many', {hasText: 'Czeka 1 osoba'}).waitFor({timeout: 1000});
    await issue({need: 'start'});
    await console1.locator('.how-many', {hasText: 'Czekają 2 osoby'}).waitFor({timeout: 1000});
    await checkState(console1, 'two wait');
});

test('Next calls one person, says why, and the board shows it within a second', async () => {
    const pressedMs = performance.now();
    await console1.keyboard.press('F8');
    await board.getByText('A1', {exact: true}).first().waitFor();
    const tookMs = performance.now() - pressedMs;
    assert.ok(tookMs < 1000, `the board showed it after ${tookMs} ms`);
    assert.match(await text(at(board, 'main')), /A1\s+Pokój 4/);
    await waitFor(said(console1), 'Wezwano numer A1 do: Pokój 4');
    assert.equal(await numberOn(console1), 'A1');
    const visit = await text(console1.locator('.visit'));
    assert.match(visit, /Wezwany/);
    assert.match(visit, /Pierwsza rozmowa z koordynatorem/);
    assert.match(visit, /Ta osoba ma pierwszeństwo\. Jest teraz pierwsza spośród 2 osób/);
    assert.match(visit, /Następny w kolejności: A2/);
    assert.match(visit, /Pierwszeństwo/);
    assert.match(visit, /Potrzebny tłumacz: ukraiński/);
    assert.match(await console1.title(), /^A1 · Pokój 4/);
    await checkState(console1, 'called');
    await checkNarrow(console1, 'called');
    await checkAccessible(board, 'board one call');
});

test('the board shows number and room only', async () => {
    const shown = await text(board.locator('body'));
    const {body: catalog} = await daemon.get('/catalog');
    const secrets = [...catalog.services, ...catalog.needs].flatMap(({label}) =>
        Object.values(label));
    for (const secret of [...secrets, 'koordynator', 'Pierwszeństwo', 'ukraiński', 'tłumacz']) {
        assert.ok(!shown.includes(secret), `the board says "${secret}"`);
    }
});

test('recalling counts, and the board brings it forward again', async () => {
    await console1.keyboard.press('F2');
    await waitFor(said(console1), 'Wezwano ponownie numer A1');
    await waitFor(console1.locator('.visit'), 'wezwano ponownie 1 raz');
    await board.locator('.main.is-fresh').waitFor();
    assert.equal(daemon.sql('SELECT max(recalls) AS n FROM invitation')[0].n, 1);
});

test('start and finish with an outcome end the visit', async () => {
    await console1.keyboard.press('F4');
    await at(console1, 'settled').waitFor();
    await waitFor(at(console1, 'visit-state'), 'W trakcie rozmowy');
    await checkState(console1, 'serving');
    await checkNarrow(console1, 'serving');
    await at(console1, 'documents').click();
    await waitFor(said(console1), 'Zakończono: numer A1. Brak dokumentów');
    await at(console1, 'next').waitFor();
    await until('A1 done', () => states().A1 === 'done');
    await board.getByText('A1', {exact: true}).waitFor({state: 'detached'});
});

test('a held or doubled key calls one person only', async () => {
    const before_ = daemon.sql('SELECT count(*) AS n FROM invitation')[0].n;
    await issue({need: 'start'});
    await waitFor(console1.locator('.how-many'), 'Czekają 2 osoby');
    await console1.keyboard.down('F8');
    await console1.keyboard.down('F8');
    await console1.keyboard.up('F8');
    await console1.keyboard.press('F8');
    await at(console1, 'number').waitFor();
    assert.equal(await numberOn(console1), 'A2');
    assert.equal(daemon.sql('SELECT count(*) AS n FROM invitation')[0].n, before_ + 1);
});

test('somebody who is not there is set aside and can be brought back', async () => {
    for (let calls = 0; calls < 3 && states().A2 !== 'parked'; calls++) {
        if (await at(console1, 'next').isVisible()) {
            await console1.keyboard.press('F8');
        }
        await at(console1, 'no-show').click();
        await at(console1, 'next').waitFor();
    }
    await waitFor(said(console1), 'Numer A2 odłożony. Miejsce czeka 30 minut');
    await waitFor(console1.locator('.parked'), 'A2');
    await checkState(console1, 'one is set aside');
    await checkNarrow(console1, 'one is set aside');
    await console1.getByRole('button', {name: 'Przywróć numer A2'}).click();
    await waitFor(said(console1), 'Numer A2 wrócił do kolejki');
    await waitFor(console1.locator('.parked'), 'Nikt nie jest odłożony');
    await until('A2 waits', () => states().A2 === 'waiting');
});

test('a lost answer is asked for again, and calls nobody twice', async () => {
    let lost = 0;
    await console1.route('**/next', async route => {
        if (lost++ === 0) {
            await route.fetch(); /* the backend did it; the page never hears */
            await route.abort();
        } else {
            await route.continue();
        }
    });
    const before_ = daemon.sql('SELECT count(*) AS n FROM invitation')[0].n;
    await at(console1, 'next').click();
    await at(console1, 'number').waitFor();
    await waitFor(said(console1), /Wezwano numer/);
    assert.equal(lost, 2, 'the page asked twice');
    assert.equal(daemon.sql('SELECT count(*) AS n FROM invitation')[0].n, before_ + 1);
    await console1.unroute('**/next');
    await console1.keyboard.press('F4');
    await at(console1, 'settled').waitFor();
    await console1.keyboard.press('F9');
    await at(console1, 'next').waitFor();
});

test('the further step of a route waits under the same number', async () => {
    const social = await browser.page();
    await logIn(social, `${daemon.url}/console`, 'swiadczenia1');
    await roomTile(social, 'Pokój 2').click();
    await at(social, 'next').waitFor();
    const number = await issue({need: 'money'});
    await waitFor(social.locator('.how-many'), 'Czeka 1 osoba');
    await at(social, 'next').click();
    await at(social, 'start').click();
    await waitFor(at(social, 'further'), 'dalej: Rozmowa z pracownikiem socjalnym');
    await shoot(social, 'a route of two steps');
    await at(social, 'further').click();
    await waitFor(said(social), `Numer ${number} czeka teraz w kolejce: Rozmowa z pracownikiem`);
    assert.equal(states()[number], 'waiting');
    await social.getByRole('button', {name: 'Wyloguj'}).click();
    await social.locator('#login').waitFor();
    await social.context().close();
});

test('what somebody else did meanwhile is a plain sentence and a fresh screen', async () => {
    await issue({need: 'start'});
    await at(console1, 'next').click();
    const number = await numberOn(console1);
    await console1.route('**/start', async route => {
        const headers = {...route.request().headers(), 'idempotency-key': 'somebody-else'};
        await route.fetch({headers});
        await route.continue();
    });
    await at(console1, 'start').click();
    await waitFor(at(console1, 'error'), 'Ktoś już zmienił stan tego numeru');
    await at(console1, 'settled').waitFor();
    await checkState(console1, 'an error');
    await console1.unroute('**/start');
    await console1.getByRole('button', {name: 'Zamknij komunikat'}).click();
    await at(console1, 'error').waitFor({state: 'detached'});
    await at(console1, 'left').click();
    await at(console1, 'next').waitFor();
    assert.equal(states()[number], 'left');
});

test('many calls: the last one large, the five before it below, and whoever is still awaited',
    async () => {
    const numbers = [];
    const callers = [];
    const logins = ['koordynator1', 'socjalny1', 'socjalny2', 'swiadczenia1', 'prawnik1',
        'psycholog1', 'opieka1'];
    const needs = ['start', 'food', 'food', 'money', 'legal', 'hard_time', 'home_help'];
    const rooms = [4, 1, 2, 3, 5, 6, 7];
    for (const [i, login] of logins.entries()) {
        const staff = await daemon.login(login);
        assert.equal((await staff.takeRoom(rooms[i])).status, 200, login);
        await issue({need: needs[i]});
        const {call} = (await staff.post(`/rooms/${staff.session.room.id}/next`)).body;
        numbers.push(call.number);
        callers.push(staff);
        await board.locator('.main .number', {hasText: new RegExp(`^${call.number}$`)})
            .waitFor({timeout: SAID_MS_MAX});
    }
    const list = board.locator('.earlier .number');
    const newestFirst = numbers.slice(0, -1).reverse();
    /* A sixth is there as long as it is younger than a minute; see board_stays.test.mjs. */
    const earlier = await list.allInnerTexts();
    assert.ok(earlier.length >= 5);
    assert.deepEqual(earlier, newestFirst.slice(0, earlier.length));
    await checkAccessible(board, 'board full');
    const {body: {current}} = await callers[1].get('/state?view=console');
    assert.equal((await callers[1].post(`/tickets/${current.ticket.id}/start`)).status, 200);
    await board.locator('.earlier li', {hasText: numbers[1]}).waitFor({state: 'detached'});
    assert.deepEqual(await list.allInnerTexts(),
        newestFirst.filter(number => number !== numbers[1]));
    await checkFits(board, 'board full');
    for (const [width, height] of [[1080, 1920], [1366, 768], [3840, 2160], [360, 740]]) {
        await board.setViewportSize({width, height});
        await checkFits(board, `board ${width}x${height}`);
        await shoot(board, `board ${width}x${height}`);
    }
    await board.setViewportSize({width: 1920, height: 1080});
});

test('the board is readable from afar: the number 61 mm high on a 43 inch screen', async () => {
    /* T01 and L01: capital height at least 0.01222 of the distance; 5 m are 61 mm. */
    const px = await board.locator('.main .number').evaluate(element =>
        parseFloat(getComputedStyle(element).fontSize));
    const mmPerPx = 43 * 25.4 / Math.hypot(1920, 1080);
    const CAPITAL = 0.7;
    assert.ok(px * CAPITAL * mmPerPx >= 61, `${px * CAPITAL * mmPerPx} mm`);
});

test('a call that ends brings an older one back to the list, not to the front', async () => {
    const club = await daemon.login('klub1');
    await club.takeRoom(8);
    await issue({need: 'activities'});
    const {ticket} = (await club.post('/rooms/8/next')).body;
    const large = board.locator('.main .number');
    await large.filter({hasText: ticket.number}).waitFor({timeout: SAID_MS_MAX});
    const before_ = await board.locator('.earlier .number').allInnerTexts();
    await club.post(`/tickets/${ticket.id}/start`);
    await club.post(`/tickets/${ticket.id}/finish`, {outcome: 'settled'});
    await large.filter({hasText: before_[0]}).waitFor();
    assert.equal(await board.locator('.main.is-fresh').count(), 0);
    assert.equal(await board.locator('.earlier li').count(), 5);
    await club.takeRoom(null);
});

test('the phone page says number and state without a script, and fits 320 px', async () => {
    const {token, number} = (await daemon.issue({need: 'documents'})).body.ticket;
    const phone = await browser.page({width: 320, height: 640, javaScriptEnabled: false});
    await phone.goto(`${daemon.url}/v/${token}`);
    assert.match(await text(phone.locator('h1')), new RegExp(`Twój numer\\s+${number}`));
    await shoot(phone, 'phone page');
    await phone.context().close();
    const again = await browser.page({width: 320, height: 640});
    await again.goto(`${daemon.url}/v/${token}`);
    await checkAccessible(again, 'phone page with scripts');
    await checkFits(again, 'phone page');
    const before_ = await text(again.locator('main'));
    const staff = await daemon.login('swiadczenia1');
    await staff.takeRoom(3);
    await staff.post(`/tickets/${(await staff.get('/state?view=console')).body.current.ticket.id}` +
        '/no-show');
    await staff.post('/rooms/3/next');
    await again.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await waitFor(again.locator('main'), 'Pokój 3');
    assert.notEqual(await text(again.locator('main')), before_);
    await checkAccessible(again, 'phone page called');
    await again.goto(daemon.url);
    await checkAccessible(again, 'index');
    await checkFits(again, 'index');
    await again.context().close();
});

test('the manager sees what the API says, and new numbers as they come', async () => {
    const manager = await browser.page({width: 1366, height: 900});
    await logIn(manager, `${daemon.url}/manager`, 'kierownik1');
    await at(manager, 'issued').waitFor();
    const staff = await daemon.login('kierownik1');
    const {body: stats} = await staff.get('/stats/today');
    const figure = async name => text(at(manager, name).locator('b'));
    assert.equal(await figure('issued'), String(stats.issued));
    assert.equal(await figure('waiting'), String(stats.waiting));
    assert.equal(await figure('with_staff'), String(stats.called + stats.serving));
    assert.equal(await figure('done'), String(stats.done));
    assert.equal(await figure('gone'), String(stats.left + stats.cancelled));
    const listed = await manager.locator('.newest tbody th').allInnerTexts();
    assert.deepEqual(listed, stats.tickets.map(({number}) => number));
    const small = stats.services.filter(({wait_median_min: value, issued}) =>
        issued > 0 && value === null);
    assert.ok(small.length > 0, 'small cells are hidden by the API');
    await waitFor(manager.locator('.note'), 'mniej niż 5 czekań');
    await manager.locator('.chart canvas').waitFor();
    const kb = await transferredKb(manager);
    assert.ok(kb > 20 && kb < PAGE_KB_MAX, `${kb} KB`);
    await issue({need: 'start'});
    await waitFor(at(manager, 'issued'), String(stats.issued + 1));
    await checkState(manager, 'manager');
    await manager.locator('summary', {hasText: 'wykresu'}).click();
    assert.equal(await manager.locator('details tbody tr').count() >= 10, true);
    await checkNarrow(manager, 'manager');
    await manager.goto(`${daemon.url}/console`);
    await waitFor(manager.locator('h1'), 'nie ma w Twoich uprawnieniach');
    await checkState(manager, 'not allowed');
    await manager.context().close();
});

test('a new day empties the figures and the chart, and fills them again', async () => {
    const manager = await browser.page();
    await logIn(manager, `${daemon.url}/manager`, 'kierownik1');
    await manager.locator('.chart canvas').waitFor();
    await manager.route('**/stats/today', async route => {
        const response = await route.fetch();
        const stats = await response.json();
        await route.fulfill({response, json: {...stats, issued: 0, tickets: [], services: [],
            hours: stats.hours.map(row => ({...row, arrivals: 0}))}});
    });
    await issue({need: 'start'});
    await waitFor(manager.locator('.card'), 'Wykres pojawi się po pierwszym numerze');
    await waitFor(manager.locator('.newest'), 'Nie ma jeszcze żadnego numeru');
    await checkState(manager, 'manager on a new day');
    await manager.unroute('**/stats/today');
    await issue({need: 'start'});
    await manager.locator('.chart canvas').waitFor();
    await manager.context().close();
});

test('the whole journey by keyboard alone, with the focus in sight', async () => {
    const page = await browser.page();
    await page.goto(`${daemon.url}/console`);
    await page.locator('#login:focus').waitFor();
    await page.keyboard.type('klub1');
    await page.keyboard.press('Tab');
    await page.keyboard.type('okienko-demo');
    await page.keyboard.press('Enter');
    await roomTile(page, 'Pokój 8').waitFor();
    const focused = () => page.evaluate(() => document.activeElement !== document.body && ({
        text: document.activeElement.innerText ?? '',
        outline: getComputedStyle(document.activeElement).outlineStyle,
    }));
    const tabTo = async words => {
        for (let presses = 0; presses < 40; presses++) {
            await page.keyboard.press('Tab');
            const {text: here, outline} = await focused() || {text: ''}; /* past the end */
            assert.notEqual(outline, 'none', `the focus is in sight on "${here}"`);
            if (here.includes(words)) {
                return;
            }
        }
        assert.fail(`Tab never reaches "${words}"`);
    };
    await tabTo('Pokój 8');
    await page.keyboard.press('Enter');
    await at(page, 'next').waitFor();
    const number = await issue({need: 'activities'});
    await waitFor(page.locator('.how-many'), 'Czeka 1 osoba');
    await tabTo('Następny');
    await page.keyboard.press('Enter');
    await at(page, 'number').waitFor();
    assert.equal(await numberOn(page), number);
    await page.locator('[data-test=number]:focus').waitFor();
    await tabTo('Rozpocznij');
    await page.keyboard.press('Space');
    await at(page, 'settled').waitFor();
    await tabTo('Osoba wyszła');
    await page.keyboard.press('Enter');
    await at(page, 'next').waitFor();
    assert.equal(states()[number], 'left');
    await tabTo('Wyloguj');
    await page.keyboard.press('Enter');
    await page.locator('#login').waitFor();
    const [duty] = daemon.sql(`SELECT count(*) AS n FROM duty JOIN staff ON staff.id = staff_id
        WHERE login = 'klub1' AND room_id IS NOT NULL`);
    assert.equal(duty.n, 0, 'the room is free again');
    await page.context().close();
});

test('the language that was chosen stays, and services are named in it', async () => {
    await console1.locator('#language').selectOption('uk');
    await waitFor(console1.locator('.queues'), 'Перша розмова з координатором');
    await console1.reload();
    await waitFor(console1.locator('.queues'), 'Перша розмова з координатором');
    assert.equal(await console1.getAttribute('html', 'lang'), 'uk');
    await console1.locator('#language').selectOption('pl');
    await waitFor(console1.locator('.queues'), 'Pierwsza rozmowa z koordynatorem');
});

test('a dead backend is said at once, and everything is right again after its return', async () => {
    const manager = await browser.page();
    await logIn(manager, `${daemon.url}/manager`, 'kierownik1');
    await at(manager, 'issued').waitFor();
    const pages = [console1, board, manager];
    const count = Number(await text(at(manager, 'issued').locator('b')));
    await daemon.kill();
    for (const page of pages) {
        await at(page, 'offline').waitFor({timeout: 2000});
    }
    await checkAccessible(console1, 'console without connection');
    await checkAccessible(board, 'board without connection');
    await checkAccessible(manager, 'manager without connection');
    await daemon.launch();
    for (const page of pages) {
        await at(page, 'offline').waitFor({state: 'detached', timeout: 8000});
    }
    await issue({need: 'start'});
    await waitFor(at(manager, 'issued'), String(count + 1));
    await manager.context().close();
});

test('a board that hears nothing says so, and in the end loads itself anew', async () => {
    const deaf = await browser.page();
    await deaf.clock.install();
    await deaf.addInitScript(() => {
        globalThis.SharedWorker = class {
            port = {postMessage() {}, close() {}};
        };
    });
    await deaf.goto(`${daemon.url}/board`);
    await waitFor(deaf.locator('.office'), 'Miejski'); /* the state is there, the stream joined */
    await deaf.clock.fastForward(46_000);
    await at(deaf, 'offline').waitFor();
    let isLoaded = false;
    deaf.once('load', () => { isLoaded = true; });
    await until('the board to load again', async () => {
        await deaf.clock.fastForward(61_000).catch(() => {}); /* it may be loading right now */
        return isLoaded;
    }, 8000, 200);
    await deaf.context().close();
});

test('an action during an outage is a plain sentence, and works afterwards', async () => {
    if (await at(console1, 'start').isVisible()) {
        await at(console1, 'start').click();
        await at(console1, 'settled').click();
    }
    await at(console1, 'next').waitFor();
    await daemon.kill();
    await at(console1, 'offline').waitFor();
    await at(console1, 'next').click();
    await waitFor(at(console1, 'error'), 'Nie udało się połączyć');
    await checkAccessible(console1, 'an action without connection');
    await daemon.launch();
    await at(console1, 'offline').waitFor({state: 'detached'});
    await at(console1, 'next').click();
    await at(console1, 'number').waitFor();
    await at(console1, 'error').waitFor({state: 'detached'});
});

test('a session that ended elsewhere leads back to the log-in, with words', async () => {
    const beside = await browser.page({beside: console1});
    await beside.goto(`${daemon.url}/console`);
    const logOut = beside.getByRole('button', {name: 'Wyloguj'});
    await at(beside, 'number').waitFor();
    await logOut.click();
    await waitFor(at(beside, 'error'), 'Najpierw zakończ otwartą wizytę');
    await at(beside, 'start').click();
    await at(beside, 'settled').click();
    await at(beside, 'next').waitFor();
    await logOut.click();
    await beside.locator('#login').waitFor();
    await console1.locator('#login').waitFor();
    await waitFor(console1.locator('.card'), 'Sesja wygasła');
    await checkState(console1, 'the session has ended');
});

test('too many wrong passwords are told to wait', async () => {
    const page = await browser.page();
    await page.goto(`${daemon.url}/console`);
    await page.locator('#login').fill('socjalny1');
    for (let tries = 0; tries < 8; tries++) {
        await page.locator('#password').fill('nie-to');
        await page.keyboard.press('Enter');
        await page.locator('button[type=submit]:not([aria-disabled])').waitFor();
        await at(page, 'error').waitFor();
        if ((await text(at(page, 'error'))).includes('Odczekaj minutę')) {
            await page.context().close();
            return;
        }
    }
    assert.fail('the backend never said 429');
});

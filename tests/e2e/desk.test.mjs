// limit: 240 s
// The desk of a receptionist, and what every console is asked to see to: two staff, a receptionist,
// a board and a kiosk that calls for hands. The tests run in order on one office.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon, newKey, until} from '../support/daemon.mjs';
import {bigOffice} from '../support/office.mjs';
import {at, checkAccessible, checkFits, logIn, openBrowser, shoot, transferredKb}
    from '../support/browser.mjs';

const PAGE_KB_MAX = 60;
const LANGUAGES = ['pl', 'uk', 'en', 'ru'];
let daemon;
let browser;
let desk;
let psychologist;
let social;
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

const ticketRow = number => daemon.sql(`SELECT ticket.*, (SELECT group_concat(code) FROM
    (SELECT code FROM step JOIN service ON service.id = service_id WHERE ticket_id = ticket.id
    ORDER BY position)) AS steps FROM ticket WHERE number = '${number}'`)[0];
const said = async (page, words) => at(page, 'said').filter({hasText: words}).waitFor();

async function checkState(page, name) {
    await checkAccessible(page, name);
    await checkFits(page, name);
}

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

async function sitDown(login, room) {
    const page = await browser.page();
    await logIn(page, `${daemon.url}/console`, login);
    await page.locator('.tile', {hasText: new RegExp(`^${room}\\b`)}).click();
    await at(page, 'next').waitFor();
    return page;
}

const raise = kind => daemon.send('POST', '/alerts', {token: true, key: newKey(), body: {kind}});

test('a receptionist who calls nobody sees the desk, and is asked for no room', async () => {
    desk = await browser.page();
    await logIn(desk, `${daemon.url}/console`, 'recepcja1');
    await at(desk, 'picks').locator('.pick').first().waitFor();
    assert.equal(await desk.locator('.tile').count(), 0);
    assert.equal(await at(desk, 'next').count(), 0);
    assert.equal(await at(desk, 'part-calls').count(), 0);
    const kb = await transferredKb(desk);
    assert.ok(kb > 20 && kb < PAGE_KB_MAX, `${kb} KB`);
    await checkState(desk, 'desk');
    await checkNarrow(desk, 'desk');
});

test('every entry has a key of its own', async () => {
    const keys = await desk.locator('.pick kbd').allInnerTexts();
    assert.ok(keys.length > 20);
    assert.ok(keys.every(key => /^[A-Z0-9]$/.test(key)));
    assert.equal(new Set(keys).size, keys.length);
});

test('two keystrokes issue a number', async () => {
    await desk.reload();
    await desk.locator('.pick input:focus').first().waitFor();
    const key = await desk.locator('.pick', {hasText: 'Brakuje mi pieniędzy'}).locator('kbd')
        .innerText();
    await desk.keyboard.press(key.toLowerCase());
    assert.equal(await desk.locator('.pick input:focus').inputValue(), 'money');
    await desk.keyboard.press('Enter');
    await at(desk, 'issued').waitFor();
    const number = await at(desk, 'issued').innerText();
    const row = ticketRow(number);
    assert.equal(row.steps, 'SWI,SOC');
    assert.equal(row.channel, 'desk');
    assert.equal(row.priority, 0);
    await said(desk, new RegExp(`Wydano numer ${number}\\. Osób przed tą osobą: 0`));
    assert.equal(await at(desk, 'phone-link').innerText(), `${daemon.url}/v/${row.token}`);
    await checkState(desk, 'a number issued');
    await checkNarrow(desk, 'a number issued');
});

test('the next person begins plainly: the focus stays in the list, nothing is chosen', async () => {
    await desk.locator('.pick input:focus').waitFor();
    assert.equal(await desk.locator('.pick input:checked').count(), 0);
    const before_ = await at(desk, 'issued').innerText();
    await desk.keyboard.press('Enter');
    await desk.keyboard.press('Enter');
    assert.equal(await at(desk, 'issued').innerText(), before_);
    assert.equal(daemon.sql('SELECT count(*) AS n FROM ticket')[0].n, 1);
});

test('priority, language and interpreter go on the ticket, then are forgotten', async () => {
    await at(desk, 'by-service').click();
    await desk.locator('.pick', {hasText: 'Rozmowa z psychologiem'}).click();
    await at(desk, 'priority').check();
    await at(desk, 'ticket-language').selectOption('uk');
    await at(desk, 'interpreter').selectOption('pjm');
    await checkState(desk, 'a service with everything chosen');
    await at(desk, 'issue-button').click();
    await said(desk, 'Wydano numer A1');
    const row = ticketRow('A1');
    assert.equal(row.steps, 'PSY');
    assert.deepEqual([row.priority, row.language, row.interpreter], [1, 'uk', 'pjm']);
    assert.equal(await at(desk, 'priority').isChecked(), false);
    assert.equal(await at(desk, 'ticket-language').inputValue(), 'pl');
    assert.equal(await at(desk, 'interpreter').inputValue(), '');
});

test('a letter typed elsewhere is a letter', async () => {
    await at(desk, 'find').pressSequentially('psych');
    assert.equal(await at(desk, 'find').inputValue(), 'psych');
    assert.equal(await desk.locator('.pick input:checked').count(), 0);
    await desk.keyboard.press('Enter');
    await said(desk, 'Numer to litera i liczba');
});

async function find(number) {
    await at(desk, 'find').fill(number);
    await desk.keyboard.press('Enter');
}

test('a number of today is found however it is typed, one that nobody has is said so', async () => {
    await find('e 77');
    await said(desk, 'Dziś nie ma numeru E77');
    await find('a 1');
    await at(desk, 'found').locator('h3:focus').waitFor();
    const words = await at(desk, 'found').innerText();
    assert.match(words, /A1\s+czeka/);
    assert.match(words, /Pierwszeństwo/);
    assert.match(words, /Rozmowa z psychologiem/);
    await checkState(desk, 'a ticket found');
    await checkNarrow(desk, 'a ticket found');
});

test('what a colleague does with it shows at once, with the room', async () => {
    psychologist = await sitDown('psycholog1', 'Pokój 4');
    await at(psychologist, 'next').click();
    await at(desk, 'found').filter({hasText: 'Pokój 4'}).waitFor({timeout: 1500});
    assert.match(await at(desk, 'found').innerText(), /A1\s+wezwany/);
    await at(psychologist, 'start').click();
    await at(psychologist, 'settled').waitFor();
});

test('a step is added to the route, and taken away again', async () => {
    await at(desk, 'add-what').selectOption('PRAW');
    await at(desk, 'add').click();
    await said(desk, 'Dodano krok: Porada prawnika');
    await until('the step', () => ticketRow('A1').steps === 'PSY,PRAW');
    await desk.getByRole('button', {name: 'Usuń krok: Porada prawnika'}).click();
    await said(desk, 'Usunięto krok');
    await at(psychologist, 'settled').click();
    await at(desk, 'found').filter({hasText: 'zakończony'}).waitFor();
    assert.equal(await at(desk, 'cancel').count(), 0, 'what is over cannot be cancelled');
    assert.equal(await at(desk, 'add').count(), 0);
});

test('who is parked is listed and put back, also from the ticket', async () => {
    const staff = await daemon.login('socjalny1');
    await staff.takeRoom(1);
    const park = async () => {
        const {ticket} = (await daemon.issue({need: 'food'})).body;
        await staff.post('/rooms/1/next');
        await staff.post(`/tickets/${ticket.id}/start`);
        await staff.post(`/tickets/${ticket.id}/park`);
        return ticket.number;
    };
    const first = await park();
    await desk.locator('.parked li', {hasText: first}).waitFor();
    await checkState(desk, 'somebody is parked');
    await desk.locator('.parked').locator('[data-test=resume]').click();
    await said(desk, `Numer ${first} wrócił do kolejki`);
    assert.equal(ticketRow(first).state, 'waiting');
    await find(first);
    await at(desk, 'found').filter({hasText: first}).waitFor();
    await staff.post('/rooms/1/next');
    const {body} = await staff.get('/state?view=console');
    await staff.post(`/tickets/${body.current.ticket.id}/start`);
    await staff.post(`/tickets/${body.current.ticket.id}/park`);
    await at(desk, 'resume-found').click();
    await said(desk, `Numer ${first} wrócił do kolejki`);
    await at(desk, 'found').filter({hasText: 'czeka'}).waitFor();
    assert.equal(ticketRow(first).state, 'waiting');
    await staff.takeRoom(null);
});

test('a number is cancelled after one question, and not before', async () => {
    const {number} = (await daemon.issue({need: 'documents'})).body.ticket;
    await find(number);
    await at(desk, 'found').filter({hasText: number}).waitFor();
    await at(desk, 'cancel').click();
    await desk.getByText(`Anulować numer ${number}?`).waitFor();
    await checkState(desk, 'asked before cancelling');
    await desk.keyboard.press('Enter'); /* the focus is on "Nie, zostaw" */
    await desk.locator('[data-test=cancel]:focus').waitFor();
    assert.equal(ticketRow(number).state, 'waiting');
    await desk.keyboard.press('Enter');
    await desk.getByText(`Anulować numer ${number}?`).waitFor();
    await desk.keyboard.press('Shift+Tab');
    await desk.locator('[data-test=cancel-yes]:focus').waitFor();
    await desk.keyboard.press('Enter');
    await said(desk, `Anulowano numer ${number}`);
    await at(desk, 'found').locator('h3:focus').waitFor();
    assert.equal(ticketRow(number).state, 'cancelled');
});

test('a kiosk that needs hands is told on every console in words, once aloud', async () => {
    social = await sitDown('socjalny1', 'Pokój 1');
    board = await browser.page({width: 1920, height: 1080});
    await board.goto(`${daemon.url}/board`);
    await board.locator('h1').waitFor();
    await raise('staff');
    await raise('staff');
    for (const page of [desk, social, psychologist]) {
        const row = at(page, 'alert-staff');
        await row.filter({hasText: '2 razy'}).waitFor({timeout: 1500});
        assert.match(await row.innerText(), /Ktoś prosi o pomoc przy kiosku: kiosk-test/);
        assert.match(await row.innerText(), /\d\d:\d\d/);
    }
    const aloud = () => at(desk, 'told').textContent();
    assert.match(await aloud(), /Ktoś prosi/);
    await raise('paper-low');
    await at(desk, 'told').filter({hasText: 'kończy się papier'}).waitFor();
    assert.doesNotMatch(await aloud(), /Ktoś prosi/, 'the same is not read out again');
    await raise('staff');
    await at(desk, 'alert-staff').filter({hasText: '3 razy'}).waitFor();
    assert.doesNotMatch(await aloud(), /Ktoś prosi/);
    await at(social, 'alert-paper-low').waitFor();
    await checkState(social, 'alerts on a console');
    await checkState(desk, 'alerts on the desk');
    await checkNarrow(social, 'alerts on a console');
    await checkNarrow(desk, 'alerts on the desk');
});

test('a colleague sees to it, and every console says who', async () => {
    await at(desk, 'alert-staff').locator('[data-test=take]').focus();
    await desk.keyboard.press('Enter');
    for (const page of [desk, social, psychologist]) {
        await at(page, 'alert-staff').filter({hasText: 'Zajmuje się: recepcja 1'})
            .waitFor({timeout: 1500});
        assert.equal(await at(page, 'alert-staff').locator('[data-test=take]').count(), 0);
    }
    await desk.locator('.alerts:focus').waitFor();
    await raise('printer-fine');
    await at(social, 'alert-paper-low').waitFor({state: 'detached'});
    await checkState(social, 'an alert is seen to');
});

test('one key calls for help: role and room on every other console, and never on the board',
    async () => {
        const boardBefore = await board.locator('main').innerText();
        const pressedMs = performance.now();
        await psychologist.keyboard.press('F12');
        const row = at(social, 'alert-emergency');
        await row.waitFor();
        assert.ok(performance.now() - pressedMs < 1500);
        assert.match(await row.innerText(), /Pilnie potrzebna pomoc: Pokój 4, psycholog 1/);
        await at(social, 'told-at-once').filter({hasText: 'Pokój 4, psycholog 1'}).waitFor();
        await at(desk, 'alert-emergency').waitFor();
        await at(psychologist, 'alert-emergency').waitFor();
        assert.equal((await at(psychologist, 'told-at-once').textContent()).trim(), '');
        assert.equal(await social.locator('.alerts li').first().getAttribute('data-test'),
            'alert-emergency');
        await checkState(social, 'a colleague calls for help');
        await checkState(psychologist, 'I called for help');
        await checkNarrow(social, 'a colleague calls for help');
        await row.locator('[data-test=take]').click();
        for (const page of [desk, social, psychologist]) {
            await at(page, 'alert-emergency')
                .filter({hasText: 'Zajmuje się: pracownik socjalny 1'}).waitFor();
        }
        await at(psychologist, 'told-at-once').filter({hasText: 'pracownik socjalny 1'}).waitFor();
        assert.equal(await board.locator('main').innerText(), boardBefore);
        assert.doesNotMatch(await board.locator('body').innerText(), /psycholog|Pokój 4/);
    });

test('help is called while another request hangs, and whoever called may call it off', async () => {
    await daemon.issue({need: 'food'});
    let release;
    const hangs = new Promise(done => { release = done; });
    await social.route('**/next', async route => {
        await hangs;
        await route.continue();
    });
    await at(social, 'next').click();
    await at(social, 'help').click();
    await at(desk, 'alert-emergency').filter({hasText: 'Pokój 1'}).waitFor({timeout: 1500});
    release();
    const own = at(social, 'alert-emergency').filter({hasText: 'Pokój 1'});
    await own.getByRole('button', {name: 'Odwołaj'}).click();
    await at(desk, 'alert-emergency').filter({hasText: 'Odwołano'}).waitFor();
    await social.unroute('**/next');
    await at(social, 'number').waitFor();
});

test('who calls and issues has both, and the keys of the part that is shown', async () => {
    const other = await Daemon.start({office: bigOffice({rooms: 2, staff: 2})});
    const page = await browser.page();
    await logIn(page, `${other.url}/console`, 'pracownik1');
    await page.locator('.tile').first().click();
    await at(page, 'next').waitFor();
    await checkState(page, 'both parts');
    await at(page, 'part-desk').click();
    await at(page, 'picks').locator('.pick').first().waitFor();
    await page.locator('.pick').first().click();
    await page.keyboard.press('Enter');
    await at(page, 'issued').waitFor();
    await page.keyboard.press('F8');
    assert.equal(other.sql('SELECT count(*) AS n FROM invitation')[0].n, 0);
    await checkState(page, 'both parts, the desk');
    await checkNarrow(page, 'both parts, the desk');
    await at(page, 'part-calls').click();
    await at(page, 'next').waitFor(); /* this part is fetched when it is asked for */
    await page.keyboard.press('F8');
    await at(page, 'number').waitFor();
    await page.context().close();
    await other.stop();
});

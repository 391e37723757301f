// limit: 120 s
// Somebody with an appointment at the desk: found by the code, checked in, cancelled.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon, until} from '../support/daemon.mjs';
import {bookAt, fiveMinutes} from '../support/booked.mjs';
import {at, checkAccessible, checkFits, logIn, openBrowser} from '../support/browser.mjs';

let daemon;
let browser;
let desk;
let staff;

before(async () => {
    daemon = await Daemon.start();
    browser = await openBrowser();
    staff = await daemon.login('recepcja1');
    desk = await browser.page();
    await logIn(desk, `${daemon.url}/console`, 'recepcja1');
    await at(desk, 'find').waitFor();
});

after(async () => {
    try {
        await browser?.close();
    } finally {
        await daemon?.stop();
    }
});

const said = words => at(desk, 'said').filter({hasText: words}).waitFor();

async function find(words) {
    await at(desk, 'find').fill(words);
    await at(desk, 'find').press('Enter');
}

/* The next free time of a psychologist, on whichever day that is. */
async function book() {
    const {body: {slots}} = await staff.get('/slots?service=PSY&days=14');
    assert.ok(slots.length > 0, 'somebody has time within two weeks');
    const answer = await staff.post('/appointments',
        {service: 'PSY', starts_ms: slots[0].starts_ms});
    assert.equal(answer.status, 201, answer.text);
    return answer.body.appointment;
}

test('a code that nobody has is said so', async () => {
    await find('000 001');
    await said('Nie ma wizyty z kodem 000001');
    assert.equal(await at(desk, 'found-visit').count(), 0);
});

test('a visit of another day says its day and gives no number', async () => {
    const {code} = await book();
    await find(`${code.slice(0, 3)} ${code.slice(3)}`);
    const found = at(desk, 'found-visit');
    await found.locator('h3:focus').waitFor();
    const words = await found.innerText();
    assert.match(words, /\d\d:\d\d\s+umówiona/);
    const isToday = await at(desk, 'check-in').count() === 1;
    assert.equal(/Ta wizyta jest w innym dniu/.test(words), !isToday);
    await checkAccessible(desk, 'a visit found');
    await desk.setViewportSize({width: 320, height: 720});
    await checkFits(desk, 'a visit found, narrow');
    await desk.setViewportSize({width: 1280, height: 800});
});

test('it is cancelled after one question', async () => {
    await at(desk, 'cancel-visit').click();
    await checkAccessible(desk, 'asked before cancelling a visit');
    await desk.keyboard.press('Enter'); /* the focus is on what changes nothing */
    assert.equal(daemon.sql("SELECT count(*) AS n FROM appointment WHERE state = 'booked'")[0].n,
        1);
    await at(desk, 'cancel-visit').click();
    await at(desk, 'cancel-visit-yes').click();
    await said('Odwołano wizytę');
    await at(desk, 'found-visit').filter({hasText: 'odwołana'}).waitFor();
    assert.equal(await at(desk, 'cancel-visit').count(), 0);
    assert.deepEqual(daemon.sql('SELECT state FROM appointment'), [{state: 'cancelled'}]);
});

test('who is there gets a number like any other, and the desk says how they are in time',
    async () => {
        const {code, id} = await book();
        /* Whichever day it is: the answers are those of the interface, the day is today. */
        const issued = (await daemon.issue({need: null, service: 'PSY'})).body;
        const today = {id, code, service: 'PSY', staff: 1, starts_ms: Date.now(), minutes: 50,
            state: 'booked', number: null};
        await desk.route(`**/appointments?code=${code}`, route =>
            route.fulfill({json: {appointment: today}}));
        await desk.route('**/appointments/check-in', async route => {
            assert.deepEqual(route.request().postDataJSON(),
                {appointment: id, language: 'pl'});
            await route.fulfill({status: 201,
                json: {...issued, appointment: {...today, state: 'arrived'}, arrival: 'late'}});
        });
        await find(code);
        await at(desk, 'check-in').click();
        await said(`Wydano numer ${issued.ticket.number}`);
        assert.equal(await at(desk, 'issued').innerText(), issued.ticket.number);
        assert.match(await at(desk, 'arrival').innerText(), /po czasie/);
        await checkAccessible(desk, 'checked in at the desk');
        await desk.unrouteAll();
    });

test('who has lost the code is found by the time, and the ticket speaks their language',
    async () => {
        const {id} = await bookAt(daemon, 'PSY', fiveMinutes(Date.now()));
        await desk.locator('summary', {hasText: 'Umówieni dziś'}).click();
        const row = at(desk, 'today-row').filter({hasText: 'umówiona'});
        await row.waitFor();
        await row.getByRole('button').first().click();
        await row.locator('h3:focus').waitFor();
        await checkAccessible(desk, 'today at the desk');
        await desk.setViewportSize({width: 320, height: 720});
        await checkFits(desk, 'today at the desk, narrow');
        await desk.setViewportSize({width: 1280, height: 800});
        await at(desk, 'visit-language').selectOption('uk');
        await at(desk, 'check-in').click();
        await row.waitFor({state: 'detached'});
        const [{number, language}] = daemon.sql(`SELECT number, language FROM ticket
            JOIN appointment ON ticket.id = ticket_id WHERE appointment.id = ${id}`);
        assert.equal(language, 'uk');
        assert.equal(await at(desk, 'issued').innerText(), number);
        await said(`Wydano numer ${number}`);
        const arrived = at(desk, 'today-row').filter({hasText: 'osoba przyszła'});
        await arrived.filter({hasText: number}).waitFor();
        assert.equal(await arrived.locator('[data-test=check-in]').count(), 0);
        await checkAccessible(desk, 'today at the desk, arrived');
    });

test('an appointment cancelled from the list says so at once', async () => {
    await bookAt(daemon, 'PSY', fiveMinutes(Date.now()) + 5 * 60_000);
    await daemon.issue(); /* the time was moved behind the page's back: some news */
    const row = at(desk, 'today-row').filter({hasText: 'umówiona'});
    await row.getByRole('button').first().click();
    await row.locator('[data-test=cancel-visit]').click();
    await row.locator('[data-test=cancel-visit-yes]').click();
    await said('Odwołano wizytę');
    await at(desk, 'today-row').filter({hasText: 'odwołana'}).first().waitFor();
});

test('an answer from before the cancelling does not bring the number back', async () => {
    const {ticket} = (await daemon.issue({need: 'start'})).body;
    await find(ticket.number);
    const found = at(desk, 'found');
    await found.waitFor();
    let isHeld = false;
    let letGo = null;
    const moment = new Promise(done => { letGo = done; });
    await desk.route(`**/api/v1/tickets/${ticket.id}`, async route => {
        const response = await route.fetch();
        if (!isHeld) {
            isHeld = true;
            await moment;
        }
        await route.fulfill({response});
    });
    await daemon.issue({need: 'start'});
    await until('the look before', () => isHeld);
    await at(desk, 'cancel').click();
    await at(desk, 'cancel-yes').click();
    await found.filter({hasText: 'odwołany'}).waitFor();
    const late = desk.waitForResponse(`**/api/v1/tickets/${ticket.id}`);
    letGo();
    await (await late).finished();
    await desk.evaluate(() => new Promise(done => { setTimeout(done, 50); }));
    assert.match(await found.innerText(), /odwołany/);
    await desk.unrouteAll();
});

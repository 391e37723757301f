// limit: 180 s
// One number through the real programs: kiosk, coordinator, lawyer, psychologist. Each of them is
// told in a sentence why this person, and so is the manager afterwards.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {KioskSet} from '../support/screens.mjs';
import {at, checkAccessible, checkFits, logIn, openBrowser} from '../support/browser.mjs';
import {until} from '../support/daemon.mjs';

let set;
let browser;
let number;
const pages = {};

before(async () => {
    set = await KioskSet.start();
    browser = await openBrowser();
});

after(async () => {
    try {
        await browser?.close();
    } finally {
        await set?.stop();
    }
});

const stepsNow = () => set.daemon.sql(`SELECT service.code, step.state FROM step
    JOIN service ON service.id = step.service_id JOIN ticket ON ticket.id = step.ticket_id
    WHERE ticket.number = '${number}' ORDER BY position`)
    .map(({code, state}) => `${code}:${state}`);

async function sitDown(login, room) {
    const page = pages[login] = await browser.page();
    await logIn(page, `${set.daemon.url}/console`, login);
    await page.locator('.tile', {hasText: new RegExp(`^${room}\\b`)}).click();
    await at(page, 'next').waitFor();
    return page;
}

/* Presses Next and gives the sentence that is shown. */
async function callNext(page) {
    await at(page, 'next').click();
    await page.locator('.visit').waitFor();
    assert.equal(/[A-E]\d+/.exec(await at(page, 'number').innerText())[0], number);
    const sentence = await page.locator('.why').innerText();
    await checkAccessible(page, 'called with its reason');
    await checkFits(page, 'called with its reason');
    await at(page, 'start').click();
    await at(page, 'settled').waitFor();
    return sentence;
}

async function handOver(page, service, {comesBack = false} = {}) {
    const form = at(page, 'hand-over');
    await at(page, 'hand-service').selectOption(service);
    if (comesBack) {
        await form.locator('input').check();
    }
    await checkAccessible(page, 'handing over');
    await checkFits(page, 'handing over');
    await at(page, 'transfer').click();
    await at(page, 'next').waitFor();
}

test('the kiosk gives one number', async () => {
    const kiosk = await set.kiosk();
    await kiosk.untilScreen('attract');
    await kiosk.untilNode('start');
    await kiosk.tap('language.pl', 'home');
    await kiosk.tap('need.start', 'number');
    number = (await kiosk.untilNode('number')).label;
    assert.match(number, /^A\d+$/);
    assert.deepEqual(stepsNow(), ['KOORD:waiting']);
});

test('the coordinator is told that nobody else waits, and hands over to the lawyer', async () => {
    const page = await sitDown('koordynator1', 'Pokój 1');
    const sentence = await callNext(page);
    assert.match(sentence, /To jedyna osoba, której możesz teraz pomóc/);
    await handOver(page, 'PRAW');
    assert.deepEqual(stepsNow(), ['KOORD:done', 'PRAW:waiting']);
});

test('the lawyer is told who comes next, and sends on to the psychologist and back', async () => {
    const page = await sitDown('prawnik1', 'Pokój 2');
    const {body} = await set.daemon.issue({need: 'start'});
    const desk = await set.daemon.login('recepcja1');
    await desk.post(`/tickets/${body.ticket.id}/steps`, {service: 'PRAW'});
    const sentence = await callNext(page);
    assert.match(sentence, /Najdłużej czeka spośród 2 osób, którym możesz pomóc/);
    assert.match(sentence, new RegExp(`Następny w kolejności: ${body.ticket.number}`));
    await handOver(page, 'PSY', {comesBack: true});
    assert.deepEqual(stepsNow(), ['KOORD:done', 'PRAW:done', 'PSY:waiting', 'PRAW:planned']);
});

test('the psychologist settles it, and the visitor waits for the lawyer again', async () => {
    const page = await sitDown('psycholog1', 'Pokój 3');
    const sentence = await callNext(page);
    assert.match(sentence, /możesz (teraz )?pomóc/);
    await at(page, 'settled').click();
    await at(page, 'next').waitFor();
    await until('the way back', () => stepsNow().includes('PRAW:waiting'));
    const [visit] = set.daemon.sql(`SELECT count(*) AS tickets FROM ticket
        WHERE number = '${number}'`);
    assert.equal(visit.tickets, 1, 'one number all the way');
});

test('the lawyer takes the returned visitor before whoever came later, and ends the visit',
    async () => {
        const page = pages.prawnik1;
        const sentence = await callNext(page);
        assert.match(sentence, /Najdłużej czeka spośród 2 osób/);
        await at(page, 'settled').click();
        await at(page, 'next').waitFor();
        const [ticket] = set.daemon.sql(`SELECT state FROM ticket WHERE number = '${number}'`);
        assert.equal(ticket.state, 'done');
    });

test('the manager reads every call with its reason, in four languages', async () => {
    const page = await browser.page();
    await logIn(page, `${set.daemon.url}/manager`, 'kierownik1');
    await at(page, 'calls').click();
    const list = page.locator('.calls li');
    await list.first().waitFor();
    assert.equal(await list.count(), 4);
    assert.match(await list.last().innerText(),
        new RegExp(`Pokój 1 Wezwano ${number}: przyjście o \\d\\d:\\d\\d\\.`));
    for (const [language, word] of [['uk', 'Викликано'], ['en', 'Called'], ['ru', 'Вызван'],
        ['pl', 'Wezwano']]) {
        await page.locator('#language').selectOption(language);
        await page.locator(`html[lang=${language}]`).waitFor();
        assert.match(await list.last().innerText(), new RegExp(`${word} ${number}`));
        await checkFits(page, `calls ${language}`);
    }
    await checkAccessible(page, 'calls and why');
});

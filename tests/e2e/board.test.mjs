// limit: 300 s
/*
 * The lobby's screen in a real Chromium: what it shows and what it says, in which order, and what
 * it does when it may not be heard or hears nothing itself.
 */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon, until} from '../support/daemon.mjs';
import {at, checkAccessible, checkFits, openBrowser, shoot} from '../support/browser.mjs';
import {hearWav} from '../support/wav.mjs';

const CREW = ['koordynator1', 'swiadczenia1', 'prawnik1', 'socjalny1', 'socjalny2', 'psycholog1',
    'opieka1', 'klub1'];
const NEEDS = ['start', 'money', 'legal', 'food', 'food', 'hard_time', 'home_help', 'activities'];
const TV = [[1280, 720], [1366, 768], [1920, 1080], [3840, 2160], [720, 1280], [1080, 1920],
    [2160, 3840]];
let daemon;
let browser;
let board;
let crew; /* one of the staff in each room */

/* Notes every clip: when it began and ended, how long it is, and which number was large then. */
const NOTE_CLIPS = () => {
    globalThis.clips = [];
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = async function noted() {
        const clip = {large: document.querySelector('.main .number')?.textContent,
            volume: this.volume, asked: performance.now()};
        try {
            await play.call(this);
        } catch (refusal) {
            console.debug(refusal.name);
            throw refusal;
        }
        globalThis.clips.push(clip);
        clip.began = performance.now();
        this.addEventListener('ended', () => {
            Object.assign(clip, {ended: performance.now(), at: this.currentTime,
                long: this.duration});
        }, {once: true});
    };
};

async function goToBoard(from, size = {width: 1920, height: 1080}, path = '/board', hear) {
    const page = await from.page(size);
    page.on('console', message => hear?.(message));
    page.voices = [];
    page.on('request', request => {
        const url = new URL(request.url());
        if (url.pathname === '/api/v1/voice') {
            page.voices.push(url.search);
        }
    });
    await page.addInitScript(NOTE_CLIPS);
    await page.goto(daemon.url + path);
    return page;
}

async function openBoard(...words) {
    const page = await goToBoard(...words);
    await page.locator('.office', {hasText: 'Miejski'}).waitFor();
    return page;
}

/* Whatever a test looks for in a page counts as a touch to the browser, which then allows sound: so
 * nobody looks before the board has been refused. */
async function openForbidden(from) {
    let hear;
    const refused = new Promise((done, fail) => {
        hear = message => message.text() === 'NotAllowedError' && done();
        setTimeout(() => fail(new Error('sound was not refused')), 20_000).unref();
    });
    const page = await goToBoard(from, undefined, undefined, hear);
    await refused;
    return page;
}

const clipsOf = page => page.evaluate(() => globalThis.clips);
const large = page => page.locator('.main .number');
const showsLarge = (page, number) =>
    large(page).filter({hasText: new RegExp(`^${number}$`)}).waitFor();

/* Everybody sends away whom they have; then nobody waits and nobody is called. */
async function clear() {
    for (const staff of crew) {
        const {current} = (await staff.get('/state?view=console')).body;
        if (current) {
            await staff.post(`/tickets/${current.ticket.id}/start`);
            await staff.post(`/tickets/${current.ticket.id}/finish`, {outcome: 'left'});
        }
    }
}

async function call(index) {
    assert.equal((await daemon.issue({need: NEEDS[index]})).status, 201);
    const {body} = await crew[index].post(`/rooms/${index + 1}/next`);
    assert.ok(body.ticket, JSON.stringify(body));
    return body.ticket;
}

before(async () => {
    daemon = await Daemon.start();
    crew = await Promise.all(CREW.map(async (login, index) => {
        const staff = await daemon.login(login);
        await staff.takeRoom(index + 1);
        return staff;
    }));
    browser = await openBrowser('--autoplay-policy=no-user-gesture-required');
    board = await openBoard(browser);
});

after(async () => {
    try {
        await browser?.close();
    } finally {
        await daemon?.stop();
    }
});

test('a board that may be heard tries its loudspeaker softly and asks for nothing', async () => {
    const [chime] = await until('the chime', async () => {
        const clips = await clipsOf(board);
        return clips[0]?.ended && clips;
    });
    assert.ok(chime.volume < 0.05);
    assert.deepEqual(board.voices, ['']);
    assert.equal(await at(board, 'sound').count(), 0);
});

test('a call is large and said in the same second, and the clip is heard to its end', async () => {
    const ticket = await call(0);
    await showsLarge(board, ticket.number);
    const shownMs = await board.evaluate(() => performance.now());
    const clip = await until('the end of the clip', async () =>
        (await clipsOf(board)).find(({large: number, ended}) => number === ticket.number && ended));
    assert.ok(Math.abs(clip.asked - shownMs) < 1000, `${clip.asked - shownMs} ms apart`);
    assert.equal(clip.volume, 1);
    assert.ok(clip.long > 2.5 && clip.at > clip.long - 0.05, `${clip.at} of ${clip.long} s`);
    assert.equal(board.voices.at(-1), `?number=${ticket.number}&room=1`);
    const answer = await fetch(`${daemon.url}/api/v1/voice${board.voices.at(-1)}`);
    const heard = hearWav(Buffer.from(await answer.arrayBuffer()));
    assert.ok(heard.loudness(0.8, heard.seconds - 0.3) > 300, 'words are heard');
    assert.match(await board.locator('[role=status]').innerText(),
        new RegExp(`${ticket.number}, Pokój 1`));
});

test('a recall is said again', async () => {
    const {current} = (await crew[0].get('/state?view=console')).body;
    const saidBefore = board.voices.length;
    assert.equal((await crew[0].post(`/tickets/${current.ticket.id}/recall`)).status, 200);
    await until('the recall', () => board.voices.length > saidBefore);
    assert.equal(board.voices.at(-1), `?number=${current.ticket.number}&room=1`);
    await board.locator('.main.is-fresh').waitFor();
    await until('its end', async () => (await clipsOf(board)).at(-1).ended);
});

test('several calls in one moment are said one after the other, none cut, each large', async () => {
    await clear();
    const saidBefore = (await clipsOf(board)).length;
    const tickets = [];
    for (const index of [1, 2, 3, 4]) {
        tickets.push(await call(index));
    }
    const clips = await until('four clips', async () => {
        const all = (await clipsOf(board)).slice(saidBefore);
        return all.length === 4 && all[3].ended && all;
    }, 40_000);
    assert.deepEqual(clips.map(({large: number}) => number), tickets.map(({number}) => number));
    clips.forEach((clip, index) => {
        assert.ok(clip.at > clip.long - 0.05,
            `${clip.large} was cut: ${clip.at} of ${clip.long} s`);
        if (index > 0) {
            assert.ok(clip.began >= clips[index - 1].ended, `${clip.large} began too early`);
        }
    });
});

test('who has gone while others were called is not called after them', async () => {
    await clear();
    const saidBefore = board.voices.length;
    const first = await call(0);
    const gone = await call(1);
    await crew[1].post(`/tickets/${gone.id}/cancel`);
    const last = await call(2);
    await until('the last of them', () => board.voices.at(-1) === `?number=${last.number}&room=3`,
        20_000);
    const said = board.voices.slice(saidBefore)
        .map(search => new URLSearchParams(search).get('number'));
    assert.deepEqual(said, [first.number, last.number]);
    await until('silence', async () => (await clipsOf(board)).at(-1).ended);
});

test('a full board fits every television, upright too, and can be read from afar', async () => {
    await clear();
    for (let index = 0; index < CREW.length; index++) {
        await call(index);
    }
    /* More than five, as long as they were called within a minute and nobody has come. */
    await until('all the others', async () =>
        await board.locator('.earlier li').count() === CREW.length - 1);
    await at(board, 'waits').locator('li').first().waitFor();
    await at(board, 'calm').waitFor();
    for (const [width, height] of TV) {
        await board.setViewportSize({width, height});
        await checkFits(board, `board full ${width}x${height}`);
        await shoot(board, `board full ${width}x${height}`);
        const found = await board.evaluate(() => ({
            high: document.documentElement.scrollHeight,
            low: [...document.querySelectorAll('#app *')].filter(element =>
                !element.closest('.hidden') &&
                element.getBoundingClientRect().bottom > innerHeight + 1)
                .map(({outerHTML}) => outerHTML.slice(0, 80)),
            sizes: Object.fromEntries(['.main .number', '.main .room', '.earlier .number']
                .map(name => [name,
                    parseFloat(getComputedStyle(document.querySelector(name)).fontSize)])),
        }));
        assert.ok(found.high <= height, `${width}x${height} is ${found.high} high`);
        assert.deepEqual(found.low, [], `${width}x${height}`);
        /* L01: capital height >= 0.01222 of the distance. 43 inches, the farthest seat at 5 m. */
        const mmPerPx = 43 * 25.4 / Math.hypot(width, height);
        const farM = name => found.sizes[name] * 0.7 * mmPerPx / 0.01222 / 1000;
        assert.ok(farM('.main .number') >= 5, `number: ${farM('.main .number')} m`);
        assert.ok(farM('.main .room') >= 3.5, `room: ${farM('.main .room')} m`);
        assert.ok(farM('.earlier .number') >= 1.6, `list: ${farM('.earlier .number')} m`);
    }
    await board.setViewportSize({width: 1920, height: 1080});
    await checkAccessible(board, 'board full with waits');
});

test('the arrow beside a room points where the office says it is', async () => {
    const points = await board.evaluate(() =>
        [...document.querySelectorAll('.main .to, .earlier li')].map(line => [
            line.querySelector('.room').textContent,
            getComputedStyle(line.querySelector('svg')).transform]));
    const told = Object.fromEntries(points);
    assert.equal(told['Pokój 8'], 'none');
    assert.match(told['Pokój 7'], /^matrix\([^,]*, -1, 1, /);
    const left = points.filter(([room]) => room === 'Pokój 1' || room === 'Pokój 2');
    left.forEach(([, transform]) => assert.match(transform, /^matrix\(-1, /));
});

test('no name of a service, need or language is anywhere on the page', async () => {
    const shown = await board.locator('body').innerText();
    const {body: catalog} = await daemon.get('/catalog');
    for (const {label} of [...catalog.services, ...catalog.needs]) {
        for (const secret of Object.values(label)) {
            assert.ok(!shown.includes(secret), secret);
        }
    }
});

test('the display beside a door has its own number only, and is silent', async () => {
    const door = await openBoard(browser, {width: 800, height: 480}, '/board?room=3');
    const [mine, other] = await Promise.all([3, 4].map(async room =>
        (await crew[room - 1].get('/state?view=console')).body.current.ticket));
    await showsLarge(door, mine.number);
    const shown = await door.locator('body').innerText();
    assert.match(shown, /Pokój 3/);
    assert.ok(!shown.includes(other.number));
    assert.doesNotMatch(shown, /min\b|Prosimy/);
    await checkAccessible(door, 'door');
    await checkFits(door, 'door');
    await crew[2].post(`/tickets/${mine.id}/recall`);
    await door.locator('.main.is-fresh').waitFor();
    await crew[2].post(`/tickets/${mine.id}/start`);
    await crew[2].post(`/tickets/${mine.id}/finish`, {outcome: 'settled'});
    await large(door).waitFor({state: 'detached'});
    await shoot(door, 'door empty');
    assert.deepEqual(door.voices, []);
    for (const [path, words] of [['/board?room=99', 'Nie ma takiego pokoju']]) {
        await door.goto(daemon.url + path);
        await door.locator('h1', {hasText: words}).waitFor();
    }
    await door.context().close();
});

test('a browser that forbids sound shows one button; after its press calls are said', async () => {
    const strict = await openBrowser('--autoplay-policy=user-gesture-required');
    try {
        const page = await openForbidden(strict);
        const button = at(page, 'sound');
        await button.waitFor();
        assert.equal(await button.innerText(), 'Włącz dźwięk');
        await checkAccessible(page, 'board without sound');
        await checkFits(page, 'board without sound');
        await clear();
        const unheard = await call(0); /* shown all the same */
        await showsLarge(page, unheard.number);
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await button.waitFor({state: 'detached'});
        const heard = await call(1);
        await until('the voice', async () => (await clipsOf(page)).some(({large: number, ended}) =>
            number === heard.number && ended), 20_000);
        assert.equal(await button.count(), 0);
    } finally {
        await strict.close();
    }
});

test('a stream that only hangs is told after 20 seconds, and what was missed is said once',
    async () => {
        await clear();
        daemon.child.kill('SIGSTOP');
        const stoppedMs = performance.now();
        try {
            await at(board, 'offline').waitFor({timeout: 30_000});
        } finally {
            daemon.child.kill('SIGCONT');
        }
        const tookMs = performance.now() - stoppedMs;
        assert.ok(tookMs < 26_000, `told after ${tookMs} ms`);
        const saidBefore = board.voices.length;
        const missed = await call(0); /* the board may not be back yet */
        await at(board, 'offline').waitFor({state: 'detached', timeout: 15_000});
        await showsLarge(board, missed.number);
        await until('its voice', async () => (await clipsOf(board)).some(({large: number, ended}) =>
            number === missed.number && ended));
        assert.deepEqual(board.voices.slice(saidBefore), [`?number=${missed.number}&room=1`]);
    });

/* Capitals in mm on a screen of so many inches, as a tape measure would have it. */
const capitalsMm = (page, inches) => page.evaluate(size => {
    const number = document.querySelector('.main .number');
    const box = number.closest('.main').getBoundingClientRect();
    const own = number.getBoundingClientRect();
    return {
        mm: parseFloat(getComputedStyle(number).fontSize) * 0.7 *
            (size * 25.4) / Math.hypot(innerWidth, innerHeight),
        isInside: own.top >= box.top && own.bottom <= box.bottom &&
            own.left >= box.left && own.right <= box.right,
    };
}, inches);

test('the number is large enough for the farthest seat, or it says from how far', async () => {
    await clear();
    const {number} = await call(0);
    await call(1);
    for (const [width, height, inches, distance] of [[1920, 1080, 43, 5], [1920, 1080, 32, 7],
        [1920, 1080, 55, 12], [1366, 768, 43, 9], [1080, 1920, 43, 6]]) {
        const page = await openBoard(browser, {width, height},
            `/board?inches=${inches}&distance=${distance}`);
        await page.locator('.earlier .number, .main .number', {hasText: number}).first().waitFor();
        const {mm, isInside} = await capitalsMm(page, inches);
        const name = `${width}x${height} ${inches}in ${distance}m`;
        assert.ok(mm >= distance * 12.22, `${name}: ${mm} mm`);
        assert.ok(isInside, name);
        assert.equal(await at(page, 'too-far').count(), 0, name);
        await checkFits(page, name);
        await page.context().close();
    }
    const far = await openBoard(browser, {width: 1366, height: 768},
        '/board?inches=24&distance=20');
    await at(far, 'too-far').waitFor();
    const [, metres] = /najdalej z ([\d.]+) m/.exec(await at(far, 'too-far').innerText());
    const {mm} = await capitalsMm(far, 24);
    assert.ok(mm >= Number(metres) * 12.22, `${metres} m is true: ${mm} mm`);
    await checkAccessible(far, 'board too far');
    await far.context().close();
});

test('the calm line tells activities and helplines in turn, in four languages, and moves nothing',
    async () => {
        const page = await browser.page({width: 1920, height: 1080});
        await page.clock.install();
        await page.goto(`${daemon.url}/board`);
        await at(page, 'calm').waitFor();
        const {body: {display, helplines}} = await daemon.get('/state?view=board');
        assert.ok(display.lines.length >= 2 && helplines.length >= 2);
        const told = new Set();
        const heights = new Set();
        for (let i = 0; i < 2 * (display.lines.length + helplines.length); i++) {
            await at(page, 'calm').locator('.is-now span').first().waitFor(); /* seen */
            told.add((await at(page, 'calm').locator('.is-now span').first().innerText())
                .replaceAll('\u00a0', ' '));
            assert.equal(await at(page, 'calm').locator('.is-now [lang]').count(), 3);
            heights.add((await at(page, 'calm').boundingBox()).height);
            await page.clock.runFor(20_000);
        }
        for (const {pl} of [...display.lines, ...helplines]) {
            assert.ok(told.has(pl), pl);
        }
        assert.equal(heights.size, 1, `its place changes: ${[...heights]}`);
        await page.context().close();
    });

test('a call that is taken back leaves the board at once and is not said', async () => {
    await clear();
    const staff = crew[0];
    const {number} = await call(0);
    await showsLarge(board, number);
    await until('its end', async () => (await clipsOf(board)).some(({large: said, ended}) =>
        said === number && ended));
    const said = board.voices.length;
    assert.equal((await staff.post('/undo')).status, 200);
    await board.locator('.number', {hasText: new RegExp(`^${number}$`)})
        .waitFor({state: 'detached', timeout: 1500});
    assert.equal(board.voices.length, said);
});

test('a board whose server is gone says so at once, and is right when it is back', async () => {
    await clear();
    await daemon.kill();
    await at(board, 'offline').waitFor({timeout: 1500});
    await checkAccessible(board, 'board offline');
    await checkFits(board, 'board offline');
    await daemon.launch();
    await at(board, 'offline').waitFor({state: 'detached', timeout: 15_000});
    crew = await Promise.all(CREW.map(login => daemon.login(login)));
    const {number} = await call(0);
    await showsLarge(board, number);
});

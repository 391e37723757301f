// limit: 300 s
// The phone page: what it says in each state and language, what it never says, and what a person
// may do there to their own ticket.
import assert from 'node:assert/strict';
import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {gzipSync} from 'node:zlib';
import {Daemon, backendProgram, guard} from '../support/daemon.mjs';
import {LANGUAGES, Phone, say, textOf} from '../support/phone.mjs';
import {checkCalls} from '../support/rule.mjs';

const ROOM = 4;
const MINUTE = 60_000;
const CHANGES_MAX = 5; // a minute, see attempts.h
const PAGE_BYTES_MAX = 30 * 1024;

let daemon;
let staff; // koordynator1, in Pokój 4
let desk;

before(async () => {
    daemon = await Daemon.start();
    staff = await daemon.login('koordynator1');
    desk = await daemon.login('recepcja1');
    assert.equal((await staff.takeRoom(ROOM)).status, 200);
});

after(() => daemon.stop());

const change = sql => execFileSync('sqlite3',
    ['-cmd', '.timeout 5000', join(daemon.data, 'okienko.db'), sql]);

/* What the rows say after a change behind the program's back is read at the next start. */
async function rewrite(sql) {
    await daemon.stop();
    change(sql);
    await daemon.launch();
}

async function issued(body) {
    const answer = await daemon.issue(body);
    assert.equal(answer.status, 201, answer.text);
    return answer.body.ticket;
}

async function act(id, name, body = {}, who = staff) {
    const answer = await who.post(`/tickets/${id}/${name}`, body);
    assert.equal(answer.status, 200, `${name}: ${answer.text}`);
    return answer.body;
}

const next = async () => (await staff.post(`/rooms/${ROOM}/next`)).body.ticket;
const rowOf = id => daemon.sql(`SELECT state, version, floor_ms FROM ticket WHERE id = ${id}`)[0];
const phoneOf = (ticket, looks) => new Phone(daemon, ticket.token, looks);

async function callTo(ticket) {
    assert.equal((await next())?.id, ticket.id);
}

/* How a ticket comes into each state, and the sentence of it. */
const WAYS = {
    soon_you: async () => {},
    visit_called: callTo,
    visit_serving: async ticket => {
        await callTo(ticket);
        await act(ticket.id, 'start');
    },
    visit_paused: ticket => phoneOf(ticket).pause(),
    missed: async ticket => {
        await callTo(ticket);
        await act(ticket.id, 'no-show');
    },
    visit_aside: async ticket => {
        await callTo(ticket);
        await act(ticket.id, 'park');
    },
    visit_done: async ticket => {
        await callTo(ticket);
        await act(ticket.id, 'start');
        await act(ticket.id, 'finish');
    },
    cancelled_done: ticket => phoneOf(ticket).cancel(),
    visit_gone: async ticket => {
        await callTo(ticket);
        await act(ticket.id, 'start');
        await act(ticket.id, 'finish', {outcome: 'left'});
    },
};
const OVER = ['visit_done', 'cancelled_done', 'visit_gone'];

for (const [key, bring] of Object.entries(WAYS)) {
    test(`"${key}" is said in every language, and what can be done then`, async () => {
        const ticket = await issued();
        await bring(ticket);
        for (const lang of LANGUAGES) {
            const page = await phoneOf(ticket, {lang}).look();
            assert.equal(page.status, 200);
            assert.match(page.html, new RegExp(`<html lang="${lang.slice(0, 2)}"`));
            assert.equal(page.state, textOf(say(lang, key, {room: 'Pokój 4'})), lang);
            assert.ok(page.text.startsWith(`${say(lang, 'your_number')} ${ticket.number} `));
            assert.ok(page.html.includes(`<title>${say(lang, 'visit_title')}</title>`));
            assert.doesNotMatch(page.text, /\{|visit_|undefined/, 'nothing unfilled');
            const buttons = [...Phone.links(page.html), ...Phone.forms(page.html)]
                .map(({words}) => words);
            const offers = name => buttons.includes(say(lang, name));
            assert.equal(offers('visit_pause'), key === 'soon_you', 'visit_pause');
            assert.equal(offers('visit_resume'), key === 'visit_paused', 'visit_resume');
            assert.equal(offers('cancel_ticket'), key !== 'visit_serving' && !OVER.includes(key));
            assert.equal(/<script/.test(page.html), !OVER.includes(key), 'freshens itself');
        }
        if (!OVER.includes(key)) {
            await act(ticket.id, 'cancel');
        }
    });
}

test('the page speaks the language of the kiosk until another is chosen', async () => {
    for (const language of LANGUAGES) {
        const ticket = await issued({language});
        const page = await new Phone(daemon, ticket.token).look(`/v/${ticket.token}`);
        assert.equal(page.state, say(language, 'soon_you'));
        for (const {href, words} of Phone.links(page.html).filter(link =>
            LANGUAGES.some(one => link.words === say(one, `language_name_${one}`)))) {
            const chosen = LANGUAGES.find(one => words === say(one, `language_name_${one}`));
            assert.equal((await phoneOf(ticket).look(href)).state, say(chosen, 'soon_you'));
        }
        const nonsense = await phoneOf(ticket, {lang: 'xx'}).look();
        assert.equal(nonsense.state, say(language, 'soon_you'));
        await act(ticket.id, 'cancel');
    }
});

test('language, larger text and the question go on together through every link and form',
    async () => {
        const ticket = await issued();
        const phone = phoneOf(ticket, {lang: 'en', text: '2', auto: '1'});
        await phone.press('visit_pause');
        const asked = await phone.look();
        assert.match(asked.html, /<html lang="en" class="larger">/);
        assert.ok(asked.text.includes(say('en', 'visit_pause_hint')));
        await phone.press('smaller');
        assert.ok((await phone.look()).text.includes(say('en', 'visit_pause_hint')), 'still asked');
        const paused = await phone.press('visit_pause_yes');
        assert.equal(paused.state, say('en', 'visit_paused'));
        assert.match(phone.address, /\?lang=en&auto=1$/);
        assert.match(paused.html, /<noscript><meta http-equiv="refresh" content="30"><\/noscript>/);
        assert.equal((await phone.press('visit_repeat_off')).html.includes('refresh'), false,
            'who has no scripts chooses it');
        await act(ticket.id, 'cancel');
    });

test('people ahead, the wait, and that nobody is there to help', async () => {
    const [first, second, third] = [await issued(), await issued(), await issued()];
    const page = await phoneOf(third).look();
    assert.equal(page.state, say('pl', 'visit_waiting'));
    assert.ok(page.text.includes(say('pl', 'ahead', {n: 2})), page.text);
    assert.match(page.text, /Czas czekania: (około \d+–\d+|ponad \d+) minut|za chwilę/);
    assert.ok((await phoneOf(first).look()).text.includes(say('pl', 'ahead_none')));
    await act(first.id, 'cancel');
    await act(second.id, 'cancel');
    await act(third.id, 'cancel');
    const nobodys = (await desk.post('/tickets', {service: 'PIEL', language: 'pl',
        priority: false, interpreter: null})).body.ticket;
    const [{token}] = daemon.sql(`SELECT token FROM ticket WHERE id = ${nobodys.id}`);
    const alone = await new Phone(daemon, token).look();
    assert.ok(alone.text.includes(say('pl', 'wait_unknown')), alone.text);
    assert.equal(alone.state, say('pl', 'visit_waiting'), 'soon is not promised');
    await act(nobodys.id, 'cancel', {}, desk);
});

test('what is to come is told without a name', async () => {
    const ticket = await issued({need: 'start'});
    await callTo(ticket);
    await act(ticket.id, 'start');
    await act(ticket.id, 'steps', {service: 'PSY'});
    const stepsOf = async of => [...(await phoneOf(of).look()).html
        .matchAll(/<li( aria-current="step")?><span>(.*?)<\/span><\/li>/g)]
        .map(([, isNow, html]) => (isNow ? '> ' : '') + textOf(html));
    assert.deepEqual(await stepsOf(ticket), ['> Rozmowa teraz: Pokój 4', 'Kolejna rozmowa']);
    await act(ticket.id, 'finish');
    assert.deepEqual(await stepsOf(ticket), ['Rozmowa zakończona', '> Najbliższa rozmowa']);
    await act(ticket.id, 'cancel');
    const offered = await issued({need: 'food'}); // SOC, then SWI if wished
    assert.deepEqual(await stepsOf(offered), ['> Najbliższa rozmowa',
        'Kolejna rozmowa, jeśli zechcesz']);
    await act(offered.id, 'cancel', {}, desk);
});

/* Words that would tell, whatever the page speaks: services, needs, groups, grounds, languages. */
async function deniedWords() {
    const {body} = await daemon.get('/catalog');
    const labels = [];
    const walk = (node, key) => {
        if (typeof node === 'string' && !['code', 'series', 'phone'].includes(key)) {
            labels.push(node);
        } else if (node && typeof node === 'object') {
            Object.entries(node).forEach(([name, child]) => walk(child, name));
        }
    };
    walk([body.needs, body.groups, body.services]);
    const words = labels.filter(label => label.length > 3);
    assert.ok(words.length > 200, `${words.length} labels`);
    return words;
}

const STEMS = new RegExp(['psycholog', 'психолог', 'prawnik', 'lawyer', 'юрист', 'przemoc',
    'насил', 'violence', 'zasił', 'świadczeni', 'benefit', 'допомог', 'пособи', 'uzależn',
    'addict', 'залежн', 'завис', 'bezdomn', 'homeless', 'niepełnospr', 'disab', 'інвалід',
    'инвалид', 'pierwszeństw', 'priorit', 'першочерг', 'tłumacz', 'interpret', 'переклад',
    'перевод', 'pomoc', 'MOPS', 'społeczn', 'social', 'соціал', 'социал'].join('|'), 'iu');

test('no need of any language puts a telling word on the page', async () => {
    const denied = await deniedWords();
    const {body} = await daemon.get('/catalog');
    const codes = new Set(daemon.sql('SELECT code FROM service').map(row => row.code));
    for (const {code} of body.needs) {
        const language = LANGUAGES[body.needs.findIndex(one => one.code === code) % 5];
        const ticket = await issued({need: code, priority: true, interpreter: 'pjm', language});
        for (const lang of LANGUAGES) {
            for (const ask of ['', 'pause', 'cancel']) {
                const {html} = await phoneOf(ticket, {lang, ask}).look();
                const shown = html.replace(/<nav[^]*?<\/nav>/, ''); // the languages of the page
                assert.doesNotMatch(shown, STEMS, `${code} ${lang}`);
                const words = textOf(shown);
                denied.forEach(word =>
                    assert.ok(!words.includes(word), `${code} ${lang}: ${word}`));
                words.split(/[^\p{L}]+/u).forEach(word =>
                    assert.ok(!codes.has(word), `${code} ${lang}: ${word}`));
                assert.ok(!html.includes(`"${code}"`));
            }
        }
        await act(ticket.id, 'cancel', {}, desk);
    }
});

test('nothing on the page comes from anywhere else, and nothing of it is kept', async () => {
    const ticket = await issued();
    const {html, headers} = await phoneOf(ticket).look();
    const targets = [...html.matchAll(/(?:href|src|action)="([^"]*)"/g)]
        .map(([, target]) => target);
    assert.ok(targets.length > 8);
    targets.forEach(target => assert.match(target, /^\/(v|assets)\//));
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.match(headers['content-security-policy'], /default-src 'self'.*form-action 'self'/);
    assert.equal(headers['set-cookie'], undefined);
    assert.match(html, /<meta name="robots" content="noindex, nofollow">/);
    await act(ticket.id, 'cancel');
});

test('page, style, script and icon are under 30 KB together', async () => {
    const ticket = await issued();
    for (let i = 0; i < 14; i++) {
        await desk.post(`/tickets/${ticket.id}/steps`, {service: 'JO'});
    }
    const {html} = await phoneOf(ticket, {lang: 'uk', text: '2', auto: '1', ask: 'cancel'}).look();
    const assets = [...html.matchAll(/(?:href|src)="(\/assets[^"]*)"/g)].map(([, path]) => path);
    assert.equal(assets.length, 3);
    const sizes = await Promise.all(assets.map(async path =>
        Number((await daemon.send('HEAD', path)).headers['content-length'])));
    const total = sizes.reduce((sum, size) => sum + size, Buffer.byteLength(html));
    assert.ok(sizes.every(size => size > 100) && total < PAGE_BYTES_MAX, `${total} bytes`);
    assert.ok(gzipSync(html).length < total);
    await act(ticket.id, 'cancel');
});

test('looking, asking and going back change nothing', async () => {
    const ticket = await issued();
    const earlier = daemon.fingerprint();
    const phone = phoneOf(ticket);
    await phone.press('visit_pause');
    await phone.press('visit_pause_no');
    await phone.press('cancel_ticket');
    await phone.press('cancel_no');
    assert.equal((await daemon.send('HEAD', phone.path)).status, 200);
    assert.equal((await daemon.get(`${phone.path}/cancel`)).status, 405);
    assert.equal(daemon.fingerprint(), earlier);
    await act(ticket.id, 'cancel');
});

test('a pause is one event, and nobody calls who asked for it', async () => {
    const [away, other] = [await issued(), await issued()];
    const phone = phoneOf(away);
    const paused = await phone.pause();
    assert.equal(paused.state, say('pl', 'visit_paused'));
    assert.deepEqual(daemon.sql(`SELECT kind FROM event WHERE kind != 'ticket.issued' AND
        json_extract(facts, '$.visit') = ${away.id}`), [{kind: 'ticket.parked'}]);
    const parked = (await desk.get('/state?view=console')).body.parked.map(row => row.number);
    assert.ok(parked.includes(away.number), 'staff see it');
    await callTo(other);
    assert.equal((await phone.press('visit_resume')).state, say('pl', 'soon_you'));
    await act(other.id, 'cancel');
    await callTo(away);
    await act(away.id, 'cancel');
});

test('back in time counts as come a quarter of an hour ago, and no earlier', async () => {
    const [first, older, younger] = [await issued(), await issued(), await issued()];
    const waited = [[first, 40], [older, 20], [younger, 10]];
    await rewrite(waited.map(([{id}, minutes]) => `UPDATE ticket
        SET checkin_ms = checkin_ms - ${minutes * MINUTE} WHERE id = ${id};`).join(''));
    const phone = phoneOf(first);
    await phone.pause();
    await phone.press('visit_resume');
    const {floor_ms: floor} = rowOf(first.id);
    assert.ok(Math.abs(Date.now() - 15 * MINUTE - floor) < MINUTE);
    await callTo(older); // came 20 minutes ago: before, since the pause
    await act(older.id, 'cancel');
    const {call} = (await staff.post(`/rooms/${ROOM}/next`)).body;
    assert.equal(call.number, first.number);
    assert.equal(call.explanation.base, 'return');
    assert.equal(call.explanation.base_ms, floor);
    assert.equal(call.explanation.checkin_ms, first.checkin_ms - 40 * MINUTE);
    await act(first.id, 'cancel');
    await callTo(younger);
    await act(younger.id, 'cancel');
});

test('a second pause never makes the turn better', async () => {
    const ticket = await issued();
    const phone = phoneOf(ticket);
    await phone.pause();
    await phone.press('visit_resume');
    const {floor_ms: first} = rowOf(ticket.id);
    await phone.pause();
    await phone.press('visit_resume');
    assert.ok(first > 0 && rowOf(ticket.id).floor_ms >= first);
    await act(ticket.id, 'cancel');
});

test('the page says until when the place is kept, and what comes after', async () => {
    const ticket = await issued();
    const phone = phoneOf(ticket);
    const kept = await phone.pause();
    assert.match(kept.text, /Twoje miejsce czeka do godz\. \d+:\d\d\. /);
    await rewrite(`UPDATE step SET ended_ms = ended_ms - ${30 * MINUTE + 1}
        WHERE state = 'parked'`);
    const late = await phone.look();
    assert.match(late.text, /Minęła godz\. \d+:\d\d\. Po powrocie czekasz tak/);
    await phone.press('visit_resume');
    assert.ok(Math.abs(Date.now() - rowOf(ticket.id).floor_ms) < MINUTE, 'as if come now');
    await act(ticket.id, 'cancel');
});

test('the same press sent twice is done once', async () => {
    const ticket = await issued();
    const phone = phoneOf(ticket);
    const formAfter = async key => Phone.forms((await phone.press(key)).html)[0].action;
    const pause = await formAfter('visit_pause');
    const answers = await Promise.all([phone.post(pause), phone.post(pause)]);
    assert.deepEqual(answers.map(({status}) => status), [303, 303]);
    assert.equal(answers[0].headers.location, `/v/${ticket.token}?lang=pl`);
    assert.equal(rowOf(ticket.id).version, ticket.version + 1);
    await phoneOf(ticket).press('visit_resume');
    const waiting = daemon.fingerprint();
    assert.equal((await phone.post(pause)).status, 303, 'sent again by an old page');
    assert.equal(daemon.fingerprint(), waiting, 'and not done again');
    await act(ticket.id, 'cancel');
});

test('who is called may still give up, and the room is free again', async () => {
    const [ticket, other] = [await issued(), await issued()];
    const phone = phoneOf(ticket);
    await phone.press('cancel_ticket');
    await callTo(ticket); // between the question and the answer
    assert.equal((await phone.press('cancel_yes')).state, say('pl', 'cancelled_done'));
    assert.equal(rowOf(ticket.id).state, 'cancelled');
    await callTo(other);
    await act(other.id, 'cancel');
});

test('what cannot be done now leads back to what is true and changes nothing', async () => {
    const ticket = await issued();
    const phone = phoneOf(ticket);
    const path = `/v/${ticket.token}`;
    const refuses = async (names, sentence) => {
        for (const name of names) {
            const earlier = daemon.fingerprint();
            const answer = await phone.post(`${path}/${name}?lang=pl&seen=777`);
            assert.equal(answer.status, 303, `${name}: ${answer.text}`);
            assert.equal(answer.headers.location, `${path}?lang=pl`);
            assert.equal(daemon.fingerprint(), earlier, name);
        }
        assert.equal((await phone.look()).state, textOf(say('pl', sentence, {room: 'Pokój 4'})));
    };
    await refuses(['resume'], 'soon_you');
    await callTo(ticket);
    await refuses(['pause'], 'visit_called');
    await act(ticket.id, 'start');
    await refuses(['cancel'], 'visit_serving');
    await act(ticket.id, 'park');
    await refuses(['resume'], 'visit_aside'); // staff put them aside, staff bring them back
    await daemon.restart(); // the count of changes begins anew
    await act(ticket.id, 'resume');
    await callTo(ticket);
    await act(ticket.id, 'no-show');
    await refuses(['resume'], 'missed');
    await act(ticket.id, 'cancel');
    await refuses(['pause', 'resume', 'cancel'], 'cancelled_done');
});

test('one ticket takes five changes a minute, another is not held up by it', async () => {
    const [busy, calm] = [await issued(), await issued()];
    const phone = phoneOf(busy, {lang: 'en'});
    for (let i = 0; i < CHANGES_MAX; i++) {
        assert.equal((await phone.post(`/v/${busy.token}/resume?seen=${50 + i}`)).status, 303);
    }
    const earlier = daemon.fingerprint();
    const answer = await phone.post(`/v/${busy.token}/cancel?lang=en&seen=1`);
    assert.equal(answer.status, 429);
    assert.equal(answer.headers['retry-after'], '60');
    assert.ok(textOf(answer.text).includes(say('en', 'visit_often')));
    assert.ok(textOf(answer.text).includes(busy.number));
    assert.equal(daemon.fingerprint(), earlier);
    assert.equal((await phoneOf(calm).cancel()).state, say('pl', 'cancelled_done'));
    await act(busy.id, 'cancel');
});

test('a form without the version it showed asks to try again and changes nothing', async () => {
    const ticket = await issued();
    const earlier = daemon.fingerprint();
    for (const seen of ['', '?seen=', '?seen=0', '?seen=-1']) {
        const answer = await phoneOf(ticket).post(`/v/${ticket.token}/cancel${seen}`);
        assert.equal(answer.status, 400, seen);
        assert.ok(textOf(answer.text).includes(say('pl', 'visit_failed')));
    }
    assert.equal(daemon.fingerprint(), earlier);
    await act(ticket.id, 'cancel');
});

test('a change that could not be written leads back to a page that asks to try again', async () => {
    const ticket = await issued();
    const phone = phoneOf(ticket, {lang: 'en'});
    await phone.press('cancel_ticket');
    const lock = guard(spawn('sqlite3', [join(daemon.data, 'okienko.db')],
        {stdio: ['pipe', 'pipe', 'inherit']}));
    const gone = new Promise(done => lock.once('exit', done));
    lock.stdin.write("BEGIN IMMEDIATE; SELECT 'locked';\n");
    await new Promise(done => lock.stdout.once('data', done));
    const failed = await phone.press('cancel_yes'); // the writer waits 5 s for the lock
    lock.stdin.end();
    await gone;
    assert.match(phone.address, /failed=1$/);
    assert.ok(failed.text.includes(say('en', 'visit_failed')), failed.text);
    assert.equal(rowOf(ticket.id).state, 'waiting');
    assert.equal((await phone.cancel()).state, say('en', 'cancelled_done'), 'and then it works');
});

test('what is no ticket of today says so in every language and does nothing', async () => {
    const ticket = await issued();
    await rewrite(`UPDATE ticket SET day = day - 1 WHERE id = ${ticket.id};
        UPDATE ticket SET closed_ms = 1, state = 'left' WHERE id = ${ticket.id};
        UPDATE step SET state = 'left' WHERE ticket_id = ${ticket.id}`);
    const earlier = daemon.fingerprint();
    for (const token of ['x', '0'.repeat(32), ticket.token.toUpperCase(), '0'.repeat(3000),
        `${ticket.token}0`, ticket.token]) {
        for (const path of ['', '/pause', '/resume', '/cancel']) {
            const answer = path === '' ? await daemon.get(`/v/${token}`)
                : await daemon.send('POST', `/v/${token}${path}?seen=1`, {body: ''});
            assert.equal(answer.status, 404, `${token.slice(0, 40)}${path}`);
            assert.equal(answer.headers['cache-control'], 'no-store');
            for (const lang of ['pl', 'uk', 'en', 'ru']) {
                assert.ok(answer.text.includes(`<section lang="${lang}">`));
                assert.ok(textOf(answer.text).includes(say(lang, 'visit_gone')));
            }
            assert.ok(!answer.text.includes(ticket.number) && !answer.text.includes('<script'));
        }
    }
    assert.equal(daemon.fingerprint(), earlier);
});

test('an office that calls by itself calls who comes back, and the next when somebody gives up',
    async () => {
        const director = await daemon.login('kierownik1');
        const current = async () =>
            (await staff.get('/state?view=console')).body.current?.ticket.id;
        const [first, second] = [await issued(), await issued()];
        await phoneOf(first).pause();
        await director.send('PUT', '/rules', {body: {auto_call: true}});
        await desk.post('/tickets', {service: 'PIEL', language: 'pl', priority: false,
            interpreter: null}); // nobody here is for it; but something has happened
        assert.equal(await current(), second.id);
        await phoneOf(second).cancel();
        assert.equal(await current(), undefined, 'who asked for a pause is not called');
        await phoneOf(first).press('visit_resume');
        assert.equal(await current(), first.id);
        await director.send('PUT', '/rules', {body: {auto_call: false}});
        await act(first.id, 'cancel');
    });

test('a day of pauses keeps the rule and is played again from its history', async t => {
    const house = await Daemon.start();
    t.after(() => house.stop());
    const director = await house.login('kierownik1');
    const worker = await house.login('koordynator1');
    await worker.takeRoom(ROOM);
    await director.send('PUT', '/rules', {body: {return_ms: 0}}); // so that each pause matters
    const tickets = [];
    for (let i = 0; i < 60; i++) {
        tickets.push((await house.issue({need: i % 2 ? 'start' : 'food',
            priority: i % 7 === 0})).body.ticket);
        const phone = new Phone(house, tickets[i * 5 % (i + 1)].token);
        await phone.post(`${phone.path}/pause?seen=${100 + i}`);
        await phone.post(`${phone.path}/${['resume', 'resume', 'cancel'][i % 3]}?seen=${200 + i}`);
        if (i % 3 === 0) {
            const {ticket} = (await worker.post(`/rooms/${ROOM}/next`)).body;
            await worker.post(`/tickets/${ticket.id}/${i % 2 ? 'start' : 'no-show'}`);
            await worker.post(`/tickets/${ticket.id}/finish`);
        }
    }
    const kinds = house.sql("SELECT json_extract(facts, '$.op') AS op, count(*) AS n FROM event " +
        'GROUP BY op').reduce((all, {op, n}) => ({...all, [op]: n}), {});
    assert.ok(kinds.pause > 20 && kinds.resume > 10 && kinds.cancel > 5, JSON.stringify(kinds));
    const {calls, contested} = checkCalls(house);
    assert.ok(calls >= 20 && contested >= 15, `${calls} calls, ${contested} contested`);
    const replay = spawnSync(backendProgram, ['replay', '--data', house.data], {encoding: 'utf8'});
    assert.equal(replay.status, 0, replay.stderr);
    assert.match(replay.stdout, new RegExp(`${calls} calls played again, ${calls} identical`));
});

test('tokens of phone pages stay out of the log', () => {
    const tokens = daemon.sql('SELECT token FROM ticket').map(row => row.token);
    assert.ok(tokens.length > 20);
    const log = daemon.log();
    tokens.forEach(token => assert.ok(!log.includes(token)));
});

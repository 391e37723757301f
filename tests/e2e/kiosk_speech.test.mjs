// limit: 240 s
// A visit by ear and key pad alone; what headphones hear, what the loudspeaker never says.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {root, temporaryFolder, until} from '../support/daemon.mjs';
import {Ears, readSound, toDisk} from '../support/ears.mjs';
import {encodePng} from '../support/png.mjs';
import {Printer} from '../support/printer/probe.mjs';
import {decodeRaster} from '../support/raster.mjs';
import {KioskSet, startDisplay} from '../support/screens.mjs';

const PRESSES_MAX = 25;
const USUAL_VOLUME = 3;
const VOICES = {pl: 'pol', uk: 'ukr', en: 'eng', ru: 'rus'};

async function withKiosk(options, work) {
    const set = await KioskSet.start();
    try {
        const kiosk = await set.kiosk(options);
        await kiosk.say('wait-idle');
        await work(kiosk, await Ears.on(kiosk, set.folder), set);
    } finally {
        await set.stop();
    }
}

const texts = heard => heard.map(one => one.text);

for (const [language, letters] of Object.entries(VOICES)) {
    test(`a blind visit by keys alone gets a number in ${language}, and hears its paper`,
        async () => {
            const printer = Printer.up(temporaryFolder('okienko-printer'));
            const sound = join(temporaryFolder('okienko-sound'), 'headphones.raw');
            try {
                await withKiosk({printer: printer.uri, env: toDisk(sound)},
                    (kiosk, ears, set) => visit({kiosk, ears, set, printer, sound, language,
                        letters}));
            } finally {
                printer.down();
            }
        });
}

async function visit({kiosk, ears, set, printer, sound, language, letters}) {
    await kiosk.say('jack in');
    await ears.choose(`language.${language}`);
    const before = ears.said().length;
    await ears.choose('group.money');
    await ears.choose('need.money');
    await ears.choose('print');
    await kiosk.say('wait-idle');
    assert.ok(ears.presses <= PRESSES_MAX, `${ears.presses} presses`);

    const {label} = await kiosk.untilNode('number');
    assert.equal((await kiosk.untilScreen('number')).language, language);
    assert.deepEqual(set.daemon.sql('SELECT number, language FROM ticket'),
        [{number: label, language}]);
    await until('the ticket is said to lie there', async () =>
        ears.said().at(-1).text === (await kiosk.untilNode('paper.text')).label);
    const said = ears.said();
    assert.ok(texts(said).includes(label));
    const own = said.slice(before).filter(one => one.id !== 'ticket'); // the centre's own name
    assert.ok(own.length > 10);
    assert.deepEqual(own.filter(one => one.lang !== language), []);
    assertPaperIsSaid(printer, said, language, letters);

    await kiosk.say('wait-spoken');
    await kiosk.stop();
    const {loud, areEqual} = readSound(sound);
    assert.ok(loud > 22050, 'more than a second of sound');
    assert.ok(areEqual);
}

const wordsOf = text => text.toLowerCase().replaceAll('’', "'").match(/[\p{L}'\d:]{3,}/gu) ?? [];

/* The ticket as it came out, read by somebody else, in the person's language. */
function assertPaperIsSaid(printer, said, language, letters) {
    const [ticket] = printer.tickets();
    const picture = join(temporaryFolder('okienko-paper'), 'ticket.png');
    writeFileSync(picture, encodePng(decodeRaster(ticket)));
    const read = execFileSync('tesseract', [picture, '-', '-l', letters, '--psm', '11'],
        {encoding: 'utf8', env: {...process.env, OMP_THREAD_LIMIT: '1'},
            stdio: ['ignore', 'pipe', 'ignore']});
    const heard = new Set(wordsOf(texts(said).join(' ')));
    const catalogue = readFileSync(join(root, `assets/locale/${language}.po`), 'utf8');
    const known = new Set(wordsOf(catalogue));
    /* The code is read as nonsense, and so is the Polish below each sentence elsewhere. */
    const printed = wordsOf(read).filter(word => known.has(word) || /\d\d/.test(word));
    const missing = printed.filter(word => !heard.has(word));
    assert.ok(printed.length >= 20, `read: ${printed}`);
    assert.ok(missing.length <= printed.length * 0.1, `${language}: printed, not said: ${missing}`);
}

test('each change of focus is said with its own words, and the focus goes round', () =>
    withKiosk({}, async (kiosk, ears) => {
        await kiosk.say('jack in');
        await ears.choose('language.pl');
        const {nodes} = await kiosk.untilScreen('home');
        const order = nodes.filter(node => node.focus_order > 0)
            .sort((a, b) => a.focus_order - b.focus_order);
        for (const node of [...order, order[0]]) {
            const say = (await ears.press('next')).find(one => one.event === 'say');
            assert.equal(say.id, node.id);
            assert.ok(say.text.startsWith(node.label), node.label);
            const dump = await kiosk.untilScreen('home'); // choosing is not doing
            assert.deepEqual(dump.nodes.filter(one => one.focused).map(one => one.id), [node.id]);
        }
        const back = (await ears.press('previous')).find(one => one.event === 'say');
        assert.equal(back.id, order.at(-1).id);
    }));

test('headphones start the speech on any screen, any key cuts it, repeat says it again', () =>
    withKiosk({}, async (kiosk, ears) => {
        await kiosk.tap('language.en', 'home');
        assert.deepEqual(ears.all().filter(one => one.event === 'say'), []);
        await kiosk.say('jack in');
        const first = await ears.after(0);
        assert.deepEqual(first.filter(one => one.event === 'say').map(one => one.id),
            ['speech_help', 'title']);
        const again = await ears.press('repeat');
        assert.deepEqual(again.map(one => one.event), ['cut', 'say']);
        assert.equal(again[1].id, 'title');
        const focus = await ears.press('next');
        const same = await ears.press('repeat');
        assert.equal(same.at(-1).text, focus.at(-1).text);
        await kiosk.say('tap bar.contrast'); // a touch takes the focus away
        const screen = await ears.press('repeat');
        assert.equal(screen.at(-1).id, 'title');
        const count = ears.all().length;
        await kiosk.say('key stop');
        assert.deepEqual([...new Set(ears.all().slice(count).map(one => one.event))], ['cut']);
        await kiosk.tap('group.money', 'group');
        assert.equal(ears.all().slice(count).filter(one => one.event === 'say')[0].id, 'title');
    }));

test('a toggle says its state, and a status that changes is said by itself', () =>
    withKiosk({}, async (kiosk, ears) => {
        await kiosk.tap('start', 'home');
        await kiosk.tap('need.private', 'confirm');
        await kiosk.say('jack in');
        assert.equal((await ears.find('ask.priority')).at(-1).text, 'niezaznaczone');
        assert.equal((await ears.press('select')).at(-1).text, 'zaznaczone');
        await kiosk.tap('no_paper', 'number');
        await ears.choose('cancel');
        await until('the question is said', () =>
            ears.said().some(one => /Na pewno rezygnujesz/.test(one.text)));
    }));

test('an offered talk is reached by keys, ticked by keys, and its state is said', () =>
    withKiosk({}, async (kiosk, ears, set) => {
        await kiosk.say('jack in');
        await ears.choose('language.pl');
        await ears.choose('group.money');
        await ears.choose('need.money');
        const heard = texts(await ears.find('offer.1'));
        assert.deepEqual(heard.slice(-2), ['Rozmowa z pracownikiem socjalnym', 'niezaznaczone']);
        assert.equal((await ears.press('select')).at(-1).text, 'zaznaczone');
        await ears.choose('no_paper');
        await kiosk.untilScreen('number');
        assert.deepEqual(set.daemon.sql('SELECT is_offer FROM step ORDER BY position'),
            [{is_offer: 0}, {is_offer: 0}]);
    }));

test('volume, language and everything said are reset for the next person', () =>
    withKiosk({}, async (kiosk, ears) => {
        await kiosk.say('jack in');
        await ears.choose('language.ru');
        const louder = await ears.press('louder');
        assert.equal(louder.find(one => one.event === 'volume').number, USUAL_VOLUME + 1);
        assert.match(louder.at(-1).text, /4 из 7/);
        await kiosk.say('advance 60000');
        assert.equal((await kiosk.untilScreen('home')).screen, 'home'); // two minutes with speech
        let count = ears.all().length;
        await kiosk.say('advance 60000');
        const warned = await ears.after(count);
        assert.ok(warned.some(one => one.id === 'timeout.title' && one.lang === 'ru'));
        count = ears.all().length;
        await kiosk.say('advance 30000');
        const next = await ears.after(count);
        assert.equal(next.find(one => one.event === 'volume').number, USUAL_VOLUME);
        assert.ok(next.filter(one => one.event === 'say').every(one => one.lang === 'pl'));
        assert.equal(next.find(one => one.event === 'say').id, 'speech_help');
        assert.ok(!ears.all().some(one => one.event === 'chime')); // nothing sounds over speech
    }));

test('what goes wrong is said, with the way out', () =>
    withKiosk({}, async (kiosk, ears) => {
        const isSaid = words => until(`"${words}" to be said`, () =>
            ears.said().some(one => one.text.includes(words)));
        await kiosk.say('jack in');
        await ears.choose('language.pl');
        await ears.choose('visit');
        await kiosk.say('text 999999');
        await kiosk.say('wait-idle');
        await isSaid('Sprawdź kod albo podejdź do pracownika');
        await kiosk.say('tap bar.start_over');
        await ears.choose('language.pl');
        await ears.choose('group.money');
        await ears.choose('need.money');
        await ears.choose('print');
        await isSaid('Drukarka nie działa. Twój numer jest ważny');
        assert.ok(texts(ears.said()).includes((await kiosk.untilNode('number')).label));
    }));

test('the key pad types, and each of its keys does its work', async () => {
    const display = await startDisplay('1080x1920');
    const press = name => execFileSync('xdotool', ['mousemove', '500', '500', 'key', name],
        {env: {...process.env, ...display.env}});
    await withKiosk({env: display.env}, async (kiosk, ears) => {
        await kiosk.say('jack in');
        await ears.after(0);
        const answers = [['Down', 'start'], ['Right', 'language.pl'], ['Up', 'start'],
            ['F5', 'start'], ['F7', 'speech_volume'], ['F6', 'speech_volume'], ['Return', 'title'],
            ['Escape', 'speech_help']];
        for (const [name, id] of answers) {
            const count = ears.all().length;
            press(name);
            const heard = await ears.until(count, `${name} to be answered`);
            assert.equal(heard.find(one => one.event === 'say').id, id, name);
        }
        const count = ears.all().length;
        press('F8');
        await until('silence', () => ears.all().slice(count).some(one => one.event === 'cut'));
    });
    display.stop();
});

test('pulling the plug silences at once, and nothing goes on aloud', () =>
    withKiosk({}, async (kiosk, ears) => {
        await kiosk.tap('start', 'home');
        await kiosk.say('jack in');
        await ears.after(0);
        const count = ears.all().length;
        await kiosk.say('jack out');
        await kiosk.tap('group.money', 'group');
        await kiosk.tap('need.money', 'confirm');
        const later = ears.all().slice(count);
        assert.equal(later[0].event, 'cut');
        assert.deepEqual(later.filter(one => one.event === 'say'), []);
    }));

const flat = label => Object.values(label ?? {}).filter(text => text?.length > 3);

/* Every word that tells what somebody came for, in any language. */
function secretsOf(catalog) {
    const named = [...catalog.needs, ...catalog.groups, ...catalog.services];
    return {texts: [...named.flatMap(one => [...flat(one.label), ...flat(one.hint)]),
        'pierwsze', 'priorit', 'приорит', 'polsku', 'ukrain', 'україн', 'украин', 'english',
        'angiel', 'rosyj', 'русск', 'migow'],
    codes: [...named.map(one => one.code), 'uk', 'ru', 'en', 'pl_easy', 'pjm']};
}

test('for every need the loudspeaker and the log tell nothing', () =>
    withKiosk({}, async (kiosk, ears, set) => {
        const {body: catalog} = await set.daemon.get('/catalog');
        const languages = ['pl', 'uk', 'en', 'ru', 'pl_easy'];
        let walked = 0;
        for (const group of catalog.groups) {
            for (const need of group.needs) {
                await kiosk.tap(`language.${languages[walked % languages.length]}`, 'home');
                await kiosk.tap(`group.${group.code}`, 'group');
                await kiosk.say('key next');
                await kiosk.say('key repeat');
                const {nodes} = await kiosk.tap(`need.${need}`, 'confirm');
                if (!nodes.some(({id}) => id === 'ask.priority')) {
                    await kiosk.say('tap more'); // many offers in long words
                }
                await kiosk.say('tap ask.priority');
                await kiosk.say('key next');
                await kiosk.tap('no_paper', 'number');
                await kiosk.say('key repeat');
                await kiosk.say('advance 121000');
                await kiosk.say('advance 31000');
                await kiosk.untilScreen('attract');
                walked++;
            }
        }
        assert.ok(walked >= 20, `${walked} needs`);
        assertNothingAloud(ears, walked, secretsOf(catalog));
        assertNothingLogged(readFileSync(join(set.folder, 'kiosk.log'), 'utf8'),
            secretsOf(catalog));
    }));

function assertNothingAloud(ears, walked, secrets) {
    assert.deepEqual(ears.said('headphones'), []);
    const aloud = ears.said('loudspeaker');
    assert.ok(aloud.length >= walked * 4, 'people were told where the headphones go');
    assert.equal(ears.all().filter(one => one.event === 'chime').length, walked);
    const spoken = [...new Set(texts(aloud))];
    assert.equal(spoken.length, 4); // one sentence in four languages, whatever the screen is in
    for (let i = 0; i < aloud.length; i += 4) {
        assert.deepEqual(aloud.slice(i, i + 4).map(one => one.lang), ['pl', 'uk', 'en', 'ru']);
    }
    for (const secret of secrets.texts) {
        assert.ok(!spoken.some(text => text.toLowerCase().includes(secret.toLowerCase())), secret);
    }
}

function assertNothingLogged(log, secrets) {
    assert.match(log, /"ticket\.issued"/);
    for (const secret of secrets.texts) {
        assert.ok(!log.toLowerCase().includes(secret.toLowerCase()), `in the log: ${secret}`);
    }
    for (const code of secrets.codes) {
        assert.doesNotMatch(log, new RegExp(`"${code}"`), `in the log: ${code}`);
    }
    assert.doesNotMatch(log, /jack|headphone|speech|listen/i);
}

test('a visit by ear leaves no more in the log than another', () =>
    withKiosk({}, async (kiosk, ears, set) => {
        await kiosk.say('jack in');
        await ears.choose('language.uk');
        await ears.press('louder');
        await ears.choose('group.money');
        await kiosk.say('jack out');
        const log = readFileSync(join(set.folder, 'kiosk.log'), 'utf8');
        assert.doesNotMatch(log, /jack|headphone|speech\.|volume|money|"uk"/i);
    }));

test('without a sound card the log says so, and the visit goes on', () =>
    withKiosk({env: {SDL_VIDEODRIVER: 'dummy', SDL_AUDIODRIVER: 'dummy'}},
        async (kiosk, ears, set) => {
            const log = () => readFileSync(join(set.folder, 'kiosk.log'), 'utf8');
            await until('the log says so', () => /"warn","event":"sound\.none"/.test(log()));
            await kiosk.say('jack in');
            await ears.choose('language.pl');
            await kiosk.say('wait-spoken');
            assert.equal(log().match(/sound\.none/g).length, 1);
            await kiosk.untilScreen('home');
        }));

const alertsOf = set => set.daemon.sql('SELECT kind, over_ms FROM alert');

test('a kiosk in which nothing sounds tells the staff, one that sounds does not', async () => {
    await withKiosk({}, async (kiosk, ears, set) => { // no sound card: SDL takes its dummy
        await until('the alert', () => alertsOf(set).length > 0);
        assert.deepEqual(alertsOf(set).map(alert => alert.kind), ['kiosk-no-sound']);
        await kiosk.tap('language.pl', 'home'); // all else works
    });
    const sound = join(temporaryFolder('okienko-sound'), 'headphones.raw');
    await withKiosk({env: toDisk(sound)}, async (kiosk, ears, set) => {
        await kiosk.say('jack in');
        await ears.choose('language.pl');
        await kiosk.say('wait-spoken');
        assert.deepEqual(alertsOf(set), []);
    });
});

// limit: 120 s
// Closed by hours and days off, by the kiosk's own clock; and codes that nobody knows.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {KioskSet} from '../support/screens.mjs';
import {Tour} from '../support/tour.mjs';

async function withTour(work) {
    const tour = await Tour.start({size: '1080x1920'});
    try {
        await work(tour.kiosk, tour);
    } finally {
        await tour.stop();
    }
}

const labels = async tour => (await tour.dump()).nodes.map(node => node.label);

test('a day off is closed and says when the office opens again', () =>
    withTour(async (kiosk, tour) => {
        await kiosk.say('clock 20261223 1000');
        await kiosk.say('expect-screen attract');
        await kiosk.say('clock 20261224 1000');
        await kiosk.say('expect-screen closed');
        await kiosk.say('expect-text Otwieramy: poniedziałek 28 grudnia, godz. 8:00.');
        await kiosk.say('clock 20241224 1000'); // a working day then
        await kiosk.say('expect-screen attract');
        await kiosk.say('clock 20260604 1000'); // Corpus Christi
        await kiosk.say('expect-screen closed');
        await kiosk.say('expect-text Otwieramy: piątek 5 czerwca, godz. 7:30.');
        assert.ok((await labels(tour)).some(label => /112/.test(label)), 'helplines');
    }));

test('it closes to the minute, but not on somebody', () => withTour(async (kiosk, tour) => {
    await kiosk.say('clock 20261123 1659');
    await tour.tap('language.en');
    await kiosk.say('clock 20261123 1701');
    await kiosk.say('expect-screen home');
    await tour.tap('need.start');
    await kiosk.untilScreen('number');
    await kiosk.say('tap finish');
    await kiosk.say('expect-screen closed');
    await kiosk.say('clock 20261124 0729');
    await kiosk.say('expect-screen closed');
    await kiosk.say('advance 60000');
    await kiosk.say('expect-screen attract');
}));

test('the demo works on a Sunday night', async () => {
    const set = await KioskSet.start();
    try {
        const kiosk = await set.kiosk();
        await kiosk.say('wait-idle');
        await kiosk.say('clock 20261122 0300');
        await kiosk.say('expect-text Dziś zamknięte');
        await kiosk.tap('language.pl', 'home');
        await kiosk.tap('need.start', 'number');
    } finally {
        await set.stop();
    }
});

test('a code that nobody knows leads to staff, to another try or to a number', () =>
    withTour(async (kiosk, tour) => {
        await kiosk.say('text HTTPS://OKIENKO/V/0123');
        await kiosk.say('wait-idle');
        await kiosk.say('expect-screen checkin');
        await kiosk.say('expect-text Nie znaleźliśmy wizyty z tym kodem');
        await kiosk.say('expect-no-text 0123');
        await tour.tap('again');
        for (const digit of '271828') {
            await kiosk.say(`tap digit.${digit}`);
        }
        await kiosk.say('expect-text 2 7 1  8 2 8');
        await kiosk.say('tap code.send');
        await kiosk.say('expect-text Nie znaleźliśmy wizyty z tym kodem');
        await kiosk.say('expect-no-text 2 7 1');
        await tour.tap('staff');
        await kiosk.say('expect-screen staff');
        await kiosk.say('tap bar.back');
        await tour.tap('menu');
        await kiosk.say('expect-screen home');
    }));

test('a need that is full today says so before the confirm screen, and shows the ways on', () =>
    withTour(async (kiosk, tour) => {
        const outlook = full => JSON.stringify({epoch: 'e1', seq: 1, needs: [
            {need: 'documents', ahead: 40, wait: {low_min: 90, high_min: 200}, full}]});
        tour.backend.outlook = outlook(true);
        const posts = tour.backend.posts.length;
        await kiosk.tap('language.pl', 'home');
        await tour.tap('group.papers');
        await tour.tap('need.documents');
        await kiosk.say('expect-screen full');
        await kiosk.say('expect-text Na dziś nie ma już numerów');
        await kiosk.say('expect-text Podejdź do stanowiska informacji');
        await kiosk.say('expect-text Telefon:');
        await tour.tap('staff');
        await kiosk.say('expect-screen staff');
        await kiosk.say('tap bar.back');
        await tour.tap('days');
        await kiosk.say('expect-screen days');
        await kiosk.say('tap bar.back');
        await kiosk.say('tap bar.back');
        const sent = tour.backend.posts.slice(posts).map(({url}) => url);
        assert.ok(sent.every(url => !/tickets/.test(url)), `${sent}`);
        tour.backend.outlook = outlook(false);
        await kiosk.say('tap bar.start_over');
        await kiosk.tap('language.pl', 'home'); // who comes next gets the news
        await tour.tap('group.papers');
        await tour.tap('need.documents');
        await kiosk.say('expect-screen confirm');
        await kiosk.say('expect-text ponad 90 minut');
    }));

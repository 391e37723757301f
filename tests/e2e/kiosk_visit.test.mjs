// limit: 120 s
// The real kiosk: clicked under Xvfb, scripted without a display, with and without a backend.
import assert from 'node:assert/strict';
import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {guard, kioskProgram, root, sleep, temporaryFolder, until} from '../support/daemon.mjs';
import {KioskSet, centre, startDisplay} from '../support/screens.mjs';

const GUARD_MS = 600; // longer than the tremor guard

const tickets = set => JSON.parse(execFileSync('sqlite3', ['-readonly', '-json',
    join(set.daemon.data, 'okienko.db'), 'SELECT number, state, language, priority FROM ticket'],
{encoding: 'utf8'}).trim() || '[]');

async function withSet(work) {
    const set = await KioskSet.start();
    try {
        await work(set);
    } finally {
        await set.stop();
    }
}

/* Runs a whole script file; {code, err}. */
function runScript(set, lines, words = []) {
    const path = join(set.folder, 'script.txt');
    writeFileSync(path, `${lines.join('\n')}\n`);
    const run = spawnSync(kioskProgram, ['--config', join(root, 'config/kiosk.yaml'), '--backend',
        set.daemon?.url ?? 'http://127.0.0.1:1', '--token-file', set.tokenFile, '--size',
        '1080x1920', '--script', path, ...words], {cwd: root, encoding: 'utf8', timeout: 60_000,
        env: {...process.env, SDL_VIDEODRIVER: 'dummy'}});
    return {code: run.status, err: run.stderr};
}

test('four clicks under Xvfb lead to a number that the backend knows', () => withSet(async set => {
    const display = await startDisplay('1080x1920');
    const kiosk = await set.kiosk({env: display.env});
    await kiosk.say('wait-idle');
    const click = async (id, screen) => {
        const node = await kiosk.untilNode(id);
        await sleep(GUARD_MS);
        display.click(...centre(node));
        return kiosk.untilScreen(screen);
    };
    await sleep(GUARD_MS);
    display.click(540, 600); // anywhere: Polish
    assert.equal((await kiosk.untilScreen('home')).language, 'pl');
    await click('group.money', 'group');
    await click('need.food', 'confirm');
    await click('no_paper', 'number');
    const {label} = await kiosk.untilNode('number');
    assert.deepEqual(tickets(set), [{number: label, state: 'waiting', language: 'pl',
        priority: 0}]);
    display.stop();
}));

test('without a script too, what a finger does is seen', () => withSet(async set => {
    const display = await startDisplay('1080x1920');
    const child = guard(spawn(kioskProgram, ['--config', join(root, 'config/kiosk.yaml'),
        '--backend', set.daemon.url, '--token-file', set.tokenFile, '--size', '1080x1920'],
    {cwd: root, stdio: 'ignore', env: {...process.env, ...display.env}}));
    const settled = async () => {
        let before = display.pixels();
        await until('a still picture', async () => {
            await sleep(GUARD_MS);
            const now = display.pixels();
            const isStill = now.equals(before);
            before = now;
            return isStill;
        });
        return before;
    };
    const attract = await settled();
    display.click(540, 600); // anywhere: Polish
    await until('another screen', () => !display.pixels().equals(attract));
    const home = await settled();
    display.click(300, 600); // one of the groups
    await until('its needs', () => !display.pixels().equals(home));
    child.kill('SIGTERM');
    display.stop();
}));

test('a press that slides off does nothing under Xvfb', () => withSet(async set => {
    const display = await startDisplay('1920x1080');
    const kiosk = await set.kiosk({size: '1920x1080', env: display.env});
    await kiosk.say('wait-idle');
    await kiosk.tap('language.en', 'home');
    const from = centre(await kiosk.untilNode('group.money'));
    const to = centre(await kiosk.untilNode('group.home'));
    await sleep(GUARD_MS);
    display.drag(from, to);
    await sleep(GUARD_MS);
    assert.equal((await kiosk.untilScreen('home')).screen, 'home');
    display.click(...from);
    await kiosk.untilScreen('group');
    display.stop();
}));

test('two taps are enough for who does not know where to begin', () => withSet(async set => {
    const kiosk = await set.kiosk();
    await kiosk.say('wait-idle');
    await kiosk.tap('language.uk', 'home');
    await kiosk.tap('need.start', 'number');
    const [ticket] = tickets(set);
    assert.equal(ticket.language, 'uk');
    assert.match(ticket.number, /^A\d+$/);
}));

test('priority and language reach the backend, the need does not reach the ticket', () =>
    withSet(async set => {
        const kiosk = await set.kiosk();
        await kiosk.say('wait-idle');
        await kiosk.tap('language.pl_easy', 'home');
        await kiosk.tap('group.talk', 'group');
        await kiosk.tap('need.hard_time', 'confirm');
        await kiosk.say('expect-text Rozmowa w osobnym pokoju');
        await kiosk.say('expect-no-text psycholog');
        await kiosk.say('tap ask.priority');
        await kiosk.tap('no_paper', 'number');
        const dump = JSON.stringify(await kiosk.untilScreen('number'));
        assert.doesNotMatch(dump, /hard_time|psycholog|smutno|pierwsze/i);
        assert.equal(tickets(set)[0].priority, 1);
        const log = readFileSync(join(set.folder, 'kiosk.log'), 'utf8');
        assert.doesNotMatch(log, /hard_time|PSY|pl_easy|confirm|A\d+"/);
    }));

const steps = set => set.daemon.sql('SELECT is_offer FROM step ORDER BY ticket_id, position')
    .map(step => step.is_offer);

test('a talk that is ticked is agreed to, one that is not stays an offer', () =>
    withSet(async set => {
        const kiosk = await set.kiosk();
        await kiosk.say('wait-idle');
        for (const isTicked of [false, true]) {
            await kiosk.tap('language.pl', 'home');
            await kiosk.tap('group.money', 'group');
            await kiosk.tap('need.money', 'confirm');
            assert.equal((await kiosk.untilNode('offer.1')).selected, false, 'nobody ticked it');
            if (isTicked) {
                await kiosk.say('tap offer.1');
                await kiosk.untilNode('offer.1', node => node.selected);
            }
            await kiosk.tap('no_paper', 'number');
            await kiosk.say('tap finish');
        }
        assert.deepEqual(steps(set), [0, 1, 0, 0]);
    }));

test('a ticket given back within its minute is cancelled', () => withSet(async set => {
    const kiosk = await set.kiosk();
    await kiosk.say('wait-idle');
    await kiosk.tap('language.pl', 'home');
    await kiosk.tap('need.start', 'number');
    await kiosk.say('tap cancel');
    await kiosk.say('tap cancel.yes');
    await kiosk.say('wait-idle');
    await kiosk.say('expect-text Bilet jest anulowany');
    assert.equal(tickets(set)[0].state, 'cancelled');
}));

test('the backend away in the middle of a visit costs no number and no second one', () =>
    withSet(async set => {
        const kiosk = await set.kiosk();
        await kiosk.say('wait-idle');
        await kiosk.tap('language.pl', 'home');
        await kiosk.tap('group.money', 'group');
        await kiosk.tap('need.money', 'confirm');
        await set.daemon.kill();
        await kiosk.say('tap no_paper');
        await kiosk.untilScreen('waiting');
        await kiosk.untilDump('honest words', dump =>
            dump.nodes.some(node => /Nie mamy teraz połączenia/.test(node.label)));
        await set.daemon.launch();
        await kiosk.untilScreen('number');
        const {label} = await kiosk.untilNode('number');
        assert.deepEqual(tickets(set).map(ticket => ticket.number), [label]);
    }));

test('a kiosk without a backend says so and recovers by itself', () => withSet(async set => {
    await set.daemon.kill();
    const kiosk = await set.kiosk();
    await kiosk.untilNode('away');
    await kiosk.tap('start', 'home');
    await kiosk.say('expect-text Podejdź do pracownika');
    await set.daemon.launch();
    await kiosk.untilNode('group.money');
}));

test('what one person chose is gone for the next', () => withSet(async set => {
    const kiosk = await set.kiosk();
    await kiosk.say('wait-idle');
    await kiosk.say('tap bar.contrast');
    await kiosk.tap('language.ru', 'home');
    await kiosk.say('tap bar.larger');
    await kiosk.tap('group.money', 'group');
    await kiosk.say('advance 121000');
    await kiosk.untilScreen('timeout');
    await kiosk.say('tap timeout.stay');
    assert.equal((await kiosk.untilScreen('group')).language, 'ru');
    await kiosk.say('advance 121000');
    await kiosk.say('advance 30000');
    const dump = await kiosk.untilScreen('attract');
    assert.equal(dump.theme, 'light');
    assert.equal(dump.language, 'pl');
    assert.ok(dump.nodes.every(node => !node.selected));
}));

test('the same node tree gives the same pixels with and without a display', () =>
    withSet(async set => {
        const display = await startDisplay('1366x768');
        const shots = [];
        for (const env of [display.env, {SDL_VIDEODRIVER: 'dummy'},
            {SDL_VIDEODRIVER: 'offscreen'}]) {
            const kiosk = await set.kiosk({size: '1366x768', env});
            await kiosk.say('wait-idle');
            await kiosk.tap('language.uk', 'home');
            const path = join(set.folder, `${shots.length}.png`);
            await kiosk.say(`shot ${path}`);
            shots.push(readFileSync(path));
            await kiosk.stop();
        }
        assert.ok(shots[0].equals(shots[1]), 'x11 and dummy');
        assert.ok(shots[0].equals(shots[2]), 'x11 and offscreen');
        display.stop();
    }));

test('a script that fails names its line and ends with 1', () => withSet(async set => {
    const wrong = runScript(set, ['wait-idle', '', 'tap language.pl', 'expect-screen number']);
    assert.equal(wrong.code, 1);
    assert.match(wrong.err, /script:4: the screen is "home", not "number"/);
    const nonsense = runScript(set, ['tap start', 'jump']);
    assert.equal(nonsense.code, 1);
    assert.match(nonsense.err, /script:2: unknown command "jump"/);
    assert.equal(runScript(set, ['wait-idle', 'quit']).code, 0);
}));

test('refuses to start without what it needs', () => {
    const folder = temporaryFolder('okienko-kiosk');
    const start = (...words) => spawnSync(kioskProgram, words, {cwd: root, encoding: 'utf8',
        timeout: 20_000, env: {...process.env, SDL_VIDEODRIVER: 'dummy'}});
    assert.equal(start().status, 2);
    const config = join(root, 'config/kiosk.yaml');
    const needed = ['--config', config, '--backend', 'http://127.0.0.1:1', '--token-file'];
    const noToken = start(...needed, join(folder, 'none'));
    assert.equal(noToken.status, 2);
    assert.match(noToken.stderr, /no token to read/);
    writeFileSync(join(folder, 'kiosk.yaml'), 'name: x\n');
    const bad = start('--config', join(folder, 'kiosk.yaml'), ...needed.slice(2),
        join(folder, 'none'));
    assert.equal(bad.status, 2);
    assert.match(bad.stderr, /kiosk\.yaml/);
});

test('SIGTERM ends it in order', () => withSet(async set => {
    const child = guard(spawn(kioskProgram, ['--config', join(root, 'config/kiosk.yaml'),
        '--backend', set.daemon.url, '--token-file', set.tokenFile, '--size', '1080x1920'],
    {cwd: root, stdio: ['ignore', 'ignore', 'pipe'],
        env: {...process.env, SDL_VIDEODRIVER: 'dummy'}}));
    let text = '';
    child.stderr.setEncoding('utf8').on('data', part => { text += part; });
    const exit = new Promise(done => child.once('exit', (code, signal) => done(code ?? signal)));
    await until('the first frame', () => /first\.frame/.test(text));
    child.kill('SIGTERM');
    assert.equal(await exit, 0);
    assert.match(text, /kiosk\.stopped/);
}));

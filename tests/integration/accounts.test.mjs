// The shell side of accounts and devices, beside a running backend, and who may start one.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {statSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {Daemon, backendProgram, root, temporaryFolder} from '../support/daemon.mjs';

let daemon;

before(async () => {
    daemon = await Daemon.start();
});

after(() => daemon.stop());

/* Gives {status, stdout, stderr}; never throws. */
const command = (words, input = '') =>
    spawnSync(backendProgram, words, {encoding: 'utf8', cwd: root, input, timeout: 30_000});
const user = (words, input) => command(['user', ...words, '--data', daemon.data], input);

test('lists every login with its role', () => {
    const {status, stdout} = user(['list']);
    assert.equal(status, 0);
    const lines = stdout.trim().split('\n');
    assert.equal(lines.length, 10);
    assert.match(stdout, /^psycholog1 +psycholog 1 *$/m);
    assert.doesNotMatch(stdout, /argon2|okienko-demo/);
});

test('a new password works at once and ends the sessions of the old one', async () => {
    const staff = await daemon.login('prawnik1');
    const {status, stderr} = user(['passwd', 'prawnik1'], 'zielony stół 7\n');
    assert.equal(status, 0, stderr);
    assert.equal((await staff.get('/session')).status, 401);
    await assert.rejects(daemon.login('prawnik1'), /401/);
    await daemon.login('prawnik1', 'zielony stół 7');
});

test('refuses passwords that are too short, too long or not there', () => {
    const earlier = daemon.sql('SELECT login, password FROM staff');
    for (const input of ['', '\n', 'seven77\n', 'x'.repeat(129) + '\n', 'x'.repeat(500)]) {
        const {status, stderr} = user(['passwd', 'psycholog1'], input);
        assert.equal(status, 1, input.length);
        assert.match(stderr, /8 to 128/);
    }
    assert.equal(user(['passwd', 'nobody'], 'long enough\n').status, 1);
    assert.deepEqual(daemon.sql('SELECT login, password FROM staff'), earlier);
});

test('takes passwords of 8 and of 128 bytes, with and without a line end', async () => {
    for (const [password, end] of [['12345678', '\n'], ['x'.repeat(128), ''],
        ['y'.repeat(128), '\n']]) {
        assert.equal(user(['passwd', 'opieka1'], password + end).status, 0);
        await daemon.login('opieka1', password);
    }
});

test('a login added while the backend runs gets in after its next start', async () => {
    const {status, stdout, stderr} = user(['add', 'doradca1', '--title', 'doradca 1',
        '--capabilities', 'desk,manage'], 'long enough\n');
    assert.equal(status, 0, stderr);
    assert.match(stdout, /next start/);
    await assert.rejects(daemon.login('doradca1', 'long enough'), /401/);
    await daemon.restart();
    const staff = await daemon.login('doradca1', 'long enough');
    assert.deepEqual(staff.session.staff.capabilities, ['desk', 'manage']);
    assert.equal(staff.session.staff.title, 'doradca 1');
    assert.equal((await staff.get('/stats/today')).status, 200);
});

test('a login is of the tracks it is given, and of none without', async () => {
    const add = (login, ...tracks) => user(['add', login, '--title', 'doradca 5',
        '--capabilities', 'desk', ...tracks], 'long enough\n').status;
    assert.equal(add('doradca5', '--tracks', 'social'), 0);
    assert.equal(add('doradca6', '--tracks', 'social,benefits'), 0);
    assert.equal(add('doradca7'), 0);
    assert.equal(add('doradca8', '--tracks', 'social,payouts'), 1);
    assert.equal(add('doradca8', '--tracks', ''), 1);
    assert.deepEqual(daemon.sql(
        "SELECT login, tracks FROM staff WHERE login LIKE 'doradca_' AND login > 'doradca4'"),
        [{login: 'doradca5', tracks: 2}, {login: 'doradca6', tracks: 3},
            {login: 'doradca7', tracks: 0}]);
});

test('refuses logins that init would refuse, and names of people', () => {
    const earlier = daemon.sql('SELECT login FROM staff');
    const cases = [
        ['psycholog1', 'psycholog 2', 'call'],
        ['a', 'doradca 2', 'call'],
        ['Doradca2', 'doradca 2', 'call'],
        ['x'.repeat(65), 'doradca 2', 'call'],
        ['doradca2', 'Anna Nowak', 'call'],
        ['doradca2', '', 'call'],
        ['doradca2', 'x'.repeat(65), 'call'],
        ['doradca2', 'doradca 2', 'everything'],
        ['doradca2', 'doradca 2', ''],
    ];
    for (const [login, title, capabilities] of cases) {
        const {status} = user(['add', login, '--title', title, '--capabilities', capabilities],
            'long enough\n');
        assert.equal(status, 1, `${login} ${title} ${capabilities}`);
    }
    assert.equal(user(['add', 'doradca2'], 'long enough\n').status, 2, 'words are missing');
    assert.equal(user(['bake', 'doradca2']).status, 2);
    assert.deepEqual(daemon.sql('SELECT login FROM staff'), earlier);
});

test('a device gets its token once; adding it again ends the old one', async () => {
    const add = () => command(['device', 'add', 'kiosk-2', '--data', daemon.data]).stdout.trim();
    const first = add();
    assert.match(first, /^[0-9a-f]{64}$/);
    const ask = token => daemon.get('/state?view=kiosk', {token});
    assert.equal((await ask(first)).status, 200);
    const second = add();
    assert.equal((await ask(second)).status, 200);
    assert.equal((await ask(first)).status, 401);
    const stored = JSON.stringify(daemon.sql('SELECT * FROM device'));
    assert.ok(!stored.includes(second), 'only a hash is stored');
    assert.equal(command(['device', 'add', 'x'.repeat(65), '--data', daemon.data]).status, 2);
    assert.equal(command(['device', 'add', '--data', daemon.data]).status, 2);
});

test('a second backend on the same data is refused and the first goes on', async () => {
    const {status, stderr} = command(['serve', '--config', daemon.config, '--data', daemon.data,
        '--listen', '127.0.0.1:0']);
    assert.equal(status, 1);
    assert.match(stderr, /another okienko-backend/);
    assert.equal((await daemon.issue()).status, 201);
});

test('init leaves an office that is there alone', async () => {
    const earlier = daemon.fingerprint();
    const {status} = command(['init', '--data', daemon.data, '--office', daemon.office]);
    assert.equal(status, 1);
    assert.equal(daemon.fingerprint(), earlier);
});

test('a demo office serves this machine only', async () => {
    const data = temporaryFolder('okienko-demo');
    assert.equal(command(['init', '--data', data, '--office', daemon.office]).status, 0);
    for (const address of ['0.0.0.0:0', '[::]:0', '192.0.2.1:0']) {
        const {status, stderr} = command(['serve', '--config', daemon.config, '--data', data,
            '--listen', address]);
        assert.equal(status, 1, address);
        assert.match(stderr, /this machine only/);
    }
    const bad = command(['serve', '--config', daemon.config, '--data', data,
        '--listen', 'localhost:0']);
    assert.equal(bad.status, 1);
    assert.match(bad.stderr, /no address/);
});

test('without an office the commands say what to do', () => {
    const data = temporaryFolder('okienko-empty');
    for (const words of [['serve', '--config', daemon.config], ['user', 'list'],
        ['device', 'add', 'kiosk'], ['check']]) {
        const {status, stderr} = command([...words, '--data', data]);
        assert.equal(status, 1, words.join(' '));
        assert.match(stderr, /init/);
    }
    assert.equal(command(['dance']).status, 2);
    assert.equal(command([]).status, 2);
    assert.match(command(['--version']).stdout, /^okienko-backend \d/);
});

test('what it writes is for its own user only', () => {
    for (const name of ['okienko.db', 'okienko.lock']) {
        assert.equal(statSync(join(daemon.data, name)).mode & 0o077, 0, name);
    }
});

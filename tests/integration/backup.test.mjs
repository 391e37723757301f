// A copy of the running database, and the check that finds what is broken.
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync}
    from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {Daemon, backendProgram, root, temporaryFolder} from '../support/daemon.mjs';

let daemon;
let folder;

before(async () => {
    daemon = await Daemon.start();
    folder = temporaryFolder('okienko-backup');
});

after(() => daemon.stop());

const command = (...words) =>
    spawnSync(backendProgram, words, {encoding: 'utf8', cwd: root, timeout: 60_000});

/* A data folder made of a backup. */
function folderOf(file) {
    const data = join(folder, `data-${Math.random().toString(36).slice(2)}`);
    mkdirSync(data);
    copyFileSync(file, join(data, 'okienko.db'));
    return data;
}

test('a copy made while numbers are issued is whole and has all that came before', async () => {
    const before_ = [];
    for (let i = 0; i < 20; i++) {
        before_.push((await daemon.issue()).body.ticket.number);
    }
    let isOver = false;
    const clients = Array.from({length: 8}, async () => {
        while (!isOver) {
            assert.equal((await daemon.issue()).status, 201);
        }
    });
    const file = join(folder, 'busy.db');
    const status = await new Promise(done => spawn(backendProgram,
        ['backup', file, '--data', daemon.data], {cwd: root, stdio: 'ignore'})
        .on('exit', done));
    isOver = true;
    await Promise.all(clients);
    assert.equal(status, 0);
    assert.equal(statSync(file).mode & 0o077, 0, 'for its own user only');
    const data = folderOf(file);
    const checked = command('check', '--data', data);
    assert.equal(checked.status, 0, checked.stderr);
    assert.match(checked.stdout, /sound/);
    const copy = new Daemon({data});
    const numbers = new Set(copy.sql('SELECT number FROM ticket').map(row => row.number));
    before_.forEach(number => assert.ok(numbers.has(number), number));
    const [{seq, events}] = copy.sql(
        'SELECT seq, (SELECT count(*) FROM event) AS events FROM office');
    assert.equal(seq, events, 'every change with its event');
    await copy.launch();
    assert.equal((await copy.get('/healthz')).status, 200);
    await copy.stop();
});

test('a backup never writes over a file', () => {
    const file = join(folder, 'precious');
    writeFileSync(file, 'precious');
    const {status, stderr} = command('backup', file, '--data', daemon.data);
    assert.equal(status, 1);
    assert.match(stderr, /nothing was written/);
    assert.equal(readFileSync(file, 'utf8'), 'precious');
});

test('a backup that cannot be written leaves nothing behind', () => {
    const file = join(folder, 'nowhere/copy.db');
    assert.equal(command('backup', file, '--data', daemon.data).status, 1);
    assert.ok(!existsSync(file));
    assert.equal(command('backup', '--data', daemon.data).status, 2);
});

test('the check is fine beside a running backend', async () => {
    const {status, stdout} = command('check', '--data', daemon.data);
    assert.equal(status, 0);
    assert.match(stdout, /sound/);
    assert.equal((await daemon.issue()).status, 201);
});

test('the check tells of a damaged file', () => {
    const file = join(folder, 'damaged.db');
    assert.equal(command('backup', file, '--data', daemon.data).status, 0);
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 40 * 1024, 60 * 1024);
    writeFileSync(file, bytes);
    const {status, stderr} = command('check', '--data', folderOf(file));
    assert.equal(status, 1);
    assert.ok(stderr.length > 10, stderr);
});

test('what is no database is refused in words', () => {
    const file = join(folder, 'text.db');
    writeFileSync(file, 'not a database, '.repeat(1000));
    const {status, stderr} = command('check', '--data', folderOf(file));
    assert.equal(status, 1);
    assert.match(stderr, /not a database/);
});

// A copy is put back: whole or not at all, and no number is given a second time.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {copyFileSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, test} from 'node:test';
import {Daemon, backendProgram, newKey, root, temporaryFolder} from '../support/daemon.mjs';

let daemon;
let copy;
let given; // numbers that residents have in their hands, before and after the copy

const command = (...words) =>
    spawnSync(backendProgram, words, {encoding: 'utf8', cwd: root, timeout: 60_000});
const restore = (file = copy) => command('restore', file, '--data', daemon.data);
const live = () => join(daemon.data, 'okienko.db');

async function issue(count) {
    for (let i = 0; i < count; i++) {
        given.push((await daemon.issue()).body.ticket.number);
    }
}

beforeEach(async () => {
    daemon = await Daemon.start();
    given = [];
    await issue(3);
    copy = join(temporaryFolder('okienko-copy'), 'copy.db');
    assert.equal(command('backup', copy, '--data', daemon.data).status, 0);
    await issue(4);
});

afterEach(() => daemon.stop());

test('numbers go on behind those given since the copy was made', async () => {
    await daemon.stop();
    const {status, stdout, stderr} = restore();
    assert.equal(status, 0, stderr);
    assert.match(stdout, /behind the last one given/);
    await daemon.launch();
    assert.equal(daemon.sql('SELECT count(*) AS n FROM ticket')[0].n, 3, 'as it was in the copy');
    await issue(1);
    assert.equal(new Set(given).size, 8, given.join(' '));
    assert.equal(given.at(-1), 'A8');
});

test('a number lent to a kiosk since the copy stays lent', async () => {
    const {day} = daemon.sql('SELECT max(day) AS day FROM ticket')[0];
    const {status, text} = await daemon.send('POST', '/leases',
        {token: daemon.token, key: newKey(), body: {series: 'A', day, count: 5}});
    assert.equal(status, 201, text);
    await daemon.stop();
    assert.equal(restore().status, 0);
    assert.equal(daemon.sql('SELECT count(*) AS n FROM lease')[0].n, 1);
    await daemon.launch();
    await issue(1);
    assert.equal(given.at(-1), 'A13');
});

test('when the former data are broken, the numbers of today and tomorrow leap', async () => {
    await daemon.stop();
    writeFileSync(live(), Buffer.concat([ // it still opens
        readFileSync(live()).subarray(0, -14_000), Buffer.from('broken '.repeat(2000))]));
    const {status, stdout} = restore();
    assert.equal(status, 0);
    assert.match(stdout, /begin 500 later/);
    assert.match(readFileSync(`${live()}.former`, 'utf8'), /broken broken $/);
    await daemon.launch();
    await issue(1);
    assert.equal(given.at(-1), 'A504');
    const days = daemon.sql("SELECT day, last FROM counter WHERE series = 'B' ORDER BY day");
    assert.deepEqual(days.map(({last}) => last), [500, 500]);
});

test('a lost disk: the copy alone makes a new folder', async () => {
    await daemon.stop();
    rmSync(daemon.data, {recursive: true});
    assert.equal(restore().status, 0);
    await daemon.launch();
    await issue(1);
    assert.equal(new Set(given).size, 8);
});

test('everybody logs in again, and streams begin again', async () => {
    const staff = await daemon.login('psycholog1');
    rmSync(copy);
    assert.equal(command('backup', copy, '--data', daemon.data).status, 0);
    const {epoch} = (await daemon.get('/api/v1/state?view=board')).body;
    await daemon.stop();
    assert.equal(restore().status, 0);
    await daemon.launch();
    assert.equal((await staff.get('/session')).status, 401);
    assert.notEqual((await daemon.get('/api/v1/state?view=board')).body.epoch, epoch);
});

test('nothing is touched while the backend runs', async () => {
    const {status, stderr} = restore();
    assert.equal(status, 1);
    assert.match(stderr, /another okienko-backend works on these data/);
    await issue(1);
    assert.equal(given.at(-1), 'A8');
});

for (const [what, spoil] of [
    ['is no database', file => writeFileSync(file, 'no database '.repeat(1000))],
    ['is damaged', file => {
        const bytes = readFileSync(file);
        bytes.fill(0x5a, bytes.length - 20 * 1024); // it still opens
        writeFileSync(file, bytes);
    }],
    ['is not there', file => rmSync(file)],
    ['was taken from a running backend by hand', file => writeFileSync(`${file}-wal`, 'log')],
]) {
    test(`a copy that ${what} changes nothing`, async () => {
        await daemon.stop();
        const before = readFileSync(live());
        spoil(copy);
        const {status, stderr} = restore();
        assert.equal(status, 1);
        assert.ok(stderr.includes(copy), stderr);
        assert.deepEqual(readFileSync(live()), before);
        assert.deepEqual(readdirSync(daemon.data).filter(name => /fresh|former/.test(name)), []);
    });
}

test('what a killed restore left beside the data is not played into the copy', async () => {
    await daemon.stop();
    const fresh = `${live()}.fresh`;
    const lines = [`.restore ${copy}`, 'PRAGMA journal_mode = WAL;', 'DELETE FROM need_count;',
        "UPDATE office SET name = 'stale';", `.shell cp ${fresh}-wal ${fresh}.log`,
        `.shell cp ${fresh}-shm ${fresh}.index`];
    const killed = spawnSync('sqlite3', [fresh], {encoding: 'utf8', input: lines.join('\n')});
    assert.equal(killed.status, 0, killed.stderr);
    for (const [from, to] of [['log', '-wal'], ['index', '-shm']]) {
        copyFileSync(`${fresh}.${from}`, `${fresh}${to}`);
        rmSync(`${fresh}.${from}`);
    }
    const {status, stderr, stdout} = restore();
    assert.equal(status, 0, stderr);
    assert.notEqual(daemon.sql('SELECT name FROM office')[0].name, 'stale');
    assert.deepEqual(readdirSync(daemon.data).filter(name => /fresh/.test(name)), []);
    assert.match(stdout, /appointments made since the copy are only there/);
});

test('what a restore kept is not written over by the next', async () => {
    await daemon.stop();
    assert.equal(restore().status, 0);
    const {status, stderr} = restore();
    assert.equal(status, 1);
    assert.match(stderr, /move it away first/);
    copyFileSync(`${live()}.former`, copy);
    rmSync(`${live()}.former`);
    assert.equal(restore().status, 0, 'and back again');
    await daemon.launch();
    assert.equal(daemon.sql('SELECT count(*) AS n FROM ticket')[0].n, 7);
    assert.ok(existsSync(`${live()}.former`));
});

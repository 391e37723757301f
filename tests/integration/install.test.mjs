// What `cmake --install` lays down runs by itself, without the build folder's texts and icons.
import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {buildFolder, Daemon, guard, temporaryFolder} from '../support/daemon.mjs';

const prefix = temporaryFolder('okienko-install');
execFileSync('cmake', ['--install', buildFolder, '--prefix', prefix], {stdio: 'pipe'});
const assets = join(prefix, 'share/okienko');

function run(program, words) {
    const child = guard(spawn(join(prefix, 'bin', program), words,
        {cwd: prefix, env: {PATH: '/usr/bin:/bin', HOME: prefix, SDL_VIDEODRIVER: 'dummy'}}));
    let text = '';
    child.stderr.on('data', part => { text += part; });
    child.stdout.on('data', part => { text += part; });
    return new Promise(done => child.once('exit', code => done({code, text})));
}

test('an installed backend speaks from the installed texts', async () => {
    const data = join(prefix, 'data');
    const init = await run('okienko-backend',
        ['init', '--data', data, '--office', join(assets, 'examples/office.yaml')]);
    assert.equal(init.code, 0, init.text);
    const refused = await run('okienko-backend', ['serve', '--config',
        join(assets, 'examples/backend.yaml'), '--data', data, '--listen', '127.0.0.1:0',
        '--assets', join(prefix, 'nowhere')]);
    assert.equal(refused.code, 1, 'it does not fall back to a build folder');
    assert.match(refused.text, /nowhere/);
    const daemon = await Daemon.start({arguments: ['--assets', assets]});
    const {body} = await daemon.send('POST', '/tickets', {token: true, key: 'install-0001',
        body: {need: 'start', language: 'uk'}});
    const page = await fetch(`${daemon.url}/v/${body.ticket.token}`);
    assert.match(await page.text(), /Ваш номер/);
    await daemon.stop();
});

test('an installed kiosk shows its first screen', async () => {
    const script = join(prefix, 'script');
    const token = join(prefix, 'token');
    writeFileSync(token, 'no token yet');
    writeFileSync(script, 'expect-screen attract\nexpect-text Polski\nquit\n');
    const kiosk = await run('okienko-kiosk', ['--config', join(assets, 'examples/kiosk.yaml'),
        '--backend', 'http://127.0.0.1:1', '--token-file', token, '--assets', assets,
        '--script', script]);
    assert.equal(kiosk.code, 0, kiosk.text);
});

test('the units start the installed programs with the installed texts', () => {
    for (const name of ['okienko-backend', 'okienko-kiosk']) {
        const unit = readFileSync(join(prefix, `lib/systemd/system/${name}.service`), 'utf8');
        assert.match(unit, new RegExp(`/usr/bin/${name} `));
        assert.match(unit, /--assets \/usr\/share\/okienko\b/);
    }
});

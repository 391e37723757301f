/*
 * screens.mjs - a kiosk on a display of its own, or on none, for the kiosk's e2e tests.
 *
 *     const set = await KioskSet.start();            a backend with the demo office, or {office}
 *     const kiosk = await set.kiosk({size: '1920x1080'});
 *     await set.stop();
 */
import {execFileSync, spawn} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Daemon, guard, temporaryFolder} from './daemon.mjs';
import {Kiosk} from './kiosk.mjs';

export class KioskSet {
    static async start(options) {
        const set = new KioskSet();
        set.daemon = await Daemon.start(options);
        set.folder = temporaryFolder('okienko-kiosk');
        set.tokenFile = join(set.folder, 'token');
        writeFileSync(set.tokenFile, set.daemon.token);
        set.kiosks = [];
        return set;
    }

    /* Scripted, on the dummy driver unless `env` says otherwise. */
    async kiosk({size = '1080x1920', env = {SDL_VIDEODRIVER: 'dummy'}, log, url, ...more} = {}) {
        const kiosk = await Kiosk.start({url: url ?? this.daemon.url, tokenFile: this.tokenFile,
            size, env, log: log ?? join(this.folder, 'kiosk.log'), ...more});
        this.kiosks.push(kiosk);
        return kiosk;
    }

    async stop() {
        await Promise.all(this.kiosks.map(kiosk => kiosk.stop()));
        await this.daemon.stop();
    }
}

/* A private X server of one size; `env` points SDL and xdotool at it, `pixels()` is all of it. */
export async function startDisplay(size) {
    const folder = temporaryFolder('okienko-display');
    const child = guard(spawn('Xvfb', ['-displayfd', '1', '-noreset', '-screen', '0', `${size}x24`,
        '-nolisten', 'tcp', '-fbdir', folder], {stdio: ['ignore', 'pipe', 'ignore']}));
    const number = await new Promise((done, fail) => {
        child.stdout.once('data', text => done(String(text).trim()));
        child.once('error', fail);
        child.once('exit', () => fail(new Error('Xvfb ended')));
    });
    const env = {DISPLAY: `:${number}`, SDL_VIDEODRIVER: 'x11', WAYLAND_DISPLAY: ''};
    return {env, child,
        pixels: () => readFileSync(join(folder, 'Xvfb_screen0')),
        click: (x, y) => execFileSync('xdotool', ['mousemove', String(x), String(y), 'click', '1'],
            {env: {...process.env, ...env}}),
        drag: (from, to) => execFileSync('xdotool', ['mousemove', ...from.map(String), 'mousedown',
            '1', 'mousemove', ...to.map(String), 'mouseup', '1'], {env: {...process.env, ...env}}),
        stop: () => child.kill('SIGTERM')};
}

export const centre = ({rect: [x, y, w, h]}) => [Math.round(x + w / 2), Math.round(y + h / 2)];

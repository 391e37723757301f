/*
 * kiosk.mjs - a real okienko-kiosk driven by its script on standard input, step by step.
 *
 *     const kiosk = await Kiosk.start({build, url, tokenFile, printer});
 *     await kiosk.tap('language.pl', 'home');
 *     const node = await kiosk.untilNode('number');
 *     await kiosk.stop();
 */
import {spawn} from 'node:child_process';
import {closeSync, openSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {guard, kioskProgram, root, temporaryFolder, until} from './daemon.mjs';

const ANSWER_MS_MAX = 20_000;
const STOP_MS_MAX = 5_000;

export class Kiosk {
    /* options: build, url, tokenFile, config, printer, state, size, log, env */
    static async start(options) {
        const kiosk = new Kiosk();
        const program = options.build
            ? join(options.build, 'kiosk/okienko-kiosk') : kioskProgram;
        const words = ['--config', options.config ?? join(root, 'config/kiosk.yaml'),
            '--backend', options.url, '--token-file', options.tokenFile, '--script', '-'];
        if (options.state) {
            words.push('--state', options.state);
        }
        if (options.size) {
            words.push('--size', options.size);
        }
        if (options.printer) {
            words.push('--printer', options.printer);
        }
        const log = options.log ? openSync(options.log, 'a') : 'ignore';
        kiosk.child = guard(spawn(program, words, {cwd: root, stdio: ['pipe', 'pipe', log],
            env: {...process.env, ...options.env}}));
        if (options.log) {
            closeSync(log);
        }
        kiosk.waiting = [];
        kiosk.text = '';
        kiosk.child.stdin.on('error', () => {});
        kiosk.child.stdout.setEncoding('utf8').on('data', part => kiosk.#take(part));
        kiosk.exit = new Promise(done => {
            const over = what => {
                kiosk.isOver = true;
                kiosk.waiting.splice(0).forEach(({fail, line}) =>
                    fail(new Error(`the kiosk ended (${what}) before "${line}" was done`)));
                done(what);
            };
            kiosk.child.once('exit', (code, signal) => over(code ?? signal));
            kiosk.child.once('error', error => over(error.message));
        });
        return kiosk;
    }

    #take(part) {
        this.text += part;
        const lines = this.text.split('\n');
        this.text = lines.pop();
        for (const line of lines) {
            const match = /^(ok|failed)\b(.*)$/.exec(line);
            const first = match && this.waiting.shift();
            if (first && match[1] === 'ok') {
                first.done(match[2].trim());
            } else if (first) {
                first.fail(new Error(`kiosk, "${first.line}": ${match[2].trim()}`));
            }
        }
    }

    /* One command; resolves when the kiosk has done it. */
    say(line) {
        return new Promise((done, fail) => {
            if (this.isOver) {
                fail(new Error(`the kiosk is gone: "${line}"`));
                return;
            }
            const timer = setTimeout(() => fail(new Error(`kiosk: no answer to "${line}"`)),
                ANSWER_MS_MAX);
            this.waiting.push({line, done: answer => {
                clearTimeout(timer);
                done(answer);
            }, fail: error => {
                clearTimeout(timer);
                fail(error);
            }});
            this.child.stdin.write(`${line}\n`);
        });
    }

    /* The node tree as it is now. */
    async dump(path) {
        await this.say(`dump ${path}`);
        return JSON.parse(readFileSync(path, 'utf8'));
    }

    /* The node tree as soon as `test` is content with it. */
    async untilDump(what, test) {
        const path = join(this.folder ??= temporaryFolder('okienko-kiosk'), 'dump.json');
        return until(what, async () => {
            const dump = await this.dump(path);
            return test(dump) && dump;
        }, ANSWER_MS_MAX, 30);
    }

    untilScreen(name) {
        return this.untilDump(`the screen "${name}"`, dump => dump.screen === name);
    }

    /* The node `id` as soon as it is there (and `test` is content with it). */
    async untilNode(id, test = () => true) {
        const find = dump => dump.nodes.find(node => node.id === id && test(node));
        return find(await this.untilDump(`the node "${id}"`, find));
    }

    /* As a power cut does it: no chance to say good-bye. */
    async kill() {
        this.child.kill('SIGKILL');
        await this.exit;
    }

    /* A tap, and the screen it leads to. */
    async tap(id, screen) {
        await this.say(`tap ${id}`);
        await this.say('wait-idle');
        return this.untilScreen(screen);
    }

    async stop() {
        if (!this.isOver) {
            this.child.stdin.write('quit\n');
            const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS_MAX);
            await this.exit;
            clearTimeout(timer);
        }
        return this.exit;
    }
}

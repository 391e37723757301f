/*
 * lint.mjs - clang-tidy over every .c of ours, two at a time.
 *
 *   node lint.mjs build/strict-clang      reads compile_commands.json there
 *
 * A file is looked at again only when it, a header of ours that it includes, a .clang-tidy or its
 * command changed: what was clean is remembered under build/lint.
 */
import {execFile} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, readdirSync, unlinkSync, writeFileSync} from 'node:fs';
import {cpus} from 'node:os';
import {join, relative, resolve} from 'node:path';
import {promisify} from 'node:util';

const run = promisify(execFile);
const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../../..');
const build = resolve(process.argv[2] ?? join(root, 'build/strict-clang'));
const memory = join(root, 'build/lint');
const MEMORY_MAX = 4000;

const isOurs = path => !relative(root, path).startsWith('..') &&
    !relative(root, path).startsWith('build/') && !path.includes('/node_modules/');

function commandWords(entry) {
    if (entry.arguments) {
        return entry.arguments;
    }
    return [...entry.command.matchAll(/(?:[^\s"\\]|\\.|"(?:[^"\\]|\\.)*")+/g)].map(match =>
        match[0].replace(/\\(.)/g, '$1').replace(/^"|"$/g, ''));
}

/* The files of ours that a compilation reads. */
async function dependencies(entry) {
    const words = commandWords(entry).slice(1);
    const kept = [];
    for (let i = 0; i < words.length; i++) {
        if (words[i] === '-o') {
            i++;
        } else if (words[i] !== '-c') {
            kept.push(words[i]);
        }
    }
    const {stdout} = await run('clang', ['-MM', ...kept], {cwd: entry.directory});
    return stdout.replace(/^[^:]*:/, '').replaceAll('\\\n', ' ').trim().split(/\s+/)
        .map(path => resolve(entry.directory, path)).filter(isOurs);
}

async function fingerprint(entry, settings) {
    const hash = createHash('sha256').update(settings).update(commandWords(entry).join('\0'));
    for (const path of await dependencies(entry)) {
        hash.update(relative(root, path)).update(readFileSync(path));
    }
    return hash.digest('hex');
}

async function lint(entry, settings) {
    const name = relative(root, entry.file);
    const stamp = join(memory, await fingerprint(entry, settings));
    if (existsSync(stamp)) {
        return {name, isKnown: true, faults: ''};
    }
    try {
        await run('clang-tidy-14', ['--quiet', '-p', build, entry.file],
            {cwd: root, maxBuffer: 64 << 20});
    } catch (error) {
        return {name, isKnown: false, faults: `${error.stdout ?? ''}${error.stderr ?? error}`};
    }
    writeFileSync(stamp, `${name}\n`);
    return {name, isKnown: false, faults: ''};
}

function forgetWhenFull() {
    const stamps = readdirSync(memory);
    if (stamps.length > MEMORY_MAX) {
        stamps.forEach(stamp => unlinkSync(join(memory, stamp)));
    }
}

async function main() {
    mkdirSync(memory, {recursive: true});
    forgetWhenFull();
    const {stdout: version} = await run('clang-tidy-14', ['--version']);
    const settings = version + ['.clang-tidy', 'tests/.clang-tidy']
        .map(path => readFileSync(join(root, path), 'utf8')).join('\0');
    const entries = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8'))
        .filter(entry => isOurs(resolve(entry.directory, entry.file)));
    const results = [];
    let next = 0;
    const worker = async () => {
        while (next < entries.length) {
            const result = await lint(entries[next++], settings);
            results.push(result);
            if (result.faults) {
                console.log(`---- ${result.name}\n${result.faults}`);
            }
        }
    };
    await Promise.all(Array.from({length: Math.max(2, cpus().length)}, worker));
    const bad = results.filter(result => result.faults);
    console.log(`${results.length} files, ${results.filter(r => r.isKnown).length} known clean, ` +
        `${bad.length} with faults`);
    for (const {name} of bad) {
        console.log(`fault in ${name}`);
    }
    process.exit(bad.length > 0 || results.length === 0 ? 1 : 0);
}

await main();

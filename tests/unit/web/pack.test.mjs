/* backend/web/pack.mjs: one hash, one policy, nothing inline, every reference served. */
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {before, test} from 'node:test';
import {gunzipSync} from 'node:zlib';
import {cSource, packWeb} from '../../../backend/web/pack.mjs';
import {root, temporaryFolder} from '../../support/daemon.mjs';

const KB = 1024;
let web;
let importMap;
before(() => {
    web = packWeb();
    const {text} = web.assets.find(({path}) => path === '/console');
    importMap = JSON.parse(/type="importmap">(.*?)<\/script>/.exec(text)[1]).imports;
});

const isVendor = ({path}) => path.includes('/vendor/');

/* A copy of the pages that a test may spoil. */
function copyOfPages() {
    const folder = temporaryFolder('okienko-web');
    mkdirSync(join(folder, 'backend'));
    cpSync(join(root, 'backend/web'), join(folder, 'backend/web'), {recursive: true});
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    return folder;
}

test('the same files give the same bytes, another file another hash', () => {
    assert.equal(cSource(packWeb()), cSource(web));
    const folder = copyOfPages();
    assert.equal(packWeb(folder).hash, web.hash);
    writeFileSync(join(folder, 'backend/web/visit/page.css'), 'body { margin: 0; }\n');
    assert.notEqual(packWeb(folder).hash, web.hash);
});

test('the three pages keep their path, all else carries the hash', () => {
    const pages = web.assets.filter(({isPage}) => isPage).map(({path}) => path);
    assert.deepEqual(pages.sort(), ['/board', '/console', '/manager']);
    for (const {path} of web.assets.filter(({isPage}) => !isPage)) {
        assert.ok(path.startsWith(`/assets/${web.hash}/`), path);
    }
});

test('what is packed unpacks to what was written', () => {
    for (const {path, bytes, text} of web.assets) {
        assert.equal(gunzipSync(bytes).toString('utf8'), text, path);
    }
});

test('a page has no inline script, style or handler but the import map of the policy', () => {
    for (const {path, text} of web.assets.filter(({isPage}) => isPage)) {
        const inline = [...text.matchAll(/<script(?![^>]*\bsrc=)([^>]*)>([^]*?)<\/script>/g)];
        assert.equal(inline.length, 1, path);
        assert.match(inline[0][1], /type="importmap"/);
        const digest = createHash('sha256').update(inline[0][2]).digest('base64');
        assert.ok(web.csp.includes(`'sha256-${digest}'`), path);
        assert.doesNotMatch(text, /<style|\sstyle=|\son\w+=|\{\{/, path);
    }
    assert.doesNotMatch(web.csp, /unsafe|\*|http:/);
});

/* The paths that a page or module names. */
function referencesOf(asset) {
    const {path, text} = asset;
    const linked = [...text.matchAll(/(?:href|src)="(\/assets[^"]+)"/g)].map(match => match[1]);
    if (!path.endsWith('.js')) {
        return linked;
    }
    const imported = [...text.matchAll(/\b(?:from|import)\s*["']([^"']+)["']/g)]
        .map(match => importMap[match[1]] ?? new URL(match[1], `http://x${path}`).pathname);
    return [...linked, ...imported];
}

test('every file that a page or module names is served', () => {
    const served = new Set(web.assets.map(({path}) => path));
    for (const asset of web.assets) {
        for (const reference of referencesOf(asset)) {
            assert.ok(served.has(reference), `${asset.path} names ${reference}`);
        }
    }
});

test('no page writes HTML from text, keeps more than a habit, or calls elsewhere', () => {
    const code = web.assets.filter(asset => asset.path.endsWith('.js') && !isVendor(asset))
        .map(({text}) => text).join('\n');
    assert.doesNotMatch(code, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/);
    assert.doesNotMatch(code, /https?:\/\//);
    assert.doesNotMatch(code, /sessionStorage|indexedDB|document\.cookie/);
    const stored = [...code.matchAll(/localStorage\.setItem\((\w+)/g)].map(match => match[1]);
    assert.deepEqual(stored.sort(), ['PRINT_AT_ONCE', 'STORAGE_KEY'], 'and the language');
});

/* What a browser fetches for a page in one language, over all imports, with one part of it. */
function fetchedBy(page, part) {
    const byPath = new Map(web.assets.map(asset => [asset.path, asset]));
    const seen = new Set();
    const look = [page, `/assets/${web.hash}${page}/texts.uk.json`,
        `/assets/${web.hash}/lib/events-worker.js`,
        ...(part ? [`/assets/${web.hash}${page}/${part}`] : [])];
    while (look.length > 0) {
        const path = look.pop();
        if (byPath.has(path) && !seen.has(path)) {
            seen.add(path);
            look.push(...referencesOf(byPath.get(path)));
        }
    }
    return [...seen].map(path => byPath.get(path));
}

test('each page takes less than 60 KB gzip with everything it imports', () => {
    for (const [page, part] of [['/console', 'calls.js'], ['/console', 'desk_view.js'], ['/board'],
        ['/manager']]) {
        const files = fetchedBy(page, part);
        assert.ok(files.length > 10, `${page}: the imports are followed`);
        const total = files.reduce((sum, {bytes}) => sum + bytes.length, 0);
        assert.ok(total < 60 * KB, `${page}: ${total} bytes`);
    }
});

test('a page has the texts that its modules name, whole or by family, and no others', () => {
    const texts = page => JSON.parse(web.assets.find(({path}) =>
        path === `/assets/${web.hash}/${page}/texts.uk.json`).text);
    assert.ok('next.button' in texts('console') && !('next.button' in texts('manager')));
    assert.ok('step.parked' in texts('console'), 'of a family');
    assert.ok('figure.issued' in texts('manager') && !('figure.issued' in texts('console')));
    assert.ok('board.now' in texts('board') && !('next.button' in texts('board')));
    assert.ok(!web.assets.some(({path}) => path.includes('/lib/texts.')));
});

test('the C file names every asset once and keeps to ASCII', () => {
    const source = cSource(web);
    const rows = [...source.matchAll(/^ {4}\{"([^"]+)"/gm)].map(match => match[1]);
    assert.deepEqual(rows, web.assets.map(({path}) => path));
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(source, /[^\x00-\x7f]/);
});

test('a missing package is told in a plain sentence', () => {
    const folder = copyOfPages();
    rmSync(join(folder, 'node_modules'));
    mkdirSync(join(folder, 'node_modules'));
    assert.throws(() => packWeb(folder), /node_modules\/preact.* is missing: run "npm ci"/);
});

test('versions are pinned, and the lock names no place to fetch from', () => {
    const {dependencies, devDependencies} = JSON.parse(
        readFileSync(join(root, 'package.json'), 'utf8'));
    for (const [name, version] of Object.entries({...dependencies, ...devDependencies})) {
        assert.match(version, /^\d+\.\d+\.\d+$/, name);
    }
    assert.doesNotMatch(readFileSync(join(root, 'package-lock.json'), 'utf8'), /"resolved"/);
});

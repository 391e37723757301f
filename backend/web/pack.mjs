/*
 * pack.mjs - the pages as one C file: what `backend_web` is built from.
 *
 *   node backend/web/pack.mjs --out build/web/web_assets.c
 *
 * Takes the page folders and the few modules the pages import from node_modules, computes one hash
 * over the whole set, and writes every file gzipped. Pages (index.html) are served as /console,
 * /board and /manager; everything else as /assets/<hash>/<path>, so a browser may keep it for ever
 * and never mixes two versions. The same input gives the same output under one Node.js.
 *
 * Errors   one plain sentence on stderr and exit code 1.
 */
import {createHash} from 'node:crypto';
import {mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {dirname, extname, join, posix} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {gzipSync} from 'node:zlib';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const FOLDERS = ['lib', 'console', 'manager', 'board', 'visit', 'paper'];
const PAGES = ['console', 'manager', 'board'];

const TYPES = {
    '.css': 'text/css; charset=utf-8',
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.json': 'application/json',
    '.svg': 'image/svg+xml',
};

/* What the pages import by name, and the file each name stands for. */
const VENDOR = [
    {name: 'preact', path: 'vendor/preact.js', from: 'preact/dist/preact.mjs'},
    {name: 'preact/hooks', path: 'vendor/hooks.js', from: 'preact/hooks/dist/hooks.mjs'},
    {name: 'htm', path: 'vendor/htm.js', from: 'htm/dist/htm.mjs'},
    {name: 'htm/preact', path: 'vendor/htm-preact.js', from: 'htm/preact/index.mjs'},
    /* The minified build is a script; as a module it is a third of the size of the ESM build. */
    {
        name: 'uplot', path: 'vendor/uplot.js', from: 'uplot/dist/uPlot.iife.min.js',
        suffix: '\nexport default uPlot;\n',
    },
    {path: 'vendor/uplot.css', from: 'uplot/dist/uPlot.min.css'},
];

function filesUnder(folder) {
    return readdirSync(folder, {withFileTypes: true}).flatMap((entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? filesUnder(path) : [path];
    });
}

/* Comments that open a line, and indents, are for readers of the source, not for old computers. */
const leaner = (text) => text.replace(/^[ ]*\/\*[^]*?\*\/[ ]*\n+/gm, '').replace(/^[ ]+/gm, '');

function readPages(root) {
    const web = join(root, 'backend', 'web');
    return FOLDERS.flatMap((folder) => filesUnder(join(web, folder))).map((path) => ({
        path: path.slice(web.length + 1).split('\\').join('/'),
        text: leaner(readFileSync(path, 'utf8')),
    }));
}

function readVendor(root) {
    return VENDOR.map(({path, from, suffix}) => {
        let text;
        try {
            text = readFileSync(join(root, 'node_modules', from), 'utf8');
        } catch {
            throw new Error(`node_modules/${from} is missing: run "npm ci" in ${root} first.`);
        }
        return {path, text: text.replace(/^\/\/# sourceMappingURL=.*$/m, '') + (suffix ?? '')};
    });
}

function hashOf(files) {
    const hash = createHash('sha256');
    for (const {path, text} of files) {
        hash.update(`${path}\0${Buffer.byteLength(text)}\0`).update(text);
    }
    return hash.digest('hex').slice(0, 16);
}

const vendorPaths = Object.fromEntries(VENDOR.map(({name, path}) => [name, path]));

function importMap(hash) {
    const named = VENDOR.filter(({name}) => name);
    return JSON.stringify({
        imports: Object.fromEntries(named.map(({name, path}) => [name, `/assets/${hash}/${path}`])),
    });
}

const AT_ONCE = /\b(?:from|import)\s*["']([^"']+)["']/g;
const AT_ONCE_OR_LATER = /\b(?:from|import)\s*\(?["']([^"']+)["']/g;

/* Every module that a page's module leads to: at once, or also by import() when it is needed. */
function modulesOf(page, files, imports) {
    const texts = new Map(files.map(({path, text}) => [path, text]));
    const found = new Set([page]);
    for (const path of found) {
        for (const [, name] of texts.get(path).matchAll(imports)) {
            found.add(vendorPaths[name] ?? posix.join(posix.dirname(path), name));
        }
    }
    return [...found];
}

const TEXTS = /^lib\/(texts\.\w+\.json)$/;

/*
 * The texts of lib that a page's modules name, by the whole key or by its family (`step.${state}`):
 * each page has its own files, so that no page pays for another's words.
 */
function textsOf(folder, files) {
    const modules = new Set(modulesOf(`${folder}/page.js`, files, AT_ONCE_OR_LATER));
    const code = files.filter(({path}) => modules.has(path)).map(({text}) => text).join('\n');
    const families = new Set([...code.matchAll(/`([a-z]+)\.\$\{/g)].map((match) => match[1]));
    const isUsed = (key) => code.includes(`'${key}'`) || families.has(key.split('.')[0]);
    return files.filter(({path}) => TEXTS.test(path)).map(({path, text}) => ({
        path: path.replace(TEXTS, `${folder}/$1`),
        text: JSON.stringify(Object.fromEntries(
            Object.entries(JSON.parse(text)).filter(([key]) => isUsed(key)))),
    }));
}

function withTextsOfPages(files) {
    return [...files.filter(({path}) => !TEXTS.test(path)),
        ...PAGES.flatMap((folder) => textsOf(folder, files))];
}

/* All that is needed at once is asked for at once. */
function preloads(page, files, hash) {
    return modulesOf(page, files, AT_ONCE)
        .map((path) => `<link rel="modulepreload" href="/assets/${hash}/${path}">`).join('\n    ');
}

export function contentSecurityPolicy(map) {
    const digest = createHash('sha256').update(map).digest('base64');
    return [
        "default-src 'self'", `script-src 'self' 'sha256-${digest}'`, "style-src 'self'",
        "img-src 'self' data:", "media-src 'self' blob:", "connect-src 'self'", "worker-src 'self'",
        "object-src 'none'",
        "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'",
    ].join('; ');
}

function pageText({path, text}, {files, hash, map}) {
    const page = posix.join(posix.dirname(path), 'page.js');
    return text.replaceAll('{{hash}}', hash).replaceAll('{{importmap}}', map)
        .replaceAll('{{preloads}}', preloads(page, files, hash));
}

function asset(file, set) {
    const {path, text} = file;
    const isPage = posix.basename(path) === 'index.html';
    const folder = posix.dirname(path);
    if (isPage && !PAGES.includes(folder)) {
        throw new Error(`${path} is a page nobody serves: ${PAGES.join(', ')} are.`);
    }
    const contentType = TYPES[extname(path)];
    if (!contentType) {
        throw new Error(`${path} has an ending without a content type.`);
    }
    const filled = isPage ? pageText(file, set) : text;
    return {
        path: isPage ? `/${folder}` : `/assets/${set.hash}/${path}`,
        contentType, isPage, text: filled, bytes: gzipSync(filled, {level: 9}),
    };
}

/* All that is served: {hash, csp, assets: [{path, contentType, isPage, text, bytes}]}. */
export function packWeb(root = ROOT) {
    const files = withTextsOfPages([...readPages(root), ...readVendor(root)]);
    files.sort((a, b) => (a.path < b.path ? -1 : 1));
    const hash = hashOf(files);
    const map = importMap(hash);
    return {
        hash, csp: contentSecurityPolicy(map),
        assets: files.map((file) => asset(file, {files, hash, map})),
    };
}

function cBytes(bytes) {
    const lines = [];
    for (let i = 0; i < bytes.length; i += 24) {
        lines.push(`    ${[...bytes.subarray(i, i + 24)].join(',')},`);
    }
    return lines.join('\n');
}

export function cSource({hash, csp, assets}) {
    const arrays = assets.map(({path, bytes}, i) =>
        `/* ${path} */\nstatic const unsigned char asset_${i}[] = {\n${cBytes(bytes)}\n};\n`);
    const rows = assets.map(({path, contentType, isPage}, i) =>
        `    {"${path}", "${contentType}", asset_${i}, sizeof asset_${i}, ${isPage}},`);
    return `/* Written by backend/web/pack.mjs; hash ${hash}. */
#include "api/web_assets.h"

${arrays.join('\n')}
const struct web_asset web_assets[] = {
${rows.join('\n')}
};
const size_t web_assets_count = sizeof web_assets / sizeof web_assets[0];
const char web_assets_csp[] = "${csp}";
`;
}

function main(args) {
    const out = args[args.indexOf('--out') + 1];
    if (!args.includes('--out') || !out) {
        throw new Error('Say where to: node pack.mjs --out FILE.');
    }
    mkdirSync(dirname(out), {recursive: true});
    writeFileSync(`${out}.part`, cSource(packWeb()));
    renameSync(`${out}.part`, out);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
    try {
        main(process.argv.slice(2));
    } catch (error) {
        process.stderr.write(`pack.mjs: ${error.message}\n`);
        process.exit(1);
    }
}

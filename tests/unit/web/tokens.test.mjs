/* Contrast: text tokens on every ground they stand on reach 7:1, edges and rings 3:1. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {root} from '../../support/daemon.mjs';

const css = path => readFileSync(join(root, 'backend', 'web', path), 'utf8');

function tokensOf(text) {
    return Object.fromEntries([...text.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6})\b/g)]
        .map(match => [match[1].slice(2), match[2]]));
}

function luminance(hex) {
    const [r, g, b] = [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16) / 255)
        .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
}

const [light, dark] = css('lib/base.css').split('@media (prefers-color-scheme: dark)');
const schemes = {light: tokensOf(light), dark: {...tokensOf(light), ...tokensOf(dark)}};

const TEXT = [
    ['ink', ['paper', 'card', 'sunken']], ['ink-soft', ['paper', 'card', 'sunken']],
    ['brand', ['paper', 'card']], ['on-brand', ['brand', 'brand-hover']],
    ['good', ['good-soft', 'card']], ['warn', ['warn-soft', 'card']], ['bad', ['bad-soft', 'card']],
];
const EDGES = [['edge', ['paper', 'card', 'sunken']], ['focus', ['paper', 'card', 'sunken']],
    ['bad', ['card']], ['brand', ['card', 'paper']]];

test('the measure agrees with known pairs', () => {
    assert.equal(contrast('#000000', '#ffffff').toFixed(1), '21.0');
    assert.equal(contrast('#ffff00', '#000000').toFixed(1), '19.6');
    assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
});

for (const [scheme, tokens] of Object.entries(schemes)) {
    test(`${scheme}: text reaches 7:1`, () => {
        for (const [ink, grounds] of TEXT) {
            for (const ground of grounds) {
                const ratio = contrast(tokens[ink], tokens[ground]);
                assert.ok(ratio >= 7, `--${ink} on --${ground}: ${ratio.toFixed(2)}`);
            }
        }
    });
    test(`${scheme}: edges of controls and the focus ring reach 3:1`, () => {
        for (const [edge, grounds] of EDGES) {
            for (const ground of grounds) {
                const ratio = contrast(tokens[edge], tokens[ground]);
                assert.ok(ratio >= 3, `--${edge} on --${ground}: ${ratio.toFixed(2)}`);
            }
        }
    });
}

test('the board: text reaches 7:1, the called number 10:1', () => {
    const tokens = tokensOf(css('board/page.css'));
    for (const ground of ['ground', 'panel']) {
        assert.ok(contrast(tokens['ink-soft'], tokens[ground]) >= 7);
        assert.ok(contrast(tokens.ink, tokens[ground]) >= 7);
    }
    assert.ok(contrast(tokens.accent, tokens.panel) >= 10);
    assert.ok(contrast(tokens['on-fresh'], tokens.fresh) >= 10);
});

test('the phone page reaches 7:1', () => {
    const [day, night] = css('visit/page.css').split('@media (prefers-color-scheme: dark)');
    for (const tokens of [tokensOf(day), {...tokensOf(day), ...tokensOf(night)}]) {
        for (const ground of ['paper', 'card']) {
            for (const ink of ['ink', 'ink-soft', 'brand']) {
                assert.ok(contrast(tokens[ink], tokens[ground]) >= 7, `${ink} on ${ground}`);
            }
        }
        assert.ok(contrast(tokens['on-call'], tokens.call) >= 7);
    }
});

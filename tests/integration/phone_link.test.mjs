// What leads to a phone page: nobody guesses it, it says nothing, and it is gone with the day.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Daemon} from '../support/daemon.mjs';

const BITS = 128;
const TICKETS = 256;

let daemon;
const links = []; // {token, url, id, number}

before(async () => {
    daemon = await Daemon.start();
    for (let i = 0; i < TICKETS; i++) {
        const {status, text, body} = await daemon.issue();
        assert.equal(status, 201, text);
        links.push({...body.ticket, url: body.url});
    }
});

after(() => daemon.stop());

test('L10 a link has 128 bits, and each of them is a coin', () => {
    const tokens = links.map(({token}) => token);
    assert.equal(new Set(tokens).size, TICKETS);
    tokens.forEach(token => assert.match(token, new RegExp(`^[0-9a-f]{${BITS / 4}}$`)));
    const ones = Array(BITS).fill(0);
    tokens.map(token => BigInt(`0x${token}`)).forEach(value => ones.forEach((_, bit) => {
        ones[bit] += Number((value >> BigInt(bit)) & 1n);
    }));
    /* Six standard deviations: once in a million runs of all bits. */
    const most = 6 * Math.sqrt(TICKETS) / 2;
    ones.forEach((count, bit) => assert.ok(Math.abs(count - TICKETS / 2) <= most,
        `bit ${bit} was set ${count} times of ${TICKETS}`));
});

test('L10 neighbours have nothing in common but chance', () => {
    const values = links.map(({token}) => BigInt(`0x${token}`));
    const different = values.slice(1).map((value, i) =>
        (value ^ values[i]).toString(2).replaceAll('0', '').length);
    different.forEach(count => assert.ok(count > 28 && count < 100, `${count} bits differ`));
});

test('L10 the address is the token and nothing about the ticket', () => {
    links.forEach(({url, token}) => assert.equal(new URL(url).pathname, `/v/${token}`));
    links.forEach(({url}) => assert.equal(new URL(url).search, ''));
});

test('L10 no number, id or other spelling of a link opens a page', async () => {
    const [{token, number, id}] = links;
    for (const path of [number, id, token.slice(1), `${token}0`, token.toUpperCase(),
        `${token.slice(0, -1)}${token.at(-1) === '0' ? '1' : '0'}`]) {
        const expected = path === token ? 200 : 404;
        assert.equal((await daemon.get(`/v/${path}`)).status, expected, path);
    }
    assert.equal((await daemon.get(`/v/${token}`)).status, 200);
});

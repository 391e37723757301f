/*
 * phone.mjs - somebody with the phone page in hand: plain requests, no scripts.
 *
 *     const phone = new Phone(daemon, ticket.token, {lang: 'uk'});
 *     const page = await phone.look();            // {status, html, text, state, headers}
 *     await phone.press('visit_pause');           // follows the link or posts the form it names
 *
 * Words come from assets/locale, so a test says keys and means every language.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from './daemon.mjs';

export const LANGUAGES = ['pl', 'uk', 'en', 'ru', 'pl_easy'];

const catalogues = new Map();

function textsOf(language) {
    if (!catalogues.has(language)) {
        const po = readFileSync(join(root, `assets/locale/${language}.po`), 'utf8');
        catalogues.set(language, Object.fromEntries(
            [...po.matchAll(/^msgid "(\w+)"\nmsgstr "(.*)"$/gm)].map(([, key, text]) =>
                [key, text])));
    }
    return catalogues.get(language);
}

/* As the program says it: easy Polish falls back to Polish. */
export function say(language, key, values = {}) {
    const text = textsOf(language)[key] ?? textsOf('pl')[key];
    assert.ok(text, `${key} is a text`);
    return text.replaceAll(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

const ENTITIES = {'&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&'};
const decoded = html => html.replaceAll(/&(lt|gt|quot|amp);/g, entity => ENTITIES[entity]);

/* What somebody reads: the elements without their tags, one space between words. */
export const textOf = html => decoded(html.replaceAll(/<(style|title)[^]*?<\/\1>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')).replaceAll(/\s+/g, ' ').trim();

const elementOf = (html, id) =>
    new RegExp(`<(\\w+) id="${id}"[^>]*>([^]*?)</\\1>`).exec(html)?.[2] ?? '';

export class Phone {
    constructor(daemon, token, looks = {}) {
        this.daemon = daemon;
        this.path = `/v/${token}`;
        this.address = `${this.path}?${new URLSearchParams(looks)}`;
        this.language = looks.lang ?? 'pl';
    }

    page(answer) {
        return {status: answer.status, headers: answer.headers, html: answer.text,
            text: textOf(answer.text), state: textOf(elementOf(answer.text, 'state'))};
    }

    async look(address = this.address) {
        return this.page(await this.daemon.get(address));
    }

    /* Every link and form of a page: [{words, href}] and [{words, action}]. */
    static links(html) {
        return [...html.matchAll(/<a ([^>]*)>([^<]*)<\/a>/g)].map(([, attributes, words]) =>
            ({words: decoded(words), href: decoded(/href="([^"]*)"/.exec(attributes)[1])}));
    }

    static forms(html) {
        return [...html.matchAll(/<form method="post" action="([^"]*)"><button[^>]*>([^<]*)</g)]
            .map(([, action, words]) => ({words: decoded(words), action: decoded(action)}));
    }

    post(action) {
        return this.daemon.send('POST', action, {body: '',
            headers: {'content-type': 'application/x-www-form-urlencoded'}});
    }

    /* As a browser does: a form is posted and its answer followed, a link is opened. */
    async press(key) {
        const {html} = await this.look();
        const words = say(this.language, key);
        const form = Phone.forms(html).find(one => one.words === words);
        if (form) {
            const answer = await this.post(form.action);
            assert.equal(answer.status, 303, answer.text);
            this.address = answer.headers.location;
        } else {
            const link = Phone.links(html).find(one => one.words === words);
            assert.ok(link, `"${words}" is on the page: ${textOf(html)}`);
            this.address = link.href.replace(/#.*/, '');
        }
        return this.look();
    }

    /* Both presses of a change that asks once. */
    async pause() {
        await this.press('visit_pause');
        return this.press('visit_pause_yes');
    }

    async cancel() {
        await this.press('cancel_ticket');
        return this.press('cancel_yes');
    }
}

/*
 * lobby_screen.mjs - what somebody reads on a page, as a value. Runs inside the page: it may use
 * nothing but its argument and the document.
 */

/* `words`: the page's own Polish words for states -> their names; `kind`: which screen this is. */
export function installScreens({words, kind}) {
    const LOG_MAX = 64;
    const one = selector => document.querySelector(selector);
    const all = selector => [...document.querySelectorAll(selector)];
    const text = element => element?.innerText.replaceAll(/\s+/g, ' ').trim() ?? null;
    const test = name => one(`[data-test="${name}"]`);
    const numberIn = element => /[A-E]\d+/.exec(text(element) ?? '')?.[0] ?? null;
    const stateOf = element => words[text(element)] ?? text(element);
    const isThere = element => Boolean(element) && element.getClientRects().length > 0;

    const route = frame => [...frame?.querySelectorAll('.route > ol > li') ?? []].map(step =>
        [text(step.querySelector('.what > span')), stateOf(step.querySelector('small'))]);
    const waiting = () => all('[data-test=waiting-row]').map(row => row.dataset.number).sort();
    const parked = () => all('.parked li b').map(text).sort();
    const total = () => {
        const found = /\d+/.exec(text(one('.total') ?? one('.rest > .soft:last-child')) ?? '');
        return found ? Number(found[0]) : null;
    };
    const alerts = () => all('.alerts li').map(row => {
        const taken = text(row.querySelector('.taken'));
        return `${row.dataset.test.replace('alert-', '')} ` +
            `${taken === null ? 'open' : taken.replace(/^Zajmuje się: /, '')}`;
    }).sort();
    const queues = () => all('.queues tbody tr').map(row =>
        `${text(row.querySelector('th'))} ${Number(text(row.querySelector('td'))) || 0}`).sort();

    const screens = {
        console: () => ({
            room: text(one('button.room b')),
            onBreak: isThere(test('break-end')),
            number: numberIn(test('number')),
            state: test('visit-state') ? stateOf(test('visit-state')) : null,
            recalls: Number(/wezwano ponownie (\d+)/.exec(text(one('.visit')) ?? '')?.[1] ?? 0),
            route: route(one('.visit')),
            queues: queues(), waiting: waiting(), parked: parked(), total: total(),
            alerts: alerts(),
            offline: isThere(test('offline')),
        }),
        desk: () => ({
            found: test('found')
                ? [numberIn(test('found').querySelector('h3')),
                    stateOf(test('found').querySelector('h3 .pill'))]
                : null,
            route: route(test('found')),
            parked: parked(), total: total(), alerts: alerts(),
            offline: isThere(test('offline')),
        }),
        board: () => ({
            calls: all('.main .call, .earlier li').map(line =>
                `${text(line.querySelector('.number'))} ${text(line.querySelector('.room'))}`)
                .sort(),
            offline: isThere(test('offline')),
        }),
        phone: () => ({
            number: text(one('#number')),
            sentence: text(one('#state')),
            offline: isThere(one('#offline')),
        }),
    };

    /* Whatever is expected is seen; more may be on the page. */
    const agrees = (seen, {sentences, ...rest}) =>
        (!sentences || sentences.includes(seen.sentence)) && Object.keys(rest).every(key =>
            JSON.stringify(seen[key]) === JSON.stringify(rest[key]));

    /* What was seen since when: a page notes it by itself, however late it is asked. */
    const log = [];
    const watchers = new Set();
    function note() {
        const seen = screens[kind]();
        if (log.length === 0 || JSON.stringify(seen) !== JSON.stringify(log.at(-1).seen)) {
            log.push({seen, atMs: Date.now()});
            log.splice(0, log.length - LOG_MAX);
        }
        watchers.forEach(look => look());
    }
    new MutationObserver(note).observe(document, {subtree: true, childList: true,
        characterData: true, attributes: true});

    /* Since when all that was seen agrees; null while it does not. */
    function agreedMs(expected) {
        const last = log.findLastIndex(({seen}) => !agrees(seen, expected));
        return last === log.length - 1 ? null : log[last + 1].atMs;
    }

    const lobbyScreen = globalThis.lobbyScreen = {
        pressedMs: 0,
        read: () => screens[kind](),
        /* Settles as soon as the page agrees, with the moment; with null after `limitMs`. */
        agree: (expected, limitMs) => new Promise(done => {
            const timer = setTimeout(finish, limitMs);
            function finish() {
                watchers.delete(look);
                clearTimeout(timer);
                done(agreedMs(expected));
            }
            function look() {
                if (agreedMs(expected) !== null) {
                    finish();
                }
            }
            watchers.add(look);
            note();
        }),
    };
    for (const event of ['click', 'keydown']) {
        addEventListener(event, () => { lobbyScreen.pressedMs = Date.now(); }, true);
    }
}

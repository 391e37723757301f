/*
 * visit - keeps the phone page fresh without reloading it under a reader's finger or screen reader.
 *
 * The backend renders the page and names this module only while the visit is open. Its elements
 * `state`, `details` and `actions` are exchanged one by one when they differ, so that only a new
 * sentence in `state` is announced and the focus stays. Whatever happens to this number once it was
 * called is heard at once from the board's events; everything else is looked up every 20 seconds.
 * Nothing is fetched while the phone is in a pocket.
 */
const REFRESH_MS = 20_000;
const KINDS = ['called', 'recalled', 'started', 'parked', 'resumed', 'released', 'finished', 'left',
    'transferred', 'cancelled', 'dismissed', 'undone'];
const PARTS = ['state', 'details', 'actions'];
const FAREWELL_MS = 15_000; /* staff may take the end of a visit back for ten seconds */
const at = (id, page = document) => page.getElementById(id);

const number = at('number').textContent;
let stream = null;
let timer = null;
let farewell = null;
let asked = 0;
let taken = 0;

/* A part that is replaced under the focus gives it to its follower, or to the sentence. */
function exchange(now, next) {
    const held = now.contains(document.activeElement) ? document.activeElement.id : null;
    now.className = next.className;
    now.replaceChildren(...next.childNodes);
    if (held !== null) {
        (at(held) ?? at('state')).focus();
    }
}

function take(fresh) {
    for (const id of PARTS) {
        const next = at(id, fresh);
        if (!at(id).isEqualNode(next)) {
            exchange(at(id), next);
        }
    }
    if (!fresh.querySelector('script')) {
        leave();
    } else if (farewell !== null) {
        stay();
    }
}

async function look() {
    const mine = ++asked;
    try {
        const response = await fetch(location.href, {cache: 'no-store'});
        if (response.status === 404) {
            location.reload(); /* the day is over, and so is the page */
            return;
        }
        if (!response.ok) {
            throw new Error(String(response.status));
        }
        const text = await response.text();
        if (mine > taken) { /* not one that was overtaken by a newer one */
            taken = mine;
            take(new DOMParser().parseFromString(text, 'text/html'));
        }
        at('offline').hidden = true;
    } catch {
        at('offline').hidden = false; /* what is shown may be old; the next look will tell */
    }
}

function hear({data}) {
    if (JSON.parse(data).number === number) {
        look();
    }
}

function follow() {
    timer = setInterval(look, REFRESH_MS);
    stream = new EventSource('/api/v1/events?view=board');
    for (const kind of KINDS) {
        stream.addEventListener(`ticket.${kind}`, hear);
    }
}

function pause() {
    clearInterval(timer);
    stream?.close();
}

function turn() {
    pause();
    if (!document.hidden) {
        follow();
        look();
    }
}

/* The visit is over: nothing is looked up any more, and heard only that its end is taken back. */
function leave() {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', turn);
    farewell ??= setTimeout(() => stream.close(), FAREWELL_MS);
}

function stay() {
    clearTimeout(farewell);
    farewell = null;
    document.addEventListener('visibilitychange', turn);
    turn();
}

document.addEventListener('visibilitychange', turn);
follow();

/*
 * visit - keeps the phone page fresh without reloading it under a reader's finger or screen reader.
 *
 * The backend renders the page and names this module only while the visit is open; without scripts
 * a <noscript> refresh does the same. Nothing is fetched while the phone is in a pocket.
 */
const REFRESH_MS = 20_000;

const main = document.querySelector('main');
main.setAttribute('aria-live', 'polite');

async function look() {
    if (document.hidden) {
        return;
    }
    try {
        const response = await fetch(location.href, {cache: 'no-store'});
        const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
        const news = fresh.querySelector('main');
        if (news && news.textContent !== main.textContent) {
            main.replaceChildren(...news.childNodes);
        }
        if (!fresh.querySelector('script')) {
            clearInterval(timer); /* the visit is over: nothing will change any more */
        }
    } catch {
        /* No network now: the next look will tell. */
    }
}

const timer = setInterval(look, REFRESH_MS);
document.addEventListener('visibilitychange', look);

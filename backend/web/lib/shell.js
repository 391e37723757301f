/*
 * shell.js - what stands around every staff page: top bar, messages, log-in, empty screens.
 */
import {html} from 'htm/preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {closeIcon, mark, warningIcon} from './icons.js';
import {LANGUAGES, currentLanguage, problemText, setLanguage, t, useLanguage} from './i18n.js';
import {can, useSession} from './session.js';

/* Names of languages in their own language; the page may not have loaded the others' texts. */
const OWN_NAMES = {pl: 'Polski', uk: 'Українська', en: 'English', ru: 'Русский'};

/* What the last single click pressed: the second of a double click belongs to it, not to whatever
 * the first has brought under the pointer. */
let clicked = '';

function isEcho({detail, currentTarget}) {
    const name = currentTarget.getAttribute('aria-label') ?? currentTarget.textContent;
    if (detail > 1) {
        return clicked !== name;
    }
    clicked = name;
    return false;
}

/* Stays focusable while it waits, so a keyboard does not lose its place. */
export function Button({
    kind = '', isBusy = false, isOff = false, onPress, hotkey, children, ...rest
}) {
    const press = (event) => {
        if (isEcho(event) || isBusy || isOff) {
            event.preventDefault();
        } else {
            onPress?.(event);
        }
    };
    return html`
        <button type="button" class=${`button ${kind} ${isBusy ? 'is-busy' : ''}`} onClick=${press}
            aria-disabled=${isBusy || isOff ? 'true' : undefined} aria-keyshortcuts=${hotkey}
            ...${rest}>
            ${children}${hotkey && html`<kbd aria-hidden="true">${hotkey}</kbd>`}
        </button>`;
}

function LanguageSelect() {
    return html`
        <label class="hidden" for="language">${t('lang.choose')}</label>
        <select id="language" class="select" value=${currentLanguage()}
            onChange=${(event) => setLanguage(event.target.value)}>
            ${LANGUAGES.map((code) => html`
                <option value=${code} lang=${code} selected=${code === currentLanguage()}>
                    ${OWN_NAMES[code]}
                </option>`)}
        </select>`;
}

function LanguageButtons() {
    return html`
        <div class="languages" role="group" aria-label=${t('lang.choose')}>
            ${LANGUAGES.map((code) => html`
                <${Button} kind="quiet" lang=${code}
                    aria-pressed=${String(code === currentLanguage())}
                    onPress=${() => setLanguage(code)}>${OWN_NAMES[code]}<//>`)}
        </div>`;
}

function PageLinks({session, page}) {
    const links = [
        ['call', 'desk'].some((capability) => can(session, capability)) &&
            ['console', '/console', t('app.to_console')],
        can(session, 'manage') && ['manager', '/manager', t('app.to_manager')],
        ['board', '/board', t('app.to_board')],
    ].filter(Boolean);
    return html`
        <nav aria-label=${t('app.pages')}><ul>
            ${links.map(([name, href, text]) => html`
                <li><a href=${href} aria-current=${name === page ? 'page' : undefined}
                    target=${name === 'board' ? '_blank' : undefined}>${text}</a></li>`)}
        </ul></nav>`;
}

export function TopBar({session, page, onLogout, children}) {
    return html`
        <header class="bar">
            <div class="brand">${mark()}<span>Okienko</span></div>
            ${children}
            <${PageLinks} session=${session} page=${page} />
            <span class="who">${session.staff.title}</span>
            <${LanguageSelect} />
            <${Button} kind="quiet leave" onPress=${onLogout}>${t('app.logout')}<//>
        </header>`;
}

/* Says it at once; both regions are always there, so that screen readers notice the change. */
export function ConnectionStrip({isDown}) {
    const [hasReturned, setReturned] = useState(false);
    const before = useRef(isDown);
    useEffect(() => {
        setReturned(before.current && !isDown);
        before.current = isDown;
    }, [isDown]);
    return html`
        <div role="alert">
            ${isDown && html`
                <div class="strip" data-test="offline">
                    ${warningIcon()}<span>${t('net.down')}</span>
                </div>`}
        </div>
        <p class="hidden" role="status">${hasReturned && t('net.up')}</p>`;
}

export function ErrorBanner({error, onClose}) {
    return html`
        <div role="alert">
            ${error && html`<div class="banner" data-test="error">${warningIcon()}
                <p>${problemText(error)}</p>
                <${Button} kind="quiet" onPress=${onClose} aria-label=${t('app.close')}>
                    ${closeIcon()}
                <//>
            </div>`}
        </div>`;
}

export function Loading({isDown}) {
    return html`
        <${ConnectionStrip} isDown=${isDown} />
        <main id="main" class="alone"><p class="soft">${t('app.loading')}</p></main>`;
}

export function Alone({title, text, children}) {
    return html`
        <main id="main" class="alone"><div class="card">
            <div class="sign">${mark()}<span>Okienko</span></div>
            <h1>${title}</h1>
            ${text && html`<p>${text}</p>`}
            ${children}
        </div></main>`;
}

function loginProblem(error) {
    if (error.status === 401) {
        return t('login.wrong');
    }
    return error.status === 429 ? t('login.too_many') : problemText(error);
}

function Field({id, type, label, complete, isWrong, inputRef}) {
    return html`
        <div class="field">
            <label for=${id}>${label}</label>
            <input id=${id} name=${id} type=${type} autocomplete=${complete} required
                ref=${inputRef} autocapitalize="none" spellcheck=${false} maxlength="128"
                aria-invalid=${isWrong ? 'true' : undefined}
                aria-describedby=${isWrong ? 'login-error' : undefined} />
        </div>`;
}

export function Login({reason, onLogin}) {
    useLanguage();
    const [error, setError] = useState(null);
    const [isBusy, setBusy] = useState(false);
    const first = useRef(null);
    const form = useRef(null);
    useEffect(() => {
        document.title = `${t('login.title')} – Okienko`;
        first.current?.focus();
    }, []);

    async function submit(event) {
        event.preventDefault();
        const {login, password} = Object.fromEntries(new FormData(form.current));
        if (isBusy) {
            return;
        }
        if (!login.trim() || !password) {
            setError({say: () => t('login.empty')});
            return;
        }
        setBusy(true);
        setError(null);
        try {
            await onLogin(login.trim(), password);
        } catch (failure) {
            setBusy(false);
            setError({say: () => loginProblem(failure)});
            form.current.password.select();
        }
    }

    return html`
        <${Alone} title=${t('login.title')}>
            <div role="alert" id="login-error">
                ${error && html`
                    <div class="banner" data-test="error">
                        ${warningIcon()}<p>${error.say()}</p>
                    </div>`}
                ${!error && reason === 'ended' &&
                    html`<p class="pill warn">${t('login.ended')}</p>`}
            </div>
            <form ref=${form} onSubmit=${submit} novalidate class="stack">
                <${Field} id="login" type="text" label=${t('login.login')} complete="username"
                    isWrong=${Boolean(error)} inputRef=${first} />
                <${Field} id="password" type="password" label=${t('login.password')}
                    complete="current-password" isWrong=${Boolean(error)} />
                <button type="submit" class=${`button primary ${isBusy ? 'is-busy' : ''}`}
                    aria-disabled=${isBusy ? 'true' : undefined}>
                    ${isBusy ? t('login.busy') : t('login.submit')}
                </button>
            </form>
            <p class="soft">${t('login.note')}</p>
            <${LanguageButtons} />
        <//>`;
}

/*
 * Log-in first, then draw({session, onLogout, onSignedOut}) for those who have one of the
 * capabilities `needs`; whoever has none is shown to `elsewhere`, {capability, href, text()}.
 */
export function Gate({needs, elsewhere, draw}) {
    useLanguage();
    const {phase, session, reason, isDown, login, logout, ended} = useSession();
    if (phase === 'loading') {
        return html`<${Loading} isDown=${isDown} />`;
    }
    if (phase === 'out') {
        return html`<${Login} reason=${reason} onLogin=${login} />`;
    }
    if (!needs.some((capability) => can(session, capability))) {
        return html`
            <${Alone} title=${t('forbidden.title')} text=${t('forbidden.text')}>
                ${can(session, elsewhere.capability) &&
                    html`<a class="button primary" href=${elsewhere.href}>${elsewhere.text()}</a>`}
                <${Button} onPress=${() => logout()}>${t('app.logout')}<//>
            <//>`;
    }
    return draw({session, onLogout: logout, onSignedOut: ended});
}

/* Calls the action of an F-key; a held key does nothing more. */
export function useHotkeys(actions) {
    const latest = useRef(actions);
    latest.current = actions;
    useEffect(() => {
        const listen = (event) => {
            const action = latest.current[event.key];
            if (!action || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) {
                return;
            }
            event.preventDefault();
            if (!event.repeat) {
                action();
            }
        };
        addEventListener('keydown', listen);
        return () => removeEventListener('keydown', listen);
    }, []);
}

/* The server's time, redrawn every second or minute. */
export function useNow(now, everyMs = 1_000) {
    const [value, setValue] = useState(now);
    useEffect(() => {
        const timer = setInterval(() => setValue(now()), everyMs);
        return () => clearInterval(timer);
    }, [everyMs]);
    return value;
}

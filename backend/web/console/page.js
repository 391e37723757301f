/*
 * console - where staff call people: log-in, room, next, the open visit, queues.
 */
import {html, render} from 'htm/preact';
import {startTexts, t, useLanguage} from '../lib/i18n.js';
import {can, useSession} from '../lib/session.js';
import {Alone, Button, Loading, Login} from '../lib/shell.js';
import {Desk} from './desk.js';

function App() {
    useLanguage();
    const {phase, session, reason, isDown, login, logout, ended} = useSession();
    if (phase === 'loading') {
        return html`<${Loading} isDown=${isDown} />`;
    }
    if (phase === 'out') {
        return html`<${Login} reason=${reason} onLogin=${login} />`;
    }
    if (!can(session, 'call')) {
        return html`
            <${Alone} title=${t('forbidden.title')} text=${t('forbidden.text')}>
                ${can(session, 'manage') &&
                    html`<a class="button primary" href="/manager">${t('app.to_manager')}</a>`}
                <${Button} onPress=${logout}>${t('app.logout')}<//>
            <//>`;
    }
    return html`<${Desk} session=${session} onLogout=${logout} onSignedOut=${ended} />`;
}

await startTexts();
render(html`<${App} />`, document.getElementById('app'));

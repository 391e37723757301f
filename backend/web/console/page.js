/*
 * console - where staff call people (log-in, room, next, the open visit, queues) and a desk issues
 * numbers.
 */
import {html, render} from 'htm/preact';
import {startTexts, t} from '../lib/i18n.js';
import {Gate} from '../lib/shell.js';
import {Desk} from './desk.js';

const manager = {capability: 'manage', href: '/manager', text: () => t('app.to_manager')};

await startTexts();
render(html`
    <${Gate} needs=${['call', 'desk']} elsewhere=${manager}
        draw=${(props) => html`<${Desk} ...${props} />`} />`,
document.getElementById('app'));

/*
 * console - where staff call people (log-in, room, next, the open visit, queues) and a desk issues
 * numbers.
 */
import {html, render} from 'htm/preact';
import {startTexts, t} from '../lib/i18n.js';
import {Gate} from '../lib/shell.js';
import {Console} from './frame.js';

const manager = {capability: 'manage', href: '/manager', text: () => t('app.to_manager')};

await startTexts(import.meta.url);
render(html`
    <${Gate} needs=${['call', 'desk']} elsewhere=${manager}
        draw=${(props) => html`<${Console} ...${props} />`} />`,
document.getElementById('app'));

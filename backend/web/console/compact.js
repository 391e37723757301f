/*
 * compact.js - the console as a small window of its own, to stand beside another program.
 */
import {html} from 'htm/preact';
import {t} from '../lib/i18n.js';
import {windowIcon} from '../lib/icons.js';
import {Button} from '../lib/shell.js';

const NAME = 'okienko-compact';
const SIZE = 'popup,width=360,height=900';

/* In the small window itself: fewer things stand around the work. */
export const isCompact = new URLSearchParams(location.search).has('compact');

if (isCompact) {
    document.documentElement.classList.add('compact');
}

export function Compact() {
    return !isCompact && html`
        <${Button} kind="compact-open" data-test="compact"
            onPress=${() => open('/console?compact', NAME, SIZE)?.focus()}>
            ${windowIcon()}${t('compact.open')}<//>`;
}

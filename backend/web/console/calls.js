/*
 * calls.js - the part of the console that calls people: a room first, then the work.
 */
import {html} from 'htm/preact';
import {t} from '../lib/i18n.js';
import {useHotkeys} from '../lib/shell.js';
import {Appointments} from './appointments.js';
import {Compact} from './compact.js';
import {KeyList, hotkeysFor} from './key_list.js';
import {MyDay} from './my_day.js';
import {useQueue} from './queue.js';
import {RoomChoice} from './rooms.js';
import {Section} from './section.js';
import {Parked, Queues} from './side.js';
import {FreeStage} from './stage.js';
import {VisitStage} from './visit.js';
import {Waiting} from './waiting.js';

function Work({onLeave, ...shared}) {
    const {data} = shared;
    return html`
        <div class="work">
            <div class="middle">
                <section class=${`stage card ${data.current ? '' : 'is-free'}`}>
                    ${data.current
                        ? html`<${VisitStage} current=${data.current} ...${shared} />`
                        : html`<${FreeStage} ...${shared} />`}
                </section>
                <${Waiting} ...${shared} />
            </div>
            <aside class="side">
                <${Queues} ...${shared} />
                <${Appointments} ...${shared} />
                <${Parked} ...${shared} />
                <${MyDay} data=${data} busy=${shared.busy} onLeave=${onLeave} />
                <${Section} title=${t('keys.title')}>
                    <${KeyList} data=${data} />
                    <${Compact} />
                <//>
            </aside>
        </div>`;
}

export function Calls({data, actions, isChoosing, setChoosing, ...work}) {
    const queue = useQueue(data);
    useHotkeys(hotkeysFor({data, actions, isChoosing}));
    const take = async (id) => {
        if (await actions.takeRoom(id)) {
            setChoosing(false);
        }
    };
    return html`
        <p class="hidden" role="status" data-test="spoken">${work.said?.()}</p>
        ${!data.session.room || isChoosing
            ? html`<${RoomChoice} data=${data} busy=${work.busy} onTake=${take}
                    onStay=${() => setChoosing(false)} />`
            : html`<${Work} ...${{data, queue, actions, ...work}} />`}`;
}

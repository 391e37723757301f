/*
 * rooms.js - the choice of a room: free ones can be taken, taken ones say by which role.
 */
import {html} from 'htm/preact';
import {t} from '../lib/i18n.js';
import {Button} from '../lib/shell.js';

function roomState(room, session) {
    if (room.id === session.room?.id) {
        return {text: t('room.yours'), isMine: true};
    }
    return room.staff === null || room.staff === session.staff.id
        ? {text: t('room.free'), isFree: true}
        : {text: t('room.taken', {who: room.staff_title ?? ''})};
}

function RoomTile({room, session, busy, onTake, onStay}) {
    const {text, isFree, isMine} = roomState(room, session);
    return html`
        <li>
            <${Button} kind=${`tile ${isMine ? 'is-mine' : ''}`} data-test="room-tile"
                data-room=${room.id}
                isBusy=${busy === `room-${room.id}`} isOff=${!isFree && !isMine}
                onPress=${() => (isMine ? onStay() : onTake(room.id))}>
                <span class="name">${room.name}</span> <span class="state">${text}</span>
            <//>
        </li>`;
}

export function RoomChoice({data, busy, onTake, onStay}) {
    const {session, rooms} = data;
    return html`
        <section class="rooms">
            <h2 class="question">${t('room.title')}</h2>
            <p class="soft">${t('room.hint')}</p>
            <ul class="tiles">
                ${rooms.map((room) => html`<${RoomTile} key=${room.id}
                    ...${{room, session, busy, onTake, onStay}} />`)}
            </ul>
            ${session.room && html`
                <div class="row">
                    <${Button} onPress=${onStay}>${t('room.keep', {room: session.room.name})}<//>
                    <${Button} onPress=${() => onTake(null)} isBusy=${busy === 'room-null'}>
                        ${t('room.leave')}
                    <//>
                </div>`}
        </section>`;
}

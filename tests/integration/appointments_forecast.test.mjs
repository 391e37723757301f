// limit: 60 s
// Bookings of the day are known to the forecasts: who comes without one is told of the time that
// they will take, and no longer once they are cancelled.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {bookAt, bookingOffice, fiveMinutes} from '../support/booked.mjs';
import {Daemon, until} from '../support/daemon.mjs';
import {bigOffice, crewOf} from '../support/office.mjs';

const MINUTE_MS = 60_000;

test('a newcomer is told of the time that booked people will take', async t => {
    const daemon = await Daemon.start(
        {office: bookingOffice({path: bigOffice({rooms: 1, staff: 1})})});
    t.after(() => daemon.stop());
    const [staff] = await crewOf(daemon, 1);
    const waitOf = async () => (await daemon.get('/state?view=kiosk', {token: true}))
        .body.needs.find(need => need.need === 'start').wait;
    await staff.post('/tickets', {service: 'PSY', language: 'pl'});
    const {ticket} = (await staff.post(`/rooms/${staff.session.room.id}/next`)).body;
    await staff.post(`/tickets/${ticket.id}/start`);
    const alone = await until('a table of the one being served', async () => {
        const wait = await waitOf();
        return wait && wait.low_min >= 10 && wait;
    });
    const soon = fiveMinutes(Date.now());
    const booked = [];
    for (const [index, service] of ['PSY', 'PRAW', 'UZAL'].entries()) {
        booked.push(await bookAt(daemon, service, soon + (20 + 5 * index) * MINUTE_MS));
    }
    const news = await bookAt(daemon, 'PSY', soon + 4 * 60 * MINUTE_MS);
    const behind = await until('the bookings are in the table', async () => {
        const wait = await waitOf();
        return wait.low_min > 1.5 * alone.low_min && wait.high_min > 1.5 * alone.high_min && wait;
    }, 20_000);
    for (const {id} of [...booked, news]) {
        assert.equal((await staff.post(`/appointments/${id}/cancel`)).status, 200);
    }
    await until('they are out of it again', async () =>
        (await waitOf()).high_min < behind.high_min / 1.5, 20_000);
});

// limit: 400 s
// The stress test in small, for builds that are slow: sanitizers. ./okienko check runs it.
import test from 'node:test';
import {Daemon} from '../support/daemon.mjs';
import {bigOffice, crewOf} from '../support/office.mjs';
import {verify, work} from '../support/stress.mjs';

test('8 kiosks, 8 staff, 300 tickets, a dozen readers, two crashes', async () => {
    const daemon = await Daemon.start({office: bigOffice({rooms: 8, staff: 8})});
    const crew = await crewOf(daemon, 8);
    const streams = await Promise.all(Array.from({length: 12}, () => daemon.stream().opened));
    const tally = await work({daemon, tickets: 300, kiosks: 8, crew, needs: ['start'], kills: 2});
    verify(daemon, tally);
    streams.forEach(stream => stream.close());
    const {code} = await daemon.stop();
    if (code !== 0) {
        throw new Error(`ended with ${code}: ${daemon.log().slice(-3000)}`);
    }
});

/*
 * link.mjs - a line between a kiosk and its backend that can be cut while both live on.
 *
 *     const link = await Link.to(() => daemon.port);
 *     link.cut();
 *     link.mend();
 */
import net from 'node:net';

export class Link {
    /* `port` is asked anew for each connection: a backend may come back elsewhere. */
    static async to(port) {
        const link = new Link();
        link.isCut = false;
        link.sockets = new Set();
        link.server = net.createServer(near => {
            if (link.isCut) {
                near.destroy();
                return;
            }
            const far = net.connect(port(), '127.0.0.1');
            for (const [socket, other] of [[near, far], [far, near]]) {
                link.sockets.add(socket);
                socket.on('error', () => {});
                socket.on('close', () => {
                    link.sockets.delete(socket);
                    other.destroy();
                });
                socket.pipe(other);
            }
        });
        await new Promise(done => link.server.listen(0, '127.0.0.1', done));
        link.url = `http://127.0.0.1:${link.server.address().port}`;
        return link;
    }

    cut() {
        this.isCut = true;
        this.sockets.forEach(socket => socket.destroy());
    }

    mend() {
        this.isCut = false;
    }

    close() {
        this.cut();
        return new Promise(done => this.server.close(done));
    }
}

/*
 * feed.h - the live history of the office, as server-sent events.
 *
 * The writer appends ready-made frames in the order of commit; streams pull what they have not
 * had. A client that comes back with Last-Event-ID gets exactly what it missed: from the ring, or
 * from the database when the ring is too young. An unknown epoch or a pruned history is told by
 * `event: reset`, and the client reads /state anew.
 *
 * Owner    feed_append: the writer thread; feed_open and the streams: the http thread;
 *          feed_heartbeat and feed_close_all: main; feed_end: any thread.
 * Memory   the ring keeps the last FEED_RING_MAX events; a slow reader holds at most one block of
 *          FEED_BLOCK_BYTES.
 * Source   WHATWG HTML, server-sent events.
 */
#ifndef LIVE_FEED_H
#define LIVE_FEED_H

#include "base/buffer.h"
#include "http/exchange.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    FEED_RING_MAX = 4096,
    FEED_BLOCK_BYTES = 16 * 1024,
    FEED_EPOCH_MAX = 16,
    FEED_OWNER_MAX = 64
};

/* Who listens: staff see whole events, everybody else number and room only. */
enum feed_view { FEED_STAFF, FEED_PUBLIC, FEED_VIEW_COUNT };

struct feed_event {
    int64_t seq;
    const char *kind;
    const char *body;        /* JSON for staff */
    const char *public_body; /* JSON for everybody, "" for nothing */
};

/* Where events older than the ring come from. Both run on the http thread. */
struct feed_history {
    /* Appends frames with feed_frame for events after `after`, in order; returns the last seq it
     * looked at, `after` when there is nothing more, -1 when the history does not reach back. */
    int64_t (*read)(void *context, enum feed_view view, int64_t after, struct buffer *out);
    void *context;
};

struct feed;

struct feed *feed_create(const char *epoch, int64_t seq, struct feed_history history);
void feed_destroy(struct feed *feed); /* after all streams have ended */

/* One event as it goes over the wire. */
void feed_frame(struct buffer *out, const char *epoch, const struct feed_event *event,
                enum feed_view view);

/* `is_last` wakes the sleeping streams: once for a group of events. */
void feed_append(struct feed *feed, const struct feed_event *event, bool is_last);

/* What a stream hangs on: it ends by feed_end, or with the first heartbeat at or after until_ms. */
struct feed_pass {
    const char *owner; /* at most FEED_OWNER_MAX bytes; "" for nobody's */
    int64_t until_ms;  /* UTC; 0: no end */
    int64_t holder;    /* whose page it is, for feed_each_holder; 0 nobody's */
};

/* Answers the exchange with a stream. last_id: "epoch-seq" or NULL for "from now on". */
void feed_open(struct feed *feed, struct exchange *exchange, enum feed_view view,
               const char *last_id, const struct feed_pass *pass);

/* A comment to every stream, so that a dead peer is noticed. */
void feed_heartbeat(struct feed *feed, int64_t now_ms);

/* Calls `each` for every open stream that has a holder, under the feed's lock: be brief. */
void feed_each_holder(struct feed *feed, void (*each)(void *context, int64_t holder),
                      void *context);

/* Ends the streams of one owner. */
void feed_end(struct feed *feed, const char *owner);

/* Ends every stream, now and from now on. */
void feed_close_all(struct feed *feed);

int64_t feed_stream_count(struct feed *feed);

#endif

/*
 * sse.h - cuts a stream of bytes into server-sent events.
 *
 * Only what a kiosk needs: the kind and the id of each event. Data is read past and never kept;
 * comments (heartbeats) are no events. Bytes may come in any pieces.
 *
 * Owner    one thread.
 * Errors   a line over SSE_LINE_MAX: STATUS_TOO_LARGE, the stream is of no use any more.
 * Source   WHATWG HTML, 9.2.6 interpreting an event stream.
 */
#ifndef NET_SSE_H
#define NET_SSE_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

enum { SSE_LINE_MAX = 4096, SSE_ID_MAX = 63, SSE_KIND_MAX = 31 };

struct sse {
    char line[SSE_LINE_MAX + 1];
    size_t line_bytes;
    bool was_return; /* the last byte was CR: a following LF belongs to it */
    bool has_data;
    char kind[SSE_KIND_MAX + 1];
    char pending_id[SSE_ID_MAX + 1];
    char id[SSE_ID_MAX + 1]; /* of the last whole event, for Last-Event-ID; outlives sse_begin */
};

/* A new connection: forgets what was cut off, keeps `id`. */
void sse_begin(struct sse *sse);

/* Adds to *out_events how many whole events ended in these bytes. */
enum status sse_feed(struct sse *sse, const char *bytes, size_t size, int *out_events) MUST_USE;

#endif

/*
 * stream.h - the event stream, kept open for ever: is the backend there, has anything changed?
 *
 * It ends by itself, by an error, or by silence (the backend sends a heartbeat every 15 s); then it
 * is opened again after a pause, going on from the last event (Last-Event-ID).
 *
 * Owner    the net thread.
 */
#ifndef NET_STREAM_H
#define NET_STREAM_H

#include "net/backoff.h"
#include "net/easy.h"
#include "net/sse.h"

struct stream {
    const struct easy_address *address;
    CURLM *multi;
    CURL *easy; /* NULL: waiting to open it again */
    struct curl_slist *headers;
    struct sse sse;
    struct backoff backoff;
    int silence_ms;
    int64_t heard_ms; /* the last byte, or the start of the try */
    int64_t next_ms;
    bool is_open;       /* answered 200, and not silent for too long */
    bool has_failed;    /* at least once since it was open last */
    bool has_changed;   /* events came; the owner sets it back */
    enum status status; /* why it is not open */
};

void stream_init(struct stream *stream, const struct easy_address *address, CURLM *multi,
                 int silence_ms);
void stream_finish(struct stream *stream);

/* Opens it when due; gives up on a silent one. */
void stream_step(struct stream *stream, int64_t now_ms);

/* Its transfer has ended. */
void stream_done(struct stream *stream, int64_t now_ms);

/* Somebody else got an answer: the backend is there, no need to wait out the pause. */
void stream_hurry(struct stream *stream, int64_t now_ms);

/* When stream_step has something to do next. */
int64_t stream_due_ms(const struct stream *stream);

#endif

/*
 * exchange.h - one request and its answer, as handlers see them.
 *
 * A handler either answers at once (exchange_reply) or puts the exchange aside (exchange_suspend)
 * and lets another thread answer later (exchange_resume). Exactly one answer per exchange.
 *
 * Owner    handlers run on the http thread and never block; exchange_resume is for any thread.
 * Memory   everything borrowed from an exchange lives until its answer is sent.
 * Errors   requests that break the rules of HTTP or a limit never reach a handler.
 */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/problem.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    EXCHANGE_BODY_MAX = 16 * 1024,
    EXCHANGE_ANSWER_MAX = 4 * 1024 * 1024,
    EXCHANGE_PARAMS_MAX = 2,
    EXCHANGE_ARENA_MAX = 1024 * 1024
};

enum method { METHOD_GET, METHOD_POST, METHOD_PUT, METHOD_DELETE, METHOD_HEAD, METHOD_OTHER };

struct exchange;

/* What a caller sent. */
enum method exchange_method(const struct exchange *exchange);
const char *exchange_path(const struct exchange *exchange);
/* The n-th {…} of the route as a number from 1; 0 when it is none (the handler says 404). */
int64_t exchange_id(const struct exchange *exchange, int index);
const char *exchange_param(const struct exchange *exchange, int index);
const char *exchange_query(const struct exchange *exchange, const char *name); /* may miss */
/* As exchange_id, of ?name=. */
int64_t exchange_query_id(const struct exchange *exchange, const char *name);
const char *exchange_header(const struct exchange *exchange, const char *name); /* may miss */
const char *exchange_cookie(const struct exchange *exchange, const char *name); /* may miss */
const char *exchange_body(const struct exchange *exchange, size_t *out_size);
struct arena *exchange_arena(struct exchange *exchange);

/* The server's own context, as given to http_server_start. */
void *exchange_context(const struct exchange *exchange);

/* An answer under construction; headers before the reply. */
void exchange_set_header(struct exchange *exchange, const char *name, const char *value);

/* Takes the buffer's bytes. content_type is a literal. */
void exchange_reply(struct exchange *exchange, int http_status, const char *content_type,
                    struct buffer *body);
/* Bytes that live for ever (assets): not copied. */
void exchange_reply_static(struct exchange *exchange, int http_status, const char *content_type,
                           const void *bytes, size_t size);
void exchange_reply_empty(struct exchange *exchange, int http_status);
void exchange_reply_problem(struct exchange *exchange, const struct problem *problem);

/* Between these two no thread but the one that resumes may touch the exchange. */
void exchange_suspend(struct exchange *exchange);
void exchange_resume(struct exchange *exchange);

/* A stream without end: `pull` writes at most `max` bytes and returns how many; 0 when there is
 * nothing now, after it has put the stream to sleep by stream_sleep (under the lock that the
 * waker takes, or a wake is lost); -1 to end it. `close` is called once. All on the http thread. */
struct stream;

struct stream_source {
    long (*pull)(void *context, struct stream *stream, char *out, size_t max);
    void (*close)(void *context);
    void *context;
};

void exchange_reply_stream(struct exchange *exchange, const char *content_type,
                           const struct stream_source *source);
void stream_sleep(struct stream *stream);
void stream_wake(struct stream *stream); /* any thread; only a sleeping stream */

#endif

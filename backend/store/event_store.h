/*
 * event_store.h - the office's history in order, and the first answer to each request key.
 *
 * Owner    event_store_add: the writer, inside the bracket; reading: any connection.
 */
#ifndef STORE_EVENT_STORE_H
#define STORE_EVENT_STORE_H

#include "base/buffer.h"
#include "base/status.h"
#include "store/db.h"

#include <stddef.h>
#include <stdint.h>

enum { EVENT_BODY_MAX = 512, EVENT_FACTS_MAX = 2048, EVENT_HASH_HEX = 64 };

/* A request as it is remembered: hashes, so that no row tells what somebody asked for. */
struct request_key {
    char key_hash[EVENT_HASH_HEX + 1];     /* "" when the request carries no key */
    char request_hash[EVENT_HASH_HEX + 1]; /* of key, caller, path and body */
};

struct event {
    int64_t seq;
    const char *kind;                 /* "ticket.called"; a literal */
    char body[EVENT_BODY_MAX];        /* JSON for staff */
    char public_body[EVENT_BODY_MAX]; /* JSON for everybody: number and room; "" for nothing */
    char facts[EVENT_FACTS_MAX]; /* JSON: what the rules were given, see api/facts.h; "" none */
    int64_t at_ms;
};

/* Takes the office's next seq and writes the row. */
enum status event_store_add(struct db *db, int64_t office_id, struct event *event) MUST_USE;

/* The newest seq, 0 before the first event. */
enum status event_store_seq(struct db *db, int64_t office_id, int64_t *out_seq) MUST_USE;

/* The oldest seq still kept, 0 when there is none. */
enum status event_store_oldest(struct db *db, int64_t office_id, int64_t *out_seq) MUST_USE;

/* Calls `each` for at most `max` events after `after`, in order. */
enum status event_store_since(struct db *db, int64_t office_id, int64_t after, int max,
                              void (*each)(void *context, const struct event *event),
                              void *context) MUST_USE;

/* Drops a bounded number of the oldest events, so that the writer is never held up. */
enum status event_store_prune(struct db *db, int64_t office_id, int64_t before_ms) MUST_USE;

/* STATUS_MISSING: a new key. STATUS_UNPROCESSABLE: the key came with another request before.
 * STATUS_OK: `answer` (appended to) and `http_status` are what was said the first time. */
enum status idempotency_find(struct db *db, int64_t office_id, const struct request_key *key,
                             struct buffer *answer, int *out_http_status) MUST_USE;
enum status idempotency_add(struct db *db, int64_t office_id, const struct request_key *key,
                            const char *answer, int http_status, int64_t now_ms) MUST_USE;
/* Bounded, like event_store_prune. */
enum status idempotency_prune(struct db *db, int64_t before_ms) MUST_USE;

#endif

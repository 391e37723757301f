#include "store/event_store.h"

#include "base/memory.h"
#include "store/query.h"

#include <stdbool.h>
#include <string.h>

/* The first two are db_savepoint and db_release: prepared like the rest. */
enum {
    SAVEPOINT,
    RELEASE,
    NEXT_SEQ,
    ADD_EVENT,
    READ_SEQ,
    READ_OLDEST,
    LIST_SINCE,
    PRUNE_EVENTS,
    FIND_KEY,
    ADD_KEY,
    PRUNE_KEYS
};

enum { PRUNE_MAX = 2000 };

static const char *const texts[] = {
    [SAVEPOINT] = "SAVEPOINT job",
    [RELEASE] = "RELEASE job",
    [NEXT_SEQ] = "UPDATE office SET seq = seq + 1 WHERE id = $1",
    [ADD_EVENT] = "INSERT INTO event (office_id, seq, kind, body, public_body, facts, at_ms) "
                  "VALUES ($1, $2, $3, $4, $5, $6, $7)",
    [READ_SEQ] = "SELECT seq FROM office WHERE id = $1",
    [READ_OLDEST] = "SELECT coalesce(min(seq), 0) FROM event WHERE office_id = $1",
    [LIST_SINCE] = "SELECT seq, kind, body, public_body, at_ms, facts FROM event "
                   "WHERE office_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
    [PRUNE_EVENTS] = "DELETE FROM event WHERE office_id = $1 AND seq < $2 AND at_ms < $3",
    [FIND_KEY] = "SELECT request_hash, http_status, answer FROM idempotency "
                 "WHERE office_id = $1 AND key_hash = $2",
    [ADD_KEY] = "INSERT INTO idempotency (office_id, key_hash, request_hash, http_status, answer, "
                "at_ms) VALUES ($1, $2, $3, $4, $5, $6)",
    [PRUNE_KEYS] = "DELETE FROM idempotency WHERE at_ms < $1 "
                   "AND id < (SELECT min(id) + 2000 FROM idempotency)",
};

const struct query_set event_queries = QUERY_SET(texts);

static sqlite3_stmt *start(struct db *db, int index)
{
    return query_start(db, QUERY_SET_EVENT, index);
}

enum status event_store_add(struct db *db, int64_t office_id, struct event *event)
{
    sqlite3_stmt *query = start(db, NEXT_SEQ);
    query_int(query, 1, office_id);
    enum status status = query_run(db, query);
    if (status == STATUS_OK) {
        status = event_store_seq(db, office_id, &event->seq);
    }
    if (status != STATUS_OK) {
        return status;
    }
    query = start(db, ADD_EVENT);
    query_int(query, 1, office_id);
    query_int(query, 2, event->seq);
    query_text(query, 3, event->kind);
    query_text(query, 4, event->body);
    query_text(query, 5, event->public_body[0] != '\0' ? event->public_body : NULL);
    query_text(query, 6, event->facts[0] != '\0' ? event->facts : NULL);
    query_int(query, 7, event->at_ms);
    return query_run(db, query);
}

enum status event_store_seq(struct db *db, int64_t office_id, int64_t *out_seq)
{
    sqlite3_stmt *query = start(db, READ_SEQ);
    query_int(query, 1, office_id);
    return query_value(db, query, out_seq);
}

enum status event_store_oldest(struct db *db, int64_t office_id, int64_t *out_seq)
{
    sqlite3_stmt *query = start(db, READ_OLDEST);
    query_int(query, 1, office_id);
    return query_value(db, query, out_seq);
}

enum status event_store_since(struct db *db, int64_t office_id, int64_t after, int max,
                              void (*each)(void *context, const struct event *event), void *context)
{
    sqlite3_stmt *query = start(db, LIST_SINCE);
    query_int(query, 1, office_id);
    query_int(query, 2, after);
    query_int(query, 3, max);
    while (query_next(query)) {
        struct event event = {.seq = query_column(query, 0),
                              .kind = query_column_borrow(query, 1),
                              .at_ms = query_column(query, 4)};
        query_column_text(query, 2, event.body, sizeof(event.body));
        query_column_text(query, 3, event.public_body, sizeof(event.public_body));
        query_column_text(query, 5, event.facts, sizeof(event.facts));
        each(context, &event);
    }
    return query_end(db, query);
}

enum status event_store_prune(struct db *db, int64_t office_id, int64_t before_ms)
{
    int64_t oldest = 0;
    enum status status = event_store_oldest(db, office_id, &oldest);
    if (status != STATUS_OK) {
        return status;
    }
    sqlite3_stmt *query = start(db, PRUNE_EVENTS);
    query_int(query, 1, office_id);
    query_int(query, 2, oldest + PRUNE_MAX);
    query_int(query, 3, before_ms);
    return query_run(db, query);
}

enum status idempotency_find(struct db *db, int64_t office_id, const struct request_key *key,
                             struct buffer *answer, int *out_http_status)
{
    sqlite3_stmt *query = start(db, FIND_KEY);
    query_int(query, 1, office_id);
    query_text(query, 2, key->key_hash);
    bool found = query_next(query);
    bool same = found && strcmp(query_column_borrow(query, 0), key->request_hash) == 0;
    if (same) {
        *out_http_status = (int)query_column(query, 1);
        buffer_append_text(answer, query_column_borrow(query, 2));
    }
    enum status status = query_end(db, query);
    if (status != STATUS_OK || same) {
        return status;
    }
    return found ? STATUS_UNPROCESSABLE : STATUS_MISSING;
}

enum status idempotency_add(struct db *db, int64_t office_id, const struct request_key *key,
                            const char *answer, int http_status, int64_t now_ms)
{
    sqlite3_stmt *query = start(db, ADD_KEY);
    query_int(query, 1, office_id);
    query_text(query, 2, key->key_hash);
    query_text(query, 3, key->request_hash);
    query_int(query, 4, http_status);
    query_text(query, 5, answer);
    query_int(query, 6, now_ms);
    return query_run(db, query);
}

enum status idempotency_prune(struct db *db, int64_t before_ms)
{
    sqlite3_stmt *query = start(db, PRUNE_KEYS);
    query_int(query, 1, before_ms);
    return query_run(db, query);
}

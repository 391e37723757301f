/*
 * query.h - how the files of store/ run their prepared statements. Not for other folders.
 *
 * Each store file has its texts in a table at its top and exports it as a query_set; db_open
 * prepares them all, so a bad statement stops the start. Parameters are $1, $2 ... and appear
 * in a text first in that order (checked at open), which is how PostgreSQL numbers them too.
 *
 *     sqlite3_stmt *query = query_start(db, QUERY_SET_TICKET, FIND_TOKEN);
 *     query_text(query, 1, token);
 *     if (query_next(query)) { ... }
 *     return query_end(db, query);
 */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include "base/status.h"
#include "store/db.h"

#include <stdbool.h>
#include <stdint.h>

#include <sqlite3.h>

struct query_set {
    const char *const *texts;
    int count;
};

enum query_set_id {
    QUERY_SET_OFFICE,
    QUERY_SET_IMPORT,
    QUERY_SET_STAFF,
    QUERY_SET_TICKET,
    QUERY_SET_INVITATION,
    QUERY_SET_RULE,
    QUERY_SET_LOBBY,
    QUERY_SET_EVENT,
    QUERY_SET_DAY,
    QUERY_SET_LEASE,
    QUERY_SET_LEARN,
    QUERY_SET_ALERT,
    QUERY_SET_APPOINTMENT,
    QUERY_SET_RESTORE,
    QUERY_SET_UNDO,
    QUERY_SET_COUNT
};

extern const struct query_set office_queries;
extern const struct query_set import_queries;
extern const struct query_set staff_queries;
extern const struct query_set ticket_queries;
extern const struct query_set invitation_queries;
extern const struct query_set rule_queries;
extern const struct query_set lobby_queries;
extern const struct query_set event_queries;
extern const struct query_set day_queries;
extern const struct query_set lease_queries;
extern const struct query_set learn_queries;
extern const struct query_set alert_queries;
extern const struct query_set appointment_queries;
extern const struct query_set restore_queries;
extern const struct query_set undo_queries;

sqlite3_stmt *query_start(struct db *db, enum query_set_id set, int index);
void query_int(sqlite3_stmt *query, int parameter, int64_t value);
void query_id(sqlite3_stmt *query, int parameter, int64_t id); /* 0 becomes NULL */
/* NULL becomes NULL. The text is not copied: it must live until query_end. */
void query_text(sqlite3_stmt *query, int parameter, const char *text);

/* True while there is a row. An error ends the rows and is told by query_end. */
bool query_next(sqlite3_stmt *query);
int64_t query_column(sqlite3_stmt *query, int column);
void query_column_text(sqlite3_stmt *query, int column, char *out, size_t out_size);
/* Borrowed until the next query_next or query_end; "" for NULL. */
const char *query_column_borrow(sqlite3_stmt *query, int column);

/* Resets the statement; STATUS_OK when all went well. */
enum status query_end(struct db *db, sqlite3_stmt *query) MUST_USE;

/* Steps a statement that returns no rows, and ends it. */
enum status query_run(struct db *db, sqlite3_stmt *query) MUST_USE;

/* The one value of the one row; STATUS_MISSING without a row. Ends the statement. */
enum status query_value(struct db *db, sqlite3_stmt *query, int64_t *out_value) MUST_USE;

/* Runs an INSERT and gives the id of the new row. Not by RETURNING: SQLite builds a temporary table
 * for that, an eighth of the cost of issuing a ticket; where the id comes by RETURNING only
 * (PostgreSQL), this is the place that adds it. */
enum status query_insert(struct db *db, sqlite3_stmt *query, int64_t *out_id) MUST_USE;

/* How many rows the last statement wrote. */
int query_changes(const struct db *db);

#define QUERY_SET(texts_)                                                                          \
    {                                                                                              \
        (texts_), (int)(sizeof(texts_) / sizeof((texts_)[0]))                                      \
    }

#endif

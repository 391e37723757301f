#include "store/restore_store.h"

#include "base/text.h"
#include "store/query.h"

enum { READ_COUNTERS, RAISE_COUNTER, BEGIN_COUNTER, READ_LEASES, ADD_LEASE, SET_EPOCH, LOG_OUT };

static const char *const texts[] = {
    [READ_COUNTERS] = "SELECT series, day, last FROM counter WHERE office_id = $1 AND day >= $2",
    [RAISE_COUNTER] = "UPDATE counter SET last = CASE WHEN last < $1 THEN $1 ELSE last END "
                      "WHERE office_id = $2 AND series = $3 AND day = $4",
    [BEGIN_COUNTER] = "INSERT INTO counter (last, office_id, series, day) VALUES ($1, $2, $3, $4)",
    [READ_LEASES] = "SELECT device_id, series, day, first, last, granted_ms FROM lease "
                    "WHERE office_id = $1",
    [ADD_LEASE] = "INSERT INTO lease (office_id, device_id, series, day, first, last, granted_ms) "
                  "SELECT $1, $2, $3, $4, $5, $6, $7 "
                  "WHERE EXISTS (SELECT 1 FROM device WHERE id = $2) AND NOT EXISTS "
                  "(SELECT 1 FROM lease WHERE office_id = $1 AND series = $3 AND day = $4 "
                  "AND first = $5)",
    [SET_EPOCH] = "UPDATE office SET epoch = $1",
    [LOG_OUT] = "DELETE FROM session",
};

const struct query_set restore_queries = QUERY_SET(texts);

static sqlite3_stmt *start(struct db *db, int index)
{
    return query_start(db, QUERY_SET_RESTORE, index);
}

enum status restore_store_counters(struct db *db, int64_t office_id, int32_t from_day,
                                   struct restore_counter *out_counters, int *out_count)
{
    int count = 0;
    sqlite3_stmt *query = start(db, READ_COUNTERS);
    query_int(query, 1, office_id);
    query_int(query, 2, from_day);
    while (query_next(query)) {
        if (count < RESTORE_COUNTERS_MAX) {
            out_counters[count] =
                (struct restore_counter){.series = query_column_borrow(query, 0)[0],
                                         .day = (int32_t)query_column(query, 1),
                                         .last = (int32_t)query_column(query, 2)};
        }
        count++;
    }
    enum status status = query_end(db, query);
    if (status == STATUS_OK && count > RESTORE_COUNTERS_MAX) {
        return STATUS_TOO_LARGE;
    }
    if (status == STATUS_OK) {
        *out_count = count;
    }
    return status;
}

static enum status move(struct db *db, int index, int64_t office_id,
                        const struct restore_counter *counter)
{
    const char series[2] = {counter->series, '\0'};
    sqlite3_stmt *query = start(db, index);
    query_int(query, 1, counter->last);
    query_int(query, 2, office_id);
    query_text(query, 3, series);
    query_int(query, 4, counter->day);
    return query_run(db, query);
}

enum status restore_store_raise(struct db *db, int64_t office_id,
                                const struct restore_counter *counter)
{
    enum status status = move(db, RAISE_COUNTER, office_id, counter);
    if (status == STATUS_OK && query_changes(db) == 0) {
        status = move(db, BEGIN_COUNTER, office_id, counter);
    }
    return status;
}

static enum status copy_lease(struct db *db, int64_t office_id, sqlite3_stmt *from)
{
    sqlite3_stmt *query = start(db, ADD_LEASE);
    query_int(query, 1, office_id);
    query_int(query, 2, query_column(from, 0));
    query_text(query, 3, query_column_borrow(from, 1));
    for (int i = 2; i < 6; i++) {
        query_int(query, i + 2, query_column(from, i));
    }
    return query_run(db, query);
}

enum status restore_store_leases(struct db *db, struct db *former, int64_t office_id)
{
    enum status copied = STATUS_OK;
    sqlite3_stmt *from = start(former, READ_LEASES);
    query_int(from, 1, office_id);
    while (copied == STATUS_OK && query_next(from)) {
        copied = copy_lease(db, office_id, from);
    }
    enum status status = query_end(former, from);
    return copied != STATUS_OK ? copied : status;
}

enum status restore_store_renew(struct db *db)
{
    char epoch[9];
    random_hex(epoch, sizeof(epoch) / 2);
    sqlite3_stmt *query = start(db, SET_EPOCH);
    query_text(query, 1, epoch);
    enum status status = query_run(db, query);
    return status == STATUS_OK ? query_run(db, start(db, LOG_OUT)) : status;
}

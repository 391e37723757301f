#include "store/lease_store.h"

#include "store/query.h"

#include <stdbool.h>

enum {
    RAISE_COUNTER,
    BEGIN_COUNTER,
    READ_COUNTER,
    ADD_LEASE,
    FIND_LEASE,
    FIND_TICKET,
    SUM_LEASES,
    PRUNE
};

static const char *const texts[] = {
    [RAISE_COUNTER] = "UPDATE counter SET last = last + $1 "
                      "WHERE office_id = $2 AND series = $3 AND day = $4",
    [BEGIN_COUNTER] = "INSERT INTO counter (last, office_id, series, day) VALUES ($1, $2, $3, $4)",
    [READ_COUNTER] = "SELECT last FROM counter WHERE office_id = $1 AND series = $2 AND day = $3",
    [ADD_LEASE] = "INSERT INTO lease (office_id, device_id, series, day, first, last, granted_ms) "
                  "VALUES ($1, $2, $3, $4, $5, $6, $7)",
    [FIND_LEASE] = "SELECT first, last, granted_ms FROM lease WHERE office_id = $1 "
                   "AND device_id = $2 AND series = $3 AND day = $4 AND first <= $5 AND last >= $5",
    [FIND_TICKET] = "SELECT id, token FROM ticket WHERE office_id = $1 AND day = $2 "
                    "AND series = $3 AND counter = $4",
    [SUM_LEASES] = "SELECT coalesce(sum(last - first + 1), 0) FROM lease WHERE office_id = $1 "
                   "AND device_id = $2 AND series = $3 AND day = $4",
    [PRUNE] = "DELETE FROM lease WHERE granted_ms < $1",
};

const struct query_set lease_queries = QUERY_SET(texts);

static sqlite3_stmt *start(struct db *db, int index)
{
    return query_start(db, QUERY_SET_LEASE, index);
}

static enum status move_counter(struct db *db, int index, int64_t office_id, int32_t count,
                                const struct lease *lease)
{
    const char series[2] = {lease->series, '\0'};
    sqlite3_stmt *query = start(db, index);
    query_int(query, 1, count);
    query_int(query, 2, office_id);
    query_text(query, 3, series);
    query_int(query, 4, lease->day);
    return query_run(db, query);
}

static enum status add(struct db *db, int64_t office_id, const struct lease *lease)
{
    const char series[2] = {lease->series, '\0'};
    sqlite3_stmt *query = start(db, ADD_LEASE);
    query_int(query, 1, office_id);
    query_int(query, 2, lease->device_id);
    query_text(query, 3, series);
    query_int(query, 4, lease->day);
    query_int(query, 5, lease->first);
    query_int(query, 6, lease->last);
    query_int(query, 7, lease->granted_ms);
    return query_run(db, query);
}

enum status lease_store_grant(struct db *db, int64_t office_id, int32_t count, int32_t counter_max,
                              struct lease *lease)
{
    const char series[2] = {lease->series, '\0'};
    int64_t last = 0;
    enum status status = move_counter(db, RAISE_COUNTER, office_id, count, lease);
    if (status == STATUS_OK && query_changes(db) == 0) {
        status = move_counter(db, BEGIN_COUNTER, office_id, count, lease);
    }
    if (status == STATUS_OK) {
        sqlite3_stmt *query = start(db, READ_COUNTER);
        query_int(query, 1, office_id);
        query_text(query, 2, series);
        query_int(query, 3, lease->day);
        status = query_value(db, query, &last);
    }
    if (status == STATUS_OK && last > counter_max) {
        status = STATUS_TOO_MANY;
    }
    if (status != STATUS_OK) {
        return status;
    }
    lease->first = (int32_t)last - count + 1;
    lease->last = (int32_t)last;
    return add(db, office_id, lease);
}

static sqlite3_stmt *start_of_device(struct db *db, int index, int64_t office_id,
                                     const struct lease *lease, const char *series)
{
    sqlite3_stmt *query = start(db, index);
    query_int(query, 1, office_id);
    query_int(query, 2, lease->device_id);
    query_text(query, 3, series);
    query_int(query, 4, lease->day);
    return query;
}

enum status lease_store_find(struct db *db, int64_t office_id, const struct lease *number,
                             struct lease *out_lease)
{
    const char series[2] = {number->series, '\0'};
    sqlite3_stmt *query = start_of_device(db, FIND_LEASE, office_id, number, series);
    query_int(query, 5, number->first);
    bool found = query_next(query);
    struct lease lease = *number;
    if (found) {
        lease.first = (int32_t)query_column(query, 0);
        lease.last = (int32_t)query_column(query, 1);
        lease.granted_ms = query_column(query, 2);
    }
    enum status status = query_end(db, query);
    if (status == STATUS_OK && found) {
        *out_lease = lease;
    }
    return status == STATUS_OK && !found ? STATUS_MISSING : status;
}

enum status lease_store_ticket(struct db *db, int64_t office_id, const struct lease *number,
                               int64_t *out_id, char *out_token, size_t token_size)
{
    const char series[2] = {number->series, '\0'};
    sqlite3_stmt *query = start(db, FIND_TICKET);
    query_int(query, 1, office_id);
    query_int(query, 2, number->day);
    query_text(query, 3, series);
    query_int(query, 4, number->first);
    bool found = query_next(query);
    if (found) {
        *out_id = query_column(query, 0);
        query_column_text(query, 1, out_token, token_size);
    }
    enum status status = query_end(db, query);
    return status == STATUS_OK && !found ? STATUS_MISSING : status;
}

enum status lease_store_sum(struct db *db, int64_t office_id, const struct lease *whose,
                            int64_t *out_count)
{
    const char series[2] = {whose->series, '\0'};
    return query_value(db, start_of_device(db, SUM_LEASES, office_id, whose, series), out_count);
}

enum status lease_store_prune(struct db *db, int64_t before_ms)
{
    sqlite3_stmt *query = start(db, PRUNE);
    query_int(query, 1, before_ms);
    return query_run(db, query);
}

/*
 * restore_store.h - what keeps a database that was put back from giving a number a second time.
 *
 * A copy is older than the last day of the lobby. What was given since it was made is known to the
 * former database, when that can still be read; otherwise the counters leap.
 *
 * Owner    `restore`, inside the write bracket of the database that is put back.
 * Errors   those of db.h.
 */
#ifndef STORE_RESTORE_STORE_H
#define STORE_RESTORE_STORE_H

#include "base/status.h"
#include "store/db.h"

#include <stddef.h>
#include <stdint.h>

struct restore_counter {
    int32_t day;
    int32_t last;
    char series;
};

enum {
    RESTORE_COUNTERS_MAX = 64, /* 26 series, today and what is lent for tomorrow */
    RESTORE_LEAP = 500         /* more than a series gives and lends on a day */
};

/* The last numbers given on `from_day` and after; STATUS_TOO_LARGE beyond RESTORE_COUNTERS_MAX. */
enum status restore_store_counters(struct db *db, int64_t office_id, int32_t from_day,
                                   struct restore_counter *out_counters, int *out_count) MUST_USE;

/* The counter stands at least there. */
enum status restore_store_raise(struct db *db, int64_t office_id,
                                const struct restore_counter *counter) MUST_USE;

/* The leases that `former` knows and `db` does not, so that kiosks can still hand over what they
 * gave; those of devices that `db` does not know stay out. */
enum status restore_store_leases(struct db *db, struct db *former, int64_t office_id) MUST_USE;

/* A new epoch: clients start again from the state. Nobody stays logged in: a session that was ended
 * since the copy must not live again. */
enum status restore_store_renew(struct db *db) MUST_USE;

#endif

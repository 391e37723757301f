/*
 * lease_store.h - numbers lent to devices, so that a kiosk can give them while nobody answers.
 *
 * A lease takes its numbers off the same counter as issuing does (ticket_store_next_counter), in
 * the same transaction: once granted they are given by nobody else, used or not, on that day or
 * any other, before or after a restart.
 *
 * Owner    grant and prune: the writer, inside the bracket; reading: any connection.
 * Errors   STATUS_MISSING: these numbers were not lent to this device.
 */
#ifndef STORE_LEASE_STORE_H
#define STORE_LEASE_STORE_H

#include "base/status.h"
#include "store/db.h"

#include <stddef.h>
#include <stdint.h>

struct lease {
    int64_t device_id;
    char series;
    int32_t day;
    int32_t first;
    int32_t last;
    int64_t granted_ms;
};

/* Lends the next `count` numbers: fills first and last of *lease, of which the rest is given.
 * STATUS_TOO_MANY when they would go beyond `counter_max`. */
enum status lease_store_grant(struct db *db, int64_t office_id, int32_t count, int32_t counter_max,
                              struct lease *lease) MUST_USE;

/* Which lease lends this number to this device. */
enum status lease_store_find(struct db *db, int64_t office_id, const struct lease *number,
                             struct lease *out_lease) MUST_USE;

/* Which ticket has this number, and its token; STATUS_MISSING when none has. */
enum status lease_store_ticket(struct db *db, int64_t office_id, const struct lease *number,
                               int64_t *out_id, char *out_token, size_t token_size) MUST_USE;

/* How many numbers of the series and day this device was lent so far. */
enum status lease_store_sum(struct db *db, int64_t office_id, const struct lease *whose,
                            int64_t *out_count) MUST_USE;

/* Forgets leases granted before; their numbers stay taken. */
enum status lease_store_prune(struct db *db, int64_t before_ms) MUST_USE;

#endif

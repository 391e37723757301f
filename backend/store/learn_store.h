/*
 * learn_store.h - visits that are over, for what forecasts learn from them.
 *
 * Reads only, by the order of their ends; the rows are found by index, whatever the history.
 */
#ifndef STORE_LEARN_STORE_H
#define STORE_LEARN_STORE_H

#include "base/status.h"
#include "domain/visit.h"
#include "store/db.h"

#include <stdbool.h>
#include <stdint.h>

struct learn_visit {
    struct visit visit;
    bool has_forecast; /* the one that was given at issue */
    int64_t q10_ms;
    int64_t q50_ms;
    int64_t q90_ms;
};

/* The end of the visit that has `count` later ones; 0 when there are not so many. */
enum status learn_store_from(struct db *db, int64_t office_id, int64_t count,
                             int64_t *out_closed_ms) MUST_USE;

/* Ends after `after_ms` and at `until_ms` at the latest. */
struct learn_range {
    int64_t after_ms;
    int64_t until_ms;
    int max; /* visits */
};

/* The first of them, oldest end first. out_count tells how many there were; the last one's
 * closed_ms is where to go on. Ends of one millisecond are not torn apart by `max`: a few more may
 * come. */
enum status learn_store_each(struct db *db, int64_t office_id, const struct learn_range *range,
                             void (*each)(void *context, const struct learn_visit *visit),
                             void *context, int *out_count) MUST_USE;

#endif

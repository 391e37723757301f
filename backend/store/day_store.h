/*
 * day_store.h - one day's rows for the statistics.
 *
 * Reads only; the rows of one local day, found by index.
 */
#ifndef STORE_DAY_STORE_H
#define STORE_DAY_STORE_H

#include "base/status.h"
#include "domain/step.h"
#include "domain/visit.h"
#include "store/db.h"

#include <stdbool.h>
#include <stdint.h>

/* One step of the day that somebody waited for. */
struct day_step {
    int64_t service_id;
    enum step_state state;
    bool was_served; /* the call was answered */
    int64_t wait_ms; /* last call - entered; only when was_served */
};

struct day_ticket {
    char number[VISIT_NUMBER_MAX + 1];
    enum step_state state;
    int64_t checkin_ms;
    bool was_called; /* the first step's call was answered */
    int64_t wait_ms; /* of the first step; only when was_called */
};

enum status day_store_each_step(struct db *db, int64_t office_id, int32_t day,
                                void (*each)(void *context, const struct day_step *step),
                                void *context) MUST_USE;

/* Newest first. */
enum status day_store_each_ticket(struct db *db, int64_t office_id, int32_t day,
                                  void (*each)(void *context, const struct day_ticket *ticket),
                                  void *context) MUST_USE;

/* Since when the longest waiting person waits for the present step; 0 when nobody does. */
enum status day_store_oldest_waiting(struct db *db, int64_t office_id, int64_t *out_ms) MUST_USE;

/* What one member of staff did on a day: with tickets of that day. */
struct day_own {
    int64_t served;                    /* conversations that have ended */
    int64_t by_outcome[OUTCOME_COUNT]; /* of them; OUTCOME_NONE: passed on */
    int64_t service_ms;                /* of all of them together */
    int64_t calls;
    int64_t no_shows; /* calls that nobody came to */
};

enum status day_store_own(struct db *db, int64_t office_id, int32_t day, int64_t staff_id,
                          struct day_own *out_own) MUST_USE;

#endif

/*
 * ticket_store.h - tickets and their steps.
 *
 * A visit is loaded, changed by the rules of domain/visit.h and saved; the save writes only over
 * the version that was read, so two changes of one ticket never mix (G1).
 *
 * Errors   STATUS_MISSING: no such ticket in this office; STATUS_CONFLICT: somebody was faster.
 */
#ifndef STORE_TICKET_STORE_H
#define STORE_TICKET_STORE_H

#include "base/status.h"
#include "domain/visit.h"
#include "store/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is kept of the promise given at issue; low_min < 0: none was given. */
struct ticket_issue {
    const char *channel; /* "kiosk" or "desk" */
    int wait_low_min;
    int wait_high_min;
    bool has_forecast; /* what the promise was made of, kept to learn from */
    int64_t forecast_q10_ms;
    int64_t forecast_q50_ms;
    int64_t forecast_q90_ms;
};

/* The next number of the series today; durable with the transaction. */
enum status ticket_store_next_counter(struct db *db, int64_t office_id, char series, int32_t day,
                                      int32_t *out_counter) MUST_USE;

/* Writes a new visit with its steps and fills in the ids. */
enum status ticket_store_add(struct db *db, int64_t office_id, struct visit *visit,
                             const struct ticket_issue *issue) MUST_USE;
enum status ticket_store_load(struct db *db, int64_t office_id, int64_t id,
                              struct visit *out_visit) MUST_USE;
enum status ticket_store_save(struct db *db, int64_t office_id, struct visit *visit) MUST_USE;
/* The same for a visit as it once was: steps that were added to it since are deleted. */
enum status ticket_store_restore(struct db *db, int64_t office_id, struct visit *visit) MUST_USE;

enum status ticket_store_number(struct db *db, int64_t id, char out[VISIT_NUMBER_MAX + 1]) MUST_USE;

/* What a list says of a ticket beside its place. */
struct ticket_face {
    char number[VISIT_NUMBER_MAX + 1];
    char language[8];
    char interpreter[8]; /* "" none */
};

enum status ticket_store_face(struct db *db, int64_t id, struct ticket_face *out_face) MUST_USE;

/* What was told at issue, in minutes; out_is_known false: nothing was. */
enum status ticket_store_promise(struct db *db, int64_t id, bool *out_is_known, int *out_low_min,
                                 int *out_high_min) MUST_USE;

/* The phone page's key works on its own day only. */
enum status ticket_store_find_token(struct db *db, int64_t office_id, const char *token,
                                    int32_t day, int64_t *out_id) MUST_USE;
/* The ticket this person has called or serves; STATUS_MISSING when none. */
enum status ticket_store_open_of(struct db *db, int64_t staff_id, int64_t *out_id) MUST_USE;
/* Open tickets of days before `day`, at most max. */
enum status ticket_store_stale(struct db *db, int64_t office_id, int32_t day, int64_t *out_ids,
                               size_t max, size_t *out_count) MUST_USE;

enum status need_count_add(struct db *db, int64_t office_id, int32_t day, int64_t need_id) MUST_USE;

/* Calls `each` with every ticket that is not closed, in the order of issue. */
enum status ticket_store_each_open(struct db *db, int64_t office_id,
                                   void (*each)(void *context, int64_t id), void *context) MUST_USE;

#endif

/*
 * free_slots.h - the slots of domain/slot.h on rows just read: instants instead of minutes.
 *
 * Owner    the writer, inside a job, where something is booked; the http thread where slots are
 *          only shown.
 * Memory   from the caller's arena, about 100 KB.
 * Time     the office's local days; see slot.h.
 * Errors   STATUS_UNAVAILABLE for more appointments on a day than FREE_SLOTS_TAKEN_MAX.
 */
#ifndef API_FREE_SLOTS_H
#define API_FREE_SLOTS_H

#include "base/arena.h"
#include "base/json_out.h"
#include "base/status.h"
#include "domain/office.h"
#include "domain/slot.h"
#include "store/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    FREE_SLOTS_TAKEN_MAX = 8192,
    FREE_SLOTS_DAYS_AHEAD = 180, /* nothing is booked beyond */
    FREE_SLOTS_DAYS_MAX = 31     /* that one search looks at */
};

struct free_slots;

/* Who looks: one search in one office at one moment. */
struct free_slots *free_slots_create(struct arena *arena, const struct office *office,
                                     struct db *db, int64_t now_ms);

/* The staff index that would take the slot which begins at this instant, SLOT_NOBODY. */
enum status free_slots_staff(struct free_slots *search, const struct slot_wish *wish,
                             int64_t starts_ms, int *out_staff) MUST_USE;

/* What is looked for. */
struct free_slots_range {
    int64_t from_ms; /* none begins before */
    int days;        /* local days, that of from_ms included */
    bool is_once;    /* each time once, whoever is free */
    int max;
};

/* Writes [{"starts_ms", "staff", "minutes"}] by time, then staff; out_is_more: there are others. */
enum status free_slots_json(struct free_slots *search, const struct slot_wish *wish,
                            const struct free_slots_range *range, struct json_out *json,
                            bool *out_is_more) MUST_USE;

#endif

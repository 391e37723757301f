/*
 * day_report.h - what a manager sees of the running day.
 *
 * Source   definitions of the design notes: the wait of a step runs from check-in (later steps:
 *          the end of the step before) to the answered call; open tickets count with their wait
 *          so far; percentiles of type 7; a service with fewer than DAY_CELL_MIN waits is hidden.
 * Memory   create on the heap; about 60 KB and the waits of the day.
 */
#ifndef REPORT_DAY_REPORT_H
#define REPORT_DAY_REPORT_H

#include "base/status.h"
#include "domain/office.h"
#include "store/day_store.h"
#include "store/db.h"

#include <stdbool.h>
#include <stdint.h>

enum { DAY_CELL_MIN = 5, DAY_RECENT_MAX = 20, DAY_WAITS_MAX = 20000 };

/* Waits of one group of steps; median and P90 in minutes, known when has_quantiles. */
struct day_waits {
    int64_t *values_ms; /* sorted once the report is made */
    int count;
    bool has_quantiles;
    double median_min;
    double p90_min;
};

struct day_service {
    int64_t entered; /* visits that came to this service today */
    int64_t waiting;
    int64_t served;
    struct day_waits waits;
};

struct day_report {
    int32_t day;
    int64_t issued;
    int64_t by_state[STEP_STATE_COUNT]; /* tickets */
    int64_t arrivals[24];               /* by local hour of check-in, [h, h+1) */
    struct day_waits waits;             /* all steps: never hidden */
    double longest_open_min;            /* of those who wait now */
    struct day_service services[OFFICE_SERVICES_MAX];
    struct day_ticket recent[DAY_RECENT_MAX]; /* newest first */
    int recent_count;
};

enum status day_report_create(struct db *db, const struct office *office, int32_t day,
                              int64_t now_ms, struct day_report **out_report) MUST_USE;
void day_report_destroy(struct day_report *report); /* NULL is fine */

#endif

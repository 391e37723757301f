/*
 * forecast.h - how long everybody who waits will wait until their next call, and how long somebody
 * who came now would.
 *
 * A copy of the lobby is run forward some fifty times by the daemon's own rules (forward.h), with
 * drawn service times, arrivals and missed calls; the waits of the runs give q10, q50 and q90.
 * Somebody who came now need not be put into the runs: they would be called the first time a member
 * of staff who is able calls nobody, or somebody whose turn is after theirs.
 *
 * Beyond the budget, the work of everybody with the earlier turn is shared out to the staff as
 * water finds its level, and the quantiles come from a table of ratios.
 *
 * Owner    one thread per struct forecast.
 * Memory   working space about 400 bytes per visitor and run of the last call, kept.
 * Time     UTC milliseconds; never reads a clock. The budget is visitors x runs.
 * Errors   none: where nobody on duty can serve, nothing is known.
 * Source   engine of forward.h; ratios measured by `okienko-backend simulate --promise`.
 *
 * The same lobby, model and seed give the same table, in whatever order the lobby holds its
 * visitors.
 */
#ifndef DOMAIN_FORECAST_H
#define DOMAIN_FORECAST_H

#include "domain/calibration.h"
#include "domain/demand.h"
#include "domain/forward.h"
#include "domain/lobby.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FORECAST_HORIZON_MS = 8 * 60 * 60 * 1000 };

/* What is believed of services and people; shares from 0 to 1. */
struct forecast_model {
    double mean_ms[OFFICE_SERVICES_MAX]; /* > 0 */
    double cv[OFFICE_SERVICES_MAX];
    double agrees[OFFICE_SERVICES_MAX];                 /* to an offer after this service */
    double arrivals[OFFICE_SERVICES_MAX][DEMAND_HOURS]; /* walk-ins of each hour of this day */
    double priority;
    double no_show; /* does not come when called */
    double walk_ms; /* > 0: from the call to the start */
    double pause_ms;
};

struct forecast_booking {
    int64_t appointment_ms;
    int service;
    bool priority;
};

struct forecast_change {
    int64_t at_ms; /* past: now */
    enum forward_change change;
    int staff;
    int32_t length_ms;
};

/* What is known of the rest of the day. */
struct forecast_day {
    int64_t begins_ms; /* local midnight */
    int64_t closes_ms; /* nobody comes any more; 0: not known */
    const struct forecast_booking *bookings;
    size_t booking_count; /* those who are not here yet */
    double shows;         /* share of them that comes */
    const struct forecast_change *changes;
    size_t change_count;
};

struct forecast_ask {
    int64_t now_ms;
    uint64_t seed;
    int runs; /* 1 and up */
    int64_t budget;
};

struct forecast_wait {
    bool is_known; /* somebody on duty is able */
    int ahead;     /* waiting, for the same service, and with the earlier turn now */
    struct calibration_forecast wait;
};

struct forecast_visit {
    int64_t id;
    struct forecast_wait wait; /* `ahead`: of the first step that waits */
};

/* Somebody who comes now without a booking. */
struct forecast_newcomer {
    struct forecast_wait plain;
    struct forecast_wait priority;
};

struct forecast_table {
    int64_t now_ms;
    int64_t last_id;   /* of everybody in the building */
    bool is_simulated; /* false: by water level */
    struct forecast_newcomer services[OFFICE_SERVICES_MAX];
    struct forecast_visit *visits; /* everybody who waits, by id */
    size_t count;
    size_t capacity;
};

void forecast_table_finish(struct forecast_table *table); /* frees the visits; zeroed is fine */
const struct forecast_visit *forecast_table_find(const struct forecast_table *table, int64_t id);

struct forecast;

struct forecast *forecast_create(const struct office *office);
void forecast_destroy(struct forecast *forecast); /* NULL is fine */

/* `day` NULL: nothing is known of the rest of the day. */
void forecast_run(struct forecast *forecast, const struct lobby *lobby,
                  const struct forecast_model *model, const struct forecast_day *day,
                  const struct forecast_ask *ask, struct forecast_table *out_table);

#endif

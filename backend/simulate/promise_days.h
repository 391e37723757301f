/*
 * promise_days.h - simulated days through the oracle: are its promises kept?
 *
 * Each visitor who comes is told a range made from a copy of the lobby, as the daemon makes it;
 * each visit that is over is learned from, each night the oracle is refitted, as the daemon does.
 * The first days teach and are not counted.
 *
 * A daemon that knows the roster and the bookings of the day forecasts with them; one that does not
 * only sees who is on duty or on a break now. Both can be tried.
 *
 * Owner    one thread.
 * Memory   that of the oracle and 600 bytes per visitor of a day.
 */
#ifndef SIMULATE_PROMISE_DAYS_H
#define SIMULATE_PROMISE_DAYS_H

#include "base/buffer.h"
#include "domain/calibration.h"
#include "simulate/day_model.h"
#include "simulate/interval.h"

#include <stdbool.h>
#include <stdint.h>

enum { PROMISE_DAYS_MAX = 100000, PROMISE_RUNS_MAX = 10000 };

/* Answered waits of more than two minutes, by the size of the forecast; shares and minutes, day by
 * day. */
struct promise_group {
    int64_t count;
    struct interval inside; /* of the range for four of five */
    struct interval kept;   /* of what is said */
    struct interval error;  /* |wait - q50| */
    struct interval peers;  /* |wait - people x mean / desks| */
    struct interval width;  /* of the range */
    struct interval told;   /* width of what is said */
    struct interval waited;
};

struct promise_days {
    const struct day_model *model;
    uint64_t seed;
    int days;
    int warm_up; /* further days before them */
    int runs;
    bool knows_day; /* roster and bookings */

    /* Filled by promise_days_run. */
    struct promise_group all;
    struct promise_group bins[CALIBRATION_BINS];
    struct interval
        error_any; /* the two errors of all answered waits, those under two minutes too */
    struct interval peers_any;
};

/* Fill in everything above the line first. */
void promise_days_run(struct promise_days *days);

/* The table for people to read. */
void promise_days_text(const struct promise_days *days, struct buffer *out);

#endif

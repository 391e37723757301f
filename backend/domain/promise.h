/*
 * promise.h - what a person is told about their wait: a range, never a single time.
 *
 *   "za chwilę"        the wait ends within 3 minutes
 *   "około 15-30 min"  rounded outwards to 5 minutes
 *   "ponad 45 min"     the range is wider than an hour: only its lower end means something; from
 *                      0 it is told as a range all the same, "over nothing" says nothing
 *   nothing            nobody can serve: an invented number helps no one
 *
 * Owner    any thread: pure.
 * Memory   none.
 * Time     milliseconds from now on are arguments.
 * Errors   none.
 */
#ifndef DOMAIN_PROMISE_H
#define DOMAIN_PROMISE_H

#include "base/promise_words.h"

#include <stdbool.h>
#include <stdint.h>

enum { PROMISE_STEP_MIN = 5, PROMISE_MAX_MIN = 8 * 60 };

/* Zeroed: unknown. Known: multiples of 5, both 0 ("soon") or low_min < high_min. */
struct promise {
    bool is_known;
    int low_min;
    int high_min; /* PROMISE_MAX_MIN at most; a later end is told as "over" */
};

/* From a forecast: 0 <= low_ms <= high_ms. */
struct promise promise_for(int64_t low_ms, int64_t high_ms);

/* The next one for the same person. The upper end they saw stays while the forecast's is less than
 * 5 minutes above it and some of the range is left below it; the lower end always follows. */
struct promise promise_refresh(const struct promise *previous, int64_t low_ms, int64_t high_ms);

/* How it is said (base/promise_words.h). */
enum promise_kind promise_kind(const struct promise *promise);

/* Whether a wait of this length is what was said, "soon" taken as 0 to 5 minutes. False for an
 * unknown one. */
bool promise_is_kept(const struct promise *promise, int64_t waited_ms);

#endif

/*
 * comparison.h - several policies on the same days.
 *
 * Owner    one thread.
 * Memory   150 bytes per day and policy.
 */
#ifndef SIMULATE_COMPARISON_H
#define SIMULATE_COMPARISON_H

#include "simulate/day_figures.h"
#include "simulate/day_model.h"
#include "simulate/desk_plan.h"
#include "simulate/interval.h"
#include "simulate/policy.h"

#include <stdint.h>

enum { COMPARISON_DAYS_MAX = 100000, COMPARISON_TRIES_MAX = 100000 };

struct comparison {
    const struct day_model *model;
    uint64_t seed;
    int days;
    int tries; /* of the search for desks, from each start */
    enum policy policies[POLICY_COUNT];
    int policy_count;
    struct desk_plan plans[POLICY_COUNT]; /* of the FIFO policies that were run */
    struct day_figures *figures;          /* day by day, policies side by side */
    int64_t run_us;                       /* all days, drawing and figures included */
    int64_t search_us;
};

/* Fill in model, seed, days, tries and policies first. */
void comparison_run(struct comparison *comparison);
void comparison_finish(struct comparison *comparison);

const struct day_figures *comparison_day(const struct comparison *comparison, int day, int policy);

/* `policy` is an index into policies. */
struct interval comparison_figure(const struct comparison *comparison, int policy,
                                  enum figure figure);

/* Of the first minus the second, day by day. */
struct interval comparison_difference(const struct comparison *comparison, int first, int second,
                                      enum figure figure);

#endif

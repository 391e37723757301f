/*
 * desk_plan.h - which services each desk calls, where each service has a queue of its own.
 *
 * The best plan is looked for by what a patient manager would do: change a desk, see whether people
 * wait less on the same practice days, keep it or take it back; from several starts. The practice
 * days are others than those it is judged on.
 *
 * Owner    one thread.
 * Errors   none: the plan made by hand is always one of the starts, so that there is an answer.
 */
#ifndef SIMULATE_DESK_PLAN_H
#define SIMULATE_DESK_PLAN_H

#include "simulate/day_run.h"

#include <stdint.h>

struct desk_plan {
    uint64_t desks[OFFICE_STAFF_MAX];
};

struct desk_search {
    int queues_max; /* services at one desk; a service nobody else has may come on top */
    int days;       /* to practise on */
    int starts;
    int tries; /* changes from each start */
};

/* The one in the file; who is absent has none. */
void desk_plan_hand(const struct day_model *model, struct desk_plan *out_plan);

/* Searches with the runner; takes about days x starts x tries runs. */
void desk_plan_find(struct day_runner *runner, const struct day_model *model,
                    const struct desk_search *search, uint64_t seed, struct desk_plan *out_plan);

#endif

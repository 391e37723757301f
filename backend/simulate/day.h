/*
 * day.h - the people of one day, drawn from a model.
 *
 * Everything that will happen to them whatever the policy is drawn here, once: when they come, what
 * they need, how long each service takes, how long they have patience. Policies are then compared
 * on the same people (common random numbers), and a difference between two is no accident of the
 * draw. A seed and a number make a day; arrivals, routes, lengths and manners have a stream each.
 *
 * Owner    one thread.
 * Memory   about 500 bytes per visitor, kept for the next day.
 */
#ifndef SIMULATE_DAY_H
#define SIMULATE_DAY_H

#include "domain/forward.h"
#include "simulate/day_model.h"

#include <stddef.h>
#include <stdint.h>

struct day_visitor {
    struct lobby_visit visit; /* ids 1, 2 ... in the order of check-in */
    struct forward_plan plan;
};

struct day {
    struct day_visitor *visitors; /* who comes, by check-in */
    size_t count;
    size_t capacity;
    int no_shows; /* booked and did not come */
};

void day_init(struct day *day);
void day_finish(struct day *day);

/* Day `number` of a seed. */
void day_draw(struct day *day, const struct day_model *model, uint64_t seed, uint64_t number);

/* The day's staff who are not absent, with their breaks, as what is to happen in `forward`. */
void day_schedule_staff(const struct day_model *model, struct forward *forward);

#endif

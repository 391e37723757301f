/*
 * day_run.h - one day under one policy: the engine of the daemon, with drawn people.
 *
 * Owner    one thread.
 * Memory   on the heap; the same runner does any number of days.
 */
#ifndef SIMULATE_DAY_RUN_H
#define SIMULATE_DAY_RUN_H

#include "domain/rules.h"
#include "simulate/day.h"
#include "simulate/day_figures.h"
#include "simulate/policy.h"

struct day_runner;

struct day_runner *day_runner_create(const struct day_model *model, const struct rules *rules);
void day_runner_destroy(struct day_runner *runner); /* NULL is fine */

/* `desks` are services by member of staff, for the FIFO policies; NULL: all they can do. */
void day_runner_run(struct day_runner *runner, const struct day *day, enum policy policy,
                    const uint64_t *desks);

/* Of the last run. */
const struct day_record *day_runner_record(const struct day_runner *runner);
void day_runner_figures(const struct day_runner *runner, struct day_figures *out_figures);

#endif

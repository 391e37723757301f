#include "simulate/comparison.h"

#include "base/clock.h"
#include "base/memory.h"
#include "simulate/day_run.h"

#include <stdlib.h>

enum { PRACTICE_DAYS = 40, SEARCH_STARTS = 4 };

/* As many queues as a desk laid down by hand has at most. */
static int hand_queues(const struct day_model *model)
{
    int most = 1;
    for (int i = 0; i < model->staff_count; i++) {
        int queues = __builtin_popcountll(model->staff[i].desk);
        most = queues > most ? queues : most;
    }
    return most;
}

static void plan_desks(struct comparison *comparison, struct day_runner *runner, int index)
{
    const struct day_model *model = comparison->model;
    struct desk_search search = {.queues_max = model->service_count,
                                 .days = PRACTICE_DAYS,
                                 .starts = SEARCH_STARTS,
                                 .tries = comparison->tries};
    enum policy policy = comparison->policies[index];
    struct desk_plan *plan = &comparison->plans[index];
    if (policy == POLICY_FIFO_HAND) {
        desk_plan_hand(model, plan);
    }
    if (policy == POLICY_FIFO_BEST) {
        search.queues_max = hand_queues(model);
    }
    if (policy == POLICY_FIFO_BEST || policy == POLICY_FIFO_ANY) {
        desk_plan_find(runner, model, &search, comparison->seed, plan);
    }
}

static const uint64_t *desks_of(const struct comparison *comparison, int index)
{
    bool has_plan = comparison->policies[index] <= POLICY_FIFO_ANY;
    return has_plan ? comparison->plans[index].desks : NULL;
}

static void run_days(struct comparison *comparison, struct day_runner *runner)
{
    struct day day;
    day_init(&day);
    for (int i = 0; i < comparison->days; i++) {
        day_draw(&day, comparison->model, comparison->seed, (uint64_t)i);
        for (int k = 0; k < comparison->policy_count; k++) {
            day_runner_run(runner, &day, comparison->policies[k], desks_of(comparison, k));
            day_runner_figures(runner, &comparison->figures[i * comparison->policy_count + k]);
        }
    }
    day_finish(&day);
}

void comparison_run(struct comparison *comparison)
{
    const struct rules rules = rules_default();
    struct day_runner *runner = day_runner_create(comparison->model, &rules);
    comparison->figures = memory_new((size_t)comparison->days * (size_t)comparison->policy_count,
                                     sizeof(struct day_figures));
    int64_t from_us = clock_monotonic_us();
    for (int i = 0; i < comparison->policy_count; i++) {
        plan_desks(comparison, runner, i);
    }
    int64_t searched_us = clock_monotonic_us();
    run_days(comparison, runner);
    comparison->search_us = searched_us - from_us;
    comparison->run_us = clock_monotonic_us() - searched_us;
    day_runner_destroy(runner);
}

void comparison_finish(struct comparison *comparison)
{
    free(comparison->figures);
    comparison->figures = NULL;
}

const struct day_figures *comparison_day(const struct comparison *comparison, int day, int policy)
{
    return &comparison->figures[day * comparison->policy_count + policy];
}

struct interval comparison_figure(const struct comparison *comparison, int policy,
                                  enum figure figure)
{
    struct interval interval = {0};
    for (int i = 0; i < comparison->days; i++) {
        interval_add(&interval, comparison_day(comparison, i, policy)->values[figure]);
    }
    return interval;
}

struct interval comparison_difference(const struct comparison *comparison, int first, int second,
                                      enum figure figure)
{
    struct interval interval = {0};
    for (int i = 0; i < comparison->days; i++) {
        interval_add(&interval, comparison_day(comparison, i, first)->values[figure] -
                                    comparison_day(comparison, i, second)->values[figure]);
    }
    return interval;
}

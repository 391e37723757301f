#include "simulate/day_run.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

struct day_runner {
    const struct day_model *model;
    struct lobby *lobby;
    struct forward *forward;
    struct day_record record;
    uint64_t skills[OFFICE_STAFF_MAX];
    struct policy_queue queue;
};

struct day_runner *day_runner_create(const struct day_model *model, const struct rules *rules)
{
    struct day_runner *runner = memory_new(1, sizeof(*runner));
    struct office *office = memory_new(1, sizeof(*office));
    day_model_office(model, office);
    runner->model = model;
    runner->lobby = lobby_create(office, rules);
    runner->forward = forward_create();
    day_record_init(&runner->record);
    for (int i = 0; i < model->staff_count; i++) {
        runner->skills[i] = model->staff[i].main | model->staff[i].backup;
    }
    free(office);
    return runner;
}

void day_runner_destroy(struct day_runner *runner)
{
    if (runner != NULL) {
        lobby_destroy(runner->lobby);
        forward_destroy(runner->forward);
        day_record_finish(&runner->record);
        free(runner);
    }
}

static bool choose(void *context, const struct lobby *lobby, int staff, int64_t now_ms,
                   struct choice *out_choice)
{
    const struct day_runner *runner = context;
    return policy_choose(&runner->queue, lobby, staff, now_ms, out_choice);
}

static void tell(void *context, const struct forward_news *news)
{
    struct day_runner *runner = context;
    day_record_note(&runner->record, runner->lobby, news);
    if (news->what == FORWARD_CALLED) {
        day_record_gap(&runner->record, runner->lobby, news,
                       policy_is_sequential(runner->queue.policy));
    }
}

void day_runner_run(struct day_runner *runner, const struct day *day, enum policy policy,
                    const uint64_t *desks)
{
    const struct day_model *model = runner->model;
    const struct forward_settings settings = {.choose =
                                                  policy_is_sequential(policy) ? choose : NULL,
                                              .tell = tell,
                                              .context = runner,
                                              .pause_ms = model->people.pause_ms};
    lobby_clear(runner->lobby);
    day_record_begin(&runner->record, day->count);
    runner->queue = (struct policy_queue){.policy = policy,
                                          .desks = desks != NULL ? desks : runner->skills,
                                          .entitled_ms = runner->record.entitled_ms};
    forward_reset(runner->forward, runner->lobby, &settings, 0);
    day_schedule_staff(model, runner->forward);
    for (size_t i = 0; i < day->count; i++) {
        forward_arrive(runner->forward, &day->visitors[i].visit, &day->visitors[i].plan);
    }
    forward_close(runner->forward, model->ends_ms);
    forward_run(runner->forward, INT64_MAX);
}

const struct day_record *day_runner_record(const struct day_runner *runner)
{
    return &runner->record;
}

void day_runner_figures(const struct day_runner *runner, struct day_figures *out_figures)
{
    day_figures_of(&runner->record, runner->model->ends_ms, out_figures);
    if (policy_is_sequential(runner->queue.policy)) {
        out_figures->values[FIGURE_EXCESS] = NAN; /* that promise is not theirs */
    }
}

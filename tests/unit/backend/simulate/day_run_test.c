#include "support/check.h"

#include "base/memory.h"
#include "simulate/day_run.h"
#include "simulate/desk_plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DAYS = 12 };

static struct day_model *load(const char *name)
{
    struct day_model *model = memory_new(1, sizeof(*model));
    struct buffer errors;
    buffer_init(&errors, 4096);
    assert_status(day_model_load(OKIENKO_SOURCE_DIR "/config/days.yaml", name, model, &errors),
                  STATUS_OK);
    buffer_finish(&errors);
    return model;
}

/* A runner, the days of a model and what they came to. */
struct stage {
    struct day_model *model;
    struct day_runner *runner;
    struct desk_plan hand;
    struct day day;
};

static void set(struct stage *stage, const char *name)
{
    const struct rules rules = rules_default();
    stage->model = load(name);
    stage->runner = day_runner_create(stage->model, &rules);
    desk_plan_hand(stage->model, &stage->hand);
    day_init(&stage->day);
}

static void strike(struct stage *stage)
{
    day_finish(&stage->day);
    day_runner_destroy(stage->runner);
    free(stage->model);
}

static struct day_figures run(struct stage *stage, int day, enum policy policy)
{
    struct day_figures figures;
    day_draw(&stage->day, stage->model, 3, (uint64_t)day);
    day_runner_run(stage->runner, &stage->day, policy,
                   policy <= POLICY_FIFO_ANY ? stage->hand.desks : NULL);
    day_runner_figures(stage->runner, &figures);
    return figures;
}

TEST(everybody_who_came_is_served_or_told_to_go_under_every_policy)
{
    (void)state;
    struct stage stage;
    set(&stage, "busy");
    for (int i = 0; i < DAYS; i++) {
        for (int policy = 0; policy < POLICY_COUNT; policy++) {
            (void)run(&stage, i, (enum policy)policy);
            const struct day_record *record = day_runner_record(stage.runner);
            assert_int_equal(record->count, stage.day.count);
            for (size_t k = 0; k < record->count; k++) {
                assert_int_not_equal(record->visits[k].end, RECORD_HERE);
                assert_int_equal(record->visits[k].checkin_ms,
                                 stage.day.visitors[k].visit.checkin_ms);
            }
        }
    }
    strike(&stage);
}

static void assert_lengths(const struct day_visitor *visitor, const struct record_visit *visit)
{
    for (int i = 0; i < visit->step_count; i++) {
        const struct record_step *step = &visit->steps[i];
        int at = 0;
        while (visitor->visit.service[at] != step->service) {
            at++;
        }
        assert_int_equal(step->ended_ms - step->started_ms, visitor->plan.service_ms[at]);
    }
}

/* The lengths that were drawn are those that were served, whoever served them. */
TEST(a_service_takes_as_long_under_one_policy_as_under_another)
{
    (void)state;
    struct stage stage;
    set(&stage, "demo");
    for (int policy = 0; policy < POLICY_COUNT; policy++) {
        (void)run(&stage, 1, (enum policy)policy);
        const struct day_record *record = day_runner_record(stage.runner);
        for (size_t k = 0; k < record->count; k++) {
            assert_lengths(&stage.day.visitors[k], &record->visits[k]);
        }
    }
    strike(&stage);
}

/* No other step of the day was in the same room at the same time. */
static void assert_alone(const struct day_record *record, const struct record_step *step)
{
    for (size_t i = 0; i < record->count; i++) {
        for (int k = 0; k < record->visits[i].step_count; k++) {
            const struct record_step *other = &record->visits[i].steps[k];
            bool overlaps = other != step && other->called_ms < step->ended_ms &&
                            step->called_ms < other->ended_ms;
            assert_false(overlaps && other->staff == step->staff);
        }
    }
}

TEST(staff_call_only_what_they_can_and_one_at_a_time)
{
    (void)state;
    struct stage stage;
    set(&stage, "absent");
    (void)run(&stage, 2, POLICY_OKIENKO);
    const struct day_record *record = day_runner_record(stage.runner);
    for (size_t k = 0; k < record->count; k++) {
        for (int j = 0; j < record->visits[k].step_count; j++) {
            const struct record_step *step = &record->visits[k].steps[j];
            const struct day_staff *staff = &stage.model->staff[step->staff];
            assert_false(staff->is_absent);
            assert_true(((staff->main | staff->backup) >> step->service & 1) != 0);
            assert_alone(record, step);
        }
    }
    strike(&stage);
}

TEST(first_talks_come_before_the_rest_of_a_visit)
{
    (void)state;
    struct stage stage;
    set(&stage, "several");
    for (int i = 0; i < DAYS; i++) {
        (void)run(&stage, i, POLICY_OKIENKO);
        const struct day_record *record = day_runner_record(stage.runner);
        for (size_t k = 0; k < record->count; k++) {
            int first = stage.day.visitors[k].visit.service[0];
            bool is_bound =
                stage.model->services[first].comes_first || record->visits[k].appointment_ms != 0;
            if (is_bound && record->visits[k].step_count > 0) {
                assert_int_equal(record->visits[k].steps[0].service, first);
            }
        }
    }
    strike(&stage);
}

TEST(a_wait_begins_when_the_visitor_is_entitled)
{
    (void)state;
    struct stage stage;
    set(&stage, "several");
    (void)run(&stage, 1, POLICY_OKIENKO);
    const struct day_record *record = day_runner_record(stage.runner);
    int later_steps = 0;
    for (size_t k = 0; k < record->count; k++) {
        const struct record_visit *visit = &record->visits[k];
        bool is_early = visit->appointment_ms > visit->checkin_ms && !visit->is_late;
        int64_t since_ms = is_early ? visit->appointment_ms : visit->checkin_ms;
        for (int j = 0; j < visit->step_count; j++) {
            assert_int_equal(visit->steps[j].entitled_ms, since_ms);
            since_ms = visit->steps[j].ended_ms;
            later_steps += j > 0;
        }
    }
    assert_true(later_steps > 0);
    strike(&stage);
}

/* The step that this member of staff was in at that time, NULL when none. */
static const struct record_step *step_at(const struct day_record *record, int staff, int64_t at_ms)
{
    for (size_t k = 0; k < record->count; k++) {
        for (int j = 0; j < record->visits[k].step_count; j++) {
            const struct record_step *step = &record->visits[k].steps[j];
            if (step->staff == staff && step->called_ms < at_ms && step->ended_ms > at_ms) {
                return step;
            }
        }
    }
    return NULL;
}

/* From the break's time, or the end of the visitor in the room then, nobody is called. */
static void assert_break(const struct day_record *record, int staff, int64_t at_ms,
                         int64_t length_ms)
{
    const struct record_step *step = step_at(record, staff, at_ms);
    int64_t from_ms = step != NULL ? step->ended_ms : at_ms;
    for (int64_t ms = from_ms + 1; ms <= from_ms + length_ms; ms += length_ms / 8) {
        assert_null(step_at(record, staff, ms));
    }
    assert_null(step_at(record, staff, from_ms + length_ms));
}

TEST(breaks_are_taken_after_the_visitor_who_is_in_the_room)
{
    (void)state;
    struct stage stage;
    set(&stage, "busy");
    for (int i = 0; i < DAYS; i++) {
        (void)run(&stage, i, POLICY_OKIENKO);
        for (int k = 0; k < stage.model->staff_count; k++) {
            const struct day_staff *staff = &stage.model->staff[k];
            for (int j = 0; j < staff->break_count; j++) {
                assert_break(day_runner_record(stage.runner), k, staff->breaks_ms[j],
                             stage.model->break_ms);
            }
        }
    }
    strike(&stage);
}

TEST(nobody_is_called_after_the_end_of_the_day_or_waits_on)
{
    (void)state;
    struct stage stage;
    set(&stage, "busy");
    for (int i = 0; i < DAYS; i++) {
        (void)run(&stage, i, POLICY_FIFO_HAND);
        const struct day_record *record = day_runner_record(stage.runner);
        for (size_t k = 0; k < record->count; k++) {
            const struct record_visit *visit = &record->visits[k];
            int last = visit->step_count - 1;
            assert_true(last < 0 || visit->steps[last].called_ms <= stage.model->ends_ms);
            assert_true(visit->end != RECORD_LEFT || visit->over_ms <= stage.model->ends_ms);
        }
    }
    strike(&stage);
}

TEST(nobody_is_overtaken_by_more_than_the_rules_allow)
{
    (void)state;
    static const char *const names[] = {"busy", "several", "priority"};
    for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++) {
        struct stage stage;
        set(&stage, names[n]);
        double worst = 0;
        for (int i = 0; i < DAYS; i++) {
            struct day_figures figures = run(&stage, i, POLICY_OKIENKO);
            assert_true(figures.values[FIGURE_EXCESS] == 0);
            assert_true(figures.values[FIGURE_GAP] <= 115);
            worst = fmax(worst, figures.values[FIGURE_GAP]);
        }
        assert_true(worst > 0); /* it was measured at all */
        strike(&stage);
    }
}

TEST(a_day_run_again_gives_the_same_figures)
{
    (void)state;
    struct stage stage;
    set(&stage, "demo");
    for (int policy = 0; policy < POLICY_COUNT; policy++) {
        struct day_figures first = run(&stage, 4, (enum policy)policy);
        (void)run(&stage, 5, POLICY_STRICT);
        struct day_figures again = run(&stage, 4, (enum policy)policy);
        assert_memory_equal(&first, &again, sizeof(first));
    }
    strike(&stage);
}

static double wait_at(struct stage *stage, const struct desk_plan *plan)
{
    double sum = 0;
    for (int i = 0; i < DAYS; i++) {
        day_draw(&stage->day, stage->model, 3, (uint64_t)i);
        day_runner_run(stage->runner, &stage->day, POLICY_FIFO_BEST, plan->desks);
        sum += day_figures_wait(day_runner_record(stage->runner));
    }
    return sum;
}

TEST(the_search_finds_better_desks_than_those_made_by_hand)
{
    (void)state;
    struct stage stage;
    struct desk_plan found;
    const struct desk_search search = {.queues_max = 2, .days = 6, .starts = 2, .tries = 25};
    set(&stage, "demo");
    desk_plan_find(stage.runner, stage.model, &search, 1, &found);
    assert_true(wait_at(&stage, &found) < wait_at(&stage, &stage.hand));
    uint64_t covered = 0;
    for (int i = 0; i < stage.model->staff_count; i++) {
        uint64_t skills = stage.model->staff[i].main | stage.model->staff[i].backup;
        assert_int_equal(found.desks[i] & ~skills, 0);
        covered |= found.desks[i];
    }
    assert_int_equal(covered, (1 << 12) - 1);
    strike(&stage);
}

TEST(a_desk_has_more_queues_than_it_may_only_where_nobody_else_has_them)
{
    (void)state;
    struct stage stage;
    struct desk_plan found;
    const struct desk_search search = {.queues_max = 1, .days = 2, .starts = 3, .tries = 10};
    set(&stage, "absent");
    desk_plan_find(stage.runner, stage.model, &search, 1, &found);
    for (int i = 0; i < stage.model->staff_count; i++) {
        uint64_t others = 0;
        for (int k = 0; k < stage.model->staff_count; k++) {
            others |= k != i ? found.desks[k] : 0;
        }
        bool is_full = __builtin_popcountll(found.desks[i]) > 1;
        assert_true(!is_full || (found.desks[i] & others) == 0);
        assert_true(!stage.model->staff[i].is_absent || found.desks[i] == 0);
    }
    strike(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_who_came_is_served_or_told_to_go_under_every_policy),
        cmocka_unit_test(a_service_takes_as_long_under_one_policy_as_under_another),
        cmocka_unit_test(staff_call_only_what_they_can_and_one_at_a_time),
        cmocka_unit_test(first_talks_come_before_the_rest_of_a_visit),
        cmocka_unit_test(a_wait_begins_when_the_visitor_is_entitled),
        cmocka_unit_test(breaks_are_taken_after_the_visitor_who_is_in_the_room),
        cmocka_unit_test(nobody_is_called_after_the_end_of_the_day_or_waits_on),
        cmocka_unit_test(nobody_is_overtaken_by_more_than_the_rules_allow),
        cmocka_unit_test(a_day_run_again_gives_the_same_figures),
        cmocka_unit_test(the_search_finds_better_desks_than_those_made_by_hand),
        cmocka_unit_test(a_desk_has_more_queues_than_it_may_only_where_nobody_else_has_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/check.h"

#include "domain/oracle.h"

enum { MINUTE_MS = 60 * 1000, MEAN_MIN = 10, WAITS = 260 };

#define NOW_MS       INT64_C(1795255200000)
#define MIN(minutes) ((int64_t)(minutes)*MINUTE_MS)

static const struct oracle_ask question = {.seed = 1, .runs = 50, .budget = 1000000, .weekday = 1};

struct scene {
    struct oracle *oracle;
    struct lobby *lobby;
};

static int begin(void **state)
{
    static struct scene scene;
    struct office office = {.service_count = 2, .staff_count = 1};
    struct rules rules = rules_default();
    office.services[0].minutes = MEAN_MIN;
    office.services[1].minutes = MEAN_MIN;
    scene.oracle = oracle_create(&office);
    scene.lobby = lobby_create(&office, &rules);
    lobby_set_skills(scene.lobby, 0, 1, 0);
    lobby_set_duty(scene.lobby, 0, true, NOW_MS - MIN(300));
    *state = &scene;
    return 0;
}

static int end(void **state)
{
    struct scene *scene = *state;
    oracle_destroy(scene->oracle);
    lobby_destroy(scene->lobby);
    return 0;
}

static struct lobby_visit visit_for(int64_t id, int64_t checkin_ms)
{
    struct lobby_visit visit = {.id = id, .checkin_ms = checkin_ms, .staff = LOBBY_NONE};
    visit.route.count = 1;
    visit.route.booked = ROUTE_NONE;
    visit.only[0] = LOBBY_ANYBODY;
    route_open(&visit.route);
    return visit;
}

static void wait_all(struct scene *scene, int people)
{
    for (int i = 0; i < people; i++) {
        struct lobby_visit visit = visit_for(i + 1, NOW_MS - MIN(30 - i));
        lobby_put(scene->lobby, &visit);
    }
}

/* A visit that was served at once, for so long; its wait and the forecast of it may be told. */
static struct oracle_visit served(int number, int64_t service_ms)
{
    int64_t at_ms = NOW_MS - MIN(100000) + number * MIN(100);
    struct oracle_visit visit = {.checkin_ms = at_ms, .weekday = 1, .hour = 9, .step_count = 1};
    visit.steps[0] = (struct oracle_step){.staff = 0,
                                          .entered_ms = at_ms,
                                          .called_ms = at_ms,
                                          .started_ms = at_ms + MIN(1),
                                          .ended_ms = at_ms + MIN(1) + service_ms};
    return visit;
}

static struct oracle_table *ask(struct scene *scene)
{
    return oracle_ask(scene->oracle, scene->lobby, NULL, NOW_MS, &question);
}

static int64_t q50_with(struct scene *scene, int64_t id)
{
    struct oracle_table *table = ask(scene);
    const struct oracle_wait *wait = oracle_table_find(table, id);
    assert_non_null(wait);
    int64_t q50_ms = wait->forecast.q50_ms;
    oracle_table_destroy(table);
    return q50_ms;
}

TEST(longer_services_make_longer_forecasts)
{
    struct scene *scene = *state;
    wait_all(scene, 4);
    int64_t before_ms = q50_with(scene, 4);
    for (int i = 0; i < 200; i++) {
        struct oracle_visit visit = served(i, MIN(20));
        oracle_learn(scene->oracle, &visit);
    }
    int64_t after_ms = q50_with(scene, 4);
    assert_true(after_ms > before_ms + MIN(20));
}

/* Forecasts of 10 to 20 minutes around 15, of which every second wait is far beyond. */
static void learn_waits(struct scene *scene, bool has_forecast)
{
    for (int i = 0; i < WAITS; i++) {
        struct oracle_visit visit = served(i, MIN(MEAN_MIN));
        int64_t waited_ms = MIN(i % 2 == 0 ? 15 : 45);
        visit.has_forecast = has_forecast;
        visit.forecast = (struct calibration_forecast){MIN(10), MIN(15), MIN(20)};
        visit.checkin_ms -= waited_ms;
        oracle_learn(scene->oracle, &visit);
    }
    oracle_refit(scene->oracle);
}

static int64_t width_of(struct scene *scene)
{
    struct oracle_table *table = ask(scene);
    const struct oracle_wait wait = table->plain[0];
    assert_true(wait.is_known && wait.has_forecast);
    oracle_table_destroy(table);
    return wait.high_ms - wait.low_ms;
}

TEST(broken_promises_widen_the_range_after_the_night)
{
    struct scene *scene = *state;
    wait_all(scene, 2);
    learn_waits(scene, true);
    int64_t wide_ms = width_of(scene);
    int ended = end(state);
    int begun = begin(state);
    assert_int_equal(ended + begun, 0);
    wait_all(scene, 2);
    learn_waits(scene, false);
    assert_true(wide_ms > 2 * width_of(scene));
}

TEST(a_wait_that_ended_by_a_missed_call_is_not_judged)
{
    struct scene *scene = *state;
    wait_all(scene, 2);
    for (int i = 0; i < WAITS; i++) {
        struct oracle_visit visit = served(i, MIN(MEAN_MIN));
        visit.has_forecast = true;
        visit.forecast = (struct calibration_forecast){MIN(10), MIN(15), MIN(20)};
        visit.checkin_ms -= MIN(90);
        visit.steps[0].missed = 1;
        oracle_learn(scene->oracle, &visit);
    }
    oracle_refit(scene->oracle);
    assert_true(width_of(scene) < MIN(60));
}

TEST(a_pause_is_learned_only_where_somebody_waited)
{
    struct scene *scene = *state;
    wait_all(scene, 1);
    lobby_set_duty(scene->lobby, 0, false, 0);
    lobby_set_duty(scene->lobby, 0, true, NOW_MS);
    int64_t before_ms = q50_with(scene, 1);
    for (int i = 0; i < 200; i++) {
        struct oracle_visit first = served(i, MIN(MEAN_MIN));
        struct oracle_visit then = served(i, MIN(MEAN_MIN));
        struct oracle_step *step = &then.steps[0];
        step->called_ms = first.steps[0].ended_ms + MIN(5);
        step->started_ms = step->called_ms + MIN(1);
        step->ended_ms = step->started_ms + MIN(MEAN_MIN);
        oracle_learn(scene->oracle, &first);
        oracle_learn(scene->oracle, &then);
    }
    assert_true(q50_with(scene, 1) > before_ms + MIN(2));
}

TEST(who_came_since_the_table_was_made_stands_before_a_newcomer)
{
    struct scene *scene = *state;
    wait_all(scene, 2);
    struct oracle_table *table = ask(scene);
    const struct oracle_wait then = oracle_newcomer(table, 0, false, 2);
    const struct oracle_wait more = oracle_newcomer(table, 0, false, 4);
    const struct oracle_wait none = oracle_newcomer(table, 0, false, 0);
    assert_int_equal(then.ahead, 2);
    assert_int_equal(more.ahead, 4);
    assert_int_equal(none.ahead, 0);
    assert_true(more.forecast.q50_ms >= then.forecast.q50_ms + MIN(2 * MEAN_MIN));
    assert_true(more.promise.high_min > then.promise.high_min);
    assert_true(none.forecast.q10_ms >= 0 && none.forecast.q50_ms < then.forecast.q50_ms);
    assert_false(oracle_newcomer(table, 1, false, 0).is_known);
    oracle_table_destroy(table);
}

static struct oracle_table *table_with(struct scene *scene, int64_t high_ms)
{
    struct oracle_table *table = ask(scene);
    struct oracle_wait *wait = &table->entries[0].wait;
    wait->low_ms = MIN(5);
    wait->high_ms = high_ms;
    wait->promise = promise_for(wait->low_ms, wait->high_ms);
    return table;
}

TEST(the_upper_end_somebody_has_seen_does_not_creep)
{
    struct scene *scene = *state;
    wait_all(scene, 1);
    struct oracle_table *first = table_with(scene, MIN(30));
    struct oracle_table *creeps = table_with(scene, MIN(32));
    struct oracle_table *leaps = table_with(scene, MIN(36));
    oracle_table_follow(creeps, first);
    assert_int_equal(creeps->entries[0].wait.promise.high_min, 30);
    oracle_table_follow(leaps, first);
    assert_int_equal(leaps->entries[0].wait.promise.high_min, 40);
    oracle_table_destroy(first);
    oracle_table_destroy(creeps);
    oracle_table_destroy(leaps);
}

TEST(what_was_told_at_issue_stands_until_a_table_knows_the_ticket)
{
    struct scene *scene = *state;
    struct oracle_wait told = {.is_known = true, .high_ms = MIN(20), .ahead = 3};
    told.promise = promise_for(0, MIN(20));
    wait_all(scene, 2);
    struct oracle_table *first = ask(scene);
    struct oracle_table *next = ask(scene);
    for (int64_t id = 7; id < 60; id++) {
        oracle_table_issue(first, id, &told, NOW_MS - 1);
    }
    assert_int_equal(oracle_table_find(first, 7)->ahead, 3);
    oracle_table_follow(next, first);
    assert_int_equal(oracle_table_find(next, 59)->promise.high_min, 20);
    /* One that was given back comes again, and the later ones were given back too. */
    told.ahead = 4;
    oracle_table_issue(next, 50, &told, NOW_MS);
    assert_int_equal(oracle_table_find(next, 50)->ahead, 4);
    assert_null(oracle_table_find(next, 51));
    /* Who is gone by the next table, or is not in it after a minute, is forgotten. */
    struct lobby_visit visit = visit_for(49, NOW_MS);
    lobby_put(scene->lobby, &visit);
    struct oracle_table *last = ask(scene);
    struct oracle_table *late = ask(scene);
    oracle_table_follow(last, next);
    assert_null(oracle_table_find(last, 48));
    assert_non_null(oracle_table_find(last, 49));
    assert_non_null(oracle_table_find(last, 50));
    late->now_ms = NOW_MS + MIN(1);
    oracle_table_follow(late, next);
    assert_null(oracle_table_find(late, 50));
    oracle_table_destroy(late);
    oracle_table_destroy(first);
    oracle_table_destroy(next);
    oracle_table_destroy(last);
}

TEST(by_water_level_nothing_is_kept_to_learn_from)
{
    struct scene *scene = *state;
    const struct oracle_ask tight = {.seed = 1, .runs = 50, .budget = 0, .weekday = 1};
    wait_all(scene, 3);
    struct oracle_table *table = oracle_ask(scene->oracle, scene->lobby, NULL, NOW_MS, &tight);
    assert_false(table->is_simulated);
    assert_true(table->plain[0].is_known);
    assert_false(table->plain[0].has_forecast);
    assert_true(table->plain[0].promise.high_min > table->plain[0].promise.low_min);
    oracle_table_destroy(table);
}

#define SCENE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(longer_services_make_longer_forecasts),
        SCENE(broken_promises_widen_the_range_after_the_night),
        SCENE(a_wait_that_ended_by_a_missed_call_is_not_judged),
        SCENE(a_pause_is_learned_only_where_somebody_waited),
        SCENE(who_came_since_the_table_was_made_stands_before_a_newcomer),
        SCENE(the_upper_end_somebody_has_seen_does_not_creep),
        SCENE(what_was_told_at_issue_stands_until_a_table_knows_the_ticket),
        SCENE(by_water_level_nothing_is_kept_to_learn_from),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/check.h"

#include "domain/forecast.h"
#include "lobby_case.h"

#include <string.h>

enum { CASES = 60, TOLERANCE_MS = 20 * 1000 };

#define NOW_MS       CASE_NOW_MS
#define MIN(minutes) ((minutes)*CASE_MINUTE_MS)

static const struct forecast_ask fifty = {
    .now_ms = NOW_MS, .seed = 1, .runs = 50, .budget = 1000000};
static const struct forecast_ask one_run = {
    .now_ms = NOW_MS, .seed = 1, .runs = 1, .budget = 1000000};

/* Ten minutes each; with `cv` near 0 nearly nothing is left to chance. */
static struct forecast_model model_of(double cv)
{
    struct forecast_model model = {.walk_ms = 1};
    for (int i = 0; i < OFFICE_SERVICES_MAX; i++) {
        model.mean_ms[i] = (double)MIN(10);
        model.cv[i] = cv;
    }
    return model;
}

static struct forecast *forecaster_of(int services, int staff)
{
    struct office office = {.service_count = services, .staff_count = staff};
    return forecast_create(&office);
}

/* Services 0 and 1; staff 0 serves 0, and 1 as a backup; staff 1 serves 1. */
static struct lobby *small_lobby(int on_duty)
{
    struct office office = {.service_count = 2, .staff_count = 2};
    struct rules rules = rules_default();
    struct lobby *lobby = lobby_create(&office, &rules);
    lobby_set_skills(lobby, 0, 1, 2);
    lobby_set_skills(lobby, 1, 2, 0);
    for (int i = 0; i < on_duty; i++) {
        lobby_set_duty(lobby, i, true, 0);
    }
    return lobby;
}

static struct lobby_visit visit_for(int64_t id, int64_t checkin_ms, int service)
{
    struct lobby_visit visit = {.id = id, .checkin_ms = checkin_ms, .staff = LOBBY_NONE};
    visit.route.count = 1;
    visit.route.booked = ROUTE_NONE;
    visit.service[0] = (uint8_t)service;
    visit.only[0] = LOBBY_ANYBODY;
    route_open(&visit.route);
    return visit;
}

static void waits(struct lobby *lobby, int64_t id, int minutes, int service)
{
    struct lobby_visit visit = visit_for(id, NOW_MS - MIN(minutes), service);
    lobby_put(lobby, &visit);
}

static void is_served(struct lobby *lobby, int64_t id, int minutes, int staff)
{
    struct lobby_visit visit = visit_for(id, NOW_MS - MIN(60), 0);
    assert_status(route_call(&visit.route, 0), STATUS_OK);
    assert_status(route_move(&visit.route, STEP_START), STATUS_OK);
    visit.staff = (int16_t)staff;
    visit.called_ms = NOW_MS - MIN(minutes);
    visit.started_ms = visit.called_ms;
    lobby_put(lobby, &visit);
}

static void ask(const struct lobby *lobby, const struct forecast_model *model,
                const struct forecast_day *day, const struct forecast_ask *question,
                struct forecast_table *out)
{
    struct forecast *forecast = forecaster_of(lobby->service_count, lobby->staff_count);
    *out = (struct forecast_table){0};
    forecast_run(forecast, lobby, model, day, question, out);
    forecast_destroy(forecast);
}

static int64_t q50_of(const struct forecast_table *table, int64_t id)
{
    const struct forecast_visit *visit = forecast_table_find(table, id);
    assert_non_null(visit);
    assert_true(visit->wait.is_known);
    return visit->wait.wait.q50_ms;
}

static void assert_near(int64_t actual_ms, int64_t expected_ms)
{
    int64_t apart_ms = actual_ms - expected_ms;
    if (apart_ms > TOLERANCE_MS || apart_ms < -TOLERANCE_MS) {
        fail_msg("%" PRId64 " ms, not about %" PRId64, actual_ms, expected_ms);
    }
}

TEST(a_visitor_waits_for_what_is_left_of_the_one_before)
{
    (void)state;
    struct lobby *lobby = small_lobby(1);
    struct forecast_model model = model_of(0.01);
    struct forecast_table table;
    is_served(lobby, 1, 4, 0);
    waits(lobby, 2, 20, 0);
    waits(lobby, 3, 10, 0);
    ask(lobby, &model, NULL, &fifty, &table);
    assert_true(table.is_simulated);
    assert_int_equal(table.count, 2);
    assert_near(q50_of(&table, 2), MIN(6));
    assert_near(q50_of(&table, 3), MIN(16));
    assert_near(table.services[0].plain.wait.q50_ms, MIN(26));
    forecast_table_finish(&table);
    lobby_destroy(lobby);
}

TEST(a_service_that_lasts_longer_than_others_goes_on_for_some_time)
{
    (void)state;
    struct lobby *lobby = small_lobby(1);
    struct forecast_model model = model_of(0.6);
    struct forecast_table table;
    is_served(lobby, 1, 20, 0);
    waits(lobby, 2, 10, 0);
    ask(lobby, &model, NULL, &fifty, &table);
    assert_true(q50_of(&table, 2) > MIN(2));
    forecast_table_finish(&table);
    lobby_destroy(lobby);
}

TEST(a_booking_before_its_time_is_behind_a_newcomer)
{
    (void)state;
    struct lobby *lobby = small_lobby(1);
    struct forecast_model model = model_of(0.01);
    struct forecast_table table;
    struct lobby_visit booked = visit_for(2, NOW_MS - MIN(10), 0);
    booked.appointment_ms = NOW_MS + MIN(30);
    booked.route.booked = 0;
    is_served(lobby, 1, 4, 0);
    lobby_put(lobby, &booked);
    ask(lobby, &model, NULL, &fifty, &table);
    assert_int_equal(table.services[0].plain.ahead, 0);
    assert_near(table.services[0].plain.wait.q50_ms, MIN(6));
    forecast_table_finish(&table);
    lobby_destroy(lobby);
}

TEST(somebody_with_two_steps_of_one_service_is_one_person_ahead)
{
    (void)state;
    struct lobby *lobby = small_lobby(1);
    struct forecast_model model = model_of(0.01);
    struct forecast_table table;
    struct lobby_visit twice = visit_for(2, NOW_MS - MIN(10), 0);
    twice.route.steps[1] = twice.route.steps[0];
    twice.service[1] = 0;
    twice.only[1] = LOBBY_ANYBODY;
    twice.route.count = 2;
    lobby_put(lobby, &twice);
    ask(lobby, &model, NULL, &fifty, &table);
    assert_int_equal(table.services[0].plain.ahead, 1);
    forecast_table_finish(&table);
    lobby_destroy(lobby);
}

TEST(a_priority_newcomer_stands_before_who_came_in_their_head_start)
{
    (void)state;
    struct lobby *lobby = small_lobby(1);
    struct forecast_model model = model_of(0.01);
    struct forecast_table table;
    is_served(lobby, 1, 4, 0);
    waits(lobby, 2, 46, 0);
    waits(lobby, 3, 44, 0);
    ask(lobby, &model, NULL, &fifty, &table);
    assert_near(table.services[0].priority.wait.q50_ms, MIN(16));
    assert_int_equal(table.services[0].priority.ahead, 1);
    assert_near(table.services[0].plain.wait.q50_ms, MIN(26));
    assert_int_equal(table.services[0].plain.ahead, 2);
    assert_int_equal(forecast_table_find(&table, 3)->wait.ahead, 1);
    forecast_table_finish(&table);
    lobby_destroy(lobby);
}

TEST(who_waits_for_another_service_is_not_ahead)
{
    (void)state;
    struct lobby *lobby = small_lobby(2);
    struct forecast_model model = model_of(0.01);
    struct forecast_table table;
    waits(lobby, 2, 20, 1);
    waits(lobby, 3, 10, 0);
    ask(lobby, &model, NULL, &fifty, &table);
    assert_int_equal(forecast_table_find(&table, 3)->wait.ahead, 0);
    assert_int_equal(table.services[0].plain.ahead, 1);
    assert_int_equal(table.services[1].plain.ahead, 1);
    forecast_table_finish(&table);
    lobby_destroy(lobby);
}

TEST(where_nobody_on_duty_is_able_nothing_is_known)
{
    (void)state;
    struct lobby *lobby = small_lobby(1);
    struct forecast_model model = model_of(0.5);
    struct forecast_table table;
    lobby_set_skills(lobby, 0, 1, 0);
    waits(lobby, 2, 20, 1);
    waits(lobby, 3, 20, 0);
    ask(lobby, &model, NULL, &fifty, &table);
    assert_false(forecast_table_find(&table, 2)->wait.is_known);
    assert_true(forecast_table_find(&table, 3)->wait.is_known);
    assert_false(table.services[1].plain.is_known);
    assert_null(forecast_table_find(&table, 4));
    forecast_table_finish(&table);
    lobby_destroy(lobby);
}

TEST(an_empty_lobby_with_nobody_on_duty_is_a_table_too)
{
    (void)state;
    struct lobby *lobby = small_lobby(0);
    struct forecast_model model = model_of(0.5);
    struct forecast_table table;
    ask(lobby, &model, NULL, &fifty, &table);
    assert_int_equal(table.count, 0);
    assert_false(table.services[0].plain.is_known);
    forecast_table_finish(&table);
    lobby_destroy(lobby);
}

TEST(a_known_break_is_waited_for_and_so_is_its_end)
{
    (void)state;
    const struct forecast_change changes[] = {
        {.at_ms = NOW_MS + MIN(2), .change = FORWARD_BREAK, .staff = 0, .length_ms = MIN(20)}};
    const struct forecast_change end[] = {
        {.at_ms = NOW_MS + MIN(7), .change = FORWARD_BREAK_END, .staff = 0}};
    const struct forecast_day day = {.changes = changes, .change_count = 1};
    const struct forecast_day on_break = {.changes = end, .change_count = 1};
    struct lobby *lobby = small_lobby(1);
    struct forecast_model model = model_of(0.01);
    struct forecast_table table;
    is_served(lobby, 1, 4, 0);
    waits(lobby, 2, 20, 0);
    ask(lobby, &model, &day, &fifty, &table);
    assert_near(q50_of(&table, 2), MIN(26));
    forecast_table_finish(&table);
    lobby_remove(lobby, 1);
    lobby_set_break(lobby, 0, true, NOW_MS - MIN(3));
    ask(lobby, &model, &on_break, &fifty, &table);
    assert_near(q50_of(&table, 2), MIN(7));
    forecast_table_finish(&table);
    lobby_destroy(lobby);
}

TEST(a_change_that_is_past_happens_now)
{
    (void)state;
    const struct forecast_change end[] = {
        {.at_ms = NOW_MS - MIN(7), .change = FORWARD_BREAK_END, .staff = 0}};
    const struct forecast_day day = {.changes = end, .change_count = 1};
    struct lobby *lobby = small_lobby(1);
    struct forecast_model model = model_of(0.01);
    struct forecast_table table;
    waits(lobby, 2, 20, 0);
    lobby_set_break(lobby, 0, true, NOW_MS - MIN(30));
    ask(lobby, &model, &day, &fifty, &table);
    assert_int_equal(q50_of(&table, 2), 0);
    forecast_table_finish(&table);
    lobby_destroy(lobby);
}

TEST(a_booked_person_who_is_expected_goes_first_if_they_come)
{
    (void)state;
    const struct forecast_booking bookings[] = {{.appointment_ms = NOW_MS + MIN(20)},
                                                {.appointment_ms = NOW_MS + MIN(20)},
                                                {.appointment_ms = NOW_MS + MIN(20)}};
    struct forecast_day day = {.bookings = bookings, .booking_count = 3, .shows = 1};
    struct lobby *lobby = small_lobby(1);
    struct forecast_model model = model_of(0.01);
    struct forecast_table table;
    is_served(lobby, 1, 1, 0);
    for (int i = 0; i < 4; i++) {
        waits(lobby, 2 + i, 20 - i, 0);
    }
    ask(lobby, &model, &day, &fifty, &table);
    int64_t with_ms = q50_of(&table, 5);
    forecast_table_finish(&table);
    day.shows = 0;
    ask(lobby, &model, &day, &fifty, &table);
    assert_near(q50_of(&table, 5), MIN(39));
    assert_true(with_ms > MIN(60));
    forecast_table_finish(&table);
    const struct forecast_booking missing[] = {{.appointment_ms = NOW_MS - MIN(60)}};
    const struct forecast_day late = {.bookings = missing, .booking_count = 1, .shows = 1};
    ask(lobby, &model, &late, &fifty, &table);
    assert_near(q50_of(&table, 5), MIN(39));
    forecast_table_finish(&table);
    lobby_destroy(lobby);
}

/* A backup calls who came half an hour ago as if they came now: people of the main skill who come
 * until then go first, but not after closing. */
TEST(people_who_are_expected_come_until_closing)
{
    (void)state;
    struct forecast_day day = {.begins_ms = NOW_MS - MIN(600)};
    struct lobby *lobby = small_lobby(1);
    struct forecast_model model = model_of(0.01);
    struct forecast_table table;
    for (int hour = 0; hour < DEMAND_HOURS; hour++) {
        model.arrivals[0][hour] = 12;
    }
    is_served(lobby, 1, 1, 0);
    waits(lobby, 2, 1, 1);
    ask(lobby, &model, &day, &fifty, &table);
    assert_true(q50_of(&table, 2) > MIN(25));
    forecast_table_finish(&table);
    day.closes_ms = NOW_MS;
    ask(lobby, &model, &day, &fifty, &table);
    assert_near(q50_of(&table, 2), MIN(9));
    forecast_table_finish(&table);
    lobby_destroy(lobby);
}

TEST(who_is_free_and_has_somebody_to_call_is_in_a_pause_unless_calls_come_by_themselves)
{
    (void)state;
    struct lobby *lobby = small_lobby(1);
    struct forecast_model model = model_of(0.01);
    struct forecast_table table;
    struct rules rules = rules_default();
    model.pause_ms = (double)MIN(2);
    lobby->staff[0].idle_since_ms = NOW_MS;
    waits(lobby, 2, 20, 0);
    ask(lobby, &model, NULL, &fifty, &table);
    assert_true(q50_of(&table, 2) > MIN(1) && q50_of(&table, 2) < MIN(3));
    forecast_table_finish(&table);
    rules.auto_call = true;
    lobby_set_rules(lobby, &rules);
    ask(lobby, &model, NULL, &fifty, &table);
    assert_int_equal(q50_of(&table, 2), 0);
    forecast_table_finish(&table);
    lobby_destroy(lobby);
}

static void assert_ordered(const struct forecast_wait *wait)
{
    assert_true(wait->wait.q10_ms >= 0);
    assert_true(wait->wait.q10_ms <= wait->wait.q50_ms);
    assert_true(wait->wait.q50_ms <= wait->wait.q90_ms);
    assert_true(wait->wait.q90_ms <= FORECAST_HORIZON_MS);
}

static void assert_same(const struct forecast_table *a, const struct forecast_table *b)
{
    assert_int_equal(a->count, b->count);
    assert_memory_equal(a->services, b->services, sizeof(a->services));
    for (size_t i = 0; i < a->count; i++) {
        assert_int_equal(a->visits[i].id, b->visits[i].id);
        assert_int_equal(a->visits[i].wait.ahead, b->visits[i].wait.ahead);
        assert_memory_equal(&a->visits[i].wait.wait, &b->visits[i].wait.wait,
                            sizeof(a->visits[i].wait.wait));
    }
}

TEST(the_same_seed_gives_the_same_ordered_quantiles_in_whatever_order_people_stand)
{
    (void)state;
    struct forecast_model model = model_of(0.6);
    model.no_show = 0.1;
    for (uint64_t seed = 1; seed <= CASES; seed++) {
        struct lobby_case c;
        struct forecast_table tables[2];
        int order[CASE_PEOPLE_MAX];
        case_make(&c, seed);
        for (int i = 0; i < c.people_count; i++) {
            order[i] = c.people_count - 1 - i;
        }
        for (int i = 0; i < 2; i++) {
            struct lobby *lobby = case_lobby(&c, i == 0 ? NULL : order);
            ask(lobby, &model, NULL, &fifty, &tables[i]);
            lobby_destroy(lobby);
        }
        assert_same(&tables[0], &tables[1]);
        for (size_t i = 0; i < tables[0].count; i++) {
            assert_ordered(&tables[0].visits[i].wait);
        }
        for (int i = 0; i < CASE_SERVICES; i++) {
            assert_ordered(&tables[0].services[i].plain);
            assert_ordered(&tables[0].services[i].priority);
        }
        forecast_table_finish(&tables[0]);
        forecast_table_finish(&tables[1]);
    }
}

/* The proof of the newcomers: somebody of that kind really walks in. Services last nearly the same
 * each time, so that only two that end in the same moment (one case in forty) may change places. */
TEST(a_newcomer_waits_as_long_as_somebody_who_really_comes_now)
{
    (void)state;
    struct forecast_model model = model_of(0.01);
    int compared = 0;
    int apart = 0;
    for (uint64_t seed = 1; seed <= CASES; seed++) {
        struct lobby_case c;
        case_make(&c, seed);
        for (int service = 0; service < CASE_SERVICES; service++) {
            struct lobby *lobby = case_lobby(&c, NULL);
            struct forecast_table before;
            struct forecast_table after;
            struct lobby_visit visit = visit_for(1000, NOW_MS, service);
            visit.priority = seed % 2 == 0;
            ask(lobby, &model, NULL, &one_run, &before);
            lobby_put(lobby, &visit);
            ask(lobby, &model, NULL, &one_run, &after);
            const struct forecast_newcomer *newcomer = &before.services[service];
            const struct forecast_wait *told =
                visit.priority ? &newcomer->priority : &newcomer->plain;
            const struct forecast_wait *came = &forecast_table_find(&after, 1000)->wait;
            assert_int_equal(told->is_known, came->is_known);
            assert_int_equal(told->ahead, came->ahead);
            if (told->is_known && told->wait.q50_ms < FORECAST_HORIZON_MS) {
                int64_t apart_ms = told->wait.q50_ms - came->wait.q50_ms;
                apart += apart_ms > MIN(2) || apart_ms < -MIN(2);
                compared++;
            }
            forecast_table_finish(&before);
            forecast_table_finish(&after);
            lobby_destroy(lobby);
        }
    }
    assert_true(compared > 4 * CASES);
    assert_true(20 * apart < compared);
}

TEST(over_the_budget_the_work_is_shared_out_by_water_level)
{
    (void)state;
    const struct forecast_ask tight = {
        .now_ms = NOW_MS, .seed = 1, .runs = 50, .budget = 4 * 50 - 1};
    const struct forecast_ask enough = {.now_ms = NOW_MS, .seed = 1, .runs = 50, .budget = 4 * 50};
    struct lobby *lobby = small_lobby(1);
    struct forecast_model model = model_of(0.01);
    struct forecast_table table;
    model.pause_ms = (double)MIN(1);
    is_served(lobby, 1, 4, 0);
    waits(lobby, 2, 50, 0);
    waits(lobby, 3, 10, 0);
    waits(lobby, 4, 5, 0);
    ask(lobby, &model, NULL, &enough, &table);
    assert_true(table.is_simulated);
    forecast_table_finish(&table);
    ask(lobby, &model, NULL, &tight, &table);
    assert_false(table.is_simulated);
    /* Levels of 7, 18, 29 and 40 minutes; a priority newcomer stands behind the first alone. */
    assert_near(q50_of(&table, 2), MIN(7));
    assert_near(q50_of(&table, 3), 12 * MIN(18) / 10);
    assert_near(q50_of(&table, 4), 14 * MIN(29) / 10);
    assert_near(table.services[0].plain.wait.q50_ms, 13 * MIN(40) / 10);
    assert_near(table.services[0].priority.wait.q50_ms, 12 * MIN(18) / 10);
    assert_ordered(&table.services[0].plain);
    forecast_table_finish(&table);
    lobby_destroy(lobby);
}

TEST(the_work_goes_to_the_able_who_are_free_first)
{
    (void)state;
    const struct forecast_ask tight = {.now_ms = NOW_MS, .seed = 1, .runs = 50, .budget = 0};
    struct lobby *lobby = small_lobby(2);
    struct forecast_model model = model_of(0.01);
    struct forecast_table table;
    waits(lobby, 2, 50, 1);
    waits(lobby, 3, 40, 1);
    waits(lobby, 4, 30, 1);
    ask(lobby, &model, NULL, &tight, &table);
    assert_int_equal(q50_of(&table, 2), 0);
    assert_int_equal(q50_of(&table, 3), 0);
    assert_near(q50_of(&table, 4), 12 * MIN(10) / 10);
    forecast_table_finish(&table);
    lobby_destroy(lobby);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_visitor_waits_for_what_is_left_of_the_one_before),
        cmocka_unit_test(a_service_that_lasts_longer_than_others_goes_on_for_some_time),
        cmocka_unit_test(a_booking_before_its_time_is_behind_a_newcomer),
        cmocka_unit_test(somebody_with_two_steps_of_one_service_is_one_person_ahead),
        cmocka_unit_test(a_priority_newcomer_stands_before_who_came_in_their_head_start),
        cmocka_unit_test(who_waits_for_another_service_is_not_ahead),
        cmocka_unit_test(where_nobody_on_duty_is_able_nothing_is_known),
        cmocka_unit_test(an_empty_lobby_with_nobody_on_duty_is_a_table_too),
        cmocka_unit_test(a_known_break_is_waited_for_and_so_is_its_end),
        cmocka_unit_test(a_change_that_is_past_happens_now),
        cmocka_unit_test(a_booked_person_who_is_expected_goes_first_if_they_come),
        cmocka_unit_test(people_who_are_expected_come_until_closing),
        cmocka_unit_test(
            who_is_free_and_has_somebody_to_call_is_in_a_pause_unless_calls_come_by_themselves),
        cmocka_unit_test(
            the_same_seed_gives_the_same_ordered_quantiles_in_whatever_order_people_stand),
        cmocka_unit_test(a_newcomer_waits_as_long_as_somebody_who_really_comes_now),
        cmocka_unit_test(over_the_budget_the_work_is_shared_out_by_water_level),
        cmocka_unit_test(the_work_goes_to_the_able_who_are_free_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

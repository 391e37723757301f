#include "support/check.h"

#include "base/memory.h"
#include "simulate/day.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DAYS = 60 };

static struct day_model *load(const char *name)
{
    struct day_model *model = memory_new(1, sizeof(*model));
    struct buffer errors;
    buffer_init(&errors, 4096);
    enum status status =
        day_model_load(OKIENKO_SOURCE_DIR "/config/days.yaml", name, model, &errors);
    assert_string_equal(buffer_text(&errors), "");
    assert_status(status, STATUS_OK);
    buffer_finish(&errors);
    return model;
}

static void assert_same(const struct day *a, const struct day *b)
{
    assert_int_equal(a->count, b->count);
    assert_memory_equal(a->visitors, b->visitors, a->count * sizeof(*a->visitors));
    assert_int_equal(a->no_shows, b->no_shows);
}

TEST(a_seed_and_a_number_are_always_the_same_day)
{
    (void)state;
    struct day_model *model = load("demo");
    struct day first;
    struct day again;
    day_init(&first);
    day_init(&again);
    day_draw(&first, model, 7, 3);
    day_draw(&again, model, 8, 3);
    assert_true(first.count != again.count ||
                memcmp(first.visitors, again.visitors, first.count * sizeof(*first.visitors)) != 0);
    day_draw(&again, model, 7, 4);
    assert_true(first.count != again.count ||
                memcmp(first.visitors, again.visitors, first.count * sizeof(*first.visitors)) != 0);
    day_draw(&again, model, 7, 3);
    assert_same(&first, &again);
    day_finish(&first);
    day_finish(&again);
    free(model);
}

/* What many days come to, to be held against the model. */
struct tally {
    double visits;
    double booked;
    double late;
    double no_shows;
    double several;
    double priority;
    double missed;
    double minutes; /* of the first service KOORD */
    double talks;
};

static void count(const struct day_visitor *visitor, struct tally *tally)
{
    bool is_booked = visitor->visit.appointment_ms != 0;
    tally->visits++;
    tally->booked += is_booked;
    tally->late += is_booked && visitor->visit.checkin_ms > visitor->visit.appointment_ms + 600000;
    tally->several += visitor->visit.route.count > 1;
    tally->priority += visitor->visit.priority;
    tally->missed += visitor->plan.misses > 0;
    if (visitor->visit.service[0] == 0) {
        tally->minutes += visitor->plan.service_ms[0] / 60000.0;
        tally->talks++;
    }
}

static struct tally tally_of(const struct day_model *model)
{
    struct tally tally = {0};
    struct day day;
    day_init(&day);
    for (int i = 0; i < DAYS; i++) {
        day_draw(&day, model, 1, (uint64_t)i);
        tally.no_shows += day.no_shows;
        for (size_t k = 0; k < day.count; k++) {
            count(&day.visitors[k], &tally);
        }
    }
    day_finish(&day);
    return tally;
}

/* Within four standard errors: the seed is fixed, so this passes always or never. */
static void assert_share(double found, double all, double share)
{
    double error = sqrt(share * (1 - share) / all);
    assert_true(fabs(found / all - share) < 4 * error);
}

TEST(days_are_what_the_model_says)
{
    (void)state;
    struct day_model *model = load("demo");
    struct tally tally = tally_of(model);
    assert_true(fabs((tally.visits + tally.no_shows) / DAYS - model->visits) <
                4 * sqrt(180.0 / DAYS));
    assert_share(tally.no_shows, tally.booked + tally.no_shows, model->no_show);
    assert_share(tally.booked + tally.no_shows, tally.visits + tally.no_shows, model->booked);
    assert_share(tally.several, tally.visits, model->several);
    assert_share(tally.priority, tally.visits, model->priority);
    assert_share(tally.missed, tally.visits, model->people.missed);
    assert_true(tally.late > 0 && tally.late < 0.1 * tally.booked);
    double mean = model->services[0].mean_ms / 60000;
    double error = mean * model->people.spread / sqrt(tally.talks);
    assert_true(fabs(tally.minutes / tally.talks - mean) < 4 * error);
    free(model);
}

static void assert_visit(const struct day_model *model, const struct day_visitor *visitor)
{
    const struct lobby_visit *visit = &visitor->visit;
    uint64_t seen = 0;
    assert_true(visit->checkin_ms >= model->opens_ms && visit->checkin_ms < model->closes_ms);
    assert_true(visit->route.count >= 1 && visit->route.count <= 3);
    assert_true(route_current(&visit->route) == 0);
    for (int i = 0; i < visit->route.count; i++) {
        assert_true(visit->service[i] < model->service_count);
        assert_int_equal(seen >> visit->service[i] & 1, 0);
        seen |= UINT64_C(1) << visit->service[i];
        assert_true(visitor->plan.service_ms[i] > 0);
    }
    if (visit->appointment_ms != 0) {
        assert_int_equal((visit->appointment_ms - model->opens_ms) % model->people.slot_ms, 0);
        assert_true(model->services[visit->service[0]].booked > 0);
    }
}

TEST(everybody_comes_while_it_is_open_in_order_and_with_a_route)
{
    (void)state;
    struct day_model *model = load("several");
    struct day day;
    day_init(&day);
    for (int i = 0; i < DAYS; i++) {
        day_draw(&day, model, 5, (uint64_t)i);
        for (size_t k = 0; k < day.count; k++) {
            assert_visit(model, &day.visitors[k]);
            assert_int_equal(day.visitors[k].visit.id, k + 1);
            assert_true(k == 0 ||
                        day.visitors[k - 1].visit.checkin_ms <= day.visitors[k].visit.checkin_ms);
        }
    }
    day_finish(&day);
    free(model);
}

TEST(nobody_is_booked_twice_in_one_slot)
{
    (void)state;
    struct day_model *model = load("demo");
    struct day day;
    day_init(&day);
    day_draw(&day, model, 1, 0);
    for (size_t i = 0; i < day.count; i++) {
        int64_t slot_ms = day.visitors[i].visit.appointment_ms;
        uint8_t service = day.visitors[i].visit.service[0];
        int able = 0;
        int booked = 0;
        for (int k = 0; k < model->staff_count; k++) {
            able += (model->staff[k].main >> service & 1) != 0;
        }
        for (size_t k = 0; k < day.count && slot_ms != 0; k++) {
            booked += day.visitors[k].visit.appointment_ms == slot_ms &&
                      day.visitors[k].visit.service[0] == service;
        }
        assert_true(booked <= able);
    }
    day_finish(&day);
    free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_seed_and_a_number_are_always_the_same_day),
        cmocka_unit_test(days_are_what_the_model_says),
        cmocka_unit_test(everybody_comes_while_it_is_open_in_order_and_with_a_route),
        cmocka_unit_test(nobody_is_booked_twice_in_one_slot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

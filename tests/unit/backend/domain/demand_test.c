#include "support/check.h"

#include "domain/demand.h"

#include <stdlib.h>

enum { MONDAY = 1, TUESDAY = 2 };

static int begin(void **state)
{
    struct demand *demand = malloc(sizeof(*demand));
    assert_non_null(demand);
    demand_init(demand);
    *state = demand;
    return 0;
}

static int end(void **state)
{
    free(*state);
    return 0;
}

static void days(struct demand *demand, int count, int weekday, int people)
{
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < people; k++) {
            demand_learn(demand, 0, weekday, 9);
        }
        demand_learn(demand, 1, weekday, 8);
        demand_refit(demand);
    }
}

TEST(nobody_is_expected_before_a_day_was_learned)
{
    struct demand *demand = *state;
    assert_true(demand_people(demand, 0, MONDAY, 9) == 0);
    demand_learn(demand, 0, MONDAY, 9);
    assert_true(demand_people(demand, 0, MONDAY, 9) == 0);
}

TEST(expects_as_many_as_came_at_that_hour_for_that_service)
{
    struct demand *demand = *state;
    days(demand, 3, MONDAY, 10);
    assert_float_equal(demand_people(demand, 0, MONDAY, 9), 10, 1e-4);
    assert_float_equal(demand_people(demand, 1, MONDAY, 8), 1, 1e-4);
    assert_true(demand_people(demand, 0, MONDAY, 8) == 0);
    assert_true(demand_people(demand, 1, MONDAY, 9) == 0);
}

TEST(a_weekday_leans_on_all_days_by_four_days_weight)
{
    struct demand *demand = *state;
    days(demand, 1, MONDAY, 20);
    days(demand, 1, TUESDAY, 10);
    /* All days: 15. Monday: (20 + 4 x 15) / 5. */
    assert_float_equal(demand_people(demand, 0, MONDAY, 9), 16, 1e-4);
    assert_float_equal(demand_people(demand, 0, TUESDAY, 9), 14, 1e-4);
    assert_float_equal(demand_people(demand, 0, 3, 9), 15, 1e-4);
}

TEST(old_days_fade)
{
    struct demand *demand = *state;
    days(demand, 50, MONDAY, 20);
    days(demand, 50, MONDAY, 2);
    assert_float_equal(demand_people(demand, 0, MONDAY, 9), 2, 0.5);
}

TEST(a_day_on_which_nobody_came_says_nothing)
{
    struct demand *demand = *state;
    days(demand, 2, MONDAY, 10);
    demand_refit(demand);
    assert_float_equal(demand_people(demand, 0, MONDAY, 9), 10, 1e-4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nobody_is_expected_before_a_day_was_learned, begin, end),
        cmocka_unit_test_setup_teardown(expects_as_many_as_came_at_that_hour_for_that_service,
                                        begin, end),
        cmocka_unit_test_setup_teardown(a_weekday_leans_on_all_days_by_four_days_weight, begin,
                                        end),
        cmocka_unit_test_setup_teardown(old_days_fade, begin, end),
        cmocka_unit_test_setup_teardown(a_day_on_which_nobody_came_says_nothing, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

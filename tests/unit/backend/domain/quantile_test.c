#include "support/check.h"

#include "domain/quantile.h"

#include <math.h>

static void assert_near(double actual, double expected)
{
    assert_true(fabs(actual - expected) < 1e-9);
}

TEST(the_first_waits_of_the_sample_day_give_its_published_figures)
{
    (void)state;
    int64_t waits[] = {0, 12, 21, 36, 4, 7, 0};
    quantile_sort(waits, 7);
    assert_near(quantile(waits, 7, 0.9), 27.0);
    assert_near(quantile(waits, 7, 0.5), 7.0);
    assert_near(quantile(waits, 7, 0), 0);
    assert_near(quantile(waits, 7, 1), 36);
}

TEST(an_even_count_has_its_median_between_two_values)
{
    (void)state;
    int64_t waits[] = {40, 10, 30, 20};
    quantile_sort(waits, 4);
    assert_near(quantile(waits, 4, 0.5), 25);
    assert_near(quantile(waits, 4, 0.9), 37);
    assert_near(quantile(waits, 4, 1.0 / 3), 20);
}

TEST(one_value_is_every_quantile)
{
    (void)state;
    const int64_t waits[] = {17};
    assert_near(quantile(waits, 1, 0), 17);
    assert_near(quantile(waits, 1, 0.5), 17);
    assert_near(quantile(waits, 1, 1), 17);
}

TEST(sorting_keeps_every_value_and_takes_the_extremes)
{
    (void)state;
    int64_t values[] = {INT64_MAX, -1, INT64_MIN, 0, -1};
    quantile_sort(values, 5);
    const int64_t sorted[] = {INT64_MIN, -1, -1, 0, INT64_MAX};
    assert_memory_equal(values, sorted, sizeof(sorted));
    quantile_sort(values, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_waits_of_the_sample_day_give_its_published_figures),
        cmocka_unit_test(an_even_count_has_its_median_between_two_values),
        cmocka_unit_test(one_value_is_every_quantile),
        cmocka_unit_test(sorting_keeps_every_value_and_takes_the_extremes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

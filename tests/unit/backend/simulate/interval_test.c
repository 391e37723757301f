#include "support/check.h"

#include "simulate/interval.h"

#include <math.h>

TEST(knows_the_points_of_students_t)
{
    (void)state;

    static const struct {
        int freedom;
        double point;
    } table[] = {{1, 12.7062}, {2, 4.3027},  {3, 3.1824},  {4, 2.7764},   {5, 2.5706},
                 {9, 2.2622},  {29, 2.0452}, {99, 1.9842}, {499, 1.9647}, {99999, 1.95999}};

    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        assert_true(fabs(interval_t(table[i].freedom) - table[i].point) < 0.0015);
    }
}

TEST(gives_the_mean_and_half_of_its_interval)
{
    (void)state;
    /* Mean 5, standard deviation 2 (sum of squares 32, of 9 the variance is 4). */
    static const double values[] = {2, 4, 4, 4, 5, 5, 7, 9, 5};
    struct interval interval = {0};
    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
        interval_add(&interval, values[i]);
    }
    assert_true(fabs(interval_mean(&interval) - 5) < 1e-12);
    assert_true(fabs(interval_half(&interval) - interval_t(8) * 2 / 3) < 1e-12);
    assert_true(interval_most(&interval) == 9);
}

TEST(passes_over_days_that_have_no_such_figure)
{
    (void)state;
    struct interval interval = {0};
    interval_add(&interval, NAN);
    assert_true(isnan(interval_mean(&interval)));
    assert_true(isnan(interval_most(&interval)));
    interval_add(&interval, -3);
    assert_int_equal(interval.count, 1);
    assert_true(interval_most(&interval) == -3);
    assert_true(isnan(interval_half(&interval)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_the_points_of_students_t),
        cmocka_unit_test(gives_the_mean_and_half_of_its_interval),
        cmocka_unit_test(passes_over_days_that_have_no_such_figure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

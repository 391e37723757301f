#include "support/check.h"

#include "domain/portable.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

/* To two units in the last place; the C library itself is right to one. */
static bool is_close(double actual, double expected)
{
    return fabs(actual - expected) <= 2 * DBL_EPSILON * fabs(expected);
}

TEST(the_logarithm_is_that_of_the_c_library_to_two_last_places)
{
    (void)state;
    for (int i = -5000; i <= 5000; i++) {
        double x = pow(1.15, i);
        assert_true(is_close(portable_log(x), log(x)));
    }
    for (int i = 1; i < 15000; i++) { /* 0 to 2.1: the result passes through zero */
        double x = i * 0.000139;
        assert_true(is_close(portable_log(x), log(x)));
    }
    assert_true(portable_log(1) == 0);
    assert_true(is_close(portable_log(4e-320), log(4e-320)));
}

TEST(the_exponential_is_that_of_the_c_library_to_two_last_places)
{
    (void)state;
    for (int i = -50000; i < 50000; i++) {
        double x = i * 0.01413;
        assert_true(is_close(portable_exp(x), exp(x)));
    }
    for (int i = -1000; i < 1000; i++) {
        double x = i * 1.3e-6;
        assert_true(is_close(portable_exp(x), exp(x)));
    }
    assert_true(portable_exp(0) == 1);
}

TEST(the_exponential_ends_in_zero_and_in_infinity)
{
    (void)state;
    assert_true(portable_exp(-746) == 0);
    assert_true(portable_exp(-1e308) == 0);
    assert_true(portable_exp(-(double)INFINITY) == 0);
    assert_true(isinf(portable_exp(710)));
    assert_true(isinf(portable_exp(1e308)));
}

/* Frozen: a change of any of these bits changes every forecast with an equal seed. */
TEST(a_few_results_are_known_to_the_last_bit)
{
    (void)state;
    assert_true(portable_log(10) == 0x1.26bb1bbb55516p+1);
    assert_true(portable_log(0.3) == -0x1.34378fcbda721p+0);
    assert_true(portable_exp(1) == 0x1.5bf0a8b14576ap+1);
    assert_true(portable_exp(-0.7) == 0x1.fc80db9dd5542p-2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_logarithm_is_that_of_the_c_library_to_two_last_places),
        cmocka_unit_test(the_exponential_is_that_of_the_c_library_to_two_last_places),
        cmocka_unit_test(the_exponential_ends_in_zero_and_in_infinity),
        cmocka_unit_test(a_few_results_are_known_to_the_last_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

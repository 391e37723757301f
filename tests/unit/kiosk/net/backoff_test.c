#include "support/check.h"

#include "net/backoff.h"

#include <limits.h>

TEST(pauses_double_up_to_the_limit)
{
    static const int expected[] = {500, 1000, 2000, 4000, 5000, 5000, 5000};
    struct backoff backoff = {500, 5000, 0};
    (void)state;
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(backoff_next_ms(&backoff, 0), expected[i]);
    }
    backoff_reset(&backoff);
    assert_int_equal(backoff_next_ms(&backoff, 0), 500);
}

TEST(chance_shortens_a_pause_by_a_quarter_at_most)
{
    struct backoff least = {1000, 1000, 0};
    int lowest = INT_MAX;
    (void)state;
    for (unsigned random = 0; random < 2000; random++) {
        int pause_ms = backoff_next_ms(&least, random);
        assert_in_range(pause_ms, 750, 1000);
        lowest = pause_ms < lowest ? pause_ms : lowest;
    }
    assert_int_equal(lowest, 750);
    assert_in_range(backoff_next_ms(&least, UINT_MAX), 750, 1000);
}

TEST(never_grows_over_after_a_year_of_tries)
{
    struct backoff backoff = {500, 5000, 0};
    (void)state;
    for (int i = 0; i < 10000000; i++) {
        (void)backoff_next_ms(&backoff, 0);
    }
    assert_int_equal(backoff_next_ms(&backoff, 0), 5000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pauses_double_up_to_the_limit),
        cmocka_unit_test(chance_shortens_a_pause_by_a_quarter_at_most),
        cmocka_unit_test(never_grows_over_after_a_year_of_tries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/check.h"

#include "domain/outlook.h"

TEST(with_nobody_on_duty_no_time_is_invented)
{
    (void)state;
    struct outlook outlook = outlook_for(3, 0, 20);
    assert_false(outlook.is_known);
    assert_int_equal(outlook.ahead, 3);
}

TEST(an_empty_queue_takes_from_nothing_to_five_minutes)
{
    (void)state;
    struct outlook outlook = outlook_for(0, 1, 20);
    assert_true(outlook.is_known);
    assert_int_equal(outlook.ahead, 0);
    assert_int_equal(outlook.low_min, 0);
    assert_int_equal(outlook.high_min, 5);
}

TEST(the_range_is_rounded_outwards_to_five_minutes)
{
    (void)state;

    static const struct {
        int ahead;
        int minutes;
        int low;
        int high;
    } cases[] = {
        {1, 20, 10, 30},                                /* 12 and exactly 30 */
        {2, 20, 20, 60}, {1, 10, 5, 15}, {1, 7, 0, 15}, /* 4.2 and 10.5 */
        {3, 15, 25, 70},                                /* 27 and 67.5 */
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct outlook outlook = outlook_for(cases[i].ahead, 1, cases[i].minutes);
        assert_int_equal(outlook.low_min, cases[i].low);
        assert_int_equal(outlook.high_min, cases[i].high);
    }
}

TEST(the_work_is_shared_by_all_who_can_do_it)
{
    (void)state;
    struct outlook outlook = outlook_for(4, 2, 20); /* 40 minutes */
    assert_int_equal(outlook.low_min, 20);
    assert_int_equal(outlook.high_min, 60);
}

TEST(no_range_ends_later_than_a_working_day)
{
    (void)state;
    struct outlook outlook = outlook_for(1000000, 1, 20);
    assert_int_equal(outlook.low_min, 480);
    assert_int_equal(outlook.high_min, 480);
}

TEST(the_lower_end_is_never_above_the_upper_one)
{
    (void)state;
    for (int ahead = 0; ahead < 60; ahead++) {
        for (int minutes = 1; minutes < 61; minutes++) {
            struct outlook outlook = outlook_for(ahead, 1, minutes);
            assert_int_equal(outlook.low_min % 5, 0);
            assert_int_equal(outlook.high_min % 5, 0);
            assert_true(outlook.low_min <= outlook.high_min);
            assert_true(outlook.high_min >= 5 && outlook.high_min <= 480);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(with_nobody_on_duty_no_time_is_invented),
        cmocka_unit_test(an_empty_queue_takes_from_nothing_to_five_minutes),
        cmocka_unit_test(the_range_is_rounded_outwards_to_five_minutes),
        cmocka_unit_test(the_work_is_shared_by_all_who_can_do_it),
        cmocka_unit_test(no_range_ends_later_than_a_working_day),
        cmocka_unit_test(the_lower_end_is_never_above_the_upper_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

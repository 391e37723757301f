#include "support/check.h"

#include "domain/outlook.h"

#include <string.h>

/* Two services; person 0 serves the first, person 1 both (the second as backup). */
static struct office office;
static int64_t waiting[OFFICE_SERVICES_MAX];
static bool on_duty[OFFICE_STAFF_MAX];

static int prepare(void **state)
{
    (void)state;
    memset(&office, 0, sizeof(office));
    memset(waiting, 0, sizeof(waiting));
    memset(on_duty, 0, sizeof(on_duty));
    office.service_count = 2;
    office.services[0].minutes = 20;
    office.services[1].minutes = 50;
    office.staff_count = 2;
    office.staff[0].preference[0] = 1;
    office.staff[1].preference[0] = 1;
    office.staff[1].preference[1] = 2;
    return 0;
}

TEST(with_nobody_on_duty_no_time_is_invented)
{
    (void)state;
    waiting[0] = 3;
    struct outlook outlook = outlook_for(&office, 0, waiting, on_duty);
    assert_false(outlook.is_known);
    assert_int_equal(outlook.ahead, 3);
    on_duty[0] = true; /* serves the other service only */
    assert_false(outlook_for(&office, 1, waiting, on_duty).is_known);
}

TEST(an_empty_queue_takes_from_nothing_to_five_minutes)
{
    (void)state;
    on_duty[0] = true;
    struct outlook outlook = outlook_for(&office, 0, waiting, on_duty);
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

    on_duty[0] = true;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        office.services[0].minutes = cases[i].minutes;
        waiting[0] = cases[i].ahead;
        struct outlook outlook = outlook_for(&office, 0, waiting, on_duty);
        assert_int_equal(outlook.low_min, cases[i].low);
        assert_int_equal(outlook.high_min, cases[i].high);
    }
}

TEST(the_work_is_shared_by_all_who_can_do_it_as_main_or_backup_skill)
{
    (void)state;
    waiting[0] = 4;
    on_duty[0] = true;
    on_duty[1] = true;
    struct outlook outlook = outlook_for(&office, 0, waiting, on_duty); /* 40 minutes */
    assert_int_equal(outlook.low_min, 20);
    assert_int_equal(outlook.high_min, 60);
    waiting[1] = 1;
    assert_true(outlook_for(&office, 1, waiting, on_duty).is_known);
}

TEST(no_range_ends_later_than_a_working_day)
{
    (void)state;
    waiting[0] = 1000000;
    on_duty[0] = true;
    struct outlook outlook = outlook_for(&office, 0, waiting, on_duty);
    assert_int_equal(outlook.low_min, 480);
    assert_int_equal(outlook.high_min, 480);
}

TEST(the_lower_end_is_never_above_the_upper_one)
{
    (void)state;
    on_duty[0] = true;
    for (int ahead = 0; ahead < 60; ahead++) {
        for (int minutes = 1; minutes < 61; minutes++) {
            waiting[0] = ahead;
            office.services[0].minutes = minutes;
            struct outlook outlook = outlook_for(&office, 0, waiting, on_duty);
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
        cmocka_unit_test_setup(with_nobody_on_duty_no_time_is_invented, prepare),
        cmocka_unit_test_setup(an_empty_queue_takes_from_nothing_to_five_minutes, prepare),
        cmocka_unit_test_setup(the_range_is_rounded_outwards_to_five_minutes, prepare),
        cmocka_unit_test_setup(the_work_is_shared_by_all_who_can_do_it_as_main_or_backup_skill,
                               prepare),
        cmocka_unit_test_setup(no_range_ends_later_than_a_working_day, prepare),
        cmocka_unit_test_setup(the_lower_end_is_never_above_the_upper_one, prepare),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/check.h"

#include "api/full_today.h"
#include "base/clock.h"

enum { MINUTE_MS = 60 * 1000, DAY = 20261123, MONDAY = 1 }; /* a Monday */

static const struct office office = {.hours = {{MONDAY, 480, 720}, {MONDAY, 780, 960}},
                                     .hours_count = 2};
static const struct office_service usual = {.minutes = 20};
static const struct office_service at_once = {.minutes = 20, .is_immediate = true};

static bool is_full(const struct office_service *service, int minute, int64_t more_ms, int high_min)
{
    const struct promise promise = {.is_known = true, .low_min = 5, .high_min = high_min};
    return full_today(&office, service, &promise, clock_from_local(DAY, minute) + more_ms);
}

static int begin(void **state)
{
    (void)state;
    return clock_zone_set("Europe/Warsaw") == STATUS_OK ? 0 : -1;
}

TEST(a_range_that_ends_at_closing_is_in_time_and_a_millisecond_later_is_not)
{
    (void)state;
    assert_false(is_full(&usual, 930, 0, 30));
    assert_true(is_full(&usual, 930, 1, 30));
    assert_true(is_full(&usual, 930, 0, 35));
}

TEST(the_last_closing_of_the_day_counts_also_during_the_break_at_noon)
{
    (void)state;
    assert_false(is_full(&usual, 700, 0, 60));
    assert_false(is_full(&usual, 750, 0, 60));
}

TEST(what_is_immediate_is_never_full)
{
    (void)state;
    assert_false(is_full(&at_once, 930, 0, 300));
}

TEST(an_unknown_wait_and_a_closed_office_refuse_nobody)
{
    (void)state;
    const struct promise unknown = {.is_known = false, .high_min = 300};
    assert_false(full_today(&office, &usual, &unknown, clock_from_local(DAY, 930)));
    assert_false(is_full(&usual, 1000, 0, 300));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_range_that_ends_at_closing_is_in_time_and_a_millisecond_later_is_not),
        cmocka_unit_test(the_last_closing_of_the_day_counts_also_during_the_break_at_noon),
        cmocka_unit_test(what_is_immediate_is_never_full),
        cmocka_unit_test(an_unknown_wait_and_a_closed_office_refuse_nobody),
    };
    return cmocka_run_group_tests(tests, begin, NULL);
}

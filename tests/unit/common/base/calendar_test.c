#include "support/check.h"

#include "base/calendar.h"

#include <time.h>

/* What the C library thinks of the day after, independently of our own arithmetic. */
static int32_t next_by_library(int32_t day, int *out_weekday)
{
    struct tm tm = {.tm_year = day / 10000 - 1900,
                    .tm_mon = day / 100 % 100 - 1,
                    .tm_mday = day % 100 + 1,
                    .tm_hour = 12};
    assert_true(timegm(&tm) != (time_t)-1);
    *out_weekday = tm.tm_wday == 0 ? 7 : tm.tm_wday;
    return (tm.tm_year + 1900) * 10000 + (tm.tm_mon + 1) * 100 + tm.tm_mday;
}

TEST(every_day_of_three_centuries_follows_the_one_before_and_has_its_weekday)
{
    (void)state;
    for (int32_t day = 19000101; day < 22000101; day = calendar_add(day, 1)) {
        int weekday;
        int32_t next = next_by_library(day, &weekday);
        assert_int_equal(calendar_add(day, 1), next);
        assert_int_equal(calendar_add(next, -1), day);
        assert_int_equal(calendar_weekday(next), weekday);
    }
}

TEST(knows_the_ends_of_february)
{
    (void)state;
    assert_int_equal(calendar_add(20240228, 1), 20240229);
    assert_int_equal(calendar_add(20260228, 1), 20260301);
    assert_int_equal(calendar_add(21000228, 1), 21000301);
    assert_int_equal(calendar_add(20261231, 1), 20270101);
    assert_int_equal(calendar_add(20260101, -1), 20251231);
    assert_int_equal(calendar_add(20260101, 365), 20270101);
}

/* Dates as printed in church calendars. */
TEST(easter_is_when_the_calendars_say)
{
    (void)state;
    const int32_t sundays[] = {19810419, 20000423, 20080323, 20110424, 20240331, 20250420,
                               20260405, 20270328, 20280416, 20290401, 20300421, 20310413,
                               20320328, 20330417, 20340409, 20350325, 20380425, 20490418};
    for (size_t i = 0; i < sizeof(sundays) / sizeof(sundays[0]); i++) {
        assert_int_equal(calendar_easter(sundays[i] / 10000), sundays[i]);
    }
}

TEST(easter_is_a_sunday_between_its_first_and_last_date_in_every_year)
{
    (void)state;
    for (int year = 1900; year < 2200; year++) {
        int32_t easter = calendar_easter(year);
        assert_int_equal(calendar_weekday(easter), 7);
        assert_in_range(easter % 10000, 322, 425);
    }
}

static int days_off_on_weekdays(int year)
{
    int count = 0;
    for (int32_t day = year * 10000 + 101; day / 10000 == year; day = calendar_add(day, 1)) {
        count += calendar_weekday(day) != 7 && calendar_is_day_off(day);
    }
    return count;
}

TEST(the_days_off_of_2026_are_these)
{
    (void)state;
    const int32_t holidays[] = {20260101, 20260106, 20260405, 20260406, 20260501,
                                20260503, 20260524, 20260604, 20260815, 20261101,
                                20261111, 20261224, 20261225, 20261226};
    for (size_t i = 0; i < sizeof(holidays) / sizeof(holidays[0]); i++) {
        assert_true(calendar_is_day_off(holidays[i]));
    }
    /* Of the fourteen 5 April, 3 May, 24 May and 1 November are Sundays. */
    assert_int_equal(days_off_on_weekdays(2026), 10);
}

TEST(christmas_eve_is_a_day_off_from_2025_on)
{
    (void)state;
    assert_false(calendar_is_day_off(20191224));
    assert_false(calendar_is_day_off(20241224));
    assert_true(calendar_is_day_off(20251224));
    assert_true(calendar_is_day_off(20301224));
    assert_int_equal(calendar_weekday(20241224), 2);
}

TEST(corpus_christi_is_a_thursday_off_sixty_days_after_easter)
{
    (void)state;
    const int32_t thursdays[] = {20240530, 20250619, 20260604, 20270527, 20280615};
    for (size_t i = 0; i < sizeof(thursdays) / sizeof(thursdays[0]); i++) {
        assert_int_equal(calendar_weekday(thursdays[i]), 4);
        assert_true(calendar_is_day_off(thursdays[i]));
    }
}

TEST(saturdays_and_the_days_around_holidays_are_not_off)
{
    (void)state;
    const int32_t days[] = {20261121, 20261123, 20260102, 20260105, 20260107, 20260403,
                            20260407, 20260430, 20260603, 20260605, 20261110, 20261231};
    for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
        assert_false(calendar_is_day_off(days[i]));
    }
    assert_true(calendar_is_day_off(20261122));
}

TEST(no_year_has_more_or_fewer_days_off_than_the_law_gives)
{
    (void)state;
    for (int year = 2025; year < 2100; year++) {
        assert_in_range(days_off_on_weekdays(year), 8, 12);
    }
}

TEST(a_number_from_outside_is_a_day_or_none)
{
    (void)state;
    static const int64_t days[] = {20261123, 20240229, 19000101, 21991231, 20000229};
    static const int64_t others[] = {0,           -1,
                                     20261131,    20260229,
                                     20261301,    20260001,
                                     20261100,    18991231,
                                     22000101,    19000229,
                                     INT64_MAX,   INT64_MIN,
                                     20261123000, INT64_C(20261123) + (INT64_C(1) << 32)};
    for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
        assert_true(calendar_is_day(days[i]));
    }
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        assert_false(calendar_is_day(others[i]));
    }
}

TEST(a_day_is_written_as_people_write_it)
{
    (void)state;
    char text[CALENDAR_TEXT_MAX + 1];
    calendar_text(20261124, text);
    assert_string_equal(text, "24.11.2026");
    calendar_text(19000101, text);
    assert_string_equal(text, "01.01.1900");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_three_centuries_follows_the_one_before_and_has_its_weekday),
        cmocka_unit_test(knows_the_ends_of_february),
        cmocka_unit_test(easter_is_when_the_calendars_say),
        cmocka_unit_test(easter_is_a_sunday_between_its_first_and_last_date_in_every_year),
        cmocka_unit_test(the_days_off_of_2026_are_these),
        cmocka_unit_test(christmas_eve_is_a_day_off_from_2025_on),
        cmocka_unit_test(corpus_christi_is_a_thursday_off_sixty_days_after_easter),
        cmocka_unit_test(saturdays_and_the_days_around_holidays_are_not_off),
        cmocka_unit_test(no_year_has_more_or_fewer_days_off_than_the_law_gives),
        cmocka_unit_test(a_number_from_outside_is_a_day_or_none),
        cmocka_unit_test(a_day_is_written_as_people_write_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/check.h"

#include "base/clock.h"

#include <stdio.h>
#include <string.h>

static const int64_t hour_ms = 3600000;
static const int64_t minute_ms = 60000;

static int set_warsaw(void **state)
{
    (void)state;
    return clock_zone_set("Europe/Warsaw") == STATUS_OK ? 0 : -1;
}

static int64_t fixed(void *context)
{
    return *(int64_t *)context;
}

TEST(reads_the_clock_it_is_given)
{
    (void)state;
    int64_t now = 42;
    struct clock clock = {.now_ms = fixed, .context = &now};
    assert_int_equal(clock_now_ms(&clock), 42);
    struct clock real = clock_system();
    assert_true(clock_now_ms(&real) > 1700000000000);
    int64_t before = clock_monotonic_us();
    assert_true(clock_monotonic_us() >= before);
    assert_true(clock_monotonic_ms() >= before / 1000);
}

TEST(knows_the_day_of_the_office)
{
    (void)state;
    /* 2026-11-21 23:30 UTC is Sunday half past midnight in Warsaw. */
    struct local_time local = clock_local(1795303800000);
    assert_int_equal(local.day, 20261122);
    assert_int_equal(local.minute_of_day, 30);
    assert_int_equal(local.second, 0);
    assert_int_equal(local.weekday, 7);
    local = clock_local(1795303800000 - 31 * minute_ms + 59999);
    assert_int_equal(local.day, 20261121);
    assert_int_equal(local.minute_of_day, 1439);
    assert_int_equal(local.second, 59);
    assert_int_equal(local.weekday, 6);
}

TEST(a_day_begins_at_local_midnight)
{
    (void)state;
    int64_t begin = clock_from_local(20261122, 0);
    assert_int_equal(begin, 1795303800000 - 30 * minute_ms);
    assert_int_equal(clock_from_local(20261122, 450), begin + 450 * minute_ms);
    assert_int_equal(clock_from_local(20261122, 1440), clock_from_local(20261123, 0));
}

TEST(the_night_of_25_october_has_25_hours)
{
    (void)state;
    int64_t begin = clock_from_local(20261025, 0);
    int64_t end = clock_from_local(20261026, 0);
    assert_int_equal(end - begin, 25 * hour_ms);
    /* 02:30 comes twice; both are the same day and the same minute. */
    struct local_time first = clock_local(begin + 2 * hour_ms + 30 * minute_ms);
    struct local_time second = clock_local(begin + 3 * hour_ms + 30 * minute_ms);
    assert_int_equal(first.minute_of_day, 150);
    assert_int_equal(second.minute_of_day, 150);
    assert_int_equal(first.day, 20261025);
    assert_int_equal(second.day, 20261025);
    assert_int_equal(clock_local(end - 1).day, 20261025);
    assert_int_equal(clock_from_local(20261025, 480), begin + 9 * hour_ms);
}

TEST(the_night_of_29_march_has_23_hours)
{
    (void)state;
    int64_t begin = clock_from_local(20260329, 0);
    int64_t end = clock_from_local(20260330, 0);
    assert_int_equal(end - begin, 23 * hour_ms);
    assert_int_equal(clock_local(begin + 2 * hour_ms - 1).minute_of_day, 119);
    assert_int_equal(clock_local(begin + 2 * hour_ms).minute_of_day, 180);
    assert_int_equal(clock_from_local(20260329, 480), begin + 7 * hour_ms);
}

TEST(every_hour_of_a_year_goes_there_and_back)
{
    (void)state;
    int64_t from = clock_from_local(20260101, 0);
    for (int64_t at = from; at < from + 365 * 24 * hour_ms; at += hour_ms) {
        struct local_time local = clock_local(at);
        int64_t back = clock_from_local(local.day, local.minute_of_day);
        assert_true(back == at || (local.day == 20261025 && local.minute_of_day == 120));
    }
}

TEST(refuses_a_zone_that_the_machine_does_not_know)
{
    (void)state;
    static const char *const zones[] = {
        "",        "Europe", "Europe/Okienko", "/etc/localtime", "../zoneinfo/UTC", "Europe/../UTC",
        "zone.tab"};
    int64_t before = clock_from_local(20261122, 0);
    for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
        assert_status(clock_zone_set(zones[i]), STATUS_INVALID);
        assert_int_equal(clock_from_local(20261122, 0), before);
    }
    char longest[200];
    memset(longest, 'A', sizeof(longest) - 1);
    longest[sizeof(longest) - 1] = '\0';
    assert_status(clock_zone_set(longest), STATUS_INVALID);
}

TEST(takes_another_zone)
{
    (void)state;
    assert_status(clock_zone_set("UTC"), STATUS_OK);
    assert_int_equal(clock_local(1795303800000).day, 20261121);
    assert_status(clock_zone_set("Europe/Warsaw"), STATUS_OK);
    assert_int_equal(clock_local(1795303800000).day, 20261122);
}

TEST(an_hour_has_two_figures_of_minutes_only)
{
    (void)state;
    char text[CLOCK_HOUR_MAX + 1];
    clock_hour_text(0, text);
    assert_string_equal(text, "0:00");
    clock_hour_text(7 * 60 + 5, text);
    assert_string_equal(text, "7:05");
    clock_hour_text(23 * 60 + 59, text);
    assert_string_equal(text, "23:59");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_clock_it_is_given),
        cmocka_unit_test(knows_the_day_of_the_office),
        cmocka_unit_test(a_day_begins_at_local_midnight),
        cmocka_unit_test(the_night_of_25_october_has_25_hours),
        cmocka_unit_test(the_night_of_29_march_has_23_hours),
        cmocka_unit_test(every_hour_of_a_year_goes_there_and_back),
        cmocka_unit_test(refuses_a_zone_that_the_machine_does_not_know),
        cmocka_unit_test(takes_another_zone),
        cmocka_unit_test(an_hour_has_two_figures_of_minutes_only),
    };
    return cmocka_run_group_tests_name("clock", tests, set_warsaw, NULL);
}

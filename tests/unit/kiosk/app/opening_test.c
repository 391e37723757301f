#include "support/check.h"

#include "app/opening.h"
#include "base/memory.h"

#include <stdlib.h>

static struct wire_catalog *catalog;

/* Monday in two parts, Tuesday to Friday in one. */
static int set_up(void **state)
{
    (void)state;
    catalog = memory_new(1, sizeof(*catalog));
    catalog->hours[0] = (struct wire_hours){1, 840, 1020};
    catalog->hours[1] = (struct wire_hours){1, 420, 540};
    for (int weekday = 2; weekday <= 5; weekday++) {
        catalog->hours[weekday] = (struct wire_hours){weekday, 450, 930};
    }
    catalog->hours_count = 6;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    free(catalog);
    return 0;
}

TEST(is_open_from_the_first_minute_to_the_last)
{
    (void)state;
    assert_false(opening_is_at(catalog, 20261123, 419));
    assert_true(opening_is_at(catalog, 20261123, 420));
    assert_true(opening_is_at(catalog, 20261123, 539));
    assert_false(opening_is_at(catalog, 20261123, 540));
    assert_true(opening_is_at(catalog, 20261123, 840));
    assert_false(opening_is_at(catalog, 20261121, 600)); /* Saturday */
}

TEST(a_day_off_in_the_week_is_closed)
{
    (void)state;
    assert_false(opening_is_at(catalog, 20261111, 600)); /* Independence Day, a Wednesday */
    assert_false(opening_is_at(catalog, 20261224, 600)); /* Christmas Eve, a Thursday */
    assert_true(opening_is_at(catalog, 20241224, 600));  /* not yet a day off */
    assert_false(opening_is_at(catalog, 20260604, 600)); /* Corpus Christi */
}

TEST(tells_when_it_may_change)
{
    (void)state;
    assert_int_equal(opening_change_min(catalog, 20261123, 0), 420);
    assert_int_equal(opening_change_min(catalog, 20261123, 420), 120);
    assert_int_equal(opening_change_min(catalog, 20261123, 600), 240);
    assert_int_equal(opening_change_min(catalog, 20261123, 1020), 420); /* midnight */
    assert_int_equal(opening_change_min(catalog, 20261121, 0), 1440);
}

TEST(the_next_opening_may_be_today_tomorrow_or_after_the_holidays)
{
    (void)state;
    struct opening next;
    assert_true(opening_next(catalog, 20261123, 600, &next));
    assert_int_equal(next.day, 20261123);
    assert_int_equal(next.open_min, 840);
    assert_true(opening_next(catalog, 20261123, 840, &next));
    assert_int_equal(next.day, 20261124);
    assert_true(opening_next(catalog, 20261223, 931, &next));
    assert_int_equal(next.day, 20261228); /* over Christmas, a Saturday and a Sunday */
    assert_int_equal(next.open_min, 420);
}

TEST(an_office_without_hours_never_opens_again)
{
    (void)state;
    catalog->hours_count = 0;
    struct opening next = {.day = 7};
    assert_false(opening_next(catalog, 20261123, 0, &next));
    assert_int_equal(next.day, 7);
    assert_false(opening_is_at(catalog, 20261123, 600));
}

TEST(the_openings_of_a_day_come_in_order)
{
    (void)state;
    struct opening openings[4];
    assert_int_equal(opening_of_day(catalog, 20261123, openings, 4), 2);
    assert_int_equal(openings[0].open_min, 420);
    assert_int_equal(openings[1].open_min, 840);
    assert_int_equal(opening_of_day(catalog, 20261123, openings, 1), 1);
    assert_int_equal(opening_of_day(catalog, 20261111, openings, 4), 0);
}

#define OPENING(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        OPENING(is_open_from_the_first_minute_to_the_last),
        OPENING(a_day_off_in_the_week_is_closed),
        OPENING(tells_when_it_may_change),
        OPENING(the_next_opening_may_be_today_tomorrow_or_after_the_holidays),
        OPENING(an_office_without_hours_never_opens_again),
        OPENING(the_openings_of_a_day_come_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

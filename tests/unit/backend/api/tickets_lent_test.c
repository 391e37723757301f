#include "support/check.h"

#include "api/tickets_lent.h"
#include "base/clock.h"

enum { DAY = 20261121 };

static int64_t at(int32_t day, int hour)
{
    return clock_from_local(day, hour * 60);
}

TEST(a_press_counts_when_it_happened)
{
    (void)state;
    int64_t pressed = at(DAY, 9);
    assert_int_equal(tickets_lent_clamp(pressed, at(DAY, 7), DAY, at(DAY, 12)), pressed);
}

TEST(a_press_is_not_before_its_number_was_lent)
{
    (void)state;
    assert_int_equal(tickets_lent_clamp(at(DAY, 6), at(DAY, 7), DAY, at(DAY, 12)), at(DAY, 7));
}

TEST(a_press_is_not_in_the_future)
{
    (void)state;
    assert_int_equal(tickets_lent_clamp(at(DAY, 13), at(DAY, 7), DAY, at(DAY, 12)), at(DAY, 12));
}

TEST(a_press_lies_on_the_day_of_its_number)
{
    (void)state;
    int64_t next_noon = at(DAY + 1, 12);
    /* Lent the evening before, handed over the day after. */
    assert_int_equal(tickets_lent_clamp(at(DAY - 1, 23), at(DAY - 1, 20), DAY, next_noon),
                     at(DAY, 0));
    assert_int_equal(tickets_lent_clamp(next_noon, at(DAY, 7), DAY, next_noon), at(DAY + 1, 0) - 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_press_counts_when_it_happened),
        cmocka_unit_test(a_press_is_not_before_its_number_was_lent),
        cmocka_unit_test(a_press_is_not_in_the_future),
        cmocka_unit_test(a_press_lies_on_the_day_of_its_number),
    };
    if (clock_zone_set("Europe/Warsaw") != STATUS_OK) {
        return 1;
    }
    return cmocka_run_group_tests_name("tickets_lent", tests, NULL, NULL);
}

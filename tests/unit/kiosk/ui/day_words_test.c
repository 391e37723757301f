#include "support/check.h"

#include "base/clock.h"
#include "ui/day_words.h"

#include <string.h>

static int set_up(void **state)
{
    struct i18n *i18n;
    char error[512];
    assert_status(i18n_open(OKIENKO_BINARY_DIR "/assets/locale", &i18n, error, sizeof(error)),
                  STATUS_OK);
    *state = i18n;
    return 0;
}

static int tear_down(void **state)
{
    i18n_close(*state);
    return 0;
}

TEST(a_day_has_its_weekday_and_its_month_in_each_language)
{
    static const char *const words[] = {[LANGUAGE_PL] = "czwartek 24 grudnia",
                                        [LANGUAGE_UK] = "четвер 24 грудня",
                                        [LANGUAGE_RU] = "четверг 24 декабря",
                                        [LANGUAGE_EN] = "Thursday 24 December"};

    const enum language languages[] = {LANGUAGE_PL, LANGUAGE_UK, LANGUAGE_RU, LANGUAGE_EN};

    for (int i = 0; i < 4; i++) {
        char text[128];
        day_words(*state, languages[i], 20261224, text, sizeof(text));
        assert_string_equal(text, words[languages[i]]);
    }
}

TEST(a_moment_is_a_day_and_an_hour_of_the_office)
{
    char text[128];
    moment_words(*state, LANGUAGE_PL, clock_from_local(20261124, 7 * 60 + 5), text, sizeof(text));
    assert_string_equal(text, "wtorek 24 listopada, godz. 7:05");
}

TEST(a_code_is_read_in_groups_of_three_and_never_beyond_its_room)
{
    (void)state;
    char text[16];
    code_in_groups("048291", text, sizeof(text));
    assert_string_equal(text, "048 291");
    code_in_groups("12", text, sizeof(text));
    assert_string_equal(text, "12");
    code_in_groups("12345678901234567890", text, sizeof(text));
    assert_true(strlen(text) < sizeof(text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_has_its_weekday_and_its_month_in_each_language),
        cmocka_unit_test(a_moment_is_a_day_and_an_hour_of_the_office),
        cmocka_unit_test(a_code_is_read_in_groups_of_three_and_never_beyond_its_room),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

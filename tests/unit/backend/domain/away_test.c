#include "support/check.h"

#include "domain/away.h"

TEST(every_kind_has_a_word_that_is_read_back)
{
    (void)state;
    for (int i = AWAY_BREAK; i < AWAY_COUNT; i++) {
        enum away away = AWAY_NONE;
        assert_status(away_parse(away_word((enum away)i), &away), STATUS_OK);
        assert_int_equal(away, i);
    }
}

TEST(another_word_is_none_and_leaves_its_output_alone)
{
    (void)state;
    const char *const others[] = {"", "tea", "Break", "breakfast"};
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        enum away away = AWAY_MEETING;
        assert_status(away_parse(others[i], &away), STATUS_INVALID);
        assert_int_equal(away, AWAY_MEETING);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_a_word_that_is_read_back),
        cmocka_unit_test(another_word_is_none_and_leaves_its_output_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

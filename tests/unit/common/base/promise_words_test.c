#include "support/check.h"

#include "base/promise_words.h"

TEST(a_range_of_an_hour_is_told_and_one_step_more_is_over)
{
    (void)state;
    assert_int_equal(promise_kind_of(true, 15, 30), PROMISE_RANGE);
    assert_int_equal(promise_kind_of(true, 20, 20 + PROMISE_WIDTH_MAX_MIN), PROMISE_RANGE);
    assert_int_equal(promise_kind_of(true, 20, 25 + PROMISE_WIDTH_MAX_MIN), PROMISE_OVER);
}

TEST(over_nothing_says_nothing)
{
    (void)state;
    assert_int_equal(promise_kind_of(true, 0, 5 + PROMISE_WIDTH_MAX_MIN), PROMISE_RANGE);
    assert_int_equal(promise_kind_of(true, 5, 10 + PROMISE_WIDTH_MAX_MIN), PROMISE_OVER);
}

TEST(what_is_not_known_is_not_guessed_and_nothing_left_is_soon)
{
    (void)state;
    assert_int_equal(promise_kind_of(false, 15, 30), PROMISE_UNKNOWN);
    assert_int_equal(promise_kind_of(true, 0, 0), PROMISE_SOON);
}

TEST(each_kind_has_words_of_its_own)
{
    (void)state;
    assert_string_equal(promise_text_key(PROMISE_UNKNOWN), "wait_unknown");
    assert_string_equal(promise_text_key(PROMISE_SOON), "soon");
    assert_string_equal(promise_text_key(PROMISE_RANGE), "wait");
    assert_string_equal(promise_text_key(PROMISE_OVER), "over");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_range_of_an_hour_is_told_and_one_step_more_is_over),
        cmocka_unit_test(over_nothing_says_nothing),
        cmocka_unit_test(what_is_not_known_is_not_guessed_and_nothing_left_is_soon),
        cmocka_unit_test(each_kind_has_words_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

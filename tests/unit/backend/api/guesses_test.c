#include "support/check.h"

#include "api/guesses.h"

enum { NOW_MS = 1000000, KIOSK = 1, DESK = -1 };

static struct guesses guesses;

static int begin(void **state)
{
    (void)state;
    guesses_init(&guesses);
    return 0;
}

static void miss(int64_t who, int count, int64_t now_ms)
{
    for (int i = 0; i < count; i++) {
        assert_true(guesses_allow(&guesses, who, now_ms));
        guesses_miss(&guesses, who, now_ms);
    }
}

TEST(after_five_misses_a_caller_waits_and_nobody_else_does)
{
    (void)state;
    miss(KIOSK, GUESSES_MAX, NOW_MS);
    assert_false(guesses_allow(&guesses, KIOSK, NOW_MS));
    assert_true(guesses_allow(&guesses, DESK, NOW_MS));
}

TEST(one_more_try_comes_back_after_two_minutes_and_five_after_ten)
{
    (void)state;
    miss(KIOSK, GUESSES_MAX, NOW_MS);
    assert_false(guesses_allow(&guesses, KIOSK, NOW_MS + GUESSES_FORGET_MS - 1));
    miss(KIOSK, 1, NOW_MS + GUESSES_FORGET_MS);
    assert_false(guesses_allow(&guesses, KIOSK, NOW_MS + GUESSES_FORGET_MS));
    miss(KIOSK, GUESSES_MAX, NOW_MS + (GUESSES_MAX + 1) * GUESSES_FORGET_MS);
}

TEST(a_guesser_keeps_the_count_while_many_others_miss_once)
{
    (void)state;
    miss(KIOSK, GUESSES_MAX, NOW_MS);
    for (int i = 0; i < 2 * GUESSES_CALLERS_MAX; i++) {
        miss(KIOSK + 1 + i, 1, NOW_MS);
    }
    assert_false(guesses_allow(&guesses, KIOSK, NOW_MS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(after_five_misses_a_caller_waits_and_nobody_else_does, begin),
        cmocka_unit_test_setup(one_more_try_comes_back_after_two_minutes_and_five_after_ten, begin),
        cmocka_unit_test_setup(a_guesser_keeps_the_count_while_many_others_miss_once, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

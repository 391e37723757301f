#include "support/check.h"

#include "api/attempts.h"

#include <stdio.h>

enum { NOW_MS = 1000000 };

static struct attempts attempts;

static int begin(void **state)
{
    (void)state;
    attempts_init(&attempts);
    return 0;
}

static void use_up(const char *login, int64_t now_ms)
{
    for (int i = 0; i < ATTEMPTS_MAX; i++) {
        assert_true(attempts_allow(&attempts, login, now_ms + i));
    }
}

TEST(the_sixth_failure_within_a_minute_is_refused)
{
    (void)state;
    use_up("rola1", NOW_MS);
    assert_false(attempts_allow(&attempts, "rola1", NOW_MS + 5));
    assert_true(attempts_allow(&attempts, "rola2", NOW_MS + 5));
}

TEST(a_minute_after_the_first_failure_there_are_five_again)
{
    (void)state;
    use_up("rola1", NOW_MS);
    assert_false(attempts_allow(&attempts, "rola1", NOW_MS + ATTEMPTS_WINDOW_MS - 1));
    use_up("rola1", NOW_MS + ATTEMPTS_WINDOW_MS);
    assert_false(attempts_allow(&attempts, "rola1", NOW_MS + ATTEMPTS_WINDOW_MS + 9));
}

TEST(the_right_password_wipes_the_slate)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        assert_true(attempts_allow(&attempts, "rola1", NOW_MS));
    }
    attempts_forget(&attempts, "rola1");
    attempts_forget(&attempts, "never seen");
    use_up("rola1", NOW_MS);
    assert_false(attempts_allow(&attempts, "rola1", NOW_MS));
}

TEST(a_flood_of_made_up_names_does_not_free_the_one_that_is_tried)
{
    (void)state;
    char login[32];
    use_up("rola1", NOW_MS);
    for (int i = 0; i < 4 * ATTEMPTS_LOGINS_MAX; i++) {
        (void)snprintf(login, sizeof(login), "made-up-%d", i);
        assert_true(attempts_allow(&attempts, login, NOW_MS + 10));
    }
    assert_false(attempts_allow(&attempts, "rola1", NOW_MS + 20));
}

TEST(with_every_place_taken_a_new_login_still_gets_in)
{
    (void)state;
    char login[32];
    for (int i = 0; i < ATTEMPTS_LOGINS_MAX; i++) {
        (void)snprintf(login, sizeof(login), "rola%d", i);
        use_up(login, NOW_MS + 10 * i);
    }
    assert_true(attempts_allow(&attempts, "one more", NOW_MS + 9000));
    assert_false(attempts_allow(&attempts, "rola255", NOW_MS + 9000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_sixth_failure_within_a_minute_is_refused, begin),
        cmocka_unit_test_setup(a_minute_after_the_first_failure_there_are_five_again, begin),
        cmocka_unit_test_setup(the_right_password_wipes_the_slate, begin),
        cmocka_unit_test_setup(a_flood_of_made_up_names_does_not_free_the_one_that_is_tried, begin),
        cmocka_unit_test_setup(with_every_place_taken_a_new_login_still_gets_in, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/check.h"

#include "api/presence.h"

enum { NOW_MS = 1000000 };

TEST(who_was_asked_at_a_moment_that_failed_was_not_asked)
{
    (void)state;
    static struct presence presence;
    presence_init(&presence, NOW_MS);
    presence_note_asked(&presence, 0, NOW_MS);
    presence_note_asked(&presence, 1, NOW_MS + 1);
    presence_note_asked(&presence, OFFICE_STAFF_MAX - 1, NOW_MS + 1);
    presence_forget_asked(&presence, NOW_MS + 1);
    assert_int_equal(presence_asked_ms(&presence, 0), NOW_MS);
    assert_int_equal(presence_asked_ms(&presence, 1), 0);
    assert_int_equal(presence_asked_ms(&presence, OFFICE_STAFF_MAX - 1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_was_asked_at_a_moment_that_failed_was_not_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

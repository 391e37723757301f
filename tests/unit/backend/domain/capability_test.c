#include "support/check.h"

#include "domain/capability.h"

TEST(every_right_has_a_word_that_parses_back)
{
    (void)state;
    unsigned all = 0;
    for (unsigned bit = 1; bit < CAPABILITY_ALL; bit <<= 1) {
        unsigned parsed = 0;
        assert_status(capability_parse(capability_word(bit), &parsed), STATUS_OK);
        assert_int_equal(parsed, bit);
        all |= parsed;
    }
    assert_int_equal(all, CAPABILITY_ALL);
}

TEST(what_is_no_right_has_no_word)
{
    (void)state;
    unsigned parsed = CAPABILITY_DESK;
    assert_status(capability_parse("director", &parsed), STATUS_INVALID);
    assert_status(capability_parse("", &parsed), STATUS_INVALID);
    assert_int_equal(parsed, CAPABILITY_DESK);
    assert_null(capability_word(0));
    assert_null(capability_word(CAPABILITY_CALL | CAPABILITY_DESK));
    assert_null(capability_word(1U << 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_right_has_a_word_that_parses_back),
        cmocka_unit_test(what_is_no_right_has_no_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/check.h"

#include <string.h>

TEST(each_status_has_a_name_and_an_http_code_of_its_own)
{
    (void)state;
    for (int i = 0; i < STATUS_COUNT; i++) {
        assert_non_null(status_name((enum status)i));
        assert_true(status_http((enum status)i) >= 200 && status_http((enum status)i) < 600);
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(status_name((enum status)i), status_name((enum status)j));
            assert_int_not_equal(status_http((enum status)i), status_http((enum status)j));
        }
    }
}

TEST(the_codes_are_those_of_the_wire)
{
    (void)state;
    assert_int_equal(status_http(STATUS_OK), 200);
    assert_int_equal(status_http(STATUS_INVALID), 400);
    assert_int_equal(status_http(STATUS_CONFLICT), 409);
    assert_int_equal(status_http(STATUS_TOO_LARGE), 413);
    assert_int_equal(status_http(STATUS_UNPROCESSABLE), 422);
    assert_int_equal(status_http(STATUS_UNAVAILABLE), 503);
    assert_string_equal(status_name(STATUS_CONFLICT), "conflict");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_status_has_a_name_and_an_http_code_of_its_own),
        cmocka_unit_test(the_codes_are_those_of_the_wire),
    };
    return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}

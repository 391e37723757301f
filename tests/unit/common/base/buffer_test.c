#include "support/check.h"

#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>

TEST(is_empty_text_before_the_first_append)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 8);
    assert_string_equal(buffer_text(&buffer), "");
    assert_null(buffer.bytes);
    buffer_clear(&buffer);
    buffer_finish(&buffer);
}

TEST(takes_as_much_as_its_limit_and_no_byte_more)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 8);
    buffer_append(&buffer, "1234", 4);
    buffer_append_text(&buffer, "5678");
    assert_false(buffer.overflow);
    assert_string_equal(buffer_text(&buffer), "12345678");
    buffer_append(&buffer, "9", 1);
    assert_true(buffer.overflow);
    assert_string_equal(buffer_text(&buffer), "12345678");
    buffer_finish(&buffer);
}

TEST(appends_nothing_after_an_overflow)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 4);
    buffer_append_text(&buffer, "12");
    buffer_printf(&buffer, "%d", 345);
    assert_true(buffer.overflow);
    buffer_append_text(&buffer, "3");
    assert_string_equal(buffer_text(&buffer), "12");
    buffer_clear(&buffer);
    assert_false(buffer.overflow);
    buffer_append_text(&buffer, "3");
    assert_string_equal(buffer_text(&buffer), "3");
    buffer_finish(&buffer);
}

TEST(formats_at_its_end)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 100000);
    for (int i = 0; i < 1000; i++) {
        buffer_printf(&buffer, "%d,", i % 10);
    }
    assert_int_equal(buffer.size_bytes, 2000);
    assert_int_equal(strlen(buffer_text(&buffer)), 2000);
    buffer_finish(&buffer);
    assert_int_equal(buffer.size_max, 100000);
}

TEST(gives_its_block_away_and_starts_anew)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 16);
    char *empty = buffer_take(&buffer);
    assert_string_equal(empty, "");
    free(empty);
    buffer_append_text(&buffer, "A27");
    char *taken = buffer_take(&buffer);
    assert_string_equal(taken, "A27");
    assert_string_equal(buffer_text(&buffer), "");
    assert_int_equal(buffer.size_max, 16);
    free(taken);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_empty_text_before_the_first_append),
        cmocka_unit_test(takes_as_much_as_its_limit_and_no_byte_more),
        cmocka_unit_test(appends_nothing_after_an_overflow),
        cmocka_unit_test(formats_at_its_end),
        cmocka_unit_test(gives_its_block_away_and_starts_anew),
    };
    return cmocka_run_group_tests_name("buffer", tests, NULL, NULL);
}

#include "support/check.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

TEST(new_memory_is_zeroed_and_never_null)
{
    (void)state;
    int *numbers = memory_new(4, sizeof(*numbers));
    for (int i = 0; i < 4; i++) {
        assert_int_equal(numbers[i], 0);
    }
    numbers = memory_resize(numbers, 400);
    assert_int_equal(numbers[3], 0);
    free(numbers);
    void *none = memory_new(0, 8);
    assert_non_null(none);
    free(none);
    char *copy = memory_copy_text("Pokój");
    assert_string_equal(copy, "Pokój");
    free(copy);
}

TEST(copies_text_that_fits)
{
    (void)state;
    char out[5] = "xxxx";
    assert_true(text_copy(out, sizeof(out), "abcd"));
    assert_string_equal(out, "abcd");
    assert_true(text_copy(out, sizeof(out), ""));
    assert_string_equal(out, "");
}

TEST(cuts_text_one_byte_too_long)
{
    (void)state;
    char out[5];
    assert_false(text_copy(out, sizeof(out), "abcde"));
    assert_string_equal(out, "abcd");
    assert_false(text_copy(out, 1, "a"));
    assert_string_equal(out, "");
}

TEST(a_cut_never_splits_a_character)
{
    (void)state;
    static const char text[] = "aż–𝄞z"; /* 1 + 2 + 3 + 4 + 1 bytes */
    static const size_t kept[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11};
    for (size_t size = 1; size <= sizeof(text); size++) {
        char out[sizeof(text)];
        bool whole = text_copy(out, size, text);
        assert_int_equal(strlen(out), kept[size - 1]);
        assert_int_equal(whole, size == sizeof(text));
        assert_true(utf8_is_valid(out, strlen(out)));
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_memory_is_zeroed_and_never_null),
        cmocka_unit_test(copies_text_that_fits),
        cmocka_unit_test(cuts_text_one_byte_too_long),
        cmocka_unit_test(a_cut_never_splits_a_character),
    };
    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}

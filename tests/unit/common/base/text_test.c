#include "support/check.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

TEST(knows_well_formed_utf8)
{
    (void)state;
    static const char *const good[] = {"", "a", "ż", "–", "𝄞", "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf"};
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        assert_true(utf8_is_valid(good[i], strlen(good[i])));
    }
}

TEST(refuses_malformed_utf8)
{
    (void)state;
    static const char *const bad[] = {
        "\x80",
        "\xc0\x80",
        "\xc1\xbf",
        "\xe0\x80\x80",
        "\xed\xa0\x80",
        "\xf0\x80\x80\x80",
        "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80",
        "\xff",
        "a\xc5",
        "\xc5z",
        "\xe2\x80",
        "\xe2\x80z",
        "\xf0\x9d\x84",
        "\xe0\x9f\xbf",
        "\xf0\x8f\xbf\xbf",
    };
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        /* A block without a spare byte lets the sanitizer see a look beyond the size. */
        size_t size = strlen(bad[i]);
        char *tight = malloc(size);
        assert_non_null(tight);
        memcpy(tight, bad[i], size);
        assert_false(utf8_is_valid(tight, size));
        free(tight);
    }
    assert_false(utf8_is_valid("a\0b", 3));
    /* A sequence may not reach past the size, even when the bytes are there. */
    assert_false(utf8_is_valid("ż", 1));
}

TEST(decodes_one_character_after_another)
{
    (void)state;
    const char *at = "aż–𝄞\xff!";
    static const uint32_t expected[] = {'a', 0x17C, 0x2013, 0x1D11E, 0xFFFD, '!', 0, 0};
    for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
        assert_int_equal(utf8_next(&at), expected[i]);
    }
    at = "\xe2\x80";
    assert_int_equal(utf8_next(&at), 0xFFFD);
    assert_int_equal(utf8_next(&at), 0xFFFD);
    assert_int_equal(utf8_next(&at), 0);
}

TEST(writes_and_knows_hexadecimal)
{
    (void)state;
    char out[9];
    hex_format((const unsigned char *)"\x00\xff\x1a\xa1", 4, out);
    assert_string_equal(out, "00ff1aa1");
    assert_true(hex_is_valid("00ff1aa1", 8));
    assert_false(hex_is_valid("00ff1aa1", 7));
    assert_false(hex_is_valid("00ff1aa1", 9));
    assert_false(hex_is_valid("00FF1AA1", 8));
    assert_false(hex_is_valid("00ff1ag1", 8));
    assert_true(hex_is_valid("", 0));
}

TEST(random_values_differ)
{
    (void)state;
    char one[129];
    char other[129];
    random_hex(one, 64);
    random_hex(other, 64);
    assert_true(hex_is_valid(one, 128));
    assert_string_not_equal(one, other);
    unsigned char bytes[32] = {0};
    static const unsigned char zeros[32] = {0};
    random_bytes(bytes, sizeof(bytes));
    assert_memory_not_equal(bytes, zeros, sizeof(bytes));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_well_formed_utf8),
        cmocka_unit_test(refuses_malformed_utf8),
        cmocka_unit_test(decodes_one_character_after_another),
        cmocka_unit_test(writes_and_knows_hexadecimal),
        cmocka_unit_test(random_values_differ),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}

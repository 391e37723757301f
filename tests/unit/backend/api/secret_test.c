#include "support/check.h"

#include "api/secret.h"
#include "base/text.h"

#include <string.h>

TEST(a_token_is_256_fresh_bits)
{
    (void)state;
    char one[SECRET_TOKEN_HEX + 1];
    char two[SECRET_TOKEN_HEX + 1];
    secret_token(one);
    secret_token(two);
    assert_true(hex_is_valid(one, SECRET_TOKEN_HEX));
    assert_string_not_equal(one, two);
}

TEST(where_one_part_ends_belongs_to_the_hash)
{
    (void)state;
    static const char *const cases[][3] = {
        {"ab", "c", ""}, {"a", "bc", ""}, {"", "ab", "c"}, {"abc", "", ""}, {"", "", "abc"}};
    char hashes[5][SECRET_HASH_HEX + 1];
    for (int i = 0; i < 5; i++) {
        secret_hash(cases[i], 3, hashes[i]);
        assert_true(hex_is_valid(hashes[i], SECRET_HASH_HEX));
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(hashes[i], hashes[k]);
        }
    }
    char again[SECRET_HASH_HEX + 1];
    secret_hash(cases[0], 3, again);
    assert_string_equal(again, hashes[0]);
}

TEST(one_text_hashes_as_one_part)
{
    (void)state;
    const char *text = "token";
    char one[SECRET_HASH_HEX + 1];
    char part[SECRET_HASH_HEX + 1];
    secret_hash_one(text, one);
    secret_hash(&text, 1, part);
    assert_string_equal(one, part);
}

TEST(equal_means_every_byte)
{
    (void)state;
    assert_true(secret_equal("abc", "abc"));
    assert_true(secret_equal("", ""));
    assert_false(secret_equal("abc", "abd"));
    assert_false(secret_equal("abc", "ab"));
    assert_false(secret_equal("", "a"));
}

TEST(only_the_right_password_matches_its_hash)
{
    (void)state;
    char hash[SECRET_PASSWORD_HASH_MAX + 1] = "";
    char other[SECRET_PASSWORD_HASH_MAX + 1] = "";
    assert_status(secret_password_hash("zielony stół 7", hash), STATUS_OK);
    assert_status(secret_password_hash("zielony stół 7", other), STATUS_OK);
    assert_string_not_equal(hash, other); /* each has its salt */
    assert_memory_equal(hash, "$argon2id$", 10);
    assert_non_null(strstr(hash, "m=19456,t=2"));
    assert_true(secret_password_matches(hash, "zielony stół 7"));
    assert_false(secret_password_matches(hash, "zielony stół 8"));
    assert_false(secret_password_matches(hash, ""));
}

TEST(nobody_gets_in_without_a_password_set)
{
    (void)state;
    assert_false(secret_password_matches("", ""));
    assert_false(secret_password_matches("", "nobody's password"));
    assert_false(secret_password_matches("not a hash", "not a hash"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_token_is_256_fresh_bits),
        cmocka_unit_test(where_one_part_ends_belongs_to_the_hash),
        cmocka_unit_test(one_text_hashes_as_one_part),
        cmocka_unit_test(equal_means_every_byte),
        cmocka_unit_test(only_the_right_password_matches_its_hash),
        cmocka_unit_test(nobody_gets_in_without_a_password_set),
    };
    return secret_setup() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}

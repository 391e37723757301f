#include "support/check.h"

#include "base/i18n.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MO_BYTES = 1024 };

static char folder[] = "/tmp/okienko-i18n-test-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static void path_of(const char *code, char *out, size_t size)
{
    (void)snprintf(out, size, "%s/%s.mo", folder, code);
}

static int remove_folder(void **state)
{
    (void)state;
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        char path[128];
        path_of(language_code((enum language)i), path, sizeof(path));
        (void)unlink(path);
    }
    return rmdir(folder);
}

static void write_bytes(const char *code, const unsigned char *bytes, size_t size)
{
    char path[128];
    path_of(code, path, sizeof(path));
    FILE *file = fopen(path, "wbe");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static void put(unsigned char *bytes, size_t at, uint32_t word)
{
    memcpy(bytes + at, &word, sizeof(word));
}

struct pair {
    const char *key;
    const char *text;
};

/* A .mo file of `count` pairs in the order of their keys; its size. */
static size_t make_mo(const struct pair *pairs, uint32_t count, unsigned char *out)
{
    uint32_t keys_at = 28;
    uint32_t texts_at = keys_at + 8 * count;
    uint32_t at = texts_at + 8 * count;
    memset(out, 0, MO_BYTES);
    put(out, 0, 0x950412de);
    put(out, 8, count);
    put(out, 12, keys_at);
    put(out, 16, texts_at);
    for (uint32_t i = 0; i < 2 * count; i++) {
        const char *text = i < count ? pairs[i].key : pairs[i - count].text;
        uint32_t length = (uint32_t)strlen(text);
        put(out, keys_at + 8 * i, length);
        put(out, keys_at + 8 * i + 4, at);
        memcpy(out + at, text, length + 1);
        at += length + 1;
    }
    return at;
}

static const struct pair polish[] = {{"", "header"}, {"ahead", "Osób: {n}"}, {"back", "Wstecz"}};
static const struct pair easy[] = {{"ahead", "Czeka: {n}"}};
static const struct pair ukrainian[] = {{"ahead", ""}, {"back", "Назад"}};

static void write_good(void)
{
    unsigned char bytes[MO_BYTES];
    write_bytes("pl", bytes, make_mo(polish, 3, bytes));
    write_bytes("uk", bytes, make_mo(ukrainian, 2, bytes));
    write_bytes("en", bytes, make_mo(polish, 0, bytes));
    write_bytes("ru", bytes, make_mo(polish, 3, bytes));
    write_bytes("pl_easy", bytes, make_mo(easy, 1, bytes));
}

static struct i18n *open_good(void)
{
    struct i18n *i18n = NULL;
    char error[256] = "";
    write_good();
    enum status status = i18n_open(folder, &i18n, error, sizeof(error));
    assert_string_equal(error, "");
    assert_status(status, STATUS_OK);
    return i18n;
}

TEST(finds_a_text_in_its_language)
{
    (void)state;
    struct i18n *i18n = open_good();
    assert_string_equal(i18n_text(i18n, LANGUAGE_PL, "back"), "Wstecz");
    assert_string_equal(i18n_text(i18n, LANGUAGE_UK, "back"), "Назад");
    assert_string_equal(i18n_text(i18n, LANGUAGE_PL_EASY, "ahead"), "Czeka: {n}");
    i18n_close(i18n);
    i18n_close(NULL);
}

TEST(falls_back_to_polish_and_then_to_the_key)
{
    (void)state;
    struct i18n *i18n = open_good();
    assert_string_equal(i18n_text(i18n, LANGUAGE_PL_EASY, "back"), "Wstecz");
    assert_string_equal(i18n_text(i18n, LANGUAGE_EN, "ahead"), "Osób: {n}");
    assert_string_equal(i18n_text(i18n, LANGUAGE_UK, "ahead"), "Osób: {n}");
    assert_string_equal(i18n_text(i18n, LANGUAGE_UK, "zzz"), "zzz");
    assert_string_equal(i18n_text(i18n, LANGUAGE_PL, "a"), "a");
    i18n_close(i18n);
}

TEST(a_missing_catalogue_is_named)
{
    (void)state;
    struct i18n *i18n = NULL;
    char error[256] = "";
    char path[128];
    write_good();
    path_of("ru", path, sizeof(path));
    assert_int_equal(unlink(path), 0);
    assert_status(i18n_open(folder, &i18n, error, sizeof(error)), STATUS_MISSING);
    assert_memory_equal(error, path, strlen(path));
    assert_string_equal(error + strlen(path), ": cannot be read");
    assert_null(i18n);
}

static void expect_damaged(const unsigned char *bytes, size_t size)
{
    struct i18n *i18n = NULL;
    char error[256] = "";
    write_bytes("uk", bytes, size);
    assert_status(i18n_open(folder, &i18n, error, sizeof(error)), STATUS_INVALID);
    assert_non_null(strstr(error, "/uk.mo: is no .mo catalogue"));
    assert_null(i18n);
}

TEST(a_cut_catalogue_is_refused_at_every_length)
{
    (void)state;
    unsigned char bytes[MO_BYTES];
    write_good();
    size_t size = make_mo(polish, 3, bytes);
    for (size_t kept = 0; kept < size; kept++) {
        expect_damaged(bytes, kept);
    }
}

TEST(offsets_outside_the_file_are_refused)
{
    (void)state;

    static const struct {
        size_t at;
        uint32_t word;
    } damages[] = {
        {0, 0xde120495},  /* the other byte order */
        {8, 0xFFFFFFFF},  /* count */
        {8, 0x20000000},  /* count * 8 wraps in 32 bits */
        {12, 0xFFFFFFF8}, /* the keys' table */
        {16, 0xFFFFFFF8}, /* the texts' table */
        {28, 0xFFFFFFFF}, /* a length */
        {32, 0xFFFFFFFF}, /* an offset */
        {36, 1},          /* a key that does not end with NUL */
        {56, 1000},       /* a text's offset */
    };

    unsigned char bytes[MO_BYTES];
    write_good();
    for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
        size_t size = make_mo(polish, 3, bytes);
        put(bytes, damages[i].at, damages[i].word);
        expect_damaged(bytes, size);
    }
}

TEST(knows_codes_and_tags)
{
    (void)state;
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        enum language language = LANGUAGE_COUNT;
        assert_status(language_parse(language_code((enum language)i), &language), STATUS_OK);
        assert_int_equal(language, i);
    }
    enum language language = LANGUAGE_EN;
    assert_status(language_parse("de", &language), STATUS_INVALID);
    assert_status(language_parse("", &language), STATUS_INVALID);
    assert_status(language_parse("PL", &language), STATUS_INVALID);
    assert_int_equal(language, LANGUAGE_EN);
    assert_string_equal(language_tag(LANGUAGE_PL_EASY), "pl");
    assert_string_equal(language_tag(LANGUAGE_UK), "uk");
}

TEST(fills_placeholders_by_name)
{
    (void)state;
    static const struct i18n_value values[] = {{"a", "15"}, {"b", "30"}, {"room", "Pokój 4"}};
    char out[64];
    i18n_format(out, sizeof(out), "od {a} do {b} minut, {room}", values, 3);
    assert_string_equal(out, "od 15 do 30 minut, Pokój 4");
    i18n_format(out, sizeof(out), "{c} {a {} {ab} }{a}{", values, 3);
    assert_string_equal(out, "{c} {a {} {ab} }15{");
    i18n_format(out, sizeof(out), "", values, 3);
    assert_string_equal(out, "");
    i18n_format(out, sizeof(out), "{a}", NULL, 0);
    assert_string_equal(out, "{a}");
}

TEST(a_text_too_long_is_cut_between_characters)
{
    (void)state;
    static const struct i18n_value value = {"n", "żż"};
    char out[8];
    i18n_format(out, 4, "żżż", &value, 1);
    assert_string_equal(out, "ż");
    i18n_format(out, 5, "a{n}bc", &value, 1);
    assert_string_equal(out, "aż");
    i18n_format(out, 8, "abcdefgh", &value, 1);
    assert_string_equal(out, "abcdefg");
    i18n_format(out, 8, "abcdefg", &value, 1);
    assert_string_equal(out, "abcdefg");
    i18n_format(out, 1, "a", &value, 1);
    assert_string_equal(out, "");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_a_text_in_its_language),
        cmocka_unit_test(falls_back_to_polish_and_then_to_the_key),
        cmocka_unit_test(a_missing_catalogue_is_named),
        cmocka_unit_test(a_cut_catalogue_is_refused_at_every_length),
        cmocka_unit_test(offsets_outside_the_file_are_refused),
        cmocka_unit_test(knows_codes_and_tags),
        cmocka_unit_test(fills_placeholders_by_name),
        cmocka_unit_test(a_text_too_long_is_cut_between_characters),
    };
    return cmocka_run_group_tests_name("i18n", tests, make_folder, remove_folder);
}

#include "support/check.h"

#include "platform/options.h"

#include <string.h>

enum { ARGUMENTS_MAX = 16 };

static char error[256];

/* The words after the program's name; ended by NULL. */
static enum status parse(const char *const *words, struct options *options)
{
    static char copies[ARGUMENTS_MAX][64];
    char *argv[ARGUMENTS_MAX] = {copies[0]};
    (void)memcpy(copies[0], "kiosk", 6);
    int argc = 1;
    for (; words[argc - 1] != NULL; argc++) {
        size_t size = strlen(words[argc - 1]) + 1;
        assert_true(argc < ARGUMENTS_MAX && size <= sizeof(copies[0]));
        (void)memcpy(copies[argc], words[argc - 1], size);
        argv[argc] = copies[argc];
    }
    return options_parse(argc, argv, options, error, sizeof(error));
}

#define NEEDED "--config", "c.yaml", "--backend", "http://h", "--token-file", "t"

TEST(reads_what_it_needs_and_what_it_may_have)
{
    (void)state;
    struct options options;
    const char *words[] = {NEEDED,      "--size", "1366x768", "--script", "-",
                           "--printer", "",       "--assets", "a",        NULL};
    assert_status(parse(words, &options), STATUS_OK);
    assert_string_equal(options.config_path, "c.yaml");
    assert_string_equal(options.backend_url, "http://h");
    assert_string_equal(options.token_path, "t");
    assert_string_equal(options.script_path, "-");
    assert_string_equal(options.printer_uri, "");
    assert_string_equal(options.assets_path, "a");
    assert_int_equal(options.width_px, 1366);
    assert_int_equal(options.height_px, 768);
}

TEST(asks_for_config_backend_and_token)
{
    (void)state;
    struct options options = {.width_px = 5};
    const char *words[] = {"--config", "c.yaml", "--backend", "http://h", NULL};
    assert_status(parse(words, &options), STATUS_INVALID);
    assert_non_null(strstr(error, "--token-file"));
    assert_int_equal(options.width_px, 5);
}

TEST(refuses_a_size_that_is_none)
{
    (void)state;
    const char *sizes[] = {"1080",      "x",          "1080x",      "x1920",     "319x1920",
                           "1080x7681", "1080x1920x", "-1080x1920", "1080 x1920"};
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct options options;
        const char *words[] = {NEEDED, "--size", sizes[i], NULL};
        assert_status(parse(words, &options), STATUS_INVALID);
        assert_non_null(strstr(error, "--size"));
    }
}

TEST(refuses_what_it_does_not_know_and_a_value_that_is_missing)
{
    (void)state;
    struct options options;
    const char *unknown[] = {NEEDED, "--speed", "9", NULL};
    assert_status(parse(unknown, &options), STATUS_INVALID);
    assert_non_null(strstr(error, "--speed"));
    const char *bare[] = {NEEDED, "--size", NULL};
    assert_status(parse(bare, &options), STATUS_INVALID);
}

TEST(help_needs_nothing_else)
{
    (void)state;
    struct options options;
    const char *words[] = {"--help", NULL};
    assert_status(parse(words, &options), STATUS_OK);
    assert_true(options.wants_help);
    assert_non_null(strstr(options_help, "--token-file"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_it_needs_and_what_it_may_have),
        cmocka_unit_test(asks_for_config_backend_and_token),
        cmocka_unit_test(refuses_a_size_that_is_none),
        cmocka_unit_test(refuses_what_it_does_not_know_and_a_value_that_is_missing),
        cmocka_unit_test(help_needs_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/check.h"

#include "platform/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char error[512];

/* The shipped file with one line replaced by another. */
static enum status load_with(const char *line, const char *replacement, struct settings **out)
{
    FILE *shipped = fopen(OKIENKO_SOURCE_DIR "/config/kiosk.yaml", "re");
    assert_non_null(shipped);
    char path[] = "/tmp/okienko-kiosk-XXXXXX";
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    FILE *changed = fdopen(descriptor, "w");
    assert_non_null(changed);
    char text[256];
    bool is_found = false;
    while (fgets(text, sizeof(text), shipped) != NULL) {
        const char *start = text + strspn(text, " ");
        bool is_it = strncmp(start, line, strlen(line)) == 0;
        is_found = is_found || is_it;
        (void)fputs(is_it ? replacement : text, changed);
    }
    assert_true(is_found);
    (void)fclose(shipped);
    (void)fclose(changed);
    enum status status = settings_load(path, out, error, sizeof(error));
    (void)unlink(path);
    return status;
}

TEST(the_shipped_file_is_sound)
{
    (void)state;
    struct settings *settings;
    assert_status(
        settings_load(OKIENKO_SOURCE_DIR "/config/kiosk.yaml", &settings, error, sizeof(error)),
        STATUS_OK);
    assert_string_equal(settings->name, "kiosk-1");
    assert_string_equal(settings->printer.uri, "");
    assert_string_equal(settings->sound.jack, "");
    assert_int_equal(settings->sound.command_rate_hz, 22050);
    assert_int_equal(settings->patience.idle_s, 60);
    assert_true(settings->screen.px_pitch_mm > 0.2);
    settings_free(settings);
}

TEST(refuses_less_patience_than_people_need)
{
    (void)state;
    const char *const bad[][2] = {
        {"idle_s:", "  idle_s: 59\n"},          {"idle_long_s:", "  idle_long_s: 119\n"},
        {"warning_s:", "  warning_s: 19\n"},    {"dead_ms:", "  dead_ms: 1001\n"},
        {"px_pitch_mm:", "  px_pitch_mm: 0\n"}, {"view_distance_mm:", "  view_distance_mm: 299\n"}};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct settings *settings = NULL;
        assert_status(load_with(bad[i][0], bad[i][1], &settings), STATUS_INVALID);
        assert_null(settings);
        char key[32];
        (void)snprintf(key, sizeof(key), ".%.*s", (int)strlen(bad[i][0]) - 1, bad[i][0]);
        assert_non_null(strstr(error, key));
    }
}

TEST(knows_where_the_headphones_are)
{
    (void)state;
    struct settings *settings;
    assert_status(load_with("headphones:", "  headphones: \"USB Audio\"\n", &settings), STATUS_OK);
    assert_string_equal(settings->sound.headphones, "USB Audio");
    settings_free(settings);
    assert_status(load_with("jack_in_key:", "  jack_in_key: 185\n", &settings), STATUS_OK);
    assert_int_equal(settings->sound.jack_in_key, 185);
    settings_free(settings);
    settings = NULL;
    assert_status(load_with("jack_out_key:", "  jack_out_key: 768\n", &settings), STATUS_INVALID);
    assert_status(load_with("command_rate_hz:", "  command_rate_hz: 48001\n", &settings),
                  STATUS_INVALID);
    assert_null(settings);
}

TEST(refuses_keys_it_does_not_know_and_values_of_another_type)
{
    (void)state;
    struct settings *settings = NULL;
    assert_status(load_with("cursor:", "  curser: true\n", &settings), STATUS_INVALID);
    assert_non_null(strstr(error, "curser"));
    assert_status(load_with("idle_s:", "  idle_s: soon\n", &settings), STATUS_INVALID);
    assert_non_null(strstr(error, "soon"));
    assert_null(settings);
}

TEST(says_which_file_is_missing)
{
    (void)state;
    struct settings *settings = NULL;
    assert_status(settings_load("/nowhere/kiosk.yaml", &settings, error, sizeof(error)),
                  STATUS_MISSING);
    assert_non_null(strstr(error, "/nowhere/kiosk.yaml"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_file_is_sound),
        cmocka_unit_test(refuses_less_patience_than_people_need),
        cmocka_unit_test(knows_where_the_headphones_are),
        cmocka_unit_test(refuses_keys_it_does_not_know_and_values_of_another_type),
        cmocka_unit_test(says_which_file_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

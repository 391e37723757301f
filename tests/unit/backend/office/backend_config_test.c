#include "support/check.h"

#include "office/backend_config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = "/tmp/okienko-backend-config-test-XXXXXX";

static int make_file(void **state)
{
    (void)state;
    int descriptor = mkstemp(path);
    return descriptor < 0 ? -1 : close(descriptor);
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

struct values {
    const char *listen;
    const char *public_url;
    int password_workers;
    int session_hours;
    int event_retention_days;
};

static const struct values sound = {"127.0.0.1:8080", "https://kolejka.example.org", 2, 10, 30};

static enum status load(const struct values *values, struct backend_config *out,
                        struct buffer *errors)
{
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    (void)fprintf(file,
                  "listen: \"%s\"\npublic_url: \"%s\"\npassword_workers: %d\nsession_hours: "
                  "%d\nevent_retention_days: %d\n",
                  values->listen, values->public_url, values->password_workers,
                  values->session_hours, values->event_retention_days);
    assert_int_equal(fclose(file), 0);
    return backend_config_load(path, out, errors);
}

TEST(the_file_that_is_shipped_loads)
{
    (void)state;
    struct backend_config config;
    struct buffer errors;
    buffer_init(&errors, 4096);
    assert_status(backend_config_load(OKIENKO_SOURCE_DIR "/config/backend.yaml", &config, &errors),
                  STATUS_OK);
    assert_string_equal(config.listen, "127.0.0.1:8080");
    assert_string_equal(config.public_url, "");
    assert_int_equal(config.password_workers, 1);
    assert_int_equal(config.session_hours, 10);
    assert_int_equal(config.event_retention_days, 30);
    buffer_finish(&errors);
}

TEST(takes_addresses_and_urls_of_each_kind)
{
    (void)state;
    static const char *const addresses[] = {"0.0.0.0:0", "[::1]:65535", "[fe80::1]:80"};
    static const char *const urls[] = {"", "http://10.0.0.5:8080", "https://a.example/okienko"};
    for (size_t i = 0; i < 3; i++) {
        struct values values = sound;
        values.listen = addresses[i];
        values.public_url = urls[i];
        struct backend_config config;
        struct buffer errors;
        buffer_init(&errors, 4096);
        assert_status(load(&values, &config, &errors), STATUS_OK);
        assert_string_equal(config.listen, addresses[i]);
        assert_string_equal(config.public_url, urls[i]);
        buffer_finish(&errors);
    }
}

TEST(refuses_what_it_cannot_mean_and_leaves_its_output_alone)
{
    (void)state;

    static const struct {
        struct values values;
        const char *error;
    } cases[] = {
        {{"localhost:80", "", 1, 1, 1}, "listen: \"localhost:80\" is no address"},
        {{"127.0.0.1", "", 1, 1, 1}, "listen: \"127.0.0.1\" is no address"},
        {{"127.0.0.1:65536", "", 1, 1, 1}, "listen: \"127.0.0.1:65536\" is no address"},
        {{"127.0.0.1:", "", 1, 1, 1}, "listen: \"127.0.0.1:\" is no address"},
        {{":80", "", 1, 1, 1}, "listen: \":80\" is no address"},
        {{"[::1:80", "", 1, 1, 1}, "listen: \"[::1:80\" is no address"},
        {{"[]:80", "", 1, 1, 1}, "listen: \"[]:80\" is no address"},
        {{"1.2.3.4:1", "ftp://a.example", 1, 1, 1}, "public_url: \"ftp://a.example\" is no"},
        {{"1.2.3.4:1", "http://a.example/", 1, 1, 1}, "public_url: \"http://a.example/\" is no"},
        {{"1.2.3.4:1", "http://a example", 1, 1, 1}, "public_url: \"http://a example\" is no"},
        {{"1.2.3.4:1", "", 0, 1, 1}, "password_workers: 0 is not from 1 to 2"},
        {{"1.2.3.4:1", "", 3, 1, 1}, "password_workers: 3 is not from 1 to 2"},
        {{"1.2.3.4:1", "", 1, 0, 1}, "session_hours: 0 is not from 1 to 72"},
        {{"1.2.3.4:1", "", 1, 73, 1}, "session_hours: 73 is not from 1 to 72"},
        {{"1.2.3.4:1", "", 1, 1, 3651}, "event_retention_days: 3651 is not from 1 to 3650"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct backend_config config = {.session_hours = 7};
        struct buffer errors;
        buffer_init(&errors, 4096);
        assert_status(load(&cases[i].values, &config, &errors), STATUS_INVALID);
        assert_non_null(strstr(buffer_text(&errors), cases[i].error));
        assert_memory_equal(buffer_text(&errors), path, strlen(path));
        assert_int_equal(config.session_hours, 7);
        buffer_finish(&errors);
    }
}

TEST(names_every_mistake_at_once)
{
    (void)state;
    struct values values = {"nowhere", "nowhere", 0, 0, 0};
    struct backend_config config;
    struct buffer errors;
    buffer_init(&errors, 4096);
    assert_status(load(&values, &config, &errors), STATUS_INVALID);
    int lines = 0;
    for (const char *at = buffer_text(&errors); *at != '\0'; at++) {
        lines += *at == '\n';
    }
    assert_int_equal(lines, 5);
    buffer_finish(&errors);
}

TEST(an_address_is_refused_one_beyond_its_length)
{
    (void)state;
    char listen[BACKEND_ADDRESS_MAX + 2];
    memset(listen, '1', sizeof(listen));
    listen[sizeof(listen) - 1] = '\0';
    listen[sizeof(listen) - 4] = ':';
    for (int over = 0; over < 2; over++) {
        struct values values = sound;
        values.listen = listen + 1 - over;
        struct backend_config config;
        struct buffer errors;
        buffer_init(&errors, 4096);
        assert_status(load(&values, &config, &errors), over ? STATUS_INVALID : STATUS_OK);
        assert_true(!over ||
                    strstr(buffer_text(&errors), ":1: listen: STRING length > 63") != NULL);
        buffer_finish(&errors);
    }
}

TEST(a_public_url_leaves_room_for_the_ticket_behind_it)
{
    (void)state;
    static const char start[] = "https://";
    char url[BACKEND_URL_MAX + 2];
    for (size_t over = 0; over < 2; over++) {
        struct values values = sound;
        struct backend_config config;
        struct buffer errors;
        size_t length = BACKEND_URL_MAX + over;
        memset(url, 'a', length);
        memcpy(url, start, strlen(start));
        url[length] = '\0';
        values.public_url = url;
        buffer_init(&errors, 4096);
        assert_status(load(&values, &config, &errors), over > 0 ? STATUS_INVALID : STATUS_OK);
        buffer_finish(&errors);
    }
    assert_int_equal(BACKEND_URL_MAX + strlen("/v/") + WIRE_TOKEN_HEX, WIRE_URL_MAX);
}

TEST(a_missing_file_and_a_missing_key_are_named)
{
    (void)state;
    struct backend_config config;
    struct buffer errors;
    buffer_init(&errors, 4096);
    assert_status(backend_config_load("/nowhere.yaml", &config, &errors), STATUS_MISSING);
    assert_string_equal(buffer_text(&errors), "/nowhere.yaml: cannot be read\n");
    buffer_clear(&errors);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    (void)fputs("listen: \"127.0.0.1:1\"\n", file);
    assert_int_equal(fclose(file), 0);
    assert_status(backend_config_load(path, &config, &errors), STATUS_INVALID);
    assert_non_null(strstr(buffer_text(&errors), ": this key is missing\n"));
    buffer_finish(&errors);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_file_that_is_shipped_loads),
        cmocka_unit_test(takes_addresses_and_urls_of_each_kind),
        cmocka_unit_test(refuses_what_it_cannot_mean_and_leaves_its_output_alone),
        cmocka_unit_test(names_every_mistake_at_once),
        cmocka_unit_test(an_address_is_refused_one_beyond_its_length),
        cmocka_unit_test(a_public_url_leaves_room_for_the_ticket_behind_it),
        cmocka_unit_test(a_missing_file_and_a_missing_key_are_named),
    };
    return cmocka_run_group_tests_name("backend config", tests, make_file, remove_file);
}

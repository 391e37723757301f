#include "support/check.h"

#include "base/json_in.h"
#include "base/log.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int ends[2];

static int open_pipe(void **state)
{
    (void)state;
    return pipe(ends);
}

static int close_pipe(void **state)
{
    (void)state;
    log_setup(STDERR_FILENO, LOG_LEVEL_INFO);
    return close(ends[0]) | close(ends[1]);
}

/* What was logged since the last call, NUL-terminated. */
static const char *logged(void)
{
    static char text[65536];
    assert_int_equal(write(ends[1], "#", 1), 1);
    size_t used = 0;
    while (used == 0 || text[used - 1] != '#') {
        ssize_t got = read(ends[0], text + used, sizeof(text) - used);
        assert_true(got > 0);
        used += (size_t)got;
    }
    text[used - 1] = '\0';
    return text;
}

TEST(a_line_is_one_json_object)
{
    (void)state;
    log_setup(ends[1], LOG_LEVEL_INFO);
    log_info("ticket.issued", LOG_INT("ticket", 7), LOG_TEXT("state", "waiting \"x\"\n"));
    const char *line = logged();
    struct json_in *document = NULL;
    struct json_error error;
    int64_t number = 0;
    char text[32];
    assert_status(json_in_parse(line, strlen(line), &document, &error), STATUS_OK);
    assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
    assert_status(json_in_int(json_in_child(document, "ts"), &number), STATUS_OK);
    assert_true(number > 1700000000000);
    assert_status(json_in_int(json_in_child(document, "ticket"), &number), STATUS_OK);
    assert_int_equal(number, 7);
    assert_status(json_in_text(json_in_child(document, "level"), text, sizeof(text)), STATUS_OK);
    assert_string_equal(text, "info");
    assert_status(json_in_text(json_in_child(document, "event"), text, sizeof(text)), STATUS_OK);
    assert_string_equal(text, "ticket.issued");
    assert_status(json_in_text(json_in_child(document, "state"), text, sizeof(text)), STATUS_OK);
    assert_string_equal(text, "waiting \"x\"\n");
    json_in_destroy(document);
}

TEST(says_nothing_below_its_level)
{
    (void)state;
    log_setup(ends[1], LOG_LEVEL_WARN);
    log_debug("a");
    log_info("b");
    assert_string_equal(logged(), "");
    log_warn("c");
    assert_non_null(strstr(logged(), "\"level\":\"warn\",\"event\":\"c\"}\n"));
    log_error("d");
    assert_non_null(strstr(logged(), "\"level\":\"error\",\"event\":\"d\"}\n"));
    log_setup(ends[1], LOG_LEVEL_DEBUG);
    log_debug("e");
    assert_non_null(strstr(logged(), "\"level\":\"debug\",\"event\":\"e\"}\n"));
}

TEST(drops_a_line_over_its_limit_whole)
{
    (void)state;
    static char longest[9000];
    memset(longest, 'x', sizeof(longest) - 1);
    log_setup(ends[1], LOG_LEVEL_INFO);
    log_info("long", LOG_TEXT("text", longest));
    assert_string_equal(logged(), "");
}

static void *write_many(void *context)
{
    (void)context;
    for (int i = 0; i < 50; i++) {
        log_info("busy", LOG_TEXT("text", "0123456789012345678901234567890123456789"));
    }
    return NULL;
}

TEST(lines_of_several_threads_never_mix)
{
    (void)state;
    pthread_t threads[4];
    log_setup(ends[1], LOG_LEVEL_INFO);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, write_many, NULL), 0);
    }
    for (int i = 0; i < 4; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    int lines = 0;
    for (const char *at = logged(); *at != '\0'; lines++) {
        const char *end = strchr(at, '\n');
        assert_non_null(end);
        assert_memory_equal(at, "{\"ts\":", 6);
        assert_memory_equal(end - 12, "0123456789\"}", 12);
        at = end + 1;
    }
    assert_int_equal(lines, 200);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_one_json_object),
        cmocka_unit_test(says_nothing_below_its_level),
        cmocka_unit_test(drops_a_line_over_its_limit_whole),
        cmocka_unit_test(lines_of_several_threads_never_mix),
    };
    return cmocka_run_group_tests_name("log", tests, open_pipe, close_pipe);
}

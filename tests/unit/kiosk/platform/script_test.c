#include "support/check.h"

#include "platform/script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char error[256];

static enum status parse(const char *line, struct script_step *step)
{
    error[0] = '\0';
    return script_parse(line, 7, step, error, sizeof(error));
}

TEST(reads_each_kind_of_command)
{
    (void)state;
    struct script_step step;
    assert_status(parse("  tap need.money \n", &step), STATUS_OK);
    assert_int_equal(step.verb, VERB_TAP);
    assert_string_equal(step.text, "need.money");
    assert_int_equal(step.line, 7);
    assert_status(parse("advance 90000", &step), STATUS_OK);
    assert_int_equal(step.number, 90000);
    assert_status(parse("tap-at 12 1900\r\n", &step), STATUS_OK);
    assert_int_equal(step.number, 12);
    assert_int_equal(step.number_2, 1900);
    assert_status(parse("expect-text Twój numer", &step), STATUS_OK);
    assert_string_equal(step.text, "Twój numer");
    assert_status(parse("wait-idle", &step), STATUS_OK);
    assert_int_equal(step.verb, VERB_WAIT_IDLE);
    assert_status(parse("wait-spoken", &step), STATUS_OK);
    assert_int_equal(step.verb, VERB_WAIT_SPOKEN);
    assert_status(parse("jack in", &step), STATUS_OK);
    assert_int_equal(step.verb, VERB_JACK);
    assert_string_equal(step.text, "in");
    assert_status(parse("listen /tmp/heard", &step), STATUS_OK);
    assert_int_equal(step.verb, VERB_LISTEN);
}

TEST(passes_over_blank_lines_and_comments)
{
    (void)state;
    struct script_step step;
    assert_status(parse("", &step), STATUS_MISSING);
    assert_status(parse("   \n", &step), STATUS_MISSING);
    assert_status(parse("# tap start", &step), STATUS_MISSING);
}

TEST(refuses_nonsense_and_leaves_its_output_alone)
{
    (void)state;
    const char *lines[] = {
        "tip start",   "tap",        "tap   ",   "advance soon",       "advance -5",
        "advance 1 2", "tap-at 12",  "quit now", "advance 1234567890", "wait-idle 5",
        "taps start",  "tap-at a b", "jack"};
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        struct script_step step = {.line = 99};
        assert_status(parse(lines[i], &step), STATUS_INVALID);
        assert_int_equal(step.line, 99);
        assert_true(error[0] != '\0');
    }
}

TEST(refuses_a_line_one_byte_over_the_limit)
{
    (void)state;
    char line[SCRIPT_LINE_MAX + 16];
    struct script_step step;
    memset(line, 'x', sizeof(line));
    memcpy(line, "tap ", 4);
    line[4 + SCRIPT_LINE_MAX] = '\0';
    assert_status(parse(line, &step), STATUS_OK);
    line[4 + SCRIPT_LINE_MAX] = 'x';
    line[4 + SCRIPT_LINE_MAX + 1] = '\0';
    assert_status(parse(line, &step), STATUS_INVALID);
}

/* A host that counts what it is asked for. */
struct host {
    int calls;
    int not_yet; /* answers this often before it is content */
    bool fails;
    char seen[SCRIPT_LINE_MAX + 1];
};

static enum script_outcome do_step(void *context, const struct script_step *step, char *why,
                                   size_t why_size)
{
    struct host *host = context;
    host->calls++;
    (void)snprintf(host->seen, sizeof(host->seen), "%s", step->text);
    (void)snprintf(why, why_size, "because");
    if (step->verb == VERB_QUIT) {
        return SCRIPT_QUIT;
    }
    if (host->not_yet > 0) {
        host->not_yet--;
        return SCRIPT_NOT_YET;
    }
    return host->fails ? SCRIPT_FAILED : SCRIPT_DONE;
}

static void no_wake(void *context)
{
    (void)context;
}

static struct script *open_text(const char *text)
{
    char path[] = "/tmp/okienko-script-XXXXXX";
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, text, strlen(text)), (ssize_t)strlen(text));
    (void)close(descriptor);
    struct script *script = NULL;
    assert_status(script_open(path, no_wake, NULL, &script, error, sizeof(error)), STATUS_OK);
    (void)unlink(path);
    return script;
}

TEST(runs_line_after_line_to_the_end)
{
    (void)state;
    struct host host = {0};
    struct script *script = open_text("# a walk\ntap a\n\ntap b\n");
    assert_int_equal(script_run(script, 0, do_step, &host), SCRIPT_NOT_YET);
    assert_string_equal(host.seen, "a");
    assert_int_equal(script_pause_ms(script), 0);
    assert_int_equal(script_run(script, 0, do_step, &host), SCRIPT_NOT_YET);
    assert_string_equal(host.seen, "b");
    assert_int_equal(script_run(script, 0, do_step, &host), SCRIPT_DONE);
    assert_int_equal(host.calls, 2);
    script_close(script);
}

TEST(waits_for_what_is_not_there_yet_and_gives_up_after_its_patience)
{
    (void)state;
    struct host host = {.not_yet = 2};
    struct script *script = open_text("tap a\ntap b\n");
    assert_int_equal(script_run(script, 0, do_step, &host), SCRIPT_NOT_YET);
    assert_true(script_pause_ms(script) > 0);
    assert_int_equal(script_run(script, 10, do_step, &host), SCRIPT_NOT_YET);
    assert_int_equal(script_run(script, 20, do_step, &host), SCRIPT_NOT_YET);
    assert_int_equal(host.calls, 3);
    host.not_yet = 1000;
    assert_int_equal(script_run(script, 100, do_step, &host), SCRIPT_NOT_YET);
    assert_int_equal(script_run(script, 100 + SCRIPT_PATIENCE_MS - 1, do_step, &host),
                     SCRIPT_NOT_YET);
    assert_int_equal(script_run(script, 100 + SCRIPT_PATIENCE_MS, do_step, &host), SCRIPT_FAILED);
    script_close(script);
}

TEST(stops_at_quit_at_a_failure_and_at_nonsense)
{
    (void)state;
    struct host host = {0};
    struct script *script = open_text("quit\ntap a\n");
    assert_int_equal(script_run(script, 0, do_step, &host), SCRIPT_QUIT);
    script_close(script);
    host.fails = true;
    script = open_text("tap a\n");
    assert_int_equal(script_run(script, 0, do_step, &host), SCRIPT_FAILED);
    script_close(script);
    script = open_text("dance\n");
    assert_int_equal(script_run(script, 0, do_step, &host), SCRIPT_FAILED);
    script_close(script);
}

TEST(names_a_script_that_cannot_be_read)
{
    (void)state;
    struct script *script = NULL;
    assert_status(script_open("/nowhere/walk", no_wake, NULL, &script, error, sizeof(error)),
                  STATUS_MISSING);
    assert_non_null(strstr(error, "/nowhere/walk"));
    assert_null(script);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_each_kind_of_command),
        cmocka_unit_test(passes_over_blank_lines_and_comments),
        cmocka_unit_test(refuses_nonsense_and_leaves_its_output_alone),
        cmocka_unit_test(refuses_a_line_one_byte_over_the_limit),
        cmocka_unit_test(runs_line_after_line_to_the_end),
        cmocka_unit_test(waits_for_what_is_not_there_yet_and_gives_up_after_its_patience),
        cmocka_unit_test(stops_at_quit_at_a_failure_and_at_nonsense),
        cmocka_unit_test(names_a_script_that_cannot_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

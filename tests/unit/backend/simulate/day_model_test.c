#include "support/check.h"

#include "base/memory.h"
#include "simulate/day_model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BYTES_MAX = 64 * 1024 };

static const char real_path[] = OKIENKO_SOURCE_DIR "/config/days.yaml";

static enum status load(const char *path, const char *name, struct day_model *model,
                        struct buffer *errors)
{
    buffer_init(errors, BYTES_MAX);
    return day_model_load(path, name, model, errors);
}

TEST(every_model_of_the_file_is_sound)
{
    (void)state;
    static const char *const names[] = {"demo", "busy", "quiet", "absent", "several", "priority"};
    struct day_model *model = memory_new(1, sizeof(*model));
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        struct buffer errors;
        assert_status(load(real_path, names[i], model, &errors), STATUS_OK);
        assert_string_equal(model->name, names[i]);
        buffer_finish(&errors);
    }
    free(model);
}

TEST(the_demo_is_the_centre_of_the_design)
{
    (void)state;
    struct day_model *model = memory_new(1, sizeof(*model));
    struct buffer errors;
    assert_status(load(real_path, "demo", model, &errors), STATUS_OK);
    assert_true(model->visits == 180 && model->several == 0.25 && model->booked == 0.30 &&
                model->priority == 0.12);
    assert_int_equal(model->service_count, 12);
    assert_int_equal(model->staff_count, 11);
    uint64_t able_once = 0;
    uint64_t able_twice = 0;
    for (int i = 0; i < model->staff_count; i++) {
        uint64_t skills = model->staff[i].main | model->staff[i].backup;
        int count = __builtin_popcountll(skills);
        assert_true(count == 2 || count == 3);
        able_twice |= able_once & skills;
        able_once |= skills;
    }
    /* Nobody's absence closes a service. */
    assert_int_equal(able_twice, (1 << 12) - 1);
    buffer_finish(&errors);
    free(model);
}

TEST(skills_reach_the_rules_as_main_and_backup)
{
    (void)state;
    struct day_model *model = memory_new(1, sizeof(*model));
    struct office *office = memory_new(1, sizeof(*office));
    struct buffer errors;
    assert_status(load(real_path, "demo", model, &errors), STATUS_OK);
    day_model_office(model, office);
    for (int i = 0; i < model->staff_count; i++) {
        for (int k = 0; k < model->service_count; k++) {
            bool is_main = (model->staff[i].main >> k & 1) != 0;
            bool is_backup = (model->staff[i].backup >> k & 1) != 0;
            assert_int_equal(office->staff[i].preference[k], is_main     ? OFFICE_PREFERENCE_MAIN
                                                             : is_backup ? OFFICE_PREFERENCE_BACKUP
                                                                         : OFFICE_PREFERENCE_NONE);
        }
    }
    buffer_finish(&errors);
    free(office);
    free(model);
}

TEST(a_colleague_who_is_absent_is_marked)
{
    (void)state;
    struct day_model *model = memory_new(1, sizeof(*model));
    struct buffer errors;
    assert_status(load(real_path, "absent", model, &errors), STATUS_OK);
    int absent = 0;
    for (int i = 0; i < model->staff_count; i++) {
        absent += model->staff[i].is_absent;
    }
    assert_int_equal(absent, 1);
    buffer_finish(&errors);
    free(model);
}

/* The real file with one text replaced, loaded: the errors it gives. */
static void load_changed(const char *from, const char *to, struct buffer *errors)
{
    static char text[BYTES_MAX];
    char path[] = "/tmp/okienko-days-XXXXXX";
    struct day_model *model = memory_new(1, sizeof(*model));
    FILE *file = fopen(real_path, "re");
    assert_non_null(file);
    size_t size = fread(text, 1, sizeof(text) - 1, file);
    text[size] = '\0';
    assert_int_equal(fclose(file), 0);
    char *at = strstr(text, from);
    assert_non_null(at);
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_true(dprintf(descriptor, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from)) > 0);
    assert_int_equal(close(descriptor), 0);
    model->staff_count = 77;
    assert_status(load(path, "demo", model, errors), STATUS_INVALID);
    assert_int_equal(model->staff_count, 77); /* left alone */
    assert_int_equal(unlink(path), 0);
    free(model);
}

TEST(every_fault_of_a_file_is_named)
{
    (void)state;

    static const struct {
        const char *from;
        const char *to;
        const char *complaint;
    } faults[] = {
        {"opens: \"08:00\"", "opens: \"8:00\"", "opens: \"8:00\" is no time"},
        {"opens: \"08:00\"", "opens: \"08:60\"", "opens: \"08:60\" is no time"},
        {"closes: \"15:30\"", "closes: \"16:30\"", "not in this order"},
        {"[19, 22, 18, 14, 11, 8, 6, 2]", "[0]", "nobody comes"},
        {"[19, 22, 18, 14, 11, 8, 6, 2]", "[19, -1]", "arrivals[2]: -1 is below 0"},
        {"offer_percent: 50", "offer_percent: 101", "offer_percent: 101 is not from 0 to 100"},
        {"slot_minutes: 30", "slot_minutes: 0", "a day has 1 to 64 slots"},
        {"slot_minutes: 30", "slot_minutes: 5", "a day has 1 to 64 slots"},
        {"code: INFO,", "code: KANC,", "KANC: there twice"},
        {"further: [SWI, KANC, PRAW]", "further: [NIC]", "INFO: there is no service \"NIC\""},
        {"further: [SWI, KANC, PRAW]", "further: [INFO]", "INFO: does not follow itself"},
        {"desk: [USL]", "desk: [PSY]", "opieka 1: the desk is empty, or has what"},
        {"desk: [USL]", "desk: [ASYS]", "USL: nobody is there for it"},
        {"visits: 180", "visits: 0", "visits: 0 is not from 1"},
        {"priority_percent: 12, no_show_percent: 10, absent: []",
         "priority_percent: 12, no_show_percent: 10, absent: [\"nikt\"]",
         "demo: nobody is called \"nikt\""},
        {"pause_seconds: 60", "pause_seconds: -1", "pause_seconds: -1 is not from 0"},
        {"pause_seconds: 60", "pauses: 60", "pauses"},
    };

    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
        struct buffer errors;
        load_changed(faults[i].from, faults[i].to, &errors);
        assert_non_null(strstr(buffer_text(&errors), faults[i].complaint));
        buffer_finish(&errors);
    }
}

TEST(a_model_that_is_not_there_is_answered_with_those_that_are)
{
    (void)state;
    struct day_model *model = memory_new(1, sizeof(*model));
    struct buffer errors;
    assert_status(load(real_path, "sunday", model, &errors), STATUS_INVALID);
    assert_non_null(strstr(buffer_text(&errors), "no model \"sunday\""));
    assert_non_null(strstr(buffer_text(&errors), "quiet "));
    buffer_finish(&errors);
    assert_status(load("/nonexistent/days.yaml", "demo", model, &errors), STATUS_MISSING);
    buffer_finish(&errors);
    free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_model_of_the_file_is_sound),
        cmocka_unit_test(the_demo_is_the_centre_of_the_design),
        cmocka_unit_test(skills_reach_the_rules_as_main_and_backup),
        cmocka_unit_test(a_colleague_who_is_absent_is_marked),
        cmocka_unit_test(every_fault_of_a_file_is_named),
        cmocka_unit_test(a_model_that_is_not_there_is_answered_with_those_that_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

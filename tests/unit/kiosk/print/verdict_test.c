#include "support/check.h"

#include "print/verdict.h"

#include <string.h>

/* "Printing, on its way, nothing wrong": the start of every case. */
static const struct verdict_facts flowing = {
    .job_state = VERDICT_JOB_PROCESSING, .is_made = true, .has_document = true};

static void assert_state(struct verdict_facts facts, enum printer_state expected)
{
    assert_string_equal(printer_state_name(verdict_of_job(&facts)), printer_state_name(expected));
}

TEST(keywords_become_reasons_whatever_their_ending)
{
    static const struct {
        const char *keyword;
        unsigned reason;
    } cases[] = {
        {"none", 0},
        {"media-empty", PRINTER_REASON_MEDIA_EMPTY},
        {"media-empty-error", PRINTER_REASON_MEDIA_EMPTY},
        {"media-empty-report", PRINTER_REASON_MEDIA_EMPTY},
        {"media-needed", PRINTER_REASON_MEDIA_EMPTY},
        {"media-low-warning", PRINTER_REASON_MEDIA_LOW},
        {"media-jam-error", PRINTER_REASON_MEDIA_JAM},
        {"cutter-at-eol", PRINTER_REASON_MEDIA_JAM},
        {"cover-open", PRINTER_REASON_COVER_OPEN},
        {"door-open-report", PRINTER_REASON_COVER_OPEN},
        {"offline-report", PRINTER_REASON_OFFLINE},
        {"shutdown", PRINTER_REASON_OFFLINE},
        {"paused", PRINTER_REASON_PAUSED},
        {"moving-to-paused", PRINTER_REASON_PAUSED},
        {"connecting-to-device", 0},
        {"cups-ipp-missing-job-history", 0},
        {"marker-supply-low", PRINTER_REASON_OTHER},
        {"", PRINTER_REASON_OTHER},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(verdict_reason(cases[i].keyword), cases[i].reason);
    }
}

TEST(an_idle_printer_is_ready_low_or_needs_attention)
{
    (void)state;
    assert_int_equal(verdict_of_printer(0), PRINTER_READY);
    assert_int_equal(verdict_of_printer(PRINTER_REASON_OTHER), PRINTER_READY);
    assert_int_equal(verdict_of_printer(PRINTER_REASON_MEDIA_LOW), PRINTER_LOW);
    for (unsigned reason = 1; reason < PRINTER_REASON_OTHER; reason *= 2) {
        if (reason != PRINTER_REASON_MEDIA_LOW) {
            assert_int_equal(verdict_of_printer(reason), PRINTER_ATTENTION);
            assert_int_equal(verdict_of_printer(reason | PRINTER_REASON_MEDIA_LOW),
                             PRINTER_ATTENTION);
        }
    }
}

TEST(a_job_on_its_way_prints_until_something_blocks_it)
{
    (void)state;
    struct verdict_facts facts = flowing;
    assert_state(facts, PRINTER_PRINTING);
    facts.reasons = PRINTER_REASON_MEDIA_LOW | PRINTER_REASON_OTHER | PRINTER_REASON_REJECTING;
    assert_state(facts, PRINTER_PRINTING);
    static const unsigned blocking[] = {PRINTER_REASON_MEDIA_EMPTY, PRINTER_REASON_MEDIA_JAM,
                                        PRINTER_REASON_COVER_OPEN,  PRINTER_REASON_OFFLINE,
                                        PRINTER_REASON_PAUSED,      PRINTER_REASON_NO_ANSWER};
    for (size_t i = 0; i < sizeof(blocking) / sizeof(blocking[0]); i++) {
        facts.reasons = blocking[i];
        assert_state(facts, PRINTER_ATTENTION);
        facts.job_state = VERDICT_JOB_UNSEEN;
        assert_state(facts, PRINTER_ATTENTION);
        facts.job_state = VERDICT_JOB_PENDING;
        assert_state(facts, PRINTER_ATTENTION);
    }
}

TEST(a_completed_job_is_a_ticket_whatever_else_is_said)
{
    (void)state;
    struct verdict_facts facts = flowing;
    facts.job_state = VERDICT_JOB_COMPLETED;
    facts.reasons = PRINTER_REASON_MEDIA_EMPTY;
    facts.is_refused = true;
    facts.is_cancelled_by_us = true;
    facts.is_over = true;
    assert_state(facts, PRINTER_TAKE_TICKET);
    facts.has_errors = true;
    assert_state(facts, PRINTER_UNKNOWN);
}

TEST(aborted_stopped_and_refused_jobs_are_not_printed)
{
    (void)state;
    struct verdict_facts facts = flowing;
    facts.job_state = VERDICT_JOB_ABORTED;
    assert_state(facts, PRINTER_NOT_PRINTED);
    facts.job_state = VERDICT_JOB_STOPPED;
    assert_state(facts, PRINTER_NOT_PRINTED);
    facts = (struct verdict_facts){.is_refused = true};
    assert_state(facts, PRINTER_NOT_PRINTED);
}

TEST(a_cancel_by_others_is_not_printed_and_ours_depends)
{
    (void)state;
    struct verdict_facts facts = flowing;
    facts.job_state = VERDICT_JOB_CANCELED;
    assert_state(facts, PRINTER_NOT_PRINTED);
    facts.is_cancelled_by_us = true;
    assert_state(facts, PRINTER_UNKNOWN);
    facts.was_blocked = true;
    assert_state(facts, PRINTER_NOT_PRINTED);
    facts.was_blocked = false;
    facts.has_document = false;
    assert_state(facts, PRINTER_NOT_PRINTED);
}

TEST(a_job_that_vanished_may_have_come_out_if_it_had_a_document)
{
    (void)state;
    struct verdict_facts facts = flowing;
    facts.job_state = VERDICT_JOB_GONE;
    assert_state(facts, PRINTER_UNKNOWN);
    facts.has_document = false;
    assert_state(facts, PRINTER_NOT_PRINTED);
}

TEST(a_cancel_that_nobody_confirms_ends_as_unknown)
{
    (void)state;
    struct verdict_facts facts = flowing;
    facts.is_cancelled_by_us = true;
    facts.reasons = PRINTER_REASON_MEDIA_EMPTY;
    assert_state(facts, PRINTER_ATTENTION);
    facts.is_over = true;
    assert_state(facts, PRINTER_UNKNOWN);
    facts = (struct verdict_facts){.is_cancelled_by_us = true, .is_over = true};
    assert_state(facts, PRINTER_NOT_PRINTED);
}

TEST(only_three_states_are_final)
{
    (void)state;
    int final = 0;
    for (int i = 0; i < PRINTER_STATE_COUNT; i++) {
        final += printer_state_is_final((enum printer_state)i) ? 1 : 0;
        assert_true(strlen(printer_state_name((enum printer_state)i)) > 0);
    }
    assert_int_equal(final, 3);
}

TEST(reasons_are_written_as_a_list_and_cut_to_size)
{
    char text[64];
    (void)state;
    printer_reasons_format(0, text, sizeof(text));
    assert_string_equal(text, "none");
    printer_reasons_format(PRINTER_REASON_COVER_OPEN | PRINTER_REASON_MEDIA_EMPTY, text,
                           sizeof(text));
    assert_string_equal(text, "media-empty,cover-open");
    char small[8];
    printer_reasons_format(~0U, small, sizeof(small));
    assert_string_equal(small, "media-e");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keywords_become_reasons_whatever_their_ending),
        cmocka_unit_test(an_idle_printer_is_ready_low_or_needs_attention),
        cmocka_unit_test(a_job_on_its_way_prints_until_something_blocks_it),
        cmocka_unit_test(a_completed_job_is_a_ticket_whatever_else_is_said),
        cmocka_unit_test(aborted_stopped_and_refused_jobs_are_not_printed),
        cmocka_unit_test(a_cancel_by_others_is_not_printed_and_ours_depends),
        cmocka_unit_test(a_job_that_vanished_may_have_come_out_if_it_had_a_document),
        cmocka_unit_test(a_cancel_that_nobody_confirms_ends_as_unknown),
        cmocka_unit_test(only_three_states_are_final),
        cmocka_unit_test(reasons_are_written_as_a_list_and_cut_to_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "base/clock.h"
#include "report/day_report.h"
#include "unit/backend/store/store_fixture.h"

#include <math.h>

enum { MINUTE_MS = 60000, NEVER = -1 };

/* The sample day's visits with the instant each wait begins, as minutes after midnight. */
static const struct {
    int service; /* index */
    int entered;
    int called;
} sample[] = {
    {0, 480, 480}, {0, 482, 494},   {0, 490, 511}, {0, 485, 521}, /* reception */
    {1, 510, 514}, {1, 505, NEVER}, {1, 530, 537}, {2, 518, 518},
};

enum { SAMPLE_COUNT = sizeof(sample) / sizeof(sample[0]) };

static int64_t at(int minute)
{
    return clock_from_local(FIXTURE_DAY, minute);
}

static void assert_near(double actual, double expected)
{
    assert_true(fabs(actual - expected) < 1e-9);
}

/* Calls, serves and ends one visit's step; leaves it waiting for more when it goes further. */
static void serve(struct fixture *fixture, struct visit *visit, int64_t called_ms,
                  enum visit_outcome outcome, int64_t ended_ms)
{
    fixture_call(fixture, visit, 0, called_ms);
    assert_status(visit_move(visit, STEP_START, called_ms + MINUTE_MS), STATUS_OK);
    assert_status(visit_finish(visit, outcome, ended_ms), STATUS_OK);
    fixture_save(fixture, visit);
}

static void play_sample(struct fixture *fixture)
{
    for (int i = 0; i < SAMPLE_COUNT; i++) {
        struct visit visit =
            fixture_issue(fixture, FIXTURE_DAY, sample[i].service, 1, at(sample[i].entered));
        if (sample[i].called != NEVER) {
            serve(fixture, &visit, at(sample[i].called), OUTCOME_SETTLED, at(560));
        } else {
            fixture_call(fixture, &visit, 0, at(536)); /* no answer, then gone */
            assert_status(visit_end(&visit, STEP_LEAVE, at(540)), STATUS_OK);
            fixture_save(fixture, &visit);
        }
    }
}

static struct day_report *report_at(struct fixture *fixture, int minute)
{
    struct day_report *report = NULL;
    assert_status(day_report_create(fixture->db, fixture->office, FIXTURE_DAY, at(minute), &report),
                  STATUS_OK);
    return report;
}

TEST(an_empty_day_has_no_figures)
{
    struct day_report *report = report_at(*state, 600);
    assert_int_equal(report->issued, 0);
    assert_int_equal(report->waits.count, 0);
    assert_false(report->waits.has_quantiles);
    assert_near(report->longest_open_min, 0);
    assert_int_equal(report->recent_count, 0);
    day_report_destroy(report);
}

TEST(the_sample_day_gives_its_published_figures)
{
    struct fixture *fixture = *state;
    play_sample(fixture);
    struct day_report *report = report_at(fixture, 600);
    assert_int_equal(report->issued, 8);
    assert_int_equal(report->by_state[STEP_DONE], 7);
    assert_int_equal(report->by_state[STEP_LEFT], 1);
    assert_int_equal(report->waits.count, 7); /* who left has no answered call */
    assert_near(report->waits.median_min, 7.0);
    assert_near(report->waits.p90_min, 27.0);
    assert_int_equal(report->waits.values_ms[6], 36 * MINUTE_MS);
    assert_int_equal(report->arrivals[8], 8);
    assert_int_equal(report->arrivals[9], 0);
    day_report_destroy(report);
}

TEST(a_later_step_waits_from_the_end_of_the_one_before)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 1, 2, at(510));
    serve(fixture, &visit, at(514), OUTCOME_FURTHER, at(535));
    serve(fixture, &visit, at(545), OUTCOME_SETTLED, at(570));
    struct day_report *report = report_at(fixture, 600);
    assert_int_equal(report->waits.count, 2);
    assert_int_equal(report->waits.values_ms[0], 4 * MINUTE_MS);
    assert_int_equal(report->waits.values_ms[1], 10 * MINUTE_MS);
    assert_int_equal(report->services[1].served, 1);
    assert_int_equal(report->services[2].served, 1);
    assert_int_equal(report->issued, 1);
    /* The list of tickets shows the first wait. */
    assert_int_equal(report->recent[0].wait_ms, 4 * MINUTE_MS);
    day_report_destroy(report);
}

TEST(a_service_with_fewer_than_five_waits_is_hidden_the_office_never)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < DAY_CELL_MIN; i++) {
        struct day_report *before = report_at(fixture, 600);
        assert_false(before->services[0].waits.has_quantiles);
        assert_int_equal(before->waits.has_quantiles, i > 0);
        day_report_destroy(before);
        struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, at(480));
        serve(fixture, &visit, at(480 + i), OUTCOME_SETTLED, at(500));
    }
    struct day_report *report = report_at(fixture, 600);
    assert_true(report->services[0].waits.has_quantiles);
    assert_near(report->services[0].waits.median_min, 2);
    assert_near(report->services[0].waits.p90_min, 3.6);
    day_report_destroy(report);
}

TEST(who_still_waits_counts_with_the_wait_so_far)
{
    struct fixture *fixture = *state;
    (void)fixture_issue(fixture, FIXTURE_DAY, 0, 1, at(500));
    (void)fixture_issue(fixture, FIXTURE_DAY, 1, 1, at(520));
    struct day_report *report = report_at(fixture, 545);
    assert_near(report->longest_open_min, 45);
    assert_int_equal(report->by_state[STEP_WAITING], 2);
    assert_int_equal(report->services[0].entered, 1);
    assert_int_equal(report->services[0].waiting, 1);
    assert_int_equal(report->waits.count, 0);
    assert_false(report->recent[0].was_called);
    day_report_destroy(report);
}

TEST(a_call_that_was_missed_is_not_the_end_of_the_wait)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, at(480));
    fixture_call(fixture, &visit, 0, at(490));
    assert_status(visit_move(&visit, STEP_NO_SHOW, at(493)), STATUS_OK);
    assert_status(fixture_resume(&visit, at(500)), STATUS_OK);
    serve(fixture, &visit, at(505), OUTCOME_SETTLED, at(520));
    struct day_report *report = report_at(fixture, 600);
    assert_int_equal(report->waits.values_ms[0], 25 * MINUTE_MS);
    day_report_destroy(report);
}

TEST(a_break_in_the_service_is_no_part_of_the_wait)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, at(480));
    fixture_call(fixture, &visit, 0, at(490));
    assert_status(visit_move(&visit, STEP_START, at(491)), STATUS_OK);
    assert_status(visit_move(&visit, STEP_PARK, at(510)), STATUS_OK);
    assert_status(fixture_resume(&visit, at(530)), STATUS_OK);
    serve(fixture, &visit, at(535), OUTCOME_SETTLED, at(550));
    struct day_report *report = report_at(fixture, 600);
    assert_int_equal(report->waits.count, 1);
    assert_int_equal(report->waits.values_ms[0], 10 * MINUTE_MS);
    day_report_destroy(report);
}

TEST(the_newest_twenty_tickets_are_listed_and_other_days_are_not)
{
    struct fixture *fixture = *state;
    (void)fixture_issue(fixture, FIXTURE_DAY - 1, 0, 1, at(480));
    (void)fixture_issue(fixture, FIXTURE_DAY + 1, 0, 1, at(480));
    for (int i = 0; i < DAY_RECENT_MAX + 1; i++) {
        (void)fixture_issue(fixture, FIXTURE_DAY, 0, 1, at(480 + i));
    }
    struct day_report *report = report_at(fixture, 600);
    assert_int_equal(report->issued, DAY_RECENT_MAX + 1);
    assert_int_equal(report->recent_count, DAY_RECENT_MAX);
    assert_string_equal(report->recent[0].number, "A21");
    assert_string_equal(report->recent[DAY_RECENT_MAX - 1].number, "A2");
    day_report_destroy(report);
}

TEST(an_hour_begins_with_its_first_minute)
{
    struct fixture *fixture = *state;
    (void)fixture_issue(fixture, FIXTURE_DAY, 0, 1, at(540) - 1);
    (void)fixture_issue(fixture, FIXTURE_DAY, 0, 1, at(540));
    struct day_report *report = report_at(fixture, 600);
    assert_int_equal(report->arrivals[8], 1);
    assert_int_equal(report->arrivals[9], 1);
    day_report_destroy(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(an_empty_day_has_no_figures),
        FIXTURE_TEST(the_sample_day_gives_its_published_figures),
        FIXTURE_TEST(a_later_step_waits_from_the_end_of_the_one_before),
        FIXTURE_TEST(a_service_with_fewer_than_five_waits_is_hidden_the_office_never),
        FIXTURE_TEST(who_still_waits_counts_with_the_wait_so_far),
        FIXTURE_TEST(a_call_that_was_missed_is_not_the_end_of_the_wait),
        FIXTURE_TEST(a_break_in_the_service_is_no_part_of_the_wait),
        FIXTURE_TEST(the_newest_twenty_tickets_are_listed_and_other_days_are_not),
        FIXTURE_TEST(an_hour_begins_with_its_first_minute),
    };
    if (clock_zone_set("Europe/Warsaw") != STATUS_OK) {
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}

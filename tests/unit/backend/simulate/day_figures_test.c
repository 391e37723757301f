#include "support/check.h"

#include "simulate/day_figures.h"

#include <math.h>
#include <string.h>

#define AT(hour, minute) (((int64_t)(hour)*60 + (minute)) * 60 * 1000)

enum { SR, PS, PR, VISITS = 8 };

/* A day counted by hand: eight who came (a ninth, booked at 9:00, did not), one of whom went away
 * unheard of. In: check-in, appointment, then the services with call, start and end. */
static struct record_visit pages[VISITS] = {
    {.checkin_ms = AT(8, 0),
     .steps = {{SR, 5, AT(8, 0), AT(8, 0), AT(8, 1), AT(8, 13)}},
     .step_count = 1,
     .needed = 1,
     .over_ms = AT(8, 13),
     .end = RECORD_SERVED},
    {.checkin_ms = AT(8, 2),
     .steps = {{SR, 5, AT(8, 2), AT(8, 14), AT(8, 15), AT(8, 30)}},
     .step_count = 1,
     .needed = 1,
     .over_ms = AT(8, 30),
     .end = RECORD_SERVED},
    {.checkin_ms = AT(8, 10),
     .priority = true,
     .steps = {{SR, 5, AT(8, 10), AT(8, 31), AT(8, 32), AT(8, 40)}},
     .step_count = 1,
     .needed = 1,
     .over_ms = AT(8, 40),
     .end = RECORD_SERVED},
    {.checkin_ms = AT(8, 5),
     .steps = {{SR, 5, AT(8, 5), AT(8, 41), AT(8, 42), AT(8, 50)}},
     .step_count = 1,
     .needed = 1,
     .over_ms = AT(8, 50),
     .end = RECORD_SERVED},
    {.checkin_ms = AT(8, 20),
     .appointment_ms = AT(8, 30),
     .steps = {{PS, 2, AT(8, 30), AT(8, 34), AT(8, 35), AT(8, 55)},
               {PR, 9, AT(8, 55), AT(9, 5), AT(9, 6), AT(9, 30)}},
     .step_count = 2,
     .needed = 2,
     .over_ms = AT(9, 30),
     .end = RECORD_SERVED},
    {.checkin_ms = AT(8, 25),
     .gave_up_ms = AT(0, 31),
     .service = PS,
     .needed = 1,
     .over_ms = AT(8, 56),
     .end = RECORD_NO_ANSWER},
    {.checkin_ms = AT(8, 50),
     .appointment_ms = AT(8, 35),
     .is_late = true,
     .steps = {{PS, 2, AT(8, 50), AT(8, 57), AT(8, 58), AT(9, 20)}},
     .step_count = 1,
     .needed = 1,
     .over_ms = AT(9, 20),
     .end = RECORD_SERVED},
    {.checkin_ms = AT(8, 26),
     .appointment_ms = AT(8, 40),
     .steps = {{PR, 9, AT(8, 40), AT(8, 38), AT(8, 39), AT(9, 4)}},
     .step_count = 1,
     .needed = 1,
     .over_ms = AT(9, 4),
     .end = RECORD_SERVED},
};

static struct day_figures figures_of_the_day(void)
{
    const struct day_record record = {.visits = pages, .count = VISITS, .gap_ms = AT(0, 5)};
    struct day_figures figures;
    day_figures_of(&record, AT(9, 25), &figures);
    return figures;
}

static void assert_figure(const struct day_figures *figures, enum figure figure, double expected)
{
    assert_true(fabs(figures->values[figure] - expected) < 0.00005);
}

TEST(waits_are_as_counted_by_hand)
{
    (void)state;
    struct day_figures figures = figures_of_the_day();
    assert_figure(&figures, FIGURE_WAIT_FIRST, 11.4286);
    assert_figure(&figures, FIGURE_WAIT_SERVED, 12.8571);
    assert_figure(&figures, FIGURE_WAIT_P90, 27.0);
    assert_figure(&figures, FIGURE_BUILDING, 36.2857);
    assert_figure(&figures, FIGURE_SEVERAL_TIME, 70);
    assert_figure(&figures, FIGURE_PRIORITY, 21);
}

TEST(who_went_away_counts_in_the_wait_of_everybody)
{
    (void)state;
    struct day_figures figures = figures_of_the_day();
    assert_figure(&figures, FIGURE_WAIT, (90.0 + 31) / 8);
    assert_figure(&figures, FIGURE_PLAIN, (0 + 12 + 36 + 31 + 7) / 5.0);
    assert_figure(&figures, FIGURE_OFFERED, 8);
    assert_figure(&figures, FIGURE_SERVED, 7);
    assert_figure(&figures, FIGURE_LOST, 0.125);
}

TEST(bookings_and_the_service_level_are_as_counted_by_hand)
{
    (void)state;
    struct day_figures figures = figures_of_the_day();
    assert_figure(&figures, FIGURE_BOOKED_5, 1);
    assert_figure(&figures, FIGURE_BOOKED_15, 1);
    assert_figure(&figures, FIGURE_LEVEL_20, 0.625);
}

TEST(two_were_overtaken_by_five_minutes_each)
{
    (void)state;
    struct day_figures figures = figures_of_the_day();
    /* The fourth by the third (priority), the sixth by the fifth (a booking): nine stretches. */
    assert_figure(&figures, FIGURE_OVERTAKEN, 2.0 / 9);
    assert_figure(&figures, FIGURE_GAP_STEP, 5);
    assert_figure(&figures, FIGURE_GAP, 5);
    assert_figure(&figures, FIGURE_OVERTIME, 5);
}

TEST(who_left_after_a_short_wait_is_no_matter_of_the_service_level)
{
    (void)state;
    struct record_visit other[VISITS];
    memcpy(other, pages, sizeof(other));
    other[5].gave_up_ms = AT(0, 20);
    const struct day_record record = {.visits = other, .count = VISITS};
    struct day_figures figures;
    day_figures_of(&record, AT(9, 25), &figures);
    assert_figure(&figures, FIGURE_LEVEL_20, 5.0 / 7);
}

TEST(a_call_before_somebody_is_entitled_overtakes_nobody)
{
    (void)state;
    struct record_visit two[] = {
        {.steps = {{SR, 5, AT(8, 35), AT(8, 40), AT(8, 40), AT(8, 50)}}, .step_count = 1},
        {.steps = {{SR, 5, AT(8, 45), AT(8, 34), AT(8, 34), AT(8, 39)}}, .step_count = 1},
    };
    const struct day_record record = {.visits = two, .count = 2};
    struct day_figures figures;
    day_figures_of(&record, AT(9, 25), &figures);
    assert_figure(&figures, FIGURE_OVERTAKEN, 0);
    two[1].steps[0].called_ms = AT(8, 35);
    day_figures_of(&record, AT(9, 25), &figures);
    assert_figure(&figures, FIGURE_GAP_STEP, 10);
}

TEST(an_empty_day_has_no_figures_but_counts)
{
    (void)state;
    const struct day_record record = {.count = 0};
    struct day_figures figures;
    day_figures_of(&record, AT(16, 0), &figures);
    assert_true(isnan(figures.values[FIGURE_WAIT]));
    assert_true(isnan(figures.values[FIGURE_WAIT_P90]));
    assert_true(isnan(figures.values[FIGURE_BOOKED_5]));
    assert_true(isnan(figures.values[FIGURE_LEVEL_20]));
    assert_figure(&figures, FIGURE_OFFERED, 0);
    assert_figure(&figures, FIGURE_OVERTIME, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waits_are_as_counted_by_hand),
        cmocka_unit_test(who_went_away_counts_in_the_wait_of_everybody),
        cmocka_unit_test(bookings_and_the_service_level_are_as_counted_by_hand),
        cmocka_unit_test(two_were_overtaken_by_five_minutes_each),
        cmocka_unit_test(who_left_after_a_short_wait_is_no_matter_of_the_service_level),
        cmocka_unit_test(a_call_before_somebody_is_entitled_overtakes_nobody),
        cmocka_unit_test(an_empty_day_has_no_figures_but_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

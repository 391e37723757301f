#include "unit/kiosk/app/stand.h"

enum { MONDAY = 20261123, MINUTE_MS = 60 * 1000 };

/* The office is open on Mondays from 8:00 to 16:00, and the kiosk keeps to it. */
static void enforce(struct stand *stand)
{
    stand->app->settings.enforce_hours = true;
    stand->app->catalog->hours[0] = (struct wire_hours){1, 480, 960};
    stand->app->catalog->hours_count = 1;
}

static void set_clock(struct stand *stand, int32_t day, int weekday, int minute)
{
    happen(stand, (struct event){.kind = EVENT_TODAY, .as.today = {day, weekday, minute}});
}

TEST(closes_and_opens_by_itself_to_the_minute)
{
    struct stand *stand = *state;
    enforce(stand);
    set_clock(stand, MONDAY, 1, 958);
    assert_screen(stand, "attract");
    assert_int_equal(app_deadline_ms(stand->app), stand->now_ms + (int64_t)2 * MINUTE_MS);
    pass(stand, 2 * MINUTE_MS);
    assert_screen(stand, "closed");
    set_clock(stand, MONDAY, 1, 479);
    assert_screen(stand, "closed");
    pass(stand, MINUTE_MS);
    assert_screen(stand, "attract");
}

TEST(a_visit_that_has_begun_is_finished_after_closing_time)
{
    struct stand *stand = *state;
    enforce(stand);
    set_clock(stand, MONDAY, 1, 959);
    to_confirm(stand);
    stand->now_ms += MINUTE_MS / 2;
    (void)tap(stand, "no_paper", ACTION_NO_PAPER, 0);
    stand->now_ms += MINUTE_MS / 2;
    answer(stand, stand->app->issue.request, 12);
    assert_screen(stand, "number");
    assert_true(app_is_closed(stand->app));
    (void)tap(stand, "finish", ACTION_FINISH, 0);
    assert_screen(stand, "closed");
}

TEST(days_off_and_days_without_hours_are_closed)
{
    struct stand *stand = *state;
    enforce(stand);
    set_clock(stand, 20261122, 7, 600);
    assert_screen(stand, "closed");
    set_clock(stand, 20260406, 1, 600); /* Easter Monday */
    assert_screen(stand, "closed");
    set_clock(stand, MONDAY, 1, 600);
    assert_screen(stand, "attract");
}

TEST(the_clock_runs_over_midnight_without_being_told)
{
    struct stand *stand = *state;
    enforce(stand);
    set_clock(stand, 20261122, 7, 1430);
    pass(stand, (int64_t)(10 + 480) * MINUTE_MS);
    assert_screen(stand, "attract");
    struct today_event clock = app_clock(stand->app);
    assert_int_equal(clock.day, MONDAY);
    assert_int_equal(clock.weekday, 1);
    assert_int_equal(clock.minute_of_day, 480);
}

TEST(a_kiosk_that_does_not_keep_hours_is_never_closed)
{
    struct stand *stand = *state;
    enforce(stand);
    stand->app->settings.enforce_hours = false;
    set_clock(stand, 20261122, 7, 600);
    assert_screen(stand, "attract");
    stand->app->settings.enforce_hours = true;
    stand->app->catalog->hours_count = 0; /* nor one whose office tells no hours */
    pass(stand, MINUTE_MS);
    assert_screen(stand, "attract");
}

TEST(what_somebody_changed_on_the_closed_screen_is_gone_after_a_while)
{
    struct stand *stand = *state;
    enforce(stand);
    set_clock(stand, 20261122, 7, 600);
    (void)tap(stand, "bar.contrast", ACTION_CONTRAST, 0);
    (void)tap(stand, "bar.larger", ACTION_LARGE_TEXT, 0);
    (void)tap(stand, "bar.lower", ACTION_LOWER, 0);
    (void)tap(stand, "bar.language", ACTION_LANGUAGE_OPEN, 0);
    (void)tap(stand, "language.uk", ACTION_LANGUAGE_PICK, LANGUAGE_UK);
    assert_screen(stand, "closed");
    assert_int_equal(stand->app->visit.language, LANGUAGE_UK);
    pass(stand, stand->app->settings.idle_long_ms);
    assert_screen(stand, "closed");
    assert_int_equal(stand->app->visit.language, LANGUAGE_PL);
    assert_false(stand->app->visit.is_contrast);
    assert_false(stand->app->visit.is_low);
    assert_int_equal(stand->app->visit.text_step, 0);
}

TEST(full_for_today_offers_other_ways_and_keeps_nothing_open)
{
    struct stand *stand = *state;
    to_confirm(stand);
    (void)tap(stand, "print", ACTION_PRINT, 0);
    happen(stand,
           (struct event){.kind = EVENT_FAILED,
                          .as.failed = {.request = stand->app->issue.request, .is_full = true}});
    assert_screen(stand, "full");
    assert_false(stand->app->issue.is_open);
    (void)tap(stand, "days", ACTION_DAYS_OPEN, 0);
    assert_screen(stand, "days");
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_screen(stand, "full");
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_screen(stand, "home");
    assert_int_equal(stand->app->visit.need, -1);
}

TEST(letters_lead_to_a_need_and_back_the_same_way)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    (void)tap(stand, "group.money", ACTION_GROUP, 0);
    (void)tap(stand, "letters", ACTION_LETTERS_OPEN, 0);
    (void)tap(stand, "letter.1", ACTION_LETTER, 0);
    assert_screen(stand, "list");
    (void)tap(stand, "need.food", ACTION_NEED, 1);
    assert_screen(stand, "confirm");
    const char *way[] = {"list", "letters", "home"};
    for (int i = 0; i < 3; i++) {
        (void)tap(stand, "bar.back", ACTION_BACK, 0);
        assert_screen(stand, way[i]);
    }
}

TEST(back_turns_pages_before_it_leaves)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    (void)tap(stand, "group.money", ACTION_GROUP, 0);
    (void)tap(stand, "more", ACTION_PAGE, 1);
    (void)tap(stand, "more", ACTION_PAGE, 2);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_int_equal(stand->app->visit.page, 1);
    assert_screen(stand, "group");
    (void)tap(stand, "bar.larger", ACTION_LARGE_TEXT, 0); /* other pages: from the first again */
    assert_int_equal(stand->app->visit.page, 0);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_screen(stand, "home");
}

TEST(the_text_has_three_sizes_in_a_ring)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    for (int i = 1; i <= 4; i++) {
        (void)tap(stand, "bar.larger", ACTION_LARGE_TEXT, 0);
        assert_int_equal(stand->app->visit.text_step, i % TEXT_STEPS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAND(closes_and_opens_by_itself_to_the_minute),
        STAND(a_visit_that_has_begun_is_finished_after_closing_time),
        STAND(days_off_and_days_without_hours_are_closed),
        STAND(the_clock_runs_over_midnight_without_being_told),
        STAND(a_kiosk_that_does_not_keep_hours_is_never_closed),
        STAND(what_somebody_changed_on_the_closed_screen_is_gone_after_a_while),
        STAND(full_for_today_offers_other_ways_and_keeps_nothing_open),
        STAND(letters_lead_to_a_need_and_back_the_same_way),
        STAND(back_turns_pages_before_it_leaves),
        STAND(the_text_has_three_sizes_in_a_ring),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

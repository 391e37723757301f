#include "unit/kiosk/app/stand.h"

TEST(reaches_a_number_in_four_touches)
{
    struct stand *stand = *state;
    assert_screen(stand, "attract");
    (void)tap(stand, "start", ACTION_START, 0);
    assert_screen(stand, "home");
    (void)tap(stand, "group.money", ACTION_GROUP, 0);
    assert_screen(stand, "group");
    (void)tap(stand, "need.food", ACTION_NEED, 1);
    assert_screen(stand, "confirm");
    assert_true(tap(stand, "print", ACTION_PRINT, 0) & WISH_ISSUE);
    assert_string_equal(stand->app->issue.body.need, "food");
    assert_string_equal(stand->app->issue.body.language, "pl");
    assert_false(stand->app->issue.body.priority);
    answer(stand, stand->app->issue.request, 12);
    assert_screen(stand, "number");
    assert_true(stand->wishes & WISH_PRINT);
}

TEST(reaches_a_number_in_two_touches_for_who_does_not_know)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    assert_true(tap(stand, "need.start", ACTION_NEED_AT_ONCE, 3) & WISH_ISSUE);
    answer(stand, stand->app->issue.request, 12);
    assert_screen(stand, "number");
    assert_true(stand->wishes & WISH_PRINT);
}

TEST(back_retraces_each_step)
{
    struct stand *stand = *state;
    to_confirm(stand);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_screen(stand, "group");
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_screen(stand, "home");
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_screen(stand, "attract");
}

TEST(back_forgets_what_was_asked_on_the_confirm_screen)
{
    struct stand *stand = *state;
    to_confirm(stand);
    (void)tap(stand, "ask.priority", ACTION_PRIORITY, 0);
    assert_true(stand->app->visit.wants_priority);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_false(stand->app->visit.wants_priority);
    assert_null(app_need(stand->app));
}

TEST(language_and_staff_lead_back_to_where_they_were_asked_for)
{
    struct stand *stand = *state;
    to_confirm(stand);
    (void)tap(stand, "bar.language", ACTION_LANGUAGE_OPEN, 0);
    assert_screen(stand, "language");
    (void)tap(stand, "bar.staff", ACTION_STAFF, 0);
    assert_screen(stand, "staff");
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_screen(stand, "confirm");
    (void)tap(stand, "bar.language", ACTION_LANGUAGE_OPEN, 0);
    (void)tap(stand, "language.uk", ACTION_LANGUAGE_PICK, LANGUAGE_UK);
    assert_screen(stand, "confirm");
    assert_int_equal(stand->app->visit.language, LANGUAGE_UK);
}

TEST(easy_text_gives_the_language_of_before_back)
{
    struct stand *stand = *state;
    (void)tap(stand, "language.uk", ACTION_LANGUAGE_PICK, LANGUAGE_UK);
    (void)tap(stand, "bar.easy", ACTION_EASY_TEXT, 0);
    assert_int_equal(stand->app->visit.language, LANGUAGE_PL_EASY);
    (void)tap(stand, "bar.easy", ACTION_EASY_TEXT, 0);
    assert_int_equal(stand->app->visit.language, LANGUAGE_UK);
}

TEST(who_reads_ukrainian_is_taken_to_speak_it_and_may_say_otherwise)
{
    struct stand *stand = *state;
    (void)tap(stand, "language.uk", ACTION_LANGUAGE_PICK, LANGUAGE_UK);
    (void)tap(stand, "group.papers", ACTION_GROUP, 1);
    (void)tap(stand, "need.language", ACTION_NEED, 2);
    assert_int_equal(stand->app->visit.interpreter, INTERPRETER_UK);
    (void)tap(stand, "ask.language", ACTION_QUESTION_OPEN, 0);
    assert_screen(stand, "interpreter");
    (void)tap(stand, "talk.sign", ACTION_INTERPRETER, INTERPRETER_SIGN);
    assert_screen(stand, "confirm");
    (void)tap(stand, "print", ACTION_PRINT, 0);
    assert_string_equal(stand->app->issue.body.interpreter, "pjm");
}

TEST(who_names_no_language_still_gets_somebody)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    (void)tap(stand, "group.papers", ACTION_GROUP, 1);
    (void)tap(stand, "need.language", ACTION_NEED, 2);
    (void)tap(stand, "print", ACTION_PRINT, 0);
    assert_string_equal(stand->app->issue.body.interpreter, "other");
}

/* A need whose route goes on to two more services. */
static void to_offers(struct stand *stand)
{
    stand->app->catalog->needs[1].route_count = 3;
    to_confirm(stand);
}

TEST(an_offer_is_sent_only_when_it_was_ticked)
{
    struct stand *stand = *state;
    to_offers(stand);
    assert_int_equal(stand->app->visit.agreed, 0);
    (void)tap(stand, "offer.1", ACTION_OFFER, 1);
    (void)tap(stand, "offer.2", ACTION_OFFER, 2);
    (void)tap(stand, "offer.1", ACTION_OFFER, 1);
    (void)tap(stand, "print", ACTION_PRINT, 0);
    assert_int_equal(stand->app->issue.body.agreed, 1 << 2);
}

TEST(what_was_ticked_stays_on_the_way_back_and_forth)
{
    struct stand *stand = *state;
    to_offers(stand);
    (void)tap(stand, "offer.1", ACTION_OFFER, 1);
    (void)tap(stand, "bar.staff", ACTION_STAFF, 0);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_int_equal(stand->app->visit.agreed, 1 << 1);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    (void)tap(stand, "need.food", ACTION_NEED, 1);
    assert_int_equal(stand->app->visit.agreed, 1 << 1);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    (void)tap(stand, "need.money", ACTION_NEED, 0);
    assert_int_equal(stand->app->visit.agreed, 0); /* it was ticked for another need */
}

TEST(neither_the_next_person_nor_who_asks_at_once_has_anything_ticked)
{
    struct stand *stand = *state;
    to_offers(stand);
    (void)tap(stand, "offer.1", ACTION_OFFER, 1);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    (void)tap(stand, "need.food", ACTION_NEED_AT_ONCE, 1);
    assert_int_equal(stand->app->issue.body.agreed, 0);
    (void)tap(stand, "bar.start_over", ACTION_START_OVER, 0);
    to_offers(stand);
    (void)tap(stand, "offer.1", ACTION_OFFER, 1);
    (void)tap(stand, "bar.start_over", ACTION_START_OVER, 0);
    to_offers(stand);
    assert_int_equal(stand->app->visit.agreed, 0);
}

TEST(a_fresh_screen_asks_for_no_wake)
{
    struct stand *stand = *state;
    assert_int_equal(app_deadline_ms(stand->app), INT64_MAX);
}

TEST(a_new_catalogue_waits_for_the_end_of_the_visit)
{
    struct stand *stand = *state;
    to_confirm(stand);
    happen(stand, (struct event){.kind = EVENT_CATALOG, .as.catalog = make_catalog("two")});
    happen(stand, (struct event){.kind = EVENT_CATALOG, .as.catalog = make_catalog("three")});
    assert_string_equal(stand->app->catalog->version, "one");
    assert_string_equal(app_need(stand->app)->code, "food");
    (void)tap(stand, "bar.start_over", ACTION_START_OVER, 0);
    assert_string_equal(stand->app->catalog->version, "three");
}

TEST(the_same_catalogue_again_changes_nothing)
{
    struct stand *stand = *state;
    const struct wire_catalog *before = stand->app->catalog;
    happen(stand, (struct event){.kind = EVENT_CATALOG, .as.catalog = make_catalog("one")});
    assert_ptr_equal(stand->app->catalog, before);
    assert_int_equal(stand->wishes, 0);
}

TEST(asks_for_the_catalogue_until_there_is_one)
{
    (void)state;
    struct app_settings settings = app_settings_default();
    struct stand stand = {.now_ms = START_MS, .app = app_create(&settings, START_MS)};
    give_key(&stand);
    happen(&stand, (struct event){.kind = EVENT_CONNECTED});
    assert_true(stand.wishes & WISH_CATALOG);
    report_failure(&stand, 0, true);
    int64_t wait = app_deadline_ms(stand.app) - stand.now_ms;
    assert_in_range(wait, 1, settings.retry_ms);
    pass(&stand, wait);
    assert_true(stand.wishes & WISH_CATALOG);
    (void)tap(&stand, "start", ACTION_START, 0);
    assert_screen(&stand, "home");
    app_destroy(stand.app);
}

TEST(fetches_the_outlook_while_somebody_is_there_one_at_a_time)
{
    struct stand *stand = *state;
    happen(stand, (struct event){.kind = EVENT_CHANGED});
    assert_false(stand->wishes & WISH_OUTLOOK);
    assert_true(tap(stand, "start", ACTION_START, 0) & WISH_OUTLOOK);
    happen(stand, (struct event){.kind = EVENT_CHANGED});
    assert_false(stand->wishes & WISH_OUTLOOK);
    struct wire_outlook outlook = {.need_count = 1};
    happen(stand, (struct event){.kind = EVENT_OUTLOOK, .as.outlook = &outlook});
    assert_true(stand->app->has_outlook);
    happen(stand, (struct event){.kind = EVENT_CHANGED});
    assert_true(stand->wishes & WISH_OUTLOOK);
    happen(stand, (struct event){.kind = EVENT_AWAY});
    assert_false(stand->app->has_outlook);
}

TEST(turns_pages_and_starts_at_the_first_on_another_screen)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    (void)tap(stand, "group.money", ACTION_GROUP, 0);
    (void)tap(stand, "more", ACTION_PAGE, 1);
    assert_int_equal(stand->app->visit.page, 1);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    (void)tap(stand, "group.money", ACTION_GROUP, 0);
    assert_int_equal(stand->app->visit.page, 0);
}

TEST(time_never_runs_backwards)
{
    struct stand *stand = *state;
    pass(stand, 5000);
    struct event late = {.kind = EVENT_TIME, .at_ms = stand->now_ms - 4000};
    (void)app_update(stand->app, &late);
    assert_int_equal(stand->app->now_ms, stand->now_ms);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAND(reaches_a_number_in_four_touches),
        STAND(reaches_a_number_in_two_touches_for_who_does_not_know),
        STAND(back_retraces_each_step),
        STAND(back_forgets_what_was_asked_on_the_confirm_screen),
        STAND(language_and_staff_lead_back_to_where_they_were_asked_for),
        STAND(easy_text_gives_the_language_of_before_back),
        STAND(who_reads_ukrainian_is_taken_to_speak_it_and_may_say_otherwise),
        STAND(who_names_no_language_still_gets_somebody),
        STAND(an_offer_is_sent_only_when_it_was_ticked),
        STAND(what_was_ticked_stays_on_the_way_back_and_forth),
        STAND(neither_the_next_person_nor_who_asks_at_once_has_anything_ticked),
        STAND(a_fresh_screen_asks_for_no_wake),
        STAND(a_new_catalogue_waits_for_the_end_of_the_visit),
        STAND(the_same_catalogue_again_changes_nothing),
        STAND(asks_for_the_catalogue_until_there_is_one),
        STAND(fetches_the_outlook_while_somebody_is_there_one_at_a_time),
        STAND(turns_pages_and_starts_at_the_first_on_another_screen),
        STAND(time_never_runs_backwards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

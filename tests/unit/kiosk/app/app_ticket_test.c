#include "unit/kiosk/app/stand.h"

TEST(asks_for_no_paper_where_none_can_come)
{
    struct stand *stand = *state;
    happen(stand, (struct event){.kind = EVENT_PRINTER, .as.printer_can_print = false});
    (void)tap(stand, "start", ACTION_START, 0);
    (void)tap(stand, "need.start", ACTION_NEED_AT_ONCE, 3);
    answer(stand, stand->app->issue.request, 12);
    assert_screen(stand, "number");
    assert_false(stand->wishes & WISH_PRINT);
    assert_int_equal(stand->app->visit.paper, PAPER_NONE);
}

TEST(a_retry_keeps_the_key_and_the_next_ticket_has_another)
{
    struct stand *stand = *state;
    to_confirm(stand);
    (void)tap(stand, "print", ACTION_PRINT, 0);
    char first[WIRE_KEY_MAX + 1];
    (void)snprintf(first, sizeof(first), "%s", stand->app->issue.key);
    int64_t request = stand->app->issue.request;
    for (int i = 0; i < 3; i++) {
        report_failure(stand, request, true);
        assert_false(stand->wishes & WISH_ISSUE);
        pass(stand, stand->app->settings.retry_ms - 1);
        assert_false(stand->wishes & WISH_ISSUE);
        pass(stand, 1);
        assert_true(stand->wishes & WISH_ISSUE);
        assert_string_equal(stand->app->issue.key, first);
        assert_int_equal(stand->app->issue.request, request);
    }
    answer(stand, request, 12);
    (void)tap(stand, "finish", ACTION_FINISH, 0);
    to_confirm(stand);
    (void)tap(stand, "print", ACTION_PRINT, 0);
    assert_string_not_equal(stand->app->issue.key, first);
}

TEST(asks_for_one_ticket_however_often_it_is_touched)
{
    struct stand *stand = *state;
    to_confirm(stand);
    assert_true(tap(stand, "print", ACTION_PRINT, 0) & WISH_ISSUE);
    assert_false(tap(stand, "print", ACTION_PRINT, 0) & WISH_ISSUE);
    assert_false(tap(stand, "no_paper", ACTION_NO_PAPER, 0) & WISH_ISSUE);
    assert_false(tap(stand, "bar.back", ACTION_BACK, 0) & WISH_ISSUE);
    assert_screen(stand, "confirm");
}

TEST(a_slow_number_gets_a_screen_of_its_own_after_half_a_second)
{
    struct stand *stand = *state;
    to_confirm(stand);
    (void)tap(stand, "print", ACTION_PRINT, 0);
    pass(stand, 499);
    assert_screen(stand, "confirm");
    pass(stand, 1);
    assert_screen(stand, "waiting");
    answer(stand, stand->app->issue.request, 12);
    assert_screen(stand, "number");
}

TEST(who_comes_back_from_the_help_screen_sees_that_the_number_is_awaited)
{
    struct stand *stand = *state;
    to_confirm(stand);
    (void)tap(stand, "print", ACTION_PRINT, 0);
    point(stand, POINTER_DOWN, FINGER, 9000, target_of("bar.staff", ACTION_STAFF, 0));
    point(stand, POINTER_UP, FINGER, 9000, target_of("bar.staff", ACTION_STAFF, 0));
    assert_screen(stand, "staff");
    report_failure(stand, stand->app->issue.request, false);
    pass(stand, 10 * 1000);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_true(app_deadline_ms(stand->app) <= stand->now_ms);
    pass(stand, 0);
    assert_screen(stand, "waiting");
    assert_true(app_deadline_ms(stand->app) > stand->now_ms);
}

TEST(says_that_nobody_answers_and_recovers_by_itself)
{
    struct stand *stand = *state;
    to_confirm(stand);
    (void)tap(stand, "print", ACTION_PRINT, 0);
    report_failure(stand, stand->app->issue.request, true);
    assert_screen(stand, "waiting");
    assert_true(stand->app->issue.has_failed);
    happen(stand, (struct event){.kind = EVENT_AWAY});
    assert_true(stand->app->is_away);
    happen(stand, (struct event){.kind = EVENT_CONNECTED});
    assert_true(stand->wishes & WISH_ISSUE);
    answer(stand, stand->app->issue.request, 12);
    assert_screen(stand, "number");
}

TEST(does_not_repeat_what_was_refused)
{
    struct stand *stand = *state;
    to_confirm(stand);
    (void)tap(stand, "print", ACTION_PRINT, 0);
    report_failure(stand, stand->app->issue.request, false);
    assert_screen(stand, "waiting");
    assert_true(stand->wishes & WISH_CATALOG);
    pass(stand, 10 * 1000);
    assert_false(stand->wishes & WISH_ISSUE);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_screen(stand, "confirm");
    assert_true(tap(stand, "print", ACTION_PRINT, 0) & WISH_ISSUE);
}

TEST(gives_back_a_ticket_whose_person_has_gone)
{
    struct stand *stand = *state;
    to_confirm(stand);
    (void)tap(stand, "print", ACTION_PRINT, 0);
    int64_t request = stand->app->issue.request;
    assert_true(tap(stand, "bar.start_over", ACTION_START_OVER, 0) & WISH_CANCEL);
    assert_int_equal(stand->app->cancel.ticket_id, 0);
    assert_int_equal(stand->app->cancel.of_request, request);
    answer(stand, request, 99);
    assert_screen(stand, "attract");
    assert_false(stand->wishes & WISH_CANCEL);
    assert_false(stand->app->visit.has_ticket);
}

TEST(gives_back_what_is_awaited_however_the_person_leaves)
{
    struct stand *stand = *state;
    to_confirm(stand);
    (void)tap(stand, "print", ACTION_PRINT, 0);
    report_failure(stand, stand->app->issue.request, true);
    assert_true(tap(stand, "bar.back", ACTION_BACK, 0) & WISH_CANCEL);
    (void)tap(stand, "print", ACTION_PRINT, 0);
    int64_t request = stand->app->issue.request;
    pass(stand, stand->app->settings.idle_ms);
    assert_false(stand->wishes & WISH_CANCEL);
    pass(stand, stand->app->settings.warning_ms);
    assert_screen(stand, "attract");
    assert_true(stand->wishes & WISH_CANCEL);
    assert_int_equal(stand->app->cancel.of_request, request);
}

TEST(has_nothing_to_give_back_when_the_number_was_refused_or_taken)
{
    struct stand *stand = *state;
    to_confirm(stand);
    (void)tap(stand, "print", ACTION_PRINT, 0);
    report_failure(stand, stand->app->issue.request, false);
    assert_false(tap(stand, "bar.start_over", ACTION_START_OVER, 0) & WISH_CANCEL);
    to_number(stand, false);
    assert_false(tap(stand, "finish", ACTION_FINISH, 0) & WISH_CANCEL);
}

static void adopt(struct stand *stand, int64_t request)
{
    const struct wire_issue_answer ticket = {
        .ticket_id = 77, .number = "A27", .ahead = 5, .wait = {true, 10, 20}};
    happen(stand, (struct event){.kind = EVENT_ADOPTED, .request = request, .as.ticket = &ticket});
}

TEST(a_number_given_without_the_backend_is_shown_and_learns_its_wait_later)
{
    struct stand *stand = *state;
    const struct wire_issue_answer alone = {.number = "A27", .ahead = -1};
    to_confirm(stand);
    (void)tap(stand, "no_paper", ACTION_NO_PAPER, 0);
    int64_t request = stand->app->issue.request;
    happen(stand, (struct event){.kind = EVENT_ISSUED, .request = request, .as.ticket = &alone});
    assert_screen(stand, "number");
    adopt(stand, request + 1);
    assert_int_equal(stand->app->visit.ticket.ticket_id, 0);
    adopt(stand, request);
    assert_true(stand->wishes & WISH_REDRAW);
    assert_int_equal(stand->app->visit.ticket.ticket_id, 77);
    assert_int_equal(stand->app->visit.ticket.ahead, 5);
    (void)tap(stand, "cancel", ACTION_CANCEL_TICKET, 0);
    (void)tap(stand, "cancel.yes", ACTION_CANCEL_YES, 0);
    assert_int_equal(stand->app->cancel.ticket_id, 77);
    assert_int_equal(stand->app->cancel.of_request, request);
}

TEST(who_asks_for_help_is_told_to_the_consoles)
{
    struct stand *stand = *state;
    to_confirm(stand);
    assert_true(tap(stand, "bar.staff", ACTION_STAFF, 0) & WISH_STAFF);
}

TEST(a_ticket_is_given_back_until_the_backend_has_answered)
{
    struct stand *stand = *state;
    to_confirm(stand);
    (void)tap(stand, "print", ACTION_PRINT, 0);
    int64_t request = stand->app->issue.request;
    (void)tap(stand, "bar.start_over", ACTION_START_OVER, 0);
    const struct cancel cancel = stand->app->cancel;
    assert_int_equal(cancel.of_request, request);
    report_failure(stand, cancel.request, true);
    assert_false(stand->wishes & WISH_CANCEL); /* not in the same breath: it may fail at once */
    int64_t again_ms = stand->now_ms + stand->app->settings.retry_ms;
    assert_int_equal(app_deadline_ms(stand->app), again_ms);
    pass(stand, stand->app->settings.retry_ms - 1);
    assert_false(stand->wishes & WISH_CANCEL);
    pass(stand, 1);
    assert_true(stand->wishes & WISH_CANCEL);
    assert_memory_equal(&stand->app->cancel, &cancel, sizeof(cancel)); /* the same key too */
    report_failure(stand, cancel.request, false);
    pass(stand, stand->app->settings.retry_ms);
    assert_false(stand->wishes & WISH_CANCEL);
}

TEST(shows_the_number_before_any_paper)
{
    struct stand *stand = *state;
    to_number(stand, true);
    assert_screen(stand, "number");
    assert_int_equal(stand->app->visit.paper, PAPER_PRINTING);
    paper(stand, stand->app->visit.paper_job, PAPER_ATTENTION);
    assert_screen(stand, "number");
    assert_int_equal(stand->app->visit.paper, PAPER_ATTENTION);
    assert_false(stand->wishes & WISH_PRINT);
}

TEST(prints_again_only_when_asked_and_under_another_job)
{
    struct stand *stand = *state;
    to_number(stand, true);
    int64_t job = stand->app->visit.paper_job;
    paper(stand, job, PAPER_NOT_PRINTED);
    assert_false(stand->wishes & WISH_PRINT);
    assert_true(tap(stand, "print", ACTION_PRINT, 0) & WISH_PRINT);
    assert_true(stand->app->visit.paper_job > job);
    assert_false(stand->wishes & WISH_ISSUE);
    paper(stand, job, PAPER_TAKE);
    assert_int_equal(stand->app->visit.paper, PAPER_PRINTING);
}

TEST(news_of_the_last_persons_paper_does_not_reach_the_next)
{
    struct stand *stand = *state;
    to_number(stand, true);
    int64_t job = stand->app->visit.paper_job;
    (void)tap(stand, "finish", ACTION_FINISH, 0);
    to_number(stand, false);
    paper(stand, job, PAPER_TAKE);
    assert_int_equal(stand->app->visit.paper, PAPER_NONE);
}

TEST(gives_a_ticket_back_after_asking_once_more)
{
    struct stand *stand = *state;
    to_number(stand, false);
    assert_true(app_may_cancel(stand->app));
    assert_false(tap(stand, "cancel", ACTION_CANCEL_TICKET, 0) & WISH_CANCEL);
    (void)tap(stand, "cancel.no", ACTION_CANCEL_NOT, 0);
    assert_true(app_may_cancel(stand->app));
    (void)tap(stand, "cancel", ACTION_CANCEL_TICKET, 0);
    assert_true(tap(stand, "cancel.yes", ACTION_CANCEL_YES, 0) & WISH_CANCEL);
    assert_int_equal(stand->app->cancel.ticket_id, 12);
    happen(stand, (struct event){.kind = EVENT_CANCELLED, .request = stand->app->cancel.request});
    assert_int_equal(stand->app->visit.cancel, CANCEL_DONE);
}

TEST(says_when_a_ticket_could_not_be_given_back)
{
    struct stand *stand = *state;
    to_number(stand, false);
    (void)tap(stand, "cancel", ACTION_CANCEL_TICKET, 0);
    (void)tap(stand, "cancel.yes", ACTION_CANCEL_YES, 0);
    report_failure(stand, stand->app->cancel.request, false);
    assert_int_equal(stand->app->visit.cancel, CANCEL_FAILED);
}

TEST(a_ticket_may_be_given_back_for_a_minute)
{
    struct stand *stand = *state;
    to_number(stand, false);
    int64_t until = stand->app->visit.ticket_at_ms + stand->app->settings.cancel_ms;
    stand->app->input_at_ms = stand->now_ms + 30 * 1000; /* the person is still there */
    assert_true(app_deadline_ms(stand->app) <= until);
    pass(stand, until - stand->now_ms - 1);
    assert_true(app_may_cancel(stand->app));
    pass(stand, 1);
    assert_false(app_may_cancel(stand->app));
}

TEST(a_number_that_comes_late_has_its_full_time_on_screen)
{
    struct stand *stand = *state;
    to_confirm(stand);
    (void)tap(stand, "print", ACTION_PRINT, 0);
    pass(stand, 60 * 1000);
    assert_screen(stand, "timeout");
    answer(stand, stand->app->issue.request, 12);
    assert_screen(stand, "number");
    pass(stand, 60 * 1000 - 1);
    assert_screen(stand, "number");
}

static void be_full(struct stand *stand, const char *need, bool is_full)
{
    struct wire_outlook outlook = {.need_count = 1};
    (void)snprintf(outlook.needs[0].need, sizeof(outlook.needs[0].need), "%s", need);
    outlook.needs[0].is_full = is_full;
    happen(stand, (struct event){.kind = EVENT_OUTLOOK, .as.outlook = &outlook});
}

TEST(a_need_that_is_full_today_says_so_before_anything_is_confirmed)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    be_full(stand, "food", true);
    (void)tap(stand, "group.money", ACTION_GROUP, 0);
    assert_false(tap(stand, "need.food", ACTION_NEED, 1) & WISH_ISSUE);
    assert_screen(stand, "full");
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_screen(stand, "home");
    (void)tap(stand, "need.money", ACTION_NEED, 0); /* another one is not */
    assert_screen(stand, "confirm");
}

TEST(nobody_is_sent_straight_to_a_number_that_is_not_given)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    be_full(stand, "start", true);
    assert_false(tap(stand, "need.start", ACTION_NEED_AT_ONCE, 3) & WISH_ISSUE);
    assert_screen(stand, "full");
    be_full(stand, "start", false);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_true(tap(stand, "need.start", ACTION_NEED_AT_ONCE, 3) & WISH_ISSUE);
}

TEST(while_the_backend_is_away_nothing_is_taken_for_full)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    be_full(stand, "food", true);
    happen(stand, (struct event){.kind = EVENT_AWAY});
    (void)tap(stand, "group.money", ACTION_GROUP, 0);
    (void)tap(stand, "need.food", ACTION_NEED, 1);
    assert_screen(stand, "confirm");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAND(a_need_that_is_full_today_says_so_before_anything_is_confirmed),
        STAND(nobody_is_sent_straight_to_a_number_that_is_not_given),
        STAND(while_the_backend_is_away_nothing_is_taken_for_full),
        STAND(asks_for_no_paper_where_none_can_come),
        STAND(a_retry_keeps_the_key_and_the_next_ticket_has_another),
        STAND(asks_for_one_ticket_however_often_it_is_touched),
        STAND(a_slow_number_gets_a_screen_of_its_own_after_half_a_second),
        STAND(who_comes_back_from_the_help_screen_sees_that_the_number_is_awaited),
        STAND(says_that_nobody_answers_and_recovers_by_itself),
        STAND(does_not_repeat_what_was_refused),
        STAND(gives_back_a_ticket_whose_person_has_gone),
        STAND(gives_back_what_is_awaited_however_the_person_leaves),
        STAND(has_nothing_to_give_back_when_the_number_was_refused_or_taken),
        STAND(a_number_given_without_the_backend_is_shown_and_learns_its_wait_later),
        STAND(who_asks_for_help_is_told_to_the_consoles),
        STAND(a_ticket_is_given_back_until_the_backend_has_answered),
        STAND(shows_the_number_before_any_paper),
        STAND(prints_again_only_when_asked_and_under_another_job),
        STAND(news_of_the_last_persons_paper_does_not_reach_the_next),
        STAND(gives_a_ticket_back_after_asking_once_more),
        STAND(says_when_a_ticket_could_not_be_given_back),
        STAND(a_ticket_may_be_given_back_for_a_minute),
        STAND(a_number_that_comes_late_has_its_full_time_on_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

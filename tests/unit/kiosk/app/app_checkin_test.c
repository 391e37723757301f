#include "unit/kiosk/app/stand.h"

static void type(struct stand *stand, const char *text, int64_t gap_ms)
{
    for (const char *at = text; *at != '\0'; at++) {
        stand->now_ms += gap_ms;
        happen(stand, (struct event){.kind = EVENT_CHAR, .as.ch = *at});
    }
}

static unsigned press_return(struct stand *stand, int64_t gap_ms)
{
    stand->now_ms += gap_ms;
    happen(stand, (struct event){.kind = EVENT_KEY, .as.key = {.key = KEY_SELECT}});
    return stand->wishes;
}

static unsigned scan(struct stand *stand, const char *code)
{
    stand->now_ms += CALM_MS;
    type(stand, code, 5);
    return press_return(stand, 5);
}

static void answer_checkin(struct stand *stand, enum checkin_state what,
                           const struct wire_issue_answer *ticket)
{
    happen(stand, (struct event){.kind = EVENT_CHECKIN,
                                 .request = stand->app->visit.checkin_request,
                                 .as.checkin = {.state = what, .ticket = ticket}});
}

static void type_digits(struct stand *stand, const char *digits)
{
    (void)tap(stand, "start", ACTION_START, 0);
    (void)tap(stand, "visit", ACTION_CHECKIN_OPEN, 0);
    for (const char *at = digits; *at != '\0'; at++) {
        char id[16];
        (void)snprintf(id, sizeof(id), "digit.%c", *at);
        (void)tap(stand, id, ACTION_DIGIT, *at - '0');
    }
}

TEST(a_scanned_code_is_asked_for_from_the_first_screen_on)
{
    struct stand *stand = *state;
    assert_true(scan(stand, "OK-2026/41?x=1") & WISH_CHECKIN);
    assert_screen(stand, "checkin");
    assert_string_equal(stand->app->visit.code, "OK-2026/41?x=1");
    assert_int_equal(stand->app->visit.checkin, CHECKIN_ASKED);
}

TEST(slow_characters_are_no_scanner)
{
    struct stand *stand = *state;
    type(stand, "123456", stand->app->settings.scan_ms);
    assert_false(press_return(stand, 5) & WISH_CHECKIN);
    type(stand, "123456", 5);
    assert_false(press_return(stand, stand->app->settings.scan_ms) & WISH_CHECKIN);
    type(stand, "123", 5);
    assert_false(press_return(stand, 5) & WISH_CHECKIN);
    assert_screen(stand, "attract");
}

TEST(what_was_typed_before_a_pause_is_not_part_of_the_code)
{
    struct stand *stand = *state;
    type(stand, "99", 5);
    assert_true(scan(stand, "4711") & WISH_CHECKIN);
    assert_string_equal(stand->app->visit.code, "4711");
}

TEST(a_code_that_is_too_long_is_not_found_and_nothing_is_asked)
{
    struct stand *stand = *state;
    char code[CODE_MAX + 2];
    memset(code, '7', sizeof(code) - 1);
    code[CODE_MAX] = '\0';
    assert_true(scan(stand, code) & WISH_CHECKIN);
    answer_checkin(stand, CHECKIN_NOT_FOUND, NULL);
    code[CODE_MAX] = '7';
    code[CODE_MAX + 1] = '\0';
    assert_false(scan(stand, code) & WISH_CHECKIN);
    assert_int_equal(stand->app->visit.checkin, CHECKIN_NOT_FOUND);
    assert_string_equal(stand->app->visit.code, "");
}

TEST(a_scan_changes_nothing_in_the_middle_of_a_visit)
{
    struct stand *stand = *state;
    to_confirm(stand);
    assert_false(scan(stand, "123456") & WISH_CHECKIN);
    assert_screen(stand, "confirm");
    (void)tap(stand, "print", ACTION_PRINT, 0);
    answer(stand, stand->app->issue.request, 12);
    assert_false(scan(stand, "123456") & WISH_CHECKIN);
    assert_screen(stand, "number");
}

TEST(a_scan_under_the_warning_only_keeps_the_visit_alive)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    pass(stand, stand->app->settings.idle_ms);
    assert_screen(stand, "timeout");
    assert_false(scan(stand, "123456") & WISH_CHECKIN);
    assert_screen(stand, "home");
}

TEST(six_digits_can_be_typed_erased_and_sent)
{
    struct stand *stand = *state;
    type_digits(stand, "12345");
    assert_false(tap(stand, "code.send", ACTION_CHECKIN_SEND, 0) & WISH_CHECKIN);
    (void)tap(stand, "code.erase", ACTION_ERASE, 0);
    (void)tap(stand, "digit.7", ACTION_DIGIT, 7);
    (void)tap(stand, "digit.8", ACTION_DIGIT, 8);
    (void)tap(stand, "digit.9", ACTION_DIGIT, 9); /* one beyond */
    assert_string_equal(stand->app->visit.code, "123478");
    assert_true(tap(stand, "code.send", ACTION_CHECKIN_SEND, 0) & WISH_CHECKIN);
}

TEST(the_answer_is_shown_and_the_code_is_forgotten)
{
    struct stand *stand = *state;

    const enum checkin_state states[] = {CHECKIN_EARLY, CHECKIN_ON_TIME, CHECKIN_LATE,
                                         CHECKIN_NOT_FOUND, CHECKIN_FAILED};

    for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
        (void)scan(stand, "123456");
        answer_checkin(stand, states[i], NULL);
        assert_int_equal(stand->app->visit.checkin, states[i]);
        assert_string_equal(stand->app->visit.code, "");
        assert_screen(stand, "checkin");
    }
}

TEST(an_appointment_with_a_number_shows_it)
{
    struct stand *stand = *state;
    struct wire_issue_answer ticket = {.ticket_id = 5, .number = "A7"};
    (void)scan(stand, "123456");
    answer_checkin(stand, CHECKIN_ON_TIME, &ticket);
    assert_screen(stand, "number");
    assert_string_equal(stand->app->visit.ticket.number, "A7");
    assert_false(stand->wishes & WISH_PRINT);
}

TEST(an_answer_for_somebody_who_has_gone_is_dropped)
{
    struct stand *stand = *state;
    (void)scan(stand, "123456");
    struct event late = {.kind = EVENT_CHECKIN,
                         .request = stand->app->visit.checkin_request,
                         .as.checkin = {.state = CHECKIN_ON_TIME}};
    (void)tap(stand, "bar.start_over", ACTION_START_OVER, 0);
    happen(stand, late);
    assert_screen(stand, "attract");
    assert_int_equal(stand->app->visit.checkin, CHECKIN_NONE);
    assert_string_equal(stand->app->visit.code, "");
}

static void leave_while_asked(struct stand *stand, int64_t *out_request)
{
    (void)scan(stand, "123456");
    *out_request = stand->app->visit.checkin_request;
    (void)tap(stand, "bar.start_over", ACTION_START_OVER, 0);
}

static void answer_late(struct stand *stand, int64_t request, int64_t ticket_id)
{
    struct wire_issue_answer ticket = {.ticket_id = ticket_id, .number = "A7"};
    happen(stand, (struct event){.kind = EVENT_CHECKIN,
                                 .request = request,
                                 .as.checkin = {.state = CHECKIN_ON_TIME, .ticket = &ticket}});
}

TEST(a_ticket_for_somebody_who_has_gone_is_given_back)
{
    struct stand *stand = *state;
    int64_t request;
    leave_while_asked(stand, &request);
    answer_late(stand, request, 5);
    assert_true(stand->wishes & WISH_CANCEL);
    assert_int_equal(stand->app->cancel.ticket_id, 5);
    assert_string_not_equal(stand->app->cancel.key, "");
    assert_screen(stand, "attract");
    pass(stand, 1);
    assert_false(stand->wishes & WISH_CANCEL);
}

TEST(who_shows_the_code_again_at_once_keeps_the_ticket)
{
    struct stand *stand = *state;
    int64_t request;
    leave_while_asked(stand, &request);
    (void)scan(stand, "123456");
    answer_late(stand, request, 5);
    assert_false(stand->wishes & WISH_CANCEL);
    answer_late(stand, stand->app->visit.checkin_request, 5);
    assert_false(stand->wishes & WISH_CANCEL);
    assert_screen(stand, "number");
    (void)tap(stand, "finish", ACTION_FINISH, 0);
    leave_while_asked(stand, &request);
    answer_late(stand, request, 5);
    assert_false(stand->wishes & WISH_CANCEL);
}

TEST(the_ticket_of_the_one_before_is_given_back_behind_the_next)
{
    struct stand *stand = *state;
    int64_t request;
    leave_while_asked(stand, &request);
    (void)scan(stand, "654321");
    answer_late(stand, request, 5);
    assert_false(stand->wishes & WISH_CANCEL);
    answer_late(stand, stand->app->visit.checkin_request, 6);
    assert_true(stand->wishes & WISH_CANCEL);
    assert_int_equal(stand->app->cancel.ticket_id, 5);
    assert_screen(stand, "number");
    assert_int_equal(stand->app->visit.cancel, CANCEL_NONE);
}

TEST(nobody_who_answers_is_told_and_leads_to_staff)
{
    struct stand *stand = *state;
    (void)scan(stand, "123456");
    report_failure(stand, stand->app->visit.checkin_request, true);
    assert_int_equal(stand->app->visit.checkin, CHECKIN_FAILED);
}

TEST(each_question_has_a_key_of_its_own)
{
    struct stand *stand = *state;
    char key[WIRE_KEY_MAX + 1];
    (void)scan(stand, "123456");
    (void)snprintf(key, sizeof(key), "%s", stand->app->visit.checkin_key);
    assert_string_not_equal(key, "");
    answer_checkin(stand, CHECKIN_NOT_FOUND, NULL);
    (void)scan(stand, "123457");
    assert_string_not_equal(stand->app->visit.checkin_key, key);
}

TEST(a_visit_on_another_day_is_told_when)
{
    struct stand *stand = *state;
    (void)scan(stand, "123456");
    happen(stand, (struct event){.kind = EVENT_CHECKIN,
                                 .request = stand->app->visit.checkin_request,
                                 .as.checkin = {CHECKIN_OTHER_DAY, NULL, 99}});
    assert_int_equal(stand->app->visit.checkin, CHECKIN_OTHER_DAY);
    assert_int_equal(stand->app->visit.checkin_starts_ms, 99);
    assert_screen(stand, "checkin");
}

TEST(while_the_backend_is_away_nobody_waits_for_an_answer)
{
    struct stand *stand = *state;
    happen(stand, (struct event){.kind = EVENT_AWAY});
    assert_false(scan(stand, "123456") & WISH_CHECKIN);
    assert_int_equal(stand->app->visit.checkin, CHECKIN_FAILED);
    happen(stand, (struct event){.kind = EVENT_CONNECTED});
    (void)tap(stand, "again", ACTION_CHECKIN_AGAIN, 0);
    assert_true(scan(stand, "123456") & WISH_CHECKIN);
}

TEST(back_leads_from_an_answer_to_the_code_and_from_there_to_the_menu)
{
    struct stand *stand = *state;
    type_digits(stand, "12");
    (void)tap(stand, "no_code", ACTION_NO_CODE, 0);
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_screen(stand, "checkin");
    assert_string_equal(stand->app->visit.code, "");
    (void)tap(stand, "bar.back", ACTION_BACK, 0);
    assert_screen(stand, "home");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAND(a_scanned_code_is_asked_for_from_the_first_screen_on),
        STAND(slow_characters_are_no_scanner),
        STAND(what_was_typed_before_a_pause_is_not_part_of_the_code),
        STAND(a_code_that_is_too_long_is_not_found_and_nothing_is_asked),
        STAND(a_scan_changes_nothing_in_the_middle_of_a_visit),
        STAND(a_scan_under_the_warning_only_keeps_the_visit_alive),
        STAND(six_digits_can_be_typed_erased_and_sent),
        STAND(the_answer_is_shown_and_the_code_is_forgotten),
        STAND(an_appointment_with_a_number_shows_it),
        STAND(an_answer_for_somebody_who_has_gone_is_dropped),
        STAND(a_ticket_for_somebody_who_has_gone_is_given_back),
        STAND(who_shows_the_code_again_at_once_keeps_the_ticket),
        STAND(the_ticket_of_the_one_before_is_given_back_behind_the_next),
        STAND(nobody_who_answers_is_told_and_leads_to_staff),
        STAND(each_question_has_a_key_of_its_own),
        STAND(a_visit_on_another_day_is_told_when),
        STAND(while_the_backend_is_away_nobody_waits_for_an_answer),
        STAND(back_leads_from_an_answer_to_the_code_and_from_there_to_the_menu),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

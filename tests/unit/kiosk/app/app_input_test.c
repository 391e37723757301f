#include "unit/kiosk/app/stand.h"

static void assert_fresh(const struct app *app)
{
    assert_string_equal(app_screen_name(app), "attract");
    assert_int_equal(app->visit.language, LANGUAGE_PL);
    assert_false(app->visit.is_contrast);
    assert_int_equal(app->visit.text_step, 0);
    assert_false(app->visit.has_ticket);
    assert_string_equal(app->visit.ticket.number, "");
    assert_null(app_need(app));
    assert_null(app_group(app));
    assert_string_equal(app->focus, "");
}

TEST(warns_after_a_minute_and_wipes_the_visit_half_a_minute_later)
{
    struct stand *stand = *state;
    (void)tap(stand, "bar.contrast", ACTION_CONTRAST, 0);
    (void)tap(stand, "language.ru", ACTION_LANGUAGE_PICK, LANGUAGE_RU);
    (void)tap(stand, "group.money", ACTION_GROUP, 0);
    assert_int_equal(app_deadline_ms(stand->app), stand->now_ms + 60 * 1000);
    pass(stand, 60 * 1000 - 1);
    assert_screen(stand, "group");
    pass(stand, 1);
    assert_screen(stand, "timeout");
    assert_int_equal(app_seconds_left(stand->app), 30);
    pass(stand, 1000);
    assert_int_equal(app_seconds_left(stand->app), 29);
    pass(stand, 28999);
    assert_screen(stand, "timeout");
    assert_int_equal(app_seconds_left(stand->app), 1);
    pass(stand, 1);
    assert_true(stand->wishes & WISH_FORGET);
    assert_fresh(stand->app);
}

TEST(large_and_easy_text_have_twice_the_time)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    (void)tap(stand, "bar.larger", ACTION_LARGE_TEXT, 0);
    pass(stand, 120 * 1000 - 1);
    assert_screen(stand, "home");
    pass(stand, 1);
    assert_screen(stand, "timeout");
    (void)tap(stand, "", ACTION_NONE, 0);
    (void)tap(stand, "bar.larger", ACTION_LARGE_TEXT, 0);
    (void)tap(stand, "bar.easy", ACTION_EASY_TEXT, 0);
    pass(stand, 120 * 1000 - 1);
    assert_screen(stand, "home");
    pass(stand, 1);
    assert_screen(stand, "timeout");
}

TEST(any_touch_extends_and_nothing_is_lost)
{
    struct stand *stand = *state;
    to_confirm(stand);
    (void)tap(stand, "ask.priority", ACTION_PRIORITY, 0);
    for (int i = 0; i < 5; i++) {
        pass(stand, 60 * 1000);
        assert_screen(stand, "timeout");
        assert_false(tap(stand, "print", ACTION_PRINT, 0) & WISH_ISSUE);
        assert_screen(stand, "confirm");
        assert_true(stand->app->visit.wants_priority);
    }
}

TEST(a_key_extends_too_and_does_nothing_else)
{
    struct stand *stand = *state;
    to_confirm(stand);
    pass(stand, 60 * 1000);
    assert_screen(stand, "timeout");
    happen(stand, (struct event){.kind = EVENT_KEY, .as.key = {KEY_BACK, {"", 0, 0}}});
    assert_screen(stand, "confirm");
}

TEST(looks_chosen_on_the_first_screen_fade_without_a_question)
{
    struct stand *stand = *state;
    (void)tap(stand, "bar.contrast", ACTION_CONTRAST, 0);
    pass(stand, 60 * 1000);
    assert_fresh(stand->app);
}

TEST(ignores_a_second_tap_within_half_a_second)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    struct target target = target_of("bar.contrast", ACTION_CONTRAST, 0);
    (void)tap(stand, "bar.contrast", ACTION_CONTRAST, 0);
    stand->now_ms += 499;
    point(stand, POINTER_DOWN, FINGER, 9000, target);
    point(stand, POINTER_UP, FINGER, 9000, target);
    assert_true(stand->app->visit.is_contrast);
    stand->now_ms += 1;
    point(stand, POINTER_DOWN, FINGER, 9000, target);
    point(stand, POINTER_UP, FINGER, 9000, target);
    assert_false(stand->app->visit.is_contrast);
}

TEST(a_tremor_does_not_fall_through_to_the_next_screen)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    int x = stand->next_x;
    stand->now_ms += stand->app->settings.dead_ms + 1;
    struct target target = target_of("group.money", ACTION_GROUP, 0);
    point(stand, POINTER_DOWN, FINGER, x + 5, target);
    point(stand, POINTER_UP, FINGER, x + 5, target);
    assert_screen(stand, "home");
}

TEST(nothing_is_touched_right_after_a_change_of_screen)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    struct target target = target_of("group.money", ACTION_GROUP, 0);
    stand->now_ms += stand->app->settings.dead_ms - 1;
    point(stand, POINTER_DOWN, FINGER, 9000, target);
    point(stand, POINTER_UP, FINGER, 9000, target);
    assert_screen(stand, "home");
    stand->now_ms += 1;
    point(stand, POINTER_DOWN, FINGER, 9000, target);
    point(stand, POINTER_UP, FINGER, 9000, target);
    assert_screen(stand, "group");
}

TEST(acts_on_release_inside_and_not_on_touch)
{
    struct stand *stand = *state;
    struct target target = target_of("start", ACTION_START, 0);
    stand->now_ms += CALM_MS;
    point(stand, POINTER_DOWN, FINGER, 0, target);
    assert_screen(stand, "attract");
    assert_string_equal(stand->app->press.target.id, "start");
    point(stand, POINTER_UP, FINGER, 0, target);
    assert_screen(stand, "home");
}

TEST(sliding_off_cancels_and_coming_back_does_not_count)
{
    struct stand *stand = *state;
    struct target target = target_of("start", ACTION_START, 0);
    stand->now_ms += CALM_MS;
    point(stand, POINTER_DOWN, FINGER, 0, target);
    point(stand, POINTER_MOVE, FINGER, 500, target_of("", 0, 0));
    assert_string_equal(stand->app->press.target.id, "");
    point(stand, POINTER_MOVE, FINGER, 0, target);
    point(stand, POINTER_UP, FINGER, 0, target);
    assert_screen(stand, "attract");
}

TEST(the_first_finger_owns_the_gesture)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    stand->now_ms += CALM_MS;
    struct target money = target_of("group.money", ACTION_GROUP, 0);
    struct target papers = target_of("group.papers", ACTION_GROUP, 1);
    point(stand, POINTER_DOWN, FINGER, 5000, money);
    point(stand, POINTER_DOWN, FINGER + 1, 7000, papers);
    point(stand, POINTER_UP, FINGER + 1, 7000, papers);
    assert_screen(stand, "home");
    point(stand, POINTER_UP, FINGER, 5000, money);
    assert_screen(stand, "group");
    assert_int_equal(stand->app->visit.group, 0);
}

TEST(a_finger_whose_up_was_lost_does_not_hold_the_kiosk_for_ever)
{
    struct stand *stand = *state;
    struct target start = target_of("start", ACTION_START, 0);
    stand->now_ms += CALM_MS;
    point(stand, POINTER_DOWN, FINGER, 5000, target_of("", 0, 0));
    stand->now_ms += 4999;
    point(stand, POINTER_DOWN, FINGER + 1, 7000, start);
    point(stand, POINTER_UP, FINGER + 1, 7000, start);
    assert_screen(stand, "attract");
    stand->now_ms += 1;
    point(stand, POINTER_DOWN, FINGER + 1, 7000, start);
    point(stand, POINTER_UP, FINGER + 1, 7000, start);
    assert_screen(stand, "home");
}

TEST(a_finger_that_comes_down_twice_begins_anew)
{
    struct stand *stand = *state;
    struct target start = target_of("start", ACTION_START, 0);
    stand->now_ms += CALM_MS;
    point(stand, POINTER_DOWN, FINGER, 5000, target_of("", 0, 0));
    point(stand, POINTER_DOWN, FINGER, 7000, start);
    point(stand, POINTER_UP, FINGER, 7000, start);
    assert_screen(stand, "home");
}

TEST(the_end_of_a_visit_ends_every_gesture)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    stand->now_ms += CALM_MS;
    point(stand, POINTER_DOWN, FINGER, 5000, target_of("", 0, 0));
    happen(stand, (struct event){.kind = EVENT_KEY, .as.key = {KEY_BACK, {"", 0, 0}}});
    assert_screen(stand, "attract");
    assert_false(stand->app->press.is_owned);
}

TEST(tolerates_an_up_without_a_down_and_a_cancelled_contact)
{
    struct stand *stand = *state;
    struct target target = target_of("start", ACTION_START, 0);
    stand->now_ms += CALM_MS;
    point(stand, POINTER_UP, FINGER, 0, target);
    assert_screen(stand, "attract");
    point(stand, POINTER_DOWN, FINGER, 0, target);
    point(stand, POINTER_CANCEL, FINGER, 0, target);
    point(stand, POINTER_UP, FINGER, 0, target);
    assert_screen(stand, "attract");
}

TEST(a_press_does_not_survive_a_change_of_screen)
{
    struct stand *stand = *state;
    to_confirm(stand);
    (void)tap(stand, "print", ACTION_PRINT, 0);
    struct target over = target_of("bar.start_over", ACTION_START_OVER, 0);
    stand->now_ms += 450;
    point(stand, POINTER_DOWN, FINGER, 9000, over);
    answer(stand, stand->app->issue.request, 12);
    point(stand, POINTER_UP, FINGER, 9000, over);
    assert_screen(stand, "number");
}

TEST(keys_move_the_focus_and_select_acts)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    stand->now_ms += CALM_MS;
    struct target money = target_of("group.money", ACTION_GROUP, 0);
    happen(stand, (struct event){.kind = EVENT_KEY, .as.key = {KEY_NEXT, money}});
    assert_string_equal(stand->app->focus, "group.money");
    assert_screen(stand, "home");
    happen(stand, (struct event){.kind = EVENT_KEY, .as.key = {KEY_SELECT, money}});
    assert_screen(stand, "group");
    assert_string_equal(stand->app->focus, "");
    happen(stand, (struct event){.kind = EVENT_KEY, .as.key = {KEY_SELECT, {"", 0, 0}}});
    assert_screen(stand, "group");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAND(warns_after_a_minute_and_wipes_the_visit_half_a_minute_later),
        STAND(large_and_easy_text_have_twice_the_time),
        STAND(any_touch_extends_and_nothing_is_lost),
        STAND(a_key_extends_too_and_does_nothing_else),
        STAND(looks_chosen_on_the_first_screen_fade_without_a_question),
        STAND(ignores_a_second_tap_within_half_a_second),
        STAND(a_tremor_does_not_fall_through_to_the_next_screen),
        STAND(nothing_is_touched_right_after_a_change_of_screen),
        STAND(acts_on_release_inside_and_not_on_touch),
        STAND(sliding_off_cancels_and_coming_back_does_not_count),
        STAND(the_first_finger_owns_the_gesture),
        STAND(a_finger_whose_up_was_lost_does_not_hold_the_kiosk_for_ever),
        STAND(a_finger_that_comes_down_twice_begins_anew),
        STAND(the_end_of_a_visit_ends_every_gesture),
        STAND(tolerates_an_up_without_a_down_and_a_cancelled_contact),
        STAND(a_press_does_not_survive_a_change_of_screen),
        STAND(keys_move_the_focus_and_select_acts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

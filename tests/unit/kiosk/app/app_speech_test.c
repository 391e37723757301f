#include "unit/kiosk/app/stand.h"

static unsigned jack(struct stand *stand, bool is_in)
{
    happen(stand, (struct event){.kind = EVENT_JACK, .as.jack_is_in = is_in});
    return stand->wishes;
}

static unsigned key(struct stand *stand, enum key_name name)
{
    stand->now_ms += CALM_MS;
    happen(stand, (struct event){.kind = EVENT_KEY, .as.key = {name, {"", 0, 0}}});
    return stand->wishes;
}

static unsigned focus(struct stand *stand, const char *id, int action, int argument)
{
    struct target target = target_of(id, action, argument);
    stand->now_ms += CALM_MS;
    happen(stand, (struct event){.kind = EVENT_KEY, .as.key = {KEY_NEXT, target}});
    happen(stand, (struct event){.kind = EVENT_KEY, .as.key = {KEY_SELECT, target}});
    return stand->wishes;
}

TEST(headphones_start_the_reading_on_any_screen_and_end_it)
{
    struct stand *stand = *state;
    assert_true(jack(stand, true) & WISH_READ);
    assert_screen(stand, "attract");
    assert_false(jack(stand, true)); /* a jack that says so twice */
    assert_true(jack(stand, false) & WISH_HUSH);
    to_number(stand, false);
    assert_true(jack(stand, true) & WISH_READ);
    assert_screen(stand, "number");
}

TEST(headphones_give_two_minutes)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    (void)jack(stand, true);
    pass(stand, 120 * 1000 - 1);
    assert_screen(stand, "home");
    pass(stand, 1);
    assert_screen(stand, "timeout");
    (void)jack(stand, false);
    pass(stand, 30 * 1000);
    assert_screen(stand, "attract");
}

TEST(plugging_in_is_a_sign_of_life)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    pass(stand, 60 * 1000);
    assert_screen(stand, "timeout");
    (void)jack(stand, true);
    assert_screen(stand, "home");
    assert_int_equal(app_deadline_ms(stand->app), stand->now_ms + 120 * 1000);
}

TEST(the_warning_is_heard_in_the_same_moment)
{
    struct stand *stand = *state;
    (void)tap(stand, "start", ACTION_START, 0);
    pass(stand, 60 * 1000 - 1);
    assert_false(stand->wishes & WISH_CHIME);
    pass(stand, 1);
    assert_true(stand->wishes & WISH_CHIME);
    pass(stand, 1000);
    assert_false(stand->wishes & WISH_CHIME);
}

TEST(the_volume_has_seven_steps)
{
    struct stand *stand = *state;
    (void)jack(stand, true);
    for (int i = 0; i < 9; i++) {
        assert_true(key(stand, KEY_LOUDER) & WISH_TELL_VOLUME);
    }
    assert_int_equal(stand->app->visit.volume_steps, APP_VOLUME_STEPS_MAX);
    for (int i = 0; i < 9; i++) {
        (void)key(stand, KEY_SOFTER);
    }
    assert_int_equal(stand->app->visit.volume_steps, APP_VOLUME_STEPS_MIN);
    assert_true(stand->wishes & WISH_VOLUME);
}

TEST(the_next_person_finds_the_usual_volume_and_language)
{
    struct stand *stand = *state;
    (void)jack(stand, true);
    (void)key(stand, KEY_LOUDER);
    (void)focus(stand, "language.uk", ACTION_LANGUAGE_PICK, LANGUAGE_UK);
    assert_screen(stand, "home");
    pass(stand, 120 * 1000);
    pass(stand, 30 * 1000);
    assert_true(stand->wishes & WISH_FORGET);
    assert_int_equal(stand->app->visit.volume_steps, 0);
    assert_int_equal(stand->app->visit.language, LANGUAGE_PL);
    assert_true(stand->app->is_jack_in);
}

TEST(a_volume_that_was_only_tried_on_the_first_screen_fades_too)
{
    struct stand *stand = *state;
    (void)jack(stand, true);
    (void)key(stand, KEY_LOUDER);
    pass(stand, 120 * 1000);
    assert_int_equal(stand->app->visit.volume_steps, 0);
    (void)key(stand, KEY_LOUDER);
    (void)jack(stand, false);
    assert_int_equal(stand->app->visit.volume_steps, 0);
}

TEST(repeat_and_stop_change_nothing_but_the_speech)
{
    struct stand *stand = *state;
    (void)jack(stand, true);
    (void)focus(stand, "start", ACTION_START, 0);
    assert_int_equal(key(stand, KEY_REPEAT), WISH_REPEAT);
    assert_int_equal(key(stand, KEY_STOP), WISH_HUSH);
    assert_screen(stand, "home");
}

TEST(a_press_that_does_nothing_tells_again_where_one_is)
{
    struct stand *stand = *state;
    (void)jack(stand, true);
    assert_int_equal(key(stand, KEY_SELECT), WISH_REPEAT); /* nothing is chosen */
    struct target money = target_of("group.money", ACTION_GROUP, 0);
    (void)focus(stand, "start", ACTION_START, 0);
    (void)focus(stand, "group.money", ACTION_GROUP, 0);
    assert_screen(stand, "group");
    happen(stand, (struct event){.kind = EVENT_KEY, .as.key = {KEY_SELECT, money}}); /* tremor */
    assert_int_equal(stand->wishes, WISH_REPEAT);
    assert_screen(stand, "group");
    (void)jack(stand, false);
    assert_int_equal(key(stand, KEY_SELECT), 0);
}

TEST(without_headphones_keys_only_ask_for_headphones)
{
    struct stand *stand = *state;
    const unsigned ears = WISH_READ | WISH_REPEAT | WISH_TELL_VOLUME | WISH_VOLUME;
    assert_true(key(stand, KEY_NEXT) & WISH_INVITE);
    assert_false(key(stand, KEY_PREVIOUS) & WISH_INVITE); /* once is enough */
    assert_true(key(stand, KEY_REPEAT) & WISH_INVITE);    /* unless it is asked for */
    assert_int_equal(key(stand, KEY_LOUDER) & ears, 0);
    assert_int_equal(stand->app->visit.volume_steps, 0);
}

TEST(a_scanner_and_the_headphones_themselves_need_no_invitation)
{
    struct stand *stand = *state;
    assert_false(key(stand, KEY_SELECT) & WISH_INVITE);
    (void)jack(stand, true);
    assert_false(key(stand, KEY_NEXT) & WISH_INVITE);
    assert_false(key(stand, KEY_REPEAT) & WISH_INVITE);
}

TEST(the_next_person_is_invited_again)
{
    struct stand *stand = *state;
    assert_true(key(stand, KEY_NEXT) & WISH_INVITE);
    pass(stand, 60 * 1000);
    assert_true(stand->wishes & WISH_FORGET);
    assert_true(key(stand, KEY_NEXT) & WISH_INVITE);
}

TEST(knows_whether_anything_sounds)
{
    struct stand *stand = *state;
    assert_false(stand->app->has_sound);
    happen(stand, (struct event){.kind = EVENT_SOUND, .as.has_sound = true});
    assert_true(stand->app->has_sound);
    assert_true(stand->wishes & WISH_REDRAW);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAND(headphones_start_the_reading_on_any_screen_and_end_it),
        STAND(headphones_give_two_minutes),
        STAND(plugging_in_is_a_sign_of_life),
        STAND(the_warning_is_heard_in_the_same_moment),
        STAND(the_volume_has_seven_steps),
        STAND(the_next_person_finds_the_usual_volume_and_language),
        STAND(a_volume_that_was_only_tried_on_the_first_screen_fades_too),
        STAND(repeat_and_stop_change_nothing_but_the_speech),
        STAND(a_press_that_does_nothing_tells_again_where_one_is),
        STAND(without_headphones_keys_only_ask_for_headphones),
        STAND(a_scanner_and_the_headphones_themselves_need_no_invitation),
        STAND(the_next_person_is_invited_again),
        STAND(knows_whether_anything_sounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "unit/backend/domain/forward_story.h"

TEST(a_break_begins_after_the_visitor_and_keeps_its_length)
{
    (void)state;
    struct story story;
    open_story(&story, (struct forward_settings){0});
    on_duty(&story, FIRST);
    forward_staff(story.forward, FORWARD_BREAK, FIRST, MIN(5), (int32_t)MIN(20));
    comes(&story, 1, 0, plan_of(10));
    comes(&story, 2, 1, plan_of(10));
    forward_run(story.forward, MIN(29));
    assert_int_equal(story.count, 5);
    assert_int_equal(story.lines[4].what, FORWARD_FINISHED);
    assert_true(story.lobby->staff[FIRST].on_break);
    forward_run(story.forward, MIN(30));
    assert_int_equal(story.lines[5].what, FORWARD_CALLED);
    assert_true(story.lines[5].minute == 30);
    close_story(&story);
}

TEST(who_is_free_goes_on_a_break_at_once)
{
    (void)state;
    struct story story;
    open_story(&story, (struct forward_settings){0});
    on_duty(&story, FIRST);
    forward_staff(story.forward, FORWARD_BREAK, FIRST, MIN(5), (int32_t)MIN(20));
    comes(&story, 1, 6, plan_of(10));
    forward_run(story.forward, INT64_MAX);
    assert_true(story.lines[1].minute == 25);
    close_story(&story);
}

TEST(a_break_that_somebody_is_on_at_the_start_ends_when_it_is_said)
{
    (void)state;
    struct story story;
    open_story(&story, (struct forward_settings){0});
    lobby_set_duty(story.lobby, FIRST, true, 0);
    lobby_set_break(story.lobby, FIRST, true, 0);
    forward_staff(story.forward, FORWARD_BREAK_END, FIRST, MIN(7), 0);
    comes(&story, 1, 1, plan_of(10));
    forward_run(story.forward, INT64_MAX);
    assert_true(story.lines[1].minute == 7);
    close_story(&story);
}

TEST(goes_off_duty_after_the_visitor_and_calls_nobody_any_more)
{
    (void)state;
    struct story story;
    open_story(&story, (struct forward_settings){0});
    on_duty(&story, FIRST);
    forward_staff(story.forward, FORWARD_OFF_DUTY, FIRST, MIN(5), 0);
    comes(&story, 1, 0, plan_of(10));
    comes(&story, 2, 1, plan_of(10));
    forward_run(story.forward, MIN(9));
    assert_true(story.lobby->staff[FIRST].on_duty);
    forward_run(story.forward, INT64_MAX);
    assert_false(story.lobby->staff[FIRST].on_duty);
    assert_int_equal(story.lines[story.count - 1].what, FORWARD_FINISHED);
    assert_int_equal(story.lobby->count, 1);
    close_story(&story);
}

TEST(a_pause_lies_between_two_visitors)
{
    (void)state;
    struct story story;
    open_story(&story, (struct forward_settings){.pause_ms = MIN(2)});
    on_duty(&story, FIRST);
    comes(&story, 1, 0, plan_of(10));
    comes(&story, 2, 0, plan_of(10));
    forward_run(story.forward, INT64_MAX);
    assert_int_equal(story.lines[5].what, FORWARD_CALLED);
    assert_true(story.lines[5].minute == 12);
    close_story(&story);
}

TEST(a_break_in_a_pause_ends_the_pause_too)
{
    (void)state;
    struct story story;
    open_story(&story, (struct forward_settings){.pause_ms = MIN(2)});
    on_duty(&story, FIRST);
    forward_staff(story.forward, FORWARD_BREAK, FIRST, MIN(11), (int32_t)MIN(20));
    comes(&story, 1, 0, plan_of(10));
    comes(&story, 2, 0, plan_of(10));
    forward_run(story.forward, INT64_MAX);
    assert_int_equal(story.lines[5].what, FORWARD_CALLED);
    assert_true(story.lines[5].minute == 31);
    close_story(&story);
}

TEST(a_break_cut_short_by_going_home_does_not_end_the_next_one)
{
    (void)state;
    struct story story;
    open_story(&story, (struct forward_settings){0});
    on_duty(&story, FIRST);
    forward_staff(story.forward, FORWARD_BREAK, FIRST, MIN(10), (int32_t)MIN(20));
    forward_staff(story.forward, FORWARD_OFF_DUTY, FIRST, MIN(15), 0);
    forward_staff(story.forward, FORWARD_ON_DUTY, FIRST, MIN(20), 0);
    forward_staff(story.forward, FORWARD_BREAK, FIRST, MIN(25), (int32_t)MIN(20));
    comes(&story, 1, 26, plan_of(10));
    forward_run(story.forward, INT64_MAX);
    assert_int_equal(story.lines[1].what, FORWARD_CALLED);
    assert_true(story.lines[1].minute == 45);
    close_story(&story);
}

TEST(a_break_that_begins_in_another_is_added_to_it)
{
    (void)state;
    struct story story;
    open_story(&story, (struct forward_settings){0});
    on_duty(&story, FIRST);
    forward_staff(story.forward, FORWARD_BREAK, FIRST, MIN(10), (int32_t)MIN(20));
    forward_staff(story.forward, FORWARD_BREAK, FIRST, MIN(15), (int32_t)MIN(5));
    comes(&story, 1, 11, plan_of(10));
    forward_run(story.forward, INT64_MAX);
    assert_true(story.lines[1].minute == 35);
    close_story(&story);
}

TEST(a_break_of_somebody_who_is_not_there_is_none)
{
    (void)state;
    struct story story;
    open_story(&story, (struct forward_settings){0});
    forward_staff(story.forward, FORWARD_BREAK, FIRST, MIN(10), (int32_t)MIN(20));
    forward_staff(story.forward, FORWARD_ON_DUTY, FIRST, MIN(15), 0);
    comes(&story, 1, 16, plan_of(10));
    comes(&story, 2, 16, plan_of(10));
    forward_run(story.forward, INT64_MAX);
    assert_true(story.lines[2].minute == 16);
    assert_int_equal(story.lines[5].what, FORWARD_CALLED);
    assert_true(story.lines[5].minute == 26);
    close_story(&story);
}

TEST(a_pause_cut_short_by_a_break_does_not_end_the_next_one)
{
    (void)state;
    struct story story;
    open_story(&story, (struct forward_settings){.pause_ms = MIN(10)});
    on_duty(&story, FIRST);
    forward_staff(story.forward, FORWARD_BREAK, FIRST, MIN(12), (int32_t)MIN(3));
    comes(&story, 1, 0, plan_of(10));
    comes(&story, 2, 1, plan_of(2));
    comes(&story, 3, 2, plan_of(2));
    forward_run(story.forward, INT64_MAX);
    const struct line *last_call = &story.lines[story.count - 3];
    assert_int_equal(last_call->what, FORWARD_CALLED);
    assert_int_equal(last_call->id, 3);
    assert_true(last_call->minute == 27);
    close_story(&story);
}

TEST(a_step_kept_for_a_colleague_is_anybodys_as_soon_as_they_go)
{
    (void)state;
    struct story story;
    struct lobby_visit kept = visit_for(1, 1, 0);
    struct forward_plan plan = plan_of(10);
    kept.only[0] = OTHER;
    open_story(&story, (struct forward_settings){0});
    on_duty(&story, FIRST);
    on_duty(&story, OTHER);
    struct lobby_visit first = visit_for(2, 0, 2);
    forward_arrive(story.forward, &first, &plan);
    forward_arrive(story.forward, &kept, &plan);
    forward_staff(story.forward, FORWARD_OFF_DUTY, OTHER, MIN(5), 0);
    forward_run(story.forward, MIN(11));
    ASSERT_STORY(&story, {FORWARD_ARRIVED, LOBBY_NONE, 0, 2}, {FORWARD_CALLED, OTHER, 0, 2},
                 {FORWARD_STARTED, OTHER, 0, 2}, {FORWARD_ARRIVED, LOBBY_NONE, 1, 1},
                 {FORWARD_FINISHED, OTHER, 10, 2}, {FORWARD_CALLED, FIRST, 10, 1},
                 {FORWARD_STARTED, FIRST, 10, 1});
    close_story(&story);
}

TEST(who_has_just_served_somebody_is_idle_the_shortest)
{
    (void)state;
    struct story story;
    open_story(&story, (struct forward_settings){0});
    for (int i = 0; i < STAFF; i++) {
        lobby_set_skills(story.lobby, i, 1, 0);
        on_duty(&story, i);
    }
    comes(&story, 1, 0, plan_of(10));
    comes(&story, 2, 20, plan_of(10));
    forward_run(story.forward, INT64_MAX);
    assert_int_equal(story.lines[1].staff, FIRST);
    assert_int_equal(story.lines[5].staff, OTHER);
    close_story(&story);
}

TEST(the_one_with_the_fewest_skills_calls_first_then_the_longest_idle)
{
    (void)state;
    struct story story;
    open_story(&story, (struct forward_settings){0});
    lobby_set_skills(story.lobby, OTHER, 1, 0);
    on_duty(&story, FIRST);
    on_duty(&story, OTHER);
    comes(&story, 1, 1, plan_of(10));
    forward_run(story.forward, INT64_MAX);
    assert_int_equal(story.lines[1].staff, OTHER);
    close_story(&story);

    open_story(&story, (struct forward_settings){0});
    lobby_set_skills(story.lobby, FIRST, 1, 0);
    lobby_set_skills(story.lobby, OTHER, 1, 0);
    forward_staff(story.forward, FORWARD_ON_DUTY, FIRST, MIN(1), 0);
    forward_staff(story.forward, FORWARD_ON_DUTY, OTHER, 0, 0);
    comes(&story, 1, 2, plan_of(10));
    forward_run(story.forward, INT64_MAX);
    assert_int_equal(story.lines[1].staff, OTHER);
    close_story(&story);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_break_begins_after_the_visitor_and_keeps_its_length),
        cmocka_unit_test(who_is_free_goes_on_a_break_at_once),
        cmocka_unit_test(a_break_that_somebody_is_on_at_the_start_ends_when_it_is_said),
        cmocka_unit_test(goes_off_duty_after_the_visitor_and_calls_nobody_any_more),
        cmocka_unit_test(a_pause_lies_between_two_visitors),
        cmocka_unit_test(a_break_in_a_pause_ends_the_pause_too),
        cmocka_unit_test(a_break_cut_short_by_going_home_does_not_end_the_next_one),
        cmocka_unit_test(a_break_that_begins_in_another_is_added_to_it),
        cmocka_unit_test(a_break_of_somebody_who_is_not_there_is_none),
        cmocka_unit_test(a_pause_cut_short_by_a_break_does_not_end_the_next_one),
        cmocka_unit_test(a_step_kept_for_a_colleague_is_anybodys_as_soon_as_they_go),
        cmocka_unit_test(who_has_just_served_somebody_is_idle_the_shortest),
        cmocka_unit_test(the_one_with_the_fewest_skills_calls_first_then_the_longest_idle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

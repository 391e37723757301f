#include "unit/backend/domain/forward_story.h"

TEST(serves_one_after_the_other_in_the_order_of_their_turn)
{
    (void)state;
    struct story story;
    open_story(&story, (struct forward_settings){0});
    on_duty(&story, FIRST);
    comes(&story, 2, 2, plan_of(10));
    comes(&story, 1, 1, plan_of(10));
    forward_run(story.forward, INT64_MAX);
    ASSERT_STORY(&story, {FORWARD_ARRIVED, LOBBY_NONE, 1, 1}, {FORWARD_CALLED, FIRST, 1, 1},
                 {FORWARD_STARTED, FIRST, 1, 1}, {FORWARD_ARRIVED, LOBBY_NONE, 2, 2},
                 {FORWARD_FINISHED, FIRST, 11, 1}, {FORWARD_CALLED, FIRST, 11, 2},
                 {FORWARD_STARTED, FIRST, 11, 2}, {FORWARD_FINISHED, FIRST, 21, 2});
    assert_int_equal(story.lobby->count, 0);
    close_story(&story);
}

TEST(comes_at_the_recall_that_is_heard)
{
    (void)state;
    for (int misses = 0; misses <= 2; misses++) {
        struct story story;
        struct forward_plan plan = plan_of(10);
        plan.misses = (uint8_t)misses;
        plan.walk_ms = (int32_t)MIN(1);
        open_story(&story, (struct forward_settings){0});
        on_duty(&story, FIRST);
        comes(&story, 1, 0, plan);
        forward_run(story.forward, INT64_MAX);
        assert_int_equal(story.lines[2].what, FORWARD_STARTED);
        assert_true(story.lines[2].minute == misses + 1);
        close_story(&story);
    }
}

TEST(parks_who_hears_no_call_and_takes_them_back_with_their_place)
{
    (void)state;
    struct story story;
    struct forward_plan plan = plan_of(10);
    plan.misses = 3;
    plan.return_ms = (int32_t)MIN(20);
    open_story(&story, (struct forward_settings){0});
    on_duty(&story, FIRST);
    comes(&story, 1, 0, plan);
    comes(&story, 2, 1, plan_of(30));
    comes(&story, 3, 8, plan_of(30));
    forward_run(story.forward, INT64_MAX);
    ASSERT_STORY(&story, {FORWARD_ARRIVED, LOBBY_NONE, 0, 1}, {FORWARD_CALLED, FIRST, 0, 1},
                 {FORWARD_ARRIVED, LOBBY_NONE, 1, 2}, {FORWARD_PARKED, FIRST, 2, 1},
                 {FORWARD_CALLED, FIRST, 2, 2}, {FORWARD_STARTED, FIRST, 2, 2},
                 {FORWARD_ARRIVED, LOBBY_NONE, 8, 3}, {FORWARD_RETURNED, LOBBY_NONE, 22, 1},
                 {FORWARD_FINISHED, FIRST, 32, 2}, {FORWARD_CALLED, FIRST, 32, 1},
                 {FORWARD_STARTED, FIRST, 32, 1}, {FORWARD_FINISHED, FIRST, 42, 1},
                 {FORWARD_CALLED, FIRST, 42, 3}, {FORWARD_STARTED, FIRST, 42, 3},
                 {FORWARD_FINISHED, FIRST, 72, 3});
    close_story(&story);
}

TEST(gives_a_place_up_that_is_no_longer_kept)
{
    (void)state;
    struct story story;
    struct forward_plan plan = plan_of(10);
    plan.misses = 3;
    open_story(&story, (struct forward_settings){0});
    on_duty(&story, FIRST);
    comes(&story, 1, 0, plan);
    forward_run(story.forward, INT64_MAX);
    ASSERT_STORY(&story, {FORWARD_ARRIVED, LOBBY_NONE, 0, 1}, {FORWARD_CALLED, FIRST, 0, 1},
                 {FORWARD_PARKED, FIRST, 2, 1}, {FORWARD_NO_ANSWER, LOBBY_NONE, 32, 1});
    assert_int_equal(story.lobby->count, 0);
    close_story(&story);
}

TEST(leaves_when_patience_is_at_its_end_but_not_while_served)
{
    (void)state;
    struct story story;
    struct forward_plan plan = plan_of(30);
    plan.patience_ms = (int32_t)MIN(20);
    open_story(&story, (struct forward_settings){0});
    on_duty(&story, FIRST);
    comes(&story, 1, 0, plan);
    comes(&story, 2, 1, plan);
    comes(&story, 3, 10, plan);
    forward_run(story.forward, INT64_MAX);
    assert_int_equal(story.lines[5].what, FORWARD_LEFT);
    assert_int_equal(story.lines[5].id, 2);
    assert_true(story.lines[5].minute == 21);
    /* The third leaves in the very instant in which they could be called. */
    assert_int_equal(story.lines[6].what, FORWARD_FINISHED);
    assert_int_equal(story.lines[7].what, FORWARD_LEFT);
    assert_int_equal(story.count, 8);
    close_story(&story);
}

TEST(patience_of_a_booking_begins_at_its_time)
{
    (void)state;
    struct story story;
    struct lobby_visit visit = visit_for(1, 5, 0);
    struct forward_plan plan = plan_of(10);
    visit.appointment_ms = MIN(15);
    visit.route.booked = 0;
    plan.patience_ms = (int32_t)MIN(20);
    open_story(&story, (struct forward_settings){0});
    forward_arrive(story.forward, &visit, &plan);
    forward_run(story.forward, INT64_MAX);
    assert_int_equal(story.lines[1].what, FORWARD_LEFT);
    assert_true(story.lines[1].minute == 35);
    close_story(&story);
}

TEST(who_comes_back_is_called_at_once_by_somebody_who_is_free)
{
    (void)state;
    struct story story;
    struct forward_plan plan = plan_of(10);
    plan.misses = 3;
    plan.return_ms = (int32_t)MIN(5);
    open_story(&story, (struct forward_settings){0});
    on_duty(&story, FIRST);
    comes(&story, 1, 0, plan);
    forward_run(story.forward, INT64_MAX);
    assert_int_equal(story.lines[3].what, FORWARD_RETURNED);
    assert_int_equal(story.lines[4].what, FORWARD_CALLED);
    assert_true(story.lines[4].minute == 7);
    close_story(&story);
}

/* Services 0 and 2; the second after the first, or only offered. */
static struct lobby_visit visit_of_two(int64_t id, bool is_offer, uint16_t after)
{
    struct lobby_visit visit = visit_for(id, 0, 0);
    visit.route.count = 2;
    visit.service[1] = 2;
    visit.only[1] = LOBBY_ANYBODY;
    visit.route.steps[1] = (struct route_step){.is_offer = is_offer, .after = after};
    route_open(&visit.route);
    return visit;
}

TEST(the_services_of_a_visit_follow_at_once_and_in_their_order)
{
    (void)state;
    struct story story;
    struct lobby_visit visit = visit_of_two(1, false, 1);
    struct forward_plan plan = plan_of(10);
    open_story(&story, (struct forward_settings){0});
    on_duty(&story, FIRST);
    on_duty(&story, OTHER);
    lobby_set_skills(story.lobby, OTHER, 4, 0);
    plan.service_ms[1] = (int32_t)MIN(5);
    forward_arrive(story.forward, &visit, &plan);
    forward_run(story.forward, INT64_MAX);
    ASSERT_STORY(&story, {FORWARD_ARRIVED, LOBBY_NONE, 0, 1}, {FORWARD_CALLED, FIRST, 0, 1},
                 {FORWARD_STARTED, FIRST, 0, 1}, {FORWARD_FINISHED, FIRST, 10, 1},
                 {FORWARD_CALLED, OTHER, 10, 1}, {FORWARD_STARTED, OTHER, 10, 1},
                 {FORWARD_FINISHED, OTHER, 15, 1});
    close_story(&story);
}

TEST(an_offer_is_served_only_when_the_visitor_agrees)
{
    (void)state;
    for (int agrees = 0; agrees <= 1; agrees++) {
        struct story story;
        struct lobby_visit visit = visit_of_two(1, true, 0);
        struct forward_plan plan = plan_of(10);
        open_story(&story, (struct forward_settings){0});
        on_duty(&story, FIRST);
        on_duty(&story, OTHER);
        plan.agrees = (uint16_t)agrees;
        forward_arrive(story.forward, &visit, &plan);
        forward_run(story.forward, INT64_MAX);
        assert_int_equal(story.count, agrees ? 7 : 4);
        assert_int_equal(story.lobby->count, 0);
        close_story(&story);
    }
}

TEST(closing_sends_everybody_home_who_is_not_in_a_room)
{
    (void)state;
    struct story story;
    struct lobby_visit two = visit_of_two(1, false, 1);
    struct forward_plan deaf = plan_of(10);
    struct forward_plan plan = plan_of(30);
    deaf.misses = 3;
    open_story(&story, (struct forward_settings){0});
    on_duty(&story, FIRST);
    forward_arrive(story.forward, &two, &plan);
    comes(&story, 2, 1, plan);
    comes(&story, 3, 40, plan);
    forward_staff(story.forward, FORWARD_ON_DUTY, OTHER, MIN(10), 0);
    struct lobby_visit missing = visit_for(4, 9, 2);
    forward_arrive(story.forward, &missing, &deaf);
    forward_staff(story.forward, FORWARD_OFF_DUTY, OTHER, MIN(11), 0);
    forward_close(story.forward, MIN(20));
    forward_run(story.forward, INT64_MAX);
    ASSERT_STORY(&story, {FORWARD_ARRIVED, LOBBY_NONE, 0, 1}, {FORWARD_CALLED, FIRST, 0, 1},
                 {FORWARD_STARTED, FIRST, 0, 1}, {FORWARD_ARRIVED, LOBBY_NONE, 1, 2},
                 {FORWARD_ARRIVED, LOBBY_NONE, 9, 4}, {FORWARD_CALLED, OTHER, 10, 4},
                 {FORWARD_PARKED, OTHER, 12, 4}, {FORWARD_NO_ANSWER, LOBBY_NONE, 20, 4},
                 {FORWARD_DISMISSED, LOBBY_NONE, 20, 2}, {FORWARD_FINISHED, FIRST, 30, 1},
                 {FORWARD_DISMISSED, LOBBY_NONE, 30, 1}, {FORWARD_REFUSED, LOBBY_NONE, 40, 3});
    assert_int_equal(story.lobby->count, 0);
    close_story(&story);
}

TEST(who_is_called_at_closing_and_does_not_come_is_not_waited_for)
{
    (void)state;
    struct story story;
    struct forward_plan deaf = plan_of(10);
    deaf.misses = 3;
    deaf.return_ms = (int32_t)MIN(5);
    open_story(&story, (struct forward_settings){0});
    on_duty(&story, FIRST);
    comes(&story, 1, 19, deaf);
    forward_close(story.forward, MIN(20));
    forward_run(story.forward, INT64_MAX);
    assert_int_equal(story.lines[2].what, FORWARD_PARKED);
    assert_int_equal(story.lines[3].what, FORWARD_NO_ANSWER);
    assert_true(story.lines[3].minute == 21);
    assert_int_equal(story.count, 4);
    close_story(&story);
}

TEST(refuses_who_comes_to_a_full_lobby)
{
    (void)state;
    struct story story;
    open_story(&story, (struct forward_settings){.capacity = 2});
    on_duty(&story, FIRST);
    comes(&story, 1, 0, plan_of(10));
    comes(&story, 2, 1, plan_of(10));
    comes(&story, 3, 2, plan_of(10));
    comes(&story, 4, 11, plan_of(10));
    forward_run(story.forward, INT64_MAX);
    assert_int_equal(story.lines[4].what, FORWARD_REFUSED);
    assert_int_equal(story.lines[4].id, 3);
    int refused = 0;
    for (int i = 0; i < story.count; i++) {
        refused += story.lines[i].what == FORWARD_REFUSED;
    }
    assert_int_equal(refused, 1);
    close_story(&story);
}

TEST(goes_on_from_people_who_are_there_already)
{
    (void)state;
    struct story story;
    open_story(&story, (struct forward_settings){0});
    forward_reset(story.forward, story.lobby,
                  &(struct forward_settings){.tell = write_down, .context = &story}, MIN(60));
    for (int i = 0; i < STAFF; i++) {
        lobby_set_duty(story.lobby, i, true, MIN(10));
    }
    struct lobby_visit served = visit_for(1, 10, 0);
    assert_status(route_call(&served.route, 0), STATUS_OK);
    assert_status(route_move(&served.route, STEP_START), STATUS_OK);
    served.staff = FIRST;
    served.called_ms = MIN(54);
    served.started_ms = MIN(55);
    struct lobby_visit called = visit_for(2, 20, 2);
    assert_status(route_call(&called.route, 0), STATUS_OK);
    called.staff = OTHER;
    called.called_ms = MIN(59);
    struct lobby_visit parked = visit_for(3, 15, 0);
    assert_status(route_call(&parked.route, 0), STATUS_OK);
    assert_status(route_move(&parked.route, STEP_NO_SHOW), STATUS_OK);
    parked.parked_ms = MIN(50);
    struct lobby_visit waiting = visit_for(4, 30, 0);
    const struct lobby_visit *all[] = {&served, &called, &parked, &waiting};
    struct forward_plan plan = plan_of(10);
    plan.walk_ms = (int32_t)MIN(2);
    plan.return_ms = (int32_t)MIN(3);
    for (int i = 0; i < 4; i++) {
        lobby_put(story.lobby, all[i]);
        forward_expect(story.forward, all[i]->id, &plan);
    }
    forward_run(story.forward, MIN(70));
    ASSERT_STORY(&story, {FORWARD_STARTED, OTHER, 61, 2}, {FORWARD_RETURNED, LOBBY_NONE, 63, 3},
                 {FORWARD_FINISHED, FIRST, 65, 1}, {FORWARD_CALLED, FIRST, 65, 4},
                 {FORWARD_STARTED, FIRST, 67, 4});
    close_story(&story);
}

/* A stream without an end: the next one is fed at the arrival of the last. */
static void feed(void *context, const struct forward_news *news)
{
    struct story *story = context;
    story->count += news->what == FORWARD_FINISHED;
    if (news->what == FORWARD_ARRIVED && news->visit->id < 5000) {
        struct lobby_visit visit = visit_for(news->visit->id + 1, (int)(news->visit->id) * 10, 0);
        struct forward_plan plan = plan_of(9);
        forward_arrive(story->forward, &visit, &plan);
    }
    if (news->what == FORWARD_FINISHED && story->count == 1000) {
        forward_stop(story->forward);
    }
}

TEST(a_stream_is_fed_while_it_runs_and_stopped_from_inside)
{
    (void)state;
    struct story story;
    open_story(&story, (struct forward_settings){.tell = feed, .context = &story});
    on_duty(&story, FIRST);
    comes(&story, 1, 0, plan_of(9));
    forward_run(story.forward, INT64_MAX);
    assert_int_equal(story.count, 1000);
    assert_int_equal(forward_now_ms(story.forward), MIN(9999));
    forward_run(story.forward, INT64_MAX);
    assert_int_equal(story.count, 5000);
    close_story(&story);
}

struct picky {
    struct story story;
    int asked;
};

static bool choose_only_even(void *context, const struct lobby *lobby, int staff, int64_t now_ms,
                             struct choice *out_choice)
{
    struct picky *picky = context;
    picky->asked++;
    choose_next(lobby, staff, now_ms, out_choice);
    return out_choice->slot != LOBBY_NONE && out_choice->rank.visit_id % 2 == 0;
}

static void tell_picky(void *context, const struct forward_news *news)
{
    struct picky *picky = context;
    write_down(&picky->story, news);
}

TEST(asks_the_hook_and_again_only_when_somebody_of_their_skills_waits)
{
    (void)state;
    struct picky picky = {.asked = 0};
    open_story(&picky.story, (struct forward_settings){.choose = choose_only_even,
                                                       .tell = tell_picky,
                                                       .context = &picky});
    on_duty(&picky.story, FIRST);
    struct lobby_visit odd = visit_for(1, 1, 0);
    struct lobby_visit others = visit_for(3, 2, 2);
    struct lobby_visit even = visit_for(4, 0, 1);
    struct forward_plan plan = plan_of(10);
    even.checkin_ms = MIN(5);
    even.priority = true;
    forward_arrive(picky.story.forward, &odd, &plan);
    forward_arrive(picky.story.forward, &others, &plan);
    forward_arrive(picky.story.forward, &even, &plan);
    forward_run(picky.story.forward, INT64_MAX);
    /* At the start of duty, for the first, for the third, and when free again. */
    assert_int_equal(picky.asked, 4);
    assert_int_equal(picky.story.lines[3].what, FORWARD_CALLED);
    assert_int_equal(picky.story.lines[3].id, 4);
    assert_int_equal(picky.story.lobby->count, 2);
    close_story(&picky.story);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(serves_one_after_the_other_in_the_order_of_their_turn),
        cmocka_unit_test(comes_at_the_recall_that_is_heard),
        cmocka_unit_test(parks_who_hears_no_call_and_takes_them_back_with_their_place),
        cmocka_unit_test(gives_a_place_up_that_is_no_longer_kept),
        cmocka_unit_test(leaves_when_patience_is_at_its_end_but_not_while_served),
        cmocka_unit_test(patience_of_a_booking_begins_at_its_time),
        cmocka_unit_test(who_comes_back_is_called_at_once_by_somebody_who_is_free),
        cmocka_unit_test(the_services_of_a_visit_follow_at_once_and_in_their_order),
        cmocka_unit_test(an_offer_is_served_only_when_the_visitor_agrees),
        cmocka_unit_test(closing_sends_everybody_home_who_is_not_in_a_room),
        cmocka_unit_test(who_is_called_at_closing_and_does_not_come_is_not_waited_for),
        cmocka_unit_test(refuses_who_comes_to_a_full_lobby),
        cmocka_unit_test(goes_on_from_people_who_are_there_already),
        cmocka_unit_test(a_stream_is_fed_while_it_runs_and_stopped_from_inside),
        cmocka_unit_test(asks_the_hook_and_again_only_when_somebody_of_their_skills_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/check.h"

#include "domain/forward.h"

#include <string.h>

#define MIN(count) ((int64_t)(count)*60 * 1000)

enum { SERVICES = 3, STAFF = 2, FIRST = 0, OTHER = 1, NEWS_MAX = 200 };

/* What was told, to be compared line by line. */
struct line {
    enum forward_what what;
    int staff;
    double minute;
    int64_t id;
};

struct story {
    struct forward *forward;
    struct lobby *lobby;
    struct line lines[NEWS_MAX];
    int count;
};

static void write_down(void *context, const struct forward_news *news)
{
    struct story *story = context;
    assert_true(story->count < NEWS_MAX);
    story->lines[story->count++] =
        (struct line){news->what, news->staff, (double)news->now_ms / 60000, news->visit->id};
}

/* FIRST serves 0 and 1, OTHER serves 2 and as a backup 0. */
static void open_story(struct story *story, struct forward_settings settings)
{
    struct office office = {.service_count = SERVICES, .staff_count = STAFF};
    struct rules rules = rules_default();
    office.staff[FIRST].preference[0] = OFFICE_PREFERENCE_MAIN;
    office.staff[FIRST].preference[1] = OFFICE_PREFERENCE_MAIN;
    office.staff[OTHER].preference[2] = OFFICE_PREFERENCE_MAIN;
    office.staff[OTHER].preference[0] = OFFICE_PREFERENCE_BACKUP;
    *story = (struct story){.lobby = lobby_create(&office, &rules), .forward = forward_create()};
    if (settings.tell == NULL) {
        settings.tell = write_down;
        settings.context = story;
    }
    forward_reset(story->forward, story->lobby, &settings, 0);
}

static void close_story(struct story *story)
{
    forward_destroy(story->forward);
    lobby_destroy(story->lobby);
}

static struct lobby_visit visit_for(int64_t id, int minute, int service)
{
    struct lobby_visit visit = {.id = id, .checkin_ms = MIN(minute), .staff = LOBBY_NONE};
    visit.route.count = 1;
    visit.route.booked = ROUTE_NONE;
    visit.service[0] = (uint8_t)service;
    visit.only[0] = LOBBY_ANYBODY;
    route_open(&visit.route);
    return visit;
}

static struct forward_plan plan_of(int minutes)
{
    struct forward_plan plan = {.patience_ms = 0};
    for (int i = 0; i < ROUTE_STEPS_MAX; i++) {
        plan.service_ms[i] = (int32_t)MIN(minutes);
    }
    return plan;
}

static void comes(struct story *story, int64_t id, int minute, struct forward_plan plan)
{
    struct lobby_visit visit = visit_for(id, minute, 0);
    forward_arrive(story->forward, &visit, &plan);
}

static void on_duty(struct story *story, int staff)
{
    forward_staff(story->forward, FORWARD_ON_DUTY, staff, 0, 0);
}

static void assert_story(const struct story *story, const struct line *expected, int count)
{
    assert_int_equal(story->count, count);
    for (int i = 0; i < count; i++) {
        assert_int_equal(story->lines[i].what, expected[i].what);
        assert_true(story->lines[i].minute == expected[i].minute);
        assert_int_equal(story->lines[i].id, expected[i].id);
        assert_int_equal(story->lines[i].staff, expected[i].staff);
    }
}

#define ASSERT_STORY(story_, ...)                                                                  \
    do {                                                                                           \
        const struct line expected[] = {__VA_ARGS__};                                              \
        assert_story((story_), expected, (int)(sizeof(expected) / sizeof(expected[0])));           \
    } while (0)

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
        cmocka_unit_test(a_break_begins_after_the_visitor_and_keeps_its_length),
        cmocka_unit_test(who_is_free_goes_on_a_break_at_once),
        cmocka_unit_test(a_break_that_somebody_is_on_at_the_start_ends_when_it_is_said),
        cmocka_unit_test(goes_off_duty_after_the_visitor_and_calls_nobody_any_more),
        cmocka_unit_test(a_pause_lies_between_two_visitors),
        cmocka_unit_test(a_break_in_a_pause_ends_the_pause_too),
        cmocka_unit_test(comes_at_the_recall_that_is_heard),
        cmocka_unit_test(parks_who_hears_no_call_and_takes_them_back_with_their_place),
        cmocka_unit_test(gives_a_place_up_that_is_no_longer_kept),
        cmocka_unit_test(leaves_when_patience_is_at_its_end_but_not_while_served),
        cmocka_unit_test(patience_of_a_booking_begins_at_its_time),
        cmocka_unit_test(who_comes_back_is_called_at_once_by_somebody_who_is_free),
        cmocka_unit_test(a_break_cut_short_by_going_home_does_not_end_the_next_one),
        cmocka_unit_test(a_break_that_begins_in_another_is_added_to_it),
        cmocka_unit_test(a_break_of_somebody_who_is_not_there_is_none),
        cmocka_unit_test(the_services_of_a_visit_follow_at_once_and_in_their_order),
        cmocka_unit_test(an_offer_is_served_only_when_the_visitor_agrees),
        cmocka_unit_test(closing_sends_everybody_home_who_is_not_in_a_room),
        cmocka_unit_test(who_is_called_at_closing_and_does_not_come_is_not_waited_for),
        cmocka_unit_test(refuses_who_comes_to_a_full_lobby),
        cmocka_unit_test(the_one_with_the_fewest_skills_calls_first_then_the_longest_idle),
        cmocka_unit_test(goes_on_from_people_who_are_there_already),
        cmocka_unit_test(a_stream_is_fed_while_it_runs_and_stopped_from_inside),
        cmocka_unit_test(asks_the_hook_and_again_only_when_somebody_of_their_skills_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

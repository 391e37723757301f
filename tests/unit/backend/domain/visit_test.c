#include "support/check.h"

#include "domain/visit.h"

#include <string.h>

#define MINUTE INT64_C(60000)

enum { CHECKIN_MS = 1000, PSY = 1, SOC = 2, PRAW = 3, STAFF = 7, ROOM = 4 };

/* The first step is certain, the others are offered; opened at check-in. */
static struct visit visit_of(int step_count)
{
    static const int64_t services[] = {PSY, SOC, PRAW};
    struct visit visit = {
        .id = 1, .issued_ms = CHECKIN_MS, .checkin_ms = CHECKIN_MS, .booked = ROUTE_NONE};
    for (int i = 0; i < step_count; i++) {
        visit.steps[i] =
            (struct visit_step){.id = 10 + i, .service_id = services[i % 3], .is_offer = i > 0};
    }
    visit.step_count = step_count;
    visit_open(&visit, CHECKIN_MS);
    for (int i = 0; i < step_count; i++) {
        visit.steps[i].is_changed = false; /* as the store leaves it */
    }
    return visit;
}

static struct visit called(int step_count)
{
    struct visit visit = visit_of(step_count);
    assert_status(visit_call(&visit, 0, STAFF, ROOM, 2000), STATUS_OK);
    return visit;
}

static struct visit served(int step_count)
{
    struct visit visit = called(step_count);
    assert_status(visit_move(&visit, STEP_START, 3000), STATUS_OK);
    return visit;
}

static void assert_unchanged(const struct visit *visit, const struct visit *before)
{
    assert_memory_equal(visit, before, sizeof(*visit));
}

TEST(a_number_is_the_series_and_the_counter)
{
    (void)state;
    char number[VISIT_NUMBER_MAX + 1];
    visit_number_format('A', 27, number);
    assert_string_equal(number, "A27");
    visit_number_format('E', 1, number);
    assert_string_equal(number, "E1");
    visit_number_format('B', VISIT_COUNTER_MAX, number);
    assert_string_equal(number, "B999999");
}

TEST(a_new_visit_waits_for_what_is_certain)
{
    (void)state;
    struct visit visit = visit_of(2);
    assert_int_equal(visit_state(&visit), STEP_WAITING);
    assert_int_equal(visit_current(&visit), 0);
    assert_int_equal(visit.steps[0].entered_ms, CHECKIN_MS);
    assert_int_equal(visit.steps[1].state, STEP_PLANNED);
    assert_int_equal(visit.steps[1].entered_ms, 0);
    assert_int_equal(visit.version, 1);
    assert_int_equal(visit.closed_ms, 0);
}

TEST(the_route_is_that_of_the_steps)
{
    (void)state;
    struct visit visit = visit_of(3);
    visit.steps[2].after = 1U << 1;
    visit.booked = 2;
    struct route route = visit_route(&visit);
    assert_int_equal(route.count, 3);
    assert_int_equal(route.booked, 2);
    assert_int_equal(route.steps[0].state, STEP_WAITING);
    assert_true(route.steps[1].is_offer);
    assert_int_equal(route.steps[2].after, 1U << 1);
}

TEST(a_call_notes_who_where_and_when)
{
    (void)state;
    struct visit visit = called(2);
    assert_int_equal(visit_state(&visit), STEP_CALLED);
    assert_int_equal(visit.steps[0].staff_id, STAFF);
    assert_int_equal(visit.steps[0].room_id, ROOM);
    assert_int_equal(visit.steps[0].called_ms, 2000);
    assert_int_equal(visit.version, 2);
    assert_int_equal(visit.closed_ms, 0);
    assert_true(visit.steps[0].is_changed);
    assert_false(visit.steps[1].is_changed);
}

TEST(a_call_is_for_one_step_and_plans_the_others_again)
{
    (void)state;
    struct visit visit = visit_of(2);
    assert_status(visit_agree(&visit, 1, 1500), STATUS_OK);
    assert_int_equal(visit.steps[1].entered_ms, 1500);
    assert_status(visit_call(&visit, 1, STAFF, ROOM, 2000), STATUS_OK);
    assert_int_equal(visit_current(&visit), 1);
    assert_int_equal(visit.steps[0].state, STEP_PLANNED);
    assert_int_equal(visit.steps[0].entered_ms, 0); /* nobody waits for it meanwhile */
    assert_int_equal(visit.steps[0].staff_id, 0);
    assert_true(visit.steps[0].is_changed);
    assert_status(visit_release(&visit, 3000), STATUS_OK);
    assert_int_equal(visit.steps[0].entered_ms, 3000);
    assert_int_equal(visit.steps[1].entered_ms, 1500);
}

TEST(one_ticket_is_never_called_twice_at_once)
{
    (void)state;
    struct visit visit = visit_of(2);
    assert_status(visit_agree(&visit, 1, 1500), STATUS_OK);
    assert_status(visit_call(&visit, 0, STAFF, ROOM, 2000), STATUS_OK);
    struct visit before = visit;
    for (int position = -1; position <= VISIT_STEPS_MAX; position++) {
        assert_status(visit_call(&visit, position, STAFF + 1, ROOM + 1, 2500), STATUS_CONFLICT);
    }
    assert_unchanged(&visit, &before);
}

TEST(settled_ends_the_visit_and_skips_what_was_only_offered)
{
    (void)state;

    static const enum visit_outcome endings[] = {OUTCOME_SETTLED, OUTCOME_DOCUMENTS};

    for (int i = 0; i < 2; i++) {
        struct visit visit = served(3);
        assert_status(visit_finish(&visit, endings[i], 4000), STATUS_OK);
        assert_int_equal(visit_state(&visit), STEP_DONE);
        assert_int_equal(visit.steps[0].outcome, endings[i]);
        assert_int_equal(visit.steps[0].ended_ms, 4000);
        assert_int_equal(visit.steps[1].state, STEP_SKIPPED);
        assert_int_equal(visit.steps[2].state, STEP_SKIPPED);
        assert_int_equal(visit.steps[2].ended_ms, 4000);
        assert_int_equal(visit.closed_ms, 4000);
        assert_int_equal(visit.version, 4);
    }
}

TEST(further_lets_the_next_offer_wait_and_keeps_the_check_in)
{
    (void)state;
    struct visit visit = served(3);
    assert_status(visit_finish(&visit, OUTCOME_FURTHER, 4000), STATUS_OK);
    assert_int_equal(visit_state(&visit), STEP_WAITING);
    assert_int_equal(visit_current(&visit), 1);
    assert_int_equal(visit.steps[1].entered_ms, 4000);
    assert_false(visit.steps[1].is_offer);
    assert_true(visit.steps[1].is_changed);
    assert_int_equal(visit.steps[2].state, STEP_PLANNED);
    assert_int_equal(visit.checkin_ms, CHECKIN_MS);
    assert_int_equal(visit.floor_ms, 0);
    assert_int_equal(visit.closed_ms, 0);
}

TEST(further_with_nothing_offered_ends_the_visit)
{
    (void)state;
    struct visit visit = served(1);
    assert_status(visit_finish(&visit, OUTCOME_FURTHER, 4000), STATUS_OK);
    assert_int_equal(visit_state(&visit), STEP_DONE);
    assert_int_equal(visit.closed_ms, 4000);
}

TEST(a_person_who_went_away_while_served_has_left)
{
    (void)state;
    struct visit visit = served(2);
    assert_status(visit_finish(&visit, OUTCOME_LEFT, 4000), STATUS_OK);
    assert_int_equal(visit_state(&visit), STEP_LEFT);
    assert_int_equal(visit.steps[0].state, STEP_LEFT);
    assert_int_equal(visit.steps[0].outcome, OUTCOME_LEFT);
    assert_int_equal(visit.steps[1].state, STEP_SKIPPED);
    assert_int_equal(visit.closed_ms, 4000);
}

TEST(only_what_is_served_can_be_finished)
{
    (void)state;
    struct visit visit = visit_of(2);
    struct visit before = visit;
    assert_status(visit_finish(&visit, OUTCOME_SETTLED, 2000), STATUS_CONFLICT);
    assert_unchanged(&visit, &before);
    visit = called(2);
    before = visit;
    assert_status(visit_finish(&visit, OUTCOME_LEFT, 2500), STATUS_CONFLICT);
    assert_unchanged(&visit, &before);
}

TEST(a_missed_call_is_counted_and_its_return_raises_the_floor)
{
    (void)state;
    struct rules rules = rules_default();
    struct visit visit = called(1);
    assert_status(visit_move(&visit, STEP_NO_SHOW, 60 * MINUTE), STATUS_OK);
    assert_int_equal(visit_state(&visit), STEP_PARKED);
    assert_int_equal(visit.steps[0].missed, 1);
    assert_int_equal(visit.steps[0].ended_ms, 60 * MINUTE);
    assert_int_equal(visit.closed_ms, 0);
    assert_status(visit_resume(&visit, &rules, 70 * MINUTE), STATUS_OK);
    assert_int_equal(visit.floor_ms, 55 * MINUTE);
    assert_int_equal(visit.checkin_ms, CHECKIN_MS);
    assert_int_equal(visit.steps[0].entered_ms, CHECKIN_MS);
    assert_int_equal(visit.steps[0].ended_ms, 0);
    assert_int_equal(visit.steps[0].staff_id, 0);
    assert_int_equal(visit.steps[0].room_id, 0);
}

TEST(who_came_and_was_put_aside_loses_nothing_for_a_call_missed_before)
{
    (void)state;
    struct rules rules = rules_default();
    struct visit visit = called(1);
    assert_status(visit_move(&visit, STEP_NO_SHOW, 60 * MINUTE), STATUS_OK);
    assert_status(visit_resume(&visit, &rules, 70 * MINUTE), STATUS_OK);
    assert_status(visit_call(&visit, 0, 7, 4, 75 * MINUTE), STATUS_OK);
    assert_int_equal(visit.steps[0].since_ms, 75 * MINUTE);
    assert_status(visit_move(&visit, STEP_START, 76 * MINUTE), STATUS_OK);
    assert_status(visit_move(&visit, STEP_PARK, 80 * MINUTE), STATUS_OK);
    assert_status(visit_resume(&visit, &rules, 100 * MINUTE), STATUS_OK);
    assert_int_equal(visit.floor_ms, 55 * MINUTE);
    assert_status(visit_call(&visit, 0, 7, 4, 110 * MINUTE), STATUS_OK);
    assert_int_equal(visit.steps[0].called_ms, 75 * MINUTE); /* the wait ended then */
    assert_int_equal(visit.steps[0].since_ms, 110 * MINUTE); /* an answer is due from now */
    assert_status(visit_move(&visit, STEP_NO_SHOW, 113 * MINUTE), STATUS_OK);
    assert_status(visit_resume(&visit, &rules, 120 * MINUTE), STATUS_OK);
    assert_int_equal(visit.floor_ms, 105 * MINUTE);
}

TEST(back_after_the_parking_time_counts_from_the_return)
{
    (void)state;
    struct rules rules = rules_default();
    struct visit visit = called(1);
    assert_status(visit_move(&visit, STEP_NO_SHOW, 60 * MINUTE), STATUS_OK);
    assert_status(visit_resume(&visit, &rules, 90 * MINUTE + 1), STATUS_OK);
    assert_int_equal(visit.floor_ms, 90 * MINUTE + 1);
}

TEST(a_second_missed_call_never_makes_the_turn_better)
{
    (void)state;
    struct rules rules = rules_default();
    struct visit visit = called(1);
    assert_status(visit_move(&visit, STEP_NO_SHOW, 10 * MINUTE), STATUS_OK);
    assert_status(visit_resume(&visit, &rules, 60 * MINUTE), STATUS_OK);
    assert_status(visit_call(&visit, 0, STAFF, ROOM, 61 * MINUTE), STATUS_OK);
    assert_status(visit_move(&visit, STEP_NO_SHOW, 63 * MINUTE), STATUS_OK);
    assert_status(visit_resume(&visit, &rules, 65 * MINUTE), STATUS_OK);
    assert_int_equal(visit.steps[0].missed, 2);
    assert_int_equal(visit.floor_ms, 60 * MINUTE); /* not 15 minutes before now */
}

TEST(who_was_put_aside_and_missed_nothing_keeps_the_turn)
{
    (void)state;
    struct rules rules = rules_default();
    struct visit at_the_door = called(1);
    struct visit in_the_room = served(1);
    assert_status(visit_move(&at_the_door, STEP_PARK, 60 * MINUTE), STATUS_OK);
    assert_status(visit_move(&in_the_room, STEP_PARK, 60 * MINUTE), STATUS_OK);
    assert_status(visit_resume(&at_the_door, &rules, 200 * MINUTE), STATUS_OK);
    assert_status(visit_resume(&in_the_room, &rules, 200 * MINUTE), STATUS_OK);
    assert_int_equal(at_the_door.floor_ms, 0);
    assert_int_equal(at_the_door.steps[0].missed, 0);
    assert_int_equal(in_the_room.floor_ms, 0);
}

TEST(a_pause_is_nobodys_call_and_its_return_raises_the_floor)
{
    (void)state;
    struct rules rules = rules_default();
    struct visit visit = visit_of(2);
    assert_status(visit_pause(&visit, 60 * MINUTE), STATUS_OK);
    assert_int_equal(visit_state(&visit), STEP_PARKED);
    assert_true(visit_is_paused(&visit));
    assert_int_equal(visit.steps[0].missed, 0);
    assert_int_equal(visit.steps[0].ended_ms, 60 * MINUTE);
    assert_int_equal(visit.closed_ms, 0);
    assert_status(visit_resume(&visit, &rules, 70 * MINUTE), STATUS_OK);
    assert_false(visit_is_paused(&visit));
    assert_int_equal(visit.floor_ms, 55 * MINUTE);
    assert_int_equal(visit.checkin_ms, CHECKIN_MS);
    assert_status(visit_pause(&visit, 80 * MINUTE), STATUS_OK);
    assert_status(visit_resume(&visit, &rules, 110 * MINUTE + 1), STATUS_OK);
    assert_int_equal(visit.floor_ms, 110 * MINUTE + 1); /* longer than the place is kept */
}

TEST(who_was_called_and_freed_again_pays_for_a_pause_like_everybody)
{
    (void)state;
    struct rules rules = rules_default();
    struct visit visit = called(1);
    assert_status(visit_pause(&visit, 50 * MINUTE), STATUS_CONFLICT);
    assert_false(visit_is_paused(&visit));
    assert_status(visit_release(&visit, 55 * MINUTE), STATUS_OK);
    assert_status(visit_pause(&visit, 60 * MINUTE), STATUS_OK);
    assert_true(visit_is_paused(&visit));
    assert_status(visit_resume(&visit, &rules, 61 * MINUTE), STATUS_OK);
    assert_int_equal(visit.floor_ms, 46 * MINUTE);
}

TEST(who_was_parked_by_staff_is_not_paused)
{
    (void)state;
    struct visit at_the_door = called(1);
    struct visit missed = called(1);
    assert_status(visit_move(&at_the_door, STEP_PARK, 60 * MINUTE), STATUS_OK);
    assert_status(visit_move(&missed, STEP_NO_SHOW, 60 * MINUTE), STATUS_OK);
    assert_false(visit_is_paused(&at_the_door));
    assert_false(visit_is_paused(&missed));
}

TEST(only_who_is_parked_can_be_resumed)
{
    (void)state;
    struct rules rules = rules_default();
    struct visit visits[] = {visit_of(1), called(1), served(1)};
    for (int i = 0; i < 3; i++) {
        struct visit before = visits[i];
        assert_status(visit_resume(&visits[i], &rules, 5000), STATUS_CONFLICT);
        assert_unchanged(&visits[i], &before);
    }
}

TEST(a_call_after_serving_is_no_new_end_of_the_wait)
{
    (void)state;
    struct rules rules = rules_default();
    struct visit visit = served(1);
    assert_status(visit_move(&visit, STEP_PARK, 60000), STATUS_OK);
    assert_status(visit_resume(&visit, &rules, 70000), STATUS_OK);
    assert_status(visit_call(&visit, 0, STAFF + 1, ROOM + 1, 80000), STATUS_OK);
    assert_int_equal(visit.steps[0].called_ms, 2000);
    assert_int_equal(visit.steps[0].staff_id, STAFF + 1);
    visit = called(1);
    assert_status(visit_move(&visit, STEP_NO_SHOW, 60000), STATUS_OK);
    assert_status(visit_resume(&visit, &rules, 70000), STATUS_OK);
    assert_status(visit_call(&visit, 0, STAFF, ROOM, 80000), STATUS_OK);
    assert_int_equal(visit.steps[0].called_ms, 80000); /* the first one was not answered */
}

TEST(somebody_whose_caller_is_gone_waits_again_at_their_place)
{
    (void)state;
    struct visit visits[] = {called(1), served(1)};
    for (int i = 0; i < 2; i++) {
        int64_t version = visits[i].version;
        assert_status(visit_release(&visits[i], 5000), STATUS_OK);
        assert_int_equal(visit_state(&visits[i]), STEP_WAITING);
        assert_int_equal(visits[i].steps[0].staff_id, 0);
        assert_int_equal(visits[i].steps[0].room_id, 0);
        assert_int_equal(visits[i].steps[0].entered_ms, CHECKIN_MS);
        assert_int_equal(visits[i].floor_ms, 0);
        assert_int_equal(visits[i].version, version + 1);
        struct visit before = visits[i];
        assert_status(visit_release(&visits[i], 6000), STATUS_CONFLICT);
        assert_unchanged(&visits[i], &before);
    }
}

static const struct visit_target to_lawyer = {.service_id = PRAW, .staff_id = 0};

TEST(a_hand_over_keeps_the_turn_and_comes_before_what_was_planned)
{
    (void)state;
    struct visit visit = served(2);
    assert_status(visit_hand_over(&visit, &to_lawyer, 4000), STATUS_OK);
    assert_int_equal(visit.step_count, 3);
    assert_int_equal(visit.steps[0].state, STEP_DONE);
    assert_int_equal(visit.steps[0].ended_ms, 4000);
    assert_int_equal(visit.steps[0].staff_id, STAFF);
    assert_int_equal(visit.steps[1].service_id, PRAW);
    assert_int_equal(visit.steps[1].only_staff_id, 0);
    assert_int_equal(visit.steps[1].state, STEP_WAITING);
    assert_int_equal(visit.steps[1].entered_ms, 4000);
    assert_int_equal(visit.steps[1].id, 0);
    assert_true(visit.steps[1].is_changed);
    assert_int_equal(visit.steps[2].service_id, SOC);
    assert_int_equal(visit.steps[2].id, 11);
    assert_true(visit.steps[2].is_offer);
    assert_true(visit.steps[2].is_changed); /* its position is another one */
    assert_int_equal(visit_current(&visit), 1);
    assert_int_equal(visit.checkin_ms, CHECKIN_MS);
    assert_int_equal(visit.version, 4);
}

TEST(a_hand_over_to_a_colleague_and_back_names_both)
{
    (void)state;
    const struct visit_target target = {.service_id = SOC, .staff_id = 9, .comes_back = true};
    struct visit visit = served(1);
    assert_status(visit_hand_over(&visit, &target, 4000), STATUS_OK);
    assert_int_equal(visit.step_count, 3);
    assert_int_equal(visit.steps[1].only_staff_id, 9);
    assert_int_equal(visit.steps[1].state, STEP_WAITING);
    assert_int_equal(visit.steps[2].service_id, PSY);
    assert_int_equal(visit.steps[2].only_staff_id, STAFF);
    assert_int_equal(visit.steps[2].state, STEP_PLANNED);
    assert_int_equal(visit.steps[2].after, 1U << 1);
    assert_true(visit.steps[2].is_changed);
    assert_status(visit_call(&visit, 1, 9, ROOM, 5000), STATUS_OK);
    assert_status(visit_move(&visit, STEP_START, 6000), STATUS_OK);
    assert_status(visit_finish(&visit, OUTCOME_SETTLED, 7000), STATUS_OK);
    assert_int_equal(visit_current(&visit), 2);
    assert_int_equal(visit_state(&visit), STEP_WAITING);
}

TEST(somebody_called_can_be_handed_over_at_the_door)
{
    (void)state;
    struct visit visit = called(1);
    assert_status(visit_hand_over(&visit, &to_lawyer, 2100), STATUS_OK);
    assert_int_equal(visit_state(&visit), STEP_WAITING);
}

TEST(a_hand_over_refuses_one_step_over_the_limit)
{
    (void)state;
    const struct visit_target back = {.service_id = PRAW, .comes_back = true};
    struct visit visit = served(VISIT_STEPS_MAX - 1);
    struct visit before = visit;
    assert_status(visit_hand_over(&visit, &back, 4000), STATUS_CONFLICT);
    assert_unchanged(&visit, &before);
    assert_status(visit_hand_over(&visit, &to_lawyer, 4000), STATUS_OK);
    assert_int_equal(visit.step_count, VISIT_STEPS_MAX);
    assert_status(visit_call(&visit, 1, STAFF, ROOM, 5000), STATUS_OK);
    before = visit;
    assert_status(visit_hand_over(&visit, &to_lawyer, 6000), STATUS_CONFLICT);
    assert_status(visit_add(&visit, &to_lawyer, 0, 6000), STATUS_CONFLICT);
    assert_unchanged(&visit, &before);
}

TEST(somebody_waiting_or_parked_cannot_be_handed_over)
{
    (void)state;
    struct visit visit = visit_of(2);
    struct visit before = visit;
    assert_status(visit_hand_over(&visit, &to_lawyer, 2000), STATUS_CONFLICT);
    assert_unchanged(&visit, &before);
    visit = called(2);
    assert_status(visit_move(&visit, STEP_PARK, 2500), STATUS_OK);
    before = visit;
    assert_status(visit_hand_over(&visit, &to_lawyer, 3000), STATUS_CONFLICT);
    assert_unchanged(&visit, &before);
}

TEST(a_step_can_be_added_and_waits_at_once_or_after_another)
{
    (void)state;
    const struct visit_target target = {.service_id = SOC, .staff_id = 9};
    struct visit visit = visit_of(1);
    assert_status(visit_add(&visit, &target, 0, 1500), STATUS_OK);
    assert_status(visit_add(&visit, &to_lawyer, 1U << 1, 1600), STATUS_OK);
    assert_int_equal(visit.step_count, 3);
    assert_int_equal(visit.steps[1].service_id, SOC);
    assert_int_equal(visit.steps[1].only_staff_id, 9);
    assert_int_equal(visit.steps[1].state, STEP_WAITING);
    assert_int_equal(visit.steps[1].entered_ms, 1500);
    assert_int_equal(visit.steps[2].state, STEP_PLANNED);
    assert_int_equal(visit.steps[2].after, 1U << 1);
    assert_true(visit.steps[1].is_changed && visit.steps[2].is_changed);
    assert_false(visit.steps[0].is_changed);
    struct visit before = visit;
    assert_status(visit_add(&visit, &to_lawyer, 1U << 3, 1700), STATUS_CONFLICT);
    assert_unchanged(&visit, &before);
}

TEST(an_offer_waits_when_it_is_agreed_to_and_is_skipped_when_it_is_not_wanted)
{
    (void)state;
    struct visit visit = visit_of(3);
    assert_status(visit_agree(&visit, 1, 1500), STATUS_OK);
    assert_int_equal(visit.steps[1].state, STEP_WAITING);
    assert_true(visit.steps[1].is_changed);
    assert_status(visit_drop(&visit, 2, 1600), STATUS_OK);
    assert_int_equal(visit.steps[2].state, STEP_SKIPPED);
    assert_int_equal(visit.steps[2].ended_ms, 1600);
    struct visit before = visit;
    for (int position = -1; position <= VISIT_STEPS_MAX; position++) {
        assert_status(visit_agree(&visit, position, 1700), STATUS_CONFLICT);
    }
    assert_status(visit_drop(&visit, 2, 1700), STATUS_CONFLICT);
    assert_status(visit_drop(&visit, 3, 1700), STATUS_CONFLICT);
    assert_status(visit_drop(&visit, -1, 1700), STATUS_CONFLICT);
    assert_unchanged(&visit, &before);
    assert_status(visit_drop(&visit, 0, 1700), STATUS_OK);
    before = visit;
    assert_status(visit_drop(&visit, 1, 1800), STATUS_CONFLICT); /* the last one */
    assert_unchanged(&visit, &before);
}

TEST(cancel_and_leave_end_the_visit_from_every_active_state)
{
    (void)state;
    for (int depth = 0; depth < 4; depth++) {
        for (int leaves = 0; leaves < 2; leaves++) {
            struct visit visit = depth == 0 ? visit_of(3) : depth == 1 ? called(3) : served(3);
            if (depth == 3) {
                assert_status(visit_move(&visit, STEP_PARK, 3500), STATUS_OK);
            }
            int64_t version = visit.version;
            assert_status(visit_end(&visit, leaves ? STEP_LEAVE : STEP_CANCEL, 5000), STATUS_OK);
            assert_int_equal(visit_state(&visit), leaves ? STEP_LEFT : STEP_CANCELLED);
            assert_int_equal(visit.steps[1].state, STEP_SKIPPED);
            assert_int_equal(visit.steps[2].state, STEP_SKIPPED);
            assert_int_equal(visit.closed_ms, 5000);
            assert_int_equal(visit.version, version + 1);
        }
    }
}

TEST(nothing_happens_to_a_visit_that_is_over)
{
    (void)state;
    struct rules rules = rules_default();
    struct visit visit = served(2);
    assert_status(visit_finish(&visit, OUTCOME_SETTLED, 4000), STATUS_OK);
    struct visit before = visit;
    assert_status(visit_call(&visit, 0, STAFF, ROOM, 5000), STATUS_CONFLICT);
    assert_status(visit_move(&visit, STEP_START, 5000), STATUS_CONFLICT);
    assert_status(visit_move(&visit, STEP_NO_SHOW, 5000), STATUS_CONFLICT);
    assert_status(visit_move(&visit, STEP_PARK, 5000), STATUS_CONFLICT);
    assert_status(visit_pause(&visit, 5000), STATUS_CONFLICT);
    assert_status(visit_resume(&visit, &rules, 5000), STATUS_CONFLICT);
    assert_status(visit_release(&visit, 5000), STATUS_CONFLICT);
    assert_status(visit_finish(&visit, OUTCOME_SETTLED, 5000), STATUS_CONFLICT);
    assert_status(visit_hand_over(&visit, &to_lawyer, 5000), STATUS_CONFLICT);
    assert_status(visit_add(&visit, &to_lawyer, 0, 5000), STATUS_CONFLICT);
    assert_status(visit_agree(&visit, 1, 5000), STATUS_CONFLICT);
    assert_status(visit_drop(&visit, 1, 5000), STATUS_CONFLICT);
    assert_status(visit_end(&visit, STEP_CANCEL, 5000), STATUS_CONFLICT);
    assert_status(visit_end(&visit, STEP_LEAVE, 5000), STATUS_CONFLICT);
    assert_int_equal(visit_current(&visit), ROUTE_NONE);
    assert_unchanged(&visit, &before);
}

TEST(outcomes_have_names_that_parse_back)
{
    (void)state;
    for (int i = 0; i < OUTCOME_COUNT; i++) {
        enum visit_outcome parsed = OUTCOME_COUNT;
        assert_status(visit_outcome_parse(visit_outcome_name((enum visit_outcome)i), &parsed),
                      STATUS_OK);
        assert_int_equal(parsed, i);
    }
    enum visit_outcome parsed = OUTCOME_FURTHER;
    assert_status(visit_outcome_parse("happy", &parsed), STATUS_INVALID);
    assert_int_equal(parsed, OUTCOME_FURTHER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_the_series_and_the_counter),
        cmocka_unit_test(a_new_visit_waits_for_what_is_certain),
        cmocka_unit_test(the_route_is_that_of_the_steps),
        cmocka_unit_test(a_call_notes_who_where_and_when),
        cmocka_unit_test(a_call_is_for_one_step_and_plans_the_others_again),
        cmocka_unit_test(one_ticket_is_never_called_twice_at_once),
        cmocka_unit_test(settled_ends_the_visit_and_skips_what_was_only_offered),
        cmocka_unit_test(further_lets_the_next_offer_wait_and_keeps_the_check_in),
        cmocka_unit_test(further_with_nothing_offered_ends_the_visit),
        cmocka_unit_test(a_person_who_went_away_while_served_has_left),
        cmocka_unit_test(only_what_is_served_can_be_finished),
        cmocka_unit_test(a_missed_call_is_counted_and_its_return_raises_the_floor),
        cmocka_unit_test(who_came_and_was_put_aside_loses_nothing_for_a_call_missed_before),
        cmocka_unit_test(back_after_the_parking_time_counts_from_the_return),
        cmocka_unit_test(a_second_missed_call_never_makes_the_turn_better),
        cmocka_unit_test(who_was_put_aside_and_missed_nothing_keeps_the_turn),
        cmocka_unit_test(a_pause_is_nobodys_call_and_its_return_raises_the_floor),
        cmocka_unit_test(who_was_called_and_freed_again_pays_for_a_pause_like_everybody),
        cmocka_unit_test(who_was_parked_by_staff_is_not_paused),
        cmocka_unit_test(only_who_is_parked_can_be_resumed),
        cmocka_unit_test(a_call_after_serving_is_no_new_end_of_the_wait),
        cmocka_unit_test(somebody_whose_caller_is_gone_waits_again_at_their_place),
        cmocka_unit_test(a_hand_over_keeps_the_turn_and_comes_before_what_was_planned),
        cmocka_unit_test(a_hand_over_to_a_colleague_and_back_names_both),
        cmocka_unit_test(somebody_called_can_be_handed_over_at_the_door),
        cmocka_unit_test(a_hand_over_refuses_one_step_over_the_limit),
        cmocka_unit_test(somebody_waiting_or_parked_cannot_be_handed_over),
        cmocka_unit_test(a_step_can_be_added_and_waits_at_once_or_after_another),
        cmocka_unit_test(an_offer_waits_when_it_is_agreed_to_and_is_skipped_when_it_is_not_wanted),
        cmocka_unit_test(cancel_and_leave_end_the_visit_from_every_active_state),
        cmocka_unit_test(nothing_happens_to_a_visit_that_is_over),
        cmocka_unit_test(outcomes_have_names_that_parse_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/check.h"

#include "domain/visit.h"

#include <string.h>

enum { CHECKIN_MS = 1000, PSY = 1, SOC = 2, PRAW = 3, STAFF = 7, ROOM = 4 };

/* A visit that waits for its first service; the others are planned. */
static struct visit visit_of(int step_count)
{
    static const int64_t services[] = {PSY, SOC, PRAW};
    struct visit visit = {.id = 1, .version = 1, .issued_ms = CHECKIN_MS};
    for (int i = 0; i < step_count; i++) {
        visit.steps[i] = (struct visit_step){
            .id = 10 + i,
            .service_id = services[i % 3],
            .rank_ms = CHECKIN_MS,
            .entered_ms = i == 0 ? CHECKIN_MS : 0,
            .state = i == 0 ? STEP_WAITING : STEP_PLANNED,
        };
    }
    visit.step_count = step_count;
    return visit;
}

static struct visit served(int step_count)
{
    struct visit visit = visit_of(step_count);
    assert_status(visit_call(&visit, STAFF, ROOM, 2000), STATUS_OK);
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
    visit_number_format('B', 999999, number);
    assert_string_equal(number, "B999999");
}

TEST(a_call_notes_who_where_and_when)
{
    (void)state;
    struct visit visit = visit_of(2);
    assert_int_equal(visit_state(&visit), STEP_WAITING);
    assert_status(visit_call(&visit, STAFF, ROOM, 2000), STATUS_OK);
    assert_int_equal(visit_state(&visit), STEP_CALLED);
    assert_int_equal(visit.steps[0].staff_id, STAFF);
    assert_int_equal(visit.steps[0].room_id, ROOM);
    assert_int_equal(visit.steps[0].called_ms, 2000);
    assert_int_equal(visit.version, 2);
    assert_int_equal(visit.closed_ms, 0);
    assert_true(visit.steps[0].is_changed);
    assert_false(visit.steps[1].is_changed);
}

TEST(one_ticket_is_never_called_twice_at_once)
{
    (void)state;
    struct visit visit = visit_of(1);
    assert_status(visit_call(&visit, STAFF, ROOM, 2000), STATUS_OK);
    struct visit before = visit;
    assert_status(visit_call(&visit, STAFF + 1, ROOM + 1, 2500), STATUS_CONFLICT);
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
        assert_int_equal(visit.closed_ms, 4000);
        assert_int_equal(visit.version, 4);
    }
}

TEST(further_lets_the_next_planned_step_wait_with_the_rank_of_the_check_in)
{
    (void)state;
    struct visit visit = served(3);
    assert_status(visit_finish(&visit, OUTCOME_FURTHER, 4000), STATUS_OK);
    assert_int_equal(visit_state(&visit), STEP_WAITING);
    assert_int_equal(visit_current(&visit), 1);
    assert_int_equal(visit.steps[1].entered_ms, 4000);
    assert_int_equal(visit.steps[1].rank_ms, CHECKIN_MS);
    assert_int_equal(visit.steps[2].state, STEP_PLANNED);
    assert_int_equal(visit.closed_ms, 0);
}

TEST(further_with_nothing_planned_ends_the_visit)
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
    assert_status(visit_call(&visit, STAFF, ROOM, 2000), STATUS_OK);
    before = visit;
    assert_status(visit_finish(&visit, OUTCOME_LEFT, 2500), STATUS_CONFLICT);
    assert_unchanged(&visit, &before);
}

TEST(a_missed_call_is_counted_and_parks)
{
    (void)state;
    struct visit visit = visit_of(1);
    assert_status(visit_call(&visit, STAFF, ROOM, 2000), STATUS_OK);
    assert_status(visit_move(&visit, STEP_NO_SHOW, 3000), STATUS_OK);
    assert_int_equal(visit_state(&visit), STEP_PARKED);
    assert_int_equal(visit.steps[0].missed, 1);
    assert_int_equal(visit.closed_ms, 0);
    assert_status(visit_move(&visit, STEP_RESUME, 9000), STATUS_OK);
    assert_int_equal(visit.steps[0].rank_ms, CHECKIN_MS); /* the place is kept */
    assert_int_equal(visit.steps[0].entered_ms, CHECKIN_MS);
    assert_status(visit_call(&visit, STAFF, ROOM, 9500), STATUS_OK);
    assert_int_equal(visit.steps[0].called_ms, 9500);
    assert_status(visit_move(&visit, STEP_PARK, 9600), STATUS_OK);
    assert_int_equal(visit.steps[0].missed, 1); /* put aside, not missed */
}

TEST(a_parked_step_knows_since_when_and_forgets_it_when_it_waits_again)
{
    (void)state;
    struct visit visit = served(1);
    assert_status(visit_move(&visit, STEP_PARK, 60000), STATUS_OK);
    assert_int_equal(visit.steps[0].ended_ms, 60000);
    assert_status(visit_move(&visit, STEP_RESUME, 70000), STATUS_OK);
    assert_int_equal(visit.steps[0].ended_ms, 0);
}

TEST(a_hand_over_keeps_the_rank_and_comes_before_what_was_planned)
{
    (void)state;
    struct visit visit = served(2);
    assert_status(visit_hand_over(&visit, PRAW, 4000), STATUS_OK);
    assert_int_equal(visit.step_count, 3);
    assert_int_equal(visit.steps[0].state, STEP_DONE);
    assert_int_equal(visit.steps[0].ended_ms, 4000);
    assert_int_equal(visit.steps[1].service_id, PRAW);
    assert_int_equal(visit.steps[1].state, STEP_WAITING);
    assert_int_equal(visit.steps[1].rank_ms, CHECKIN_MS);
    assert_int_equal(visit.steps[1].entered_ms, 4000);
    assert_int_equal(visit.steps[1].id, 0);
    assert_int_equal(visit.steps[2].service_id, SOC);
    assert_int_equal(visit.steps[2].id, 11);
    assert_true(visit.steps[2].is_changed); /* its position is another one */
    assert_int_equal(visit_current(&visit), 1);
    assert_int_equal(visit.version, 4);
}

TEST(somebody_called_can_be_handed_over_at_the_door)
{
    (void)state;
    struct visit visit = visit_of(1);
    assert_status(visit_call(&visit, STAFF, ROOM, 2000), STATUS_OK);
    assert_status(visit_hand_over(&visit, SOC, 2100), STATUS_OK);
    assert_int_equal(visit_state(&visit), STEP_WAITING);
}

TEST(a_hand_over_refuses_one_step_over_the_limit)
{
    (void)state;
    struct visit visit = served(VISIT_STEPS_MAX - 1);
    assert_status(visit_hand_over(&visit, PRAW, 4000), STATUS_OK);
    assert_int_equal(visit.step_count, VISIT_STEPS_MAX);
    assert_status(visit_call(&visit, STAFF, ROOM, 5000), STATUS_OK);
    struct visit before = visit;
    assert_status(visit_hand_over(&visit, SOC, 6000), STATUS_CONFLICT);
    assert_unchanged(&visit, &before);
}

TEST(somebody_waiting_cannot_be_handed_over)
{
    (void)state;
    struct visit visit = visit_of(2);
    struct visit before = visit;
    assert_status(visit_hand_over(&visit, PRAW, 2000), STATUS_CONFLICT);
    assert_unchanged(&visit, &before);
}

TEST(cancel_and_leave_end_the_visit_from_every_active_state)
{
    (void)state;
    for (int depth = 0; depth < 4; depth++) {
        for (int leaves = 0; leaves < 2; leaves++) {
            struct visit visit = depth >= 2 ? served(3) : visit_of(3);
            if (depth == 1) {
                assert_status(visit_call(&visit, STAFF, ROOM, 2000), STATUS_OK);
            }
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
    struct visit visit = served(1);
    assert_status(visit_finish(&visit, OUTCOME_SETTLED, 4000), STATUS_OK);
    struct visit before = visit;
    for (int event = 0; event < STEP_EVENT_COUNT; event++) {
        assert_status(visit_move(&visit, (enum step_event)event, 5000), STATUS_CONFLICT);
    }
    assert_status(visit_call(&visit, STAFF, ROOM, 5000), STATUS_CONFLICT);
    assert_status(visit_finish(&visit, OUTCOME_SETTLED, 5000), STATUS_CONFLICT);
    assert_status(visit_hand_over(&visit, SOC, 5000), STATUS_CONFLICT);
    assert_status(visit_end(&visit, STEP_CANCEL, 5000), STATUS_CONFLICT);
    assert_status(visit_end(&visit, STEP_LEAVE, 5000), STATUS_CONFLICT);
    assert_int_equal(visit_current(&visit), -1);
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
        cmocka_unit_test(a_call_notes_who_where_and_when),
        cmocka_unit_test(one_ticket_is_never_called_twice_at_once),
        cmocka_unit_test(settled_ends_the_visit_and_skips_what_was_only_offered),
        cmocka_unit_test(further_lets_the_next_planned_step_wait_with_the_rank_of_the_check_in),
        cmocka_unit_test(further_with_nothing_planned_ends_the_visit),
        cmocka_unit_test(a_person_who_went_away_while_served_has_left),
        cmocka_unit_test(only_what_is_served_can_be_finished),
        cmocka_unit_test(a_missed_call_is_counted_and_parks),
        cmocka_unit_test(a_parked_step_knows_since_when_and_forgets_it_when_it_waits_again),
        cmocka_unit_test(a_hand_over_keeps_the_rank_and_comes_before_what_was_planned),
        cmocka_unit_test(somebody_called_can_be_handed_over_at_the_door),
        cmocka_unit_test(a_hand_over_refuses_one_step_over_the_limit),
        cmocka_unit_test(somebody_waiting_cannot_be_handed_over),
        cmocka_unit_test(cancel_and_leave_end_the_visit_from_every_active_state),
        cmocka_unit_test(nothing_happens_to_a_visit_that_is_over),
        cmocka_unit_test(outcomes_have_names_that_parse_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

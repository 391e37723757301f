#include "domain/undo.h"
#include "store/undo_store.h"
#include "unit/backend/store/store_fixture.h"

static struct undo_action action_of(const struct fixture *fixture, const struct visit *visit,
                                    int staff)
{
    return (struct undo_action){.staff_id = fixture->office->staff[staff].id,
                                .ticket_id = visit->id,
                                .kind = VISIT_OP_NO_SHOW,
                                .at_ms = 500,
                                .version = visit->version + 1};
}

static void note(struct fixture *fixture, const struct undo_action *action)
{
    assert_status(undo_store_note(fixture->db, fixture->office->id, action), STATUS_OK);
}

static void assert_same_step(const struct visit_step *step, const struct visit_step *expected)
{
    assert_int_equal(step->id, expected->id);
    assert_int_equal(step->service_id, expected->service_id);
    assert_int_equal(step->staff_id, expected->staff_id);
    assert_int_equal(step->room_id, expected->room_id);
    assert_int_equal(step->only_staff_id, expected->only_staff_id);
    assert_int_equal(step->entered_ms, expected->entered_ms);
    assert_int_equal(step->called_ms, expected->called_ms);
    assert_int_equal(step->started_ms, expected->started_ms);
    assert_int_equal(step->ended_ms, expected->ended_ms);
    assert_int_equal(step->since_ms, expected->since_ms);
    assert_int_equal(step->missed, expected->missed);
    assert_int_equal(step->outcome, expected->outcome);
    assert_int_equal(step->state, expected->state);
    assert_int_equal(step->is_offer, expected->is_offer);
    assert_int_equal(step->after, expected->after);
}

static void assert_same_steps(const struct visit *visit, const struct visit *expected)
{
    assert_int_equal(visit->step_count, expected->step_count);
    for (int i = 0; i < expected->step_count; i++) {
        assert_same_step(&visit->steps[i], &expected->steps[i]);
    }
}

static void assert_found(struct fixture *fixture, const struct undo_action *expected)
{
    struct undo_action found = {0};
    assert_status(undo_store_find(fixture->db, expected->staff_id, &found), STATUS_OK);
    assert_int_equal(found.staff_id, expected->staff_id);
    assert_int_equal(found.ticket_id, expected->ticket_id);
    assert_int_equal(found.kind, expected->kind);
    assert_int_equal(found.at_ms, expected->at_ms);
    assert_int_equal(found.version, expected->version);
}

TEST(what_was_done_is_found_with_the_ticket_as_it_was_stored)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 3, 10);
    fixture_call(fixture, &visit, 1, 20);
    assert_status(visit_move(&visit, STEP_NO_SHOW, 30), STATUS_OK);
    visit.steps[0].started_ms = 25;
    visit.steps[0].outcome = OUTCOME_FURTHER;
    visit.steps[0].only_staff_id = fixture->office->staff[3].id;
    visit.steps[2].after = 3;
    visit.steps[2].is_changed = true;
    visit.floor_ms = 77;
    visit.booked = 1;
    fixture_save(fixture, &visit);
    const struct visit stored = visit;
    struct undo_action action = action_of(fixture, &visit, 2);
    note(fixture, &action);
    assert_status(fixture_resume(&visit, 40), STATUS_OK);
    fixture_save(fixture, &visit); /* the note is of before */
    struct visit before = {0};
    assert_found(fixture, &action);
    assert_status(undo_store_before(fixture->db, action.staff_id, &before), STATUS_OK);
    assert_same_steps(&before, &stored);
    assert_int_equal(before.floor_ms, 77);
    assert_int_equal(before.booked, 1);
}

TEST(each_person_has_one_note_the_newest)
{
    struct fixture *fixture = *state;
    struct visit long_visit = fixture_issue(fixture, FIXTURE_DAY, 0, 3, 10);
    struct visit short_visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 10);
    struct undo_action mine = action_of(fixture, &long_visit, 0);
    struct undo_action others = action_of(fixture, &long_visit, 1);
    struct visit before = {0};
    note(fixture, &mine);
    note(fixture, &others);
    mine = action_of(fixture, &short_visit, 0);
    mine.kind = VISIT_OP_ADD;
    note(fixture, &mine);
    assert_found(fixture, &mine);
    assert_status(undo_store_before(fixture->db, mine.staff_id, &before), STATUS_OK);
    assert_same_steps(&before, &short_visit);
    assert_status(undo_store_before(fixture->db, others.staff_id, &before), STATUS_OK);
    assert_same_steps(&before, &long_visit);
}

TEST(a_note_that_was_used_is_gone_and_nobody_elses)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 2, 10);
    struct undo_action mine = action_of(fixture, &visit, 0);
    struct undo_action others = action_of(fixture, &visit, 1);
    struct undo_action found = {.at_ms = 3};
    struct visit before = {.id = 3};
    note(fixture, &mine);
    note(fixture, &others);
    assert_status(undo_store_forget(fixture->db, mine.staff_id), STATUS_OK);
    assert_status(undo_store_find(fixture->db, mine.staff_id, &found), STATUS_MISSING);
    assert_status(undo_store_before(fixture->db, mine.staff_id, &before), STATUS_MISSING);
    assert_int_equal(found.at_ms, 3);
    assert_int_equal(before.id, 3);
    assert_int_equal(fixture_count(fixture->db, "SELECT count(*) FROM undo_step"), 2);
    assert_status(undo_store_find(fixture->db, others.staff_id, &found), STATUS_OK);
}

TEST(what_was_done_to_one_ticket_is_forgotten_and_nothing_else)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 2, 10);
    struct visit other = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 10);
    struct undo_action mine = action_of(fixture, &visit, 1);
    struct undo_action others = action_of(fixture, &other, 0);
    struct undo_action found = {0};
    note(fixture, &mine);
    note(fixture, &others);
    assert_status(undo_store_forget_ticket(fixture->db, visit.id), STATUS_OK);
    assert_status(undo_store_find(fixture->db, mine.staff_id, &found), STATUS_MISSING);
    assert_int_equal(fixture_count(fixture->db, "SELECT count(*) FROM undo_step"), 1);
    assert_status(undo_store_find(fixture->db, others.staff_id, &found), STATUS_OK);
}

TEST(a_restored_ticket_has_its_rows_and_no_step_that_came_later)
{
    struct fixture *fixture = *state;
    struct visit other = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 5);
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 2, 10);
    fixture_call(fixture, &visit, 1, 20);
    const struct visit before = visit;
    const struct visit_target target = {.service_id = fixture->office->services[2].id,
                                        .comes_back = true};
    assert_status(visit_hand_over(&visit, &target, 30), STATUS_OK);
    fixture_save(fixture, &visit);
    struct visit later = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 35);
    struct visit read;
    undo_restore(&visit, &before);
    assert_status(ticket_store_restore(fixture->db, fixture->office->id, &visit), STATUS_OK);
    assert_status(ticket_store_load(fixture->db, fixture->office->id, visit.id, &read), STATUS_OK);
    assert_same_steps(&read, &before);
    assert_int_equal(read.version, before.version + 2);
    assert_status(ticket_store_load(fixture->db, fixture->office->id, other.id, &read), STATUS_OK);
    assert_same_steps(&read, &other);
    assert_status(ticket_store_load(fixture->db, fixture->office->id, later.id, &read), STATUS_OK);
    assert_same_steps(&read, &later);
    assert_status(ticket_store_restore(fixture->db, fixture->office->id, &visit), STATUS_CONFLICT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(what_was_done_is_found_with_the_ticket_as_it_was_stored),
        FIXTURE_TEST(each_person_has_one_note_the_newest),
        FIXTURE_TEST(a_note_that_was_used_is_gone_and_nobody_elses),
        FIXTURE_TEST(what_was_done_to_one_ticket_is_forgotten_and_nothing_else),
        FIXTURE_TEST(a_restored_ticket_has_its_rows_and_no_step_that_came_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

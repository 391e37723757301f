#include "unit/backend/store/store_fixture.h"

TEST(an_invitation_is_found_again_with_all_it_was_made_of)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 1);
    struct invitation call = {.ticket_id = visit.id,
                              .step_id = visit.steps[0].id,
                              .staff_id = fixture->office->staff[2].id,
                              .room_id = fixture->office->rooms[1].id,
                              .at_ms = 50,
                              .rule_version = 7,
                              .reason = CALL_RETURNS};
    struct invitation found = {.id = 3};
    assert_status(invitation_store_of_step(fixture->db, call.step_id, &found), STATUS_MISSING);
    assert_int_equal(found.id, 3);
    (void)text_copy(call.explanation, sizeof(call.explanation), "{\"rule\":\"x\"}");
    assert_status(invitation_store_add(fixture->db, fixture->office->id, &call), STATUS_OK);
    assert_status(invitation_store_of_step(fixture->db, call.step_id, &found), STATUS_OK);
    assert_int_equal(found.id, call.id);
    assert_int_equal(found.ticket_id, call.ticket_id);
    assert_int_equal(found.step_id, call.step_id);
    assert_int_equal(found.staff_id, call.staff_id);
    assert_int_equal(found.room_id, call.room_id);
    assert_int_equal(found.at_ms, 50);
    assert_int_equal(found.recalled_ms, 0);
    assert_int_equal(found.recalls, 0);
    assert_int_equal(found.rule_version, 7);
    assert_int_equal(found.reason, CALL_RETURNS);
    assert_int_equal(found.undone_ms, 0);
    assert_string_equal(found.explanation, "{\"rule\":\"x\"}");
}

TEST(a_call_that_was_taken_back_is_kept_but_is_no_call_of_its_step)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 1);
    int64_t staff_id = fixture->office->staff[0].id;
    struct invitation first;
    struct invitation found;
    fixture_call(fixture, &visit, 0, 50);
    assert_status(invitation_store_of_step(fixture->db, visit.steps[0].id, &first), STATUS_OK);
    struct invitation second = first;
    second.at_ms = 60;
    assert_status(invitation_store_add(fixture->db, fixture->office->id, &second), STATUS_OK);
    assert_status(invitation_store_undo(fixture->db, second.id, 65), STATUS_OK);
    assert_status(invitation_store_of_step(fixture->db, visit.steps[0].id, &found), STATUS_OK);
    assert_int_equal(found.id, first.id);
    assert_status(invitation_store_find(fixture->db, visit.id, staff_id, 60, &found), STATUS_OK);
    assert_int_equal(found.id, second.id);
    assert_int_equal(found.undone_ms, 65);
}

TEST(each_recall_is_kept_with_its_time)
{
    struct fixture *fixture = *state;
    int64_t office_id = fixture->office->id;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 1);
    struct invitation call;
    fixture_call(fixture, &visit, 1, 50);
    assert_status(invitation_store_of_step(fixture->db, visit.steps[0].id, &call), STATUS_OK);
    assert_status(invitation_store_recall(fixture->db, office_id, call.id, 60), STATUS_OK);
    assert_status(invitation_store_recall(fixture->db, office_id, call.id, 70), STATUS_OK);
    assert_status(invitation_store_of_step(fixture->db, visit.steps[0].id, &call), STATUS_OK);
    assert_int_equal(call.recalls, 2);
    assert_int_equal(call.recalled_ms, 70);
    assert_int_equal(call.at_ms, 50);
    assert_int_equal(fixture_count(fixture->db, "SELECT sum(at_ms) FROM recall"), 130);
}

TEST(that_nobody_answered_is_told_once)
{
    struct fixture *fixture = *state;
    struct visit visits[2];
    for (int i = 0; i < 2; i++) {
        struct invitation call;
        bool is_first = false;
        visits[i] = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 1);
        fixture_call(fixture, &visits[i], i, 50);
        assert_status(invitation_store_of_step(fixture->db, visits[i].steps[0].id, &call),
                      STATUS_OK);
        assert_status(invitation_store_alarm(fixture->db, call.id, 60, &is_first), STATUS_OK);
        assert_true(is_first);
        assert_status(invitation_store_alarm(fixture->db, call.id, 70, &is_first), STATUS_OK);
        assert_false(is_first);
    }
}

static void note_call(void *context, const struct invitation *call)
{
    int64_t *times = context;
    times[++times[0]] = call->at_ms;
}

TEST(the_calls_of_a_ticket_are_listed_over_all_its_steps)
{
    struct fixture *fixture = *state;
    int64_t times[5] = {0};
    int64_t office_id = fixture->office->id;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 2, 1);
    struct visit other = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 2);
    fixture_call(fixture, &visit, 0, 50);
    fixture_call(fixture, &other, 1, 55);
    assert_status(visit_move(&visit, STEP_NO_SHOW, 60), STATUS_OK);
    assert_status(fixture_resume(&visit, 70), STATUS_OK);
    fixture_call(fixture, &visit, 0, 80);
    assert_status(visit_move(&visit, STEP_START, 90), STATUS_OK);
    assert_status(visit_finish(&visit, OUTCOME_FURTHER, 100), STATUS_OK);
    fixture_call(fixture, &visit, 0, 110);
    assert_status(invitation_store_of_ticket(fixture->db, office_id, visit.id, note_call, times),
                  STATUS_OK);
    assert_int_equal(times[0], 3);
    assert_int_equal(times[1], 110);
    assert_int_equal(times[2], 80);
    assert_int_equal(times[3], 50);
    times[0] = 0;
    assert_status(invitation_store_of_ticket(fixture->db, office_id, 4711, note_call, times),
                  STATUS_OK);
    assert_int_equal(times[0], 0);
}

TEST(a_call_is_found_by_who_made_it_and_when)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 1);
    struct invitation call;
    int64_t staff_id = fixture->office->staff[0].id;
    fixture_call(fixture, &visit, 0, 50);
    assert_status(invitation_store_find(fixture->db, visit.id, staff_id, 50, &call), STATUS_OK);
    assert_int_equal(call.step_id, visit.steps[0].id);
    assert_status(invitation_store_find(fixture->db, visit.id, staff_id, 51, &call),
                  STATUS_MISSING);
    assert_status(invitation_store_find(fixture->db, visit.id, staff_id + 1, 50, &call),
                  STATUS_MISSING);
}

TEST(a_number_was_called_where_it_was_called_on_its_day)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 1);
    const struct invitation_place called = {.office_id = fixture->office->id,
                                            .day = FIXTURE_DAY,
                                            .series = visit.series,
                                            .counter = visit.counter,
                                            .room_id = fixture->office->rooms[1].id};
    struct invitation_place others[] = {called, called, called, called, called};
    bool was_called = true;
    assert_status(invitation_store_was_called(fixture->db, &called, &was_called), STATUS_OK);
    assert_false(was_called);
    fixture_call(fixture, &visit, 1, 50);
    assert_status(visit_move(&visit, STEP_NO_SHOW, 60), STATUS_OK);
    fixture_save(fixture, &visit);
    assert_status(invitation_store_was_called(fixture->db, &called, &was_called), STATUS_OK);
    assert_true(was_called);
    others[0].office_id++;
    others[1].day++;
    others[2].series++;
    others[3].counter++;
    others[4].room_id = fixture->office->rooms[0].id;
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        was_called = true;
        assert_status(invitation_store_was_called(fixture->db, &others[i], &was_called), STATUS_OK);
        assert_false(was_called);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(an_invitation_is_found_again_with_all_it_was_made_of),
        FIXTURE_TEST(a_call_that_was_taken_back_is_kept_but_is_no_call_of_its_step),
        FIXTURE_TEST(each_recall_is_kept_with_its_time),
        FIXTURE_TEST(that_nobody_answered_is_told_once),
        FIXTURE_TEST(the_calls_of_a_ticket_are_listed_over_all_its_steps),
        FIXTURE_TEST(a_call_is_found_by_who_made_it_and_when),
        FIXTURE_TEST(a_number_was_called_where_it_was_called_on_its_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

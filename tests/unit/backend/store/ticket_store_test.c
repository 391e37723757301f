#include "unit/backend/store/store_fixture.h"

static struct visit load(struct fixture *fixture, int64_t id)
{
    struct visit visit;
    assert_status(ticket_store_load(fixture->db, fixture->office->id, id, &visit), STATUS_OK);
    return visit;
}

TEST(a_stored_visit_comes_back_as_it_was)
{
    struct fixture *fixture = *state;
    const struct ticket_issue issue = {.channel = "desk", .wait_low_min = 0, .wait_high_min = 5};
    struct visit visit = fixture_visit(fixture, FIXTURE_DAY, 0, 2, 1234);
    visit.priority = true;
    visit.appointment_ms = 5678;
    visit.floor_ms = 91011;
    visit.booked = 1;
    visit.checkin_ms = 1213;
    visit.counter = 1;
    (void)text_copy(visit.language, sizeof(visit.language), "pl_easy");
    (void)text_copy(visit.interpreter, sizeof(visit.interpreter), "pjm");
    visit_number_format(visit.series, visit.counter, visit.number);
    assert_status(ticket_store_add(fixture->db, fixture->office->id, &visit, &issue), STATUS_OK);
    struct visit again = load(fixture, visit.id);
    assert_string_equal(again.number, "A1");
    assert_string_equal(again.token, visit.token);
    assert_string_equal(again.language, "pl_easy");
    assert_string_equal(again.interpreter, "pjm");
    assert_true(again.priority);
    assert_int_equal(again.day, FIXTURE_DAY);
    assert_int_equal(again.version, 1);
    assert_int_equal(again.issued_ms, 1234);
    assert_int_equal(again.checkin_ms, 1213);
    assert_int_equal(again.appointment_ms, 5678);
    assert_int_equal(again.floor_ms, 91011);
    assert_int_equal(again.booked, 1);
    assert_int_equal(again.step_count, 2);
    assert_int_equal(again.steps[0].id, visit.steps[0].id);
    assert_int_equal(again.steps[0].state, STEP_WAITING);
    assert_int_equal(again.steps[1].service_id, visit.steps[1].service_id);
    assert_int_equal(again.steps[1].state, STEP_PLANNED);
    /* A promise from zero minutes is a promise; none at all is NULL. */
    assert_int_equal(fixture_count(fixture->db, "SELECT wait_low_min IS NULL FROM ticket"), 0);
    (void)fixture_issue(fixture, FIXTURE_DAY, 1, 1, 2000);
    assert_int_equal(
        fixture_count(fixture->db, "SELECT count(*) FROM ticket WHERE wait_high_min IS NULL"), 1);
}

static void assert_same_step(const struct visit_step *again, const struct visit_step *step)
{
    assert_int_equal(again->service_id, step->service_id);
    assert_int_equal(again->state, step->state);
    assert_int_equal(again->staff_id, step->staff_id);
    assert_int_equal(again->room_id, step->room_id);
    assert_int_equal(again->only_staff_id, step->only_staff_id);
    assert_int_equal(again->is_offer, step->is_offer);
    assert_int_equal(again->after, step->after);
    assert_int_equal(again->entered_ms, step->entered_ms);
    assert_int_equal(again->called_ms, step->called_ms);
    assert_int_equal(again->started_ms, step->started_ms);
    assert_int_equal(again->ended_ms, step->ended_ms);
    assert_int_equal(again->missed, step->missed);
    assert_int_equal(again->outcome, step->outcome);
}

/* Each field of another value, so that no two can change places unseen. */
static void fill_step(struct visit_step *step, const struct office *office, int64_t base)
{
    step->staff_id = office->staff[1].id;
    step->room_id = office->rooms[0].id;
    step->only_staff_id = office->staff[2].id;
    step->is_offer = true;
    step->after = (uint16_t)(base + 1);
    step->entered_ms = base + 2;
    step->called_ms = base + 3;
    step->started_ms = base + 4;
    step->ended_ms = base + 5;
    step->missed = (int)base + 6;
    step->outcome = OUTCOME_DOCUMENTS;
    step->is_changed = true;
}

TEST(every_field_of_a_step_comes_back_in_its_own_place)
{
    struct fixture *fixture = *state;
    const struct ticket_issue issue = {.channel = "desk", .wait_low_min = -1};
    struct visit visit = fixture_visit(fixture, FIXTURE_DAY, 0, 2, 1234);
    visit.counter = 1;
    visit_number_format(visit.series, visit.counter, visit.number);
    fill_step(&visit.steps[0], fixture->office, 100);
    assert_status(ticket_store_add(fixture->db, fixture->office->id, &visit, &issue), STATUS_OK);
    struct visit again = load(fixture, visit.id);
    assert_same_step(&again.steps[0], &visit.steps[0]);
    fill_step(&visit.steps[0], fixture->office, 200);
    visit.version++;
    visit.floor_ms = 300;
    visit.booked = 1;
    fixture_save(fixture, &visit);
    again = load(fixture, visit.id);
    assert_same_step(&again.steps[0], &visit.steps[0]);
    assert_same_step(&again.steps[1], &visit.steps[1]);
    assert_int_equal(again.floor_ms, 300);
    assert_int_equal(again.booked, 1);
}

TEST(counts_numbers_per_series_and_day)
{
    struct fixture *fixture = *state;
    assert_string_equal(fixture_issue(fixture, FIXTURE_DAY, 0, 1, 1).number, "A1");
    assert_string_equal(fixture_issue(fixture, FIXTURE_DAY, 0, 1, 2).number, "A2");
    assert_string_equal(fixture_issue(fixture, FIXTURE_DAY, 1, 1, 3).number, "C1");
    assert_string_equal(fixture_issue(fixture, FIXTURE_DAY + 1, 0, 1, 4).number, "A1");
    assert_string_equal(fixture_issue(fixture, FIXTURE_DAY, 0, 1, 5).number, "A3");
}

TEST(one_number_is_never_given_twice_on_a_day)
{
    struct fixture *fixture = *state;
    const struct ticket_issue issue = {.channel = "kiosk", .wait_low_min = -1};
    struct visit first = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 1);
    struct visit second = fixture_visit(fixture, FIXTURE_DAY, 0, 1, 2);
    second.counter = first.counter;
    (void)text_copy(second.number, sizeof(second.number), first.number);
    assert_status(ticket_store_add(fixture->db, fixture->office->id, &second, &issue),
                  STATUS_CONFLICT);
}

TEST(saves_only_over_the_version_that_was_read)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 1);
    struct visit late = load(fixture, visit.id);
    fixture_call(fixture, &visit, 0, 10);
    assert_status(visit_end(&late, STEP_CANCEL, 20), STATUS_OK);
    assert_status(ticket_store_save(fixture->db, fixture->office->id, &late), STATUS_CONFLICT);
    struct visit now = load(fixture, visit.id);
    assert_int_equal(visit_state(&now), STEP_CALLED);
    assert_int_equal(now.version, 2);
    assert_int_equal(now.steps[0].room_id, fixture->office->rooms[0].id);
}

TEST(a_staff_member_has_one_open_call_at_most)
{
    struct fixture *fixture = *state;
    struct visit first = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 1);
    struct visit second = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 2);
    fixture_call(fixture, &first, 0, 10);
    int64_t staff_id = fixture->office->staff[0].id;
    int64_t open = 0;
    assert_status(ticket_store_open_of(fixture->db, staff_id, &open), STATUS_OK);
    assert_int_equal(open, first.id);
    assert_status(visit_call(&second, 0, staff_id, fixture->office->rooms[0].id, 11), STATUS_OK);
    assert_status(db_begin(fixture->db), STATUS_OK);
    assert_status(ticket_store_save(fixture->db, fixture->office->id, &second), STATUS_CONFLICT);
    db_rollback(fixture->db);
    assert_status(ticket_store_open_of(fixture->db, fixture->office->staff[1].id, &open),
                  STATUS_MISSING);
    assert_int_equal(open, first.id); /* untouched */
}

TEST(a_visitor_is_in_one_place_at_most)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 2, 1);
    assert_status(visit_agree(&visit, 1, 2), STATUS_OK);
    fixture_save(fixture, &visit);
    fixture_call(fixture, &visit, 0, 10);
    visit.steps[1].state = STEP_CALLED; /* no rule makes this: the rows refuse it too */
    visit.steps[1].staff_id = fixture->office->staff[1].id;
    visit.steps[1].is_changed = true;
    visit.version++;
    assert_status(db_begin(fixture->db), STATUS_OK);
    assert_status(ticket_store_save(fixture->db, fixture->office->id, &visit), STATUS_CONFLICT);
    db_rollback(fixture->db);
}

TEST(a_hand_over_is_stored_in_its_place)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 2, 1);
    const struct visit_target target = {.service_id = fixture->office->services[2].id,
                                        .staff_id = fixture->office->staff[3].id,
                                        .comes_back = true};
    fixture_call(fixture, &visit, 0, 10);
    assert_status(visit_hand_over(&visit, &target, 20), STATUS_OK);
    fixture_save(fixture, &visit);
    struct visit again = load(fixture, visit.id);
    assert_int_equal(again.step_count, 4);
    assert_int_equal(again.steps[1].service_id, target.service_id);
    assert_int_equal(again.steps[1].only_staff_id, target.staff_id);
    assert_int_equal(again.steps[1].state, STEP_WAITING);
    assert_int_equal(again.steps[2].service_id, fixture->office->services[0].id);
    assert_int_equal(again.steps[2].only_staff_id, fixture->office->staff[0].id);
    assert_int_equal(again.steps[2].after, 1 << 1);
    assert_int_equal(again.steps[2].state, STEP_PLANNED);
    assert_true(again.steps[3].is_offer);
    assert_int_equal(fixture_count(fixture->db, "SELECT count(DISTINCT position) FROM step"), 4);
}

TEST(misses_tickets_that_are_not_there_and_leaves_the_output_alone)
{
    struct fixture *fixture = *state;
    struct visit visit = {.id = 77};
    char number[VISIT_NUMBER_MAX + 1];
    int64_t id = 5;
    struct visit real = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 1);
    int64_t office_id = fixture->office->id;
    assert_status(ticket_store_load(fixture->db, office_id, 4711, &visit), STATUS_MISSING);
    assert_status(ticket_store_load(fixture->db, office_id, 0, &visit), STATUS_MISSING);
    assert_status(ticket_store_load(fixture->db, office_id + 1, real.id, &visit), STATUS_MISSING);
    assert_int_equal(visit.id, 77);
    assert_status(ticket_store_number(fixture->db, 4711, number), STATUS_MISSING);
    assert_status(ticket_store_number(fixture->db, real.id, number), STATUS_OK);
    assert_string_equal(number, "A1");
    struct visit none = {.id = 4711, .version = 2};
    assert_status(ticket_store_save(fixture->db, office_id, &none), STATUS_CONFLICT);
    assert_status(ticket_store_find_token(fixture->db, office_id, "x", FIXTURE_DAY, &id),
                  STATUS_MISSING);
    assert_int_equal(id, 5);
}

TEST(the_phone_page_dies_with_the_day)
{
    struct fixture *fixture = *state;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 1);
    int64_t office_id = fixture->office->id;
    int64_t id = 0;
    assert_status(ticket_store_find_token(fixture->db, office_id, visit.token, FIXTURE_DAY, &id),
                  STATUS_OK);
    assert_int_equal(id, visit.id);
    assert_status(
        ticket_store_find_token(fixture->db, office_id, visit.token, FIXTURE_DAY + 1, &id),
        STATUS_MISSING);
}

TEST(finds_what_is_still_open_of_former_days)
{
    struct fixture *fixture = *state;
    int64_t ids[2];
    size_t count = 0;
    int64_t office_id = fixture->office->id;
    struct visit old[4];
    for (int i = 0; i < 4; i++) {
        old[i] = fixture_issue(fixture, FIXTURE_DAY - 1, i, 1, i);
    }
    (void)fixture_issue(fixture, FIXTURE_DAY, 0, 1, 10);
    fixture_call(fixture, &old[0], 0, 5);
    assert_status(visit_end(&old[1], STEP_CANCEL, 6), STATUS_OK);
    fixture_save(fixture, &old[1]);
    assert_status(ticket_store_stale(fixture->db, office_id, FIXTURE_DAY, ids, 2, &count),
                  STATUS_OK);
    assert_int_equal(count, 2); /* of three, bounded */
    assert_int_equal(ids[0], old[0].id);
    assert_int_equal(ids[1], old[2].id);
    assert_status(ticket_store_stale(fixture->db, office_id, FIXTURE_DAY - 1, ids, 2, &count),
                  STATUS_OK);
    assert_int_equal(count, 0);
}

static void note_id(void *context, int64_t id)
{
    int64_t *ids = context;
    ids[++ids[0]] = id;
}

TEST(every_open_ticket_is_listed_in_the_order_of_issue)
{
    struct fixture *fixture = *state;
    int64_t ids[5] = {0};
    struct visit visits[4];
    for (int i = 0; i < 4; i++) {
        visits[i] = fixture_issue(fixture, FIXTURE_DAY - i, i, 1, 100 - i);
    }
    assert_status(visit_end(&visits[1], STEP_CANCEL, 200), STATUS_OK);
    fixture_save(fixture, &visits[1]);
    fixture_call(fixture, &visits[2], 0, 200);
    assert_status(ticket_store_each_open(fixture->db, fixture->office->id, note_id, ids),
                  STATUS_OK);
    assert_int_equal(ids[0], 3);
    assert_int_equal(ids[1], visits[0].id);
    assert_int_equal(ids[2], visits[2].id);
    assert_int_equal(ids[3], visits[3].id);
}

TEST(a_promise_is_found_again_and_none_is_not_zero)
{
    struct fixture *fixture = *state;
    const struct ticket_issue issue = {.channel = "kiosk",
                                       .wait_low_min = 0,
                                       .wait_high_min = 25,
                                       .has_forecast = true,
                                       .forecast_q10_ms = 1,
                                       .forecast_q50_ms = 2,
                                       .forecast_q90_ms = 3};
    struct visit visit = fixture_visit(fixture, FIXTURE_DAY, 0, 1, 1);
    bool is_known = false;
    int low_min = -1;
    int high_min = -1;
    visit.counter = 1;
    visit_number_format(visit.series, visit.counter, visit.number);
    assert_status(ticket_store_add(fixture->db, fixture->office->id, &visit, &issue), STATUS_OK);
    assert_status(ticket_store_promise(fixture->db, visit.id, &is_known, &low_min, &high_min),
                  STATUS_OK);
    assert_true(is_known);
    assert_int_equal(low_min, 0);
    assert_int_equal(high_min, 25);
    assert_int_equal(fixture_count(fixture->db, "SELECT forecast_q10_ms + 10 * forecast_q50_ms + "
                                                "100 * forecast_q90_ms FROM ticket"),
                     321);
    visit = fixture_issue(fixture, FIXTURE_DAY, 1, 1, 2);
    assert_status(ticket_store_promise(fixture->db, visit.id, &is_known, &low_min, &high_min),
                  STATUS_OK);
    assert_false(is_known);
    assert_status(ticket_store_promise(fixture->db, 4711, &is_known, &low_min, &high_min),
                  STATUS_MISSING);
}

TEST(a_need_is_a_count_apart_from_any_ticket)
{
    struct fixture *fixture = *state;
    int64_t need = fixture->office->needs[0].id;
    for (int i = 0; i < 3; i++) {
        assert_status(need_count_add(fixture->db, fixture->office->id, FIXTURE_DAY, need),
                      STATUS_OK);
    }
    assert_status(need_count_add(fixture->db, fixture->office->id, FIXTURE_DAY + 1, need),
                  STATUS_OK);
    assert_int_equal(fixture_count(fixture->db, "SELECT count FROM need_count ORDER BY day"), 3);
    /* No column of a ticket or a step may ever tell the need. */
    assert_int_equal(fixture_count(fixture->db, "SELECT count(*) FROM pragma_table_info('ticket') "
                                                "WHERE name LIKE '%need%'"),
                     0);
    assert_int_equal(fixture_count(fixture->db, "SELECT count(*) FROM pragma_table_info('step') "
                                                "WHERE name LIKE '%need%'"),
                     0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(a_stored_visit_comes_back_as_it_was),
        FIXTURE_TEST(every_field_of_a_step_comes_back_in_its_own_place),
        FIXTURE_TEST(counts_numbers_per_series_and_day),
        FIXTURE_TEST(one_number_is_never_given_twice_on_a_day),
        FIXTURE_TEST(saves_only_over_the_version_that_was_read),
        FIXTURE_TEST(a_staff_member_has_one_open_call_at_most),
        FIXTURE_TEST(a_visitor_is_in_one_place_at_most),
        FIXTURE_TEST(a_hand_over_is_stored_in_its_place),
        FIXTURE_TEST(misses_tickets_that_are_not_there_and_leaves_the_output_alone),
        FIXTURE_TEST(the_phone_page_dies_with_the_day),
        FIXTURE_TEST(finds_what_is_still_open_of_former_days),
        FIXTURE_TEST(every_open_ticket_is_listed_in_the_order_of_issue),
        FIXTURE_TEST(a_promise_is_found_again_and_none_is_not_zero),
        FIXTURE_TEST(a_need_is_a_count_apart_from_any_ticket),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

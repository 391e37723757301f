#include "support/check.h"

#include "domain/lobby.h"

#include <string.h>

enum { SERVICES = 4, ANN = 0, BOB = 1, STAFF_COUNT = 2, MANY = 1000 };

static struct office *office_of_two(void)
{
    static struct office office = {.service_count = SERVICES, .staff_count = STAFF_COUNT};
    for (int i = 0; i < SERVICES; i++) {
        office.services[i].id = 10 + i;
    }
    for (int i = 0; i < STAFF_COUNT; i++) {
        office.staff[i].id = 20 + i;
    }
    office.staff[ANN].preference[0] = OFFICE_PREFERENCE_MAIN;
    office.staff[ANN].preference[1] = OFFICE_PREFERENCE_BACKUP;
    office.staff[BOB].preference[1] = OFFICE_PREFERENCE_MAIN;
    return &office;
}

static struct lobby *lobby_of_two(void)
{
    struct rules rules = rules_default();
    struct lobby *lobby = lobby_create(office_of_two(), &rules);
    lobby_set_duty(lobby, ANN, true, 100);
    lobby_set_duty(lobby, BOB, true, 100);
    return lobby;
}

static struct lobby_visit visit_of(int64_t id, int service)
{
    struct lobby_visit visit = {.id = id, .checkin_ms = 1000 * id, .staff = LOBBY_NONE};
    visit.route.count = 1;
    visit.route.booked = ROUTE_NONE;
    visit.service[0] = (uint8_t)service;
    visit.only[0] = LOBBY_ANYBODY;
    route_open(&visit.route);
    return visit;
}

static void put(struct lobby *lobby, struct lobby_visit visit)
{
    lobby_put(lobby, &visit);
}

static struct lobby_visit called_by(struct lobby_visit visit, int staff)
{
    assert_status(route_call(&visit.route, 0), STATUS_OK);
    visit.staff = (int16_t)staff;
    return visit;
}

TEST(a_new_lobby_has_the_skills_and_nobody_in_it)
{
    (void)state;
    struct rules rules = rules_default();
    struct lobby *lobby = lobby_create(office_of_two(), &rules);
    assert_int_equal(lobby->count, 0);
    assert_int_equal(lobby->staff_count, STAFF_COUNT);
    assert_int_equal(lobby->service_count, SERVICES);
    assert_int_equal(lobby->staff[ANN].main, 1U << 0);
    assert_int_equal(lobby->staff[ANN].backup, 1U << 1);
    assert_false(lobby->staff[ANN].on_duty);
    assert_int_equal(lobby->able[1], 0);
    assert_int_equal(lobby_find(lobby, 1), LOBBY_NONE);
    lobby_destroy(lobby);
    lobby_destroy(NULL);
}

TEST(entering_again_takes_the_place_of_the_former_state)
{
    (void)state;
    struct lobby *lobby = lobby_of_two();
    put(lobby, visit_of(1, 0));
    put(lobby, visit_of(1, 1));
    assert_int_equal(lobby->count, 1);
    assert_int_equal(lobby->places[lobby_find(lobby, 1)].open, 1U << 1);
    lobby_destroy(lobby);
}

TEST(who_is_over_disappears_and_who_never_was_in_does_not_appear)
{
    (void)state;
    struct lobby *lobby = lobby_of_two();
    struct lobby_visit visit = visit_of(1, 0);
    put(lobby, visit);
    assert_status(route_end(&visit.route, STEP_LEAVE), STATUS_OK);
    put(lobby, visit);
    assert_int_equal(lobby->count, 0);
    assert_int_equal(lobby_find(lobby, 1), LOBBY_NONE);
    put(lobby, visit);
    assert_int_equal(lobby->count, 0);
    lobby_remove(lobby, 1);
    lobby_destroy(lobby);
}

TEST(many_come_and_go_and_each_is_found)
{
    (void)state;
    struct lobby *lobby = lobby_of_two();
    for (int id = 1; id <= MANY; id++) {
        put(lobby, visit_of(id, id % SERVICES));
    }
    for (int id = 1; id <= MANY; id += 3) {
        lobby_remove(lobby, id);
    }
    for (int id = 1; id <= MANY; id++) {
        int slot = lobby_find(lobby, id);
        assert_int_equal(slot == LOBBY_NONE, id % 3 == 1);
        if (slot != LOBBY_NONE) {
            assert_int_equal(lobby->visits[slot].id, id);
            assert_int_equal(lobby->places[slot].id, id);
            assert_int_equal(lobby->places[slot].open, 1U << (id % SERVICES));
        }
    }
    lobby_destroy(lobby);
}

TEST(a_place_tells_the_turn_and_what_may_be_called)
{
    (void)state;
    struct lobby *lobby = lobby_of_two();
    struct lobby_visit visit = visit_of(1, 0);
    visit.checkin_ms = 50 * 60000;
    visit.appointment_ms = 80 * 60000;
    visit.route.booked = 0;
    put(lobby, visit);
    const struct lobby_place *place = &lobby->places[0];
    assert_int_equal(place->checkin_ms, 50 * 60000);
    assert_int_equal(place->effective_ms, 20 * 60000);
    assert_int_equal(place->due_ms, 75 * 60000);
    assert_true(place->is_waiting);
    assert_int_equal(lobby_turn(lobby, &visit).effective_ms, 20 * 60000);
    put(lobby, called_by(visit, ANN));
    assert_false(lobby->places[0].is_waiting);
    assert_int_equal(lobby->places[0].open, 0);
    lobby_destroy(lobby);
}

TEST(new_rules_move_those_who_wait_already)
{
    (void)state;
    struct lobby *lobby = lobby_of_two();
    struct rules rules = rules_default();
    struct lobby_visit visit = visit_of(1, 0);
    visit.checkin_ms = 50 * 60000;
    visit.priority = true;
    put(lobby, visit);
    assert_int_equal(lobby->places[0].effective_ms, 5 * 60000);
    rules.version = 2;
    rules.priority_head_ms = 0;
    lobby_set_rules(lobby, &rules);
    assert_int_equal(lobby->places[0].effective_ms, 50 * 60000);
    assert_int_equal(lobby->rules.version, 2);
    lobby_destroy(lobby);
}

TEST(staff_have_the_visit_open_that_they_called_until_it_is_theirs_no_more)
{
    (void)state;
    struct lobby *lobby = lobby_of_two();
    struct lobby_visit visit = called_by(visit_of(1, 1), ANN);
    put(lobby, visit);
    assert_int_equal(lobby->staff[ANN].visit_id, 1);
    assert_int_equal(lobby->staff[BOB].visit_id, 0);
    assert_status(route_move(&visit.route, STEP_START), STATUS_OK);
    put(lobby, visit);
    assert_int_equal(lobby->staff[ANN].visit_id, 1);
    struct lobby_visit parked = visit;
    assert_status(route_move(&parked.route, STEP_PARK), STATUS_OK);
    put(lobby, parked);
    assert_int_equal(lobby->staff[ANN].visit_id, 0);
    put(lobby, called_by(visit_of(1, 1), BOB));
    assert_int_equal(lobby->staff[ANN].visit_id, 0);
    assert_int_equal(lobby->staff[BOB].visit_id, 1);
    lobby_remove(lobby, 1);
    assert_int_equal(lobby->staff[BOB].visit_id, 0);
    lobby_destroy(lobby);
}

TEST(clearing_forgets_the_visitors_and_keeps_the_staff)
{
    (void)state;
    struct lobby *lobby = lobby_of_two();
    put(lobby, called_by(visit_of(1, 1), ANN));
    put(lobby, visit_of(2, 1));
    assert_int_equal(lobby->waiting[1], 1);
    lobby_clear(lobby);
    assert_int_equal(lobby->count, 0);
    assert_int_equal(lobby->waiting[1], 0);
    assert_int_equal(lobby_find(lobby, 2), LOBBY_NONE);
    assert_int_equal(lobby->staff[ANN].visit_id, 0);
    assert_true(lobby->staff[ANN].on_duty);
    put(lobby, visit_of(2, 1));
    assert_int_equal(lobby_find(lobby, 2), 0);
    lobby_destroy(lobby);
}

TEST(a_copy_is_the_same_and_its_own_whichever_was_larger)
{
    (void)state;
    struct lobby *small = lobby_of_two();
    struct lobby *large = lobby_of_two();
    for (int id = 1; id <= MANY; id++) {
        put(large, visit_of(id, 0));
    }
    put(small, visit_of(MANY + 1, 1));
    struct lobby *copy = lobby_of_two();
    lobby_copy(copy, large);
    assert_int_equal(copy->count, MANY);
    assert_int_equal(copy->visits[lobby_find(copy, 77)].id, 77);
    lobby_remove(copy, 77);
    assert_int_not_equal(lobby_find(large, 77), LOBBY_NONE);
    lobby_copy(copy, small);
    assert_int_equal(copy->count, 1);
    assert_int_equal(lobby_find(copy, 78), LOBBY_NONE);
    assert_int_equal(lobby_find(copy, MANY + 1), 0);
    lobby_set_duty(copy, ANN, false, 900);
    assert_true(small->staff[ANN].on_duty);
    for (int id = 1; id <= MANY; id++) {
        put(copy, visit_of(id, 0));
    }
    assert_int_equal(copy->count, MANY + 1);
    lobby_destroy(small);
    lobby_destroy(large);
    lobby_destroy(copy);
}

TEST(able_counts_those_on_duty_with_the_skill)
{
    (void)state;
    struct lobby *lobby = lobby_of_two();
    assert_int_equal(lobby->able[0], 1);
    assert_int_equal(lobby->able[1], 2);
    assert_int_equal(lobby->able[2], 0);
    lobby_set_duty(lobby, BOB, false, 200);
    assert_int_equal(lobby->able[1], 1);
    lobby_set_skills(lobby, ANN, 1U << 2 | 1U << 1, 1U << 3 | 1U << 1);
    assert_int_equal(lobby->able[0], 0);
    assert_int_equal(lobby->able[1], 1);
    assert_int_equal(lobby->able[2], 1);
    assert_int_equal(lobby->able[3], 1);
    assert_int_equal(lobby->staff[ANN].backup, 1U << 3); /* never one that is main */
    lobby_destroy(lobby);
}

TEST(coming_on_duty_and_breaks_begin_a_new_idle_time)
{
    (void)state;
    struct lobby *lobby = lobby_of_two();
    assert_int_equal(lobby->staff[ANN].idle_since_ms, 100);
    lobby_set_duty(lobby, ANN, true, 200); /* is already */
    assert_int_equal(lobby->staff[ANN].idle_since_ms, 100);
    lobby_set_break(lobby, ANN, true, 300);
    assert_true(lobby->staff[ANN].on_break);
    lobby_set_break(lobby, ANN, false, 400);
    assert_int_equal(lobby->staff[ANN].idle_since_ms, 400);
    lobby_set_break(lobby, ANN, true, 500);
    lobby_set_duty(lobby, ANN, false, 600);
    lobby_set_duty(lobby, ANN, true, 700);
    assert_false(lobby->staff[ANN].on_break);
    assert_int_equal(lobby->staff[ANN].idle_since_ms, 700);
    lobby_destroy(lobby);
}

TEST(calls_are_by_main_or_backup_skill_and_only_of_what_waits)
{
    (void)state;
    struct lobby *lobby = lobby_of_two();
    struct lobby_visit visit = visit_of(1, 1);
    bool is_backup = false;
    assert_true(lobby_may_call(lobby, &visit, 0, ANN, &is_backup));
    assert_true(is_backup);
    assert_true(lobby_may_call(lobby, &visit, 0, BOB, &is_backup));
    assert_false(is_backup);
    is_backup = true;
    visit.service[0] = 0;
    assert_false(lobby_may_call(lobby, &visit, 0, BOB, &is_backup));
    visit = called_by(visit, ANN);
    assert_false(lobby_may_call(lobby, &visit, 0, ANN, &is_backup));
    assert_true(is_backup); /* untouched */
    lobby_destroy(lobby);
}

TEST(a_step_is_its_colleagues_while_they_are_there_and_able)
{
    (void)state;
    struct lobby *lobby = lobby_of_two();
    struct lobby_visit visit = visit_of(1, 1);
    bool is_backup = false;
    visit.only[0] = BOB;
    put(lobby, visit);
    assert_int_equal(lobby->places[0].named, lobby_named_bit(BOB));
    assert_int_equal(lobby->places[0].open, 0);
    assert_false(lobby_may_call(lobby, &visit, 0, ANN, &is_backup));
    assert_true(lobby_may_call(lobby, &visit, 0, BOB, &is_backup));
    lobby_set_break(lobby, BOB, true, 200); /* comes back */
    assert_false(lobby_may_call(lobby, &visit, 0, ANN, &is_backup));
    lobby_set_skills(lobby, BOB, 1U << 2, 0);
    assert_true(lobby_may_call(lobby, &visit, 0, ANN, &is_backup));
    assert_int_equal(lobby->places[0].named, 0);
    assert_int_equal(lobby->places[0].open, 1U << 1);
    lobby_set_skills(lobby, BOB, 1U << 1, 0);
    assert_false(lobby_may_call(lobby, &visit, 0, ANN, &is_backup));
    lobby_set_duty(lobby, BOB, false, 300);
    assert_true(lobby_may_call(lobby, &visit, 0, ANN, &is_backup));
    assert_int_equal(lobby->places[0].named, 0);
    lobby_destroy(lobby);
}

static struct visit stored_visit(void)
{
    struct visit visit = {.id = 5,
                          .checkin_ms = 1000,
                          .appointment_ms = 4000,
                          .floor_ms = 3000,
                          .booked = 1,
                          .step_count = 3,
                          .priority = true};
    for (int i = 0; i < 3; i++) {
        visit.steps[i] = (struct visit_step){.service_id = 12 - i};
    }
    visit.steps[2].only_staff_id = 21;
    visit.steps[2].after = 1U << 1;
    visit_open(&visit, 1000);
    return visit;
}

TEST(a_stored_visit_is_told_by_indices)
{
    (void)state;
    struct visit visit = stored_visit();
    struct lobby_visit entry = lobby_visit_of(office_of_two(), &visit);
    assert_int_equal(entry.id, 5);
    assert_int_equal(entry.checkin_ms, 1000);
    assert_int_equal(entry.appointment_ms, 4000);
    assert_int_equal(entry.floor_ms, 3000);
    assert_true(entry.priority);
    assert_int_equal(entry.route.count, 3);
    assert_int_equal(entry.route.booked, 1);
    assert_int_equal(entry.route.steps[1].state, STEP_WAITING);
    assert_int_equal(entry.route.steps[2].after, 1U << 1);
    assert_int_equal(entry.service[0], 2);
    assert_int_equal(entry.service[2], 0);
    assert_int_equal(entry.only[0], LOBBY_ANYBODY);
    assert_int_equal(entry.only[2], BOB);
    assert_int_equal(entry.staff, LOBBY_NONE);
    assert_int_equal(entry.called_ms, 0);
}

TEST(a_stored_visit_tells_who_called_and_since_when_it_is_served_or_parked)
{
    (void)state;
    struct office *office = office_of_two();
    struct visit visit = stored_visit();
    assert_status(visit_call(&visit, 1, 21, 3, 6000), STATUS_OK);
    struct lobby_visit entry = lobby_visit_of(office, &visit);
    assert_int_equal(entry.staff, BOB);
    assert_int_equal(entry.called_ms, 6000);
    assert_int_equal(entry.started_ms, 0);
    assert_status(visit_move(&visit, STEP_START, 7000), STATUS_OK);
    entry = lobby_visit_of(office, &visit);
    assert_int_equal(entry.staff, BOB);
    assert_int_equal(entry.started_ms, 7000);
    assert_int_equal(entry.parked_ms, 0);
    assert_status(visit_move(&visit, STEP_PARK, 8000), STATUS_OK);
    entry = lobby_visit_of(office, &visit);
    assert_int_equal(entry.staff, LOBBY_NONE);
    assert_int_equal(entry.parked_ms, 8000);
    assert_int_equal(entry.started_ms, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_lobby_has_the_skills_and_nobody_in_it),
        cmocka_unit_test(entering_again_takes_the_place_of_the_former_state),
        cmocka_unit_test(who_is_over_disappears_and_who_never_was_in_does_not_appear),
        cmocka_unit_test(many_come_and_go_and_each_is_found),
        cmocka_unit_test(a_place_tells_the_turn_and_what_may_be_called),
        cmocka_unit_test(new_rules_move_those_who_wait_already),
        cmocka_unit_test(staff_have_the_visit_open_that_they_called_until_it_is_theirs_no_more),
        cmocka_unit_test(clearing_forgets_the_visitors_and_keeps_the_staff),
        cmocka_unit_test(a_copy_is_the_same_and_its_own_whichever_was_larger),
        cmocka_unit_test(able_counts_those_on_duty_with_the_skill),
        cmocka_unit_test(coming_on_duty_and_breaks_begin_a_new_idle_time),
        cmocka_unit_test(calls_are_by_main_or_backup_skill_and_only_of_what_waits),
        cmocka_unit_test(a_step_is_its_colleagues_while_they_are_there_and_able),
        cmocka_unit_test(a_stored_visit_is_told_by_indices),
        cmocka_unit_test(a_stored_visit_tells_who_called_and_since_when_it_is_served_or_parked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

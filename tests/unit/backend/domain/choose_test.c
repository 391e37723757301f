#include "support/check.h"

#include "domain/choose.h"

#include <string.h>

/* The day of the golden case is at clock times: MIN(9, 20) is twenty past nine. */
#define MIN(hour, minute) (((int64_t)(hour)*60 + (minute)) * 60 * 1000)

enum { SERVICES = 8, ME = 0, STAFF_COUNT = 2 };

static struct office office_of_two(void)
{
    struct office office = {.service_count = SERVICES, .staff_count = STAFF_COUNT};
    for (int i = 0; i < SERVICES; i++) {
        office.services[i].id = i;
    }
    office.staff[ME].preference[1] = OFFICE_PREFERENCE_MAIN;
    office.staff[ME].preference[2] = OFFICE_PREFERENCE_MAIN;
    office.staff[ME].preference[7] = OFFICE_PREFERENCE_BACKUP;
    return office;
}

static struct lobby *lobby_of_two(void)
{
    struct office office = office_of_two();
    struct rules rules = rules_default();
    struct lobby *lobby = lobby_create(&office, &rules);
    lobby_set_duty(lobby, ME, true, MIN(8, 0));
    return lobby;
}

struct person {
    int64_t id;
    int64_t service;
    int64_t checkin_ms;
    int64_t appointment_ms;
    bool priority;
};

static struct lobby_visit visit_of(const struct person *person)
{
    struct lobby_visit visit = {.id = person->id,
                                .checkin_ms = person->checkin_ms,
                                .appointment_ms = person->appointment_ms,
                                .priority = person->priority,
                                .staff = LOBBY_NONE};
    visit.route.count = 1;
    visit.route.booked = person->appointment_ms != 0 ? 0 : ROUTE_NONE;
    visit.service[0] = (uint8_t)person->service;
    visit.only[0] = LOBBY_ANYBODY;
    route_open(&visit.route);
    return visit;
}

static const struct person golden[] = {
    {1, 1, MIN(9, 20), 0, false},          {2, 2, MIN(9, 50), 0, true},
    {3, 1, MIN(9, 55), MIN(10, 0), false}, {4, 7, MIN(8, 45), 0, false},
    {5, 2, MIN(9, 0), MIN(10, 20), false}, {6, 1, MIN(9, 55), MIN(9, 40), false},
    {7, 3, MIN(9, 0), 0, false},           {9, 2, MIN(9, 20), 0, false},
};

static struct lobby *golden_lobby(void)
{
    struct lobby *lobby = lobby_of_two();
    for (size_t i = 0; i < sizeof(golden) / sizeof(golden[0]); i++) {
        struct lobby_visit visit = visit_of(&golden[i]);
        lobby_put(lobby, &visit);
    }
    const struct person called = {8, 1, MIN(8, 0), 0, false};
    struct lobby_visit visit = visit_of(&called);
    assert_status(route_call(&visit.route, 0), STATUS_OK);
    lobby_put(lobby, &visit);
    return lobby;
}

TEST(calls_the_golden_case_in_its_order)
{
    (void)state;
    static const int64_t expected[] = {3, 2, 4, 1, 9, 6, 5};
    struct lobby *lobby = golden_lobby();
    struct choice choice;
    for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
        choose_next(lobby, ME, MIN(10, 0), &choice);
        assert_int_not_equal(choice.slot, LOBBY_NONE);
        assert_int_equal(choice.rank.visit_id, expected[i]);
        lobby_remove(lobby, expected[i]);
    }
    choose_next(lobby, ME, MIN(10, 0), &choice);
    assert_int_equal(choice.slot, LOBBY_NONE);
    lobby_destroy(lobby);
}

TEST(the_explanation_says_what_the_call_was_made_of)
{
    (void)state;
    struct lobby *lobby = golden_lobby();
    struct choice choice;
    choose_next(lobby, ME, MIN(10, 0), &choice);
    assert_int_equal(choice.turn.kind, TURN_APPOINTMENT);
    assert_int_equal(choice.rank.effective_ms, MIN(9, 0));
    assert_int_equal(choice.candidates, 7);
    assert_int_equal(choice.runner_up.visit_id, 2);
    assert_int_equal(choice.runner_up.rank_ms, MIN(9, 5));
    assert_int_equal(choice.older_count, 3);
    assert_int_equal(choice.older[0].visit_id, 8);
    assert_int_equal(choice.older[0].reason, REASON_IN_ROOM);
    assert_int_equal(choice.older[1].visit_id, 4);
    assert_int_equal(choice.older[1].reason, REASON_BACKUP);
    assert_int_equal(choice.older[2].visit_id, 5);
    assert_int_equal(choice.older[2].reason, REASON_NOT_DUE);
    lobby_destroy(lobby);
}

static const struct person nobody_booked[] = {{1, 1, MIN(9, 0), 0, false},
                                              {2, 1, MIN(9, 45), 0, true}};

/* Who of these is called at ten. */
static int64_t first_of(const struct person *people, size_t count)
{
    struct lobby *lobby = lobby_of_two();
    struct choice choice;
    for (size_t i = 0; i < count; i++) {
        struct lobby_visit visit = visit_of(&people[i]);
        lobby_put(lobby, &visit);
    }
    choose_next(lobby, ME, MIN(10, 0), &choice);
    lobby_destroy(lobby);
    return choice.rank.visit_id;
}

TEST(priority_passes_who_came_less_than_45_minutes_before)
{
    (void)state;
    struct person people[] = {nobody_booked[0], nobody_booked[1]};
    assert_int_equal(first_of(people, 2), 1); /* 45 exactly: whoever came first */
    people[1].checkin_ms--;
    assert_int_equal(first_of(people, 2), 2);
}

TEST(a_backup_skill_is_half_an_hour_behind)
{
    (void)state;
    struct person people[] = {{1, 7, MIN(9, 0), 0, false}, {2, 1, MIN(9, 30), 0, false}};
    assert_int_equal(first_of(people, 2), 1);
    people[1].checkin_ms--;
    assert_int_equal(first_of(people, 2), 2);
}

TEST(a_booking_not_due_is_called_only_if_there_is_nobody_else)
{
    (void)state;
    struct person people[] = {{1, 1, MIN(8, 0), MIN(10, 5) + 1, false},
                              {2, 1, MIN(9, 59), 0, false}};
    assert_int_equal(first_of(people, 2), 2);
    assert_int_equal(first_of(people, 1), 1);
    people[0].appointment_ms--; /* due now */
    assert_int_equal(first_of(people, 2), 1);
}

TEST(of_those_not_due_the_next_appointment_is_first_whoever_has_priority)
{
    (void)state;
    const struct person people[] = {{1, 1, MIN(8, 0), MIN(10, 30), true},
                                    {2, 1, MIN(9, 59), MIN(10, 20), false}};
    assert_int_equal(first_of(people, 2), 2);
}

TEST(equal_turns_go_by_check_in_then_by_issue)
{
    (void)state;
    const struct person turns[] = {{1, 1, MIN(9, 45), 0, true}, {2, 1, MIN(9, 0), 0, false}};
    const struct person checkins[] = {{9, 1, MIN(9, 0), 0, false}, {8, 2, MIN(9, 0), 0, false}};
    assert_int_equal(first_of(turns, 2), 2);
    assert_int_equal(first_of(checkins, 2), 8);
}

static struct lobby_visit visit_for(const int *services, int count)
{
    struct lobby_visit visit = {.id = 1, .checkin_ms = MIN(9, 0), .staff = LOBBY_NONE};
    visit.route.count = count;
    visit.route.booked = ROUTE_NONE;
    for (int i = 0; i < count; i++) {
        visit.service[i] = (uint8_t)services[i];
        visit.only[i] = LOBBY_ANYBODY;
    }
    route_open(&visit.route);
    return visit;
}

TEST(of_several_steps_main_goes_before_backup)
{
    (void)state;
    struct lobby *lobby = lobby_of_two();
    struct lobby_visit visit = visit_for((int[]){1, 3, 7}, 3);
    lobby_set_skills(lobby, ME, 1U << 7, 1U << 1);
    bool is_backup = true;
    assert_int_equal(choose_step(lobby, &visit, ME, &is_backup), 2);
    assert_false(is_backup);
    lobby_destroy(lobby);
}

TEST(of_several_main_steps_the_one_that_fewest_others_can_do)
{
    (void)state;
    struct lobby *lobby = lobby_of_two();
    struct lobby_visit visit = visit_for((int[]){2, 1}, 2);
    bool is_backup = true;
    assert_int_equal(choose_step(lobby, &visit, ME, &is_backup), 1); /* the lowest service */
    lobby_set_skills(lobby, 1, 0, 1U << 1);
    assert_int_equal(choose_step(lobby, &visit, ME, &is_backup), 1); /* not on duty */
    lobby_set_duty(lobby, 1, true, MIN(8, 0));
    assert_int_equal(choose_step(lobby, &visit, ME, &is_backup), 0);
    lobby_destroy(lobby);
}

TEST(nothing_to_do_is_no_step)
{
    (void)state;
    struct lobby *lobby = lobby_of_two();
    struct lobby_visit visit = visit_for((int[]){3}, 1);
    bool is_backup = true;
    assert_int_equal(choose_step(lobby, &visit, ME, &is_backup), ROUTE_NONE);
    lobby_destroy(lobby);
}

TEST(an_empty_lobby_has_nobody_to_call)
{
    (void)state;
    struct lobby *lobby = lobby_of_two();
    struct choice choice;
    choose_next(lobby, ME, MIN(10, 0), &choice);
    assert_int_equal(choice.slot, LOBBY_NONE);
    assert_int_equal(choice.position, ROUTE_NONE);
    assert_int_equal(choice.candidates, 0);
    assert_int_equal(choice.runner_up.visit_id, 0);
    assert_int_equal(choice.older_count, 0);
    assert_int_equal(choose_staff(lobby, MIN(10, 0)), LOBBY_NONE);
    lobby_destroy(lobby);
}

TEST(a_step_of_one_of_many_colleagues_is_nobody_elses)
{
    (void)state;
    static struct office office = {.service_count = SERVICES, .staff_count = OFFICE_STAFF_MAX};
    struct rules rules = rules_default();
    for (int named = 0; named < OFFICE_STAFF_MAX; named += 31) {
        struct lobby *lobby = lobby_create(&office, &rules);
        struct lobby_visit visit = visit_for((int[]){1}, 1);
        visit.only[0] = (int16_t)named;
        lobby_put(lobby, &visit);
        for (int i = 0; i < OFFICE_STAFF_MAX; i++) {
            lobby_set_skills(lobby, i, 1U << 1, 0);
            lobby_set_duty(lobby, i, true, MIN(8, 0));
        }
        for (int i = 0; i < OFFICE_STAFF_MAX; i++) {
            struct choice choice;
            choose_next(lobby, i, MIN(10, 0), &choice);
            assert_int_equal(choice.slot != LOBBY_NONE, i == named);
        }
        lobby_destroy(lobby);
    }
}

/* Why the second was called and the first, who came before, was not. */
static const char *reason_for(const struct lobby_visit *first, const struct person *second)
{
    struct lobby *lobby = lobby_of_two();
    struct lobby_visit visit = visit_of(second);
    struct choice choice;
    lobby_set_skills(lobby, 1, 1U << 1, 0);
    lobby_set_duty(lobby, 1, true, MIN(8, 0));
    lobby_put(lobby, first);
    lobby_put(lobby, &visit);
    choose_next(lobby, ME, MIN(10, 0), &choice);
    lobby_destroy(lobby);
    assert_int_equal(choice.rank.visit_id, second->id);
    assert_int_equal(choice.older_count, 1);
    assert_int_equal(choice.older[0].visit_id, first->id);
    return choice_reason_name(choice.older[0].reason);
}

TEST(each_reason_why_an_older_one_waits_is_told)
{
    (void)state;
    const struct person second = {2, 1, MIN(9, 10), 0, false};
    const struct person by_backup = {2, 7, MIN(9, 10), 0, false};
    struct lobby_visit visit = visit_for((int[]){3}, 1);
    assert_string_equal(reason_for(&visit, &second), "no_skill");
    visit = visit_for((int[]){7}, 1);
    assert_string_equal(reason_for(&visit, &second), "backup");
    visit.checkin_ms = MIN(9, 10); /* as early, but not by a main skill */
    assert_string_equal(reason_for(&visit, &second), "backup");
    visit = visit_for((int[]){1}, 1);
    visit.only[0] = 1;
    assert_string_equal(reason_for(&visit, &second), "named");
    visit = visit_for((int[]){1}, 1);
    visit.floor_ms = MIN(9, 45);
    assert_string_equal(reason_for(&visit, &second), "effective");
    visit = visit_for((int[]){7}, 1);
    visit.floor_ms = MIN(9, 45); /* both by the same skill */
    assert_string_equal(reason_for(&visit, &by_backup), "effective");
    visit = visit_for((int[]){1}, 1);
    visit.appointment_ms = MIN(11, 0);
    visit.route.booked = 0;
    assert_string_equal(reason_for(&visit, &second), "not_due");
    visit = visit_for((int[]){1}, 1);
    assert_status(route_call(&visit.route, 0), STATUS_OK);
    assert_string_equal(reason_for(&visit, &second), "in_room");
    assert_status(route_move(&visit.route, STEP_NO_SHOW), STATUS_OK);
    assert_string_equal(reason_for(&visit, &second), "parked");
}

TEST(three_older_ones_are_told_of_the_longest_there_first)
{
    (void)state;
    struct lobby *lobby = lobby_of_two();
    const struct person people[] = {{1, 3, MIN(9, 4), 0, false}, {2, 3, MIN(9, 1), 0, false},
                                    {3, 3, MIN(9, 3), 0, false}, {4, 3, MIN(9, 2), 0, false},
                                    {5, 1, MIN(9, 5), 0, false}, {6, 3, MIN(9, 0), 0, false}};
    struct choice choice;
    for (int i = 0; i < 6; i++) {
        struct lobby_visit visit = visit_of(&people[i]);
        lobby_put(lobby, &visit);
    }
    choose_next(lobby, ME, MIN(10, 0), &choice);
    assert_int_equal(choice.rank.visit_id, 5);
    assert_int_equal(choice.older_count, CHOICE_OLDER_MAX);
    assert_int_equal(choice.older[0].visit_id, 6);
    assert_int_equal(choice.older[1].visit_id, 2);
    assert_int_equal(choice.older[2].visit_id, 4);
    lobby_destroy(lobby);
}

TEST(unasked_calls_go_to_the_least_skilled_then_the_longest_idle)
{
    (void)state;
    struct lobby *lobby = lobby_of_two();
    struct lobby_visit visit = visit_for((int[]){1}, 1);
    lobby_put(lobby, &visit);
    lobby_set_skills(lobby, 1, 1U << 1, 1U << 7);
    lobby_set_duty(lobby, 1, true, MIN(9, 0));
    assert_int_equal(choose_staff(lobby, MIN(10, 0)), 1); /* two skills against three */
    lobby_set_skills(lobby, 1, 1U << 1, 1U << 7 | 1U << 5);
    assert_int_equal(choose_staff(lobby, MIN(10, 0)), ME); /* idle since eight */
    lobby_set_break(lobby, ME, true, MIN(9, 50));
    assert_int_equal(choose_staff(lobby, MIN(10, 0)), 1);
    lobby_set_skills(lobby, 1, 1U << 3, 0);
    assert_int_equal(choose_staff(lobby, MIN(10, 0)), LOBBY_NONE);
    lobby_set_break(lobby, ME, false, MIN(9, 55));
    assert_int_equal(choose_staff(lobby, MIN(10, 0)), ME);
    assert_status(route_call(&visit.route, 0), STATUS_OK);
    visit.staff = ME;
    lobby_put(lobby, &visit);
    struct lobby_visit other = visit_for((int[]){2}, 1);
    other.id = 2;
    lobby_put(lobby, &other);
    assert_int_equal(choose_staff(lobby, MIN(10, 0)), LOBBY_NONE); /* has somebody already */
    lobby_destroy(lobby);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_the_golden_case_in_its_order),
        cmocka_unit_test(the_explanation_says_what_the_call_was_made_of),
        cmocka_unit_test(priority_passes_who_came_less_than_45_minutes_before),
        cmocka_unit_test(a_backup_skill_is_half_an_hour_behind),
        cmocka_unit_test(a_booking_not_due_is_called_only_if_there_is_nobody_else),
        cmocka_unit_test(of_those_not_due_the_next_appointment_is_first_whoever_has_priority),
        cmocka_unit_test(equal_turns_go_by_check_in_then_by_issue),
        cmocka_unit_test(of_several_steps_main_goes_before_backup),
        cmocka_unit_test(of_several_main_steps_the_one_that_fewest_others_can_do),
        cmocka_unit_test(nothing_to_do_is_no_step),
        cmocka_unit_test(an_empty_lobby_has_nobody_to_call),
        cmocka_unit_test(a_step_of_one_of_many_colleagues_is_nobody_elses),
        cmocka_unit_test(each_reason_why_an_older_one_waits_is_told),
        cmocka_unit_test(three_older_ones_are_told_of_the_longest_there_first),
        cmocka_unit_test(unasked_calls_go_to_the_least_skilled_then_the_longest_idle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

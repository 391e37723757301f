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
    int service;
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_the_golden_case_in_its_order),
        cmocka_unit_test(the_explanation_says_what_the_call_was_made_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

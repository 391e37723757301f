#include "store/day_store.h"
#include "store/lobby_store.h"
#include "unit/backend/store/store_fixture.h"

enum { WALK_VISITS = 24, WALK_STEPS = 600 };

static unsigned next_random(unsigned *seed, unsigned below)
{
    *seed = *seed * 1664525U + 1013904223U;
    return (*seed >> 8) % below;
}

/* Tries one random move; most are refused, and that is fine. */
static void walk(struct fixture *fixture, struct visit *visit, int64_t now_ms, unsigned *seed)
{
    enum status status = STATUS_CONFLICT;
    struct visit_target target = {
        .service_id = fixture->office->services[next_random(seed, FIXTURE_SERVICES)].id,
        .comes_back = next_random(seed, 2) == 0};
    int64_t open = 0;
    unsigned who = next_random(seed, FIXTURE_STAFF);
    switch (next_random(seed, 8)) {
    case 0:
        if (visit_state(visit) == STEP_WAITING &&
            ticket_store_open_of(fixture->db, fixture->office->staff[who].id, &open) ==
                STATUS_MISSING) {
            fixture_call(fixture, visit, (int)who, now_ms);
        }
        break;
    case 1: status = visit_move(visit, STEP_START, now_ms); break;
    case 2: status = visit_finish(visit, OUTCOME_FURTHER, now_ms); break;
    case 3: status = visit_move(visit, STEP_NO_SHOW, now_ms); break;
    case 4: status = fixture_resume(visit, now_ms); break;
    case 5: status = visit_hand_over(visit, &target, now_ms); break;
    case 6: status = visit_move(visit, STEP_PARK, now_ms); break;
    default:
        if (next_random(seed, 12) == 0) {
            status = visit_end(visit, STEP_LEAVE, now_ms);
        }
        break;
    }
    if (status == STATUS_OK) {
        fixture_save(fixture, visit);
    }
}

static void assert_counts_are_true(struct fixture *fixture)
{
    struct lobby_queue queues[OFFICE_SERVICES_MAX];
    int64_t total = -1;
    assert_status(lobby_store_waiting(fixture->db, fixture->office, queues), STATUS_OK);
    for (int i = 0; i < FIXTURE_SERVICES; i++) {
        char text[160];
        (void)snprintf(text, sizeof(text),
                       "SELECT count(*) FROM step WHERE state = 'waiting' AND service_id = %d",
                       (int)fixture->office->services[i].id);
        assert_int_equal(queues[i].waiting, fixture_count(fixture->db, text));
        (void)snprintf(text, sizeof(text),
                       "SELECT coalesce(min(entered_ms), 0) FROM step "
                       "WHERE state = 'waiting' AND service_id = %d",
                       (int)fixture->office->services[i].id);
        assert_int_equal(queues[i].since_ms, fixture_count(fixture->db, text));
    }
    assert_int_equal(queues[FIXTURE_SERVICES].waiting, 0);
    assert_status(lobby_store_waiting_total(fixture->db, fixture->office->id, &total), STATUS_OK);
    assert_int_equal(total, fixture_count(fixture->db, "SELECT count(DISTINCT ticket_id) FROM step "
                                                       "WHERE state = 'waiting'"));
}

TEST(the_counts_equal_the_rows_after_any_walk_of_visits)
{
    struct fixture *fixture = *state;
    unsigned seed = 20261121;
    struct visit visits[WALK_VISITS];
    for (int i = 0; i < WALK_VISITS; i++) {
        visits[i] = fixture_issue(fixture, FIXTURE_DAY, i, 1 + i % 3, i);
    }
    assert_counts_are_true(fixture);
    for (int i = 0; i < WALK_STEPS; i++) {
        walk(fixture, &visits[next_random(&seed, WALK_VISITS)], 1000 + i, &seed);
        if (i % 50 == 0) {
            assert_counts_are_true(fixture);
        }
    }
    assert_counts_are_true(fixture);
    /* The ticket's own state is always the one its steps give. */
    for (int i = 0; i < WALK_VISITS; i++) {
        char text[128];
        (void)snprintf(text, sizeof(text), "SELECT state = '%s' FROM ticket WHERE id = %d",
                       step_state_name(visit_state(&visits[i])), (int)visits[i].id);
        assert_int_equal(fixture_count(fixture->db, text), 1);
    }
}

TEST(who_waits_for_two_services_is_in_both_queues_and_one_person)
{
    struct fixture *fixture = *state;
    struct lobby_queue queues[OFFICE_SERVICES_MAX];
    int64_t total = -1;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 2, 100);
    assert_status(visit_agree(&visit, 1, 200), STATUS_OK);
    fixture_save(fixture, &visit);
    assert_status(lobby_store_waiting(fixture->db, fixture->office, queues), STATUS_OK);
    assert_status(lobby_store_waiting_total(fixture->db, fixture->office->id, &total), STATUS_OK);
    assert_int_equal(queues[0].waiting, 1);
    assert_int_equal(queues[0].since_ms, 100);
    assert_int_equal(queues[1].waiting, 1);
    assert_int_equal(queues[1].since_ms, 200);
    assert_int_equal(total, 1);
}

TEST(ahead_are_those_who_have_waited_longer_for_the_same_service)
{
    struct fixture *fixture = *state;
    struct visit third = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 300);
    struct visit first = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 100);
    struct visit second = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 200);
    (void)fixture_issue(fixture, FIXTURE_DAY, 1, 1, 1);
    int64_t ahead = -1;
    int64_t office_id = fixture->office->id;
    assert_status(lobby_store_ahead(fixture->db, office_id, &third.steps[0], &ahead), STATUS_OK);
    assert_int_equal(ahead, 2);
    fixture_call(fixture, &first, 0, 400);
    assert_status(lobby_store_ahead(fixture->db, office_id, &third.steps[0], &ahead), STATUS_OK);
    assert_int_equal(ahead, 1);
    assert_status(lobby_store_ahead(fixture->db, office_id, &second.steps[0], &ahead), STATUS_OK);
    assert_int_equal(ahead, 0);
}

TEST(the_board_shows_the_newest_call_first)
{
    struct fixture *fixture = *state;
    struct visit visits[FIXTURE_STAFF];
    struct lobby_call calls[LOBBY_BOARD_MAX];
    struct invitation call;
    int count = -1;
    assert_status(lobby_store_board(fixture->db, fixture->office->id, 0, calls, &count), STATUS_OK);
    assert_int_equal(count, 0);
    for (int i = 0; i < FIXTURE_STAFF; i++) {
        visits[i] = fixture_issue(fixture, FIXTURE_DAY, 0, 1, i);
        fixture_call(fixture, &visits[i], i, 100 + i);
    }
    assert_status(visit_move(&visits[0], STEP_START, 200), STATUS_OK);
    fixture_save(fixture, &visits[0]);
    assert_status(visit_move(&visits[3], STEP_NO_SHOW, 210), STATUS_OK);
    fixture_save(fixture, &visits[3]);
    assert_status(invitation_store_of_step(fixture->db, visits[1].steps[0].id, &call), STATUS_OK);
    assert_status(invitation_store_recall(fixture->db, fixture->office->id, call.id, 300),
                  STATUS_OK);
    assert_status(lobby_store_board(fixture->db, fixture->office->id, 0, calls, &count), STATUS_OK);
    assert_int_equal(count, 3); /* the parked one is gone */
    assert_string_equal(calls[0].number, "A3");
    assert_string_equal(calls[1].number, "A2");
    assert_int_equal(calls[1].at_ms, 300);
    assert_int_equal(calls[1].recalls, 1);
    assert_int_equal(calls[1].state, STEP_CALLED);
    assert_int_equal(calls[1].room_id, fixture->office->rooms[1].id);
    assert_int_equal(calls[2].state, STEP_SERVING);
    assert_int_equal(calls[2].at_ms, 100);
}

/* One person and one room more than the board has lines. */
static void enlarge(struct fixture *fixture)
{
    for (int i = FIXTURE_STAFF; i < LOBBY_BOARD_MAX + 1; i++) {
        char name[32];
        int64_t id = 0;
        (void)snprintf(name, sizeof(name), "rola%d", i + 1);
        struct import_staff staff = {.login = name, .title = name};
        assert_status(office_import_staff(fixture->db, fixture->office->id, &staff, &id),
                      STATUS_OK);
        (void)snprintf(name, sizeof(name), "Pokój %d", i + 1);
        assert_status(office_import_room(fixture->db, fixture->office->id, name, OFFICE_ARROW_UP),
                      STATUS_OK);
    }
    free(fixture->office);
    assert_status(office_store_load(fixture->db, &fixture->office), STATUS_OK);
}

static bool is_on_board(const struct fixture *fixture, const char *number)
{
    struct lobby_call calls[LOBBY_BOARD_MAX];
    int count = 0;
    assert_status(lobby_store_board(fixture->db, fixture->office->id, 0, calls, &count), STATUS_OK);
    assert_int_equal(count, LOBBY_BOARD_MAX);
    for (int i = 0; i < count; i++) {
        if (strcmp(calls[i].number, number) == 0) {
            return true;
        }
    }
    return false;
}

TEST(who_is_awaited_stays_on_a_full_board)
{
    struct fixture *fixture = *state;
    struct visit visits[LOBBY_BOARD_MAX + 1];
    enlarge(fixture);
    for (int i = 0; i < LOBBY_BOARD_MAX + 1; i++) {
        visits[i] = fixture_issue(fixture, FIXTURE_DAY, 0, 1, i);
        fixture_call(fixture, &visits[i], i, 100 + i);
    }
    assert_false(is_on_board(fixture, "A1")); /* all are awaited: the oldest call goes */
    assert_status(visit_move(&visits[3], STEP_START, 200), STATUS_OK);
    fixture_save(fixture, &visits[3]);
    assert_true(is_on_board(fixture, "A1"));
    assert_false(is_on_board(fixture, "A4"));
}

TEST(a_recall_comes_onto_a_full_board)
{
    struct fixture *fixture = *state;
    struct visit first = {0};
    struct invitation call;
    enlarge(fixture);
    for (int i = 0; i < LOBBY_BOARD_MAX + 1; i++) {
        struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, i);
        fixture_call(fixture, &visit, i, 100 + i);
        first = i == 0 ? visit : first;
    }
    assert_status(invitation_store_of_step(fixture->db, first.steps[0].id, &call), STATUS_OK);
    assert_status(invitation_store_recall(fixture->db, fixture->office->id, call.id, 300),
                  STATUS_OK);
    assert_true(is_on_board(fixture, "A1"));
    assert_false(is_on_board(fixture, "A2"));
}

TEST(the_board_of_one_room_shows_its_calls_only)
{
    struct fixture *fixture = *state;
    struct lobby_call calls[LOBBY_BOARD_MAX];
    int64_t room_id = fixture->office->rooms[1].id;
    int count = 0;
    for (int i = 0; i < FIXTURE_STAFF; i++) {
        struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, i);
        fixture_call(fixture, &visit, i, 100 + i);
    }
    assert_status(lobby_store_board(fixture->db, fixture->office->id, room_id, calls, &count),
                  STATUS_OK);
    assert_int_equal(count, 1);
    assert_string_equal(calls[0].number, "A2");
    assert_int_equal(calls[0].room_id, room_id);
    assert_status(lobby_store_board(fixture->db, fixture->office->id, 4711, calls, &count),
                  STATUS_OK);
    assert_int_equal(count, 0);
}

TEST(a_ticket_called_again_stands_on_the_board_once)
{
    struct fixture *fixture = *state;
    struct lobby_call calls[LOBBY_BOARD_MAX];
    int count = 0;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 1);
    fixture_call(fixture, &visit, 0, 100);
    assert_status(visit_move(&visit, STEP_NO_SHOW, 110), STATUS_OK);
    assert_status(fixture_resume(&visit, 120), STATUS_OK);
    fixture_call(fixture, &visit, 2, 130);
    assert_status(lobby_store_board(fixture->db, fixture->office->id, 0, calls, &count), STATUS_OK);
    assert_int_equal(count, 1);
    assert_int_equal(calls[0].room_id, fixture->office->rooms[2].id);
    assert_int_equal(calls[0].at_ms, 130);
}

TEST(parked_tickets_are_listed_from_when_they_were_parked)
{
    struct fixture *fixture = *state;
    struct lobby_parked parked[LOBBY_PARKED_MAX];
    int count = 0;
    struct visit served = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 1);
    struct visit missed = fixture_issue(fixture, FIXTURE_DAY, 1, 1, 2);
    fixture_call(fixture, &served, 0, 100);
    assert_status(visit_move(&served, STEP_START, 110), STATUS_OK);
    fixture_call(fixture, &missed, 1, 200);
    assert_status(visit_move(&missed, STEP_NO_SHOW, 300), STATUS_OK);
    assert_status(visit_move(&served, STEP_PARK, 900), STATUS_OK);
    fixture_save(fixture, &served);
    fixture_save(fixture, &missed);
    assert_status(lobby_store_parked(fixture->db, fixture->office->id, parked, &count), STATUS_OK);
    assert_int_equal(count, 2);
    assert_string_equal(parked[0].number, "C1");
    assert_int_equal(parked[0].since_ms, 300);
    assert_string_equal(parked[1].number, "A1");
    assert_int_equal(parked[1].since_ms, 900);
    assert_int_equal(parked[1].ticket_id, served.id);
}

TEST(lists_end_at_their_limits)
{
    struct fixture *fixture = *state;
    struct lobby_parked parked[LOBBY_PARKED_MAX];
    int count = 0;
    for (int i = 0; i < LOBBY_PARKED_MAX + 1; i++) {
        struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, i);
        fixture_call(fixture, &visit, 0, 1000 + i);
        assert_status(visit_move(&visit, STEP_PARK, 2000 + i), STATUS_OK);
        fixture_save(fixture, &visit);
    }
    assert_status(lobby_store_parked(fixture->db, fixture->office->id, parked, &count), STATUS_OK);
    assert_int_equal(count, LOBBY_PARKED_MAX);
    assert_int_equal(parked[0].since_ms, 2000);
}

TEST(the_longest_open_wait_runs_from_the_present_step)
{
    struct fixture *fixture = *state;
    int64_t oldest = -1;
    assert_status(day_store_oldest_waiting(fixture->db, fixture->office->id, &oldest), STATUS_OK);
    assert_int_equal(oldest, 0);
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 2, 100);
    fixture_call(fixture, &visit, 0, 200);
    assert_status(visit_move(&visit, STEP_START, 210), STATUS_OK);
    assert_status(visit_finish(&visit, OUTCOME_FURTHER, 5000), STATUS_OK);
    fixture_save(fixture, &visit);
    (void)fixture_issue(fixture, FIXTURE_DAY, 0, 1, 6000);
    assert_status(day_store_oldest_waiting(fixture->db, fixture->office->id, &oldest), STATUS_OK);
    assert_int_equal(oldest, 5000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(the_counts_equal_the_rows_after_any_walk_of_visits),
        FIXTURE_TEST(who_waits_for_two_services_is_in_both_queues_and_one_person),
        FIXTURE_TEST(ahead_are_those_who_have_waited_longer_for_the_same_service),
        FIXTURE_TEST(the_board_shows_the_newest_call_first),
        FIXTURE_TEST(who_is_awaited_stays_on_a_full_board),
        FIXTURE_TEST(a_recall_comes_onto_a_full_board),
        FIXTURE_TEST(the_board_of_one_room_shows_its_calls_only),
        FIXTURE_TEST(a_ticket_called_again_stands_on_the_board_once),
        FIXTURE_TEST(parked_tickets_are_listed_from_when_they_were_parked),
        FIXTURE_TEST(lists_end_at_their_limits),
        FIXTURE_TEST(the_longest_open_wait_runs_from_the_present_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

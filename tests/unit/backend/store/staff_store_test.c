#include "store/staff_store.h"
#include "unit/backend/store/store_fixture.h"

static struct staff_session session_of(struct fixture *fixture, int index, const char *hash,
                                       int64_t expires_ms)
{
    struct staff_session session = {.staff_id = fixture->office->staff[index].id,
                                    .csrf = "c5af",
                                    .created_ms = 10,
                                    .expires_ms = expires_ms};
    (void)text_copy(session.token_hash, sizeof(session.token_hash), hash);
    assert_status(session_store_add(fixture->db, fixture->office->id, &session), STATUS_OK);
    return session;
}

static int64_t room_of(struct fixture *fixture, int index)
{
    int64_t room = -1;
    assert_status(duty_store_room(fixture->db, fixture->office->staff[index].id, &room), STATUS_OK);
    return room;
}

static enum status take(struct fixture *fixture, int staff, int room)
{
    return duty_store_take(fixture->db, fixture->office->id, fixture->office->staff[staff].id,
                           room < 0 ? 0 : fixture->office->rooms[room].id, 100);
}

TEST(an_account_is_found_by_its_login)
{
    struct fixture *fixture = *state;
    struct staff_account account = {.id = 99};
    int64_t office_id = fixture->office->id;
    assert_status(staff_store_find(fixture->db, office_id, "rola1", &account), STATUS_OK);
    assert_string_equal(account.password, "hash");
    assert_status(staff_store_find(fixture->db, office_id, "rola2", &account), STATUS_OK);
    assert_string_equal(account.password, ""); /* none is set */
    account.id = 99;
    assert_status(staff_store_find(fixture->db, office_id, "ROLA1", &account), STATUS_MISSING);
    assert_status(staff_store_find(fixture->db, office_id + 1, "rola1", &account), STATUS_MISSING);
    assert_int_equal(account.id, 99);
}

TEST(a_session_ends_exactly_when_it_says)
{
    struct fixture *fixture = *state;
    struct staff_session found = {.staff_id = 42};
    (void)session_of(fixture, 0, "t1", 1000);
    assert_status(session_store_find(fixture->db, "t1", 999, &found), STATUS_OK);
    assert_int_equal(found.staff_id, fixture->office->staff[0].id);
    assert_string_equal(found.csrf, "c5af");
    assert_string_equal(found.login, "rola1");
    found.staff_id = 42;
    assert_status(session_store_find(fixture->db, "t1", 1000, &found), STATUS_MISSING);
    assert_status(session_store_find(fixture->db, "t2", 0, &found), STATUS_MISSING);
    assert_int_equal(found.staff_id, 42);
    assert_status(session_store_remove(fixture->db, "t1"), STATUS_OK);
    assert_status(session_store_find(fixture->db, "t1", 0, &found), STATUS_MISSING);
}

TEST(expiry_frees_the_rooms_of_those_without_any_session)
{
    struct fixture *fixture = *state;
    (void)session_of(fixture, 0, "over", 1000);
    (void)session_of(fixture, 1, "over too", 1000);
    (void)session_of(fixture, 1, "goes on", 5000);
    assert_status(take(fixture, 0, 0), STATUS_OK);
    assert_status(take(fixture, 1, 1), STATUS_OK);
    assert_status(session_store_expire(fixture->db, 999), STATUS_OK);
    assert_int_not_equal(room_of(fixture, 0), 0);
    assert_status(session_store_expire(fixture->db, 1000), STATUS_OK);
    assert_int_equal(room_of(fixture, 0), 0);
    assert_int_equal(room_of(fixture, 1), fixture->office->rooms[1].id);
    assert_int_equal(fixture_count(fixture->db, "SELECT count(*) FROM session"), 1);
}

TEST(expiry_leaves_a_room_whose_visit_is_open)
{
    struct fixture *fixture = *state;
    (void)session_of(fixture, 0, "over", 1000);
    assert_status(take(fixture, 0, 0), STATUS_OK);
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 100);
    fixture_call(fixture, &visit, 0, 200);
    assert_status(session_store_expire(fixture->db, 1000), STATUS_OK);
    assert_int_equal(room_of(fixture, 0), fixture->office->rooms[0].id);
    assert_status(visit_move(&visit, STEP_START, 1100), STATUS_OK);
    assert_status(ticket_store_save(fixture->db, fixture->office->id, &visit), STATUS_OK);
    assert_status(session_store_expire(fixture->db, 1200), STATUS_OK);
    assert_int_equal(room_of(fixture, 0), fixture->office->rooms[0].id);
    assert_status(visit_finish(&visit, OUTCOME_SETTLED, 1300), STATUS_OK);
    assert_status(ticket_store_save(fixture->db, fixture->office->id, &visit), STATUS_OK);
    assert_status(session_store_expire(fixture->db, 1400), STATUS_OK);
    assert_int_equal(room_of(fixture, 0), 0);
}

TEST(a_new_password_ends_the_sessions_of_the_old_one)
{
    struct fixture *fixture = *state;
    struct staff_session found;
    struct staff_account account;
    int64_t office_id = fixture->office->id;
    (void)session_of(fixture, 0, "mine", 1000);
    (void)session_of(fixture, 1, "another", 1000);
    assert_status(staff_store_set_password(fixture->db, office_id, "rola1", "new"), STATUS_OK);
    assert_status(staff_store_find(fixture->db, office_id, "rola1", &account), STATUS_OK);
    assert_string_equal(account.password, "new");
    assert_status(session_store_find(fixture->db, "mine", 0, &found), STATUS_MISSING);
    assert_status(session_store_find(fixture->db, "another", 0, &found), STATUS_OK);
    assert_status(staff_store_set_password(fixture->db, office_id, "nobody", "new"),
                  STATUS_MISSING);
}

TEST(a_room_has_one_person_and_a_person_one_room)
{
    struct fixture *fixture = *state;
    struct duty duties[OFFICE_ROOMS_MAX];
    int count = 0;
    assert_status(take(fixture, 0, 0), STATUS_OK);
    assert_status(db_begin(fixture->db), STATUS_OK);
    assert_status(take(fixture, 1, 0), STATUS_CONFLICT);
    db_rollback(fixture->db);
    assert_int_equal(room_of(fixture, 0), fixture->office->rooms[0].id);
    assert_status(take(fixture, 0, 2), STATUS_OK); /* moves */
    assert_status(take(fixture, 1, 0), STATUS_OK);
    assert_status(duty_store_list(fixture->db, fixture->office->id, duties, &count), STATUS_OK);
    assert_int_equal(count, 2);
    assert_int_equal(duties[0].staff_id, fixture->office->staff[0].id);
    assert_int_equal(duties[0].room_id, fixture->office->rooms[2].id);
    assert_int_equal(duties[0].since_ms, 100);
    assert_int_equal(duties[0].break_ms, 0);
    assert_status(take(fixture, 0, -1), STATUS_OK); /* leaves */
    assert_int_equal(room_of(fixture, 0), 0);
    assert_int_equal(room_of(fixture, 3), 0);
}

TEST(a_break_has_its_beginning_and_ends_with_the_room)
{
    struct fixture *fixture = *state;
    struct duty duty = {.since_ms = 77};
    int64_t me = fixture->office->staff[1].id;
    assert_status(duty_store_break(fixture->db, me, AWAY_BREAK, 500), STATUS_MISSING);
    assert_status(duty_store_find(fixture->db, me, &duty), STATUS_MISSING);
    assert_int_equal(duty.since_ms, 77);
    assert_status(take(fixture, 0, 0), STATUS_OK);
    assert_status(take(fixture, 1, 1), STATUS_OK);
    assert_status(duty_store_break(fixture->db, me, AWAY_BREAK, 500), STATUS_OK);
    assert_status(duty_store_find(fixture->db, me, &duty), STATUS_OK);
    assert_int_equal(duty.break_ms, 500);
    assert_int_equal(duty.since_ms, 100);
    assert_int_equal(duty.room_id, fixture->office->rooms[1].id);
    assert_int_equal(fixture_count(fixture->db, "SELECT sum(break_ms) FROM duty"), 500);
    assert_status(duty_store_break(fixture->db, me, AWAY_NONE, 550), STATUS_OK);
    assert_status(duty_store_find(fixture->db, me, &duty), STATUS_OK);
    assert_int_equal(duty.break_ms, 0);
    assert_status(duty_store_break(fixture->db, me, AWAY_BREAK, 600), STATUS_OK);
    assert_status(take(fixture, 1, 3), STATUS_OK); /* another room: back at work */
    assert_status(duty_store_find(fixture->db, me, &duty), STATUS_OK);
    assert_int_equal(duty.break_ms, 0);
}

TEST(what_somebody_was_away_for_is_kept_with_its_times)
{
    struct fixture *fixture = *state;
    int64_t me = fixture->office->staff[1].id;
    int64_t away_ms[AWAY_COUNT];
    struct duty duty;
    assert_status(take(fixture, 1, 1), STATUS_OK);
    assert_status(duty_store_break(fixture->db, me, AWAY_MEETING, 1000), STATUS_OK);
    assert_status(duty_store_find(fixture->db, me, &duty), STATUS_OK);
    assert_int_equal(duty.away, AWAY_MEETING);
    assert_status(duty_store_break(fixture->db, me, AWAY_BREAK, 1300), STATUS_OK); /* goes over */
    assert_status(duty_store_break(fixture->db, me, AWAY_NONE, 1350), STATUS_OK);
    assert_status(duty_store_break(fixture->db, me, AWAY_BREAK, 2000), STATUS_OK);
    assert_status(duty_store_away(fixture->db, me, 1100, 2007, away_ms), STATUS_OK);
    assert_int_equal(away_ms[AWAY_MEETING], 200); /* since 1100 */
    assert_int_equal(away_ms[AWAY_BREAK], 50 + 7);
    assert_int_equal(away_ms[AWAY_TRAINING], 0);
    assert_status(take(fixture, 1, -1), STATUS_OK); /* leaves at 100: the clock of take() */
    assert_int_equal(fixture_count(fixture->db, "SELECT count(*) FROM away WHERE ended_ms = 0"), 0);
}

TEST(a_break_ends_when_its_room_is_freed_with_the_last_session)
{
    struct fixture *fixture = *state;
    (void)session_of(fixture, 0, "over", 1000);
    (void)session_of(fixture, 1, "goes on", 5000);
    assert_status(take(fixture, 0, 0), STATUS_OK);
    assert_status(take(fixture, 1, 1), STATUS_OK);
    for (int i = 0; i < 2; i++) {
        int64_t staff_id = fixture->office->staff[i].id;
        assert_status(duty_store_break(fixture->db, staff_id, AWAY_BREAK, 500), STATUS_OK);
    }
    assert_status(session_store_expire(fixture->db, 1000), STATUS_OK);
    assert_int_equal(fixture_count(fixture->db, "SELECT sum(ended_ms) FROM away"), 1000);
    assert_int_equal(fixture_count(fixture->db, "SELECT count(*) FROM away WHERE ended_ms = 0"), 1);
}

TEST(a_device_added_again_has_only_the_new_token)
{
    struct fixture *fixture = *state;
    int64_t office_id = fixture->office->id;
    int64_t first = 0;
    int64_t second = 0;
    assert_status(device_store_add(fixture->db, office_id, "kiosk", "t1", 1), STATUS_OK);
    assert_status(device_store_find(fixture->db, "t1", &first), STATUS_OK);
    assert_status(device_store_add(fixture->db, office_id, "kiosk", "t2", 2), STATUS_OK);
    assert_status(device_store_find(fixture->db, "t1", &second), STATUS_MISSING);
    assert_status(device_store_find(fixture->db, "t2", &second), STATUS_OK);
    assert_int_equal(first, second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(an_account_is_found_by_its_login),
        FIXTURE_TEST(a_session_ends_exactly_when_it_says),
        FIXTURE_TEST(expiry_frees_the_rooms_of_those_without_any_session),
        FIXTURE_TEST(expiry_leaves_a_room_whose_visit_is_open),
        FIXTURE_TEST(a_new_password_ends_the_sessions_of_the_old_one),
        FIXTURE_TEST(a_room_has_one_person_and_a_person_one_room),
        FIXTURE_TEST(a_break_has_its_beginning_and_ends_with_the_room),
        FIXTURE_TEST(what_somebody_was_away_for_is_kept_with_its_times),
        FIXTURE_TEST(a_break_ends_when_its_room_is_freed_with_the_last_session),
        FIXTURE_TEST(a_device_added_again_has_only_the_new_token),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

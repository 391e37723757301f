/*
 * One person's day. What managers see of a day is tested with the report (day_report_test.c).
 */
#include "store/day_store.h"
#include "unit/backend/store/store_fixture.h"

enum { MINE, OTHERS };

static struct day_own own_of(const struct fixture *fixture, int staff, int32_t day)
{
    struct day_own own;
    assert_status(day_store_own(fixture->db, fixture->office->id, day,
                                fixture->office->staff[staff].id, &own),
                  STATUS_OK);
    return own;
}

static void serve(struct fixture *fixture, int staff, int64_t began_ms, int64_t ended_ms,
                  enum visit_outcome outcome)
{
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, began_ms - 1);
    fixture_call(fixture, &visit, staff, began_ms - 1);
    assert_status(visit_move(&visit, STEP_START, began_ms), STATUS_OK);
    assert_status(visit_finish(&visit, outcome, ended_ms), STATUS_OK);
    fixture_save(fixture, &visit);
}

TEST(a_day_of_nothing_is_all_zeroes)
{
    struct fixture *fixture = *state;
    const struct day_own nothing = {0};
    struct day_own own = own_of(fixture, MINE, FIXTURE_DAY);
    assert_memory_equal(&own, &nothing, sizeof(own));
}

TEST(conversations_are_counted_by_outcome_with_their_time_and_nobody_elses)
{
    struct fixture *fixture = *state;
    serve(fixture, MINE, 1000, 1300, OUTCOME_SETTLED);
    serve(fixture, MINE, 2000, 2050, OUTCOME_SETTLED);
    serve(fixture, MINE, 3000, 3007, OUTCOME_LEFT);
    serve(fixture, OTHERS, 4000, 4999, OUTCOME_DOCUMENTS);
    struct day_own own = own_of(fixture, MINE, FIXTURE_DAY);
    assert_int_equal(own.served, 3);
    assert_int_equal(own.by_outcome[OUTCOME_SETTLED], 2);
    assert_int_equal(own.by_outcome[OUTCOME_LEFT], 1);
    assert_int_equal(own.by_outcome[OUTCOME_DOCUMENTS], 0);
    assert_int_equal(own.service_ms, 300 + 50 + 7);
    assert_int_equal(own.calls, 3);
    assert_int_equal(own_of(fixture, MINE, FIXTURE_DAY + 1).served, 0);
}

TEST(a_call_nobody_came_to_is_a_call_and_a_no_show)
{
    struct fixture *fixture = *state;
    struct invitation call;
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 1, 10);
    fixture_call(fixture, &visit, MINE, 20);
    assert_status(invitation_store_of_step(fixture->db, visit.steps[0].id, &call), STATUS_OK);
    assert_status(invitation_store_miss(fixture->db, call.id, 30), STATUS_OK);
    struct day_own own = own_of(fixture, MINE, FIXTURE_DAY);
    assert_int_equal(own.calls, 1);
    assert_int_equal(own.no_shows, 1);
    assert_int_equal(own.served, 0);
    assert_int_equal(own_of(fixture, OTHERS, FIXTURE_DAY).no_shows, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(a_day_of_nothing_is_all_zeroes),
        FIXTURE_TEST(conversations_are_counted_by_outcome_with_their_time_and_nobody_elses),
        FIXTURE_TEST(a_call_nobody_came_to_is_a_call_and_a_no_show),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "store/learn_store.h"
#include "store_fixture.h"

enum { SEEN_MAX = 32, HOUR_MS = 3600000 };

struct seen {
    struct learn_visit visits[SEEN_MAX];
    int count;
};

static void see(void *context, const struct learn_visit *visit)
{
    struct seen *seen = context;
    seen->visits[seen->count++] = *visit;
}

/* A visit that came at `hour` and was served until `closed_ms`. */
static struct visit served(struct fixture *fixture, int64_t issued_ms, int64_t closed_ms)
{
    struct visit visit = fixture_issue(fixture, FIXTURE_DAY, 0, 2, issued_ms);
    fixture_call(fixture, &visit, 0, issued_ms + 10);
    assert_status(visit_move(&visit, STEP_START, issued_ms + 20), STATUS_OK);
    assert_status(visit_finish(&visit, OUTCOME_SETTLED, closed_ms), STATUS_OK);
    fixture_save(fixture, &visit);
    return visit;
}

static int each(struct fixture *fixture, int64_t after_ms, int64_t until_ms, int max,
                struct seen *seen)
{
    int count = -1;
    seen->count = 0;
    const struct learn_range range = {after_ms, until_ms, max};
    assert_status(learn_store_each(fixture->db, fixture->office->id, &range, see, seen, &count),
                  STATUS_OK);
    assert_int_equal(count, seen->count);
    return count;
}

TEST(visits_that_are_over_come_in_the_order_of_their_ends)
{
    struct fixture *fixture = *state;
    struct seen seen;
    struct visit late = served(fixture, 1000, 9000);
    struct visit soon = served(fixture, 2000, 5000);
    (void)fixture_issue(fixture, FIXTURE_DAY, 0, 1, 3000); /* still here */
    assert_int_equal(each(fixture, 0, 9000, 10, &seen), 2);
    assert_int_equal(seen.visits[0].visit.id, soon.id);
    assert_int_equal(seen.visits[1].visit.id, late.id);
    assert_int_equal(seen.visits[0].visit.steps[0].started_ms, 2020);
    assert_int_equal(seen.visits[0].visit.closed_ms, 5000);
    assert_false(seen.visits[0].has_forecast);
}

TEST(goes_on_after_the_last_one_and_up_to_the_end_that_is_asked_for)
{
    struct fixture *fixture = *state;
    struct seen seen;
    for (int i = 1; i <= 5; i++) {
        (void)served(fixture, 100, 1000 * i);
    }
    assert_int_equal(each(fixture, 1000, 4000, 10, &seen), 3);
    assert_int_equal(seen.visits[0].visit.closed_ms, 2000);
    assert_int_equal(seen.visits[2].visit.closed_ms, 4000);
    assert_int_equal(each(fixture, 4999, 5000, 10, &seen), 1);
    assert_int_equal(each(fixture, 5000, 99999, 10, &seen), 0);
}

TEST(ends_of_one_millisecond_are_not_torn_apart)
{
    struct fixture *fixture = *state;
    struct seen seen;
    (void)served(fixture, 100, 1000);
    (void)served(fixture, 100, 2000);
    (void)served(fixture, 100, 2000);
    (void)served(fixture, 100, 3000);
    assert_int_equal(each(fixture, 0, 9000, 2, &seen), 3);
    assert_int_equal(each(fixture, seen.visits[2].visit.closed_ms, 9000, 2, &seen), 1);
}

TEST(the_forecast_given_at_issue_comes_with_the_visit)
{
    struct fixture *fixture = *state;
    struct seen seen;
    const struct ticket_issue issue = {.channel = "kiosk",
                                       .wait_low_min = 5,
                                       .wait_high_min = 20,
                                       .has_forecast = true,
                                       .forecast_q10_ms = 0,
                                       .forecast_q50_ms = 600000,
                                       .forecast_q90_ms = 900000};
    struct visit visit = fixture_visit(fixture, FIXTURE_DAY, 0, 1, HOUR_MS);
    visit.counter = 1;
    visit_number_format(visit.series, 1, visit.number);
    assert_status(ticket_store_add(fixture->db, fixture->office->id, &visit, &issue), STATUS_OK);
    assert_status(visit_end(&visit, STEP_CANCEL, HOUR_MS + 1), STATUS_OK);
    fixture_save(fixture, &visit);
    assert_int_equal(each(fixture, 0, 2 * HOUR_MS, 10, &seen), 1);
    assert_true(seen.visits[0].has_forecast);
    assert_int_equal(seen.visits[0].q10_ms, 0);
    assert_int_equal(seen.visits[0].q50_ms, 600000);
    assert_int_equal(seen.visits[0].q90_ms, 900000);
}

TEST(finds_where_the_last_so_many_begin)
{
    struct fixture *fixture = *state;
    int64_t closed_ms = -1;
    assert_status(learn_store_from(fixture->db, fixture->office->id, 2, &closed_ms), STATUS_OK);
    assert_int_equal(closed_ms, 0);
    for (int i = 1; i <= 5; i++) {
        (void)served(fixture, 100, 1000 * i);
    }
    assert_status(learn_store_from(fixture->db, fixture->office->id, 2, &closed_ms), STATUS_OK);
    assert_int_equal(closed_ms, 3000);
    assert_status(learn_store_from(fixture->db, fixture->office->id, 5, &closed_ms), STATUS_OK);
    assert_int_equal(closed_ms, 0);
}

TEST(the_index_of_ends_holds_only_visits_that_are_over)
{
    struct fixture *fixture = *state;
    assert_int_equal(
        fixture_count(fixture->db,
                      "SELECT count(*) FROM sqlite_master WHERE name = 'ticket_closed' "
                      "AND sql LIKE '%WHERE closed_ms > 0%'"),
        1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(visits_that_are_over_come_in_the_order_of_their_ends),
        FIXTURE_TEST(goes_on_after_the_last_one_and_up_to_the_end_that_is_asked_for),
        FIXTURE_TEST(ends_of_one_millisecond_are_not_torn_apart),
        FIXTURE_TEST(the_forecast_given_at_issue_comes_with_the_visit),
        FIXTURE_TEST(finds_where_the_last_so_many_begin),
        FIXTURE_TEST(the_index_of_ends_holds_only_visits_that_are_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

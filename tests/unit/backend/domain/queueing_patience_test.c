#include "support/check.h"

#include "domain/queueing_patience.h"
#include "queueing_reference.h"

#include <math.h>
#include <string.h>

static void assert_near(double actual, double expected, double tolerance)
{
    if (!(fabs(actual - expected) <= tolerance * fabs(expected))) {
        fail_msg("%.15g, expected %.15g", actual, expected);
    }
}

static struct queueing_patience solve(double arrival_rate, int servers, double patience_mean)
{
    struct queueing_station station = {arrival_rate, 1, servers};
    struct queueing_patience patience;
    assert_status(queueing_erlang_a(&station, patience_mean, &patience), STATUS_OK);
    return patience;
}

TEST(patience_without_end_waits_as_those_who_never_leave)
{
    (void)state;
    struct queueing_station station = {9, 1, 10};
    struct queueing_waits waits;
    assert_status(queueing_mmc(&station, &waits), STATUS_OK);
    struct queueing_patience patience = solve(9, 10, 1e5);
    assert_near(patience.wait_probability, waits.wait_probability, 1e-3);
    assert_near(patience.wait_mean, waits.wait_mean, 1e-3);
    assert_near(patience.queue_mean, waits.queue_mean, 1e-3);
    assert_near(patience.occupancy, waits.occupancy, 1e-3);
}

TEST(patience_as_long_as_a_service_is_a_lobby_where_everybody_has_a_server)
{
    (void)state;
    /* Then people go at the same rate whether served or not: their number is Poisson's. */
    struct queueing_patience patience = solve(3, 2, 1);
    double fewer_than_two = exp(-3) * (1 + 3);
    assert_near(patience.wait_probability, 1 - fewer_than_two, 1e-12);
    double queue = 3 - 2 + exp(-3) * (2 + 3);
    assert_near(patience.queue_mean, queue, 1e-12);
    assert_near(patience.abandon_probability, queue / 3, 1e-12);
}

TEST(people_without_patience_are_turned_away_as_by_erlang_b)
{
    (void)state;
    double blocking;
    assert_status(queueing_erlang_b(5, 4, &blocking), STATUS_OK);
    assert_near(solve(4, 5, 1e-9).abandon_probability, blocking, 1e-6);
}

TEST(more_load_than_servers_is_a_queue_that_people_keep_in_bounds)
{
    (void)state;
    struct queueing_patience patience = solve(1000, 10, 1000);
    assert_near(patience.abandon_probability, 0.99, 1e-9);
    assert_near(patience.queue_mean, 990000, 1e-9);
    assert_near(patience.wait_probability, 1, 1e-12);
    assert_near(patience.occupancy, 1, 1e-9);
}

TEST(agrees_with_the_sum_over_all_states)
{
    (void)state;

    static const struct {
        double arrival_rate;
        int servers;
        double patience_mean;
    } cases[] = {{0.5, 1, 0.1}, {5, 3, 4}, {30, 25, 0.5}, {20, 25, 100}, {8, 2, 10}};

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct reference_station chain = {cases[i].servers, cases[i].arrival_rate, 1,
                                          1 / cases[i].patience_mean};
        struct reference_figures sums = reference_chain(&chain, 0);
        struct queueing_patience patience =
            solve(cases[i].arrival_rate, cases[i].servers, cases[i].patience_mean);
        assert_near(patience.queue_mean, (double)sums.queue, 1e-11);
        assert_near(patience.wait_probability, (double)sums.busy, 1e-11);
        assert_near(patience.occupancy, (double)(sums.serving / cases[i].servers), 1e-11);
        assert_near(patience.wait_mean, (double)(sums.queue / cases[i].arrival_rate), 1e-11);
    }
}

TEST(nobody_comes_and_nobody_waits)
{
    (void)state;
    struct queueing_patience patience = solve(0, 4, 2);
    assert_true(patience.abandon_probability == 0 && patience.wait_mean == 0 &&
                patience.queue_mean == 0 && patience.wait_probability == 0 &&
                patience.occupancy == 0);
}

TEST(what_cannot_be_computed_leaves_the_output_alone)
{
    (void)state;

    static const struct {
        struct queueing_station station;
        double patience_mean;
        enum status expected;
    } cases[] = {
        {{1, 1, 1}, 0, STATUS_INVALID},
        {{1, 1, 1}, -1, STATUS_INVALID},
        {{1, 1, 1}, NAN, STATUS_INVALID},
        {{1, 1, 1}, INFINITY, STATUS_INVALID},
        {{1, 0, 1}, 1, STATUS_INVALID},
        {{1, INFINITY, 1}, 1, STATUS_INVALID},
        {{-1, -1, 1}, 1, STATUS_INVALID},
        {{-1, 1, 1}, 1, STATUS_INVALID},
        {{NAN, 1, 1}, 1, STATUS_INVALID},
        {{1, 1, 0}, 1, STATUS_INVALID},
        {{1, 1, QUEUEING_SERVERS_MAX + 1}, 1, STATUS_TOO_LARGE},
        {{1, 1, 1}, QUEUEING_PATIENCE_ARRIVALS_MAX + 1.0, STATUS_TOO_LARGE},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct queueing_patience patience;
        struct queueing_patience before;
        memset(&patience, 7, sizeof(patience));
        before = patience;
        assert_status(queueing_erlang_a(&cases[i].station, cases[i].patience_mean, &patience),
                      cases[i].expected);
        assert_memory_equal(&patience, &before, sizeof(patience));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patience_without_end_waits_as_those_who_never_leave),
        cmocka_unit_test(patience_as_long_as_a_service_is_a_lobby_where_everybody_has_a_server),
        cmocka_unit_test(people_without_patience_are_turned_away_as_by_erlang_b),
        cmocka_unit_test(more_load_than_servers_is_a_queue_that_people_keep_in_bounds),
        cmocka_unit_test(agrees_with_the_sum_over_all_states),
        cmocka_unit_test(nobody_comes_and_nobody_waits),
        cmocka_unit_test(what_cannot_be_computed_leaves_the_output_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

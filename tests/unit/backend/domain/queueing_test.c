#include "support/check.h"

#include "domain/queueing.h"

#include <math.h>
#include <string.h>

static void assert_near(double actual, double expected)
{
    if (!(fabs(actual - expected) <= 1e-12 * fabs(expected))) {
        fail_msg("%.15g, expected %.15g", actual, expected);
    }
}

static struct queueing_waits solve(double arrival_rate, double service_rate, int servers)
{
    struct queueing_station station = {arrival_rate, service_rate, servers};
    struct queueing_waits waits;
    assert_status(queueing_mmc(&station, &waits), STATUS_OK);
    return waits;
}

TEST(blocking_of_one_server_is_its_share_of_the_load)
{
    (void)state;
    double blocking;
    assert_status(queueing_erlang_b(1, 3, &blocking), STATUS_OK);
    assert_near(blocking, 0.75);
    assert_status(queueing_erlang_b(7, 0, &blocking), STATUS_OK);
    assert_true(blocking == 0);
}

TEST(the_load_for_a_blocking_brings_that_blocking)
{
    (void)state;
    static const int servers[] = {1, 2, 10, 300, QUEUEING_SERVERS_MAX};
    static const double shares[] = {1e-9, 0.001, 0.5, 0.999};
    for (size_t i = 0; i < sizeof(servers) / sizeof(servers[0]); i++) {
        for (size_t j = 0; j < sizeof(shares) / sizeof(shares[0]); j++) {
            double load;
            double blocking;
            assert_status(queueing_erlang_b_load(servers[i], shares[j], &load), STATUS_OK);
            assert_status(queueing_erlang_b(servers[i], load, &blocking), STATUS_OK);
            assert_true(fabs(blocking / shares[j] - 1) < 1e-9);
        }
    }
}

TEST(one_server_is_busy_as_often_as_a_newcomer_waits)
{
    (void)state;
    struct queueing_waits waits = solve(2, 3, 1);
    assert_near(waits.wait_probability, 2.0 / 3);
    assert_near(waits.occupancy, 2.0 / 3);
    assert_near(waits.wait_mean, 2.0 / 3);
    assert_near(waits.queue_mean, 4.0 / 3);
    assert_near(waits.drain_rate, 1);
}

TEST(two_servers_wait_as_the_textbook_says)
{
    (void)state;
    /* C = 2 r^2 / (1 + r), r the load of one of the two. */
    struct queueing_waits waits = solve(1.5, 1, 2);
    assert_near(waits.wait_probability, 2 * 0.75 * 0.75 / 1.75);
}

TEST(thousands_of_servers_neither_overflow_nor_vanish)
{
    (void)state;
    struct queueing_waits waits = solve(9900, 1, QUEUEING_SERVERS_MAX);
    assert_true(waits.wait_probability > 0.2 && waits.wait_probability < 0.3);
    assert_near(waits.occupancy, 0.99);
}

TEST(an_idle_station_keeps_nobody_waiting)
{
    (void)state;
    struct queueing_waits waits = solve(0, 2, 3);
    assert_true(waits.wait_mean == 0 && waits.occupancy == 0 && waits.queue_mean == 0);
}

TEST(quantile_and_service_level_are_each_other_turned_round)
{
    (void)state;
    struct queueing_waits waits = solve(7.5, 1, 8);
    for (int percent = 50; percent < 100; percent += 7) {
        double p = percent / 100.0;
        double wait;
        double share;
        assert_status(queueing_wait_quantile(&waits, p, &wait), STATUS_OK);
        assert_true(wait > 0);
        assert_status(queueing_service_level(&waits, wait, &share), STATUS_OK);
        assert_true(fabs(share - p) < 1e-12);
    }
}

TEST(who_does_not_wait_at_all_has_a_quantile_of_nothing)
{
    (void)state;
    struct queueing_waits waits = solve(7.5, 1, 8);
    double wait = -1;
    double at_once = 1 - waits.wait_probability;
    assert_status(queueing_wait_quantile(&waits, at_once * 0.999, &wait), STATUS_OK);
    assert_true(wait == 0);
    assert_status(queueing_wait_quantile(&waits, at_once * 1.001, &wait), STATUS_OK);
    assert_true(wait > 0 && wait < 0.01);
    double share;
    assert_status(queueing_service_level(&waits, 0, &share), STATUS_OK);
    assert_near(share, at_once);
}

TEST(equal_service_times_halve_the_wait_of_exponential_ones)
{
    (void)state;
    double wait;
    assert_status(queueing_mg1(2, 1.0 / 3, 1, &wait), STATUS_OK);
    assert_near(wait, solve(2, 3, 1).wait_mean);
    assert_status(queueing_mg1(2, 1.0 / 3, 0, &wait), STATUS_OK);
    assert_near(wait, solve(2, 3, 1).wait_mean / 2);
}

TEST(a_queue_that_grows_for_ever_is_refused)
{
    (void)state;
    double out = 42;
    struct queueing_waits waits;
    struct queueing_waits before;
    memset(&waits, 7, sizeof(waits));
    before = waits;
    struct queueing_station full = {6, 2, 3};
    assert_status(queueing_mmc(&full, &waits), STATUS_UNPROCESSABLE);
    assert_memory_equal(&waits, &before, sizeof(waits));
    assert_status(queueing_erlang_c(3, 3, &out), STATUS_UNPROCESSABLE);
    assert_status(queueing_mg1(1, 1, 0, &out), STATUS_UNPROCESSABLE);
    assert_true(out == 42);
}

TEST(what_is_no_station_is_refused)
{
    (void)state;

    static const struct {
        struct queueing_station station;
        enum status expected;
    } cases[] = {
        {{1, 1, 0}, STATUS_INVALID},
        {{1, 1, -1}, STATUS_INVALID},
        {{1, 1, QUEUEING_SERVERS_MAX + 1}, STATUS_TOO_LARGE},
        {{-1, 1, 2}, STATUS_INVALID},
        {{1, 0, 2}, STATUS_INVALID},
        {{1, -1, 2}, STATUS_INVALID},
        {{NAN, 1, 2}, STATUS_INVALID},
        {{1, NAN, 2}, STATUS_INVALID},
        {{INFINITY, 1, 2}, STATUS_INVALID},
        {{1, INFINITY, 2}, STATUS_INVALID},
        {{1e308, 1e-308, 2}, STATUS_INVALID},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct queueing_waits waits;
        struct queueing_waits before;
        memset(&waits, 7, sizeof(waits));
        before = waits;
        assert_status(queueing_mmc(&cases[i].station, &waits), cases[i].expected);
        assert_memory_equal(&waits, &before, sizeof(waits));
    }
}

TEST(shares_loads_and_times_out_of_range_are_refused)
{
    (void)state;
    double out = 42;
    struct queueing_waits waits = solve(1, 1, 2);
    assert_status(queueing_erlang_b(0, 1, &out), STATUS_INVALID);
    assert_status(queueing_erlang_b(QUEUEING_SERVERS_MAX + 1, 1, &out), STATUS_TOO_LARGE);
    assert_status(queueing_erlang_b(1, -0.1, &out), STATUS_INVALID);
    assert_status(queueing_erlang_b(1, INFINITY, &out), STATUS_INVALID);
    assert_status(queueing_erlang_b_load(0, 0.5, &out), STATUS_INVALID);
    assert_status(queueing_erlang_b_load(QUEUEING_SERVERS_MAX + 1, 0.5, &out), STATUS_TOO_LARGE);
    assert_status(queueing_erlang_b_load(1, 0, &out), STATUS_INVALID);
    assert_status(queueing_erlang_b_load(1, 1, &out), STATUS_INVALID);
    assert_status(queueing_erlang_b_load(1, NAN, &out), STATUS_INVALID);
    assert_status(queueing_erlang_c(1, NAN, &out), STATUS_INVALID);
    assert_status(queueing_erlang_c(0, 0, &out), STATUS_INVALID);
    assert_status(queueing_wait_quantile(&waits, 1, &out), STATUS_INVALID);
    assert_status(queueing_wait_quantile(&waits, -0.1, &out), STATUS_INVALID);
    assert_status(queueing_service_level(&waits, -1, &out), STATUS_INVALID);
    assert_status(queueing_mg1(-1, 1, 0, &out), STATUS_INVALID);
    assert_status(queueing_mg1(0.5, 0, 0, &out), STATUS_INVALID);
    assert_status(queueing_mg1(0.5, 1, -1, &out), STATUS_INVALID);
    assert_status(queueing_mg1(0.5, 1, NAN, &out), STATUS_INVALID);
    assert_true(out == 42);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocking_of_one_server_is_its_share_of_the_load),
        cmocka_unit_test(the_load_for_a_blocking_brings_that_blocking),
        cmocka_unit_test(one_server_is_busy_as_often_as_a_newcomer_waits),
        cmocka_unit_test(two_servers_wait_as_the_textbook_says),
        cmocka_unit_test(thousands_of_servers_neither_overflow_nor_vanish),
        cmocka_unit_test(an_idle_station_keeps_nobody_waiting),
        cmocka_unit_test(quantile_and_service_level_are_each_other_turned_round),
        cmocka_unit_test(who_does_not_wait_at_all_has_a_quantile_of_nothing),
        cmocka_unit_test(equal_service_times_halve_the_wait_of_exponential_ones),
        cmocka_unit_test(a_queue_that_grows_for_ever_is_refused),
        cmocka_unit_test(what_is_no_station_is_refused),
        cmocka_unit_test(shares_loads_and_times_out_of_range_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

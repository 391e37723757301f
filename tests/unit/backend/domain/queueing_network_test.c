#include "support/check.h"

#include "domain/queueing_network.h"

#include <math.h>
#include <string.h>

static void assert_near(double actual, double expected)
{
    if (!(fabs(actual - expected) <= 1e-12 * fabs(expected))) {
        fail_msg("%.15g, expected %.15g", actual, expected);
    }
}

TEST(a_line_of_stations_passes_everybody_on)
{
    (void)state;
    static const double outside[] = {2, 0, 1};
    static const double routes[] = {0, 1, 0, 0, 0, 0.5, 0, 0, 0};
    double arrivals[3];
    assert_status(queueing_traffic(3, outside, routes, arrivals), STATUS_OK);
    assert_near(arrivals[0], 2);
    assert_near(arrivals[1], 2);
    assert_near(arrivals[2], 2);
}

TEST(those_who_come_straight_back_are_counted_again)
{
    (void)state;
    static const double outside[] = {3};
    static const double routes[] = {0.75};
    double arrivals;
    assert_status(queueing_traffic(1, outside, routes, &arrivals), STATUS_OK);
    assert_near(arrivals, 12);
}

TEST(as_much_leaves_as_comes_in_whatever_the_routes)
{
    (void)state;

    enum { COUNT = QUEUEING_STATIONS_MAX };

    static double routes[COUNT * COUNT];
    double outside[COUNT];
    double arrivals[COUNT];
    double in = 0;
    for (int from = 0; from < COUNT; from++) {
        outside[from] = from % 3;
        in += outside[from];
        for (int to = 0; to < COUNT; to++) {
            routes[from * COUNT + to] = (double)((from * 7 + to * 13) % 5) / (2.1 * COUNT);
        }
    }
    assert_status(queueing_traffic(COUNT, outside, routes, arrivals), STATUS_OK);
    double out = 0;
    for (int from = 0; from < COUNT; from++) {
        double leave = 1;
        for (int to = 0; to < COUNT; to++) {
            leave -= routes[from * COUNT + to];
        }
        out += arrivals[from] * leave;
    }
    assert_true(fabs(out / in - 1) < 1e-12);
}

TEST(shares_that_add_up_to_one_but_for_rounding_are_a_route)
{
    (void)state;
    static const double outside[] = {1, 0, 0};
    static const double routes[] = {0.33, 0.56, 0.11, 0, 0, 1, 0, 0, 0};
    double arrivals[3];
    assert_status(queueing_traffic(3, outside, routes, arrivals), STATUS_OK);
    assert_near(arrivals[2], 1);
}

TEST(people_who_can_never_leave_are_refused)
{
    (void)state;
    static const double outside[] = {1, 0, 0};
    static const double round_and_round[] = {0, 1, 0, 0, 0, 1, 0, 1, 0};
    static const double at_once[] = {0, 0, 0, 0, 1, 0, 0, 0, 0};
    double arrivals[] = {42, 42, 42};
    assert_status(queueing_traffic(3, outside, round_and_round, arrivals), STATUS_UNPROCESSABLE);
    assert_status(queueing_traffic(3, outside, at_once, arrivals), STATUS_UNPROCESSABLE);
    assert_true(arrivals[0] == 42 && arrivals[1] == 42 && arrivals[2] == 42);
}

TEST(what_is_no_route_is_refused)
{
    (void)state;
    static const double outside[] = {1, 0};
    static const double good[] = {0, 0.5, 0, 0};
    static const double bad_outside[][2] = {{-1, 0}, {NAN, 0}, {1, INFINITY}};
    static const double bad_routes[][4] = {
        {0, -0.5, 0, 0}, {0.6, 0.5, 0, 0}, {0, NAN, 0, 0}, {0, 0, INFINITY, 0}, {0, 0, 0, 1.1}};
    double arrivals[] = {42, 42};
    assert_status(queueing_traffic(0, outside, good, arrivals), STATUS_INVALID);
    assert_status(queueing_traffic(QUEUEING_STATIONS_MAX + 1, outside, good, arrivals),
                  STATUS_TOO_LARGE);
    for (size_t i = 0; i < sizeof(bad_outside) / sizeof(bad_outside[0]); i++) {
        assert_status(queueing_traffic(2, bad_outside[i], good, arrivals), STATUS_INVALID);
    }
    for (size_t i = 0; i < sizeof(bad_routes) / sizeof(bad_routes[0]); i++) {
        assert_status(queueing_traffic(2, outside, bad_routes[i], arrivals), STATUS_INVALID);
    }
    assert_true(arrivals[0] == 42 && arrivals[1] == 42);
}

TEST(a_station_of_several_servers_waits_as_if_it_stood_alone)
{
    (void)state;
    static const struct queueing_stop stops[] = {{1, 0.5}, {3, 0.5}};
    struct queueing_station station = {4, 2, 3};
    struct queueing_waits waits;
    struct queueing_stay stays[2];
    assert_status(queueing_mmc(&station, &waits), STATUS_OK);
    assert_status(queueing_visits(3, 2, stops, stays), STATUS_OK);
    for (size_t i = 0; i < 2; i++) {
        assert_near(stays[i].residence, waits.wait_mean + 0.5);
        assert_near(stays[i].present, stops[i].arrival_rate * (waits.wait_mean + 0.5));
    }
    assert_near(stays[0].utilisation + stays[1].utilisation, waits.occupancy);
}

TEST(one_server_stretches_long_and_short_services_alike)
{
    (void)state;
    static const struct queueing_stop stops[] = {{1, 0.1}, {0.5, 0.8}};
    struct queueing_stay stays[2];
    assert_status(queueing_visits(1, 2, stops, stays), STATUS_OK);
    assert_near(stays[0].residence, 0.1 / 0.5);
    assert_near(stays[1].residence, 0.8 / 0.5);
    assert_near(stays[1].utilisation, 0.4);
    assert_near(stays[1].present, 0.8);
}

TEST(a_station_that_cannot_be_computed_leaves_the_output_alone)
{
    (void)state;

    static const struct {
        struct queueing_stop stops[2];
        size_t class_count;
        int servers;
        enum status expected;
    } cases[] = {
        {{{0.1, 1}, {0.1, 1}}, 0, 1, STATUS_INVALID},
        {{{0.1, 1}, {0.1, 1}}, QUEUEING_CLASSES_MAX + 1, 1, STATUS_TOO_LARGE},
        {{{0.1, 1}, {0.1, 1}}, 2, 0, STATUS_INVALID},
        {{{0.1, 1}, {0.1, 1}}, 2, QUEUEING_SERVERS_MAX + 1, STATUS_TOO_LARGE},
        {{{-0.1, 1}, {0.1, 1}}, 2, 1, STATUS_INVALID},
        {{{0.1, 1}, {NAN, 1}}, 2, 1, STATUS_INVALID},
        {{{0.1, 1}, {0.1, 0}}, 2, 1, STATUS_INVALID},
        {{{0.1, 1}, {0.1, -1}}, 2, 1, STATUS_INVALID},
        {{{0.1, INFINITY}, {0.1, 1}}, 2, 1, STATUS_INVALID},
        {{{0.5, 1}, {0.5, 1}}, 2, 1, STATUS_UNPROCESSABLE},
        {{{0.1, 1}, {0.1, 2}}, 2, 2, STATUS_UNPROCESSABLE},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct queueing_stay stays[2];
        struct queueing_stay before[2];
        memset(stays, 7, sizeof(stays));
        memcpy(before, stays, sizeof(stays));
        assert_status(
            queueing_visits(cases[i].servers, cases[i].class_count, cases[i].stops, stays),
            cases[i].expected);
        assert_memory_equal(stays, before, sizeof(stays));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_of_stations_passes_everybody_on),
        cmocka_unit_test(those_who_come_straight_back_are_counted_again),
        cmocka_unit_test(as_much_leaves_as_comes_in_whatever_the_routes),
        cmocka_unit_test(shares_that_add_up_to_one_but_for_rounding_are_a_route),
        cmocka_unit_test(people_who_can_never_leave_are_refused),
        cmocka_unit_test(what_is_no_route_is_refused),
        cmocka_unit_test(a_station_of_several_servers_waits_as_if_it_stood_alone),
        cmocka_unit_test(one_server_stretches_long_and_short_services_alike),
        cmocka_unit_test(a_station_that_cannot_be_computed_leaves_the_output_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

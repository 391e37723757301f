#include "support/check.h"

#include "domain/quantile.h"
#include "domain/service_time.h"

#include <math.h>
#include <stdbool.h>

enum { MINUTE = 60 * 1000, HOUR = 60 * MINUTE, DRAWS = 4000 };

static void assert_about(double actual, double expected, double share)
{
    assert_true(fabs(actual - expected) <= share * expected);
}

static int64_t draw_ms(struct random *random, double minutes, double cv)
{
    return (int64_t)random_lognormal(random, minutes * MINUTE, cv);
}

TEST(without_observations_the_configured_minutes_hold)
{
    (void)state;
    struct service_time time;
    service_time_init(&time, 20);
    assert_true(service_time_mean_ms(&time) == 20 * MINUTE);
    assert_true(service_time_cv(&time) == 0.5);
}

/* Twenty observations of 30 and a configured 20 meet in the middle. */
TEST(the_configured_minutes_are_worth_twenty_observations)
{
    (void)state;
    struct service_time time;
    service_time_init(&time, 20);
    for (int i = 0; i < 20; i++) {
        service_time_learn(&time, 30 * MINUTE);
    }
    assert_about(service_time_mean_ms(&time), 25 * MINUTE, 1e-9);
    for (int i = 0; i < 1000; i++) {
        service_time_learn(&time, 30 * MINUTE);
    }
    assert_about(service_time_mean_ms(&time), 30 * MINUTE, 0.02);
}

/* 400 of 20 minutes, then 40 of 40: half of the weight is new. */
TEST(after_forty_observations_the_old_ones_weigh_half)
{
    (void)state;
    struct service_time time;
    service_time_init(&time, 20);
    for (int i = 0; i < 1000; i++) {
        service_time_learn(&time, 20 * MINUTE);
    }
    for (int i = 0; i < 40; i++) {
        service_time_learn(&time, 40 * MINUTE);
    }
    double seen = (service_time_mean_ms(&time) * 420 - 20.0 * 20 * MINUTE) / 400;
    assert_about(seen, 30 * MINUTE, 1e-6);
}

TEST(one_click_counts_as_a_fifth_to_five_times_the_median)
{
    (void)state;

    static const struct {
        int64_t duration_ms;
        double counted_ms;
    } cases[] = {
        {100 * MINUTE, 100 * MINUTE},
        {100 * MINUTE + 1, 100 * MINUTE},
        {9 * HOUR, 100 * MINUTE},
        {INT64_MAX, 100 * MINUTE},
        {4 * MINUTE, 4 * MINUTE},
        {4 * MINUTE - 1, 4 * MINUTE},
        {0, 4 * MINUTE},
        {99 * MINUTE, 99 * MINUTE},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct service_time time;
        service_time_init(&time, 20);
        service_time_learn(&time, cases[i].duration_ms);
        double expected = (cases[i].counted_ms + 20.0 * 20 * MINUTE) / 21;
        assert_about(service_time_mean_ms(&time), expected, 1e-12);
    }
}

/* While the configured minutes outnumber them, five evenings in a row are five times 100 minutes.
 */
TEST(the_first_clicks_of_a_service_may_be_the_forgotten_ones)
{
    (void)state;
    struct service_time time;
    service_time_init(&time, 20);
    for (int i = 0; i < 5; i++) {
        service_time_learn(&time, 9 * HOUR);
    }
    assert_about(service_time_mean_ms(&time), (5.0 * 100 + 20.0 * 20) / 25 * MINUTE, 1e-9);
}

/* The median follows: what was an outlier becomes the rule, and the other way round. */
TEST(the_median_is_that_of_the_last_hundred_and_one)
{
    (void)state;
    struct service_time time;
    service_time_init(&time, 20);
    for (int i = 0; i < 101; i++) {
        service_time_learn(&time, 2 * MINUTE);
    }
    double before = time.sum_ms;
    service_time_learn(&time, HOUR); /* five times 2 minutes */
    assert_about(time.sum_ms - before * 0.9828205985452511, 10 * MINUTE, 1e-9);
    for (int i = 0; i < 101; i++) {
        service_time_learn(&time, 50 * MINUTE);
    }
    before = time.sum_ms;
    service_time_learn(&time, HOUR);
    assert_about(time.sum_ms - before * 0.9828205985452511, HOUR, 1e-9);
}

TEST(a_negative_duration_is_no_observation)
{
    (void)state;
    struct service_time time;
    service_time_init(&time, 20);
    struct service_time before = time;
    service_time_learn(&time, -1);
    assert_memory_equal(&time, &before, sizeof(time));
}

/* Five in a hundred end in the evening, three are closed at once. The plain mean doubles or nearly
 * so. */
TEST(forgotten_clicks_hardly_move_mean_and_spread)
{
    (void)state;
    struct random random;
    double mean = 0;
    double cv = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        random_seed(&random, seed, 0);
        struct service_time time;
        service_time_init(&time, 20);
        double plain = 0;
        for (int i = 0; i < 2000; i++) {
            double kind = random_unit(&random);
            int64_t duration = draw_ms(&random, 20, 0.5);
            duration = kind < 0.05 ? 7 * HOUR : kind < 0.08 ? 2000 : duration;
            plain += (double)duration / 2000;
            service_time_learn(&time, duration);
        }
        assert_true(plain > 30 * MINUTE);
        mean += service_time_mean_ms(&time) / 20;
        cv += service_time_cv(&time) / 20;
        assert_true(service_time_mean_ms(&time) < 0.8 * plain);
    }
    assert_about(mean, 20 * MINUTE, 0.2);
    assert_about(cv, 0.5, 0.2);
}

TEST(without_forgotten_clicks_both_are_found)
{
    (void)state;
    struct random random;
    const double spreads[] = {0.3, 0.5, 0.9};
    for (size_t s = 0; s < 3; s++) {
        double mean = 0;
        double cv = 0;
        for (uint64_t seed = 1; seed <= 50; seed++) {
            random_seed(&random, seed, s);
            struct service_time time;
            service_time_init(&time, 45);
            for (int i = 0; i < 500; i++) {
                service_time_learn(&time, draw_ms(&random, 30, spreads[s]));
            }
            mean += service_time_mean_ms(&time) / 50;
            cv += service_time_cv(&time) / 50;
        }
        assert_about(mean, 30 * MINUTE, 0.05);
        assert_about(cv, spreads[s], 0.15);
    }
}

/* Also from a service whose every click is the same, or nought. */
TEST(the_spread_stays_between_a_tenth_and_two)
{
    (void)state;
    struct service_time time;
    service_time_init(&time, 20);
    for (int i = 0; i < 7; i++) {
        service_time_learn(&time, 0);
    }
    assert_true(service_time_cv(&time) == 0.5);
    for (int i = 0; i < 300; i++) {
        service_time_learn(&time, 0);
    }
    assert_about(service_time_cv(&time), (0.1 * 101 + 0.5 * 20) / 121, 1e-9);
    assert_true(service_time_mean_ms(&time) > 0);
    for (int i = 0; i < 101; i++) {
        service_time_learn(&time, i % 2 == 0 ? 1000 : HOUR);
    }
    assert_about(service_time_cv(&time), (2.0 * 101 + 0.5 * 20) / 121, 1e-9);
}

TEST(the_last_four_hundred_rows_rebuild_it)
{
    (void)state;
    struct random random;
    random_seed(&random, 3, 0);
    static int64_t rows[5000];
    struct service_time whole;
    service_time_init(&whole, 20);
    for (int i = 0; i < 5000; i++) {
        rows[i] = draw_ms(&random, i < 4700 ? 25 : 60, 0.6);
        service_time_learn(&whole, rows[i]);
    }
    struct service_time rebuilt;
    service_time_init(&rebuilt, 20);
    for (int i = 5000 - SERVICE_TIME_ROWS; i < 5000; i++) {
        service_time_learn(&rebuilt, rows[i]);
    }
    assert_about(service_time_mean_ms(&rebuilt), service_time_mean_ms(&whole), 0.001);
    assert_true(service_time_cv(&rebuilt) == service_time_cv(&whole));
}

static void draw_remaining(int64_t *out, int64_t elapsed_ms)
{
    struct random random;
    random_seed(&random, 9, 0);
    for (int i = 0; i < DRAWS; i++) {
        out[i] = service_time_remaining(&random, 20 * MINUTE, 0.5, elapsed_ms);
        assert_true(out[i] >= 0);
    }
    quantile_sort(out, DRAWS);
}

/* Against the slow way: whole services drawn until one exceeds what has passed. */
TEST(what_remains_is_a_whole_service_known_to_last_longer)
{
    (void)state;
    static int64_t quick[DRAWS];
    static int64_t slow[DRAWS];
    const int64_t elapsed[] = {0, 1, 5 * MINUTE, 17 * MINUTE, 30 * MINUTE, 50 * MINUTE};
    struct random random;
    random_seed(&random, 10, 0);
    for (size_t e = 0; e < sizeof(elapsed) / sizeof(elapsed[0]); e++) {
        draw_remaining(quick, elapsed[e]);
        for (int i = 0; i < DRAWS; i++) {
            do {
                slow[i] = draw_ms(&random, 20, 0.5) - elapsed[e];
            } while (slow[i] < 0);
        }
        quantile_sort(slow, DRAWS);
        double distance = 0; /* Kolmogorov and Smirnov's */
        for (int i = 0, j = 0; i < DRAWS; i++) {
            while (j < DRAWS && slow[j] <= quick[i]) {
                j++;
            }
            distance = fmax(distance, fabs((double)(i + 1 - j)) / DRAWS);
        }
        assert_true(distance < 1.95 * sqrt(2.0 / DRAWS)); /* one in a thousand */
    }
}

/* 1 - Q(z) of the normal, by hand: the median of what is left after 3, 7 and 2,400 hours. */
TEST(a_visit_far_beyond_its_kind_goes_on_for_a_share_of_what_it_lasted)
{
    (void)state;
    static int64_t remaining[DRAWS];
    const int64_t elapsed[] = {INT64_C(3) * HOUR, INT64_C(7) * HOUR, INT64_C(2400) * HOUR};
    double sigma = sqrt(log(1.25));
    for (size_t e = 0; e < sizeof(elapsed) / sizeof(elapsed[0]); e++) {
        draw_remaining(remaining, elapsed[e]);
        double a = (log((double)elapsed[e] / (20 * MINUTE)) + log(1.25) / 2) / sigma;
        double z = a; /* the normal median above a: Newton on ln Q(z) = ln Q(a) - ln 2 */
        for (int i = 0; i < 50; i++) {
            double gap = log(erfc(z / sqrt(2))) - log(erfc(a / sqrt(2)) / 2);
            z += gap / (z + 1 / z);
        }
        double median = (double)elapsed[e] * expm1(sigma * (z - a));
        assert_about(quantile(remaining, DRAWS, 0.5), median, 0.05);
    }
}

TEST(a_service_without_spread_or_nearly_ended_still_gives_a_time)
{
    (void)state;
    struct random random;
    random_seed(&random, 11, 0);
    for (int i = 0; i < 1000; i++) {
        int64_t whole = service_time_remaining(&random, 20 * MINUTE, 0, 0);
        assert_about((double)whole, 20 * MINUTE, 0.05);
        assert_true(service_time_remaining(&random, 20 * MINUTE, 0, HOUR) >= 0);
        assert_true(service_time_remaining(&random, 1, 0, INT64_MAX / 2) >= 0);
        assert_true(service_time_remaining(&random, 20 * MINUTE, 2, INT64_MAX / 1024) >= 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_observations_the_configured_minutes_hold),
        cmocka_unit_test(the_configured_minutes_are_worth_twenty_observations),
        cmocka_unit_test(after_forty_observations_the_old_ones_weigh_half),
        cmocka_unit_test(one_click_counts_as_a_fifth_to_five_times_the_median),
        cmocka_unit_test(the_first_clicks_of_a_service_may_be_the_forgotten_ones),
        cmocka_unit_test(the_median_is_that_of_the_last_hundred_and_one),
        cmocka_unit_test(a_negative_duration_is_no_observation),
        cmocka_unit_test(forgotten_clicks_hardly_move_mean_and_spread),
        cmocka_unit_test(without_forgotten_clicks_both_are_found),
        cmocka_unit_test(the_spread_stays_between_a_tenth_and_two),
        cmocka_unit_test(the_last_four_hundred_rows_rebuild_it),
        cmocka_unit_test(what_remains_is_a_whole_service_known_to_last_longer),
        cmocka_unit_test(a_visit_far_beyond_its_kind_goes_on_for_a_share_of_what_it_lasted),
        cmocka_unit_test(a_service_without_spread_or_nearly_ended_still_gives_a_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

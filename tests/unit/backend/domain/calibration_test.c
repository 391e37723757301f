#include "support/check.h"

#include "domain/calibration.h"
#include "domain/random.h"

#include <math.h>
#include <string.h>

enum { MINUTE = 60 * 1000, SECOND = 1000 };

static struct calibration calibration;

static int prepare(void **state)
{
    (void)state;
    memset(&calibration, 0, sizeof(calibration));
    calibration_init(&calibration);
    return 0;
}

/* q10, q50 and q90 a minute apart. */
static struct calibration_forecast around(double minutes)
{
    int64_t q50_ms = (int64_t)(minutes * MINUTE);
    int64_t q10_ms = q50_ms > MINUTE ? q50_ms - MINUTE : 0;
    return (struct calibration_forecast){q10_ms, q50_ms, q50_ms + MINUTE};
}

static void learn(double forecast_minutes, double actual_minutes)
{
    struct calibration_forecast forecast = around(forecast_minutes);
    calibration_learn(&calibration, &forecast, (int64_t)(actual_minutes * MINUTE));
}

/* Errors spread evenly from -reach to +reach minutes, `count` of them. */
static void learn_even(double forecast_minutes, double reach, int count)
{
    for (int i = 0; i < count; i++) {
        learn(forecast_minutes, forecast_minutes - reach + 2 * reach * i / (count - 1));
    }
}

static void assert_range(const struct calibration_forecast *forecast, double low_minutes,
                         double high_minutes)
{
    int64_t low_ms;
    int64_t high_ms;
    calibration_apply(&calibration.fit, forecast, &low_ms, &high_ms);
    assert_true(fabs((double)low_ms / MINUTE - low_minutes) < 0.001);
    assert_true(fabs((double)high_ms / MINUTE - high_minutes) < 0.001);
}

static void assert_factors(int bin, double up, double down, double within)
{
    assert_true(fabs(calibration.fit.up[bin] - up) < within);
    assert_true(fabs(calibration.fit.down[bin] - down) < within);
}

TEST(forecasts_are_sorted_by_their_median_at_1_5_10_20_and_40_minutes)
{
    (void)state;
    const int ends[] = {1, 5, 10, 20, 40};
    assert_int_equal(calibration_bin_of(0), 0);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(calibration_bin_of((int64_t)ends[i] * MINUTE - 1), i);
        assert_int_equal(calibration_bin_of((int64_t)ends[i] * MINUTE), i + 1);
    }
    assert_int_equal(calibration_bin_of(INT64_MAX), 5);
}

TEST(without_history_the_forecast_is_told_as_it_is)
{
    (void)state;
    const struct calibration_forecast forecast = {7 * MINUTE, 12 * MINUTE, 25 * MINUTE};
    assert_range(&forecast, 7, 25);
    calibration_refit(&calibration);
    assert_range(&forecast, 7, 25);
}

TEST(a_forecast_without_width_still_gets_half_a_minute_to_each_side)
{
    (void)state;
    const struct calibration_forecast forecast = {5 * MINUTE, 5 * MINUTE, 5 * MINUTE};
    assert_range(&forecast, 4.5, 5.5);
    const struct calibration_forecast now = {0, 0, 0};
    assert_range(&now, 0, 0.5);
    for (int i = 0; i < 300; i++) { /* errors of -2 to +2 minutes in units of half a minute */
        calibration_learn(&calibration, &forecast, 3 * MINUTE + (int64_t)i * 4 * MINUTE / 299);
    }
    calibration_refit(&calibration);
    assert_factors(2, 3.2, 3.2, 0.05);
    assert_range(&forecast, 5 - calibration.fit.down[2] / 2, 5 + calibration.fit.up[2] / 2);
}

/* Even errors of 10 minutes to both sides: nine in ten of each side end at 8. */
TEST(each_side_reaches_to_the_ninetieth_percentile_of_its_errors)
{
    (void)state;
    learn_even(30, 10, 1000);
    calibration_refit(&calibration);
    assert_factors(4, 8, 8, 0.02);
    const struct calibration_forecast forecast = {28 * MINUTE, 30 * MINUTE, 33 * MINUTE};
    assert_range(&forecast, 30 - 2 * calibration.fit.down[4], 30 + 3 * calibration.fit.up[4]);
}

/* Errors of -2 to +18, later -18 to +2: where nothing lies above, the upper end comes below q50. */
TEST(a_forecaster_with_a_bias_is_moved)
{
    (void)state;
    for (int i = 0; i < 1000; i++) {
        learn(30, 28 + 20.0 * i / 999);
        learn(60, 42 + 14.0 * i / 999);
    }
    calibration_refit(&calibration);
    assert_factors(4, 16, 0, 0.03);
    assert_factors(5, -5.4, 16.6, 0.03);
    struct calibration_forecast forecast = around(60);
    assert_range(&forecast, 60 - calibration.fit.down[5], 60 + calibration.fit.up[5]);
}

/* A third are called at once; nobody can be called before now. The whole fifth that may lie
 * outside then lies above: 80th percentile, not 90th. */
TEST(where_now_is_the_lower_end_the_upper_one_reaches_less_far)
{
    (void)state;
    for (int i = 0; i < 900; i++) {
        learn(3, i % 3 == 0 ? 0 : 2 + 8.0 * i / 899);
    }
    calibration_refit(&calibration);
    struct calibration_forecast forecast = around(3);
    assert_range(&forecast, 0, 3 + calibration.fit.up[1]);
    assert_factors(1, 4.6, 3, 0.05); /* 7.6 of 2 to 10: 70 % of two thirds and the third */
}

TEST(two_hundred_of_a_size_speak_for_themselves)
{
    (void)state;
    learn_even(3, 2, 500);
    learn_even(30, 10, 199);
    calibration_refit(&calibration);
    double pooled_up = calibration.fit.up[4];
    assert_true(pooled_up < 4);
    assert_true(fabs(calibration.fit.up[5] - pooled_up) < 1e-9); /* none of its own */
    assert_factors(1, 1.6, 1.6, 0.03);
    learn(30, 30);
    calibration_refit(&calibration);
    assert_factors(4, 8, 8, 0.15);
}

TEST(fewer_than_two_hundred_of_all_sizes_change_nothing)
{
    (void)state;
    learn_even(3, 3, 100);
    learn_even(30, 10, 99);
    calibration_refit(&calibration);
    for (int i = 0; i < CALIBRATION_BINS; i++) {
        assert_factors(i, 1, 1, 1e-12);
    }
    learn(30, 30);
    calibration_refit(&calibration);
    assert_true(calibration.fit.up[4] > 2);
}

TEST(the_last_thousand_of_a_size_count)
{
    (void)state;
    learn_even(30, 25, 1000);
    learn_even(30, 10, 999);
    assert_int_equal(calibration.bins[4].count, CALIBRATION_ROWS);
    assert_int_equal(calibration.bins[4].rows[999].actual_ms, 55 * MINUTE); /* the oldest left */
    learn(30, 30);
    calibration_refit(&calibration);
    assert_factors(4, 8, 8, 0.02);
}

TEST(a_wait_of_more_than_a_day_counts_as_a_day)
{
    (void)state;
    const struct calibration_forecast forecast = {0, INT64_MAX / 2, INT64_MAX};
    calibration_learn(&calibration, &forecast, INT64_MAX);
    assert_int_equal(calibration.bins[5].rows[0].q50_ms, 24 * 60 * MINUTE);
    assert_int_equal(calibration.bins[5].rows[0].actual_ms, 24 * 60 * MINUTE);
    assert_range(&forecast, 0, 24 * 60 + 0.5);
}

/* ---- random histories --------------------------------------------------------------------- */

static struct calibration_forecast draw_forecast(struct random *random)
{
    int64_t q50_ms = (int64_t)random_lognormal(random, 15.0 * MINUTE, 1.5);
    double below = random_below(random, 4) == 0 ? 0 : random_unit(random);
    double above = random_below(random, 4) == 0 ? 0 : random_exponential(random, 1);
    return (struct calibration_forecast){(int64_t)((double)q50_ms * (1 - below)), q50_ms,
                                         q50_ms + (int64_t)((double)q50_ms * above)};
}

static int64_t draw_actual(struct random *random, const struct calibration_forecast *forecast)
{
    if (random_below(random, 10) == 0) {
        return 0;
    }
    double q50_ms = (double)forecast->q50_ms + 30.0 * SECOND;
    return (int64_t)(q50_ms * random_lognormal(random, 1.1, 0.8));
}

struct learned {
    struct calibration_forecast forecast;
    int64_t actual_ms;
};

enum { HISTORY = 2400, PARTS = 3 };

static struct learned history[HISTORY];

static void draw_history(uint64_t seed)
{
    struct random random;
    random_seed(&random, seed, 0);
    for (int i = 0; i < HISTORY; i++) {
        history[i].forecast = draw_forecast(&random);
        history[i].actual_ms = draw_actual(&random, &history[i].forecast);
    }
}

static void learn_history(void)
{
    calibration_init(&calibration);
    for (int part = 0; part < PARTS; part++) {
        for (int i = part * HISTORY / PARTS; i < (part + 1) * HISTORY / PARTS; i++) {
            calibration_learn(&calibration, &history[i].forecast, history[i].actual_ms);
        }
        calibration_refit(&calibration);
    }
}

static void shuffle(struct random *random, int first, int last)
{
    for (int i = last - 1; i > first; i--) {
        int j = first + (int)random_below(random, (uint64_t)i - (uint64_t)first + 1);
        struct learned kept = history[i];
        history[i] = history[j];
        history[j] = kept;
    }
}

TEST(the_order_within_a_day_is_all_the_same)
{
    (void)state;
    struct random random;
    random_seed(&random, 5, 0);
    draw_history(1);
    learn_history();
    struct calibration_fit first = calibration.fit;
    double target = calibration.bins[2].target;
    assert_true(target != 0.8);
    for (int round = 0; round < 3; round++) {
        for (int part = 0; part < PARTS; part++) {
            shuffle(&random, part * HISTORY / PARTS, (part + 1) * HISTORY / PARTS);
        }
        learn_history();
        assert_memory_equal(&calibration.fit, &first, sizeof(first));
        assert_true(calibration.bins[2].target == target);
    }
}

TEST(any_fit_gives_ordered_ends_from_now_on)
{
    (void)state;
    struct random random;
    random_seed(&random, 6, 0);
    for (int i = 0; i < 20000; i++) {
        struct calibration_fit fit;
        for (int bin = 0; bin < CALIBRATION_BINS; bin++) {
            fit.up[bin] = random_normal(&random) * 3;
            fit.down[bin] = random_normal(&random) * 3;
        }
        struct calibration_forecast forecast = draw_forecast(&random);
        int64_t low_ms;
        int64_t high_ms;
        calibration_apply(&fit, &forecast, &low_ms, &high_ms);
        assert_true(0 <= low_ms && low_ms <= high_ms);
    }
}

/* Whatever the shape of the errors, ties, called-at-once and widths of nought included. */
TEST(four_fifths_of_the_rows_of_each_size_lie_inside_their_ranges)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        draw_history(seed);
        calibration_init(&calibration);
        for (int i = 0; i < HISTORY; i++) {
            calibration_learn(&calibration, &history[i].forecast, history[i].actual_ms);
        }
        calibration_refit(&calibration);
        int seen[CALIBRATION_BINS] = {0};
        int inside[CALIBRATION_BINS] = {0};
        for (int i = 0; i < HISTORY; i++) {
            int64_t low_ms;
            int64_t high_ms;
            calibration_apply(&calibration.fit, &history[i].forecast, &low_ms, &high_ms);
            int bin = calibration_bin_of(history[i].forecast.q50_ms);
            seen[bin]++;
            inside[bin] += low_ms <= history[i].actual_ms && history[i].actual_ms <= high_ms;
        }
        for (int bin = 0; bin < CALIBRATION_BINS; bin++) {
            double share = (double)inside[bin] / seen[bin];
            assert_true(seen[bin] < CALIBRATION_ROWS_MIN || fabs(share - 0.8) < 0.02);
        }
    }
}

/* ---- the adaptive step -------------------------------------------------------------------- */

TEST(the_target_moves_by_a_thousandth_for_each_wait_too_many_outside)
{
    (void)state;
    learn_even(30, 10, 1000);
    assert_int_equal(calibration.bins[4].seen, 0); /* nobody had fitted anything */
    calibration_refit(&calibration);
    assert_true(calibration.bins[4].target == 0.8);
    for (int i = 0; i < 20; i++) {
        learn(30, i < 10 ? 30 : 100); /* 16 wanted inside, 10 were */
    }
    calibration_refit(&calibration);
    assert_true(fabs(calibration.bins[4].target - 0.806) < 1e-12);
    for (int i = 0; i < 20; i++) {
        learn(30, 30); /* 4 more than wanted */
    }
    calibration_refit(&calibration);
    assert_true(fabs(calibration.bins[4].target - 0.802) < 1e-12);
    calibration_refit(&calibration); /* a night without a day moves nothing */
    assert_true(fabs(calibration.bins[4].target - 0.802) < 1e-12);
}

static void learn_inside(double forecast_minutes)
{
    struct calibration_forecast forecast = around(forecast_minutes);
    int64_t low_ms;
    int64_t high_ms;
    calibration_apply(&calibration.fit, &forecast, &low_ms, &high_ms);
    calibration_learn(&calibration, &forecast, (low_ms + high_ms) / 2);
}

TEST(one_day_moves_the_target_by_two_hundredths_at_most_and_all_by_a_tenth)
{
    (void)state;
    learn_even(30, 10, 1000);
    calibration_refit(&calibration);
    for (int night = 1; night <= 12; night++) {
        for (int i = 0; i < 100; i++) {
            learn(30, 40 + 100 * night); /* worse each day: never inside */
        }
        calibration_refit(&calibration);
        double expected = fmin(0.8 + 0.02 * night, 0.9);
        assert_true(fabs(calibration.bins[4].target - expected) < 1e-9);
    }
    for (int night = 1; night <= 30; night++) {
        for (int i = 0; i < 200; i++) {
            learn_inside(30);
        }
        calibration_refit(&calibration);
        double expected = fmax(0.9 - 0.02 * night, 0.7);
        assert_true(fabs(calibration.bins[4].target - expected) < 1e-9);
    }
}

/* Their errors grow fourfold; the last thousand rows always lag behind. */
TEST(while_forecasts_get_worse_the_adaptive_step_keeps_up)
{
    (void)state;
    int inside[2] = {0};
    for (int is_frozen = 0; is_frozen < 2; is_frozen++) {
        struct random random;
        random_seed(&random, 8, 0);
        calibration_init(&calibration);
        for (int day = 0; day < 150; day++) {
            double spread = day < 25 ? 4 : 4 * pow(1.012, day - 25);
            for (int i = 0; i < 40; i++) {
                struct calibration_forecast forecast = around(300);
                double actual = 300 + spread * random_normal(&random);
                int64_t actual_ms = (int64_t)(actual * MINUTE);
                int64_t low_ms;
                int64_t high_ms;
                calibration_apply(&calibration.fit, &forecast, &low_ms, &high_ms);
                inside[is_frozen] += day >= 50 && low_ms <= actual_ms && actual_ms <= high_ms;
                calibration_learn(&calibration, &forecast, actual_ms);
            }
            if (is_frozen) {
                calibration.bins[5].seen = 0;
                calibration.bins[5].inside = 0;
            }
            calibration_refit(&calibration);
        }
    }
    double adapted = inside[0] / 4000.0;
    double frozen = inside[1] / 4000.0;
    print_message("  adaptive %.3f inside, frozen %.3f\n", adapted, frozen);
    assert_true(frozen < 0.75);
    assert_true(adapted > 0.77 && adapted < 0.83);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(forecasts_are_sorted_by_their_median_at_1_5_10_20_and_40_minutes,
                               prepare),
        cmocka_unit_test_setup(without_history_the_forecast_is_told_as_it_is, prepare),
        cmocka_unit_test_setup(a_forecast_without_width_still_gets_half_a_minute_to_each_side,
                               prepare),
        cmocka_unit_test_setup(each_side_reaches_to_the_ninetieth_percentile_of_its_errors,
                               prepare),
        cmocka_unit_test_setup(a_forecaster_with_a_bias_is_moved, prepare),
        cmocka_unit_test_setup(where_now_is_the_lower_end_the_upper_one_reaches_less_far, prepare),
        cmocka_unit_test_setup(two_hundred_of_a_size_speak_for_themselves, prepare),
        cmocka_unit_test_setup(fewer_than_two_hundred_of_all_sizes_change_nothing, prepare),
        cmocka_unit_test_setup(the_last_thousand_of_a_size_count, prepare),
        cmocka_unit_test_setup(a_wait_of_more_than_a_day_counts_as_a_day, prepare),
        cmocka_unit_test_setup(the_order_within_a_day_is_all_the_same, prepare),
        cmocka_unit_test_setup(any_fit_gives_ordered_ends_from_now_on, prepare),
        cmocka_unit_test_setup(four_fifths_of_the_rows_of_each_size_lie_inside_their_ranges,
                               prepare),
        cmocka_unit_test_setup(the_target_moves_by_a_thousandth_for_each_wait_too_many_outside,
                               prepare),
        cmocka_unit_test_setup(
            one_day_moves_the_target_by_two_hundredths_at_most_and_all_by_a_tenth, prepare),
        cmocka_unit_test_setup(while_forecasts_get_worse_the_adaptive_step_keeps_up, prepare),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Learned service times and calibration together, without the engine: a forecaster that does not
 * know the world is made honest. A visitor waits for the one being served and for those ahead. The
 * forecaster was told the wrong minutes, learns from forgotten clicks too, takes two kinds of
 * matters for one, does not know which desk is slow, and is wrong by a factor of its own. */
#include "support/check.h"

#include "domain/calibration.h"
#include "domain/promise.h"
#include "domain/quantile.h"
#include "domain/random.h"
#include "domain/service_time.h"

#include <math.h>
#include <stdbool.h>

enum { MINUTE = 60 * 1000, RUNS = 16, WAITS_A_DAY = 1000, WARM_DAYS = 7, FRESH_DAYS = 12 };

static const double target = 0.8;
static const double tolerance = 0.03;

struct world {
    double bias;     /* the forecaster's times are multiplied by this */
    double cv_share; /* and their spread by this */
    int configured_minutes;
};

struct tally {
    int seen[CALIBRATION_BINS];
    int inside[CALIBRATION_BINS];
    int kept; /* as it is told, rounded */
};

struct forecaster {
    const struct world *world;
    struct service_time time;
    struct calibration calibration;
    struct random chance;
    struct tally raw;
    struct tally calibrated;
};

static struct forecaster forecaster;

/* Half of the matters are short; none is lognormal. 12 minutes in the mean. */
static double service_ms(struct random *chance, double pace)
{
    bool is_short = random_unit(chance) < 0.5;
    double rest = random_exponential(chance, is_short ? 2 : 10);
    return pace * ((is_short ? 4 : 8) + rest) * MINUTE;
}

struct wait {
    int64_t elapsed_ms; /* of the one being served */
    double ending_min;  /* not 0: they are about to leave, in so many minutes in the mean */
    int ahead;
    int64_t actual_ms;
};

static struct wait draw_wait(struct random *chance)
{
    static const struct wait kinds[] = {{.ending_min = 1}, {.ending_min = 5}, {.ahead = 0},
                                        {.ahead = 0},      {.ahead = 1},      {.ahead = 2},
                                        {.ahead = 4},      {.ahead = 7}};
    struct wait wait = kinds[random_below(chance, sizeof(kinds) / sizeof(kinds[0]))];
    double pace = random_lognormal(chance, 1, 0.2);
    double left_ms = random_exponential(chance, wait.ending_min * MINUTE);
    if (wait.ending_min == 0) {
        double whole_ms = service_ms(chance, pace);
        wait.elapsed_ms = (int64_t)(whole_ms * random_unit(chance));
        left_ms = whole_ms - (double)wait.elapsed_ms;
    }
    for (int i = 0; i < wait.ahead; i++) {
        left_ms += service_ms(chance, pace);
    }
    wait.actual_ms = (int64_t)left_ms;
    return wait;
}

static struct calibration_forecast forecast_of(const struct wait *wait)
{
    const struct world *world = forecaster.world;
    struct random *chance = &forecaster.chance;
    double mean_ms = service_time_mean_ms(&forecaster.time) * world->bias;
    double cv = service_time_cv(&forecaster.time) * world->cv_share;
    int64_t runs[RUNS];
    for (int i = 0; i < RUNS; i++) {
        runs[i] = wait->ending_min > 0
                      ? (int64_t)random_exponential(chance, 0.8 * wait->ending_min * MINUTE)
                      : service_time_remaining(chance, mean_ms, cv, wait->elapsed_ms);
        for (int j = 0; j < wait->ahead; j++) {
            runs[i] += service_time_remaining(chance, mean_ms, cv, 0);
        }
    }
    quantile_sort(runs, RUNS);
    return (struct calibration_forecast){(int64_t)quantile(runs, RUNS, 0.1),
                                         (int64_t)quantile(runs, RUNS, 0.5),
                                         (int64_t)quantile(runs, RUNS, 0.9)};
}

static void count(struct tally *tally, const struct calibration_fit *fit,
                  const struct calibration_forecast *forecast, int64_t actual_ms)
{
    int64_t low_ms;
    int64_t high_ms;
    calibration_apply(fit, forecast, &low_ms, &high_ms);
    int bin = calibration_bin_of(forecast->q50_ms);
    tally->seen[bin]++;
    tally->inside[bin] += low_ms <= actual_ms && actual_ms <= high_ms;
    struct promise promise = promise_for(low_ms, high_ms);
    tally->kept += promise_is_kept(&promise, actual_ms);
}

static void live_a_day(void)
{
    static const struct calibration_fit plain = {{1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1}};
    struct random *chance = &forecaster.chance;
    for (int i = 0; i < WAITS_A_DAY; i++) {
        struct wait wait = draw_wait(chance);
        struct calibration_forecast forecast = forecast_of(&wait);
        count(&forecaster.raw, &plain, &forecast, wait.actual_ms);
        count(&forecaster.calibrated, &forecaster.calibration.fit, &forecast, wait.actual_ms);
        calibration_learn(&forecaster.calibration, &forecast, wait.actual_ms);
        double pace = random_lognormal(chance, 1, 0.2);
        bool is_forgotten = random_unit(chance) < 0.03;
        service_time_learn(&forecaster.time,
                           is_forgotten ? 6 * 60 * MINUTE : (int64_t)service_ms(chance, pace));
    }
    calibration_refit(&forecaster.calibration);
}

static void live(const struct world *world, uint64_t seed)
{
    forecaster.world = world;
    random_seed(&forecaster.chance, seed, 0);
    service_time_init(&forecaster.time, world->configured_minutes);
    calibration_init(&forecaster.calibration);
    for (int day = 0; day < WARM_DAYS + FRESH_DAYS; day++) {
        if (day <= WARM_DAYS) {
            forecaster.raw = (struct tally){0};
            forecaster.calibrated = (struct tally){0};
        }
        live_a_day();
    }
}

static double share_inside(const struct tally *tally)
{
    int inside = 0;
    for (int bin = 0; bin < CALIBRATION_BINS; bin++) {
        inside += tally->inside[bin];
    }
    return (double)inside / (FRESH_DAYS * WAITS_A_DAY);
}

static void assert_honest(void)
{
    for (int bin = 0; bin < CALIBRATION_BINS; bin++) {
        const struct tally *tally = &forecaster.calibrated;
        double share = (double)tally->inside[bin] / tally->seen[bin];
        print_message("  bin %d: %d waits, %.3f inside, %.3f before\n", bin, tally->seen[bin],
                      share, (double)forecaster.raw.inside[bin] / forecaster.raw.seen[bin]);
        assert_true(tally->seen[bin] >= 500);
        assert_true(fabs(share - target) < tolerance);
    }
    double share = share_inside(&forecaster.calibrated);
    double kept = (double)forecaster.calibrated.kept / (FRESH_DAYS * WAITS_A_DAY);
    print_message("  all: %.3f inside, %.3f before, %.3f as told\n", share,
                  share_inside(&forecaster.raw), kept);
    assert_true(fabs(share - target) < tolerance / 2);
    assert_true(kept > share);
}

TEST(a_forecaster_too_sure_and_too_hopeful_is_made_honest)
{
    (void)state;
    live(&(struct world){.bias = 0.7, .cv_share = 0.5, .configured_minutes = 30}, 1);
    assert_true(share_inside(&forecaster.raw) < 0.6);
    assert_honest();
}

TEST(a_forecaster_too_sure_and_too_gloomy_is_made_honest)
{
    (void)state;
    live(&(struct world){.bias = 1.4, .cv_share = 0.4, .configured_minutes = 5}, 2);
    assert_true(share_inside(&forecaster.raw) < 0.5);
    assert_honest();
}

TEST(a_forecaster_too_cautious_about_long_waits_is_made_honest)
{
    (void)state;
    live(&(struct world){.bias = 1, .cv_share = 3, .configured_minutes = 12}, 3);
    assert_true(forecaster.raw.inside[5] > 0.88 * forecaster.raw.seen[5]); /* 40 min and more */
    assert_honest();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_forecaster_too_sure_and_too_hopeful_is_made_honest),
        cmocka_unit_test(a_forecaster_too_sure_and_too_gloomy_is_made_honest),
        cmocka_unit_test(a_forecaster_too_cautious_about_long_waits_is_made_honest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "domain/calibration.h"

#include "domain/quantile.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif

enum {
    MINUTE_MS = 60 * 1000,
    DAY_MS = 24 * 60 * MINUTE_MS,
    WIDTH_MIN_MS = 30 * 1000, /* a forecast without any width still errs by as much */
    LEVEL_STEPS = 14          /* halvings: to 1/80,000 */
};

static const double inside_wanted = 0.8;
static const double target_min = 0.7;
static const double target_max = 0.9;
static const double step_per_wait = 0.001;
static const double step_max = 0.02; /* a night: one odd day must not undo a year */
static const double level_min = 0.8;
static const double level_max = 0.99;
static const double score_unit = 1e6; /* quantile.h sorts whole numbers */

static const int bin_ends_min[CALIBRATION_BINS - 1] = {1, 5, 10, 20, 40};

int calibration_bin_of(int64_t q50_ms)
{
    int bin = 0;
    while (bin < CALIBRATION_BINS - 1 && q50_ms >= (int64_t)bin_ends_min[bin] * MINUTE_MS) {
        bin++;
    }
    return bin;
}

void calibration_init(struct calibration *calibration)
{
    for (int i = 0; i < CALIBRATION_BINS; i++) {
        struct calibration_bin *bin = &calibration->bins[i];
        bin->count = 0;
        bin->next = 0;
        bin->seen = 0;
        bin->inside = 0;
        bin->target = inside_wanted;
        bin->is_fitted = false;
        calibration->fit.up[i] = 1;
        calibration->fit.down[i] = 1;
    }
}

static double width_up_ms(const struct calibration_row *row)
{
    int width_ms = row->q90_ms - row->q50_ms;
    return width_ms > WIDTH_MIN_MS ? width_ms : WIDTH_MIN_MS;
}

static double width_down_ms(const struct calibration_row *row)
{
    int width_ms = row->q50_ms - row->q10_ms;
    return width_ms > WIDTH_MIN_MS ? width_ms : WIDTH_MIN_MS;
}

struct range {
    double low_ms;
    double high_ms;
};

/* Factors below 0 can cross the ends of a forecast with an odd shape: then they change places. */
static struct range range_of(const struct calibration_row *row, double up, double down)
{
    double low = fmax(row->q50_ms - down * width_down_ms(row), 0);
    double high = fmax(row->q50_ms + up * width_up_ms(row), 0);
    return (struct range){fmin(low, high), fmax(low, high)};
}

static bool is_inside(const struct calibration_row *row, double up, double down)
{
    struct range range = range_of(row, up, down);
    return range.low_ms <= row->actual_ms && row->actual_ms <= range.high_ms;
}

static int clamp_ms(int64_t ms)
{
    return ms > DAY_MS ? DAY_MS : (int)ms;
}

static struct calibration_row row_of(const struct calibration_forecast *forecast, int64_t actual_ms)
{
    assert(0 <= forecast->q10_ms && forecast->q10_ms <= forecast->q50_ms);
    assert(forecast->q50_ms <= forecast->q90_ms && actual_ms >= 0);
    return (struct calibration_row){clamp_ms(forecast->q10_ms), clamp_ms(forecast->q50_ms),
                                    clamp_ms(forecast->q90_ms), clamp_ms(actual_ms)};
}

/* Waits under factors that nobody fitted say nothing about the target. */
void calibration_learn(struct calibration *calibration, const struct calibration_forecast *forecast,
                       int64_t actual_ms)
{
    struct calibration_row row = row_of(forecast, actual_ms);
    int index = calibration_bin_of(row.q50_ms);
    struct calibration_bin *bin = &calibration->bins[index];
    if (bin->is_fitted) {
        bin->seen++;
        bin->inside += is_inside(&row, calibration->fit.up[index], calibration->fit.down[index]);
    }
    bin->rows[bin->next] = row;
    bin->next = (bin->next + 1) % CALIBRATION_ROWS;
    bin->count += bin->count < CALIBRATION_ROWS;
}

static int choose_rows(struct calibration *calibration, int first, int last)
{
    int count = 0;
    for (int i = first; i <= last; i++) {
        const struct calibration_bin *bin = &calibration->bins[i];
        for (int j = 0; j < bin->count; j++) {
            calibration->chosen[count++] = &bin->rows[j];
        }
    }
    return count;
}

static void sort_scores(struct calibration *calibration, int count)
{
    for (int i = 0; i < count; i++) {
        const struct calibration_row *row = calibration->chosen[i];
        double error_ms = row->actual_ms - row->q50_ms;
        calibration->up[i] = (int64_t)floor(error_ms / width_up_ms(row) * score_unit + 0.5);
        calibration->down[i] = (int64_t)floor(-error_ms / width_down_ms(row) * score_unit + 0.5);
    }
    quantile_sort(calibration->up, (size_t)count);
    quantile_sort(calibration->down, (size_t)count);
}

static double share_inside(const struct calibration *calibration, int count, double up, double down)
{
    int inside = 0;
    for (int i = 0; i < count; i++) {
        inside += is_inside(calibration->chosen[i], up, down);
    }
    return (double)inside / count;
}

/* Both factors are the same percentile of their scores. Where both sides can be missed the share
 * inside is 2 level - 1, so 0.9 for 0.8; where a range ends at now it is more, and a lower level
 * does. The least level that takes `target` of the rows inside is found by halving. */
static void fit_bin(struct calibration *calibration, int index, int count)
{
    double target = calibration->bins[index].target;
    double low = level_min;
    double high = level_max;
    for (int i = 0; i < LEVEL_STEPS; i++) {
        double level = (low + high) / 2;
        double up = quantile(calibration->up, (size_t)count, level) / score_unit;
        double down = quantile(calibration->down, (size_t)count, level) / score_unit;
        bool is_enough = share_inside(calibration, count, up, down) >= target;
        high = is_enough ? level : high;
        low = is_enough ? low : level;
    }
    calibration->fit.up[index] = quantile(calibration->up, (size_t)count, high) / score_unit;
    calibration->fit.down[index] = quantile(calibration->down, (size_t)count, high) / score_unit;
    calibration->bins[index].is_fitted = true;
}

static void adapt_target(struct calibration_bin *bin)
{
    double step = step_per_wait * (inside_wanted * bin->seen - bin->inside);
    bin->target += fmin(fmax(step, -step_max), step_max);
    bin->target = fmin(fmax(bin->target, target_min), target_max);
    bin->seen = 0;
    bin->inside = 0;
}

void calibration_refit(struct calibration *calibration)
{
    for (int i = 0; i < CALIBRATION_BINS; i++) {
        adapt_target(&calibration->bins[i]);
        int count = choose_rows(calibration, i, i);
        if (count < CALIBRATION_ROWS_MIN) {
            count = choose_rows(calibration, 0, CALIBRATION_BINS - 1);
        }
        if (count >= CALIBRATION_ROWS_MIN) {
            sort_scores(calibration, count);
            fit_bin(calibration, i, count);
        }
    }
}

void calibration_apply(const struct calibration_fit *fit,
                       const struct calibration_forecast *forecast, int64_t *out_low_ms,
                       int64_t *out_high_ms)
{
    struct calibration_row row = row_of(forecast, 0);
    int bin = calibration_bin_of(row.q50_ms);
    struct range range = range_of(&row, fit->up[bin], fit->down[bin]);
    *out_low_ms = (int64_t)floor(range.low_ms);
    *out_high_ms = (int64_t)ceil(range.high_ms);
}

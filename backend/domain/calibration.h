/*
 * calibration.h - widens or narrows forecasts until four of five waits fall inside.
 *
 * A forecaster is too sure of itself, and by how much depends on how long the wait is. So for each
 * size of forecast the errors of the last waits, in units of the forecast's own half-widths, say
 * how far its range must reach: up and down to their 90th percentiles, one in ten beyond either.
 * Where one side cannot be missed (nobody is called before now) the other reaches less far, to the
 * 80th at least: what counts is how many are inside.
 *
 *   learn each answered wait; refit each night; apply the fit to each forecast
 *
 * Fewer than 200 waits of a size: those of all sizes; fewer than 200 of these: factor 1.0, the
 * range is the forecast's own q10 to q90.
 *
 * Owner    whoever holds the struct; the fit alone is copied to the threads that apply it.
 * Memory   struct calibration about 240 KB, more than half of it working space: create on the heap.
 *          struct calibration_fit 96 bytes.
 * Time     none: waits in milliseconds from the forecast on. More than a day counts as a day.
 * Errors   none.
 * Source   split conformal prediction with scaled residuals, by group (Vovk 2005; Romano et al.
 *          2019); the share aimed at is moved by the share reached: adaptive conformal inference,
 *          Gibbs and Candes 2021, step 0.001 a wait.
 */
#ifndef DOMAIN_CALIBRATION_H
#define DOMAIN_CALIBRATION_H

#include <stdbool.h>
#include <stdint.h>

enum {
    CALIBRATION_BINS = 6, /* q50 below 1, 5, 10, 20, 40 min, and longer */
    CALIBRATION_ROWS = 1000,
    CALIBRATION_ROWS_MIN = 200
};

struct calibration_forecast {
    int64_t q10_ms; /* 0 <= q10 <= q50 <= q90 */
    int64_t q50_ms;
    int64_t q90_ms;
};

struct calibration_fit {
    double up[CALIBRATION_BINS]; /* times q90 - q50; below 0 when waits are shorter than q50 */
    double down[CALIBRATION_BINS];
};

struct calibration_row {
    int q10_ms;
    int q50_ms;
    int q90_ms;
    int actual_ms;
};

struct calibration_bin {
    struct calibration_row rows[CALIBRATION_ROWS];
    int count;
    int next;      /* place of the oldest row once it is full */
    int seen;      /* waits learned since the last refit ... */
    int inside;    /* ... and how many were inside the fitted range */
    double target; /* share of rows the fit takes inside: 0.8, moved to 0.7-0.9 */
    bool is_fitted;
};

struct calibration {
    struct calibration_bin bins[CALIBRATION_BINS];
    struct calibration_fit fit;
    const struct calibration_row *chosen[CALIBRATION_BINS * CALIBRATION_ROWS]; /* working space */
    int64_t up[CALIBRATION_BINS * CALIBRATION_ROWS];
    int64_t down[CALIBRATION_BINS * CALIBRATION_ROWS];
};

void calibration_init(struct calibration *calibration);

/* A wait that ended by a call, with the forecast given for it. */
void calibration_learn(struct calibration *calibration, const struct calibration_forecast *forecast,
                       int64_t actual_ms);

/* Each night; takes some milliseconds. In which order the day's waits were learned is all the same
 * while no bin holds more than CALIBRATION_ROWS. To rebuild one, learn and refit day by day. */
void calibration_refit(struct calibration *calibration);

/* 0 <= low <= high. */
void calibration_apply(const struct calibration_fit *fit,
                       const struct calibration_forecast *forecast, int64_t *out_low_ms,
                       int64_t *out_high_ms);

/* 0 to CALIBRATION_BINS - 1. */
int calibration_bin_of(int64_t q50_ms);

#endif

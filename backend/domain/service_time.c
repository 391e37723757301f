#include "domain/service_time.h"

#include "domain/portable.h"
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
    CONFIGURED_WEIGHT = 20, /* observations that the configured minutes are worth */
    SPREAD_FROM = 8         /* observations; quartiles of fewer say nothing */
};

static const double decay = 0.9828205985452511; /* 2^(-1/40) */
static const double winsor_low = 0.2;
static const double winsor_high = 5;
static const double cv_configured = 0.5;
static const double cv_min = 0.1;
static const double cv_max = 2;
static const double quartile_distance = 1.3489795; /* of a normal distribution, in sigmas */

void service_time_init(struct service_time *time, int minutes)
{
    assert(minutes >= 1 && minutes <= DAY_MS / MINUTE_MS);
    *time = (struct service_time){.configured_ms = minutes * MINUTE_MS};
}

static int recent_count(const struct service_time *time)
{
    return time->count < SERVICE_TIME_RECENT ? time->count : SERVICE_TIME_RECENT;
}

static int copy_recent(const struct service_time *time, int64_t *out)
{
    int count = recent_count(time);
    for (int i = 0; i < count; i++) {
        out[i] = time->recent_ms[i];
    }
    return count;
}

/* The configured minutes take part with their weight, or the first click of all, forgotten or not,
 * would be its own judge. */
static double median_ms(const struct service_time *time)
{
    int64_t values[SERVICE_TIME_RECENT + CONFIGURED_WEIGHT];
    int count = copy_recent(time, values);
    for (int i = 0; i < CONFIGURED_WEIGHT; i++) {
        values[count++] = time->configured_ms;
    }
    quantile_sort(values, (size_t)count);
    return quantile(values, (size_t)count, 0.5);
}

void service_time_learn(struct service_time *time, int64_t duration_ms)
{
    if (duration_ms < 0) {
        return;
    }
    int duration = duration_ms > DAY_MS ? DAY_MS : (int)duration_ms;
    double median = median_ms(time);
    double counted = fmin(fmax(duration, winsor_low * median), winsor_high * median);
    time->weight = time->weight * decay + 1;
    time->sum_ms = time->sum_ms * decay + counted;
    time->recent_ms[time->next] = duration;
    time->next = (time->next + 1) % SERVICE_TIME_RECENT;
    time->count += time->count < SERVICE_TIME_ROWS;
}

/* Shrunk by the number of observations, not by their decayed weight: that one ends at 58, and a
 * quarter of a wrongly configured value would stay for ever. */
static double shrunk(double seen, double configured, int count)
{
    return (seen * count + configured * CONFIGURED_WEIGHT) / (count + CONFIGURED_WEIGHT);
}

double service_time_mean_ms(const struct service_time *time)
{
    if (time->count == 0) {
        return time->configured_ms;
    }
    return shrunk(time->sum_ms / time->weight, time->configured_ms, time->count);
}

/* Service times are near lognormal: the distance of the quartiles' logarithms is 1.35 sigma. */
double service_time_cv(const struct service_time *time)
{
    int64_t values[SERVICE_TIME_RECENT];
    int count = copy_recent(time, values);
    if (count < SPREAD_FROM) {
        return cv_configured;
    }
    quantile_sort(values, (size_t)count);
    double lower = fmax(quantile(values, (size_t)count, 0.25), 1);
    double upper = fmax(quantile(values, (size_t)count, 0.75), 1);
    double sigma = portable_log(upper / lower) / quartile_distance;
    double cv = sqrt(portable_exp(sigma * sigma) - 1);
    return shrunk(fmin(fmax(cv, cv_min), cv_max), cv_configured, count);
}

/* ln T is normal, so T given T > elapsed is a normal draw z given z > a, with a the place of
 * ln elapsed on its scale; random_normal_above does that exactly at any a, where waiting for a
 * whole draw to exceed `elapsed` would take for ever and an inverse distribution function has no
 * digits left. What is left is taken as elapsed (e^(sigma (z - a)) - 1), because the difference of
 * two nearly equal times would lose its digits. A visit that lasts far beyond its kind is so
 * expected to last some tenths longer still: right for a hard case, mild for a forgotten click. */
int64_t service_time_remaining(struct random *random, double mean_ms, double cv, int64_t elapsed_ms)
{
    double spread = fmax(cv, 0.01); /* without any, a service over its mean could not go on */
    if (elapsed_ms <= 0) {
        return (int64_t)random_lognormal(random, mean_ms, spread);
    }
    double variance = portable_log(1 + spread * spread);
    double sigma = sqrt(variance);
    double elapsed = (double)elapsed_ms;
    double low = (portable_log(elapsed / mean_ms) + variance / 2) / sigma;
    double draw = random_normal_above(random, low);
    return (int64_t)(elapsed * (portable_exp(sigma * (draw - low)) - 1));
}

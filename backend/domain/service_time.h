/*
 * service_time.h - how long a service takes, learned from finished steps.
 *
 * Clicks are forgotten: somebody finishes a visit in the evening, or opens and closes it in a
 * second. So an observation counts as at least 0.2 and at most 5 times the median of the last ones,
 * and the spread is read from their quartiles, which a quarter of wrong clicks on one side cannot
 * carry away.
 *
 * Owner    whoever holds the struct; reading it from several threads is safe.
 * Memory   under 500 bytes, no pointers: copy it by assignment.
 * Time     none: durations in milliseconds are arguments.
 * Errors   none: a negative duration (a clock was put back) is no observation.
 * Source   exponentially weighted mean, half-life 40; shrinkage towards the configured minutes,
 *          which count as 20 observations; winsorising by the running median.
 */
#ifndef DOMAIN_SERVICE_TIME_H
#define DOMAIN_SERVICE_TIME_H

#include "domain/random.h"

#include <stdint.h>

enum {
    SERVICE_TIME_ROWS = 400,  /* that many last rows rebuild it, to 0.1 % of the mean */
    SERVICE_TIME_RECENT = 101 /* of them give the median and the quartiles */
};

struct service_time {
    double weight;     /* of all observations, the last one counting 1 */
    double sum_ms;     /* of the winsorised durations, by the same weights */
    int configured_ms; /* > 0 */
    int count;         /* observations, SERVICE_TIME_ROWS at most */
    int next;          /* place of the oldest in recent_ms once it is full */
    int recent_ms[SERVICE_TIME_RECENT];
};

/* minutes: 1 to 1,440. To rebuild one, learn the last SERVICE_TIME_ROWS durations, oldest first. */
void service_time_init(struct service_time *time, int minutes);

/* From start to finish; more than a day counts as a day. */
void service_time_learn(struct service_time *time, int64_t duration_ms);

/* Always > 0. */
double service_time_mean_ms(const struct service_time *time);

/* Standard deviation / mean, 0.1 to 2; 0.5 while nothing is known. Sorts: ask once, not per draw.
 */
double service_time_cv(const struct service_time *time);

/* A draw of what is left of a service that began `elapsed_ms` ago and goes on; 0 or less: of a
 * whole one. mean_ms > 0, cv >= 0. */
int64_t service_time_remaining(struct random *random, double mean_ms, double cv,
                               int64_t elapsed_ms);

#endif

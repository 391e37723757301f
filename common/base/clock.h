/*
 * clock.h - the only place that reads a clock, and the edge between UTC and the office's day.
 *
 * Time     int64 milliseconds since 1970 UTC; durations from the monotonic clock. Rules never
 *          call this: they take `now_ms`.
 * Owner    any thread, after clock_zone_set at start.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

struct clock {
    int64_t (*now_ms)(void *context);
    void *context;
};

struct local_time {
    int32_t day;       /* 20261121 */
    int minute_of_day; /* 0..1439 */
    int second;        /* 0..60 */
    int weekday;       /* 1 Monday .. 7 Sunday */
};

struct clock clock_system(void);
int64_t clock_now_ms(const struct clock *clock);
int64_t clock_monotonic_ms(void);
int64_t clock_monotonic_us(void);

/* True when the machine knows the zone, for example "Europe/Warsaw". */
bool clock_zone_exists(const char *zone);

/* Sets the process's zone. Call once in main, before any thread.
 * STATUS_INVALID when the machine does not know the zone; nothing is changed then. */
enum status clock_zone_set(const char *zone) MUST_USE;

struct local_time clock_local(int64_t utc_ms);

enum { CLOCK_HOUR_MAX = 7 };

/* "7:30" */
void clock_hour_text(int minute_of_day, char out[static CLOCK_HOUR_MAX + 1]);

/* The instant at which a local day begins (and, with minutes, a time on it); DST is respected. */
int64_t clock_from_local(int32_t day, int minute_of_day);

#endif

#include "base/clock.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int64_t read_clock_us(clockid_t id)
{
    struct timespec now;
    (void)clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int64_t system_now_ms(void *context)
{
    (void)context;
    return read_clock_us(CLOCK_REALTIME) / 1000;
}

struct clock clock_system(void)
{
    return (struct clock){.now_ms = system_now_ms};
}

int64_t clock_now_ms(const struct clock *clock)
{
    return clock->now_ms(clock->context);
}

int64_t clock_monotonic_us(void)
{
    return read_clock_us(CLOCK_MONOTONIC);
}

int64_t clock_monotonic_ms(void)
{
    return clock_monotonic_us() / 1000;
}

/* A folder such as "Europe" is there too, and would silently mean UTC. */
bool clock_zone_exists(const char *zone)
{
    char path[128];
    char magic[4];
    int length = snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", zone);
    if (length < 0 || (size_t)length >= sizeof(path) || strstr(zone, "..") != NULL ||
        zone[0] == '/' || zone[0] == '\0') {
        return false;
    }
    FILE *file = fopen(path, "rbe");
    if (file == NULL) {
        return false;
    }
    size_t got = fread(magic, 1, sizeof(magic), file);
    (void)fclose(file);
    return got == sizeof(magic) && memcmp(magic, "TZif", sizeof(magic)) == 0;
}

enum status clock_zone_set(const char *zone)
{
    if (!clock_zone_exists(zone)) {
        return STATUS_INVALID;
    }
    /* Before any thread exists, as the header demands. */
    (void)setenv("TZ", zone, 1); /* NOLINT(concurrency-mt-unsafe) */
    tzset();
    return STATUS_OK;
}

struct local_time clock_local(int64_t utc_ms)
{
    time_t seconds = (time_t)(utc_ms / 1000);
    struct tm tm;
    (void)localtime_r(&seconds, &tm);
    return (struct local_time){
        .day = (tm.tm_year + 1900) * 10000 + (tm.tm_mon + 1) * 100 + tm.tm_mday,
        .minute_of_day = tm.tm_hour * 60 + tm.tm_min,
        .second = tm.tm_sec,
        .weekday = tm.tm_wday == 0 ? 7 : tm.tm_wday,
    };
}

void clock_hour_text(int minute_of_day, char out[static CLOCK_HOUR_MAX + 1])
{
    (void)snprintf(out, CLOCK_HOUR_MAX + 1, "%d:%02d", minute_of_day / 60 % 100,
                   minute_of_day % 60);
}

int64_t clock_from_local(int32_t day, int minute_of_day)
{
    struct tm tm = {
        .tm_year = day / 10000 - 1900,
        .tm_mon = day / 100 % 100 - 1,
        .tm_mday = day % 100,
        .tm_hour = minute_of_day / 60,
        .tm_min = minute_of_day % 60,
        .tm_isdst = -1,
    };
    return (int64_t)mktime(&tm) * 1000;
}

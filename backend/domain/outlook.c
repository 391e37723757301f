#include "domain/outlook.h"

enum { ROUND_MIN = 5, RANGE_MAX_MIN = 8 * 60 };

static int able_on_duty(const struct office *office, int service_index, const bool *on_duty)
{
    int able = 0;
    for (int i = 0; i < office->staff_count; i++) {
        able += on_duty[i] && office->staff[i].preference[service_index] != 0;
    }
    return able;
}

static int clamp_range(double minutes)
{
    return minutes > RANGE_MAX_MIN ? RANGE_MAX_MIN : (int)minutes;
}

/* Up to the next step; what is on a step already stays, but the range is never empty. */
static int round_up(double minutes)
{
    int whole = clamp_range(minutes);
    int up = (whole + (whole < minutes) + ROUND_MIN - 1) / ROUND_MIN * ROUND_MIN;
    up = up < ROUND_MIN ? ROUND_MIN : up;
    return up > RANGE_MAX_MIN ? RANGE_MAX_MIN : up;
}

struct outlook outlook_for(const struct office *office, int service_index, const int64_t *waiting,
                           const bool *on_duty)
{
    struct outlook outlook = {.ahead = waiting[service_index]};
    int able = able_on_duty(office, service_index, on_duty);
    if (able == 0) {
        return outlook;
    }
    double work = (double)outlook.ahead * office->services[service_index].minutes / able;
    outlook.is_known = true;
    outlook.low_min = clamp_range(0.6 * work) / ROUND_MIN * ROUND_MIN;
    outlook.high_min = round_up(1.5 * work);
    return outlook;
}

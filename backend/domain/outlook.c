#include "domain/outlook.h"

enum { ROUND_MIN = 5, RANGE_MAX_MIN = 8 * 60 };

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

struct outlook outlook_for(int64_t ahead, int able, int minutes)
{
    struct outlook outlook = {.ahead = ahead};
    if (able == 0) {
        return outlook;
    }
    double work = (double)ahead * minutes / able;
    outlook.is_known = true;
    outlook.low_min = clamp_range(0.6 * work) / ROUND_MIN * ROUND_MIN;
    outlook.high_min = round_up(1.5 * work);
    return outlook;
}

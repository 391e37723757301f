#include "base/chime.h"

#include <math.h>

enum { SECOND_MS = 250, PEAK = 9000, RISE_MS = 8 };

static const double first_hz = 659.3;  /* e'' */
static const double second_hz = 523.3; /* c'': downwards, calm */
static const double fade_s = 0.16;

size_t chime_count(int rate_hz)
{
    return (size_t)rate_hz * CHIME_MS / 1000;
}

/* A note that rises quickly, so that it does not click, and fades like a bell. */
static double note(double hz, double age_s)
{
    if (age_s < 0) {
        return 0;
    }
    double rise = age_s * 1000 / RISE_MS;
    double height = (rise < 1 ? rise : 1) * exp(-age_s / fade_s);
    return height * sin(2 * M_PI * hz * age_s);
}

void chime_make(int rate_hz, int16_t *out_samples)
{
    size_t count = chime_count(rate_hz);
    for (size_t i = 0; i < count; i++) {
        double at_s = (double)i / rate_hz;
        double left = (double)(count - i) / (double)count * 8;
        double height = note(first_hz, at_s) + note(second_hz, at_s - (double)SECOND_MS / 1000);
        out_samples[i] = (int16_t)(PEAK * height * (left < 1 ? left : 1));
    }
}

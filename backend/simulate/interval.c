#include "simulate/interval.h"

#include <math.h>

static const double normal_point = 1.959963984540054;

void interval_add(struct interval *interval, double value)
{
    if (isnan(value)) {
        return;
    }
    interval->count++;
    double off = value - interval->mean;
    interval->mean += off / interval->count;
    interval->squares += off * (value - interval->mean);
    interval->most = interval->count == 1 || value > interval->most ? value : interval->most;
}

double interval_mean(const struct interval *interval)
{
    return interval->count > 0 ? interval->mean : NAN;
}

double interval_most(const struct interval *interval)
{
    return interval->count > 0 ? interval->most : NAN;
}

double interval_half(const struct interval *interval)
{
    if (interval->count < 2) {
        return NAN;
    }
    int freedom = interval->count - 1;
    return interval_t(freedom) * sqrt(interval->squares / freedom / interval->count);
}

double interval_t(int freedom)
{
    static const double few[] = {12.7062, 4.3027, 3.1824, 2.7764};
    if (freedom <= 4) {
        return few[freedom - 1];
    }
    double z = normal_point;
    double z2 = z * z;
    double v = freedom;
    double first = z * (z2 + 1) / 4;
    double second = z * ((5 * z2 + 16) * z2 + 3) / 96;
    double third = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
    double fourth = z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
    return z + (first + (second + (third + fourth / v) / v) / v) / v;
}

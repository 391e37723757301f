#include "domain/portable.h"

#include <assert.h>
#include <math.h>

/* GCC with -std=c17 never fuses a product with a sum; Clang does unless it is told. */
#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif

/* ln 2 in two parts: a whole number times the first is exact, the second brings what it lacks. */
static const double ln2_high = 0x1.62e42fee00000p-1;
static const double ln2_low = 0x1.a39ef35793c76p-33;
static const double sqrt_half = 0x1.6a09e667f3bcdp-1;

/* With x = m 2^e and m between the square roots of 1/2 and 2, z = (m - 1) / (m + 1) is at most
 * 0.172: ln m = 2 artanh z = 2 (z + z^3/3 + z^5/5 + ...) needs powers up to 23. */
double portable_log(double x)
{
    assert(x > 0 && isfinite(x));
    int exponent;
    double m = frexp(x, &exponent);
    if (m < sqrt_half) {
        m *= 2;
        exponent--;
    }
    double z = (m - 1) / (m + 1);
    double square = z * z;
    double tail = 0;
    for (int power = 23; power >= 3; power -= 2) {
        tail = (tail + 1.0 / power) * square;
    }
    return exponent * ln2_high + (exponent * ln2_low + 2 * z * tail + 2 * z);
}

/* e^x = 2^k e^r with r at most ln 2 / 2: r^14/14! is below the last place. */
double portable_exp(double x)
{
    assert(!isnan(x));
    if (x > 750 || x < -750) {
        return x > 0 ? (double)INFINITY : 0;
    }
    double k = floor(x / (ln2_high + ln2_low) + 0.5);
    double r = (x - k * ln2_high) - k * ln2_low;
    double sum = 1;
    for (int n = 14; n >= 2; n--) {
        sum = 1 + sum * r / n;
    }
    return ldexp(1 + r * sum, (int)k);
}

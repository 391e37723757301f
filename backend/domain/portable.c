#include "domain/portable.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

/* GCC with -std=c17 never fuses a product with a sum; Clang does unless it is told. */
#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif

/* ln 2 in two parts: a whole number times the first is exact, the second brings what it lacks. */
static const double ln2_high = 0x1.62e42fee00000p-1;
static const double ln2_low = 0x1.a39ef35793c76p-33;
/* 1/23, 1/21 ... 1/3, and 1/14!, 1/13! ... 1/2!: divided by the compiler, once. */
static const double odd_parts[] = {1.0 / 23, 1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13,
                                   1.0 / 11, 1.0 / 9,  1.0 / 7,  1.0 / 5,  1.0 / 3};
static const double factorial_parts[] = {
    1.0 / 87178291200, 1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800,
    1.0 / 362880,      1.0 / 40320,      1.0 / 5040,      1.0 / 720,      1.0 / 120,
    1.0 / 24,          1.0 / 6,          1.0 / 2};
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
    for (size_t i = 0; i < sizeof(odd_parts) / sizeof(odd_parts[0]); i++) {
        tail = (tail + odd_parts[i]) * square;
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
    double tail = 0;
    for (size_t i = 0; i < sizeof(factorial_parts) / sizeof(factorial_parts[0]); i++) {
        tail = (tail + factorial_parts[i]) * r;
    }
    return ldexp(1 + (r + r * tail), (int)k);
}

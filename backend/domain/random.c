#include "domain/random.h"

#include "domain/portable.h"

#include <assert.h>
#include <math.h>

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif

/* A product of this many uniform numbers' worth of events stays far from the smallest double. */
static const double part_mean = 64;

static uint64_t scatter(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static uint64_t rotate_left(uint64_t x, int bits)
{
    return (x << bits) | (x >> (64 - bits));
}

/* The stream's number is scattered before it moves the start: neighbours (1, 2, 3) begin far from
 * each other and share no word, which adding the bare number would not promise. */
void random_seed(struct random *random, uint64_t seed, uint64_t stream)
{
    uint64_t state = seed + scatter(stream);
    for (int i = 0; i < 4; i++) {
        state += UINT64_C(0x9e3779b97f4a7c15);
        random->s[i] = scatter(state);
    }
}

uint64_t random_u64(struct random *random)
{
    uint64_t *s = random->s;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate_left(s[3], 45);
    return result;
}

double random_unit(struct random *random)
{
    return (double)(random_u64(random) >> 11) * 0x1p-53;
}

/* The remainder of a plain division favours small numbers; the first 2^64 mod n draws are thrown
 * away, and what is left divides evenly. */
uint64_t random_below(struct random *random, uint64_t n)
{
    assert(n >= 1);
    uint64_t unfair = (0 - n) % n;
    uint64_t draw = random_u64(random);
    while (draw < unfair) {
        draw = random_u64(random);
    }
    return draw % n;
}

double random_exponential(struct random *random, double mean)
{
    assert(mean >= 0);
    return -mean * portable_log(1 - random_unit(random));
}

/* The second number of each pair is thrown away: keeping it would make the state more than a seed
 * and a count, and a fork of the struct would share it. */
double random_normal(struct random *random)
{
    for (;;) {
        double x = 2 * random_unit(random) - 1;
        double y = 2 * random_unit(random) - 1;
        double square = x * x + y * y;
        if (square > 0 && square < 1) {
            return x * sqrt(-2 * portable_log(square) / square);
        }
    }
}

/* Below 0.45 plain draws that miss are cheaper, at most one in three serves. Above it an
 * exponential with the best rate for this `low` is drawn from there on, and taken with the ratio of
 * the two densities; the share taken rises towards 1 the farther out `low` is. */
double random_normal_above(struct random *random, double low)
{
    assert(low <= RANDOM_NORMAL_LOW_MAX);
    if (low < 0.45) {
        double draw = random_normal(random);
        while (draw < low) {
            draw = random_normal(random);
        }
        return draw;
    }
    double rate = (low + sqrt(low * low + 4)) / 2;
    for (;;) {
        double draw = low + random_exponential(random, 1 / rate);
        double off = draw - rate;
        if (random_unit(random) < portable_exp(-off * off / 2)) {
            return draw;
        }
    }
}

double random_lognormal(struct random *random, double mean, double coefficient_of_variation)
{
    assert(mean > 0 && coefficient_of_variation >= 0);
    double variance = portable_log(1 + coefficient_of_variation * coefficient_of_variation);
    return mean * portable_exp(sqrt(variance) * random_normal(random) - variance / 2);
}

/* The events of a small mean are as many as uniform numbers can be multiplied before the product
 * falls under e^-mean (Knuth); a large mean is the sum of independent small ones. */
static int64_t poisson_part(struct random *random, double mean)
{
    double floor_product = portable_exp(-mean);
    double product = random_unit(random);
    int64_t count = 0;
    while (product > floor_product) {
        product *= random_unit(random);
        count++;
    }
    return count;
}

int64_t random_poisson(struct random *random, double mean)
{
    assert(mean >= 0 && mean <= RANDOM_POISSON_MEAN_MAX);
    int64_t count = 0;
    while (mean > part_mean) {
        count += poisson_part(random, part_mean);
        mean -= part_mean;
    }
    return count + poisson_part(random, mean);
}

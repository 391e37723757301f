/*
 * random.h - chance that repeats: the same seed gives the same draws on every machine.
 *
 * For simulated days and forecasts, never for secrets (base/text.h has those). One seed has as many
 * streams as somebody has purposes (arrivals, services, who does not come ...), so that a draw more
 * in one of them moves nothing in the others: policies are compared on the same days.
 *
 * Owner    whoever holds the struct; no shared state.
 * Memory   32 bytes.
 * Errors   none: an argument outside its range is a fault of the caller.
 * Source   xoshiro256** 1.0, Blackman and Vigna 2018, and splitmix64, Vigna 2015, both given to the
 *          public domain (prng.di.unimi.it); polar method, Marsaglia and Bray 1964; tail of the
 *          normal distribution, Robert 1995.
 */
#ifndef DOMAIN_RANDOM_H
#define DOMAIN_RANDOM_H

#include <stdint.h>

enum { RANDOM_POISSON_MEAN_MAX = 100000, RANDOM_NORMAL_LOW_MAX = 1000000 };

struct random {
    uint64_t s[4]; /* never all zero */
};

/* Stream 0 is the published seeding: four words of splitmix64 begun at `seed`. */
void random_seed(struct random *random, uint64_t seed, uint64_t stream);

uint64_t random_u64(struct random *random);

/* In [0, 1), all multiples of 2^-53 alike. */
double random_unit(struct random *random);

/* 0 to n - 1, each exactly as likely; n >= 1. */
uint64_t random_below(struct random *random, uint64_t n);

/* mean >= 0; 0 gives 0. Takes one random_u64. */
double random_exponential(struct random *random, double mean);

/* Mean 0, variance 1. */
double random_normal(struct random *random);

/* A normal draw known to be at least `low` (to RANDOM_NORMAL_LOW_MAX): exact, a few tries at any
 * `low`. */
double random_normal_above(struct random *random, double low);

/* By its own mean (> 0) and standard deviation / mean (>= 0; 0 gives the mean). */
double random_lognormal(struct random *random, double mean, double coefficient_of_variation);

/* How many of an event that is expected `mean` times; 0 to RANDOM_POISSON_MEAN_MAX. Takes about
 * `mean` draws: meant for the people of an hour or of a day. */
int64_t random_poisson(struct random *random, double mean);

#endif

/*
 * quantile.h - percentiles of waits.
 *
 * Source   Hyndman and Fan 1996, type 7: linear interpolation at h = (n - 1) p.
 */
#ifndef DOMAIN_QUANTILE_H
#define DOMAIN_QUANTILE_H

#include <stddef.h>
#include <stdint.h>

/* Sorts in place, ascending. */
void quantile_sort(int64_t *values, size_t count);

/* values sorted ascending, count >= 1, p from 0 to 1. */
double quantile(const int64_t *values, size_t count, double p);

#endif

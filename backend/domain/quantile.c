#include "domain/quantile.h"

#include <assert.h>
#include <stdlib.h>

static int ascending(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

void quantile_sort(int64_t *values, size_t count)
{
    qsort(values, count, sizeof(*values), ascending);
}

double quantile(const int64_t *values, size_t count, double p)
{
    assert(count > 0 && p >= 0 && p <= 1);
    double at = (double)(count - 1) * p;
    size_t below = (size_t)at;
    if (below + 1 >= count) {
        return (double)values[count - 1];
    }
    double share = at - (double)below;
    return (double)values[below] + share * (double)(values[below + 1] - values[below]);
}

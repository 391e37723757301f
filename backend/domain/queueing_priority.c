#include "domain/queueing_priority.h"

#include <math.h>

/* All classes together, by first come first served: what priorities only share out anew. */
static enum status solve_together(const struct queueing_shared *shared, const double *arrival_rates,
                                  struct queueing_waits *out_waits)
{
    if (shared->class_count == 0) {
        return STATUS_INVALID;
    }
    if (shared->class_count > QUEUEING_CLASSES_MAX) {
        return STATUS_TOO_LARGE;
    }
    double sum = 0;
    for (size_t i = 0; i < shared->class_count; i++) {
        if (!(arrival_rates[i] >= 0)) {
            return STATUS_INVALID;
        }
        sum += arrival_rates[i];
    }
    struct queueing_station station = {
        .arrival_rate = sum, .service_rate = shared->service_rate, .servers = shared->servers};
    return queueing_mmc(&station, out_waits);
}

/* What one class takes of all servers' time. */
static double share_of(const struct queueing_shared *shared, double arrival_rate)
{
    return arrival_rate / (shared->servers * shared->service_rate);
}

enum status queueing_strict(const struct queueing_shared *shared, const double *arrival_rates,
                            double *out_wait_means)
{
    struct queueing_waits together;
    enum status status = solve_together(shared, arrival_rates, &together);
    if (status != STATUS_OK) {
        return status;
    }
    double until_free = together.wait_probability / (shared->servers * shared->service_rate);
    double left_by_higher = 1;
    for (size_t i = 0; i < shared->class_count; i++) {
        double left = left_by_higher - share_of(shared, arrival_rates[i]);
        out_wait_means[i] = until_free / (left_by_higher * left);
        left_by_higher = left;
    }
    return STATUS_OK;
}

/* Every slope is above 0 and none is steeper than the one before. */
static enum status check_slopes(const double *slopes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(slopes[i]) || slopes[i] <= 0 || (i > 0 && slopes[i] > slopes[i - 1])) {
            return STATUS_INVALID;
        }
    }
    return STATUS_OK;
}

/* From the flattest class upwards: a flatter one is passed and so waits for others, a steeper one
 * passes and saves what the flatter ones wait more. */
enum status queueing_accumulating(const struct queueing_shared *shared, const double *arrival_rates,
                                  const double *slopes, double *out_wait_means)
{
    struct queueing_waits together;
    enum status status = solve_together(shared, arrival_rates, &together);
    if (status == STATUS_OK) {
        status = check_slopes(slopes, shared->class_count);
    }
    if (status != STATUS_OK) {
        return status;
    }
    for (size_t i = shared->class_count; i-- > 0;) {
        double wait = together.wait_mean;
        for (size_t flatter = i + 1; flatter < shared->class_count; flatter++) {
            wait -= share_of(shared, arrival_rates[flatter]) * out_wait_means[flatter] *
                    (1 - slopes[flatter] / slopes[i]);
        }
        double left = 1;
        for (size_t steeper = 0; steeper < i; steeper++) {
            left -= share_of(shared, arrival_rates[steeper]) * (1 - slopes[i] / slopes[steeper]);
        }
        out_wait_means[i] = wait / left;
    }
    return STATUS_OK;
}

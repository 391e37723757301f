#include "domain/queueing_patience.h"

#include <math.h>
#include <stdbool.h>

/* How many are present in a queue cut off at some number of people; taking one more each turn,
 * all values stay shares or means, so that nothing overflows however long the queue. */
struct cut_off {
    double full;    /* share of the time that the cut-off number is present */
    double waiting; /* share of the time that a newcomer waits: every server is busy */
    double queue;   /* mean number that wait */
};

/* Below this share of the result the rest of the states is left out. */
static const double rest_share = 1e-16;

static bool is_rate(double value)
{
    return isfinite(value) && value > 0;
}

/* The states beyond fall at least as fast as a geometric series of this ratio; the means of that
 * series bound what they would still add. */
static bool is_rest_small(const struct cut_off *now, double ratio, double queued)
{
    if (ratio >= 1) {
        return false;
    }
    double mass = now->full * ratio / (1 - ratio);
    return mass * (queued + 1 / (1 - ratio)) <= rest_share * now->queue;
}

static struct cut_off sum_states(const struct queueing_station *station, double leave_rate,
                                 double blocking)
{
    double served_rate = station->servers * station->service_rate;
    struct cut_off now = {.full = blocking, .waiting = blocking};
    double queued = 0;
    bool is_done = now.full == 0;
    while (!is_done) {
        queued++;
        double inflow = station->arrival_rate * now.full;
        now.full = inflow / (served_rate + queued * leave_rate + inflow);
        now.waiting += now.full * (1 - now.waiting);
        now.queue += now.full * (queued - now.queue);
        double ratio = station->arrival_rate / (served_rate + (queued + 1) * leave_rate);
        is_done = is_rest_small(&now, ratio, queued);
    }
    return now;
}

enum status queueing_erlang_a(const struct queueing_station *station, double patience_mean,
                              struct queueing_patience *out_patience)
{
    double leave_rate = 1 / patience_mean;
    if (!is_rate(leave_rate) || !is_rate(station->service_rate)) {
        return STATUS_INVALID;
    }
    double load = station->arrival_rate / station->service_rate;
    double blocking;
    enum status status = queueing_erlang_b(station->servers, load, &blocking);
    if (status != STATUS_OK) {
        return status;
    }
    if (station->arrival_rate * patience_mean > QUEUEING_PATIENCE_ARRIVALS_MAX) {
        return STATUS_TOO_LARGE;
    }
    struct cut_off all = sum_states(station, leave_rate, blocking);
    double wait_mean = station->arrival_rate > 0 ? all.queue / station->arrival_rate : 0;
    out_patience->abandon_probability = wait_mean * leave_rate;
    out_patience->wait_probability = all.waiting;
    out_patience->wait_mean = wait_mean;
    out_patience->queue_mean = all.queue;
    out_patience->occupancy = load * (1 - out_patience->abandon_probability) / station->servers;
    return STATUS_OK;
}

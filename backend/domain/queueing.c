#include "domain/queueing.h"

#include "domain/portable.h"

#include <math.h>
#include <stdbool.h>

static enum status check_servers(int servers)
{
    if (servers < 1) {
        return STATUS_INVALID;
    }
    return servers > QUEUEING_SERVERS_MAX ? STATUS_TOO_LARGE : STATUS_OK;
}

static bool is_amount(double value)
{
    return isfinite(value) && value >= 0;
}

/* One server more each turn; all terms are shares, so nothing overflows as factorials would. */
static double blocking_of(int servers, double load)
{
    double blocking = 1;
    for (int n = 1; n <= servers; n++) {
        blocking = load * blocking / (n + load * blocking);
    }
    return blocking;
}

enum status queueing_erlang_b(int servers, double load, double *out_blocking)
{
    enum status status = check_servers(servers);
    if (status != STATUS_OK) {
        return status;
    }
    if (!is_amount(load)) {
        return STATUS_INVALID;
    }
    *out_blocking = blocking_of(servers, load);
    return STATUS_OK;
}

/* Blocking rises with load. What is carried, load (1 - blocking), is less than the servers: that
 * bounds the load from above. Halving goes on until no number lies between the two ends. */
enum status queueing_erlang_b_load(int servers, double blocking, double *out_load)
{
    enum status status = check_servers(servers);
    if (status != STATUS_OK) {
        return status;
    }
    if (!(blocking > 0 && blocking < 1)) {
        return STATUS_INVALID;
    }
    double low = 0;
    double high = servers / (1 - blocking);
    double load = high / 2;
    while (low < load && load < high) {
        if (blocking_of(servers, load) < blocking) {
            low = load;
        } else {
            high = load;
        }
        load = low + (high - low) / 2;
    }
    *out_load = load;
    return STATUS_OK;
}

enum status queueing_erlang_c(int servers, double load, double *out_wait_probability)
{
    enum status status = check_servers(servers);
    if (status != STATUS_OK) {
        return status;
    }
    if (!is_amount(load)) {
        return STATUS_INVALID;
    }
    if (load >= servers) {
        return STATUS_UNPROCESSABLE;
    }
    double blocking = blocking_of(servers, load);
    *out_wait_probability = servers * blocking / (servers - load * (1 - blocking));
    return STATUS_OK;
}

enum status queueing_mmc(const struct queueing_station *station, struct queueing_waits *out_waits)
{
    if (!is_amount(station->arrival_rate) || !is_amount(station->service_rate)) {
        return STATUS_INVALID;
    }
    /* A service rate of 0 makes it no number, which is refused as such. */
    double load = station->arrival_rate / station->service_rate;
    double delayed;
    enum status status = queueing_erlang_c(station->servers, load, &delayed);
    if (status != STATUS_OK) {
        return status;
    }
    double drain_rate = (station->servers - load) * station->service_rate;
    out_waits->occupancy = load / station->servers;
    out_waits->wait_probability = delayed;
    out_waits->wait_mean = delayed / drain_rate;
    out_waits->queue_mean = station->arrival_rate * out_waits->wait_mean;
    out_waits->drain_rate = drain_rate;
    return STATUS_OK;
}

/* P(wait > t) = wait_probability x e^(-drain_rate t), here and below. */
enum status queueing_wait_quantile(const struct queueing_waits *waits, double p, double *out_wait)
{
    if (!(p >= 0 && p < 1)) {
        return STATUS_INVALID;
    }
    double longer = 1 - p;
    bool is_without_wait = waits->wait_probability <= longer;
    *out_wait =
        is_without_wait ? 0 : portable_log(waits->wait_probability / longer) / waits->drain_rate;
    return STATUS_OK;
}

enum status queueing_service_level(const struct queueing_waits *waits, double within,
                                   double *out_share)
{
    if (!is_amount(within)) {
        return STATUS_INVALID;
    }
    *out_share = 1 - waits->wait_probability * portable_exp(-waits->drain_rate * within);
    return STATUS_OK;
}

enum status queueing_mg1(double arrival_rate, double service_mean, double variation,
                         double *out_wait_mean)
{
    if (!is_amount(arrival_rate) || !is_amount(service_mean) || service_mean == 0 ||
        !is_amount(variation)) {
        return STATUS_INVALID;
    }
    double load = arrival_rate * service_mean;
    if (load >= 1) {
        return STATUS_UNPROCESSABLE;
    }
    *out_wait_mean = load * service_mean * (1 + variation * variation) / (2 * (1 - load));
    return STATUS_OK;
}

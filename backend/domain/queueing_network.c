#include "domain/queueing_network.h"

#include <math.h>
#include <stdbool.h>

/* The equations, one row a station, the outside arrivals as last column. */
struct equations {
    double rows[QUEUEING_STATIONS_MAX][QUEUEING_STATIONS_MAX + 1];
    size_t count;
};

/* Rounding of shares such as 0.1 + 0.2 + 0.7 must not make a route invalid. */
static const double share_slack = 1e-12;

static bool are_routes(size_t count, const double *routes)
{
    for (size_t from = 0; from < count; from++) {
        double sum = 0;
        for (size_t to = 0; to < count; to++) {
            double share = routes[from * count + to];
            if (!(share >= 0)) {
                return false;
            }
            sum += share;
        }
        if (sum > 1 + share_slack) {
            return false;
        }
    }
    return true;
}

static void set_up(struct equations *equations, const double *outside, const double *routes)
{
    size_t count = equations->count;
    for (size_t to = 0; to < count; to++) {
        for (size_t from = 0; from < count; from++) {
            equations->rows[to][from] = (to == from ? 1.0 : 0.0) - routes[from * count + to];
        }
        equations->rows[to][count] = outside[to];
    }
}

/* Takes a station out: everybody on their way to it is sent on to where it sends them. Its own
 * share is what is left after those who come straight back: 0 when nobody ever gets away. */
static bool eliminate(struct equations *equations, size_t station)
{
    double own = equations->rows[station][station];
    if (own <= share_slack) {
        return false;
    }
    for (size_t row = 0; row < equations->count; row++) {
        double part = row == station ? 0 : equations->rows[row][station] / own;
        for (size_t column = station; column <= equations->count && part != 0; column++) {
            equations->rows[row][column] -= part * equations->rows[station][column];
        }
    }
    return true;
}

enum status queueing_traffic(size_t station_count, const double *outside, const double *routes,
                             double *out_arrivals)
{
    if (station_count == 0) {
        return STATUS_INVALID;
    }
    if (station_count > QUEUEING_STATIONS_MAX) {
        return STATUS_TOO_LARGE;
    }
    for (size_t i = 0; i < station_count; i++) {
        if (!isfinite(outside[i]) || outside[i] < 0) {
            return STATUS_INVALID;
        }
    }
    if (!are_routes(station_count, routes)) {
        return STATUS_INVALID;
    }
    struct equations equations = {.count = station_count};
    set_up(&equations, outside, routes);
    for (size_t i = 0; i < station_count; i++) {
        if (!eliminate(&equations, i)) {
            return STATUS_UNPROCESSABLE;
        }
    }
    for (size_t i = 0; i < station_count; i++) {
        out_arrivals[i] = equations.rows[i][station_count] / equations.rows[i][i];
    }
    return STATUS_OK;
}

/* Adds up the classes; fails when one of them is no class. */
static enum status gather(size_t class_count, const struct queueing_stop *stops, double *out_load,
                          bool *out_is_even)
{
    double load = 0;
    bool is_even = true;
    for (size_t i = 0; i < class_count; i++) {
        double rate = stops[i].arrival_rate;
        double mean = stops[i].service_mean;
        if (!isfinite(rate) || rate < 0 || !isfinite(mean) || mean <= 0) {
            return STATUS_INVALID;
        }
        load += rate * mean;
        is_even = is_even && mean == stops[0].service_mean;
    }
    *out_load = load;
    *out_is_even = is_even;
    return STATUS_OK;
}

enum status queueing_visits(int servers, size_t class_count, const struct queueing_stop *stops,
                            struct queueing_stay *out_stays)
{
    if (class_count == 0) {
        return STATUS_INVALID;
    }
    if (class_count > QUEUEING_CLASSES_MAX) {
        return STATUS_TOO_LARGE;
    }
    double load;
    bool is_even;
    enum status status = gather(class_count, stops, &load, &is_even);
    double delayed = 0;
    if (status == STATUS_OK) {
        status = queueing_erlang_c(servers, load, &delayed);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (servers > 1 && !is_even) {
        return STATUS_UNPROCESSABLE;
    }
    /* With one server delayed is the load, and this is mean / (1 - load) also for uneven means. */
    double stretch = 1 + delayed / (servers - load);
    for (size_t i = 0; i < class_count; i++) {
        double residence = stops[i].service_mean * stretch;
        out_stays[i].utilisation = stops[i].arrival_rate * stops[i].service_mean / servers;
        out_stays[i].residence = residence;
        out_stays[i].present = stops[i].arrival_rate * residence;
    }
    return STATUS_OK;
}

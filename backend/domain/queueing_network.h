/*
 * queueing_network.h - several stations that people visit one after another, and come back to.
 *
 * People of one or more classes come from outside, go from station to station by chance and leave.
 * Each station then behaves as if it stood alone with the arrivals that the routes bring it.
 *
 * Owner    any thread: pure.
 * Memory   fixed, on the stack: 9 KiB for the routes of QUEUEING_STATIONS_MAX.
 * Time     as in queueing.h: the caller's unit.
 * Errors   STATUS_INVALID as in queueing.h, also for a route with a share outside 0..1 or more than
 *          1 in all; STATUS_TOO_LARGE above a limit; STATUS_UNPROCESSABLE when some never leave,
 *          a station has more load than servers, or a station of several servers has classes with
 *          different service times (no such formula is known). Outputs are untouched then.
 * Source   Jackson 1957; several classes: Baskett, Chandy, Muntz, Palacios 1975 (one server: either
 *          first come first served with one mean for all, or processor sharing with any means).
 */
#ifndef DOMAIN_QUEUEING_NETWORK_H
#define DOMAIN_QUEUEING_NETWORK_H

#include "base/status.h"
#include "domain/queueing.h"

#include <stddef.h>

enum { QUEUEING_STATIONS_MAX = 32 };

/* What one class asks of one station. */
struct queueing_stop {
    double arrival_rate; /* first visits and returns: outside rate x visits */
    double service_mean; /* of one visit, > 0 */
};

/* What it gets. */
struct queueing_stay {
    double utilisation; /* share of the servers' time that goes to this class */
    double residence;   /* wait and service of one visit */
    double present;     /* people of this class at the station */
};

/* All the visits to each station: out[i] = outside[i] + the sum of out[j] x routes[j][i].
 * routes has station_count rows of station_count shares; what a row lacks to 1 leaves. */
enum status queueing_traffic(size_t station_count, const double *outside, const double *routes,
                             double *out_arrivals) MUST_USE;

/* One station: stops and out_stays have class_count entries. */
enum status queueing_visits(int servers, size_t class_count, const struct queueing_stop *stops,
                            struct queueing_stay *out_stays) MUST_USE;

#endif

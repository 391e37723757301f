/*
 * queueing_patience.h - a queue whose people leave when it takes too long (Erlang A, M/M/c+M).
 *
 * As M/M/c in queueing.h, and everybody who waits goes away after an exponential time of patience.
 * Such a queue never grows for ever: it may have more load than servers.
 *
 * Owner    any thread: pure.
 * Memory   none.
 * Time     as in queueing.h: the caller's unit.
 * Errors   STATUS_INVALID as in queueing.h, also for a patience that is not above 0;
 *          STATUS_TOO_LARGE above QUEUEING_SERVERS_MAX and for more than
 *          QUEUEING_PATIENCE_ARRIVALS_MAX arrivals in one patience. Outputs untouched then.
 * Source   Palm 1957; Garnett, Mandelbaum, Reiman 2002, "Designing a call center with impatient
 *          customers".
 */
#ifndef DOMAIN_QUEUEING_PATIENCE_H
#define DOMAIN_QUEUEING_PATIENCE_H

#include "base/status.h"
#include "domain/queueing.h"

enum { QUEUEING_PATIENCE_ARRIVALS_MAX = 1000000 };

struct queueing_patience {
    double abandon_probability; /* share of all people who leave unserved */
    double wait_probability;    /* share who do not find a free server */
    double wait_mean;           /* of everybody, until served or gone */
    double queue_mean;          /* people who wait */
    double occupancy;
};

/* patience_mean > 0 */
enum status queueing_erlang_a(const struct queueing_station *station, double patience_mean,
                              struct queueing_patience *out_patience) MUST_USE;

#endif

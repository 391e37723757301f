/*
 * queueing.h - queues that can be computed: one kind of visitor, whoever came first.
 *
 * For staffing a day and for proving the simulator. Everybody arrives by chance (Poisson) and, but
 * for mg1, is served for exponential times; nobody goes away (queueing_patience.h) and the queue
 * has run for long. Priorities are in queueing_priority.h, several stations in queueing_network.h.
 *
 * Owner    any thread: pure.
 * Memory   none.
 * Time     no unit of its own: rates are per hour, second ... of the caller's choice, and every
 *          time that comes out is in that same unit. Load is arrival rate x mean service time, in
 *          erlangs: the number of servers it keeps busy.
 * Errors   STATUS_INVALID       not a number, below 0, no server, a share outside its range
 *          STATUS_TOO_LARGE     above QUEUEING_SERVERS_MAX
 *          STATUS_UNPROCESSABLE load at or above what the servers can do: the queue grows for ever
 *          Outputs are untouched then.
 * Source   Erlang 1917 (B and C); recursion for B: Jagerman 1974; waits of M/M/c: Cooper 1981,
 *          "Introduction to Queueing Theory"; M/G/1: Pollaczek 1930, Khinchine 1932.
 */
#ifndef DOMAIN_QUEUEING_H
#define DOMAIN_QUEUEING_H

#include "base/status.h"

enum { QUEUEING_SERVERS_MAX = 10000, QUEUEING_CLASSES_MAX = 16 };

/* M/M/c; one server makes it M/M/1. */
struct queueing_station {
    double arrival_rate; /* >= 0 */
    double service_rate; /* of one server, > 0 */
    int servers;         /* 1..QUEUEING_SERVERS_MAX */
};

struct queueing_waits {
    double occupancy;        /* share of the time a server works, 0 <= . < 1 */
    double wait_probability; /* share of the people who wait at all */
    double wait_mean;        /* of everybody, those who do not wait included */
    double queue_mean;       /* people who wait, without those being served */
    double drain_rate;       /* servers x service rate - arrival rate, > 0 */
};

/* Share of the people turned away when nobody may wait; load >= 0, of any size. */
enum status queueing_erlang_b(int servers, double load, double *out_blocking) MUST_USE;

/* The load at which that share is `blocking`; 0 < blocking < 1. */
enum status queueing_erlang_b_load(int servers, double blocking, double *out_load) MUST_USE;

/* Share of the people who have to wait; 0 <= load < servers. */
enum status queueing_erlang_c(int servers, double load, double *out_wait_probability) MUST_USE;

enum status queueing_mmc(const struct queueing_station *station,
                         struct queueing_waits *out_waits) MUST_USE;

/* The wait that the share p of the people stays within; 0 <= p < 1. */
enum status queueing_wait_quantile(const struct queueing_waits *waits, double p,
                                   double *out_wait) MUST_USE;

/* Share of the people who wait no longer than `within` (>= 0): the service level. */
enum status queueing_service_level(const struct queueing_waits *waits, double within,
                                   double *out_share) MUST_USE;

/* Mean wait before one server whose times have the mean `service_mean` (> 0) and the standard
 * deviation `variation` x mean (>= 0): 0 for times that are all equal (M/D/1), 1 for M/M/1. */
enum status queueing_mg1(double arrival_rate, double service_mean, double variation,
                         double *out_wait_mean) MUST_USE;

#endif

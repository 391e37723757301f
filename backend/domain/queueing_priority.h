/*
 * queueing_priority.h - queues with several kinds of visitors, some of whom go first.
 *
 * Two rules, both without interrupting anybody who is being served:
 *   strict        whoever is of the higher class goes first, however long the others wait
 *   accumulating  a class gains `slope` points for each unit of time waited; most points go first
 * Within a class the first to come goes first. All classes are served for exponential times of one
 * mean, by any number of servers.
 *
 * Owner    any thread: pure.
 * Memory   none.
 * Time     as in queueing.h: the caller's unit.
 * Errors   as in queueing.h: STATUS_INVALID also for no class, classes out of order or a slope that
 *          is not above 0; STATUS_TOO_LARGE also above QUEUEING_CLASSES_MAX. The whole queue has to
 *          be stable. Outputs are untouched on failure.
 * Source   strict: Cobham 1954, corrected 1955; accumulating: Kleinrock 1964, "A delay dependent
 *          queue discipline"; for several servers the delay of a newcomer behind busy servers is
 *          Erlang C / (servers x service rate), see Sharif, Stanford, Taylor, Ziedins 2014.
 */
#ifndef DOMAIN_QUEUEING_PRIORITY_H
#define DOMAIN_QUEUEING_PRIORITY_H

#include "base/status.h"
#include "domain/queueing.h"

#include <stddef.h>

/* Who shares the servers; what differs between the classes stands in arrays of class_count. */
struct queueing_shared {
    size_t class_count; /* 1..QUEUEING_CLASSES_MAX */
    double service_rate;
    int servers;
};

/* Mean wait of each class; arrival_rates from the class that goes first to the last one. */
enum status queueing_strict(const struct queueing_shared *shared, const double *arrival_rates,
                            double *out_wait_means) MUST_USE;

/* The same; slopes from the steepest to the flattest, equal ones share a turn. */
enum status queueing_accumulating(const struct queueing_shared *shared, const double *arrival_rates,
                                  const double *slopes, double *out_wait_means) MUST_USE;

#endif

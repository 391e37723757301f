/*
 * policy.h - ways of calling people that are compared with each other.
 *
 *   fifo-hand   a queue for each service, desks as laid down by hand (`desk` in the file)
 *   fifo-best   the same with the best desks that were found: as many queues per desk as the
 *               hand-made ones have at most
 *   fifo-any    the same again, desks with any number of queues
 *   strict      all skills of everybody; priority first, then bookings that are due, then by wait
 *   longest     all skills of everybody; who has waited longest for this service
 *   okienko     choose.h: the effective check-in, all services of a visit at once
 *
 * All but the last let a visitor queue anew for each service, in the order of the route, as the
 * peers do; a booking counts from its time. The first service after a missed call has the same
 * floor in all of them.
 *
 * Owner    any thread: pure.
 */
#ifndef SIMULATE_POLICY_H
#define SIMULATE_POLICY_H

#include "domain/choose.h"

#include <stdbool.h>
#include <stdint.h>

enum policy {
    POLICY_FIFO_HAND,
    POLICY_FIFO_BEST,
    POLICY_FIFO_ANY,
    POLICY_STRICT,
    POLICY_LONGEST,
    POLICY_OKIENKO,
    POLICY_COUNT
};

const char *policy_name(enum policy policy); /* "fifo-hand" */
bool policy_find(const char *name, enum policy *out_policy);

/* Whether the services of a visit are queued for one after the other. */
bool policy_is_sequential(enum policy policy);

/* Since when a visitor is entitled to their first service: check-in, or the time booked. */
int64_t policy_entitled_ms(const struct lobby *lobby, const struct lobby_visit *visit);

/* What the sequential ones look at. */
struct policy_queue {
    enum policy policy;
    const uint64_t *desks;      /* services each member of staff calls for */
    const int64_t *entitled_ms; /* by visit id: since when they wait for their present service */
};

/* Fills slot and position of out_choice; false: nobody to call. */
bool policy_choose(const struct policy_queue *queue, const struct lobby *lobby, int staff,
                   int64_t now_ms, struct choice *out_choice);

#endif

/*
 * appointment.h - the states of a booked visit, and whether somebody came in time for it.
 *
 *   booked --check-in--> arrived --end of the visit--> done, or missed when they left unserved
 *   booked --cancel--> cancelled;  booked --end of the day--> missed
 *   missed --check-in on the same day--> arrived: who comes late or again is not sent away
 *
 * Owner    any thread: pure.
 * Time     UTC milliseconds.
 */
#ifndef DOMAIN_APPOINTMENT_H
#define DOMAIN_APPOINTMENT_H

#include "base/status.h"
#include "domain/rules.h"

#include <stdint.h>

enum appointment_state {
    APPOINTMENT_BOOKED,
    APPOINTMENT_ARRIVED,
    APPOINTMENT_DONE,
    APPOINTMENT_MISSED,
    APPOINTMENT_CANCELLED,
    APPOINTMENT_STATE_COUNT
};

/* By the times of turn.h: early until the booking is due, on time to the end of the grace. */
enum appointment_arrival { ARRIVAL_EARLY, ARRIVAL_ON_TIME, ARRIVAL_LATE };

const char *appointment_state_name(enum appointment_state state); /* "booked" */
enum status appointment_state_parse(const char *name, enum appointment_state *out_state) MUST_USE;

enum appointment_arrival appointment_arrival(const struct rules *rules, int64_t starts_ms,
                                             int64_t checkin_ms);
const char *appointment_arrival_name(enum appointment_arrival arrival); /* "on_time" */

#endif

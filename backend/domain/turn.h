/*
 * turn.h - the one clock time that decides a visitor's turn: the effective check-in.
 *
 *   late      = booked and check-in later than appointment + grace; then it is a walk-in
 *   base      = appointment - booking head start, while the booked step is open and not late;
 *               afterwards the later of check-in and appointment; everybody else: check-in
 *   base      = at least the floor, once somebody came back after a missed call
 *   effective = base - priority head start, if priority
 *
 * It is the same instant at every desk and does not change while somebody waits, so that every
 * call can be explained in a sentence and waiting longer never loses the turn.
 *
 * Owner    any thread: pure.
 * Time     UTC milliseconds.
 */
#ifndef DOMAIN_TURN_H
#define DOMAIN_TURN_H

#include "domain/rules.h"

#include <stdbool.h>
#include <stdint.h>

enum turn_base { TURN_CHECKIN, TURN_APPOINTMENT, TURN_RETURN };

/* What is known of a visitor. */
struct turn_facts {
    int64_t checkin_ms;
    int64_t appointment_ms; /* 0: not booked */
    int64_t floor_ms;       /* set by turn_floor at each return; 0: never missed a call */
    bool is_booked_open;    /* the booked step is not over */
    bool priority;
};

struct turn {
    enum turn_base kind;
    int64_t base_ms;
    int64_t head_ms;      /* priority head start, 0 without */
    int64_t effective_ms; /* base - head */
    int64_t due_ms; /* before this the booking is called only if there is nobody else; 0 never */
};

struct turn turn_of(const struct rules *rules, const struct turn_facts *facts);

/* Whether a booking with this check-in is late. The end of the grace itself is still in time. */
bool turn_is_late(const struct rules *rules, int64_t checkin_ms, int64_t appointment_ms);

/* The floor after coming back: within the parking time a little before now, later now itself; never
 * below the former floor. */
int64_t turn_floor(const struct rules *rules, int64_t former_floor_ms, int64_t parked_ms,
                   int64_t now_ms);

const char *turn_base_name(enum turn_base base); /* "checkin", "appointment", "return" */

#endif

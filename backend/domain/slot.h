/*
 * slot.h - at which times of a day a service can be booked, and with whom.
 *
 * A slot is a stretch of one colleague's time, as long as the service is planned to take, in whole
 * units of five minutes. The slots of a service lie end to end from each opening on, the same
 * whoever looks and whatever is taken: somebody else's booking takes slots away, it moves none.
 *
 *   with whom   who may call and whose main skill the service is; shifts and leave are not known
 *   when        in opening hours, on a day that is not off by law, not before from_min
 *   not when    another appointment of the same colleague lies across it, of whatever length
 *   how many    of a mixed service: bookings take at most SLOT_BOOKED_PERCENT of a colleague's
 *               opening minutes, so that who comes without one is served too
 *
 * Owner    any thread: pure.
 * Time     minutes of the local day; never reads a clock.
 * Errors   none: no slot is an answer.
 */
#ifndef DOMAIN_SLOT_H
#define DOMAIN_SLOT_H

#include "domain/office.h"

#include <stdbool.h>
#include <stdint.h>

enum { SLOT_UNIT_MIN = 5, SLOT_BOOKED_PERCENT = 75, SLOT_NOBODY = -1, SLOT_ANYBODY = -1 };

/* Staff are indices into the office. */
struct slot {
    int minute; /* of the local day */
    int minutes;
    int staff;
};

/* One local day of an office and what is taken of it, in any order. */
struct slot_day {
    const struct office *office;
    const struct slot *taken;
    int taken_count;
    int32_t day;
    int from_min; /* no slot begins before it */
};

/* Which slots are meant: of a service, with one colleague or SLOT_ANYBODY. */
struct slot_wish {
    const struct office_service *service;
    int staff;
};

/* How long a slot of the service is. */
int slot_minutes(const struct office_service *service);

/* Who would take it: SLOT_NOBODY when it is no slot or nobody is free. Of several the one with the
 * fewest minutes taken that day, then the first of the office. */
int slot_staff(const struct slot_day *day, const struct slot_wish *wish, int minute);

/* All slots by time, then staff, `max` at most; gives their number. Each time once when
 * `is_once`, with whoever would take it. */
int slot_list(const struct slot_day *day, const struct slot_wish *wish, bool is_once,
              struct slot *out, int max);

#endif

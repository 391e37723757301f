/*
 * calling.h - calls the next person to a room: chosen by the rules, written with its explanation.
 *
 * Owner    the writer thread, inside a job.
 */
#ifndef API_CALLING_H
#define API_CALLING_H

#include "api/app.h"
#include "base/status.h"
#include "domain/visit.h"
#include "store/writer.h"

#include <stdint.h>

struct calling {
    const struct office *office;
    int64_t staff_id; /* holds the room and is free */
    int64_t room_id;
    int64_t now_ms;
};

/* STATUS_MISSING: nobody waits whom this person may call. The event is published with the job. */
enum status calling_next(struct writer_turn *turn, const struct calling *calling,
                         struct visit *out_visit) MUST_USE;

/* Where the office calls without being asked: gives every free member of staff their next person.
 * To be run at the end of each job that may have freed somebody or made somebody wait. */
enum status calling_auto(struct writer_turn *turn, const struct office *office,
                         int64_t now_ms) MUST_USE;

#endif

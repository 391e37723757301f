/*
 * calling.h - calls a person to a room, by the rules or by choice, written with its explanation.
 *
 * Owner    the writer thread, inside a job.
 */
#ifndef API_CALLING_H
#define API_CALLING_H

#include "api/app.h"
#include "base/status.h"
#include "domain/call_reason.h"
#include "domain/choose.h"
#include "domain/visit.h"
#include "store/invitation_store.h"
#include "store/writer.h"

#include <stdint.h>

struct calling {
    const struct office *office;
    int64_t staff_id; /* holds the room and is free */
    int64_t room_id;
    int64_t now_ms;
    bool is_asked;    /* by whom it is for, who may take it back; false: the office calls */
    int64_t visit_id; /* of calling_chosen */
    enum call_reason reason;
};

/* STATUS_MISSING: nobody waits whom this person may call. The event is published with the job. */
enum status calling_next(struct writer_turn *turn, const struct calling *calling,
                         struct visit *out_visit) MUST_USE;

/* Calls the visit that somebody chose, and keeps their reason. STATUS_CONFLICT: it waits for
 * nothing that this person may call. */
enum status calling_chosen(struct writer_turn *turn, const struct calling *calling,
                           struct visit *out_visit) MUST_USE;

/* Whom calling_next would call now, and for which step, with the explanation; nothing is written.
 * STATUS_MISSING as there. */
enum status calling_preview(struct writer_turn *turn, const struct calling *calling,
                            struct visit *out_visit, struct choice *out_choice,
                            struct invitation *out_call) MUST_USE;

/* Where the office calls without being asked: gives every free member of staff their next person.
 * To be run at the end of each job that may have freed somebody or made somebody wait. */
enum status calling_auto(struct writer_turn *turn, const struct office *office,
                         int64_t now_ms) MUST_USE;

#endif

/*
 * tickets_lent.h - a ticket that comes with a number lent to its kiosk: given already, perhaps long
 * ago, while nobody answered.
 *
 * The number must have been lent to this very device, for the day on which the person pressed. The
 * time of pressing is believed within bounds: not before the number was lent, not after now, and
 * on its own day. A ticket that comes again under another key is the same ticket by its token.
 *
 * Owner    the writer thread, inside a job.
 */
#ifndef API_TICKETS_LENT_H
#define API_TICKETS_LENT_H

#include "api/action.h"
#include "base/status.h"
#include "domain/visit.h"
#include "wire/ticket.h"

#include <stdbool.h>
#include <stdint.h>

struct lent_number {
    int32_t day;
    int32_t counter;
    int64_t pressed_ms; /* as it counts */
    int64_t ticket_id;  /* this very ticket is here already; 0: it is not */
};

/* Leaves problem number-not-lent or number-taken. */
enum status tickets_lent_check(struct action *action, struct db *db,
                               const struct wire_issue_request *request, char series,
                               struct lent_number *out_number) MUST_USE;

/* Was this visit's number lent to the device that asks? */
bool tickets_lent_is_theirs(const struct action *action, struct db *db, const struct visit *visit);

/* The time that counts for a press. Pure. */
int64_t tickets_lent_clamp(int64_t pressed_ms, int64_t granted_ms, int32_t day, int64_t now_ms);

#endif

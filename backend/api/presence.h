/*
 * presence.h - when each member of staff was last seen: a request of theirs, or an open page.
 *
 * Owner    any thread: one atomic per person. Not stored: after a restart everybody counts as seen.
 */
#ifndef API_PRESENCE_H
#define API_PRESENCE_H

#include "domain/office.h"

#include <stdatomic.h>
#include <stdint.h>

struct presence {
    atomic_int_fast64_t seen_ms[OFFICE_STAFF_MAX]; /* by staff index */
};

/* Everybody was seen now. */
void presence_init(struct presence *presence, int64_t now_ms);

void presence_note(struct presence *presence, const struct office *office, int64_t staff_id,
                   int64_t now_ms);

int64_t presence_seen_ms(const struct presence *presence, int staff);

#endif

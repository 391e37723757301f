/*
 * lobby_view.h - the lobby as a page sees it at this moment: who waits, who is on duty.
 *
 * Owner    any thread with its own connection.
 */
#ifndef API_LOBBY_VIEW_H
#define API_LOBBY_VIEW_H

#include "base/status.h"
#include "domain/office.h"
#include "store/db.h"
#include "store/lobby_store.h"
#include "store/staff_store.h"

struct lobby_view {
    struct lobby_queue queues[OFFICE_SERVICES_MAX]; /* by service index */
    int able[OFFICE_SERVICES_MAX];                  /* people on duty with the skill */
    struct duty duties[OFFICE_ROOMS_MAX];
    int duty_count;
};

enum status lobby_view_read(struct db *db, const struct office *office,
                            struct lobby_view *out) MUST_USE;

/* Nobody's duty, all zeroes, for who has no room. */
const struct duty *lobby_view_duty(const struct lobby_view *view, int64_t staff_id);

#endif

/*
 * lobby.h - what the lobby looks like at this moment: who waits, who is on duty, how long it takes.
 *
 * Owner    any thread with its own connection.
 */
#ifndef API_LOBBY_H
#define API_LOBBY_H

#include "base/status.h"
#include "domain/office.h"
#include "domain/outlook.h"
#include "store/db.h"
#include "store/staff_store.h"

#include <stdbool.h>
#include <stdint.h>

struct lobby {
    int64_t waiting[OFFICE_SERVICES_MAX]; /* by service index */
    bool on_duty[OFFICE_STAFF_MAX];       /* by staff index */
    struct duty duties[OFFICE_ROOMS_MAX];
    int duty_count;
};

enum status lobby_read(struct db *db, const struct office *office, struct lobby *out) MUST_USE;

/* For somebody who comes now and needs this service first. */
struct outlook lobby_outlook(const struct lobby *lobby, const struct office *office,
                             int service_index);

#endif

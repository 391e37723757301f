/*
 * standing.h - where a waiting ticket stands: people with an earlier turn for the same service, and
 * how long from here.
 *
 * Owner    the http thread (reads through app->reader and the forecaster's table).
 */
#ifndef API_STANDING_H
#define API_STANDING_H

#include "api/app.h"
#include "base/status.h"
#include "domain/promise.h"
#include "domain/visit.h"

struct standing {
    int ahead;
    struct promise promise;
};

/* The ticket and its standing; zeroes for a ticket that does not wait. STATUS_MISSING when there is
 * no such ticket. */
enum status standing_read(struct app *app, int64_t ticket_id, struct visit *out_visit,
                          struct standing *out_standing) MUST_USE;

#endif

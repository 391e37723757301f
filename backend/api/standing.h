/*
 * standing.h - where a waiting ticket stands: people before it, and how long from here.
 *
 * Owner    the http thread (reads through app->reader).
 */
#ifndef API_STANDING_H
#define API_STANDING_H

#include "api/app.h"
#include "base/status.h"
#include "domain/outlook.h"
#include "domain/visit.h"

/* The ticket and its standing at one moment; zeroes for a ticket that does not wait.
 * STATUS_MISSING when there is no such ticket. */
enum status standing_read(struct app *app, int64_t ticket_id, struct visit *out_visit,
                          struct outlook *out_outlook) MUST_USE;

#endif

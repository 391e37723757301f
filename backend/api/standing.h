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

/* Zeroes for a ticket that does not wait. */
enum status standing_of(struct app *app, const struct visit *visit,
                        struct outlook *out_outlook) MUST_USE;

#endif

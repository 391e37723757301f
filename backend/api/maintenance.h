/*
 * maintenance.h - what has to be done from time to time: the end of a day, old rows.
 *
 * Owner    main posts it (at start, then every minute); it runs on the writer thread like any job
 *          and waits for nobody.
 */
#ifndef API_MAINTENANCE_H
#define API_MAINTENANCE_H

#include "api/app.h"

/* Tickets of former days that are still open are closed as left, each with its event; expired
 * sessions, old events and old request keys go. Bounded: the rest is done the next time.
 * Returns at once. */
void maintenance_post(struct app *app);

/* Runs it and waits until nothing of former days is open: before the first request. */
void maintenance_run(struct app *app);

#endif

/*
 * watch.h - what is looked after every few seconds: calls nobody answers, staff who are gone.
 *
 * A call without a start for rules.unanswered_ms is told to the consoles once (call.unanswered). A
 * member of staff not seen for rules.gone_ms leaves the room; whoever they had called or served
 * waits again at their place (ticket.released). Who presses nothing for rules.ask_ms is asked
 * whether they are there (attendance.h).
 *
 * Owner    main posts it; it runs on the writer thread like any job and waits for nobody.
 */
#ifndef API_WATCH_H
#define API_WATCH_H

#include "api/app.h"

void watch_post(struct app *app);

#endif

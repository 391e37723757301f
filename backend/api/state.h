/*
 * state.h - the lobby as it is now, with the seq at which the event stream goes on.
 *
 * GET /api/v1/state?view=board|console|kiosk. The snapshot is one read transaction: nothing is
 * missed and nothing is seen twice when /events starts at its seq.
 */
#ifndef API_STATE_H
#define API_STATE_H

#include "http/exchange.h"

void state_get(struct exchange *exchange);

/* GET /api/v1/events: the same views. */
void events_get(struct exchange *exchange);

#endif

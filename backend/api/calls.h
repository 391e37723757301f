/*
 * calls.h - calls and why they were made: of one ticket, and the latest of the day.
 *
 * GET /api/v1/tickets/{id}/calls (staff) and GET /api/v1/calls (manager).
 */
#ifndef API_CALLS_H
#define API_CALLS_H

#include "http/exchange.h"

void calls_of_ticket(struct exchange *exchange);
void calls_newest(struct exchange *exchange);

#endif

/*
 * tickets.h - issuing tickets and everything that happens to one until it is closed.
 *
 * Handlers of /api/v1/tickets...; see openapi.json for shapes and errors.
 */
#ifndef API_TICKETS_H
#define API_TICKETS_H

#include "http/exchange.h"

void tickets_issue(struct exchange *exchange);
void tickets_get(struct exchange *exchange);
void tickets_find(struct exchange *exchange); /* by its number, today's */

void tickets_recall(struct exchange *exchange);
void tickets_start(struct exchange *exchange);
void tickets_finish(struct exchange *exchange);
void tickets_no_show(struct exchange *exchange);
void tickets_park(struct exchange *exchange);
void tickets_resume(struct exchange *exchange);
void tickets_transfer(struct exchange *exchange);
void tickets_cancel(struct exchange *exchange);

/* The route: a further step, an offer that is agreed to, one that is not needed. */
void tickets_add_step(struct exchange *exchange);
void tickets_agree(struct exchange *exchange);
void tickets_drop(struct exchange *exchange);
void tickets_order(struct exchange *exchange);

#endif

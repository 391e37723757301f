/*
 * paper.h - GET /api/v1/tickets/{id}/paper?lang=uk: a ticket to be printed at the desk.
 *
 * Plain HTML without scripts: the desk's page prints it from a frame of its own, and it can be
 * opened and printed by hand. The language is the ticket's unless `lang` says another.
 *
 * Owner    the http thread.
 */
#ifndef API_PAPER_H
#define API_PAPER_H

#include "http/exchange.h"

void paper_get(struct exchange *exchange);

#endif

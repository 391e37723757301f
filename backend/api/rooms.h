/*
 * rooms.h - a free room calls somebody: the next by the rule, or one who is chosen.
 *
 * POST /api/v1/rooms/{id}/next and /call, and GET /api/v1/rooms/{id}/queue, which tells beforehand
 * whom Next would bring: it asks the same function on the writer thread, so that both see one
 * lobby.
 */
#ifndef API_ROOMS_H
#define API_ROOMS_H

#include "api/action.h"
#include "http/exchange.h"

void rooms_next(struct exchange *exchange);
void rooms_call(struct exchange *exchange);
void rooms_queue(struct exchange *exchange);

/* Takes the room from the address; false when a refusal was left. */
bool rooms_find(struct exchange *exchange, struct action *action);

/* The caller holds the room that the action is about; else problem room-not-yours, forbidden. */
enum status rooms_must_be_mine(struct action *action, struct db *db) MUST_USE;

#endif

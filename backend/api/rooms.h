/*
 * rooms.h - a free room calls the next person: POST /api/v1/rooms/{id}/next.
 */
#ifndef API_ROOMS_H
#define API_ROOMS_H

#include "http/exchange.h"

void rooms_next(struct exchange *exchange);

#endif

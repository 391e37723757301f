/*
 * rules.h - the director's rules of the queue: GET and PUT /api/v1/rules.
 *
 * A change is a new version; the former ones stay, as the calls made by them do.
 */
#ifndef API_RULES_H
#define API_RULES_H

#include "http/exchange.h"

void rules_get(struct exchange *exchange);
void rules_put(struct exchange *exchange);

#endif

/*
 * own_stats.h - GET /api/v1/stats/mine: what the caller did today, for nobody else.
 *
 * Owner    the http thread.
 */
#ifndef API_OWN_STATS_H
#define API_OWN_STATS_H

#include "http/exchange.h"

void own_stats_get(struct exchange *exchange);

#endif

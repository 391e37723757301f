/*
 * stats.h - figures for managers: GET /api/v1/stats/today.
 */
#ifndef API_STATS_H
#define API_STATS_H

#include "http/exchange.h"

void stats_today(struct exchange *exchange);

#endif

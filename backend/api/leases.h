/*
 * leases.h - POST /api/v1/leases: numbers for the time when a kiosk finds nobody to ask.
 *
 * A device gets the next numbers of a series, for today or tomorrow. It issues them by
 * POST /api/v1/tickets with "number", at once or when it finds us again.
 */
#ifndef API_LEASES_H
#define API_LEASES_H

#include "http/exchange.h"

enum {
    LEASE_NUMBERS_MAX = 5000, /* a device gets of a series for one day */
    LEASE_KEEP_DAYS = 14      /* how late a ticket may still be handed over */
};

void leases_grant(struct exchange *exchange);

#endif

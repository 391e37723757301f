/*
 * demand.h - how many people come without a booking: per service, weekday and hour.
 *
 * Learned day by day from who came. Few Mondays say little, so a weekday leans on all days by four
 * days' weight; old days fade.
 *
 * Owner    whoever holds the struct; reading it from several threads is safe.
 * Memory   about 55 KB, no pointers: create on the heap.
 * Time     hours of the local day, 0 to 23; weekday 1 Monday .. 7 Sunday, as clock_local has them.
 * Errors   none.
 */
#ifndef DOMAIN_DEMAND_H
#define DOMAIN_DEMAND_H

#include "domain/office.h"

enum { DEMAND_HOURS = 24, DEMAND_WEEKDAYS = 7 };

struct demand_mean {
    float people[OFFICE_SERVICES_MAX][DEMAND_HOURS];
    int days;
};

struct demand {
    float today[OFFICE_SERVICES_MAX][DEMAND_HOURS];
    int weekday; /* of today; 0: nobody came yet */
    struct demand_mean every;
    struct demand_mean weekdays[DEMAND_WEEKDAYS];
};

void demand_init(struct demand *demand);

/* Somebody came whose first service is this one. */
void demand_learn(struct demand *demand, int service, int weekday, int hour);

/* Each night: the day becomes history. A day on which nobody came says nothing. */
void demand_refit(struct demand *demand);

/* People expected in that hour; 0 while no day was learned. */
double demand_people(const struct demand *demand, int service, int weekday, int hour);

#endif

/*
 * outlook.h - how long somebody who comes now will wait, said as an honest range.
 *
 * The plain estimate until the engine forecasts: the work of those ahead, shared by the people on
 * duty who can do it, from 0.6 to 1.5 times that, rounded outwards to 5 minutes and at
 * most a working day of 8 hours.
 *
 * Owner    any thread: pure.
 */
#ifndef DOMAIN_OUTLOOK_H
#define DOMAIN_OUTLOOK_H

#include <stdbool.h>
#include <stdint.h>

struct outlook {
    bool is_known; /* false when nobody on duty serves it: an invented number helps no one */
    int64_t ahead; /* people before this one for the same service */
    int low_min;
    int high_min;
};

/* `ahead` people wait for a service of `minutes`, `able` people on duty give it. */
struct outlook outlook_for(int64_t ahead, int able, int minutes);

#endif

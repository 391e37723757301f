/*
 * opening.h - when the office is open: its weekly hours without the days off of the calendar.
 *
 * Owner    any thread: pure values.
 * Time     days and minutes of the office's own clock, given by the caller.
 */
#ifndef APP_OPENING_H
#define APP_OPENING_H

#include "wire/catalog.h"

#include <stdbool.h>
#include <stdint.h>

struct opening {
    int32_t day; /* 20261123 */
    int open_min;
    int close_min;
};

/* False too when the catalogue tells no hours. */
bool opening_is_at(const struct wire_catalog *catalog, int32_t day, int minute_of_day);

/* Minutes until the answer of opening_is_at may change: 1 .. 1440, at midnight at the latest. */
int opening_change_min(const struct wire_catalog *catalog, int32_t day, int minute_of_day);

/* The openings of one day, in order; at most `most`. */
int opening_of_day(const struct wire_catalog *catalog, int32_t day, struct opening *out_openings,
                   int most);

/* The first opening that begins after a moment, within two months; false when there is none. */
bool opening_next(const struct wire_catalog *catalog, int32_t day, int minute_of_day,
                  struct opening *out_opening);

#endif

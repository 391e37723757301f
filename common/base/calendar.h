/*
 * calendar.h - days as numbers, and which of them are days off in Poland.
 *
 * A day is written 20261121, as clock_local gives it; years 1900 to 2199.
 *
 * Owner    any thread: pure values.
 * Errors   none: a day must exist.
 * Source   the Act of 18 January 1951 on days off, with the change that made 24 December a day off
 *          from 2025 on; Easter by the anonymous Gregorian algorithm (Meeus, Jones, Butcher).
 */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

/* Whether a number from outside is a day, of the years above. */
bool calendar_is_day(int64_t day);

/* 1 Monday .. 7 Sunday */
int calendar_weekday(int32_t day);

/* The day `count` days later; earlier when it is negative. */
int32_t calendar_add(int32_t day, int count);

enum { CALENDAR_TEXT_MAX = 15 };

/* "24.11.2026" */
void calendar_text(int32_t day, char out[static CALENDAR_TEXT_MAX + 1]);

/* Easter Sunday. */
int32_t calendar_easter(int year);

/* A day off by law: a Sunday or a holiday. A Saturday is none. */
bool calendar_is_day_off(int32_t day);

#endif

/*
 * full_today.h - whether a service takes nobody more today: who came now would wait beyond closing.
 *
 * Said before a number is given, so that nobody waits in vain. Only where the director's rules say
 * so; never for what is immediate, and nothing is said where the wait is not known.
 *
 * Owner    any thread, after clock_zone_set: pure.
 */
#ifndef API_FULL_TODAY_H
#define API_FULL_TODAY_H

#include "domain/office.h"
#include "domain/promise.h"

#include <stdbool.h>
#include <stdint.h>

/* `promise` is what somebody would be told who comes now. False when the office is closed for the
 * day: then nothing is promised by its closing. */
bool full_today(const struct office *office, const struct office_service *service,
                const struct promise *promise, int64_t now_ms);

#endif

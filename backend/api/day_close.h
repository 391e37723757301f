/*
 * day_close.h - the end of the day: whoever still waits is dismissed in so many words.
 *
 * POST /api/v1/day/close (desk or manager). Everybody who waits or is parked leaves with an event
 * of their own (ticket.dismissed); visits in a room go on, and booked times that are past and that
 * nobody came to are missed. The answer names the numbers, so that somebody can tell them.
 */
#ifndef API_DAY_CLOSE_H
#define API_DAY_CLOSE_H

#include "domain/office.h"
#include "http/exchange.h"
#include "store/writer.h"

#include <stdint.h>

void day_close(struct exchange *exchange);

/* Inside a job: one visitor, whatever their state. */
enum status day_close_dismiss(struct writer_turn *turn, const struct office *office, int64_t id,
                              int64_t now_ms) MUST_USE;

#endif

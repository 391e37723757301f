/*
 * duty.h - who sits where, and who is on a break.
 *
 * Handlers of PUT /api/v1/session/room and /session/break, and what logging out shares with them.
 */
#ifndef API_DUTY_H
#define API_DUTY_H

#include "api/action.h"
#include "http/exchange.h"
#include "store/writer.h"

#include <stdint.h>

void duty_take_room(struct exchange *exchange);
void duty_set_break(struct exchange *exchange);

/* Inside a job: leaves the room, if any; a visit in progress stays with its room and is refused
 * (problem visit-open). */
enum status duty_leave(struct action *action, struct writer_turn *turn) MUST_USE;

/* Inside a job that changed the duty of this person: tells the lobby and the consoles. */
enum status duty_publish(struct writer_turn *turn, int64_t office_id, int64_t staff_id,
                         int64_t now_ms) MUST_USE;

#endif

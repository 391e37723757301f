/*
 * ticket_json.h - tickets and calls as they go over the wire and into events.
 *
 * Staff see a ticket's services as far as their track goes, a kiosk all of those it gave; of any
 * other step only that it is there ("hidden": true, and null for its service, room and colleague).
 * The public body has number, room and state only; the staff body no service either.
 */
#ifndef API_TICKET_JSON_H
#define API_TICKET_JSON_H

#include "base/json_out.h"
#include "domain/office.h"
#include "domain/promise.h"
#include "domain/scope.h"
#include "domain/visit.h"
#include "store/event_store.h"
#include "store/invitation_store.h"

#include <stdbool.h>

/* {"id", "number", ..., "steps": [...]}; the token only for whom it was issued. */
void ticket_json(struct json_out *json, const char *name, const struct scope *scope,
                 const struct visit *visit, bool with_token);

/* {"id", "ticket", ..., "explanation": {...}}; cut as its step is. */
void call_json(struct json_out *json, const char *name, const struct scope *scope,
               const struct visit *visit, const struct invitation *call);

/* {"low_min", "high_min"} or null. */
void wait_json(struct json_out *json, const char *name, const struct promise *promise);

/* {"id", "name"} or null when there is no such room. */
void room_json(struct json_out *json, const char *name, const struct office *office,
               int64_t room_id);

/* Makes it room.changed: who took which room (0: left) or is on a break. For staff only. */
void room_event(struct event *event, int64_t staff_id, int64_t room_id, bool on_break);

/* Fills the bodies of an event about the visit's step `index`. is_public: boards may see it. */
void ticket_event(struct event *event, const struct office *office, const struct visit *visit,
                  int index, bool is_public);

#endif

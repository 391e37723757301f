/*
 * appointment_json.h - booked times as they go over the wire and into events.
 */
#ifndef API_APPOINTMENT_JSON_H
#define API_APPOINTMENT_JSON_H

#include "base/json_out.h"
#include "domain/scope.h"
#include "store/appointment_store.h"
#include "store/event_store.h"
#include "store/writer.h"

/* {"id", "code", "service", "staff", "starts_ms", "minutes", "state", "number"}; service and staff
 * are null outside the scope, the code where it is not told: it proves who holds the appointment.
 */
void appointment_json(struct json_out *json, const char *name, const struct scope *scope,
                      const struct appointment *appointment, bool tells_code);

/* Inside a job: appointment.changed, for staff only: which one, and its state. */
enum status appointment_publish(struct writer_turn *turn, int64_t office_id,
                                const struct appointment *appointment, int64_t now_ms) MUST_USE;

#endif

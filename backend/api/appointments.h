/*
 * appointments.h - booked times: the free ones, booking, looking up, cancelling, checking in.
 *
 * Handlers of /api/v1/slots and /api/v1/appointments...; see openapi.json for shapes and errors.
 * Who books leaves no name and no contact: the code goes along on paper, and whoever shows it is
 * who comes. A slot is given on the writer's thread on rows just read, so it is given once.
 */
#ifndef API_APPOINTMENTS_H
#define API_APPOINTMENTS_H

#include "api/app.h"
#include "api/caller.h"
#include "base/json_out.h"
#include "http/exchange.h"
#include "store/writer.h"

#define APPOINTMENTS_GUESSING "Too many codes that are none. Try again in two minutes."

void appointments_slots(struct exchange *exchange);
void appointments_book(struct exchange *exchange);
void appointments_get(struct exchange *exchange); /* of a day, or by its code */
void appointments_cancel(struct exchange *exchange);
void appointments_check_in(struct exchange *exchange);

/* For a console: "appointments", today's of the services this person gives. */
enum status appointments_today(struct json_out *json, struct app *app,
                               const struct caller *caller) MUST_USE;

/* Inside a job: ends what began before this instant, see appointment_store_close. */
enum status appointments_close(struct writer_turn *turn, const struct office *office,
                               int64_t before_ms, int64_t now_ms) MUST_USE;

#endif

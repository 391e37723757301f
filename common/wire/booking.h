/*
 * booking.h - booked times on the wire, as a kiosk asks for them.
 *
 * GET /api/v1/slots?service=PSY&from=20261124&days=14
 *   {"slots": [{"starts_ms": 1795507200000, "staff": 3, "minutes": 50}], "more": false}
 * POST /api/v1/appointments {"service": "PSY", "starts_ms": 1795507200000}
 *   201 {"appointment": {"id": 7, "code": "482913", "starts_ms": ..., "minutes": 50, ...}}
 * POST /api/v1/appointments/7/cancel {}
 *   200, for two minutes, when nobody is there to take the code
 * POST /api/v1/appointments/check-in {"code": "482913", "language": "pl"}
 *   201 as a ticket's (ticket.h), with "arrival": "early" | "on_time" | "late"
 *
 * Neither carries a name or a way to reach somebody: the code is handed out on paper.
 */
#ifndef WIRE_BOOKING_H
#define WIRE_BOOKING_H

#include "base/buffer.h"
#include "base/json_in.h"
#include "base/status.h"
#include "wire/limits.h"
#include "wire/ticket.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    WIRE_SLOTS_MAX = 256,       /* of an answer that are kept */
    WIRE_BOOKING_CODE_MAX = 16, /* of an appointment, as it is handed out */
    WIRE_SCAN_MAX = 255         /* of whatever is held before a scanner */
};

struct wire_slots {
    int64_t starts_ms[WIRE_SLOTS_MAX]; /* ascending, each once whoever is free */
    size_t count;
    bool has_more; /* the last day may have others, and there may be other days */
};

struct wire_booking_request {
    char service[WIRE_CODE_MAX + 1];
    int64_t starts_ms;
};

struct wire_booking {
    int64_t id;
    char code[WIRE_BOOKING_CODE_MAX + 1];
    int64_t starts_ms;
    int64_t minutes;
};

struct wire_checkin_request {
    char code[WIRE_SCAN_MAX + 1];
    char language[WIRE_CODE_MAX + 1];
};

enum wire_arrival { WIRE_ARRIVAL_EARLY, WIRE_ARRIVAL_ON_TIME, WIRE_ARRIVAL_LATE };

struct wire_checkin_answer {
    struct wire_issue_answer ticket;
    enum wire_arrival arrival;
};

/* What comes after WIRE_SLOTS_MAX times is left out: has_more. STATUS_INVALID too when they run
 * backwards. */
enum status wire_slots_decode(const char *bytes, size_t size, struct wire_slots *out_slots,
                              struct json_error *error) MUST_USE;

void wire_booking_request_encode(const struct wire_booking_request *request, struct buffer *out);
enum status wire_booking_decode(const char *bytes, size_t size, struct wire_booking *out_booking,
                                struct json_error *error) MUST_USE;

void wire_checkin_request_encode(const struct wire_checkin_request *request, struct buffer *out);
enum status wire_checkin_answer_decode(const char *bytes, size_t size,
                                       struct wire_checkin_answer *out_answer,
                                       struct json_error *error) MUST_USE;

#endif

/*
 * ticket.h - a ticket on the wire: what a kiosk asks for and what it gets.
 *
 * POST /api/v1/tickets
 *   {"need": "money", "language": "pl", "priority": false, "interpreter": null}
 *   a desk may say "service": "PSY" instead of "need";
 *   with a need, "agreed": 2 says by bits which places of its route the person has agreed to beside
 *   the first (bit 0), which is certain;
 *   a kiosk that gives a number lent to it (lease.h) adds "number": "A27", "token": "<32 hex>" and
 *   "pressed_ms": when the person pressed, by the backend's clock.
 * 201
 *   {"ticket": {"id": 12, "number": "B3", "series": "B", "day": 20261121, "state": "waiting",
 *     "token": "<32 hex>", ...}, "ahead": 3, "wait": {"low_min": 15, "high_min": 30},
 *    "url": "http://HOST/v/<token>"}
 *
 * Neither carries a name, a phone number or a reason: there is no field for them.
 */
#ifndef WIRE_TICKET_H
#define WIRE_TICKET_H

#include "base/buffer.h"
#include "base/json_in.h"
#include "base/status.h"
#include "wire/limits.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct wire_issue_request {
    char need[WIRE_CODE_MAX + 1]; /* exactly one of need and service is not "" */
    char service[WIRE_CODE_MAX + 1];
    char language[WIRE_CODE_MAX + 1];    /* language_parse knows it */
    char interpreter[WIRE_CODE_MAX + 1]; /* "" none, else "uk", "en", "ru", "pjm", "other" */
    char number[WIRE_NUMBER_MAX + 1];    /* "": the backend takes the next one */
    char token[WIRE_TOKEN_HEX + 1];      /* with a number only, and always */
    bool priority;
    int64_t pressed_ms; /* with a number only, and always */
    int64_t agreed;     /* bits of the need's route, below 1 << WIRE_ROUTE_MAX */
};

struct wire_wait {
    bool is_known;
    int64_t low_min; /* minutes; multiples of 5, low <= high */
    int64_t high_min;
};

struct wire_issue_answer {
    int64_t ticket_id;
    int64_t day; /* 20261121, the office's local date */
    char number[WIRE_NUMBER_MAX + 1];
    char token[WIRE_TOKEN_HEX + 1];
    char url[WIRE_URL_MAX + 1];
    int64_t ahead; /* people before this one */
    int64_t issued_ms;
    struct wire_wait wait;
};

void wire_issue_request_encode(const struct wire_issue_request *request, struct buffer *out);
enum status wire_issue_request_decode(const char *bytes, size_t size,
                                      struct wire_issue_request *out_request,
                                      struct json_error *error) MUST_USE;

/* The backend writes the answer together with the whole ticket (backend/api); the kiosk reads the
 * part it needs and tolerates the rest. */
enum status wire_issue_answer_decode(const char *bytes, size_t size,
                                     struct wire_issue_answer *out_answer,
                                     struct json_error *error) MUST_USE;

/* null or nothing: not known. */
enum status wire_wait_decode(const struct json_in *node, struct wire_wait *out_wait,
                             struct json_error *error) MUST_USE;

/* "A27" is series 'A', counter 27. STATUS_INVALID for anything else, "A027" too. */
enum status wire_number_parse(const char *number, char *out_series, int32_t *out_counter) MUST_USE;

/* True for a well-formed Idempotency-Key: WIRE_KEY_MIN..MAX of letters, digits, '-' and '_'. */
bool wire_key_is_valid(const char *key);

#endif

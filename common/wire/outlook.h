/*
 * outlook.h - how busy it is now, per need, for the kiosk: GET /api/v1/state?view=kiosk.
 *
 * {"epoch": "1f2e3d4c", "seq": 57, "needs": [{"need": "money", "ahead": 3,
 *   "wait": {"low_min": 15, "high_min": 30} | null, "full": false}]}
 */
#ifndef WIRE_OUTLOOK_H
#define WIRE_OUTLOOK_H

#include "base/json_in.h"
#include "base/status.h"
#include "wire/limits.h"
#include "wire/ticket.h"

#include <stddef.h>
#include <stdint.h>

struct wire_outlook_need {
    char need[WIRE_CODE_MAX + 1];
    int64_t ahead; /* people before somebody who takes a number now */
    struct wire_wait wait;
    bool is_full; /* who came now would wait beyond closing: no number is given today */
};

struct wire_outlook {
    struct wire_outlook_need needs[WIRE_NEEDS_MAX];
    size_t need_count;
};

enum status wire_outlook_decode(const char *bytes, size_t size, struct wire_outlook *out_outlook,
                                struct json_error *error) MUST_USE;

/* NULL when the need is not listed. */
const struct wire_outlook_need *wire_outlook_find(const struct wire_outlook *outlook,
                                                  const char *need);

#endif

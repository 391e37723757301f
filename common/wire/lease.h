/*
 * lease.h - numbers lent to a kiosk for the time when nobody answers: POST /api/v1/leases.
 *
 * {"series": "A", "day": 20261121, "count": 40}
 * 201
 *   {"series": "A", "day": 20261121, "first": 41, "count": 40, "granted_ms": 1795248000000,
 *    "url": "http://HOST/v/"}
 *
 * Numbers that were lent are given by nobody else, whether they are used or not.
 */
#ifndef WIRE_LEASE_H
#define WIRE_LEASE_H

#include "base/buffer.h"
#include "base/json_in.h"
#include "base/status.h"
#include "wire/limits.h"

#include <stddef.h>
#include <stdint.h>

enum { WIRE_LEASE_COUNT_MAX = 500 };

struct wire_lease_request {
    char series[2];
    int64_t day;
    int64_t count; /* 1..WIRE_LEASE_COUNT_MAX */
};

struct wire_lease {
    char series[2];
    int64_t day;
    int64_t first;
    int64_t count;
    int64_t granted_ms;         /* by the backend's clock */
    char url[WIRE_URL_MAX + 1]; /* a phone page's address is this and its token */
};

void wire_lease_request_encode(const struct wire_lease_request *request, struct buffer *out);
enum status wire_lease_request_decode(const char *bytes, size_t size,
                                      struct wire_lease_request *out_request,
                                      struct json_error *error) MUST_USE;

void wire_lease_encode(const struct wire_lease *lease, struct buffer *out);
enum status wire_lease_decode(const char *bytes, size_t size, struct wire_lease *out_lease,
                              struct json_error *error) MUST_USE;

#endif

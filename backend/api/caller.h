/*
 * caller.h - who sends a request, and what they may do.
 *
 * Staff come with the session cookie (and, where they change something, the CSRF token that goes
 * with it); kiosks and boards with a bearer token; a visitor with the token of their ticket, which
 * is part of the address of its page (visit_page.h).
 *
 * Owner    the http thread.
 */
#ifndef API_CALLER_H
#define API_CALLER_H

#include "api/app.h"
#include "base/problem.h"
#include "domain/capability.h"
#include "domain/scope.h"
#include "store/staff_store.h"

#include <stdbool.h>
#include <stdint.h>

enum caller_kind { CALLER_NOBODY, CALLER_STAFF, CALLER_DEVICE, CALLER_VISITOR };

struct caller {
    enum caller_kind kind;
    int64_t device_id;
    int64_t visit_id;                 /* of a visitor */
    const struct office_staff *staff; /* NULL for a device */
    struct staff_session session;     /* of staff */
};

/* Who may use an address. Capabilities are those of domain/capability.h. */
struct caller_rule {
    bool allows_device;
    unsigned staff_needs; /* any one of these; 0: every staff member */
    bool allows_staff;
    bool is_change; /* staff must show the CSRF token */
};

/* Fills `out_caller`, or leaves the refusal as the answer and returns false: 401, 403, and 500 or
 * 503 when the data cannot be read. */
bool caller_admit(struct exchange *exchange, const struct caller_rule *rule,
                  struct caller *out_caller);

/* What they may know of a visit: staff by their track, a kiosk the whole of what it gave. */
struct scope caller_scope(const struct caller *caller, const struct office *office);

/* "s3", "d1" or "v7": tells callers apart where a key is remembered. */
void caller_name(const struct caller *caller, char *out, size_t out_size);

/* The same for staff and devices, as a number that is not 0. */
int64_t caller_number(const struct caller *caller);

#endif

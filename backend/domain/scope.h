/*
 * scope.h - which steps of a visit a member of staff may know and change.
 *
 * Benefits administration and social work are two tracks with their own queues, roles and data. A
 * visitor has one number for both: whoever is of one track sees of the other's steps only that they
 * are there. Shared services are everybody's; who manages sees both, for the figures. An offer that
 * nobody has agreed to is of no track yet: whoever has the visitor with them must be able to make
 * it.
 *
 * docs/scopes.md says what each address answers to whom.
 *
 * Owner    any thread: pure. The office outlives the scope.
 */
#ifndef DOMAIN_SCOPE_H
#define DOMAIN_SCOPE_H

#include "base/status.h"
#include "domain/office.h"
#include "domain/visit.h"

#include <stdbool.h>
#include <stdint.h>

/* "benefits" or "social"; STATUS_INVALID for another word. */
enum status scope_track_parse(const char *word, unsigned *out_bit) MUST_USE;

/* The word of one track; NULL for what is none. */
const char *scope_track_word(unsigned bit);

struct scope {
    const struct office *office;
    unsigned tracks;  /* bits of office_track beyond what is shared */
    int64_t staff_id; /* whose it is; 0 nobody's */
};

/* For whoever is no member of staff but may see the ticket all the same: a kiosk its own. */
struct scope scope_whole(const struct office *office);

struct scope scope_of(const struct office *office, const struct office_staff *staff);

/* False for a service the office does not have. */
bool scope_sees(const struct scope *scope, int64_t service_id);

/* The same of one step of a visit. */
bool scope_sees_step(const struct scope *scope, const struct visit *visit, int position);

/* One step at least is seen, whatever its state: the visitor is, or was, their business. */
bool scope_touches(const struct scope *scope, const struct visit *visit);

#endif

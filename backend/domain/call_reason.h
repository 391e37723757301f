/*
 * call_reason.h - why staff called somebody out of the order of the rule: a closed list.
 *
 * There is no free text: a reason says nothing about the person beyond these words, and none of
 * them is a ground of priority.
 *
 * Owner    any thread: pure.
 */
#ifndef DOMAIN_CALL_REASON_H
#define DOMAIN_CALL_REASON_H

#include "base/status.h"

enum call_reason {
    CALL_BY_RULE,      /* nobody chose */
    CALL_URGENT,       /* cannot wait */
    CALL_RETURNS,      /* comes back to a talk that was begun */
    CALL_CORRECTION,   /* puts a mistake right: a wrong call, a wrong service */
    CALL_ORGANISATION, /* of the day: a colleague leaves, an interpreter is here now */
    CALL_REASON_COUNT
};

const char *call_reason_name(enum call_reason reason); /* "urgent"; "" for the rule */
enum status call_reason_parse(const char *name, enum call_reason *out_reason) MUST_USE;

#endif

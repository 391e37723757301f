#include "domain/call_reason.h"

#include <string.h>

static const char *const names[CALL_REASON_COUNT] = {
    [CALL_BY_RULE] = "",
    [CALL_URGENT] = "urgent",
    [CALL_RETURNS] = "returns",
    [CALL_CORRECTION] = "correction",
    [CALL_ORGANISATION] = "organisation",
};

const char *call_reason_name(enum call_reason reason)
{
    return names[reason];
}

enum status call_reason_parse(const char *name, enum call_reason *out_reason)
{
    for (int i = 0; i < CALL_REASON_COUNT; i++) {
        if (strcmp(names[i], name) == 0) {
            *out_reason = (enum call_reason)i;
            return STATUS_OK;
        }
    }
    return STATUS_INVALID;
}

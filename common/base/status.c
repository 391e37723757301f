#include "base/status.h"

#include <assert.h>

static const struct {
    const char *name;
    int http;
} statuses[STATUS_COUNT] = {
    [STATUS_OK] = {"ok", 200},
    [STATUS_INVALID] = {"invalid", 400},
    [STATUS_UNAUTHENTICATED] = {"unauthenticated", 401},
    [STATUS_FORBIDDEN] = {"forbidden", 403},
    [STATUS_MISSING] = {"missing", 404},
    [STATUS_NOT_ALLOWED] = {"not-allowed", 405},
    [STATUS_CONFLICT] = {"conflict", 409},
    [STATUS_TOO_LARGE] = {"too-large", 413},
    [STATUS_UNPROCESSABLE] = {"unprocessable", 422},
    [STATUS_TOO_MANY] = {"too-many", 429},
    [STATUS_INTERNAL] = {"internal", 500},
    [STATUS_UNAVAILABLE] = {"unavailable", 503},
};

const char *status_name(enum status status)
{
    assert(status < STATUS_COUNT);
    return statuses[status].name;
}

int status_http(enum status status)
{
    assert(status < STATUS_COUNT);
    return statuses[status].http;
}

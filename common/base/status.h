/*
 * status.h - how a function says what became of its work.
 *
 * A small closed set, one-to-one with an HTTP code, so that an answer keeps its meaning from the
 * database to the wire. A bool answers a question; a status reports an outcome.
 */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

#define MUST_USE __attribute__((warn_unused_result))

enum status {
    STATUS_OK,
    STATUS_INVALID,         /* 400: the caller's words do not parse */
    STATUS_UNAUTHENTICATED, /* 401: nobody we know */
    STATUS_FORBIDDEN,       /* 403: somebody we know who may not */
    STATUS_MISSING,         /* 404: no such thing */
    STATUS_NOT_ALLOWED,     /* 405: this address does not take this method */
    STATUS_CONFLICT,        /* 409: the thing is in another state */
    STATUS_TOO_LARGE,       /* 413: over a declared limit */
    STATUS_UNPROCESSABLE,   /* 422: parses, but cannot be meant */
    STATUS_TOO_MANY,        /* 429: slow down */
    STATUS_INTERNAL,        /* 500: our own mistake */
    STATUS_UNAVAILABLE,     /* 503: try again, nothing was changed */
    STATUS_COUNT
};

/* "conflict"; never NULL. */
const char *status_name(enum status status);

/* 200 to 503. */
int status_http(enum status status);

#endif

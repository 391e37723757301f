/*
 * limits.h - how large anything on the wire may be. Both programs check the same numbers.
 *
 * Sizes are bytes of UTF-8 without the final NUL.
 */
#ifndef WIRE_LIMITS_H
#define WIRE_LIMITS_H

enum {
    WIRE_BODY_BYTES_MAX = 16 * 1024,         /* a request body; larger is 413 */
    WIRE_CATALOG_BYTES_MAX = 512 * 1024,     /* the whole catalogue as JSON */
    WIRE_ANSWER_BYTES_MAX = 4 * 1024 * 1024, /* any answer */
    WIRE_CODE_MAX = 16,                      /* "PSY", "losing_home", "pl_easy" */
    WIRE_NUMBER_MAX = 7,                     /* "A27" .. "A999999" */
    WIRE_COUNTER_MAX = 999999,               /* what stands behind a number's letter */
    WIRE_TOKEN_HEX = 32,                     /* 128 bits: the phone page's key */
    WIRE_KEY_MIN = 8,                        /* Idempotency-Key */
    WIRE_KEY_MAX = 64,
    WIRE_NAME_MAX = 64,   /* a room's, a device's or a login's name */
    WIRE_LABEL_MAX = 160, /* one label in one language (60 characters) */
    WIRE_HINT_MAX = 400,  /* one hint in one language */
    WIRE_URL_MAX = 255,
    WIRE_SERVICES_MAX = 64,
    WIRE_NEEDS_MAX = 48,
    WIRE_GROUPS_MAX = 12,
    WIRE_GROUP_NEEDS_MAX = 9, /* at most nine choices on a screen */
    WIRE_ROUTE_MAX = 8,       /* services in one route */
    WIRE_STEPS_MAX = 16,      /* steps on one ticket, transfers included */
    WIRE_HELPLINES_MAX = 12
};

#endif

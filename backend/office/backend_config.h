/*
 * backend_config.h - config/backend.yaml: how the backend runs on this machine.
 *
 * What the office is stands in office.yaml and the database; this is the administrator's file.
 *
 * Errors   as config.h; rules beyond types (an address, a range) name the file and the key, all of
 *          them at once, one per line.
 */
#ifndef OFFICE_BACKEND_CONFIG_H
#define OFFICE_BACKEND_CONFIG_H

#include "base/buffer.h"
#include "base/status.h"
#include "wire/limits.h"

enum {
    BACKEND_ADDRESS_MAX = 63,
    BACKEND_URL_MAX = WIRE_URL_MAX - 3 - WIRE_TOKEN_HEX, /* "/v/<token>" comes behind it */
    BACKEND_SESSION_HOURS_MAX = 72,
    BACKEND_RETENTION_DAYS_MAX = 3650
};

struct backend_config {
    char listen[BACKEND_ADDRESS_MAX + 1]; /* "127.0.0.1:8080", "[::1]:0"; port 0 takes a free one */
    char public_url[BACKEND_URL_MAX + 1]; /* before /v/<token>; no slash at its end; "": listen */
    int password_workers;                 /* threads for argon2id: 1..2 */
    int session_hours;                    /* after so many hours a login is asked again */
    int event_retention_days;             /* the event log */
};

enum status backend_config_load(const char *path, struct backend_config *out_config,
                                struct buffer *out_errors) MUST_USE;

#endif

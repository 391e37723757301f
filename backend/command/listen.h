/*
 * listen.h - "127.0.0.1:8080" and "[::1]:0" taken apart.
 */
#ifndef COMMAND_LISTEN_H
#define COMMAND_LISTEN_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

struct listen_address {
    char address[64]; /* without brackets */
    uint16_t port;    /* 0: any free one */
    bool is_v6;
    bool is_loopback; /* 127.0.0.0/8 or ::1: nobody from outside reaches it */
    bool is_wildcard; /* every address of the machine: nobody can be told to open that */
};

/* STATUS_INVALID for names, a missing port or one over 65535. */
enum status listen_parse(const char *text, struct listen_address *out_address) MUST_USE;

#endif

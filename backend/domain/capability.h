/*
 * capability.h - what a staff member may do. Titles are free labels; these bits are the rights.
 *
 * Owner    any thread: pure.
 */
#ifndef DOMAIN_CAPABILITY_H
#define DOMAIN_CAPABILITY_H

#include "base/status.h"

enum capability {
    CAPABILITY_CALL = 1 << 0,   /* serves people */
    CAPABILITY_DESK = 1 << 1,   /* issues and cancels tickets */
    CAPABILITY_MANAGE = 1 << 2, /* sees figures */
    CAPABILITY_ADMIN = 1 << 3,  /* changes the office */
    CAPABILITY_ALL = (1 << 4) - 1
};

/* "call", "desk", "manage" or "admin"; STATUS_INVALID for another word. */
enum status capability_parse(const char *word, unsigned *out_bit) MUST_USE;

/* The word of one bit; NULL for what is none. */
const char *capability_word(unsigned bit);

#endif

/*
 * office_capability.h - the words for what a staff member may do: call, desk, manage, admin.
 */
#ifndef OFFICE_OFFICE_CAPABILITY_H
#define OFFICE_OFFICE_CAPABILITY_H

#include "base/status.h"

/* One bit of enum office_capability; may miss: STATUS_INVALID. */
enum status office_capability_parse(const char *word, unsigned *out_bit) MUST_USE;

/* "call"; NULL for what is no single bit. */
const char *office_capability_word(unsigned bit);

#endif

/*
 * help.h - where people are who help, on every screen that cannot.
 *
 * Memory   the words lie in `struct help`, which outlives the flow.
 */
#ifndef SCREENS_HELP_H
#define SCREENS_HELP_H

#include "screens/flow.h"

struct help {
    char phone[WIRE_HINT_MAX];
    char emergency[WIRE_HINT_MAX];
};

/* The desk, the centre's phone and the first helpline, as cards. */
void help_add(struct flow *flow, struct help *help);

/* The centre's phone as a line, when it has one; `words` outlives the flow. */
void help_add_phone(struct flow *flow, char *words, size_t words_size);

#endif

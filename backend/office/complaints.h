/*
 * complaints.h - the list of everything that is wrong with one file, a line each.
 *
 * Memory   the buffer is the caller's.
 * Errors   past the buffer's limit further lines are dropped.
 */
#ifndef OFFICE_COMPLAINTS_H
#define OFFICE_COMPLAINTS_H

#include "base/buffer.h"

struct complaints {
    const char *path;     /* stands before each line */
    struct buffer *lines; /* borrowed */
    unsigned count;
};

void complaints_add(struct complaints *complaints, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif

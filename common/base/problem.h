/*
 * problem.h - why something was refused, in words a person can act on (RFC 9457).
 *
 * `slug` is the stable part ("wrong-state"), `detail` the sentence, `field` the offending field or
 * "". Made where the refusal is decided, shown where it leaves the program.
 *
 * Memory   `members` is borrowed until the answer has left.
 */
#ifndef BASE_PROBLEM_H
#define BASE_PROBLEM_H

#include "base/status.h"

struct problem {
    enum status status;
    const char *slug; /* a literal */
    char field[64];
    char detail[192];
    const char *members; /* more of the answer: a JSON object; NULL nothing */
};

/* Fills the problem and returns its status, so that a refusal is one line. */
enum status problem_set(struct problem *problem, enum status status, const char *slug,
                        const char *field, const char *detail);

#endif

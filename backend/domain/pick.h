/*
 * pick.h - which ticket a free room calls now.
 *
 * Owner    any thread: pure.
 * Memory   none.
 * Time     never reads a clock; `now_ms` is always an argument.
 * Errors   none: an empty queue is an answer, not a failure.
 * Source   rule "fifo-1": the longest waiting person among the services this staff member serves,
 *          by check-in, then by the order of issue; main and backup skills count alike. The
 *          effective check-in of the engine takes this function's place.
 */
#ifndef DOMAIN_PICK_H
#define DOMAIN_PICK_H

#include <stddef.h>
#include <stdint.h>

#define PICK_RULE "fifo-1"

struct pick_candidate {
    int64_t ticket_id; /* rises with the order of issue */
    int64_t service_id;
    int64_t rank_ms; /* check-in */
};

struct pick_result {
    int chosen;    /* index into the candidates, -1 when there is none */
    int runner_up; /* who would be next, -1 when nobody */
};

/* The same candidates in any order give the same tickets. */
struct pick_result pick_next(const struct pick_candidate *candidates, size_t count);

#endif

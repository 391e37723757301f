/*
 * replay.h - plays the office's history again and holds every call to what the rules give.
 *
 * Visits, duties and rules are built from what the history says the rules were given
 * (store/facts.h), by the same functions; each call is chosen again in the lobby as it was and its
 * explanation is written again. Both must be what was stored then.
 *
 * Owner    a thread with its own connection.
 * Memory   every visit of the history that is kept.
 */
#ifndef API_REPLAY_H
#define API_REPLAY_H

#include "base/status.h"
#include "domain/office.h"
#include "store/db.h"

#include <stdint.h>

enum { REPLAY_DIFFERENCE_MAX = 4096 };

struct replay_report {
    int64_t events;
    int64_t calls;                        /* played again */
    int64_t identical;                    /* the same person, the same words */
    int64_t unknown;                      /* of visits that began before the history that is kept */
    int64_t first_seq;                    /* of the first difference; 0 none */
    char expected[REPLAY_DIFFERENCE_MAX]; /* what is stored with that call */
    char found[REPLAY_DIFFERENCE_MAX];    /* what the rules give */
};

/* STATUS_INVALID: the history says what cannot have happened. */
enum status replay_run(struct db *db, const struct office *office,
                       struct replay_report *out_report) MUST_USE;

#endif

/*
 * choose.h - who is called next, and why.
 *
 *   able      : a step waits that this member of staff may call: main skill R = effective
 *               check-in, backup skill R = effective check-in + backup
 *   next      = the least of (tier, tier 1: time due, R, check-in, order of issue)
 *   tier 1    : a booking before it is due, called only if there is nobody else
 *   step      : main before backup, then the one with the fewest other able staff on duty, then
 *               the lowest service
 *
 * One pass over everybody, no heap: the same people in any order give the same choice.
 *
 * Owner    any thread that owns the lobby: pure.
 * Memory   none.
 * Time     never reads a clock; `now_ms` is always an argument.
 * Errors   nobody to call is an answer; only choosing somebody may be refused.
 * Source   docs/engine.md.
 */
#ifndef DOMAIN_CHOOSE_H
#define DOMAIN_CHOOSE_H

#include "domain/lobby.h"

#include <stdbool.h>
#include <stdint.h>

#define CHOOSE_RULE "effective-checkin"

enum { CHOICE_OLDER_MAX = 3 };

/* Why somebody who came earlier was not called. */
enum choice_reason {
    REASON_NO_SKILL,  /* waits for services this person does not give */
    REASON_NAMED,     /* waits for a colleague by name */
    REASON_NOT_DUE,   /* a booking whose time has not come */
    REASON_BACKUP,    /* only as a backup, and the main queue is not done */
    REASON_EFFECTIVE, /* has the later effective check-in: late, back from a missed call, or
                         the one called has a head start */
    REASON_IN_ROOM,   /* is called or served already */
    REASON_PARKED,    /* away: missed a call, or asked for a pause */
    REASON_PASSED,    /* had the turn: the one called was chosen out of it */
    REASON_COUNT
};

struct choice_older {
    int64_t visit_id;
    enum choice_reason reason;
};

/* How one visitor stands before one member of staff. */
struct choice_rank {
    int64_t visit_id;
    int64_t due_ms;       /* of tier 1; 0 in tier 0 */
    int64_t effective_ms; /* E */
    int64_t rank_ms;      /* R */
    int64_t checkin_ms;
};

struct choice {
    int slot;     /* LOBBY_NONE: nobody to call */
    int position; /* the step to serve */
    bool is_backup;
    struct choice_rank rank;
    struct turn turn;             /* what the effective check-in is made of */
    int candidates;               /* everybody this person may call now */
    struct choice_rank runner_up; /* whose turn it is otherwise; visit_id 0: there is none */
    struct choice_older older[CHOICE_OLDER_MAX];
    int older_count;
};

/* `staff` is an index and on duty; whether they are free is the caller's business. */
void choose_next(const struct lobby *lobby, int staff, int64_t now_ms, struct choice *out_choice);

/* The same for one who is chosen whether or not it is their turn: the runner-up is then who had it.
 * STATUS_CONFLICT: nothing waits that this member of staff may call. */
enum status choose_this(const struct lobby *lobby, int staff, int slot, int64_t now_ms,
                        struct choice *out_choice) MUST_USE;

/* Everybody this member of staff may call, in the order in which they would be called now: the
 * first `max` of them. Gives how many there are. out_due_ms: when the next of them all becomes due
 * and the order changes; INT64_MAX never. */
int choose_list(const struct lobby *lobby, int staff, int64_t now_ms, struct choice_rank *out,
                int max, int64_t *out_due_ms);

/* Of the free staff on duty who have somebody to call: the one with the fewest skills, then the one
 * idle longest; LOBBY_NONE when there is none. For calling without being asked. */
int choose_staff(const struct lobby *lobby, int64_t now_ms);

/* That order of two free members of staff; false for two alike. */
bool choose_calls_first(const struct lobby_staff *a, const struct lobby_staff *b);

/* The step of this visitor that this member of staff would take; ROUTE_NONE when none. */
int choose_step(const struct lobby *lobby, const struct lobby_visit *visit, int staff,
                bool *out_is_backup);

const char *choice_reason_name(enum choice_reason reason); /* "no_skill" */

#endif

/*
 * step.h - the states of one service of a visit, and the only moves between them.
 *
 * Owner    any thread: pure.
 * Errors   STATUS_CONFLICT for a move that is not in the table; outputs untouched.
 *
 *   planned --enter--> waiting --call--> called --start--> serving --finish--> done
 *   waiting --hold--> planned: the visitor was called for another step, or went away for a while
 *   waiting --pause--> parked: the visitor asked not to be called for a while
 *   called --no-show/park--> parked --resume--> waiting;  serving --park--> parked
 *   called, serving --release--> waiting: whoever called them is gone
 *   called, serving --hand-over--> done (the visit goes on in another step)
 *   planned --skip--> skipped;  every open state --cancel--> cancelled, --leave--> left
 */
#ifndef DOMAIN_STEP_H
#define DOMAIN_STEP_H

#include "base/status.h"

#include <stdbool.h>

enum step_state {
    STEP_PLANNED,
    STEP_WAITING,
    STEP_CALLED,
    STEP_SERVING,
    STEP_PARKED,
    STEP_DONE,
    STEP_SKIPPED,
    STEP_CANCELLED,
    STEP_LEFT,
    STEP_STATE_COUNT
};

enum step_event {
    STEP_ENTER,
    STEP_HOLD,
    STEP_CALL,
    STEP_START,
    STEP_FINISH,
    STEP_HAND_OVER,
    STEP_NO_SHOW,
    STEP_PARK,
    STEP_PAUSE,
    STEP_RESUME,
    STEP_RELEASE,
    STEP_SKIP,
    STEP_CANCEL,
    STEP_LEAVE,
    STEP_EVENT_COUNT
};

enum status step_move(enum step_state state, enum step_event event,
                      enum step_state *out_state) MUST_USE;

/* Waiting, called, serving or parked: somebody is in the building because of this step. */
bool step_is_active(enum step_state state);

/* Done, skipped, cancelled or left: nothing more happens to it. */
bool step_is_over(enum step_state state);

const char *step_state_name(enum step_state state); /* "waiting" */
enum status step_state_parse(const char *name, enum step_state *out_state) MUST_USE;

#endif

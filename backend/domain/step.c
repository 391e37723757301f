#include "domain/step.h"

#include <string.h>

/* What is not written here is not allowed: the default NONE is below every state. */
enum { NONE = 0 };

#define TO(state) ((state) + 1)

static const unsigned char moves[STEP_STATE_COUNT][STEP_EVENT_COUNT] = {
    [STEP_PLANNED] = {[STEP_ENTER] = TO(STEP_WAITING),
                      [STEP_SKIP] = TO(STEP_SKIPPED),
                      [STEP_CANCEL] = TO(STEP_CANCELLED)},
    [STEP_WAITING] = {[STEP_HOLD] = TO(STEP_PLANNED),
                      [STEP_CALL] = TO(STEP_CALLED),
                      [STEP_PAUSE] = TO(STEP_PARKED),
                      [STEP_CANCEL] = TO(STEP_CANCELLED),
                      [STEP_LEAVE] = TO(STEP_LEFT)},
    [STEP_CALLED] = {[STEP_START] = TO(STEP_SERVING),
                     [STEP_HAND_OVER] = TO(STEP_DONE),
                     [STEP_NO_SHOW] = TO(STEP_PARKED),
                     [STEP_PARK] = TO(STEP_PARKED),
                     [STEP_RELEASE] = TO(STEP_WAITING),
                     [STEP_CANCEL] = TO(STEP_CANCELLED),
                     [STEP_LEAVE] = TO(STEP_LEFT)},
    [STEP_SERVING] = {[STEP_FINISH] = TO(STEP_DONE),
                      [STEP_HAND_OVER] = TO(STEP_DONE),
                      [STEP_PARK] = TO(STEP_PARKED),
                      [STEP_RELEASE] = TO(STEP_WAITING),
                      [STEP_CANCEL] = TO(STEP_CANCELLED),
                      [STEP_LEAVE] = TO(STEP_LEFT)},
    [STEP_PARKED] = {[STEP_RESUME] = TO(STEP_WAITING),
                     [STEP_CANCEL] = TO(STEP_CANCELLED),
                     [STEP_LEAVE] = TO(STEP_LEFT)},
};

static const char *const names[STEP_STATE_COUNT] = {
    [STEP_PLANNED] = "planned", [STEP_WAITING] = "waiting",     [STEP_CALLED] = "called",
    [STEP_SERVING] = "serving", [STEP_PARKED] = "parked",       [STEP_DONE] = "done",
    [STEP_SKIPPED] = "skipped", [STEP_CANCELLED] = "cancelled", [STEP_LEFT] = "left",
};

enum status step_move(enum step_state state, enum step_event event, enum step_state *out_state)
{
    unsigned char next = moves[state][event];
    if (next == NONE) {
        return STATUS_CONFLICT;
    }
    *out_state = (enum step_state)(next - 1);
    return STATUS_OK;
}

bool step_is_active(enum step_state state)
{
    return state == STEP_WAITING || state == STEP_CALLED || state == STEP_SERVING ||
           state == STEP_PARKED;
}

bool step_is_over(enum step_state state)
{
    return state != STEP_PLANNED && !step_is_active(state);
}

const char *step_state_name(enum step_state state)
{
    return names[state];
}

enum status step_state_parse(const char *name, enum step_state *out_state)
{
    for (int i = 0; i < STEP_STATE_COUNT; i++) {
        if (strcmp(names[i], name) == 0) {
            *out_state = (enum step_state)i;
            return STATUS_OK;
        }
    }
    return STATUS_INVALID;
}

#include "domain/visit.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void visit_number_format(char series, int32_t counter, char out[VISIT_NUMBER_MAX + 1])
{
    assert(counter >= 1 && counter <= VISIT_COUNTER_MAX);
    (void)snprintf(out, VISIT_NUMBER_MAX + 1, "%c%" PRId32, series, counter);
}

static const char *const outcome_names[OUTCOME_COUNT] = {
    [OUTCOME_NONE] = "",           [OUTCOME_SETTLED] = "settled",
    [OUTCOME_FURTHER] = "further", [OUTCOME_DOCUMENTS] = "documents",
    [OUTCOME_LEFT] = "left",
};

const char *visit_outcome_name(enum visit_outcome outcome)
{
    return outcome_names[outcome];
}

enum status visit_outcome_parse(const char *name, enum visit_outcome *out_outcome)
{
    for (int i = 0; i < OUTCOME_COUNT; i++) {
        if (strcmp(outcome_names[i], name) == 0) {
            *out_outcome = (enum visit_outcome)i;
            return STATUS_OK;
        }
    }
    return STATUS_INVALID;
}

int visit_current(const struct visit *visit)
{
    for (int i = 0; i < visit->step_count; i++) {
        if (step_is_active(visit->steps[i].state)) {
            return i;
        }
    }
    return -1;
}

enum step_state visit_state(const struct visit *visit)
{
    int current = visit_current(visit);
    if (current >= 0) {
        return visit->steps[current].state;
    }
    for (int i = 0; i < visit->step_count; i++) {
        enum step_state state = visit->steps[i].state;
        if (state == STEP_CANCELLED || state == STEP_LEFT) {
            return state;
        }
    }
    return STEP_DONE;
}

static void note_time(struct visit_step *step, int64_t now_ms)
{
    switch (step->state) {
    case STEP_WAITING:
        step->entered_ms = step->entered_ms != 0 ? step->entered_ms : now_ms;
        step->ended_ms = 0; /* of the parking it comes back from */
        break;
    case STEP_CALLED:
        /* Once it was served, the wait is over: a call after a break is no new end of it. */
        step->called_ms = step->started_ms != 0 ? step->called_ms : now_ms;
        break;
    case STEP_SERVING: step->started_ms = now_ms; break;
    case STEP_PARKED:
    case STEP_DONE:
    case STEP_SKIPPED:
    case STEP_CANCELLED:
    case STEP_LEFT: step->ended_ms = now_ms; break;
    default: break;
    }
}

static enum status move_step(struct visit_step *step, enum step_event event, int64_t now_ms)
{
    enum status status = step_move(step->state, event, &step->state);
    if (status == STATUS_OK) {
        step->is_changed = true;
        note_time(step, now_ms);
    }
    return status;
}

static void touch(struct visit *visit, int64_t now_ms)
{
    visit->version++;
    enum step_state state = visit_state(visit);
    visit->closed_ms = step_is_over(state) ? now_ms : 0;
}

static enum status move_current(struct visit *visit, enum step_event event, int64_t now_ms)
{
    int current = visit_current(visit);
    return current < 0 ? STATUS_CONFLICT : move_step(&visit->steps[current], event, now_ms);
}

enum status visit_move(struct visit *visit, enum step_event event, int64_t now_ms)
{
    int current = visit_current(visit);
    enum status status = move_current(visit, event, now_ms);
    if (status != STATUS_OK) {
        return status;
    }
    if (event == STEP_NO_SHOW) {
        visit->steps[current].missed++;
    }
    touch(visit, now_ms);
    return STATUS_OK;
}

enum status visit_call(struct visit *visit, int64_t staff_id, int64_t room_id, int64_t now_ms)
{
    enum status status = visit_move(visit, STEP_CALL, now_ms);
    if (status == STATUS_OK) {
        struct visit_step *step = &visit->steps[visit_current(visit)];
        step->staff_id = staff_id;
        step->room_id = room_id;
    }
    return status;
}

static void skip_planned(struct visit *visit, int64_t now_ms)
{
    for (int i = 0; i < visit->step_count; i++) {
        if (visit->steps[i].state == STEP_PLANNED) {
            enum status status = move_step(&visit->steps[i], STEP_SKIP, now_ms);
            assert(status == STATUS_OK);
        }
    }
}

static struct visit_step *next_planned(struct visit *visit)
{
    for (int i = 0; i < visit->step_count; i++) {
        if (visit->steps[i].state == STEP_PLANNED) {
            return &visit->steps[i];
        }
    }
    return NULL;
}

enum status visit_finish(struct visit *visit, enum visit_outcome outcome, int64_t now_ms)
{
    int current = visit_current(visit);
    if (current < 0 || visit->steps[current].state != STEP_SERVING) {
        return STATUS_CONFLICT;
    }
    visit->steps[current].outcome = outcome;
    if (outcome == OUTCOME_LEFT) {
        return visit_end(visit, STEP_LEAVE, now_ms);
    }
    enum status status = move_current(visit, STEP_FINISH, now_ms);
    assert(status == STATUS_OK);
    struct visit_step *next = outcome == OUTCOME_FURTHER ? next_planned(visit) : NULL;
    if (next != NULL) {
        status = move_step(next, STEP_ENTER, now_ms);
        assert(status == STATUS_OK);
    } else {
        skip_planned(visit, now_ms);
    }
    touch(visit, now_ms);
    return STATUS_OK;
}

enum status visit_hand_over(struct visit *visit, int64_t service_id, int64_t now_ms)
{
    int current = visit_current(visit);
    if (current < 0 || visit->step_count == VISIT_STEPS_MAX) {
        return STATUS_CONFLICT;
    }
    enum status status = move_current(visit, STEP_HAND_OVER, now_ms);
    if (status != STATUS_OK) {
        return status;
    }
    /* The new step comes right after the one that ends, before what was only offered. */
    int at = current + 1;
    memmove(&visit->steps[at + 1], &visit->steps[at],
            (size_t)(visit->step_count - at) * sizeof(visit->steps[0]));
    for (int i = at + 1; i <= visit->step_count; i++) {
        visit->steps[i].is_changed = true;
    }
    visit->steps[at] = (struct visit_step){
        .service_id = service_id, .rank_ms = visit->steps[current].rank_ms, .state = STEP_PLANNED};
    visit->step_count++;
    status = move_step(&visit->steps[at], STEP_ENTER, now_ms);
    assert(status == STATUS_OK);
    touch(visit, now_ms);
    return STATUS_OK;
}

enum status visit_end(struct visit *visit, enum step_event event, int64_t now_ms)
{
    assert(event == STEP_CANCEL || event == STEP_LEAVE);
    enum status status = move_current(visit, event, now_ms);
    if (status != STATUS_OK) {
        return status;
    }
    skip_planned(visit, now_ms);
    touch(visit, now_ms);
    return STATUS_OK;
}

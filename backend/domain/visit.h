/*
 * visit.h - one person's visit on one day: a ticket with its steps.
 *
 * Owner    any thread: pure; the caller loads the rows and writes back what changed.
 * Time     never reads a clock; `now_ms` is always an argument.
 * Errors   STATUS_CONFLICT when the visit is in another state; the visit is untouched then.
 *
 * Invariants: steps are in the order of `position`, 0..step_count-1. At most one step is active
 * (waiting, called, serving or parked); the ticket's state is that step's state, and once no step
 * is active or planned it is done, cancelled or left.
 */
#ifndef DOMAIN_VISIT_H
#define DOMAIN_VISIT_H

#include "base/status.h"
#include "domain/step.h"

#include <stdbool.h>
#include <stdint.h>

enum { VISIT_STEPS_MAX = 16, VISIT_NUMBER_MAX = 7, VISIT_COUNTER_MAX = 999999 };

/* How serving ended, in one click; figures for the quarter fall out of it. */
enum visit_outcome {
    OUTCOME_NONE,
    OUTCOME_SETTLED,
    OUTCOME_FURTHER,   /* the next planned step waits */
    OUTCOME_DOCUMENTS, /* something is missing: the person comes again */
    OUTCOME_LEFT,      /* the person went away */
    OUTCOME_COUNT
};

struct visit_step {
    int64_t id; /* 0: not stored yet */
    int64_t service_id;
    int64_t staff_id; /* who called it; 0 nobody */
    int64_t room_id;  /* where it was called to; 0 nowhere */
    int64_t rank_ms;  /* the instant that decides the turn: the visit's check-in */
    int64_t entered_ms;
    int64_t called_ms; /* the call that was answered, before that the last one; 0 never */
    int64_t started_ms;
    int64_t ended_ms; /* of a parked step: since when */
    int missed;       /* calls without an answer */
    enum visit_outcome outcome;
    enum step_state state;
    bool is_changed;  /* set by the moves, cleared by the store */
    bool was_waiting; /* as last stored: the store keeps the lobby's count by it */
};

struct visit {
    int64_t id;
    int64_t version; /* +1 with each change: the store writes only over the version it read */
    int64_t issued_ms;
    int64_t closed_ms; /* 0 while open */
    struct visit_step steps[VISIT_STEPS_MAX];
    int step_count;
    int32_t day; /* 20261121 */
    int32_t counter;
    char series;
    bool priority;
    char number[VISIT_NUMBER_MAX + 1];
    char language[8];
    char interpreter[8]; /* "" none */
    char token[33];
};

/* "A27"; counter 1..VISIT_COUNTER_MAX. */
void visit_number_format(char series, int32_t counter, char out[VISIT_NUMBER_MAX + 1]);

const char *visit_outcome_name(enum visit_outcome outcome); /* "settled"; "" for none */
enum status visit_outcome_parse(const char *name, enum visit_outcome *out_outcome) MUST_USE;

/* Index of the active step, -1 when there is none. */
int visit_current(const struct visit *visit);

/* The ticket's state, derived from the steps. */
enum step_state visit_state(const struct visit *visit);

/* Moves the active step: call, start, no-show, park or resume. A call notes who and where. */
enum status visit_move(struct visit *visit, enum step_event event, int64_t now_ms) MUST_USE;
enum status visit_call(struct visit *visit, int64_t staff_id, int64_t room_id,
                       int64_t now_ms) MUST_USE;

/* Ends the step being served. OUTCOME_FURTHER lets the next planned step wait, keeping the visit's
 * rank; every other outcome (or when nothing is planned) skips what is planned and ends the visit:
 * left by OUTCOME_LEFT, done otherwise. */
enum status visit_finish(struct visit *visit, enum visit_outcome outcome, int64_t now_ms) MUST_USE;

/* Ends the step that is called or served and lets a new step for another service wait at once. */
enum status visit_hand_over(struct visit *visit, int64_t service_id, int64_t now_ms) MUST_USE;

/* Ends the whole visit: STEP_CANCEL or STEP_LEAVE on the active step, the planned are skipped. */
enum status visit_end(struct visit *visit, enum step_event event, int64_t now_ms) MUST_USE;

#endif

/*
 * visit.h - one person's visit on one day: a ticket with its steps.
 *
 * Owner    any thread: pure; the caller loads the rows and writes back what changed.
 * Time     never reads a clock; `now_ms` is always an argument.
 * Errors   STATUS_CONFLICT when the visit is in another state; the visit is untouched then.
 *
 * Invariants: steps are in the order of `position`, 0..step_count-1; those of route.h hold. The
 * ticket's state is the state of its route.
 */
#ifndef DOMAIN_VISIT_H
#define DOMAIN_VISIT_H

#include "base/status.h"
#include "domain/route.h"
#include "domain/rules.h"
#include "domain/step.h"

#include <stdbool.h>
#include <stdint.h>

enum { VISIT_STEPS_MAX = ROUTE_STEPS_MAX, VISIT_NUMBER_MAX = 7, VISIT_COUNTER_MAX = 999999 };

/* How serving ended, in one click; figures for the quarter fall out of it. */
enum visit_outcome {
    OUTCOME_NONE,
    OUTCOME_SETTLED,
    OUTCOME_FURTHER,   /* the visitor agreed to the next offer */
    OUTCOME_DOCUMENTS, /* something is missing: the person comes again */
    OUTCOME_LEFT,      /* the person went away */
    OUTCOME_COUNT
};

struct visit_step {
    int64_t id; /* 0: not stored yet */
    int64_t service_id;
    int64_t staff_id;      /* who called it; 0 nobody */
    int64_t room_id;       /* where it was called to; 0 nowhere */
    int64_t only_staff_id; /* handed to this colleague alone; 0 anybody with the skill */
    int64_t entered_ms;    /* since when the visitor waits for it */
    int64_t called_ms;     /* the call that was answered, before that the last one; 0 never */
    int64_t started_ms;
    int64_t ended_ms; /* of a parked step: since when */
    int64_t since_ms; /* in its present state */
    int missed;       /* calls without an answer since the visitor was last there */
    enum visit_outcome outcome;
    enum step_state state;
    bool is_offer;   /* nobody waits for it until the visitor or the staff agree */
    uint16_t after;  /* bits of the positions that come first */
    bool is_changed; /* set by the moves, cleared by the store */
};

struct visit {
    int64_t id;
    int64_t version; /* +1 with each change: the store writes only over the version it read */
    int64_t issued_ms;
    int64_t closed_ms;      /* 0 while open */
    int64_t checkin_ms;     /* when the visitor came; decides the turn with what follows */
    int64_t appointment_ms; /* 0: not booked */
    int64_t floor_ms;       /* set at each return after a missed call, see turn.h */
    int booked;             /* position of the booked step, ROUTE_NONE */
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

/* The states, offers and forerunners of the steps. */
struct route visit_route(const struct visit *visit);

/* The step that is called, served or parked; else the first that waits; -1 when it is over. */
int visit_current(const struct visit *visit);

/* The ticket's state. */
enum step_state visit_state(const struct visit *visit);

/* Lets everything wait that may: for a new visit whose steps are planned. */
void visit_open(struct visit *visit, int64_t now_ms);

/* A call takes the visitor for one waiting step and notes who and where. */
enum status visit_call(struct visit *visit, int position, int64_t staff_id, int64_t room_id,
                       int64_t now_ms) MUST_USE;

/* Start, no-show or park of the step in a room. */
enum status visit_move(struct visit *visit, enum step_event event, int64_t now_ms) MUST_USE;

/* The visitor who waits asks not to be called for a while. */
enum status visit_pause(struct visit *visit, int64_t now_ms) MUST_USE;

/* Parked because the visitor asked for it, not by anybody who had called them. */
bool visit_is_paused(const struct visit *visit);

/* Back after parking: the floor of the turn rises as the rules say, both after a missed call and
 * after a pause, so that asking for one is never better than being there. */
enum status visit_resume(struct visit *visit, const struct rules *rules, int64_t now_ms) MUST_USE;

/* Frees a called or served visitor to their place: whoever called them is gone. */
enum status visit_release(struct visit *visit, int64_t now_ms) MUST_USE;

/* Ends the step being served. The visit goes on with what is certain; OUTCOME_FURTHER makes the
 * next offer certain, OUTCOME_LEFT ends the whole visit. */
enum status visit_finish(struct visit *visit, enum visit_outcome outcome, int64_t now_ms) MUST_USE;

/* To whom a visitor is handed over. */
struct visit_target {
    int64_t service_id;
    int64_t staff_id; /* 0: anybody with the skill */
    bool comes_back;  /* to the sender and the sender's service afterwards */
};

/* Ends the step that is called or served and lets a new step wait at once, keeping the turn. */
enum status visit_hand_over(struct visit *visit, const struct visit_target *target,
                            int64_t now_ms) MUST_USE;

/* A further certain step, or an offer that is agreed to, or one that is not needed. */
enum status visit_add(struct visit *visit, const struct visit_target *target, uint16_t after,
                      int64_t now_ms) MUST_USE;
enum status visit_agree(struct visit *visit, int position, int64_t now_ms) MUST_USE;
enum status visit_drop(struct visit *visit, int position, int64_t now_ms) MUST_USE;

/* The steps to come in the order in which they are to be served, see route_order. */
enum status visit_order(struct visit *visit, const uint8_t *positions, int count,
                        int64_t now_ms) MUST_USE;

/* Ends the whole visit: STEP_CANCEL or STEP_LEAVE on the current step, the planned are skipped. */
enum status visit_end(struct visit *visit, enum step_event event, int64_t now_ms) MUST_USE;

#endif

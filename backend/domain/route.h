/*
 * route.h - the steps of one visit: which may be called now, and how the visit goes on.
 *
 * A visitor waits for every step at once that may come now: for the booked one while it is open,
 * otherwise for all that are certain and whose forerunners are over. The first free competent
 * person takes them; the other steps are planned again meanwhile. An offer becomes a step when the
 * visitor or the staff agree.
 *
 * Owner    any thread: pure.
 * Errors   STATUS_CONFLICT for what the state of the visit does not allow; the route is untouched.
 *
 * Invariants: 0 <= count <= ROUTE_STEPS_MAX. At most one step is called, serving or parked, and
 * none waits beside it. `after` names only earlier positions, so that no two steps wait for each
 * other and a visit that is not over always has a step that is active.
 */
#ifndef DOMAIN_ROUTE_H
#define DOMAIN_ROUTE_H

#include "base/status.h"
#include "domain/step.h"

#include <stdbool.h>
#include <stdint.h>

enum { ROUTE_STEPS_MAX = 16, ROUTE_NONE = -1 };

struct route_step {
    enum step_state state;
    bool is_offer;  /* planned, and waits for nothing until somebody agrees */
    uint16_t after; /* bits of the positions that must be over before it, unless only offered */
};

struct route {
    struct route_step steps[ROUTE_STEPS_MAX];
    int count;
    int booked; /* position of the step with an appointment, ROUTE_NONE */
};

/* The step that is called, served or parked; else the first that waits; ROUTE_NONE when over. */
int route_current(const struct route *route);

/* The visit's state: that of the current step; over: cancelled or left if a step is, else done. */
enum step_state route_state(const struct route *route);

bool route_is_booked_open(const struct route *route);

/* Lets everything wait that may; for a new visit, and after steps were added. */
void route_open(struct route *route);

/* Takes the visitor for one of the steps that wait. */
enum status route_call(struct route *route, int position) MUST_USE;

/* Start, no-show or park of the current step. */
enum status route_move(struct route *route, enum step_event event) MUST_USE;

/* Puts a visitor aside who waits: nobody calls them until they return. */
enum status route_pause(struct route *route) MUST_USE;

/* Back to waiting for all that may: STEP_RESUME from parked, STEP_RELEASE from a room. */
enum status route_return(struct route *route, enum step_event event) MUST_USE;

/* Ends the step being served. The certain steps go on; with `goes_on` the first offer that is left
 * becomes certain before that. Nothing certain left: the offers are skipped, the visit is over. */
enum status route_finish(struct route *route, bool goes_on) MUST_USE;

/* Ends the current step in a room for a new one right after it; with `comes_back` yet another
 * waits after that. out_position is the new step's. */
enum status route_hand_over(struct route *route, bool comes_back, int *out_position) MUST_USE;

/* A further certain step at the end of an open visit. */
enum status route_add(struct route *route, uint16_t after, int *out_position) MUST_USE;

/* An offer becomes certain; a planned, offered or waiting step is skipped (not the last certain
 * one of a visitor who waits: that is cancelling the visit). */
enum status route_agree(struct route *route, int position) MUST_USE;
enum status route_drop(struct route *route, int position) MUST_USE;

/* Each of these steps waits for the one before it. They are all the certain ones still to come,
 * each named once by its position, an open booked one first. They change places among themselves,
 * so that a later one still stands behind: out_places says where the i-th now is. What was asked
 * overrides a forerunner that says otherwise. */
enum status route_order(struct route *route, const uint8_t *positions, int count,
                        uint8_t *out_places) MUST_USE;

/* Ends the whole visit: STEP_CANCEL or STEP_LEAVE. */
enum status route_end(struct route *route, enum step_event event) MUST_USE;

#endif

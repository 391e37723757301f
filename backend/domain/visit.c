#include "domain/visit.h"

#include "domain/turn.h"

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

struct route visit_route(const struct visit *visit)
{
    struct route route = {.count = visit->step_count, .booked = visit->booked};
    for (int i = 0; i < visit->step_count; i++) {
        const struct visit_step *step = &visit->steps[i];
        route.steps[i] = (struct route_step){
            .state = step->state, .is_offer = step->is_offer, .after = step->after};
    }
    return route;
}

int visit_current(const struct visit *visit)
{
    struct route route = visit_route(visit);
    return route_current(&route);
}

enum step_state visit_state(const struct visit *visit)
{
    struct route route = visit_route(visit);
    return route_state(&route);
}

static void note_time(struct visit_step *step, int64_t now_ms)
{
    step->since_ms = now_ms;
    switch (step->state) {
    case STEP_PLANNED: step->entered_ms = 0; break; /* the visitor is elsewhere */
    case STEP_WAITING:
        step->entered_ms = step->entered_ms != 0 ? step->entered_ms : now_ms;
        step->ended_ms = 0; /* of the parking it comes back from */
        step->staff_id = 0;
        step->room_id = 0;
        break;
    case STEP_CALLED:
        /* Once it was served, the wait is over: a call after a break is no new end of it. */
        step->called_ms = step->started_ms != 0 ? step->called_ms : now_ms;
        break;
    case STEP_SERVING:
        step->started_ms = now_ms;
        step->missed = 0; /* they came: a parking from now on is no missed call */
        break;
    case STEP_PARKED:
    case STEP_DONE:
    case STEP_SKIPPED:
    case STEP_CANCELLED:
    case STEP_LEFT: step->ended_ms = now_ms; break;
    default: break;
    }
}

/* What the rules made of the route is noted in the steps, with the time. */
static void apply(struct visit *visit, const struct route *route, int64_t now_ms)
{
    visit->step_count = route->count;
    visit->booked = route->booked;
    for (int i = 0; i < route->count; i++) {
        struct visit_step *step = &visit->steps[i];
        const struct route_step *now = &route->steps[i];
        bool moved = step->state != now->state;
        step->is_changed = step->is_changed || moved || step->is_offer != now->is_offer ||
                           step->after != now->after;
        step->state = now->state;
        step->is_offer = now->is_offer;
        step->after = now->after;
        if (moved) {
            note_time(step, now_ms);
        }
    }
    visit->version++;
    visit->closed_ms = step_is_over(route_state(route)) ? now_ms : 0;
}

static enum status apply_if(enum status status, struct visit *visit, const struct route *route,
                            int64_t now_ms)
{
    if (status == STATUS_OK) {
        apply(visit, route, now_ms);
    }
    return status;
}

void visit_open(struct visit *visit, int64_t now_ms)
{
    struct route route = visit_route(visit);
    route_open(&route);
    apply(visit, &route, now_ms);
}

enum status visit_call(struct visit *visit, int position, int64_t staff_id, int64_t room_id,
                       int64_t now_ms)
{
    struct route route = visit_route(visit);
    enum status status = apply_if(route_call(&route, position), visit, &route, now_ms);
    if (status == STATUS_OK) {
        visit->steps[position].staff_id = staff_id;
        visit->steps[position].room_id = room_id;
    }
    return status;
}

enum status visit_move(struct visit *visit, enum step_event event, int64_t now_ms)
{
    struct route route = visit_route(visit);
    int current = route_current(&route);
    enum status status = apply_if(route_move(&route, event), visit, &route, now_ms);
    if (status == STATUS_OK && event == STEP_NO_SHOW) {
        visit->steps[current].missed++;
    }
    return status;
}

enum status visit_pause(struct visit *visit, int64_t now_ms)
{
    struct route route = visit_route(visit);
    return apply_if(route_pause(&route), visit, &route, now_ms);
}

/* Whoever calls is noted in the step, and waiting clears it. */
bool visit_is_paused(const struct visit *visit)
{
    int current = visit_current(visit);
    return current != ROUTE_NONE && visit->steps[current].state == STEP_PARKED &&
           visit->steps[current].staff_id == 0;
}

enum status visit_resume(struct visit *visit, const struct rules *rules, int64_t now_ms)
{
    struct route route = visit_route(visit);
    int current = route_current(&route);
    int64_t parked_ms = current != ROUTE_NONE ? visit->steps[current].ended_ms : 0;
    bool was_paused = visit_is_paused(visit);
    enum status status = apply_if(route_return(&route, STEP_RESUME), visit, &route, now_ms);
    if (status == STATUS_OK && (was_paused || visit->steps[current].missed > 0)) {
        visit->floor_ms = turn_floor(rules, visit->floor_ms, parked_ms, now_ms);
    }
    return status;
}

enum status visit_release(struct visit *visit, int64_t now_ms)
{
    struct route route = visit_route(visit);
    return apply_if(route_return(&route, STEP_RELEASE), visit, &route, now_ms);
}

enum status visit_finish(struct visit *visit, enum visit_outcome outcome, int64_t now_ms)
{
    struct route route = visit_route(visit);
    int current = route_current(&route);
    bool is_serving = current != ROUTE_NONE && route.steps[current].state == STEP_SERVING;
    if (!is_serving) {
        return STATUS_CONFLICT;
    }
    visit->steps[current].outcome = outcome;
    enum status status = outcome == OUTCOME_LEFT ? route_end(&route, STEP_LEAVE)
                                                 : route_finish(&route, outcome == OUTCOME_FURTHER);
    return apply_if(status, visit, &route, now_ms);
}

/* Makes room for `count` new steps at `at`; later ones move up and are stored again. */
static void insert_steps(struct visit *visit, int at, int count)
{
    memmove(&visit->steps[at + count], &visit->steps[at],
            (size_t)(visit->step_count - at) * sizeof(visit->steps[0]));
    memset(&visit->steps[at], 0, (size_t)count * sizeof(visit->steps[0]));
    for (int i = at + count; i < visit->step_count + count; i++) {
        visit->steps[i].is_changed = true;
    }
}

enum status visit_hand_over(struct visit *visit, const struct visit_target *target, int64_t now_ms)
{
    struct route route = visit_route(visit);
    int at = ROUTE_NONE;
    enum status status = route_hand_over(&route, target->comes_back, &at);
    if (status != STATUS_OK) {
        return status;
    }
    const struct visit_step sender = visit->steps[at - 1];
    insert_steps(visit, at, target->comes_back ? 2 : 1);
    visit->steps[at].service_id = target->service_id;
    visit->steps[at].only_staff_id = target->staff_id;
    if (target->comes_back) {
        visit->steps[at + 1].service_id = sender.service_id;
        visit->steps[at + 1].only_staff_id = sender.staff_id;
    }
    apply(visit, &route, now_ms);
    return STATUS_OK;
}

enum status visit_add(struct visit *visit, const struct visit_target *target, uint16_t after,
                      int64_t now_ms)
{
    struct route route = visit_route(visit);
    int at = ROUTE_NONE;
    enum status status = route_add(&route, after, &at);
    if (status == STATUS_OK) {
        visit->steps[at] = (struct visit_step){.service_id = target->service_id,
                                               .only_staff_id = target->staff_id,
                                               .is_changed = true};
    }
    return apply_if(status, visit, &route, now_ms);
}

enum status visit_agree(struct visit *visit, int position, int64_t now_ms)
{
    struct route route = visit_route(visit);
    return apply_if(route_agree(&route, position), visit, &route, now_ms);
}

enum status visit_drop(struct visit *visit, int position, int64_t now_ms)
{
    struct route route = visit_route(visit);
    return apply_if(route_drop(&route, position), visit, &route, now_ms);
}

enum status visit_order(struct visit *visit, const uint8_t *positions, int count, int64_t now_ms)
{
    struct route route = visit_route(visit);
    const struct visit before = *visit;
    uint8_t places[VISIT_STEPS_MAX];
    enum status status = route_order(&route, positions, count, places);
    if (status != STATUS_OK) {
        return status;
    }
    for (int i = 0; i < count; i++) {
        visit->steps[places[i]] = before.steps[positions[i]];
        visit->steps[places[i]].is_changed = true;
    }
    apply(visit, &route, now_ms);
    return STATUS_OK;
}

enum status visit_end(struct visit *visit, enum step_event event, int64_t now_ms)
{
    struct route route = visit_route(visit);
    return apply_if(route_end(&route, event), visit, &route, now_ms);
}

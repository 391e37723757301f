#include "domain/route.h"

#include <assert.h>
#include <string.h>

static bool is_held(enum step_state state)
{
    return state == STEP_CALLED || state == STEP_SERVING || state == STEP_PARKED;
}

static bool is_certain(const struct route_step *step)
{
    return step->state == STEP_PLANNED && !step->is_offer;
}

static int first_in(const struct route *route, enum step_state state)
{
    for (int i = 0; i < route->count; i++) {
        if (route->steps[i].state == state) {
            return i;
        }
    }
    return ROUTE_NONE;
}

static int held(const struct route *route)
{
    for (int i = 0; i < route->count; i++) {
        if (is_held(route->steps[i].state)) {
            return i;
        }
    }
    return ROUTE_NONE;
}

int route_current(const struct route *route)
{
    int current = held(route);
    return current != ROUTE_NONE ? current : first_in(route, STEP_WAITING);
}

enum step_state route_state(const struct route *route)
{
    int current = route_current(route);
    if (current != ROUTE_NONE) {
        return route->steps[current].state;
    }
    for (int i = 0; i < route->count; i++) {
        enum step_state state = route->steps[i].state;
        if (state == STEP_CANCELLED || state == STEP_LEFT) {
            return state;
        }
    }
    return STEP_DONE;
}

bool route_is_booked_open(const struct route *route)
{
    return route->booked != ROUTE_NONE && !step_is_over(route->steps[route->booked].state);
}

/* An offer that nobody has agreed to holds nobody up: what comes after it would wait for ever. */
static uint16_t settled_mask(const struct route *route)
{
    unsigned mask = 0;
    for (int i = 0; i < route->count; i++) {
        const struct route_step *step = &route->steps[i];
        mask |= step->is_offer || step_is_over(step->state) ? 1U << i : 0U;
    }
    return (uint16_t)mask;
}

/* A move that the state of the step is known to allow. */
static void must_move(struct route_step *step, enum step_event event)
{
    enum status status = step_move(step->state, event, &step->state);
    assert(status == STATUS_OK);
}

static void must_move_all(struct route *route, enum step_state from, enum step_event event)
{
    for (int i = 0; i < route->count; i++) {
        if (route->steps[i].state == from) {
            must_move(&route->steps[i], event);
        }
    }
}

void route_open(struct route *route)
{
    must_move_all(route, STEP_WAITING, STEP_HOLD);
    if (route_is_booked_open(route)) {
        route->steps[route->booked].is_offer = false;
        must_move(&route->steps[route->booked], STEP_ENTER);
        return;
    }
    unsigned settled = settled_mask(route);
    for (int i = 0; i < route->count; i++) {
        struct route_step *step = &route->steps[i];
        if (is_certain(step) && (step->after & ~settled) == 0) {
            must_move(step, STEP_ENTER);
        }
    }
}

enum status route_call(struct route *route, int position)
{
    if (position < 0 || position >= route->count || route->steps[position].state != STEP_WAITING) {
        return STATUS_CONFLICT;
    }
    must_move(&route->steps[position], STEP_CALL);
    must_move_all(route, STEP_WAITING, STEP_HOLD);
    return STATUS_OK;
}

enum status route_move(struct route *route, enum step_event event)
{
    assert(event == STEP_START || event == STEP_NO_SHOW || event == STEP_PARK);
    int current = held(route);
    if (current == ROUTE_NONE) {
        return STATUS_CONFLICT;
    }
    return step_move(route->steps[current].state, event, &route->steps[current].state);
}

enum status route_pause(struct route *route)
{
    int current = route_current(route);
    enum status status = STATUS_CONFLICT;
    if (current != ROUTE_NONE) {
        status = step_move(route->steps[current].state, STEP_PAUSE, &route->steps[current].state);
    }
    if (status == STATUS_OK) {
        must_move_all(route, STEP_WAITING, STEP_HOLD);
    }
    return status;
}

enum status route_return(struct route *route, enum step_event event)
{
    assert(event == STEP_RESUME || event == STEP_RELEASE);
    int current = held(route);
    enum status status = STATUS_CONFLICT;
    if (current != ROUTE_NONE) {
        status = step_move(route->steps[current].state, event, &route->steps[current].state);
    }
    if (status == STATUS_OK) {
        route_open(route);
    }
    return status;
}

static void go_on(struct route *route)
{
    route_open(route);
    if (first_in(route, STEP_WAITING) == ROUTE_NONE) {
        must_move_all(route, STEP_PLANNED, STEP_SKIP);
    }
}

static void agree_first_offer(struct route *route)
{
    for (int i = 0; i < route->count; i++) {
        if (route->steps[i].state == STEP_PLANNED && route->steps[i].is_offer) {
            route->steps[i].is_offer = false;
            return;
        }
    }
}

enum status route_finish(struct route *route, bool goes_on)
{
    int current = held(route);
    if (current == ROUTE_NONE || route->steps[current].state != STEP_SERVING) {
        return STATUS_CONFLICT;
    }
    must_move(&route->steps[current], STEP_FINISH);
    if (goes_on) {
        agree_first_offer(route);
    }
    go_on(route);
    return STATUS_OK;
}

/* Makes room at `at`: later steps move up, and so do the bits that name them. */
static void insert(struct route *route, int at, struct route_step step)
{
    unsigned below = (1U << at) - 1;
    memmove(&route->steps[at + 1], &route->steps[at],
            (size_t)(route->count - at) * sizeof(route->steps[0]));
    route->steps[at] = step;
    route->count++;
    for (int i = at + 1; i < route->count; i++) {
        unsigned after = route->steps[i].after;
        route->steps[i].after = (uint16_t)((after & below) | ((after & ~below) << 1));
    }
    if (route->booked >= at) {
        route->booked++;
    }
}

enum status route_hand_over(struct route *route, bool comes_back, int *out_position)
{
    int current = held(route);
    int added = comes_back ? 2 : 1;
    if (current == ROUTE_NONE || route->count + added > ROUTE_STEPS_MAX) {
        return STATUS_CONFLICT;
    }
    enum status status =
        step_move(route->steps[current].state, STEP_HAND_OVER, &route->steps[current].state);
    if (status != STATUS_OK) {
        return status;
    }
    int at = current + 1;
    insert(route, at, (struct route_step){.state = STEP_PLANNED});
    if (comes_back) {
        insert(route, at + 1,
               (struct route_step){.state = STEP_PLANNED, .after = (uint16_t)(1U << at)});
    }
    route_open(route);
    *out_position = at;
    return STATUS_OK;
}

static void open_if_waiting(struct route *route)
{
    if (held(route) == ROUTE_NONE) {
        route_open(route);
    }
}

enum status route_add(struct route *route, uint16_t after, int *out_position)
{
    bool is_known = (after >> route->count) == 0;
    if (route_current(route) == ROUTE_NONE || route->count == ROUTE_STEPS_MAX || !is_known) {
        return STATUS_CONFLICT;
    }
    *out_position = route->count;
    route->steps[route->count++] = (struct route_step){.state = STEP_PLANNED, .after = after};
    open_if_waiting(route);
    return STATUS_OK;
}

static bool has(const struct route *route, int position)
{
    return position >= 0 && position < route->count;
}

enum status route_agree(struct route *route, int position)
{
    if (!has(route, position) || !route->steps[position].is_offer ||
        route->steps[position].state != STEP_PLANNED) {
        return STATUS_CONFLICT;
    }
    route->steps[position].is_offer = false;
    open_if_waiting(route);
    return STATUS_OK;
}

enum status route_drop(struct route *route, int position)
{
    struct route after = *route;
    if (!has(route, position)) {
        return STATUS_CONFLICT;
    }
    struct route_step *step = &after.steps[position];
    if (step->state == STEP_WAITING) {
        must_move(step, STEP_HOLD);
    }
    enum status status = step_move(step->state, STEP_SKIP, &step->state);
    if (status != STATUS_OK) {
        return status;
    }
    open_if_waiting(&after);
    if (route_current(&after) == ROUTE_NONE) {
        return STATUS_CONFLICT;
    }
    *route = after;
    return STATUS_OK;
}

static bool is_to_come(const struct route_step *step)
{
    return step->state == STEP_WAITING || is_certain(step);
}

/* The places of the steps to come in ascending order; false unless `positions` names just those. */
static bool find_places(const struct route *route, const uint8_t *positions, int count,
                        uint8_t *out_places)
{
    unsigned named = 0;
    int places = 0;
    for (int i = 0; i < count; i++) {
        named |= positions[i] < route->count ? 1U << positions[i] : 0U;
    }
    for (int i = 0; i < route->count; i++) {
        if (is_to_come(&route->steps[i]) != ((named >> i & 1) != 0)) {
            return false;
        }
        if (is_to_come(&route->steps[i])) {
            out_places[places++] = (uint8_t)i;
        }
    }
    return places == count && count > 0;
}

/* The bits under their new places; only earlier ones stay. */
static uint16_t moved_bits(uint16_t bits, const uint8_t *place_of, int position)
{
    unsigned moved = 0;
    for (int i = 0; i < ROUTE_STEPS_MAX; i++) {
        moved |= (bits >> i & 1) != 0 ? 1U << place_of[i] : 0U;
    }
    return (uint16_t)(moved & ((1U << position) - 1));
}

static void exchange_places(struct route *route, const uint8_t *positions, const uint8_t *places,
                            int count)
{
    const struct route before = *route;
    uint8_t place_of[ROUTE_STEPS_MAX];
    for (int i = 0; i < ROUTE_STEPS_MAX; i++) {
        place_of[i] = (uint8_t)i;
    }
    for (int i = 0; i < count; i++) {
        place_of[positions[i]] = places[i];
        route->steps[places[i]] = before.steps[positions[i]];
    }
    for (int i = 0; i < route->count; i++) {
        route->steps[i].after = moved_bits(route->steps[i].after, place_of, i);
    }
    route->booked = before.booked != ROUTE_NONE ? place_of[before.booked] : ROUTE_NONE;
}

/* Among themselves they wait for the one before and for no other. */
static void chain(struct route *route, const uint8_t *places, int count)
{
    unsigned listed = 0;
    for (int i = 0; i < count; i++) {
        struct route_step *step = &route->steps[places[i]];
        unsigned others = step->after & ~listed;
        step->after = (uint16_t)(i > 0 ? others | 1U << places[i - 1] : others);
        listed |= 1U << places[i];
    }
}

enum status route_order(struct route *route, const uint8_t *positions, int count,
                        uint8_t *out_places)
{
    uint8_t places[ROUTE_STEPS_MAX];
    if (count > ROUTE_STEPS_MAX || !find_places(route, positions, count, places)) {
        return STATUS_CONFLICT;
    }
    bool is_booking_to_come =
        route_is_booked_open(route) && is_to_come(&route->steps[route->booked]);
    if (is_booking_to_come && positions[0] != route->booked) {
        return STATUS_CONFLICT;
    }
    exchange_places(route, positions, places, count);
    chain(route, places, count);
    open_if_waiting(route);
    memcpy(out_places, places, (size_t)count);
    return STATUS_OK;
}

enum status route_end(struct route *route, enum step_event event)
{
    assert(event == STEP_CANCEL || event == STEP_LEAVE);
    int current = route_current(route);
    if (current == ROUTE_NONE) {
        return STATUS_CONFLICT;
    }
    must_move(&route->steps[current], event);
    must_move_all(route, STEP_WAITING, STEP_HOLD);
    must_move_all(route, STEP_PLANNED, STEP_SKIP);
    return STATUS_OK;
}

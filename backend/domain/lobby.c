#include "domain/lobby.h"

#include "base/memory.h"
#include "domain/lobby_index.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { START_CAPACITY = 64 };

static uint64_t bit(int service)
{
    return UINT64_C(1) << service;
}

static void add_skills(struct lobby_staff *to, const struct office_staff *from, int service_count)
{
    for (int i = 0; i < service_count; i++) {
        to->main |= from->preference[i] == OFFICE_PREFERENCE_MAIN ? bit(i) : 0;
        to->backup |= from->preference[i] == OFFICE_PREFERENCE_BACKUP ? bit(i) : 0;
    }
}

struct lobby *lobby_create(const struct office *office, const struct rules *rules)
{
    struct lobby *lobby = memory_new(1, sizeof(*lobby));
    lobby->rules = *rules;
    lobby->staff_count = office->staff_count;
    lobby->service_count = office->service_count;
    lobby->index = lobby_index_create();
    lobby->capacity = START_CAPACITY;
    lobby->places = memory_new(lobby->capacity, sizeof(struct lobby_place));
    lobby->visits = memory_new(lobby->capacity, sizeof(struct lobby_visit));
    for (int i = 0; i < office->staff_count; i++) {
        add_skills(&lobby->staff[i], &office->staff[i], office->service_count);
    }
    return lobby;
}

void lobby_destroy(struct lobby *lobby)
{
    if (lobby != NULL) {
        lobby_index_destroy(lobby->index);
        free(lobby->places);
        free(lobby->visits);
        free(lobby);
    }
}

static void reserve(struct lobby *lobby, size_t capacity)
{
    if (capacity > lobby->capacity) {
        lobby->places = memory_resize(lobby->places, capacity * sizeof(struct lobby_place));
        lobby->visits = memory_resize(lobby->visits, capacity * sizeof(struct lobby_visit));
        lobby->capacity = capacity;
    }
}

void lobby_copy(struct lobby *to, const struct lobby *from)
{
    reserve(to, from->capacity);
    struct lobby kept = *to;
    *to = *from;
    to->places = kept.places;
    to->visits = kept.visits;
    to->capacity = kept.capacity;
    to->index = kept.index;
    memcpy(to->places, from->places, from->count * sizeof(struct lobby_place));
    memcpy(to->visits, from->visits, from->count * sizeof(struct lobby_visit));
    lobby_index_copy(to->index, from->index);
}

void lobby_clear(struct lobby *lobby)
{
    lobby->count = 0;
    memset(lobby->waiting, 0, sizeof(lobby->waiting));
    lobby_index_clear(lobby->index);
    for (int i = 0; i < lobby->staff_count; i++) {
        lobby->staff[i].visit_id = 0;
    }
}

struct turn lobby_turn(const struct lobby *lobby, const struct lobby_visit *visit)
{
    const struct turn_facts facts = {.checkin_ms = visit->checkin_ms,
                                     .appointment_ms = visit->appointment_ms,
                                     .floor_ms = visit->floor_ms,
                                     .is_booked_open = route_is_booked_open(&visit->route),
                                     .priority = visit->priority};
    return turn_of(&lobby->rules, &facts);
}

/* A step stays its colleague's only while they are on duty and have the skill: nobody waits for who
 * is not there or could not call them. */
static bool is_reserved(const struct lobby *lobby, const struct lobby_visit *visit, int position)
{
    int only = visit->only[position];
    if (only == LOBBY_ANYBODY) {
        return false;
    }
    const struct lobby_staff *named = &lobby->staff[only];
    return named->on_duty && ((named->main | named->backup) & bit(visit->service[position])) != 0;
}

uint32_t lobby_named_bit(int staff)
{
    return UINT32_C(1) << (staff % 32);
}

static void place_steps(const struct lobby *lobby, const struct lobby_visit *visit,
                        struct lobby_place *place)
{
    for (int i = 0; i < visit->route.count; i++) {
        if (visit->route.steps[i].state != STEP_WAITING) {
            continue;
        }
        place->is_waiting = true;
        if (is_reserved(lobby, visit, i)) {
            place->named |= lobby_named_bit(visit->only[i]);
        } else {
            place->open |= bit(visit->service[i]);
        }
    }
}

static struct lobby_place place_of(const struct lobby *lobby, const struct lobby_visit *visit)
{
    struct turn turn = lobby_turn(lobby, visit);
    struct lobby_place place = {.id = visit->id,
                                .checkin_ms = visit->checkin_ms,
                                .effective_ms = turn.effective_ms,
                                .due_ms = turn.due_ms};
    place_steps(lobby, visit, &place);
    return place;
}

static void free_staff(struct lobby *lobby, int64_t visit_id)
{
    for (int i = 0; i < lobby->staff_count; i++) {
        if (lobby->staff[i].visit_id == visit_id) {
            lobby->staff[i].visit_id = 0;
        }
    }
}

/* The member of staff who has called a visit has it open, and only they. */
static void note_staff(struct lobby *lobby, const struct lobby_visit *visit)
{
    enum step_state state = route_state(&visit->route);
    bool is_in_room = state == STEP_CALLED || state == STEP_SERVING;
    free_staff(lobby, visit->id);
    if (is_in_room && visit->staff != LOBBY_NONE) {
        lobby->staff[visit->staff].visit_id = visit->id;
    }
}

static void count_waiting(struct lobby *lobby, const struct lobby_visit *visit, int change)
{
    for (int i = 0; i < visit->route.count; i++) {
        lobby->waiting[visit->service[i]] +=
            visit->route.steps[i].state == STEP_WAITING ? change : 0;
    }
}

void lobby_put(struct lobby *lobby, const struct lobby_visit *visit)
{
    note_staff(lobby, visit);
    if (route_current(&visit->route) == ROUTE_NONE) {
        lobby_remove(lobby, visit->id);
        return;
    }
    int slot = lobby_find(lobby, visit->id);
    if (slot == LOBBY_NONE) {
        if (lobby->count == lobby->capacity) {
            reserve(lobby, 2 * lobby->capacity);
        }
        slot = (int)lobby->count++;
        lobby_index_put(lobby->index, visit->id, slot);
    } else {
        count_waiting(lobby, &lobby->visits[slot], -1);
    }
    count_waiting(lobby, visit, 1);
    lobby->visits[slot] = *visit;
    lobby->places[slot] = place_of(lobby, visit);
}

void lobby_remove(struct lobby *lobby, int64_t id)
{
    int slot = lobby_find(lobby, id);
    if (slot == LOBBY_NONE) {
        return;
    }
    int last = (int)lobby->count - 1;
    free_staff(lobby, id);
    count_waiting(lobby, &lobby->visits[slot], -1);
    lobby_index_remove(lobby->index, id);
    if (slot != last) {
        lobby->places[slot] = lobby->places[last];
        lobby->visits[slot] = lobby->visits[last];
        lobby_index_put(lobby->index, lobby->places[slot].id, slot);
    }
    lobby->count--;
}

int lobby_find(const struct lobby *lobby, int64_t id)
{
    return lobby_index_find(lobby->index, id);
}

static void place_all(struct lobby *lobby)
{
    for (size_t i = 0; i < lobby->count; i++) {
        lobby->places[i] = place_of(lobby, &lobby->visits[i]);
    }
}

void lobby_set_rules(struct lobby *lobby, const struct rules *rules)
{
    lobby->rules = *rules;
    place_all(lobby);
}

static void count_able(struct lobby *lobby)
{
    memset(lobby->able, 0, sizeof(lobby->able));
    for (int i = 0; i < lobby->staff_count; i++) {
        uint64_t skills = lobby->staff[i].main | lobby->staff[i].backup;
        for (int k = 0; k < lobby->service_count && lobby->staff[i].on_duty; k++) {
            lobby->able[k] += (skills & bit(k)) != 0;
        }
    }
}

void lobby_set_duty(struct lobby *lobby, int staff, bool on_duty, int64_t now_ms)
{
    if (lobby->staff[staff].on_duty == on_duty) {
        return;
    }
    lobby->staff[staff].on_duty = on_duty;
    lobby->staff[staff].on_break = false;
    lobby->staff[staff].idle_since_ms = now_ms;
    count_able(lobby);
    place_all(lobby);
}

void lobby_set_break(struct lobby *lobby, int staff, bool on_break, int64_t now_ms)
{
    lobby->staff[staff].on_break = on_break;
    lobby->staff[staff].idle_since_ms = now_ms;
}

void lobby_set_skills(struct lobby *lobby, int staff, uint64_t main, uint64_t backup)
{
    lobby->staff[staff].main = main;
    lobby->staff[staff].backup = backup & ~main;
    count_able(lobby);
    place_all(lobby);
}

bool lobby_may_call(const struct lobby *lobby, const struct lobby_visit *visit, int position,
                    int staff, bool *out_is_backup)
{
    uint64_t service = bit(visit->service[position]);
    bool is_main = (lobby->staff[staff].main & service) != 0;
    bool is_backup = (lobby->staff[staff].backup & service) != 0;
    bool is_others = is_reserved(lobby, visit, position) && visit->only[position] != staff;
    if (visit->route.steps[position].state != STEP_WAITING || is_others ||
        !(is_main || is_backup)) {
        return false;
    }
    *out_is_backup = !is_main;
    return true;
}

static int index_of_staff(const struct office *office, int64_t id)
{
    const struct office_staff *staff = id != 0 ? office_staff_by_id(office, id) : NULL;
    return staff != NULL ? (int)(staff - office->staff) : LOBBY_NONE;
}

static void fill_step(struct lobby_visit *out, const struct office *office,
                      const struct visit_step *step, int position)
{
    const struct office_service *service = office_service_by_id(office, step->service_id);
    assert(service != NULL);
    out->service[position] = (uint8_t)office_service_index(office, service);
    out->only[position] = (int16_t)index_of_staff(office, step->only_staff_id);
    if (step->state == STEP_CALLED || step->state == STEP_SERVING) {
        out->staff = (int16_t)index_of_staff(office, step->staff_id);
        /* A call after a break is no new end of the wait, but an answer is due since then. */
        out->called_ms = step->state == STEP_CALLED ? step->since_ms : step->called_ms;
        out->started_ms = step->state == STEP_SERVING ? step->started_ms : 0;
    }
    if (step->state == STEP_PARKED) {
        out->parked_ms = step->ended_ms;
    }
}

struct lobby_visit lobby_visit_of(const struct office *office, const struct visit *visit)
{
    struct lobby_visit out = {.id = visit->id,
                              .checkin_ms = visit->checkin_ms,
                              .appointment_ms = visit->appointment_ms,
                              .floor_ms = visit->floor_ms,
                              .route = visit_route(visit),
                              .staff = LOBBY_NONE,
                              .priority = visit->priority};
    for (int i = 0; i < visit->step_count; i++) {
        fill_step(&out, office, &visit->steps[i], i);
    }
    return out;
}

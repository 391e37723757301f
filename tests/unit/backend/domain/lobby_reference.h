/*
 * lobby_reference.h - the next call found another way, to hold choose.c to.
 *
 * Written from the words of docs/engine.md alone: everybody able is put on a list, the list is
 * sorted, the first is called and the second is the runner-up. Knows nothing of places, bit masks
 * or the waiting state: who may be called is worked out from the steps that are over.
 *
 * Owner    tests.
 * Memory   none.
 */
#ifndef DOMAIN_LOBBY_REFERENCE_H
#define DOMAIN_LOBBY_REFERENCE_H

#include "lobby_case.h"

#include <stdlib.h>

/* How somebody stands before one member of staff. */
struct reference_rank {
    const struct lobby_visit *visit;
    bool is_due_later; /* tier 1 */
    int64_t effective_ms;
    int64_t rank_ms;
    bool is_backup;
    int position;
};

struct reference_list {
    struct reference_rank ranks[CASE_PEOPLE_MAX];
    int count;
};

static inline bool reference_is_over(enum step_state state)
{
    return state == STEP_DONE || state == STEP_SKIPPED || state == STEP_CANCELLED ||
           state == STEP_LEFT;
}

static inline bool reference_is_booked_open(const struct lobby_visit *visit)
{
    return visit->route.booked >= 0 &&
           !reference_is_over(visit->route.steps[visit->route.booked].state);
}

static inline bool reference_is_on_time(const struct rules *rules, const struct lobby_visit *visit)
{
    return visit->appointment_ms != 0 &&
           visit->checkin_ms - visit->appointment_ms <= rules->grace_ms;
}

static inline int64_t reference_effective_ms(const struct rules *rules,
                                             const struct lobby_visit *visit)
{
    int64_t base_ms = visit->checkin_ms;
    if (reference_is_booked_open(visit) && reference_is_on_time(rules, visit)) {
        base_ms = visit->appointment_ms - rules->booking_head_ms;
    } else if (visit->appointment_ms > visit->checkin_ms) {
        base_ms = visit->appointment_ms;
    }
    if (visit->floor_ms > base_ms) {
        base_ms = visit->floor_ms;
    }
    return visit->priority ? base_ms - rules->priority_head_ms : base_ms;
}

/* Called, served or put aside: nobody else may call them. */
static inline bool reference_is_held(const struct lobby_visit *visit)
{
    for (int i = 0; i < visit->route.count; i++) {
        enum step_state state = visit->route.steps[i].state;
        if (state == STEP_CALLED || state == STEP_SERVING || state == STEP_PARKED) {
            return true;
        }
    }
    return false;
}

/* The booked step while it is open; else what is certain and has nothing certain left before it. */
static inline bool reference_is_eligible(const struct lobby_visit *visit, int position)
{
    const struct route_step *step = &visit->route.steps[position];
    if (reference_is_held(visit) || reference_is_over(step->state) || step->is_offer) {
        return false;
    }
    if (reference_is_booked_open(visit)) {
        return position == visit->route.booked;
    }
    for (int i = 0; i < position; i++) {
        const struct route_step *first = &visit->route.steps[i];
        if ((step->after >> i & 1) != 0 && !reference_is_over(first->state) && !first->is_offer) {
            return false;
        }
    }
    return true;
}

static inline bool reference_has(uint64_t skills, int service)
{
    return (skills >> service & 1) != 0;
}

static inline bool reference_can(const struct lobby_case *c, int staff, int service)
{
    return c->staff[staff].on_duty && (reference_has(c->staff[staff].main, service) ||
                                       reference_has(c->staff[staff].backup, service));
}

/* A step handed to one colleague is theirs as long as they are there and can do it. */
static inline bool reference_is_for(const struct lobby_case *c, const struct lobby_visit *visit,
                                    int position, int staff)
{
    int only = visit->only[position];
    return only < 0 || only == staff || !reference_can(c, only, visit->service[position]);
}

static inline int reference_others(const struct lobby_case *c, int staff, int service)
{
    int others = 0;
    for (int i = 0; i < c->staff_count; i++) {
        others += i != staff && reference_can(c, i, service);
    }
    return others;
}

/* The place of a step among those of one visitor: main skill, few others, low service. */
static inline int reference_step_key(const struct lobby_case *c, const struct lobby_visit *visit,
                                     int position, int staff)
{
    int service = visit->service[position];
    int is_backup = reference_has(c->staff[staff].main, service) ? 0 : 1;
    return ((is_backup * (CASE_STAFF_MAX + 1) + reference_others(c, staff, service)) *
                CASE_SERVICES +
            service) *
               ROUTE_STEPS_MAX +
           position;
}

/* ROUTE_NONE when this visitor has nothing for this member of staff. */
static inline int reference_step(const struct lobby_case *c, const struct lobby_visit *visit,
                                 int staff)
{
    int best = ROUTE_NONE;
    for (int i = 0; i < visit->route.count; i++) {
        if (reference_is_eligible(visit, i) && reference_can(c, staff, visit->service[i]) &&
            reference_is_for(c, visit, i, staff) &&
            (best == ROUTE_NONE ||
             reference_step_key(c, visit, i, staff) < reference_step_key(c, visit, best, staff))) {
            best = i;
        }
    }
    return best;
}

static inline struct reference_rank reference_rank(const struct lobby_case *c,
                                                   const struct lobby_visit *visit, int staff)
{
    struct reference_rank rank = {.visit = visit, .position = reference_step(c, visit, staff)};
    if (rank.position == ROUTE_NONE) {
        return rank;
    }
    rank.is_backup = !reference_has(c->staff[staff].main, visit->service[rank.position]);
    rank.is_due_later = reference_is_booked_open(visit) && reference_is_on_time(&c->rules, visit) &&
                        c->now_ms < visit->appointment_ms - c->rules.early_ms;
    rank.effective_ms = reference_effective_ms(&c->rules, visit);
    rank.rank_ms = rank.effective_ms + (rank.is_backup ? c->rules.backup_ms : 0);
    return rank;
}

static inline int reference_order(const void *left, const void *right)
{
    const struct reference_rank *a = left;
    const struct reference_rank *b = right;
    int64_t keys[][2] = {{a->is_due_later, b->is_due_later},
                         {a->is_due_later ? a->visit->appointment_ms : 0,
                          b->is_due_later ? b->visit->appointment_ms : 0},
                         {a->rank_ms, b->rank_ms},
                         {a->visit->checkin_ms, b->visit->checkin_ms},
                         {a->visit->id, b->visit->id}};
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (keys[i][0] != keys[i][1]) {
            return keys[i][0] < keys[i][1] ? -1 : 1;
        }
    }
    return 0;
}

/* Everybody this member of staff may call, in the order of the calls. */
static inline struct reference_list reference_list(const struct lobby_case *c,
                                                   const struct lobby *lobby, int staff)
{
    struct reference_list list = {.count = 0};
    for (size_t i = 0; i < lobby->count; i++) {
        struct reference_rank rank = reference_rank(c, &lobby->visits[i], staff);
        if (rank.position != ROUTE_NONE) {
            list.ranks[list.count++] = rank;
        }
    }
    qsort(list.ranks, (size_t)list.count, sizeof(list.ranks[0]), reference_order);
    return list;
}

/* Why somebody who came before the one called was not. */
static inline enum choice_reason reference_reason(const struct lobby_case *c,
                                                  const struct lobby_visit *visit, int staff,
                                                  const struct reference_rank *called)
{
    struct reference_rank rank = reference_rank(c, visit, staff);
    if (rank.position != ROUTE_NONE && reference_order(&rank, called) < 0) {
        return REASON_PASSED; /* only when the one called was chosen out of the order */
    }
    if (reference_is_held(visit)) {
        enum step_state state = visit->route.steps[route_current(&visit->route)].state;
        return state == STEP_PARKED ? REASON_PARKED : REASON_IN_ROOM;
    }
    if (rank.position == ROUTE_NONE) {
        for (int i = 0; i < visit->route.count; i++) {
            int only = visit->only[i];
            if (reference_is_eligible(visit, i) && only >= 0 &&
                reference_can(c, only, visit->service[i])) {
                return REASON_NAMED;
            }
        }
        return REASON_NO_SKILL;
    }
    if (rank.is_due_later) {
        return REASON_NOT_DUE;
    }
    struct reference_rank first = *called;
    first.rank_ms = first.effective_ms; /* had there been no delay for a backup skill */
    rank.rank_ms = rank.effective_ms;
    return rank.is_backup && reference_order(&rank, &first) < 0 ? REASON_BACKUP : REASON_EFFECTIVE;
}

static inline bool reference_came_before(const struct lobby_visit *a, const struct lobby_visit *b)
{
    return a->checkin_ms != b->checkin_ms ? a->checkin_ms < b->checkin_ms : a->id < b->id;
}

/* Who came first of all who came after `previous`; NULL: of all. */
static inline const struct lobby_visit *reference_arrival(const struct lobby *lobby,
                                                          const struct lobby_visit *previous)
{
    const struct lobby_visit *first = NULL;
    for (size_t i = 0; i < lobby->count; i++) {
        const struct lobby_visit *visit = &lobby->visits[i];
        if ((previous == NULL || reference_came_before(previous, visit)) &&
            (first == NULL || reference_came_before(visit, first))) {
            first = visit;
        }
    }
    return first;
}

/* Those who came before the one called, the first of them first; at most CHOICE_OLDER_MAX. */
static inline int reference_older(const struct lobby_case *c, const struct lobby *lobby, int staff,
                                  const struct reference_rank *called,
                                  struct choice_older out_older[CHOICE_OLDER_MAX])
{
    const struct lobby_visit *visit = reference_arrival(lobby, NULL);
    int count = 0;
    while (visit != called->visit && count < CHOICE_OLDER_MAX) {
        out_older[count] = (struct choice_older){
            .visit_id = visit->id, .reason = reference_reason(c, visit, staff, called)};
        count++;
        visit = reference_arrival(lobby, visit);
    }
    return count;
}

/* Free and with somebody to call; fewer skills first, then idle since earlier. */
static inline int reference_staff(const struct lobby_case *c, const struct lobby *lobby)
{
    int best = LOBBY_NONE;
    int64_t best_key = 0;
    for (int i = 0; i < c->staff_count; i++) {
        const struct lobby_staff *staff = &lobby->staff[i];
        int skills = 0;
        for (int k = 0; k < CASE_SERVICES; k++) {
            skills += reference_has(c->staff[i].main | c->staff[i].backup, k);
        }
        int64_t key = skills * INT64_C(1000000) + staff->idle_since_ms;
        bool is_free = c->staff[i].on_duty && !staff->on_break && staff->visit_id == 0;
        if (is_free && reference_list(c, lobby, i).count > 0 &&
            (best == LOBBY_NONE || key < best_key)) {
            best = i;
            best_key = key;
        }
    }
    return best;
}

#endif

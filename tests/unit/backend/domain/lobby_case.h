/*
 * lobby_case.h - random lobbies, the same for the same seed, and a walk through all their calls.
 *
 * Times stand on a grid of five minutes, so that ties are common, with some exactly on an edge and
 * some a millisecond beyond it. Half of the lobbies have the default rules.
 *
 * Owner    tests.
 * Memory   case_lobby gives a lobby to destroy.
 */
#ifndef DOMAIN_LOBBY_CASE_H
#define DOMAIN_LOBBY_CASE_H

#include "support/check.h"

#include "domain/choose.h"
#include "domain/random.h"

#include <inttypes.h>
#include <stdlib.h>

enum { CASE_PEOPLE_MAX = 18, CASE_STAFF_MAX = 5, CASE_SERVICES = 7, CASE_STEPS_MAX = 4 };

#define CASE_MINUTE_MS INT64_C(60000)
#define CASE_NOW_MS    INT64_C(1795255200000) /* 2026-11-21 10:00 UTC, a Saturday */

struct case_staff {
    uint64_t main;
    uint64_t backup;
    bool on_duty;
};

struct lobby_case {
    uint64_t seed;
    struct random random; /* for what a test draws beside it */
    struct rules rules;
    struct lobby_visit people[CASE_PEOPLE_MAX];
    struct case_staff staff[CASE_STAFF_MAX];
    int people_count;
    int staff_count;
    int64_t now_ms;
};

/* Of the quick run 500, of the full one 20,000. */
static inline int case_count(void)
{
    const char *full = getenv("OKIENKO_FULL"); // NOLINT(concurrency-mt-unsafe): one thread
    return full != NULL && full[0] == '1' ? 20000 : 500;
}

static inline int case_below(struct random *random, int n)
{
    return (int)random_below(random, (uint64_t)n);
}

static inline bool case_chance(struct random *random, int percent)
{
    return case_below(random, 100) < percent;
}

static inline int64_t case_five_minutes(struct random *random, int from, int to)
{
    return (from + case_below(random, to - from + 1)) * 5 * CASE_MINUTE_MS;
}

static inline struct rules case_rules(struct random *random)
{
    struct rules rules = rules_default();
    if (case_chance(random, 50)) {
        return rules;
    }
    rules.booking_head_ms = case_five_minutes(random, 0, 18);
    rules.priority_head_ms =
        case_chance(random, 20) ? RULES_OUT_OF_TURN_MS : case_five_minutes(random, 0, 18);
    rules.backup_ms = case_five_minutes(random, 0, 9);
    rules.early_ms = case_five_minutes(random, 0, 4);
    rules.grace_ms = case_five_minutes(random, 0, 4);
    rules.return_ms = case_five_minutes(random, 0, 4);
    return rules;
}

static inline void case_draw_steps(struct lobby_case *c, struct lobby_visit *visit)
{
    static const enum step_state states[] = {STEP_PLANNED, STEP_PLANNED, STEP_PLANNED, STEP_DONE,
                                             STEP_SKIPPED};
    struct route *route = &visit->route;
    route->count = 1 + case_below(&c->random, CASE_STEPS_MAX);
    for (int i = 0; i < route->count; i++) {
        uint16_t earlier = (uint16_t)((1U << i) - 1);
        route->steps[i] = (struct route_step){
            .state = states[case_below(&c->random, 5)],
            .is_offer = case_chance(&c->random, 20),
            .after = case_chance(&c->random, 30) ? random_u64(&c->random) & earlier : 0};
        visit->service[i] = (uint8_t)case_below(&c->random, CASE_SERVICES);
        visit->only[i] =
            (int16_t)(case_chance(&c->random, 8) ? case_below(&c->random, c->staff_count)
                                                 : LOBBY_ANYBODY);
    }
}

static inline void case_draw_times(struct lobby_case *c, struct lobby_visit *visit)
{
    int64_t grid_ms = c->now_ms;
    visit->checkin_ms = grid_ms - case_five_minutes(&c->random, 0, 40);
    visit->priority = case_chance(&c->random, 15);
    visit->route.booked = ROUTE_NONE;
    if (case_chance(&c->random, 35)) {
        visit->route.booked = case_below(&c->random, visit->route.count);
        visit->appointment_ms = grid_ms + case_five_minutes(&c->random, -30, 24);
        int64_t last_ms = visit->appointment_ms + c->rules.grace_ms;
        if (last_ms < c->now_ms && case_chance(&c->random, 50)) {
            visit->checkin_ms = last_ms + case_below(&c->random, 2);
        }
    }
    if (case_chance(&c->random, 10)) {
        int64_t parked_ms = visit->checkin_ms + case_five_minutes(&c->random, 0, 10);
        visit->floor_ms =
            turn_floor(&c->rules, 0, parked_ms, parked_ms + case_five_minutes(&c->random, 0, 10));
    }
}

/* Some are in a room already, or were called and did not come. */
static inline void case_draw_progress(struct lobby_case *c, struct lobby_visit *visit)
{
    static const enum step_event events[] = {STEP_START, STEP_NO_SHOW, STEP_PARK};

    if (!case_chance(&c->random, 15) ||
        route_call(&visit->route, route_current(&visit->route)) != STATUS_OK) {
        return;
    }
    int kind = case_below(&c->random, 4);
    visit->staff = (int16_t)case_below(&c->random, c->staff_count);
    if (kind < 3 && route_move(&visit->route, events[kind]) != STATUS_OK) {
        abort();
    }
}

static inline void case_draw_visit(struct lobby_case *c, int64_t id)
{
    struct lobby_visit visit = {.id = id, .staff = LOBBY_NONE};
    case_draw_steps(c, &visit);
    case_draw_times(c, &visit);
    route_open(&visit.route);
    if (route_current(&visit.route) != ROUTE_NONE) {
        case_draw_progress(c, &visit);
        c->people[c->people_count++] = visit;
    }
}

static inline void case_make(struct lobby_case *c, uint64_t seed)
{
    *c = (struct lobby_case){.seed = seed, .now_ms = CASE_NOW_MS};
    random_seed(&c->random, seed, 0);
    c->rules = case_rules(&c->random);
    c->staff_count = 1 + case_below(&c->random, CASE_STAFF_MAX);
    for (int i = 0; i < c->staff_count; i++) {
        uint64_t all = (UINT64_C(1) << CASE_SERVICES) - 1;
        uint64_t half = random_u64(&c->random) & all;
        uint64_t main = half & random_u64(&c->random);
        c->staff[i] = (struct case_staff){.main = main,
                                          .backup = random_u64(&c->random) & all & ~main,
                                          .on_duty = i == 0 || case_chance(&c->random, 70)};
    }
    int people = case_below(&c->random, CASE_PEOPLE_MAX + 1);
    for (int i = 0; i < people; i++) {
        case_draw_visit(c, i + 1);
    }
}

/* With the people entered in this order; NULL: as they are. */
static inline struct lobby *case_lobby(const struct lobby_case *c, const int *order)
{
    static struct office office;
    office.service_count = CASE_SERVICES;
    office.staff_count = c->staff_count;
    struct lobby *lobby = lobby_create(&office, &c->rules);
    for (int i = 0; i < c->staff_count; i++) {
        lobby_set_skills(lobby, i, c->staff[i].main, c->staff[i].backup);
        lobby_set_duty(lobby, i, c->staff[i].on_duty, 0);
    }
    for (int i = 0; i < c->people_count; i++) {
        lobby_put(lobby, &c->people[order != NULL ? order[i] : i]);
    }
    return lobby;
}

/* One call of a walk, before it is carried out. */
struct case_call {
    struct lobby_case *c;
    struct lobby *lobby;
    struct choice choice;
    int staff;
};

/* Carries a choice out. */
static inline void case_carry_out(struct lobby *lobby, const struct choice *choice, int staff)
{
    struct lobby_visit visit = lobby->visits[choice->slot];
    if (route_call(&visit.route, choice->position) != STATUS_OK) {
        abort();
    }
    visit.staff = (int16_t)staff;
    lobby_put(lobby, &visit);
}

/* Everybody on duty calls until nobody is left for them, each in a lobby of their own. */
static inline void case_walk(struct lobby_case *c, void (*check)(struct case_call *call))
{
    for (int staff = 0; staff < c->staff_count; staff++) {
        struct case_call call = {.c = c, .staff = staff};
        call.lobby = c->staff[staff].on_duty ? case_lobby(c, NULL) : NULL;
        call.choice.slot = 0;
        while (call.lobby != NULL && call.choice.slot != LOBBY_NONE) {
            choose_next(call.lobby, staff, c->now_ms, &call.choice);
            check(&call);
            if (call.choice.slot != LOBBY_NONE) {
                case_carry_out(call.lobby, &call.choice, staff);
            }
        }
        lobby_destroy(call.lobby);
    }
}

/* The seed at work, 0 between two; a test's teardown tells it when the test has failed. */
static inline uint64_t *case_seed(void)
{
    static uint64_t seed;
    return &seed;
}

static inline int case_tell_seed(void **state)
{
    (void)state;
    if (*case_seed() != 0) {
        print_error("seed %" PRIu64 "\n", *case_seed());
    }
    *case_seed() = 0;
    return 0;
}

static inline void case_each(void (*check)(struct lobby_case *c))
{
    static struct lobby_case c;
    for (int i = 1; i <= case_count(); i++) {
        *case_seed() = (uint64_t)i;
        case_make(&c, *case_seed());
        check(&c);
    }
    *case_seed() = 0;
}

static inline void case_each_call(void (*check)(struct case_call *call))
{
    static struct lobby_case c;
    for (int i = 1; i <= case_count(); i++) {
        *case_seed() = (uint64_t)i;
        case_make(&c, *case_seed());
        case_walk(&c, check);
    }
    *case_seed() = 0;
}

#endif

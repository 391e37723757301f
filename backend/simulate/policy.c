#include "simulate/policy.h"

#include <string.h>

static const struct {
    const char *name;
    bool is_sequential;
} policies[POLICY_COUNT] = {
    [POLICY_FIFO_HAND] = {"fifo-hand", true}, [POLICY_FIFO_BEST] = {"fifo-best", true},
    [POLICY_FIFO_ANY] = {"fifo-any", true},   [POLICY_STRICT] = {"strict", true},
    [POLICY_LONGEST] = {"longest", true},     [POLICY_OKIENKO] = {"okienko", false},
};

const char *policy_name(enum policy policy)
{
    return policies[policy].name;
}

bool policy_find(const char *name, enum policy *out_policy)
{
    for (int i = 0; i < POLICY_COUNT; i++) {
        if (strcmp(policies[i].name, name) == 0) {
            *out_policy = (enum policy)i;
            return true;
        }
    }
    return false;
}

bool policy_is_sequential(enum policy policy)
{
    return policies[policy].is_sequential;
}

static bool is_on_time(const struct lobby *lobby, const struct lobby_visit *visit)
{
    return visit->appointment_ms != 0 &&
           !turn_is_late(&lobby->rules, visit->checkin_ms, visit->appointment_ms);
}

int64_t policy_entitled_ms(const struct lobby *lobby, const struct lobby_visit *visit)
{
    bool is_early = is_on_time(lobby, visit) && visit->appointment_ms > visit->checkin_ms;
    return is_early ? visit->appointment_ms : visit->checkin_ms;
}

/* Lower goes first. */
struct rank {
    int class;
    int64_t since_ms;
    int64_t id;
};

static bool is_before(const struct rank *a, const struct rank *b)
{
    if (a->class != b->class) {
        return a->class < b->class;
    }
    return a->since_ms != b->since_ms ? a->since_ms < b->since_ms : a->id < b->id;
}

static int class_of(enum policy policy, const struct lobby *lobby, const struct lobby_visit *visit,
                    int64_t now_ms)
{
    if (policy != POLICY_STRICT || visit->priority) {
        return 0;
    }
    bool is_due = is_on_time(lobby, visit) && route_is_booked_open(&visit->route) &&
                  now_ms >= visit->appointment_ms - lobby->rules.early_ms;
    return is_due ? 1 : 2;
}

bool policy_choose(const struct policy_queue *queue, const struct lobby *lobby, int staff,
                   int64_t now_ms, struct choice *out_choice)
{
    struct rank best = {0};
    int chosen = LOBBY_NONE;
    int position = ROUTE_NONE;
    for (size_t i = 0; i < lobby->count; i++) {
        const struct lobby_visit *visit = &lobby->visits[i];
        int current = route_current(&visit->route);
        if (visit->route.steps[current].state != STEP_WAITING ||
            (queue->desks[staff] >> visit->service[current] & 1) == 0) {
            continue;
        }
        int64_t since_ms = queue->entitled_ms[visit->id];
        struct rank rank = {.class = class_of(queue->policy, lobby, visit, now_ms),
                            .since_ms = visit->floor_ms > since_ms ? visit->floor_ms : since_ms,
                            .id = visit->id};
        if (chosen == LOBBY_NONE || is_before(&rank, &best)) {
            best = rank;
            chosen = (int)i;
            position = current;
        }
    }
    *out_choice = (struct choice){.slot = chosen, .position = position};
    return chosen != LOBBY_NONE;
}

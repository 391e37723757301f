#include "domain/choose.h"

struct scan {
    const struct lobby *lobby;
    const struct lobby_staff *me;
    uint64_t skills; /* main and backup */
    uint32_t named;
    int staff;
    int64_t now_ms;
    int chosen;
    struct choice_rank best;
    struct choice_rank second;
    int candidates;
    int oldest[CHOICE_OLDER_MAX]; /* in the building; the one chosen may be among them */
    int oldest_count;
    int64_t oldest_ms; /* who came after this is none of them */
};

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Tier 0 has no time due, so it comes before all of tier 1 by the same comparison. */
static bool is_before(const struct choice_rank *a, const struct choice_rank *b)
{
    int sign = order(a->due_ms, b->due_ms);
    sign = sign != 0 ? sign : order(a->rank_ms, b->rank_ms);
    sign = sign != 0 ? sign : order(a->checkin_ms, b->checkin_ms);
    return sign != 0 ? sign < 0 : a->visit_id < b->visit_id;
}

static bool has_named_step(const struct scan *scan, int slot, bool want_backup)
{
    const struct lobby_visit *visit = &scan->lobby->visits[slot];
    for (int i = 0; i < visit->route.count; i++) {
        bool is_backup = false;
        if (lobby_may_call(scan->lobby, visit, i, scan->staff, &is_backup) &&
            is_backup == want_backup) {
            return true;
        }
    }
    return false;
}

static bool is_able(const struct scan *scan, int slot, uint64_t skills, bool want_backup)
{
    const struct lobby_place *place = &scan->lobby->places[slot];
    return (place->open & skills) != 0 ||
           ((place->named & scan->named) != 0 && has_named_step(scan, slot, want_backup));
}

/* False when this person may not call them. */
static bool rank_of(const struct scan *scan, int slot, struct choice_rank *out)
{
    const struct lobby_place *place = &scan->lobby->places[slot];
    bool is_main = is_able(scan, slot, scan->me->main, false);
    if (!is_main && !is_able(scan, slot, scan->me->backup, true)) {
        return false;
    }
    int64_t penalty_ms = is_main ? 0 : scan->lobby->rules.backup_ms;
    *out = (struct choice_rank){.visit_id = place->id,
                                .due_ms = scan->now_ms < place->due_ms ? place->due_ms : 0,
                                .effective_ms = place->effective_ms,
                                .rank_ms = place->effective_ms + penalty_ms,
                                .checkin_ms = place->checkin_ms};
    return true;
}

static void offer(struct scan *scan, int slot, const struct choice_rank *rank)
{
    scan->candidates++;
    if (scan->candidates == 1 || is_before(rank, &scan->best)) {
        scan->second = scan->best;
        scan->best = *rank;
        scan->chosen = slot;
    } else if (scan->second.visit_id == 0 || is_before(rank, &scan->second)) {
        scan->second = *rank;
    }
}

static bool came_before(const struct scan *scan, int a, int b)
{
    const struct lobby_place *first = &scan->lobby->places[a];
    const struct lobby_place *other = &scan->lobby->places[b];
    int sign = order(first->checkin_ms, other->checkin_ms);
    return sign != 0 ? sign < 0 : first->id < other->id;
}

static void note_oldest(struct scan *scan, int slot)
{
    int at = scan->oldest_count;
    while (at > 0 && came_before(scan, slot, scan->oldest[at - 1])) {
        at--;
    }
    if (at == CHOICE_OLDER_MAX) {
        return;
    }
    int last = scan->oldest_count < CHOICE_OLDER_MAX ? scan->oldest_count++ : CHOICE_OLDER_MAX - 1;
    for (int i = last; i > at; i--) {
        scan->oldest[i] = scan->oldest[i - 1];
    }
    scan->oldest[at] = slot;
    if (scan->oldest_count == CHOICE_OLDER_MAX) {
        scan->oldest_ms = scan->lobby->places[scan->oldest[CHOICE_OLDER_MAX - 1]].checkin_ms;
    }
}

/* Most of the building is passed by with two looks at one line of the cache. */
static bool may_concern(const struct scan *scan, int slot)
{
    const struct lobby_place *place = &scan->lobby->places[slot];
    return (place->open & scan->skills) != 0 || (place->named & scan->named) != 0;
}

static void look_at(struct scan *scan, int slot)
{
    const struct lobby_place *place = &scan->lobby->places[slot];
    struct choice_rank rank;
    if (may_concern(scan, slot) && rank_of(scan, slot, &rank)) {
        offer(scan, slot, &rank);
    }
    if (place->checkin_ms <= scan->oldest_ms) {
        note_oldest(scan, slot);
    }
}

static enum choice_reason reason_of(const struct scan *scan, int slot)
{
    const struct lobby_place *place = &scan->lobby->places[slot];
    const struct lobby_visit *visit = &scan->lobby->visits[slot];
    struct choice_rank rank;
    bool is_backup = false;
    if (rank_of(scan, slot, &rank) && is_before(&rank, &scan->best)) {
        return REASON_PASSED;
    }
    if (!place->is_waiting) {
        return route_state(&visit->route) == STEP_PARKED ? REASON_PARKED : REASON_IN_ROOM;
    }
    if (choose_step(scan->lobby, visit, scan->staff, &is_backup) == ROUTE_NONE) {
        return place->named != 0 ? REASON_NAMED : REASON_NO_SKILL;
    }
    if (scan->now_ms < place->due_ms) {
        return REASON_NOT_DUE;
    }
    /* They came earlier: without the backup's delay an equal effective check-in is before too. */
    bool is_earlier = place->effective_ms <= scan->best.effective_ms;
    return is_backup && is_earlier ? REASON_BACKUP : REASON_EFFECTIVE;
}

static void tell_older(const struct scan *scan, struct choice *out)
{
    for (int i = 0; i < scan->oldest_count && scan->oldest[i] != scan->chosen; i++) {
        int slot = scan->oldest[i];
        out->older[out->older_count++] = (struct choice_older){
            .visit_id = scan->lobby->places[slot].id, .reason = reason_of(scan, slot)};
    }
}

static struct scan begin_scan(const struct lobby *lobby, int staff, int64_t now_ms)
{
    const struct lobby_staff *me = &lobby->staff[staff];
    return (struct scan){.lobby = lobby,
                         .me = me,
                         .skills = me->main | me->backup,
                         .named = lobby_named_bit(staff),
                         .staff = staff,
                         .now_ms = now_ms,
                         .chosen = LOBBY_NONE,
                         .oldest_ms = INT64_MAX};
}

static struct scan scan_all(const struct lobby *lobby, int staff, int64_t now_ms)
{
    struct scan scan = begin_scan(lobby, staff, now_ms);
    for (size_t i = 0; i < lobby->count; i++) {
        look_at(&scan, (int)i);
    }
    return scan;
}

static void conclude(const struct scan *scan, struct choice *out)
{
    const struct lobby_visit *visit = &scan->lobby->visits[scan->chosen];
    out->slot = scan->chosen;
    out->position = choose_step(scan->lobby, visit, scan->staff, &out->is_backup);
    out->rank = scan->best;
    out->turn = lobby_turn(scan->lobby, visit);
    out->candidates = scan->candidates;
    out->runner_up = scan->second;
    tell_older(scan, out);
}

void choose_next(const struct lobby *lobby, int staff, int64_t now_ms, struct choice *out_choice)
{
    struct scan scan = scan_all(lobby, staff, now_ms);
    *out_choice = (struct choice){.slot = LOBBY_NONE, .position = ROUTE_NONE};
    if (scan.chosen != LOBBY_NONE) {
        conclude(&scan, out_choice);
    }
}

enum status choose_this(const struct lobby *lobby, int staff, int slot, int64_t now_ms,
                        struct choice *out_choice)
{
    struct scan scan = scan_all(lobby, staff, now_ms);
    struct choice_rank rank;
    if (!rank_of(&scan, slot, &rank)) {
        return STATUS_CONFLICT;
    }
    if (scan.chosen != slot) {
        scan.second = scan.best;
        scan.best = rank;
        scan.chosen = slot;
    }
    *out_choice = (struct choice){.slot = slot};
    conclude(&scan, out_choice);
    return STATUS_OK;
}

/* The first `max` stay, in order. */
static int enter(struct choice_rank *list, int count, int max, const struct choice_rank *rank)
{
    int at = count;
    while (at > 0 && is_before(rank, &list[at - 1])) {
        at--;
    }
    if (at == max) {
        return count;
    }
    int last = count < max ? count : max - 1;
    for (int i = last; i > at; i--) {
        list[i] = list[i - 1];
    }
    list[at] = *rank;
    return last + 1;
}

int choose_list(const struct lobby *lobby, int staff, int64_t now_ms, struct choice_rank *out,
                int max, int64_t *out_due_ms)
{
    struct scan scan = begin_scan(lobby, staff, now_ms);
    int candidates = 0;
    int count = 0;
    *out_due_ms = INT64_MAX;
    for (size_t i = 0; i < lobby->count; i++) {
        struct choice_rank rank;
        if (may_concern(&scan, (int)i) && rank_of(&scan, (int)i, &rank)) {
            candidates++;
            count = enter(out, count, max, &rank);
            if (rank.due_ms != 0 && rank.due_ms < *out_due_ms) {
                *out_due_ms = rank.due_ms;
            }
        }
    }
    return candidates;
}

/* Fewer is better: those who can do it on duty beside this one. */
static int others_able(const struct lobby *lobby, const struct lobby_visit *visit, int position)
{
    return lobby->able[visit->service[position]];
}

int choose_step(const struct lobby *lobby, const struct lobby_visit *visit, int staff,
                bool *out_is_backup)
{
    int best = ROUTE_NONE;
    bool best_is_backup = false;
    for (int i = 0; i < visit->route.count; i++) {
        bool is_backup = false;
        if (!lobby_may_call(lobby, visit, i, staff, &is_backup)) {
            continue;
        }
        int sign = best == ROUTE_NONE ? -1 : (int)is_backup - (int)best_is_backup;
        if (sign == 0) {
            sign = others_able(lobby, visit, i) - others_able(lobby, visit, best);
        }
        if (sign == 0) {
            sign = (int)visit->service[i] - (int)visit->service[best];
        }
        if (sign < 0) {
            best = i;
            best_is_backup = is_backup;
        }
    }
    *out_is_backup = best_is_backup;
    return best;
}

static int skill_count(const struct lobby_staff *staff)
{
    return __builtin_popcountll(staff->main) + __builtin_popcountll(staff->backup);
}

bool choose_calls_first(const struct lobby_staff *a, const struct lobby_staff *b)
{
    int sign = skill_count(a) - skill_count(b);
    return sign != 0 ? sign < 0 : a->idle_since_ms < b->idle_since_ms;
}

int choose_staff(const struct lobby *lobby, int64_t now_ms)
{
    int best = LOBBY_NONE;
    for (int i = 0; i < lobby->staff_count; i++) {
        const struct lobby_staff *staff = &lobby->staff[i];
        if (!staff->on_duty || staff->on_break || staff->visit_id != 0 ||
            (best != LOBBY_NONE && !choose_calls_first(staff, &lobby->staff[best]))) {
            continue;
        }
        if (scan_all(lobby, i, now_ms).chosen != LOBBY_NONE) {
            best = i;
        }
    }
    return best;
}

const char *choice_reason_name(enum choice_reason reason)
{
    static const char *const names[REASON_COUNT] = {
        [REASON_NO_SKILL] = "no_skill",   [REASON_NAMED] = "named",
        [REASON_NOT_DUE] = "not_due",     [REASON_BACKUP] = "backup",
        [REASON_EFFECTIVE] = "effective", [REASON_IN_ROOM] = "in_room",
        [REASON_PARKED] = "parked",       [REASON_PASSED] = "passed",
    };
    return names[reason];
}

/*
 * Visits under random hands: 500 days of a few visits each, or 20,000 with OKIENKO_FULL=1. Every
 * move is tried whether or not it is allowed. What is allowed is written here once more, from
 * docs/engine.md; what is not must leave the visit as it was. A failure names the seed.
 */
#include "support/check.h"

#include "lobby_reference.h"

enum { VISITS = 4, STAFF = 4, SERVICES = 6, STEPS_MAX = 5, MOVES = 80 };

enum move {
    MOVE_CALL,
    MOVE_START,
    MOVE_NO_SHOW,
    MOVE_PARK,
    MOVE_PAUSE,
    MOVE_RESUME,
    MOVE_RELEASE,
    MOVE_FINISH,
    MOVE_HAND_OVER,
    MOVE_ADD,
    MOVE_AGREE,
    MOVE_DROP,
    MOVE_END,
    MOVE_COUNT
};

struct attempt {
    enum move move;
    int position;
    int64_t staff_id;
    struct visit_target target;
    uint16_t after;
    enum visit_outcome outcome;
    enum step_event end;
};

struct day {
    struct random random;
    struct rules rules;
    struct office office;
    struct lobby *lobby;
    struct visit visits[VISITS];
    int64_t now_ms;
    int64_t served; /* seen to end, by how: the same people as issued, at every moment */
    int64_t left;
    bool over[VISITS];
    bool paused[VISITS];
};

static struct visit draw_visit(struct day *day, int64_t id)
{
    struct visit visit = {.id = id,
                          .version = 1,
                          .checkin_ms = day->now_ms - case_five_minutes(&day->random, 0, 20),
                          .booked = ROUTE_NONE,
                          .priority = case_chance(&day->random, 20)};
    visit.step_count = 1 + case_below(&day->random, STEPS_MAX);
    for (int i = 0; i < visit.step_count; i++) {
        unsigned earlier = (1U << i) - 1;
        visit.steps[i] = (struct visit_step){
            .id = 100 * id + i,
            .service_id = 1 + case_below(&day->random, SERVICES),
            .only_staff_id =
                case_chance(&day->random, 15) ? 1 + case_below(&day->random, STAFF) : 0,
            .is_offer = i > 0 && case_chance(&day->random, 40),
            .after =
                case_chance(&day->random, 40) ? (uint16_t)(random_u64(&day->random) & earlier) : 0};
    }
    if (case_chance(&day->random, 30)) {
        visit.booked = case_below(&day->random, visit.step_count);
        visit.appointment_ms = day->now_ms + case_five_minutes(&day->random, -20, 20);
    }
    visit_open(&visit, day->now_ms);
    return visit;
}

static void open_day(struct day *day, uint64_t seed)
{
    *day = (struct day){.now_ms = CASE_NOW_MS};
    random_seed(&day->random, seed, 1);
    day->rules = case_rules(&day->random);
    day->office.service_count = SERVICES;
    day->office.staff_count = STAFF;
    for (int i = 0; i < SERVICES; i++) {
        day->office.services[i].id = 1 + i;
    }
    for (int i = 0; i < STAFF; i++) {
        day->office.staff[i].id = 1 + i;
        for (int k = 0; k < SERVICES; k++) {
            day->office.staff[i].preference[k] = (unsigned char)case_below(&day->random, 3);
        }
    }
    day->lobby = lobby_create(&day->office, &day->rules);
    for (int i = 0; i < STAFF; i++) {
        lobby_set_duty(day->lobby, i, case_chance(&day->random, 75), day->now_ms);
    }
    for (int i = 0; i < VISITS; i++) {
        day->visits[i] = draw_visit(day, i + 1);
        struct lobby_visit entry = lobby_visit_of(&day->office, &day->visits[i]);
        lobby_put(day->lobby, &entry);
    }
}

/* Half of them aim at a position or a colleague that is right, the others anywhere. */
static struct attempt draw_attempt(struct day *day, const struct visit *visit)
{
    struct random *random = &day->random;
    struct attempt attempt = {.move = (enum move)case_below(random, MOVE_COUNT)};
    attempt.position = case_chance(random, 50) ? visit_current(visit)
                                               : case_below(random, visit->step_count + 3) - 1;
    attempt.staff_id = 1 + case_below(random, STAFF);
    attempt.target = (struct visit_target){
        .service_id = 1 + case_below(random, SERVICES),
        .staff_id = case_chance(random, 30) ? 1 + case_below(random, STAFF) : 0,
        .comes_back = case_chance(random, 40)};
    attempt.after = case_chance(random, 40) ? (uint16_t)(random_u64(random) & 7) : 0;
    attempt.outcome = (enum visit_outcome)case_below(random, OUTCOME_COUNT);
    attempt.end = case_chance(random, 50) ? STEP_CANCEL : STEP_LEAVE;
    if (attempt.move == MOVE_END && case_chance(random, 80)) {
        attempt.move = MOVE_CALL; /* else every visit would be over soon */
    }
    return attempt;
}

static enum status carry_out(const struct day *day, struct visit *visit,
                             const struct attempt *attempt)
{
    int64_t now_ms = day->now_ms;
    switch (attempt->move) {
    case MOVE_CALL:
        return visit_call(visit, attempt->position, attempt->staff_id, attempt->staff_id, now_ms);
    case MOVE_START: return visit_move(visit, STEP_START, now_ms);
    case MOVE_NO_SHOW: return visit_move(visit, STEP_NO_SHOW, now_ms);
    case MOVE_PARK: return visit_move(visit, STEP_PARK, now_ms);
    case MOVE_PAUSE: return visit_pause(visit, now_ms);
    case MOVE_RESUME: return visit_resume(visit, &day->rules, now_ms);
    case MOVE_RELEASE: return visit_release(visit, now_ms);
    case MOVE_FINISH: return visit_finish(visit, attempt->outcome, now_ms);
    case MOVE_HAND_OVER: return visit_hand_over(visit, &attempt->target, now_ms);
    case MOVE_ADD: return visit_add(visit, &attempt->target, attempt->after, now_ms);
    case MOVE_AGREE: return visit_agree(visit, attempt->position, now_ms);
    case MOVE_DROP: return visit_drop(visit, attempt->position, now_ms);
    default: return visit_end(visit, attempt->end, now_ms);
    }
}

static int position_in(const struct visit *visit, enum step_state state)
{
    for (int i = 0; i < visit->step_count; i++) {
        if (visit->steps[i].state == state) {
            return i;
        }
    }
    return ROUTE_NONE;
}

static bool is_certain(const struct visit_step *step)
{
    return !reference_is_over(step->state) && !step->is_offer;
}

/* Something else stays that is certain, or somebody is in a room or put aside. */
static bool may_drop(const struct visit *visit, int position)
{
    enum step_state state = visit->steps[position].state;
    if (state != STEP_PLANNED && state != STEP_WAITING) {
        return false;
    }
    for (int i = 0; i < visit->step_count; i++) {
        if (i != position && is_certain(&visit->steps[i])) {
            return true;
        }
    }
    return false;
}

static bool is_allowed(const struct visit *visit, const struct attempt *attempt)
{
    bool is_called = position_in(visit, STEP_CALLED) != ROUTE_NONE;
    bool is_serving = position_in(visit, STEP_SERVING) != ROUTE_NONE;
    bool is_parked = position_in(visit, STEP_PARKED) != ROUTE_NONE;
    bool is_waiting = position_in(visit, STEP_WAITING) != ROUTE_NONE;
    bool is_open = is_called || is_serving || is_parked || is_waiting;
    bool is_there = attempt->position >= 0 && attempt->position < visit->step_count;
    const struct visit_step *step = is_there ? &visit->steps[attempt->position] : NULL;
    switch (attempt->move) {
    case MOVE_CALL: return step != NULL && step->state == STEP_WAITING;
    case MOVE_START:
    case MOVE_NO_SHOW: return is_called;
    case MOVE_PARK:
    case MOVE_RELEASE: return is_called || is_serving;
    case MOVE_PAUSE: return is_waiting;
    case MOVE_RESUME: return is_parked;
    case MOVE_FINISH: return is_serving;
    case MOVE_HAND_OVER:
        return (is_called || is_serving) &&
               visit->step_count + 1 + attempt->target.comes_back <= VISIT_STEPS_MAX;
    case MOVE_ADD:
        return is_open && visit->step_count < VISIT_STEPS_MAX &&
               attempt->after < 1U << visit->step_count;
    case MOVE_AGREE: return step != NULL && step->state == STEP_PLANNED && step->is_offer;
    case MOVE_DROP: return step != NULL && may_drop(visit, attempt->position);
    default: return is_open;
    }
}

static int64_t effective_ms(const struct day *day, const struct visit *visit)
{
    struct lobby_visit entry = lobby_visit_of(&day->office, visit);
    return reference_effective_ms(&day->rules, &entry);
}

static void assert_route(const struct day *day, const struct visit *visit)
{
    struct lobby_visit entry = lobby_visit_of(&day->office, visit);
    int held = 0;
    int waiting = 0;
    int certain = 0;
    for (int i = 0; i < visit->step_count; i++) {
        const struct visit_step *step = &visit->steps[i];
        bool is_waiting = step->state == STEP_WAITING;
        held +=
            step->state == STEP_CALLED || step->state == STEP_SERVING || step->state == STEP_PARKED;
        waiting += is_waiting;
        certain += is_certain(step);
        assert_int_equal(step->after >> i, 0); /* only earlier ones */
        assert_int_equal(is_waiting, reference_is_eligible(&entry, i));
        assert_int_equal(step->entered_ms != 0 && !step_is_over(step->state),
                         step_is_active(step->state));
        assert_true(!is_waiting || (step->staff_id == 0 && step->room_id == 0));
    }
    bool is_over = held + waiting == 0;
    assert_true(held <= 1);
    assert_true(held == 0 || waiting == 0);
    assert_int_equal(is_over, certain == 0);
    assert_int_equal(is_over, step_is_over(visit_state(visit)));
    assert_int_equal(is_over, visit->closed_ms != 0);
    assert_int_equal(is_over, visit_current(visit) == ROUTE_NONE);
    assert_int_equal(is_over && position_in(visit, STEP_PLANNED) != ROUTE_NONE, false);
}

static bool has_same_times(const struct visit_step *a, const struct visit_step *b)
{
    return a->entered_ms == b->entered_ms && a->called_ms == b->called_ms &&
           a->started_ms == b->started_ms && a->ended_ms == b->ended_ms &&
           a->staff_id == b->staff_id && a->room_id == b->room_id;
}

static void assert_kept(const struct day *day, const struct visit *before,
                        const struct visit *after)
{
    assert_int_equal(after->version, before->version + 1);
    assert_int_equal(after->checkin_ms, before->checkin_ms);
    assert_int_equal(after->appointment_ms, before->appointment_ms);
    assert_true(after->floor_ms >= before->floor_ms);
    assert_true(effective_ms(day, after) >= effective_ms(day, before));
    if (before->appointment_ms == 0 && after->floor_ms == before->floor_ms) {
        assert_int_equal(effective_ms(day, after), effective_ms(day, before));
    }
    assert_true(after->step_count >= before->step_count);
    int at = 0;
    for (int i = 0; i < before->step_count; i++, at++) {
        while (after->steps[at].id != before->steps[i].id) {
            at++; /* a new one came between */
            assert_true(at < after->step_count);
        }
        const struct visit_step *was = &before->steps[i];
        const struct visit_step *is = &after->steps[at];
        assert_true(!reference_is_over(was->state) || is->state == was->state);
        assert_int_equal(is->service_id, was->service_id);
        assert_int_equal(is->only_staff_id, was->only_staff_id);
        assert_true(is->state != was->state || has_same_times(is, was));
        assert_true(is->is_changed || (is->state == was->state && is->is_offer == was->is_offer &&
                                       is->after == was->after && at == i));
    }
}

/* Who has called whom, as the lobby should know it. */
static int64_t open_call_of(const struct day *day, int staff)
{
    for (int i = 0; i < VISITS; i++) {
        int current = visit_current(&day->visits[i]);
        if (current != ROUTE_NONE && day->visits[i].steps[current].staff_id == 1 + staff &&
            day->visits[i].steps[current].state != STEP_PARKED) {
            return day->visits[i].id;
        }
    }
    return 0;
}

static int steps_waiting_for(const struct day *day, int64_t service_id)
{
    int count = 0;
    for (int i = 0; i < VISITS; i++) {
        for (int k = 0; k < day->visits[i].step_count; k++) {
            const struct visit_step *step = &day->visits[i].steps[k];
            count += step->state == STEP_WAITING && step->service_id == service_id;
        }
    }
    return count;
}

static void assert_lobby(const struct day *day)
{
    int open = 0;
    for (int i = 0; i < VISITS; i++) {
        const struct visit *visit = &day->visits[i];
        int slot = lobby_find(day->lobby, visit->id);
        bool is_over = step_is_over(visit_state(visit));
        open += !is_over;
        assert_int_equal(slot == LOBBY_NONE, is_over);
        if (is_over) {
            continue;
        }
        const struct lobby_place *place = &day->lobby->places[slot];
        assert_int_equal(place->id, visit->id);
        assert_int_equal(place->is_waiting, visit_state(visit) == STEP_WAITING);
        assert_int_equal(place->effective_ms, effective_ms(day, visit));
        assert_int_equal(route_state(&day->lobby->visits[slot].route), visit_state(visit));
        assert_int_equal(day->lobby->visits[slot].parked_ms != 0,
                         visit_state(visit) == STEP_PARKED);
    }
    assert_int_equal(day->lobby->count, open);
    for (int i = 0; i < SERVICES; i++) {
        assert_int_equal(day->lobby->waiting[i], steps_waiting_for(day, 1 + i));
    }
    for (int i = 0; i < STAFF; i++) {
        assert_int_equal(day->lobby->staff[i].visit_id, open_call_of(day, i));
    }
}

/* Offered = served + left + still here. */
static void count_ends(struct day *day)
{
    for (int i = 0; i < VISITS; i++) {
        enum step_state now = visit_state(&day->visits[i]);
        if (!day->over[i] && step_is_over(now)) {
            day->over[i] = true;
            day->served += now == STEP_DONE;
            day->left += now == STEP_LEFT || now == STEP_CANCELLED;
        }
    }
    assert_int_equal(day->served + day->left + (int64_t)day->lobby->count, VISITS);
}

static int missed_calls(const struct visit *visit)
{
    int missed = 0;
    for (int i = 0; i < visit->step_count; i++) {
        missed += visit->steps[i].missed;
    }
    return missed;
}

/* Only an unanswered call counts as missed, and only a return after one or after a pause costs
 * anything: afterwards nobody counts as earlier than the rules give to who comes back. */
static void assert_missed(const struct day *day, const struct visit *before,
                          const struct visit *after, enum move move)
{
    /* Whoever starts was there: what was missed before is forgotten. */
    int forgotten = move == MOVE_START ? before->steps[visit_current(before)].missed : 0;
    assert_int_equal(missed_calls(after),
                     missed_calls(before) + (move == MOVE_NO_SHOW) - forgotten);
    bool is_return = move == MOVE_RESUME && (before->steps[visit_current(before)].missed > 0 ||
                                             day->paused[before->id - 1]);
    assert_true(is_return || after->floor_ms == before->floor_ms);
    if (is_return) {
        bool in_time =
            day->now_ms - before->steps[visit_current(before)].ended_ms <= day->rules.park_ms;
        assert_true(after->floor_ms >= day->now_ms - (in_time ? day->rules.return_ms : 0));
    }
}

/* Parked by their own wish, seen from the moves alone, until they move on. */
static void note_pause(struct day *day, const struct visit *visit, enum move move)
{
    bool *paused = &day->paused[visit->id - 1];
    *paused = move == MOVE_PAUSE || (*paused && visit_state(visit) == STEP_PARKED);
    assert_int_equal(visit_is_paused(visit), *paused);
}

static void give_ids(struct visit *visit, int64_t *next_id)
{
    for (int i = 0; i < visit->step_count; i++) {
        struct visit_step *step = &visit->steps[i];
        assert_true(step->id != 0 || step->is_changed);
        step->id = step->id != 0 ? step->id : (*next_id)++;
        step->is_changed = false;
    }
}

static void try_move(struct day *day, int64_t *next_id)
{
    struct visit *visit = &day->visits[case_below(&day->random, VISITS)];
    struct attempt attempt = draw_attempt(day, visit);
    for (int draws = 0; draws < 2 && !is_allowed(visit, &attempt); draws++) {
        attempt = draw_attempt(day, visit);
    }
    if (attempt.move == MOVE_CALL && open_call_of(day, (int)attempt.staff_id - 1) != 0) {
        return; /* the caller looks after that: nobody calls two */
    }
    struct visit before = *visit;
    bool is_allowed_now = is_allowed(visit, &attempt);
    enum status status = carry_out(day, visit, &attempt);
    assert_status(status, is_allowed_now ? STATUS_OK : STATUS_CONFLICT);
    if (status != STATUS_OK) {
        assert_memory_equal(visit, &before, sizeof(before));
        return;
    }
    assert_kept(day, &before, visit);
    assert_missed(day, &before, visit, attempt.move);
    note_pause(day, visit, attempt.move);
    give_ids(visit, next_id);
    assert_route(day, visit);
    struct lobby_visit entry = lobby_visit_of(&day->office, visit);
    lobby_put(day->lobby, &entry);
}

/* Each colleague's next person is what a sorted list says, whatever has gone on. */
static void assert_choices(const struct day *day)
{
    struct lobby_case c = {.rules = day->rules, .staff_count = STAFF, .now_ms = day->now_ms};
    for (int i = 0; i < STAFF; i++) {
        const struct lobby_staff *staff = &day->lobby->staff[i];
        c.staff[i] = (struct case_staff){
            .main = staff->main, .backup = staff->backup, .on_duty = staff->on_duty};
    }
    for (int i = 0; i < STAFF; i++) {
        struct reference_list list = reference_list(&c, day->lobby, i);
        struct choice choice;
        if (c.staff[i].on_duty) {
            choose_next(day->lobby, i, day->now_ms, &choice);
            assert_int_equal(choice.rank.visit_id, list.count > 0 ? list.ranks[0].visit->id : 0);
            assert_int_equal(choice.position, list.count > 0 ? list.ranks[0].position : -1);
        }
    }
}

static void live_a_day(uint64_t seed)
{
    static struct day day;
    int64_t next_id = 10000;
    open_day(&day, seed);
    for (int i = 0; i < MOVES; i++) {
        day.now_ms += case_five_minutes(&day.random, 0, case_chance(&day.random, 5) ? 12 : 1);
        day.now_ms += case_below(&day.random, 2);
        if (case_chance(&day.random, 5)) {
            int staff = case_below(&day.random, STAFF);
            lobby_set_duty(day.lobby, staff, !day.lobby->staff[staff].on_duty, day.now_ms);
        }
        try_move(&day, &next_id);
        assert_lobby(&day);
        assert_choices(&day);
        count_ends(&day);
    }
    lobby_destroy(day.lobby);
}

TEST(any_moves_in_any_order_keep_the_visit_and_the_lobby_right)
{
    (void)state;
    for (int i = 1; i <= case_count(); i++) {
        *case_seed() = (uint64_t)i;
        live_a_day(*case_seed());
    }
    *case_seed() = 0;
}

static struct turn turn_at(const struct rules *rules, struct turn_facts facts, int64_t floor_ms)
{
    facts.floor_ms = floor_ms;
    return turn_of(rules, &facts);
}

static void check_returns(struct lobby_case *c)
{
    for (int k = 0; k < c->people_count; k++) {
        const struct lobby_visit *visit = &c->people[k];
        const struct turn_facts facts = {.checkin_ms = visit->checkin_ms,
                                         .appointment_ms = visit->appointment_ms,
                                         .is_booked_open = reference_is_booked_open(visit),
                                         .priority = visit->priority};
        int64_t at_ms = visit->checkin_ms;
        int64_t floor_ms = 0;
        for (int returns = 0; returns < 4; returns++) {
            struct turn before = turn_at(&c->rules, facts, floor_ms);
            int64_t parked_ms = at_ms + case_five_minutes(&c->random, 0, 8);
            at_ms = parked_ms + case_five_minutes(&c->random, 0, 8) + case_below(&c->random, 2);
            floor_ms = turn_floor(&c->rules, floor_ms, parked_ms, at_ms);
            struct turn after = turn_at(&c->rules, facts, floor_ms);
            bool in_time = at_ms - parked_ms <= c->rules.park_ms;
            assert_true(after.effective_ms >= before.effective_ms);
            assert_true(after.base_ms >= (in_time ? at_ms - c->rules.return_ms : at_ms));
            assert_int_equal(after.due_ms, before.due_ms);
        }
    }
}

TEST(a_return_never_makes_the_turn_better)
{
    (void)state;
    case_each(check_returns);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(any_moves_in_any_order_keep_the_visit_and_the_lobby_right,
                                  case_tell_seed),
        cmocka_unit_test_teardown(a_return_never_makes_the_turn_better, case_tell_seed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The promises of docs/engine.md, held to random lobbies: 500, or 20,000 with OKIENKO_FULL=1.
 * A failure names the seed of its lobby; case_make gives the same one again.
 */
#include "support/check.h"

#include "lobby_reference.h"

static const struct lobby_visit *called_visit(const struct case_call *call)
{
    return call->choice.slot == LOBBY_NONE ? NULL : &call->lobby->visits[call->choice.slot];
}

static void check_call(struct case_call *call)
{
    struct reference_list list = reference_list(call->c, call->lobby, call->staff);
    const struct lobby_visit *visit = called_visit(call);
    assert_int_equal(visit != NULL, list.count > 0);
    if (visit == NULL) {
        assert_int_equal(call->choice.position, ROUTE_NONE);
        assert_int_equal(call->choice.candidates, 0);
        return;
    }
    assert_int_equal(visit->id, list.ranks[0].visit->id);
    assert_int_equal(call->choice.position, list.ranks[0].position);
    assert_int_equal(call->choice.is_backup, list.ranks[0].is_backup);
}

TEST(next_is_the_first_of_a_sorted_list_and_somebody_whenever_one_may_be_called)
{
    (void)state;
    case_each_call(check_call);
}

static void check_sums(struct case_call *call)
{
    const struct choice *choice = &call->choice;
    const struct rules *rules = &call->c->rules;
    const struct lobby_visit *visit = called_visit(call);
    if (visit == NULL) {
        return;
    }
    int64_t bases[] = {[TURN_CHECKIN] = visit->appointment_ms > visit->checkin_ms
                                            ? visit->appointment_ms
                                            : visit->checkin_ms,
                       [TURN_APPOINTMENT] = visit->appointment_ms - rules->booking_head_ms,
                       [TURN_RETURN] = visit->floor_ms};
    assert_int_equal(choice->turn.base_ms, bases[choice->turn.kind]);
    assert_int_equal(choice->turn.head_ms, visit->priority ? rules->priority_head_ms : 0);
    assert_int_equal(choice->rank.effective_ms, choice->turn.base_ms - choice->turn.head_ms);
    assert_int_equal(choice->rank.rank_ms,
                     choice->rank.effective_ms + (choice->is_backup ? rules->backup_ms : 0));
}

TEST(the_explanation_adds_up_from_its_base)
{
    (void)state;
    case_each_call(check_sums);
}

static void check_allowed(struct case_call *call)
{
    const struct lobby_visit *visit = called_visit(call);
    if (visit == NULL) {
        return;
    }
    int position = call->choice.position;
    assert_true(call->c->staff[call->staff].on_duty);
    assert_true(reference_can(call->c, call->staff, visit->service[position]));
    assert_true(reference_is_eligible(visit, position));
    assert_true(reference_is_for(call->c, visit, position, call->staff));
}

TEST(calls_are_within_skills_duty_forerunners_and_names)
{
    (void)state;
    case_each_call(check_allowed);
}

/* Everybody presses Next, in any order, until nobody gets anybody any more. */
static void check_two_rooms(struct lobby_case *c)
{
    bool is_called[CASE_PEOPLE_MAX + 1] = {false};
    struct lobby *lobby = case_lobby(c, NULL);
    for (int i = 0; i < c->people_count; i++) {
        is_called[c->people[i].id] = reference_is_held(&c->people[i]);
    }
    for (int presses = 0; presses < 4 * CASE_PEOPLE_MAX; presses++) {
        struct choice choice = {.slot = LOBBY_NONE};
        int staff = case_below(&c->random, c->staff_count);
        if (c->staff[staff].on_duty) {
            choose_next(lobby, staff, c->now_ms, &choice);
        }
        if (choice.slot != LOBBY_NONE) {
            assert_false(is_called[choice.rank.visit_id]);
            is_called[choice.rank.visit_id] = true;
            case_carry_out(lobby, &choice, staff);
        }
    }
    lobby_destroy(lobby);
}

TEST(a_ticket_is_never_called_into_two_rooms)
{
    (void)state;
    case_each(check_two_rooms);
}

/* Neither booked nor with priority, and never missed a call. */
static bool is_plain(const struct lobby_visit *visit)
{
    return visit->appointment_ms == 0 && !visit->priority && visit->floor_ms == 0;
}

static bool waits_for(const struct case_call *call, const struct lobby_visit *visit, int service)
{
    for (int i = 0; i < visit->route.count; i++) {
        if (visit->service[i] == service && reference_is_eligible(visit, i) &&
            reference_is_for(call->c, visit, i, call->staff)) {
            return true;
        }
    }
    return false;
}

static void check_same_service(struct case_call *call)
{
    const struct lobby_visit *called = called_visit(call);
    if (called == NULL || !is_plain(called)) {
        return;
    }
    int service = called->service[call->choice.position];
    for (size_t i = 0; i < call->lobby->count; i++) {
        const struct lobby_visit *other = &call->lobby->visits[i];
        if (other != called && is_plain(other) && waits_for(call, other, service)) {
            assert_true(reference_came_before(called, other));
        }
    }
}

TEST(plain_visitors_of_one_service_are_called_in_order_of_check_in)
{
    (void)state;
    case_each_call(check_same_service);
}

/* How much younger somebody may be and still go before a plain visitor at a main skill. */
static int64_t overtaking_ms(const struct rules *rules, const struct lobby_visit *visit)
{
    bool is_booked = reference_is_booked_open(visit) && reference_is_on_time(rules, visit);
    int64_t by_priority_ms = visit->priority ? rules->priority_head_ms : 0;
    return by_priority_ms + (is_booked ? rules->booking_head_ms + rules->grace_ms : 0);
}

static void check_overtaking(struct case_call *call)
{
    const struct lobby_visit *called = called_visit(call);
    for (size_t i = 0; i < call->lobby->count && called != NULL; i++) {
        const struct lobby_visit *passed = &call->lobby->visits[i];
        struct reference_rank rank = reference_rank(call->c, passed, call->staff);
        if (is_plain(passed) && rank.position != ROUTE_NONE && !rank.is_backup) {
            assert_true(called->checkin_ms - passed->checkin_ms <=
                        overtaking_ms(&call->c->rules, called));
        }
    }
}

TEST(overtaking_is_bounded_by_the_head_starts)
{
    (void)state;
    case_each_call(check_overtaking);
}

static int64_t latest(int64_t a, int64_t b, int64_t c)
{
    int64_t ab = a > b ? a : b;
    return ab > c ? ab : c;
}

static void check_starvation(struct case_call *call)
{
    const struct lobby_visit *called = called_visit(call);
    const struct rules *rules = &call->c->rules;
    int64_t bound_ms =
        rules->priority_head_ms + rules->booking_head_ms + rules->grace_ms + rules->backup_ms;
    for (size_t i = 0; i < call->lobby->count && called != NULL; i++) {
        const struct lobby_visit *passed = &call->lobby->visits[i];
        struct reference_rank rank = reference_rank(call->c, passed, call->staff);
        if (rank.position == ROUTE_NONE || rank.is_due_later) {
            continue;
        }
        int64_t since_ms = latest(passed->checkin_ms, passed->appointment_ms, passed->floor_ms);
        assert_true(called->checkin_ms - since_ms <= bound_ms);
    }
}

TEST(nobody_new_passes_who_comes_later_than_all_head_starts_together)
{
    (void)state;
    case_each_call(check_starvation);
}

TEST(with_the_default_rules_that_is_145_minutes)
{
    (void)state;
    struct rules rules = rules_default();
    assert_int_equal(rules.priority_head_ms + rules.booking_head_ms + rules.grace_ms +
                         rules.backup_ms,
                     145 * CASE_MINUTE_MS);
}

static void check_ahead_of_priority(struct case_call *call)
{
    const struct lobby_visit *called = called_visit(call);
    if (called == NULL || !is_plain(called)) {
        return;
    }
    for (size_t i = 0; i < call->lobby->count; i++) {
        const struct lobby_visit *passed = &call->lobby->visits[i];
        struct reference_rank rank = reference_rank(call->c, passed, call->staff);
        bool is_walk_in = passed->appointment_ms == 0 && passed->floor_ms == 0;
        if (passed->priority && is_walk_in && rank.position != ROUTE_NONE && !rank.is_backup) {
            assert_true(called->checkin_ms <= passed->checkin_ms - call->c->rules.priority_head_ms);
        }
    }
}

TEST(before_a_priority_visitor_go_only_those_who_came_a_head_start_earlier)
{
    (void)state;
    case_each_call(check_ahead_of_priority);
}

/* The same choice in two lobbies, the second one's clock `by_ms` ahead. */
static void assert_same_choice(const struct choice *a, const struct choice *b, int64_t by_ms)
{
    assert_int_equal(a->slot == LOBBY_NONE, b->slot == LOBBY_NONE);
    assert_int_equal(a->position, b->position);
    assert_int_equal(a->is_backup, b->is_backup);
    assert_int_equal(a->candidates, b->candidates);
    assert_int_equal(a->turn.kind, b->turn.kind);
    assert_int_equal(a->turn.head_ms, b->turn.head_ms);
    const struct choice_rank *ranks[][2] = {{&a->rank, &b->rank}, {&a->runner_up, &b->runner_up}};
    for (int i = 0; i < 2; i++) {
        const struct choice_rank *left = ranks[i][0];
        const struct choice_rank *right = ranks[i][1];
        int64_t moved_ms = left->visit_id == 0 ? 0 : by_ms;
        assert_int_equal(left->visit_id, right->visit_id);
        assert_int_equal(left->due_ms == 0 ? 0 : left->due_ms + by_ms, right->due_ms);
        assert_int_equal(left->effective_ms + moved_ms, right->effective_ms);
        assert_int_equal(left->rank_ms + moved_ms, right->rank_ms);
        assert_int_equal(left->checkin_ms + moved_ms, right->checkin_ms);
    }
    assert_int_equal(a->older_count, b->older_count);
    for (int i = 0; i < a->older_count; i++) {
        assert_int_equal(a->older[i].visit_id, b->older[i].visit_id);
        assert_int_equal(a->older[i].reason, b->older[i].reason);
    }
}

/* Both lobbies give every colleague on duty the same call. */
static void assert_same_calls(const struct lobby_case *c, const struct lobby *a,
                              const struct lobby *b, int64_t by_ms)
{
    for (int staff = 0; staff < c->staff_count; staff++) {
        struct choice left;
        struct choice right;
        if (c->staff[staff].on_duty) {
            choose_next(a, staff, c->now_ms, &left);
            choose_next(b, staff, c->now_ms + by_ms, &right);
            assert_same_choice(&left, &right, by_ms);
        }
    }
}

static void shuffle(struct random *random, int *order, int count)
{
    for (int i = 0; i < count; i++) {
        int at = case_below(random, i + 1);
        order[i] = order[at];
        order[at] = i;
    }
}

/* Some go out and come in again: they get other slots. */
static void stir(struct lobby_case *c, struct lobby *lobby)
{
    for (int i = 0; i < c->people_count; i++) {
        const struct lobby_visit *visit = &c->people[case_below(&c->random, c->people_count)];
        lobby_remove(lobby, visit->id);
        lobby_put(lobby, visit);
    }
}

static void check_storage_order(struct lobby_case *c)
{
    int order[CASE_PEOPLE_MAX];
    shuffle(&c->random, order, c->people_count);
    struct lobby *lobby = case_lobby(c, NULL);
    struct lobby *other = case_lobby(c, order);
    stir(c, other);
    assert_same_calls(c, lobby, other, 0);
    lobby_destroy(lobby);
    lobby_destroy(other);
}

TEST(the_order_of_storage_changes_neither_call_nor_explanation)
{
    (void)state;
    case_each(check_storage_order);
}

/* The same people, rules, skills and duties, reached by a detour. */
static void check_history(struct lobby_case *c)
{
    struct lobby_case former = *c;
    former.rules = case_rules(&c->random);
    former.rules.grace_ms += CASE_MINUTE_MS;
    for (int i = 0; i < c->staff_count; i++) {
        former.staff[i] = (struct case_staff){.main = random_u64(&c->random),
                                              .backup = random_u64(&c->random),
                                              .on_duty = case_chance(&c->random, 50)};
    }
    struct lobby *lobby = case_lobby(c, NULL);
    struct lobby *other = case_lobby(&former, NULL);
    lobby_set_rules(other, &c->rules);
    for (int i = 0; i < c->staff_count; i++) {
        lobby_set_duty(other, i, c->staff[i].on_duty, 0);
        lobby_set_skills(other, i, c->staff[i].main, c->staff[i].backup);
    }
    assert_same_calls(c, lobby, other, 0);
    struct lobby *copy = case_lobby(&former, NULL);
    lobby_copy(copy, lobby);
    assert_same_calls(c, lobby, copy, 0);
    lobby_destroy(copy);
    lobby_destroy(lobby);
    lobby_destroy(other);
}

TEST(what_the_lobby_was_before_changes_nothing_and_a_copy_is_the_same)
{
    (void)state;
    case_each(check_history);
}

static void check_longer_wait(struct case_call *call)
{
    const struct lobby_visit *called = called_visit(call);
    if (called == NULL) {
        return;
    }
    struct lobby *other = case_lobby(call->c, NULL);
    struct choice choice;
    lobby_copy(other, call->lobby);
    struct lobby_visit longer = *called;
    longer.checkin_ms -= case_five_minutes(&call->c->random, 0, 30) + 1;
    lobby_put(other, &longer);
    choose_next(other, call->staff, call->c->now_ms, &choice);
    assert_int_equal(choice.rank.visit_id, longer.id);
    lobby_destroy(other);
}

TEST(who_has_the_turn_would_have_it_too_had_they_come_earlier)
{
    (void)state;
    case_each_call(check_longer_wait);
}

static void check_later(struct case_call *call)
{
    const struct lobby_visit *called = called_visit(call);
    if (called == NULL) {
        return;
    }
    struct choice later;
    int64_t later_ms = call->c->now_ms + case_five_minutes(&call->c->random, 0, 30);
    choose_next(call->lobby, call->staff, later_ms, &later);
    if (later.rank.visit_id != called->id) {
        const struct lobby_visit *first = &call->lobby->visits[later.slot];
        assert_true(reference_rank(call->c, first, call->staff).is_due_later);
    }
}

TEST(time_alone_takes_nobodys_turn_but_for_a_booking_that_becomes_due)
{
    (void)state;
    case_each_call(check_later);
}

static void move_case(struct lobby_case *c, int64_t by_ms)
{
    for (int i = 0; i < c->people_count; i++) {
        struct lobby_visit *visit = &c->people[i];
        visit->checkin_ms += by_ms;
        visit->appointment_ms += visit->appointment_ms != 0 ? by_ms : 0;
        visit->floor_ms += visit->floor_ms != 0 ? by_ms : 0;
    }
}

/* Clocks went from +2 to +1 h at 01:00 UTC on 25 October, from +1 to +2 h on 29 March. The hour is
 * moved into these nights, on both sides of their midnight and of their change. */
static void check_moved(struct lobby_case *c)
{
    static const int64_t nights_ms[] = {
        INT64_C(1792887000000) /* 2026-10-25 00:10 UTC */,
        INT64_C(1792890600000) /* an hour later, 01:10 */,
        INT64_C(1774743000000) /* 2026-03-29 00:10 UTC */,
        INT64_C(1774746600000) /* 01:10 */,
        INT64_C(1792879800000) /* 2026-10-24 22:10, past midnight */,
        INT64_C(1798761600000) /* 2027-01-01 00:00 UTC */};
    struct lobby *lobby = case_lobby(c, NULL);
    for (size_t i = 0; i < sizeof(nights_ms) / sizeof(nights_ms[0]); i++) {
        int64_t by_ms = nights_ms[i] - c->now_ms;
        move_case(c, by_ms);
        struct lobby *moved = case_lobby(c, NULL);
        assert_same_calls(c, lobby, moved, by_ms);
        lobby_destroy(moved);
        move_case(c, -by_ms);
    }
    lobby_destroy(lobby);
}

TEST(another_hour_another_day_and_the_nights_of_the_clock_change_nothing)
{
    (void)state;
    case_each(check_moved);
}

static void check_fifo_call(struct case_call *call)
{
    const struct lobby_visit *called = called_visit(call);
    for (size_t i = 0; i < call->lobby->count && called != NULL; i++) {
        const struct lobby_visit *other = &call->lobby->visits[i];
        if (other != called && reference_step(call->c, other, call->staff) != ROUTE_NONE) {
            assert_true(reference_came_before(called, other));
        }
    }
}

/* Nobody booked, nobody back from a missed call. */
static void check_fifo(struct lobby_case *c)
{
    c->rules.priority_head_ms = 0;
    c->rules.backup_ms = 0;
    for (int i = 0; i < c->people_count; i++) {
        struct lobby_visit *visit = &c->people[i];
        visit->appointment_ms = 0;
        visit->floor_ms = 0;
        visit->route.booked = ROUTE_NONE;
        if (!reference_is_held(visit)) {
            route_open(&visit->route);
        }
    }
    case_walk(c, check_fifo_call);
}

TEST(no_head_starts_are_first_come_first_served)
{
    (void)state;
    case_each(check_fifo);
}

static void check_strict_call(struct case_call *call)
{
    const struct lobby_visit *called = called_visit(call);
    for (size_t i = 0; i < call->lobby->count && called != NULL && !called->priority; i++) {
        const struct lobby_visit *other = &call->lobby->visits[i];
        struct reference_rank rank = reference_rank(call->c, other, call->staff);
        assert_false(other->priority && rank.position != ROUTE_NONE && !rank.is_due_later);
    }
}

static void check_strict(struct lobby_case *c)
{
    c->rules.priority_head_ms = RULES_OUT_OF_TURN_MS;
    case_walk(c, check_strict_call);
}

TEST(out_of_turn_puts_priority_before_everybody)
{
    (void)state;
    case_each(check_strict);
}

static void check_staff(struct lobby_case *c)
{
    struct lobby *lobby = case_lobby(c, NULL);
    struct choice choice = {.slot = 0};
    for (int i = 0; i < c->staff_count; i++) {
        lobby_set_break(lobby, i, case_chance(&c->random, 20), case_below(&c->random, 3));
    }
    for (int calls = 0; calls <= CASE_PEOPLE_MAX && choice.slot != LOBBY_NONE; calls++) {
        int staff = choose_staff(lobby, c->now_ms);
        assert_int_equal(staff, reference_staff(c, lobby));
        choice.slot = LOBBY_NONE;
        if (staff != LOBBY_NONE) {
            choose_next(lobby, staff, c->now_ms, &choice);
            assert_int_not_equal(choice.slot, LOBBY_NONE);
            case_carry_out(lobby, &choice, staff);
            assert_int_equal(lobby->staff[staff].visit_id, choice.rank.visit_id);
        }
    }
    lobby_destroy(lobby);
}

TEST(calling_unasked_takes_free_staff_with_the_fewest_skills_then_the_longest_idle)
{
    (void)state;
    case_each(check_staff);
}

#define PROPERTY(name) cmocka_unit_test_teardown(name, case_tell_seed)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PROPERTY(next_is_the_first_of_a_sorted_list_and_somebody_whenever_one_may_be_called),
        PROPERTY(the_explanation_adds_up_from_its_base),
        PROPERTY(calls_are_within_skills_duty_forerunners_and_names),
        PROPERTY(a_ticket_is_never_called_into_two_rooms),
        PROPERTY(plain_visitors_of_one_service_are_called_in_order_of_check_in),
        PROPERTY(overtaking_is_bounded_by_the_head_starts),
        PROPERTY(nobody_new_passes_who_comes_later_than_all_head_starts_together),
        PROPERTY(with_the_default_rules_that_is_145_minutes),
        PROPERTY(before_a_priority_visitor_go_only_those_who_came_a_head_start_earlier),
        PROPERTY(the_order_of_storage_changes_neither_call_nor_explanation),
        PROPERTY(what_the_lobby_was_before_changes_nothing_and_a_copy_is_the_same),
        PROPERTY(who_has_the_turn_would_have_it_too_had_they_come_earlier),
        PROPERTY(time_alone_takes_nobodys_turn_but_for_a_booking_that_becomes_due),
        PROPERTY(another_hour_another_day_and_the_nights_of_the_clock_change_nothing),
        PROPERTY(no_head_starts_are_first_come_first_served),
        PROPERTY(out_of_turn_puts_priority_before_everybody),
        PROPERTY(calling_unasked_takes_free_staff_with_the_fewest_skills_then_the_longest_idle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

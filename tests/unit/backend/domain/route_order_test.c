/* The order in which steps to come are served: by example, and on random routes. */
#include "support/check.h"

#include "domain/random.h"
#include "domain/visit_op.h"

#include <string.h>

enum { CASES = 2000, STEPS_MAX = 6 };

static struct route route_of(int count)
{
    struct route route = {.count = count, .booked = ROUTE_NONE};
    return route;
}

static void order(struct route *route, const uint8_t *positions, int count)
{
    uint8_t places[ROUTE_STEPS_MAX];
    assert_status(route_order(route, positions, count, places), STATUS_OK);
}

static void assert_refused(const struct route *route, const uint8_t *positions, int count)
{
    struct route tried = *route;
    uint8_t places[ROUTE_STEPS_MAX] = {77};
    assert_status(route_order(&tried, positions, count, places), STATUS_CONFLICT);
    assert_memory_equal(&tried, route, sizeof(tried));
    assert_int_equal(places[0], 77);
}

TEST(steps_to_come_change_places_and_wait_for_the_one_before)
{
    (void)state;
    struct route route = route_of(4);
    route.steps[2].is_offer = true;
    route_open(&route);
    assert_status(route_call(&route, 0), STATUS_OK);
    order(&route, (const uint8_t[]){3, 1}, 2);
    assert_int_equal(route.steps[0].state, STEP_CALLED);
    assert_true(route.steps[2].is_offer);
    assert_int_equal(route.steps[1].after, 0);
    assert_int_equal(route.steps[3].after, 1U << 1);
}

TEST(of_who_waits_only_the_first_in_the_order_waits_on)
{
    (void)state;
    struct route route = route_of(3);
    route_open(&route);
    order(&route, (const uint8_t[]){2, 0, 1}, 3);
    assert_int_equal(route.steps[0].state, STEP_WAITING);
    assert_int_equal(route.steps[1].state, STEP_PLANNED);
    assert_int_equal(route.steps[2].after, 1U << 1);
}

TEST(every_step_to_come_is_named_once_and_no_other)
{
    (void)state;
    struct route route = route_of(4);
    route.steps[3].is_offer = true;
    route_open(&route);
    assert_status(route_call(&route, 0), STATUS_OK);
    static const uint8_t tries[][3] = {{1, 2, 3}, {1, 2, 0}, {1, 2, 2}, {1, 2, 9}, {1, 2, 255}};
    for (size_t i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
        assert_refused(&route, tries[i], 3);
    }
    assert_refused(&route, (const uint8_t[]){1}, 1);
    assert_refused(&route, (const uint8_t[]){1, 1}, 2);
    assert_refused(&route, (const uint8_t[]){0}, 0);
    assert_refused(&route, (const uint8_t[]){1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1},
                   ROUTE_STEPS_MAX + 1);
    order(&route, (const uint8_t[]){2, 1}, 2);
}

TEST(an_open_booking_comes_first_and_keeps_its_appointment)
{
    (void)state;
    struct route route = route_of(3);
    route.booked = 2;
    route_open(&route);
    assert_refused(&route, (const uint8_t[]){0, 2, 1}, 3);
    order(&route, (const uint8_t[]){2, 1, 0}, 3);
    assert_int_equal(route.booked, 0);
    assert_int_equal(route.steps[0].state, STEP_WAITING);
    assert_int_equal(route.steps[1].state, STEP_PLANNED);
}

TEST(what_was_asked_overrides_what_had_to_come_first)
{
    (void)state;
    struct route route = route_of(3);
    route.steps[1].after = 1U << 0;
    route.steps[2].after = 1U << 1;
    route_open(&route);
    order(&route, (const uint8_t[]){2, 1, 0}, 3);
    assert_int_equal(route.steps[0].after, 0);
    assert_int_equal(route.steps[1].after, 1U << 0);
    assert_int_equal(route.steps[2].after, 1U << 1);
}

TEST(in_an_order_each_names_only_the_one_before_among_those_to_come)
{
    (void)state;
    struct route route = route_of(4);
    route.steps[0].state = STEP_DONE;
    route.steps[2].after = 1U << 0 | 1U << 1;
    route.steps[3].after = 1U << 0 | 1U << 1 | 1U << 2;
    route_open(&route);
    order(&route, (const uint8_t[]){1, 2, 3}, 3);
    assert_int_equal(route.steps[2].after, 1U << 0 | 1U << 1);
    assert_int_equal(route.steps[3].after, 1U << 0 | 1U << 2);
}

/* Up to six steps, some over, some offered, some after others; half of the visitors in a room. */
static struct visit draw_visit(struct random *random)
{
    struct visit visit = {.version = 1, .booked = ROUTE_NONE};
    visit.step_count = 1 + (int)random_below(random, STEPS_MAX);
    for (int i = 0; i < visit.step_count; i++) {
        unsigned earlier = (1U << i) - 1;
        visit.steps[i] = (struct visit_step){
            .id = 100 + i,
            .service_id = 1 + i,
            .state = i > 0 && random_below(random, 6) == 0 ? STEP_SKIPPED : STEP_PLANNED,
            .is_offer = i > 0 && random_below(random, 4) == 0,
            .after = random_below(random, 3) == 0 ? (uint16_t)(random_u64(random) & earlier) : 0};
    }
    visit_open(&visit, 10);
    if (random_below(random, 2) == 0) {
        assert_status(visit_call(&visit, visit_current(&visit), 1, 1, 20), STATUS_OK);
        assert_status(visit_move(&visit, STEP_START, 30), STATUS_OK);
    }
    return visit;
}

static int draw_order(struct random *random, const struct visit *visit, uint8_t *out)
{
    int count = 0;
    for (int i = 0; i < visit->step_count; i++) {
        const struct visit_step *step = &visit->steps[i];
        if (step->state == STEP_WAITING || (step->state == STEP_PLANNED && !step->is_offer)) {
            int at = (int)random_below(random, (uint64_t)count + 1);
            out[count++] = out[at];
            out[at] = (uint8_t)i;
        }
    }
    return count;
}

/* Serves the visit to its end; the ids of the steps in the order in which they were served. */
static int serve(struct visit *visit, int64_t *out_ids)
{
    int count = 0;
    if (visit_state(visit) == STEP_SERVING) {
        assert_status(visit_finish(visit, OUTCOME_SETTLED, 50), STATUS_OK);
    }
    while (visit_state(visit) == STEP_WAITING) {
        int at = visit_current(visit);
        out_ids[count++] = visit->steps[at].id;
        assert_status(visit_call(visit, at, 1, 1, 60), STATUS_OK);
        assert_status(visit_move(visit, STEP_START, 60), STATUS_OK);
        assert_status(visit_finish(visit, OUTCOME_SETTLED, 60), STATUS_OK);
    }
    return count;
}

static void check_order(struct random *random)
{
    struct visit visit = draw_visit(random);
    const struct visit before = visit;
    struct visit_op op = {.kind = VISIT_OP_ORDER};
    int64_t served[VISIT_STEPS_MAX] = {0};
    const struct rules rules = rules_default();
    op.order_count = draw_order(random, &visit, op.order);
    enum status status = visit_apply(&visit, &op, &rules, 40);
    assert_status(status, op.order_count > 0 ? STATUS_OK : STATUS_CONFLICT);
    if (op.order_count == 0) {
        assert_memory_equal(&visit, &before, sizeof(visit));
        return;
    }
    assert_int_equal(visit.version, before.version + 1);
    assert_int_equal(visit_state(&visit), visit_state(&before));
    for (int i = 0; i < visit.step_count; i++) {
        const struct visit_step *step = &visit.steps[i];
        const struct visit_step *was = &before.steps[step->id - 100];
        assert_int_equal(step->service_id, was->service_id);
        assert_int_equal(step->after >> i, 0);
        assert_true(step->id - 100 == i || step->is_changed);
        assert_true(step->state == was->state || (step->entered_ms != 0) != (was->entered_ms != 0));
    }
    assert_int_equal(serve(&visit, served), op.order_count);
    for (int i = 0; i < op.order_count; i++) {
        assert_int_equal(served[i], 100 + op.order[i]);
    }
}

TEST(whatever_the_route_was_the_steps_are_served_in_the_order_asked_and_none_is_lost)
{
    (void)state;
    struct random random;
    random_seed(&random, 20261122, 1);
    for (int i = 0; i < CASES; i++) {
        check_order(&random);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_to_come_change_places_and_wait_for_the_one_before),
        cmocka_unit_test(of_who_waits_only_the_first_in_the_order_waits_on),
        cmocka_unit_test(every_step_to_come_is_named_once_and_no_other),
        cmocka_unit_test(an_open_booking_comes_first_and_keeps_its_appointment),
        cmocka_unit_test(what_was_asked_overrides_what_had_to_come_first),
        cmocka_unit_test(in_an_order_each_names_only_the_one_before_among_those_to_come),
        cmocka_unit_test(
            whatever_the_route_was_the_steps_are_served_in_the_order_asked_and_none_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

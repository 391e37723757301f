#include "support/check.h"

#include "domain/undo.h"

#include <string.h>

enum { ME = 41, ROOM = 31, PSY = 11, SOC = 12 };

/* Two certain steps and an offer, waiting since 10. */
static struct visit waiting_visit(void)
{
    struct visit visit = {.id = 7, .version = 1, .booked = ROUTE_NONE, .step_count = 3};
    for (int i = 0; i < 3; i++) {
        visit.steps[i] =
            (struct visit_step){.id = 100 + i, .service_id = PSY + i, .is_offer = i == 2};
    }
    visit_open(&visit, 10);
    return visit;
}

static void must(struct visit *visit, struct visit_op op, int64_t now_ms)
{
    const struct rules rules = rules_default();
    assert_status(visit_apply(visit, &op, &rules, now_ms), STATUS_OK);
}

static void call(struct visit *visit)
{
    must(visit,
         (struct visit_op){.kind = VISIT_OP_CALL, .position = 1, .staff_id = ME, .room_id = ROOM},
         20);
}

/* All that counts but the version and what the store is told to write. */
static void assert_same(const struct visit *visit, const struct visit *expected)
{
    assert_int_equal(visit->step_count, expected->step_count);
    assert_int_equal(visit->floor_ms, expected->floor_ms);
    assert_int_equal(visit->booked, expected->booked);
    assert_int_equal(visit->closed_ms, expected->closed_ms);
    for (int i = 0; i < expected->step_count; i++) {
        struct visit_step step = visit->steps[i];
        assert_true(step.is_changed); /* every row is written again */
        step.is_changed = expected->steps[i].is_changed;
        assert_memory_equal(&step, &expected->steps[i], sizeof(step));
    }
}

TEST(a_finished_visit_is_open_again_with_all_its_times)
{
    (void)state;
    struct visit visit = waiting_visit();
    call(&visit);
    must(&visit, (struct visit_op){.kind = VISIT_OP_START}, 30);
    const struct visit before = visit;
    must(&visit, (struct visit_op){.kind = VISIT_OP_FINISH, .outcome = OUTCOME_LEFT}, 40);
    assert_int_not_equal(visit.closed_ms, 0);
    int64_t version = visit.version;
    undo_restore(&visit, &before);
    assert_same(&visit, &before);
    assert_int_equal(visit.version, version + 1);
    assert_int_equal(visit_state(&visit), STEP_SERVING);
}

TEST(steps_that_a_transfer_added_are_gone_and_the_rest_moves_back)
{
    (void)state;
    struct visit visit = waiting_visit();
    visit.booked = 1;
    call(&visit);
    const struct visit before = visit;
    must(&visit,
         (struct visit_op){.kind = VISIT_OP_TRANSFER,
                           .target = {.service_id = SOC, .comes_back = true}},
         40);
    assert_int_equal(visit.step_count, 5);
    undo_restore(&visit, &before);
    assert_same(&visit, &before);
    assert_int_equal(visit.steps[2].id, 102);
}

TEST(a_return_that_is_taken_back_gives_its_floor_back)
{
    (void)state;
    struct visit visit = waiting_visit();
    call(&visit);
    must(&visit, (struct visit_op){.kind = VISIT_OP_NO_SHOW}, 30);
    const struct visit before = visit;
    must(&visit, (struct visit_op){.kind = VISIT_OP_RESUME}, INT64_C(100) * 60 * 1000);
    assert_int_not_equal(visit.floor_ms, before.floor_ms);
    undo_restore(&visit, &before);
    assert_same(&visit, &before);
    assert_int_equal(visit_state(&visit), STEP_PARKED);
}

TEST(taking_back_is_about_the_step_that_is_or_was_in_a_room)
{
    (void)state;
    struct visit visit = waiting_visit();
    struct visit before = visit;
    assert_int_equal(undo_step(&visit, &before), 0);
    call(&visit);
    assert_int_equal(undo_step(&visit, &before), 1); /* a call */
    before = visit;
    must(&visit, (struct visit_op){.kind = VISIT_OP_START}, 30);
    assert_int_equal(undo_step(&visit, &before), 1);
    before = visit;
    must(&visit, (struct visit_op){.kind = VISIT_OP_FINISH}, 40);
    assert_int_equal(undo_step(&visit, &before), 1); /* though the first one waits now */
    before = visit;
    must(&visit, (struct visit_op){.kind = VISIT_OP_CANCEL}, 50);
    assert_int_equal(undo_step(&visit, &before), 0); /* over: nothing is current */
}

TEST(only_what_staff_do_themselves_and_nobody_heard_can_be_taken_back)
{
    (void)state;

    static const enum visit_op_kind never[] = {VISIT_OP_RECALL, VISIT_OP_PAUSE, VISIT_OP_RELEASE,
                                               VISIT_OP_LEAVE, VISIT_OP_COUNT};

    int allowed = 0;
    for (int kind = 0; kind < VISIT_OP_COUNT; kind++) {
        allowed += undo_allows((enum visit_op_kind)kind);
    }
    assert_int_equal(allowed, VISIT_OP_COUNT - 4);
    for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++) {
        assert_false(undo_allows(never[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finished_visit_is_open_again_with_all_its_times),
        cmocka_unit_test(steps_that_a_transfer_added_are_gone_and_the_rest_moves_back),
        cmocka_unit_test(a_return_that_is_taken_back_gives_its_floor_back),
        cmocka_unit_test(taking_back_is_about_the_step_that_is_or_was_in_a_room),
        cmocka_unit_test(only_what_staff_do_themselves_and_nobody_heard_can_be_taken_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/check.h"

#include "base/memory.h"
#include "store/facts.h"

#include <stdio.h>
#include <string.h>

/* Far beyond any id an office will reach, and as many digits as the history must hold. */
#define HUGE_ID INT64_C(999999999999)

static void decode(const struct event *event, struct facts *out)
{
    assert_status(facts_decode(event->facts, out), STATUS_OK);
}

static struct visit visit_of(int step_count)
{
    struct visit visit = {.id = HUGE_ID,
                          .checkin_ms = HUGE_ID - 1,
                          .appointment_ms = HUGE_ID - 2,
                          .booked = step_count - 1,
                          .priority = true,
                          .step_count = step_count};
    (void)text_copy(visit.number, sizeof(visit.number), "A999999");
    for (int i = 0; i < step_count; i++) {
        visit.steps[i] = (struct visit_step){.id = HUGE_ID - 10 - i,
                                             .service_id = HUGE_ID - 30 - i,
                                             .only_staff_id = HUGE_ID - 50 - i,
                                             .is_offer = i % 2 == 1,
                                             .after = (uint16_t)(UINT16_MAX - i)};
    }
    return visit;
}

TEST(a_visit_of_all_its_steps_fits_and_comes_back)
{
    (void)state;
    struct visit visit = visit_of(VISIT_STEPS_MAX);
    struct event event = {.kind = "ticket.issued"};
    struct facts facts;
    facts_of_issue(&visit, &event);
    decode(&event, &facts);
    assert_int_equal(facts.kind, FACTS_ISSUE);
    assert_int_equal(facts.visit_id, visit.id);
    assert_string_equal(facts.visit.number, "A999999");
    assert_int_equal(facts.visit.checkin_ms, visit.checkin_ms);
    assert_int_equal(facts.visit.appointment_ms, visit.appointment_ms);
    assert_int_equal(facts.visit.booked, visit.booked);
    assert_true(facts.visit.priority);
    assert_int_equal(facts.visit.step_count, VISIT_STEPS_MAX);
    for (int i = 0; i < VISIT_STEPS_MAX; i++) {
        assert_int_equal(facts.visit.steps[i].id, visit.steps[i].id);
        assert_int_equal(facts.visit.steps[i].service_id, visit.steps[i].service_id);
        assert_int_equal(facts.visit.steps[i].only_staff_id, visit.steps[i].only_staff_id);
        assert_int_equal(facts.visit.steps[i].is_offer, visit.steps[i].is_offer);
        assert_int_equal(facts.visit.steps[i].after, visit.steps[i].after);
    }
}

TEST(every_operation_comes_back_with_all_it_was_given)
{
    (void)state;
    for (int kind = 0; kind < VISIT_OP_COUNT; kind++) {
        const struct visit_op op = {
            .kind = (enum visit_op_kind)kind,
            .position = 1 + kind,
            .staff_id = HUGE_ID,
            .room_id = HUGE_ID - 1,
            .target = {HUGE_ID - 2, HUGE_ID - 3, kind % 2 == 0},
            .after = (uint16_t)(UINT16_MAX - kind),
            .outcome = (enum visit_outcome)(kind % OUTCOME_COUNT),
            .reason = (enum call_reason)(kind % CALL_REASON_COUNT),
            .order = {15, 0, (uint8_t)kind % 16},
            .order_count = kind % 4,
        };
        struct event event = {.kind = "ticket.called"};
        struct facts facts;
        facts_of_op(7, &op, &event);
        decode(&event, &facts);
        assert_int_equal(facts.kind, FACTS_OP);
        assert_int_equal(facts.visit_id, 7);
        assert_int_equal(facts.op.kind, op.kind);
        assert_int_equal(facts.op.position, op.position);
        assert_int_equal(facts.op.staff_id, op.staff_id);
        assert_int_equal(facts.op.room_id, op.room_id);
        assert_int_equal(facts.op.target.service_id, op.target.service_id);
        assert_int_equal(facts.op.target.staff_id, op.target.staff_id);
        assert_int_equal(facts.op.target.comes_back, op.target.comes_back);
        assert_int_equal(facts.op.after, op.after);
        assert_int_equal(facts.op.outcome, op.outcome);
        assert_int_equal(facts.op.reason, op.reason);
        assert_int_equal(facts.op.order_count, op.order_count);
        assert_memory_equal(facts.op.order, op.order, (size_t)op.order_count);
    }
}

TEST(what_was_taken_back_names_the_operation)
{
    (void)state;
    for (int kind = 0; kind < VISIT_OP_COUNT; kind++) {
        struct event event = {.kind = "ticket.undone"};
        struct facts facts;
        facts_of_undo(7, (enum visit_op_kind)kind, &event);
        decode(&event, &facts);
        assert_int_equal(facts.kind, FACTS_UNDO);
        assert_int_equal(facts.visit_id, 7);
        assert_int_equal(facts.op.kind, kind);
    }
    struct facts facts;
    assert_status(facts_decode("{\"visit\":7,\"undo\":\"issue\"}", &facts), STATUS_INVALID);
}

TEST(a_duty_comes_back)
{
    (void)state;
    struct event event = {.kind = "room.changed"};
    struct facts facts;
    facts_of_duty(3, 4, true, &event);
    assert_string_equal(event.facts, "{\"staff\":3,\"room\":4,\"on_break\":true}");
    decode(&event, &facts);
    assert_int_equal(facts.kind, FACTS_DUTY);
    assert_int_equal(facts.staff_id, 3);
    assert_int_equal(facts.room_id, 4);
    assert_true(facts.on_break);
}

TEST(rules_come_back_with_their_version)
{
    (void)state;
    struct rules rules = rules_default();
    struct event event = {.kind = "rules.changed"};
    struct facts facts;
    rules.version = HUGE_ID;
    rules.priority_head_ms = RULES_OUT_OF_TURN_MS;
    rules.auto_call = true;
    facts_of_rules(&rules, &event);
    decode(&event, &facts);
    assert_int_equal(facts.kind, FACTS_RULES);
    assert_int_equal(facts.rules.version, HUGE_ID);
    assert_int_equal(facts.rules.priority_head_ms, RULES_OUT_OF_TURN_MS);
    assert_int_equal(facts.rules.backup_ms, rules.backup_ms);
    assert_true(facts.rules.auto_call);
}

static const char unknown_op[] =
    "{\"visit\":7,\"op\":\"fly\",\"position\":0,\"staff\":0,\"room\":0,\"service\":0,"
    "\"only\":0,\"comes_back\":false,\"forerunners\":0,\"outcome\":\"\"}";
static const char unknown_outcome[] =
    "{\"visit\":7,\"op\":\"finish\",\"position\":0,\"staff\":0,\"room\":0,\"service\":0,"
    "\"only\":0,\"comes_back\":false,\"forerunners\":0,\"outcome\":\"happy\"}";

TEST(what_was_never_written_is_refused)
{
    (void)state;
    static const char *const refused[] = {
        "",
        "{",
        "[]",
        "{}",
        "{\"staff\":3}",
        "{\"staff\":3,\"room\":4,\"on_break\":1}",
        "{\"rules\":{\"recalls\":99}}",
        "{\"visit\":7,\"number\":\"A3\",\"steps\":[]}",
        unknown_op,
        unknown_outcome,
    };
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        struct facts facts = {.visit_id = 77};
        assert_status(facts_decode(refused[i], &facts), STATUS_INVALID);
        assert_int_equal(facts.visit_id, 77);
    }
}

TEST(more_steps_than_a_visit_takes_are_refused)
{
    (void)state;
    static const char step[] =
        "{\"id\":1,\"service\":1,\"offer\":false,\"forerunners\":0,\"only\":0}";
    char text[2048] = "{\"visit\":7,\"number\":\"A3\",\"checkin_ms\":1,\"appointment_ms\":0,"
                      "\"booked\":-1,\"priority\":false,\"steps\":[";
    struct facts facts = {.visit_id = 77};
    for (int i = 0; i < VISIT_STEPS_MAX + 1; i++) {
        size_t used = strlen(text);
        (void)snprintf(text + used, sizeof(text) - used, "%s%s", i == 0 ? "" : ",", step);
    }
    size_t used = strlen(text);
    (void)snprintf(text + used, sizeof(text) - used, "]}");
    assert_status(facts_decode(text, &facts), STATUS_INVALID);
    assert_int_equal(facts.visit_id, 77);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_visit_of_all_its_steps_fits_and_comes_back),
        cmocka_unit_test(every_operation_comes_back_with_all_it_was_given),
        cmocka_unit_test(what_was_taken_back_names_the_operation),
        cmocka_unit_test(a_duty_comes_back),
        cmocka_unit_test(rules_come_back_with_their_version),
        cmocka_unit_test(what_was_never_written_is_refused),
        cmocka_unit_test(more_steps_than_a_visit_takes_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

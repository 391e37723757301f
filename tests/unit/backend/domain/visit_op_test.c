#include "support/check.h"

#include "domain/visit_op.h"

enum { ISSUED = 1000, NOW = 5000, ME = 41, COLLEAGUE = 42, ROOM = 31, TALK = 11, LAW = 12 };

static const struct visit_op call_first = {
    .kind = VISIT_OP_CALL, .position = 0, .staff_id = ME, .room_id = ROOM};

/* A talk, and the law offered after it. */
static struct visit visit_of_two(void)
{
    struct visit visit = {.checkin_ms = ISSUED, .booked = ROUTE_NONE, .step_count = 2};
    visit.steps[0].service_id = TALK;
    visit.steps[1].service_id = LAW;
    visit.steps[1].is_offer = true;
    visit_open(&visit, ISSUED);
    return visit;
}

static enum status apply(struct visit *visit, const struct visit_op *op)
{
    const struct rules rules = rules_default();
    return visit_apply(visit, op, &rules, NOW);
}

static enum status simply(struct visit *visit, enum visit_op_kind kind)
{
    const struct visit_op op = {.kind = kind};
    return apply(visit, &op);
}

/* Called by me, and from there on by these moves. */
static struct visit visit_after(const enum visit_op_kind *kinds, int count)
{
    struct visit visit = visit_of_two();
    assert_status(apply(&visit, &call_first), STATUS_OK);
    for (int i = 0; i < count; i++) {
        assert_status(simply(&visit, kinds[i]), STATUS_OK);
    }
    return visit;
}

static const enum visit_op_kind serving[] = {VISIT_OP_START};

static const enum visit_op_kind missed[] = {VISIT_OP_NO_SHOW};

TEST(names_lead_back_to_their_kinds)
{
    (void)state;
    for (int i = 0; i < VISIT_OP_COUNT; i++) {
        enum visit_op_kind kind = VISIT_OP_COUNT;
        assert_non_null(visit_op_name((enum visit_op_kind)i));
        assert_status(visit_op_parse(visit_op_name((enum visit_op_kind)i), &kind), STATUS_OK);
        assert_int_equal(kind, i); /* so no two share a name */
    }
    enum visit_op_kind kind = VISIT_OP_DROP;
    assert_status(visit_op_parse("teleport", &kind), STATUS_INVALID);
    assert_status(visit_op_parse("", &kind), STATUS_INVALID);
    assert_int_equal(kind, VISIT_OP_DROP);
}

TEST(a_call_notes_who_and_where)
{
    (void)state;
    struct visit visit = visit_after(NULL, 0);
    assert_int_equal(visit_state(&visit), STEP_CALLED);
    assert_int_equal(visit.steps[0].staff_id, ME);
    assert_int_equal(visit.steps[0].room_id, ROOM);
    assert_int_equal(visit.steps[0].called_ms, NOW);
}

TEST(a_recall_changes_nothing_but_the_version)
{
    (void)state;
    struct visit visit = visit_after(NULL, 0);
    int64_t version = visit.version;
    assert_status(simply(&visit, VISIT_OP_RECALL), STATUS_OK);
    assert_int_equal(visit.version, version + 1);
    assert_int_equal(visit_state(&visit), STEP_CALLED);
    assert_int_equal(visit.steps[0].called_ms, NOW);
    assert_status(simply(&visit, VISIT_OP_START), STATUS_OK);
    assert_status(simply(&visit, VISIT_OP_RECALL), STATUS_CONFLICT);
    assert_int_equal(visit.version, version + 2);
}

TEST(each_plain_move_leads_to_its_state)
{
    (void)state;

    static const struct {
        enum visit_op_kind kinds[3];
        int count;
        enum step_state state;
    } ways[] = {
        {{VISIT_OP_START}, 1, STEP_SERVING},
        {{VISIT_OP_NO_SHOW}, 1, STEP_PARKED},
        {{VISIT_OP_START, VISIT_OP_PARK}, 2, STEP_PARKED},
        {{VISIT_OP_NO_SHOW, VISIT_OP_RESUME}, 2, STEP_WAITING},
        {{VISIT_OP_START, VISIT_OP_RELEASE}, 2, STEP_WAITING},
        {{VISIT_OP_RELEASE}, 1, STEP_WAITING},
        {{VISIT_OP_START, VISIT_OP_FINISH}, 2, STEP_DONE},
        {{VISIT_OP_CANCEL}, 1, STEP_CANCELLED},
        {{VISIT_OP_START, VISIT_OP_LEAVE}, 2, STEP_LEFT},
    };

    for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
        struct visit visit = visit_after(ways[i].kinds, ways[i].count);
        assert_string_equal(step_state_name(visit_state(&visit)), step_state_name(ways[i].state));
    }
}

TEST(a_pause_parks_who_waits_and_only_them)
{
    (void)state;
    struct visit visit = visit_of_two();
    assert_status(simply(&visit, VISIT_OP_PAUSE), STATUS_OK);
    assert_true(visit_is_paused(&visit));
    assert_int_equal(visit.version, 2);
    assert_status(simply(&visit, VISIT_OP_PAUSE), STATUS_CONFLICT);
    assert_status(simply(&visit, VISIT_OP_RESUME), STATUS_OK);
    assert_int_equal(visit_state(&visit), STEP_WAITING);
    visit = visit_after(NULL, 0);
    assert_status(simply(&visit, VISIT_OP_PAUSE), STATUS_CONFLICT);
    assert_int_equal(visit_state(&visit), STEP_CALLED);
}

TEST(coming_back_raises_the_floor_as_the_rules_say)
{
    (void)state;
    struct visit visit = visit_after(missed, 1);
    struct rules rules = rules_default();
    const struct visit_op resume = {.kind = VISIT_OP_RESUME};
    rules.return_ms = 100;
    assert_status(visit_apply(&visit, &resume, &rules, NOW + 2000), STATUS_OK);
    assert_int_equal(visit.floor_ms, NOW + 1900);
}

TEST(a_finish_carries_its_outcome)
{
    (void)state;
    const struct visit_op further = {.kind = VISIT_OP_FINISH, .outcome = OUTCOME_FURTHER};
    struct visit visit = visit_after(serving, 1);
    assert_status(apply(&visit, &further), STATUS_OK);
    assert_int_equal(visit.steps[0].outcome, OUTCOME_FURTHER);
    assert_int_equal(visit.steps[1].state, STEP_WAITING);
    assert_false(visit.steps[1].is_offer);
}

TEST(a_transfer_takes_service_colleague_and_the_way_back)
{
    (void)state;
    const struct visit_op transfer = {
        .kind = VISIT_OP_TRANSFER,
        .target = {.service_id = LAW, .staff_id = COLLEAGUE, .comes_back = true}};
    struct visit visit = visit_after(serving, 1);
    assert_status(apply(&visit, &transfer), STATUS_OK);
    assert_int_equal(visit.step_count, 4);
    assert_int_equal(visit.steps[1].service_id, LAW);
    assert_int_equal(visit.steps[1].only_staff_id, COLLEAGUE);
    assert_int_equal(visit.steps[2].service_id, TALK);
    assert_int_equal(visit.steps[2].only_staff_id, ME);
}

TEST(what_is_to_come_changes_by_add_agree_and_drop)
{
    (void)state;
    const struct visit_op add = {.kind = VISIT_OP_ADD, .target = {.service_id = TALK}, .after = 2};
    const struct visit_op agree = {.kind = VISIT_OP_AGREE, .position = 1};
    const struct visit_op drop = {.kind = VISIT_OP_DROP, .position = 2};
    struct visit visit = visit_of_two();
    assert_status(apply(&visit, &agree), STATUS_OK);
    assert_int_equal(visit.steps[1].state, STEP_WAITING);
    assert_status(apply(&visit, &add), STATUS_OK);
    assert_int_equal(visit.steps[2].after, 2);
    assert_int_equal(visit.steps[2].state, STEP_PLANNED);
    assert_status(apply(&visit, &drop), STATUS_OK);
    assert_int_equal(visit.steps[2].state, STEP_SKIPPED);
}

TEST(what_the_state_does_not_allow_leaves_the_visit_alone)
{
    (void)state;

    static const enum visit_op_kind refused[] = {
        VISIT_OP_RECALL, VISIT_OP_START,   VISIT_OP_NO_SHOW, VISIT_OP_PARK,
        VISIT_OP_RESUME, VISIT_OP_RELEASE, VISIT_OP_FINISH,  VISIT_OP_TRANSFER};

    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        struct visit visit = visit_of_two();
        assert_status(simply(&visit, refused[i]), STATUS_CONFLICT);
        assert_int_equal(visit_state(&visit), STEP_WAITING);
        assert_int_equal(visit.version, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_lead_back_to_their_kinds),
        cmocka_unit_test(a_call_notes_who_and_where),
        cmocka_unit_test(a_recall_changes_nothing_but_the_version),
        cmocka_unit_test(each_plain_move_leads_to_its_state),
        cmocka_unit_test(a_pause_parks_who_waits_and_only_them),
        cmocka_unit_test(coming_back_raises_the_floor_as_the_rules_say),
        cmocka_unit_test(a_finish_carries_its_outcome),
        cmocka_unit_test(a_transfer_takes_service_colleague_and_the_way_back),
        cmocka_unit_test(what_is_to_come_changes_by_add_agree_and_drop),
        cmocka_unit_test(what_the_state_does_not_allow_leaves_the_visit_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

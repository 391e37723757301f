#include "support/check.h"

#include "domain/step.h"

#include <string.h>

/* The whole table in words, so that a slip in the enum order is seen too. */
static const struct {
    enum step_state from;
    enum step_event event;
    enum step_state to;
} moves[] = {
    {STEP_PLANNED, STEP_ENTER, STEP_WAITING},    {STEP_PLANNED, STEP_SKIP, STEP_SKIPPED},
    {STEP_PLANNED, STEP_CANCEL, STEP_CANCELLED}, {STEP_WAITING, STEP_HOLD, STEP_PLANNED},
    {STEP_WAITING, STEP_CALL, STEP_CALLED},      {STEP_WAITING, STEP_CANCEL, STEP_CANCELLED},
    {STEP_WAITING, STEP_PAUSE, STEP_PARKED},     {STEP_WAITING, STEP_LEAVE, STEP_LEFT},
    {STEP_CALLED, STEP_START, STEP_SERVING},     {STEP_CALLED, STEP_HAND_OVER, STEP_DONE},
    {STEP_CALLED, STEP_NO_SHOW, STEP_PARKED},    {STEP_CALLED, STEP_PARK, STEP_PARKED},
    {STEP_CALLED, STEP_RELEASE, STEP_WAITING},   {STEP_CALLED, STEP_CANCEL, STEP_CANCELLED},
    {STEP_CALLED, STEP_LEAVE, STEP_LEFT},        {STEP_SERVING, STEP_FINISH, STEP_DONE},
    {STEP_SERVING, STEP_HAND_OVER, STEP_DONE},   {STEP_SERVING, STEP_PARK, STEP_PARKED},
    {STEP_SERVING, STEP_RELEASE, STEP_WAITING},  {STEP_SERVING, STEP_CANCEL, STEP_CANCELLED},
    {STEP_SERVING, STEP_LEAVE, STEP_LEFT},       {STEP_PARKED, STEP_RESUME, STEP_WAITING},
    {STEP_PARKED, STEP_CANCEL, STEP_CANCELLED},  {STEP_PARKED, STEP_LEAVE, STEP_LEFT},
};

enum { MOVE_COUNT = sizeof(moves) / sizeof(moves[0]) };

static int documented(enum step_state from, enum step_event event)
{
    for (int i = 0; i < MOVE_COUNT; i++) {
        if (moves[i].from == from && moves[i].event == event) {
            return (int)moves[i].to;
        }
    }
    return -1;
}

TEST(makes_exactly_the_documented_moves)
{
    (void)state;
    for (int from = 0; from < STEP_STATE_COUNT; from++) {
        for (int event = 0; event < STEP_EVENT_COUNT; event++) {
            int to = documented((enum step_state)from, (enum step_event)event);
            enum step_state got = STEP_STATE_COUNT;
            enum status status = step_move((enum step_state)from, (enum step_event)event, &got);
            if (to < 0) {
                assert_status(status, STATUS_CONFLICT);
                assert_int_equal(got, STEP_STATE_COUNT); /* untouched */
            } else {
                assert_status(status, STATUS_OK);
                assert_int_equal(got, to);
            }
        }
    }
}

TEST(nothing_leads_out_of_a_step_that_is_over)
{
    (void)state;
    for (int from = 0; from < STEP_STATE_COUNT; from++) {
        bool has_exit = false;
        for (int event = 0; event < STEP_EVENT_COUNT; event++) {
            has_exit = has_exit || documented((enum step_state)from, (enum step_event)event) >= 0;
        }
        assert_int_equal(has_exit, !step_is_over((enum step_state)from));
    }
}

TEST(a_step_is_planned_active_or_over)
{
    (void)state;
    int active = 0;
    int over = 0;
    for (int i = 0; i < STEP_STATE_COUNT; i++) {
        active += step_is_active((enum step_state)i);
        over += step_is_over((enum step_state)i);
        assert_false(step_is_active((enum step_state)i) && step_is_over((enum step_state)i));
    }
    assert_int_equal(active, 4);
    assert_int_equal(over, 4);
    assert_false(step_is_active(STEP_PLANNED));
    assert_false(step_is_over(STEP_PLANNED));
}

TEST(every_state_has_a_name_that_parses_back)
{
    (void)state;
    for (int i = 0; i < STEP_STATE_COUNT; i++) {
        enum step_state parsed = STEP_STATE_COUNT;
        assert_status(step_state_parse(step_state_name((enum step_state)i), &parsed), STATUS_OK);
        assert_int_equal(parsed, i);
    }
    assert_string_equal(step_state_name(STEP_PARKED), "parked");
}

TEST(an_unknown_state_name_leaves_the_output_alone)
{
    (void)state;
    enum step_state parsed = STEP_SERVING;
    assert_status(step_state_parse("Waiting", &parsed), STATUS_INVALID);
    assert_status(step_state_parse("", &parsed), STATUS_INVALID);
    assert_int_equal(parsed, STEP_SERVING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_exactly_the_documented_moves),
        cmocka_unit_test(nothing_leads_out_of_a_step_that_is_over),
        cmocka_unit_test(a_step_is_planned_active_or_over),
        cmocka_unit_test(every_state_has_a_name_that_parses_back),
        cmocka_unit_test(an_unknown_state_name_leaves_the_output_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

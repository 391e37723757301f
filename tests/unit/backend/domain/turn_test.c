#include "support/check.h"

#include "domain/turn.h"

#define MIN(hour, minute) (((int64_t)(hour)*60 + (minute)) * 60 * 1000)

static struct turn turn_by(struct turn_facts facts)
{
    struct rules rules = rules_default();
    return turn_of(&rules, &facts);
}

TEST(a_walk_in_counts_from_their_check_in)
{
    (void)state;
    struct turn turn = turn_by((struct turn_facts){.checkin_ms = MIN(9, 20)});
    assert_int_equal(turn.kind, TURN_CHECKIN);
    assert_int_equal(turn.base_ms, MIN(9, 20));
    assert_int_equal(turn.head_ms, 0);
    assert_int_equal(turn.effective_ms, MIN(9, 20));
    assert_int_equal(turn.due_ms, 0);
}

TEST(priority_counts_as_come_earlier)
{
    (void)state;
    struct turn turn = turn_by((struct turn_facts){.checkin_ms = MIN(9, 50), .priority = true});
    assert_int_equal(turn.kind, TURN_CHECKIN);
    assert_int_equal(turn.base_ms, MIN(9, 50));
    assert_int_equal(turn.head_ms, MIN(0, 45));
    assert_int_equal(turn.effective_ms, MIN(9, 5));
}

static struct turn_facts booked_at_ten(int64_t checkin_ms)
{
    return (struct turn_facts){
        .checkin_ms = checkin_ms, .appointment_ms = MIN(10, 0), .is_booked_open = true};
}

TEST(a_booking_on_time_counts_from_its_time_and_is_due_shortly_before)
{
    (void)state;
    int64_t checkins[] = {MIN(8, 0), MIN(9, 55), MIN(10, 0), MIN(10, 10)};
    for (int i = 0; i < 4; i++) {
        struct turn turn = turn_by(booked_at_ten(checkins[i]));
        assert_int_equal(turn.kind, TURN_APPOINTMENT);
        assert_int_equal(turn.base_ms, MIN(9, 0));
        assert_int_equal(turn.effective_ms, MIN(9, 0));
        assert_int_equal(turn.due_ms, MIN(9, 55));
    }
}

TEST(grace_and_a_millisecond_is_a_walk_in_grace_exactly_is_booked)
{
    (void)state;
    struct rules rules = rules_default();
    assert_false(turn_is_late(&rules, MIN(10, 10), MIN(10, 0)));
    assert_true(turn_is_late(&rules, MIN(10, 10) + 1, MIN(10, 0)));
    struct turn turn = turn_by(booked_at_ten(MIN(10, 10) + 1));
    assert_int_equal(turn.kind, TURN_CHECKIN);
    assert_int_equal(turn.effective_ms, MIN(10, 10) + 1);
    assert_int_equal(turn.due_ms, 0);
}

TEST(after_the_booked_step_the_later_of_check_in_and_time_counts)
{
    (void)state;
    struct turn_facts early = booked_at_ten(MIN(9, 0));
    struct turn_facts after = booked_at_ten(MIN(10, 5));
    early.is_booked_open = false;
    after.is_booked_open = false;
    assert_int_equal(turn_by(early).effective_ms, MIN(10, 0));
    assert_int_equal(turn_by(early).kind, TURN_CHECKIN);
    assert_int_equal(turn_by(early).due_ms, 0);
    assert_int_equal(turn_by(after).effective_ms, MIN(10, 5));
}

TEST(priority_and_booking_add_up)
{
    (void)state;
    struct turn_facts facts = booked_at_ten(MIN(10, 0));
    facts.priority = true;
    assert_int_equal(turn_by(facts).effective_ms, MIN(8, 15));
}

TEST(out_of_turn_is_before_any_wait)
{
    (void)state;
    struct rules rules = rules_default();
    rules.priority_head_ms = RULES_OUT_OF_TURN_MS;
    struct turn_facts facts = {.checkin_ms = INT64_C(1795255200000), .priority = true};
    struct turn turn = turn_of(&rules, &facts);
    assert_true(turn.effective_ms < facts.checkin_ms - 20 * MIN(24 * 365, 0));
    assert_int_equal(turn.effective_ms, facts.checkin_ms - RULES_OUT_OF_TURN_MS);
}

TEST(somebody_back_counts_from_their_return_only_if_that_is_later)
{
    (void)state;
    struct turn_facts facts = {.checkin_ms = MIN(9, 0), .floor_ms = MIN(9, 40)};
    assert_int_equal(turn_by(facts).kind, TURN_RETURN);
    assert_int_equal(turn_by(facts).effective_ms, MIN(9, 40));
    facts.priority = true; /* the head start stays */
    assert_int_equal(turn_by(facts).base_ms, MIN(9, 40));
    assert_int_equal(turn_by(facts).effective_ms, MIN(8, 55));
    facts.floor_ms = MIN(9, 0);
    assert_int_equal(turn_by(facts).kind, TURN_CHECKIN);
    facts = booked_at_ten(MIN(9, 50));
    facts.floor_ms = MIN(9, 1);
    assert_int_equal(turn_by(facts).kind, TURN_RETURN);
    assert_int_equal(turn_by(facts).base_ms, MIN(9, 1));
    assert_int_equal(turn_by(facts).due_ms, MIN(9, 55)); /* still not to be called before */
}

TEST(back_within_the_parking_time_is_a_little_before_now_later_is_now)
{
    (void)state;
    struct rules rules = rules_default();
    assert_int_equal(turn_floor(&rules, 0, MIN(9, 0), MIN(9, 10)), MIN(8, 55));
    assert_int_equal(turn_floor(&rules, 0, MIN(9, 0), MIN(9, 30)), MIN(9, 15));
    assert_int_equal(turn_floor(&rules, 0, MIN(9, 0), MIN(9, 30) + 1), MIN(9, 30) + 1);
}

TEST(the_floor_never_falls)
{
    (void)state;
    struct rules rules = rules_default();
    assert_int_equal(turn_floor(&rules, MIN(9, 0), MIN(9, 0), MIN(9, 10)), MIN(9, 0));
    assert_int_equal(turn_floor(&rules, MIN(8, 0), MIN(9, 0), MIN(9, 10)), MIN(8, 55));
}

TEST(bases_have_names)
{
    (void)state;
    assert_string_equal(turn_base_name(TURN_CHECKIN), "checkin");
    assert_string_equal(turn_base_name(TURN_APPOINTMENT), "appointment");
    assert_string_equal(turn_base_name(TURN_RETURN), "return");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_walk_in_counts_from_their_check_in),
        cmocka_unit_test(priority_counts_as_come_earlier),
        cmocka_unit_test(a_booking_on_time_counts_from_its_time_and_is_due_shortly_before),
        cmocka_unit_test(grace_and_a_millisecond_is_a_walk_in_grace_exactly_is_booked),
        cmocka_unit_test(after_the_booked_step_the_later_of_check_in_and_time_counts),
        cmocka_unit_test(priority_and_booking_add_up),
        cmocka_unit_test(out_of_turn_is_before_any_wait),
        cmocka_unit_test(somebody_back_counts_from_their_return_only_if_that_is_later),
        cmocka_unit_test(back_within_the_parking_time_is_a_little_before_now_later_is_now),
        cmocka_unit_test(the_floor_never_falls),
        cmocka_unit_test(bases_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

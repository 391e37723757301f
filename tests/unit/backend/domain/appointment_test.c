#include "support/check.h"

#include "domain/appointment.h"
#include "domain/turn.h"

enum { MINUTE_MS = 60 * 1000 };

static const int64_t ten = INT64_C(10) * 60 * MINUTE_MS;

static enum appointment_arrival arrival(int64_t checkin_ms)
{
    struct rules rules = rules_default();
    return appointment_arrival(&rules, ten, checkin_ms);
}

TEST(every_state_has_one_name)
{
    (void)state;
    for (int i = 0; i < APPOINTMENT_STATE_COUNT; i++) {
        enum appointment_state parsed = APPOINTMENT_STATE_COUNT;
        assert_status(
            appointment_state_parse(appointment_state_name((enum appointment_state)i), &parsed),
            STATUS_OK);
        assert_int_equal(parsed, i);
    }
}

TEST(another_word_is_no_state_and_leaves_the_output_alone)
{
    (void)state;
    enum appointment_state parsed = APPOINTMENT_MISSED;
    assert_status(appointment_state_parse("lost", &parsed), STATUS_INVALID);
    assert_status(appointment_state_parse("", &parsed), STATUS_INVALID);
    assert_int_equal(parsed, APPOINTMENT_MISSED);
}

TEST(on_time_is_from_when_it_is_due_to_the_end_of_the_grace)
{
    (void)state;
    assert_int_equal(arrival(ten - 5 * MINUTE_MS - 1), ARRIVAL_EARLY);
    assert_int_equal(arrival(ten - 5 * MINUTE_MS), ARRIVAL_ON_TIME);
    assert_int_equal(arrival(ten), ARRIVAL_ON_TIME);
    assert_int_equal(arrival(ten + 10 * MINUTE_MS), ARRIVAL_ON_TIME);
    assert_int_equal(arrival(ten + 10 * MINUTE_MS + 1), ARRIVAL_LATE);
}

TEST(early_and_late_are_those_of_the_turn)
{
    (void)state;
    struct rules rules = rules_default();
    for (int64_t at = ten - 90 * MINUTE_MS; at <= ten + 90 * MINUTE_MS; at += MINUTE_MS) {
        const struct turn_facts facts = {
            .checkin_ms = at, .appointment_ms = ten, .is_booked_open = true};
        struct turn turn = turn_of(&rules, &facts);
        assert_int_equal(arrival(at) == ARRIVAL_LATE, turn.kind == TURN_CHECKIN);
        assert_int_equal(arrival(at) == ARRIVAL_EARLY, turn.due_ms != 0 && at < turn.due_ms);
    }
}

TEST(every_arrival_has_a_name)
{
    (void)state;
    assert_string_equal(appointment_arrival_name(ARRIVAL_EARLY), "early");
    assert_string_equal(appointment_arrival_name(ARRIVAL_ON_TIME), "on_time");
    assert_string_equal(appointment_arrival_name(ARRIVAL_LATE), "late");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_has_one_name),
        cmocka_unit_test(another_word_is_no_state_and_leaves_the_output_alone),
        cmocka_unit_test(on_time_is_from_when_it_is_due_to_the_end_of_the_grace),
        cmocka_unit_test(early_and_late_are_those_of_the_turn),
        cmocka_unit_test(every_arrival_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/check.h"

#include "domain/asking.h"

enum { ASK_MS = 20 * 60 * 1000, ACTED_MS = 1000 };

TEST(who_is_free_is_asked_after_the_silence_and_not_a_millisecond_before)
{
    (void)state;
    const struct asking_case now = {.ask_ms = ASK_MS, .acted_ms = ACTED_MS};
    assert_int_equal(asking_decide(&now, ACTED_MS + ASK_MS - 1), ASKING_NOTHING);
    assert_int_equal(asking_decide(&now, ACTED_MS + ASK_MS), ASKING_ASK);
}

TEST(nobody_is_asked_where_the_rule_is_off)
{
    (void)state;
    const struct asking_case now = {.ask_ms = 0, .acted_ms = ACTED_MS};
    assert_int_equal(asking_decide(&now, ACTED_MS + 100 * (int64_t)ASK_MS), ASKING_NOTHING);
}

TEST(the_question_stands_two_minutes_then_who_is_free_is_away)
{
    (void)state;
    const int64_t asked_ms = ACTED_MS + ASK_MS;
    const struct asking_case now = {.ask_ms = ASK_MS, .acted_ms = ACTED_MS, .asked_ms = asked_ms};
    assert_true(asking_is_open(&now));
    assert_int_equal(asking_decide(&now, asked_ms + ASKING_ANSWER_MS - 1), ASKING_NOTHING);
    assert_int_equal(asking_decide(&now, asked_ms + ASKING_ANSWER_MS), ASKING_AWAY);
}

TEST(the_question_stands_no_longer_than_the_silence_before_it)
{
    (void)state;
    const struct asking_case now = {.ask_ms = 500, .acted_ms = 100, .asked_ms = 600};
    assert_int_equal(asking_until_ms(&now), 1100);
    assert_int_equal(asking_decide(&now, 1099), ASKING_NOTHING);
    assert_int_equal(asking_decide(&now, 1100), ASKING_AWAY);
}

TEST(any_press_answers_also_in_the_same_millisecond_and_the_silence_begins_anew)
{
    (void)state;
    const struct asking_case now = {.ask_ms = ASK_MS, .acted_ms = 5000, .asked_ms = 5000};
    assert_false(asking_is_open(&now));
    assert_int_equal(asking_decide(&now, 5000 + ASKING_ANSWER_MS), ASKING_NOTHING);
    assert_int_equal(asking_decide(&now, 5000 + ASK_MS), ASKING_ASK);
}

TEST(with_a_visitor_the_silence_begins_when_the_conversation_should_be_over)
{
    (void)state;
    const struct asking_case now = {
        .ask_ms = ASK_MS, .acted_ms = ACTED_MS, .busy_until_ms = 3 * (int64_t)ASK_MS};
    assert_int_equal(asking_decide(&now, 4 * (int64_t)ASK_MS - 1), ASKING_NOTHING);
    assert_int_equal(asking_decide(&now, 4 * (int64_t)ASK_MS), ASKING_ASK);
}

TEST(who_has_a_visitor_is_never_sent_away)
{
    (void)state;
    const struct asking_case now = {
        .ask_ms = ASK_MS, .acted_ms = ACTED_MS, .asked_ms = 2000, .busy_until_ms = 1500};
    assert_int_equal(asking_decide(&now, 2000 + 100 * (int64_t)ASKING_ANSWER_MS), ASKING_NOTHING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_free_is_asked_after_the_silence_and_not_a_millisecond_before),
        cmocka_unit_test(nobody_is_asked_where_the_rule_is_off),
        cmocka_unit_test(the_question_stands_two_minutes_then_who_is_free_is_away),
        cmocka_unit_test(the_question_stands_no_longer_than_the_silence_before_it),
        cmocka_unit_test(
            any_press_answers_also_in_the_same_millisecond_and_the_silence_begins_anew),
        cmocka_unit_test(with_a_visitor_the_silence_begins_when_the_conversation_should_be_over),
        cmocka_unit_test(who_has_a_visitor_is_never_sent_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/check.h"

#include "domain/rules.h"

#include <string.h>

#define MINUTE INT64_C(60000)
#define DAY    (24 * 60 * MINUTE)

TEST(the_first_version_has_the_measured_values)
{
    (void)state;
    struct rules rules = rules_default();
    assert_int_equal(rules.version, 1);
    assert_int_equal(rules.booking_head_ms, 60 * MINUTE);
    assert_int_equal(rules.priority_head_ms, 45 * MINUTE);
    assert_int_equal(rules.backup_ms, 30 * MINUTE);
    assert_int_equal(rules.early_ms, 5 * MINUTE);
    assert_int_equal(rules.grace_ms, 10 * MINUTE);
    assert_int_equal(rules.return_ms, 15 * MINUTE);
    assert_int_equal(rules.park_ms, 30 * MINUTE);
    assert_int_equal(rules.recall_ms, MINUTE);
    assert_int_equal(rules.recalls, 2);
    assert_int_equal(rules.alarm_ms, 45 * MINUTE);
    assert_int_equal(rules.unanswered_ms, 3 * MINUTE);
    assert_int_equal(rules.gone_ms, 15 * MINUTE);
    assert_int_equal(rules.ask_ms, 20 * MINUTE);
    assert_false(rules.auto_call);
    assert_false(rules.full_today);
}

TEST(the_default_rules_can_be_meant)
{
    (void)state;
    struct rules rules = rules_default();
    const char *field = "untouched";
    assert_status(rules_check(&rules, &field), STATUS_OK);
    assert_string_equal(field, "untouched");
}

struct length {
    const char *field;
    size_t offset;
};

static const struct length lengths[] = {
    {"booking_head_ms", offsetof(struct rules, booking_head_ms)},
    {"priority_head_ms", offsetof(struct rules, priority_head_ms)},
    {"backup_ms", offsetof(struct rules, backup_ms)},
    {"early_ms", offsetof(struct rules, early_ms)},
    {"grace_ms", offsetof(struct rules, grace_ms)},
    {"return_ms", offsetof(struct rules, return_ms)},
    {"park_ms", offsetof(struct rules, park_ms)},
    {"recall_ms", offsetof(struct rules, recall_ms)},
    {"alarm_ms", offsetof(struct rules, alarm_ms)},
    {"unanswered_ms", offsetof(struct rules, unanswered_ms)},
    {"gone_ms", offsetof(struct rules, gone_ms)},
    {"ask_ms", offsetof(struct rules, ask_ms)},
};

static enum status check_with(const struct length *length, int64_t value_ms, const char **out_field)
{
    struct rules rules = rules_default();
    memcpy((char *)&rules + length->offset, &value_ms, sizeof(value_ms));
    return rules_check(&rules, out_field);
}

TEST(no_length_is_below_nothing_or_longer_than_a_day)
{
    (void)state;
    for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        const char *field = "";
        assert_status(check_with(&lengths[i], 0, &field), STATUS_OK);
        assert_status(check_with(&lengths[i], DAY, &field), STATUS_OK);
        assert_string_equal(field, "");
        assert_status(check_with(&lengths[i], -1, &field), STATUS_INVALID);
        assert_string_equal(field, lengths[i].field);
        field = "";
        assert_status(check_with(&lengths[i], DAY + 1, &field), STATUS_INVALID);
        assert_string_equal(field, lengths[i].field);
    }
}

TEST(only_priority_may_be_out_of_turn)
{
    (void)state;
    for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        const char *field = "";
        bool is_priority = strcmp(lengths[i].field, "priority_head_ms") == 0;
        assert_status(check_with(&lengths[i], RULES_OUT_OF_TURN_MS, &field),
                      is_priority ? STATUS_OK : STATUS_INVALID);
        assert_status(check_with(&lengths[i], RULES_OUT_OF_TURN_MS + 1, &field), STATUS_INVALID);
    }
}

TEST(recalls_are_none_to_nine)
{
    (void)state;
    struct rules rules = rules_default();
    const char *field = "";
    rules.recalls = 0;
    assert_status(rules_check(&rules, &field), STATUS_OK);
    rules.recalls = 9;
    assert_status(rules_check(&rules, &field), STATUS_OK);
    rules.recalls = 10;
    assert_status(rules_check(&rules, &field), STATUS_INVALID);
    assert_string_equal(field, "recalls");
    field = "";
    rules.recalls = -1;
    assert_status(rules_check(&rules, &field), STATUS_INVALID);
    assert_string_equal(field, "recalls");
}

TEST(versions_begin_with_one)
{
    (void)state;
    struct rules rules = rules_default();
    const char *field = "";
    rules.version = 0;
    assert_status(rules_check(&rules, &field), STATUS_INVALID);
    assert_string_equal(field, "version");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_version_has_the_measured_values),
        cmocka_unit_test(the_default_rules_can_be_meant),
        cmocka_unit_test(no_length_is_below_nothing_or_longer_than_a_day),
        cmocka_unit_test(only_priority_may_be_out_of_turn),
        cmocka_unit_test(recalls_are_none_to_nine),
        cmocka_unit_test(versions_begin_with_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

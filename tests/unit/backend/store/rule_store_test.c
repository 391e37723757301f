#include "unit/backend/store/store_fixture.h"

enum { BODY_MAX = 1024 };

/* Each of another value, so that no two can change places unseen. */
static struct rules odd_rules(int64_t version)
{
    return (struct rules){.version = version,
                          .booking_head_ms = 1,
                          .priority_head_ms = RULES_OUT_OF_TURN_MS,
                          .backup_ms = 3,
                          .early_ms = 4,
                          .grace_ms = 5,
                          .return_ms = 6,
                          .park_ms = 7,
                          .recall_ms = 8,
                          .recalls = 9,
                          .alarm_ms = 10,
                          .unanswered_ms = 11,
                          .gone_ms = 12,
                          .ask_ms = 13,
                          .auto_call = true};
}

static void assert_same_rules(const struct rules *actual, const struct rules *expected)
{
    struct buffer texts[2];
    const struct rules *both[] = {actual, expected};
    for (int i = 0; i < 2; i++) {
        buffer_init(&texts[i], BODY_MAX);
        rules_encode(both[i], &texts[i]);
    }
    assert_string_equal(buffer_text(&texts[0]), buffer_text(&texts[1]));
    buffer_finish(&texts[0]);
    buffer_finish(&texts[1]);
}

TEST(rules_are_written_with_every_length_by_its_name)
{
    (void)state;
    struct rules rules = odd_rules(2);
    struct buffer text;
    buffer_init(&text, BODY_MAX);
    rules_encode(&rules, &text);
    assert_string_equal(
        buffer_text(&text),
        "{\"version\":2,\"booking_head_ms\":1,\"priority_head_ms\":1000000000000,\"backup_ms\":3,"
        "\"early_ms\":4,\"grace_ms\":5,\"return_ms\":6,\"park_ms\":7,\"recall_ms\":8,"
        "\"recalls\":9,\"alarm_ms\":10,\"unanswered_ms\":11,\"gone_ms\":12,\"ask_ms\":13,"
        "\"auto_call\":true,\"full_today\":false}");
    buffer_finish(&text);
}

TEST(the_newest_version_is_in_force_and_none_is_lost)
{
    struct fixture *fixture = *state;
    int64_t office_id = fixture->office->id;
    struct rules first = rules_default();
    struct rules newer = odd_rules(2);
    struct rules newest = odd_rules(10); /* a number, not a text: after 2 */
    struct rules found;
    newest.backup_ms = 33;
    /* The clock was set back between the two: it is the version that counts. */
    assert_status(rule_store_add(fixture->db, office_id, &newest, 50), STATUS_OK);
    assert_status(rule_store_add(fixture->db, office_id, &newer, 100), STATUS_OK);
    assert_status(rule_store_load(fixture->db, office_id, &found), STATUS_OK);
    assert_same_rules(&found, &newest);
    assert_status(rule_store_load_first(fixture->db, office_id, &found), STATUS_OK);
    assert_same_rules(&found, &first);
    assert_int_equal(fixture_count(fixture->db, "SELECT count(*) FROM rule"), 3);
    assert_int_equal(fixture_count(fixture->db, "SELECT at_ms FROM rule WHERE version = 10"), 50);
}

TEST(a_version_is_written_once)
{
    struct fixture *fixture = *state;
    struct rules again = odd_rules(1);
    struct rules found;
    assert_status(rule_store_add(fixture->db, fixture->office->id, &again, 5), STATUS_CONFLICT);
    assert_status(rule_store_load(fixture->db, fixture->office->id, &found), STATUS_OK);
    assert_int_equal(found.backup_ms, rules_default().backup_ms);
}

TEST(an_office_without_rules_is_told_apart_from_one_with)
{
    struct fixture *fixture = *state;
    struct rules rules = {.version = 77};
    assert_status(rule_store_load(fixture->db, fixture->office->id + 1, &rules), STATUS_MISSING);
    assert_int_equal(rules.version, 77);
}

TEST(what_is_left_out_stays_as_it_was)
{
    (void)state;
    static const char text[] = "{\"grace_ms\":60000,\"auto_call\":false}";
    struct rules rules = odd_rules(2);
    struct rules expected = odd_rules(2);
    struct json_error error;
    expected.grace_ms = 60000;
    expected.auto_call = false;
    assert_status(rules_decode(text, sizeof(text) - 1, &rules, &error), STATUS_OK);
    assert_same_rules(&rules, &expected);
    assert_status(rules_decode("{}", 2, &rules, &error), STATUS_OK);
    assert_same_rules(&rules, &expected);
}

TEST(a_value_that_cannot_be_meant_is_refused_by_its_name)
{
    (void)state;

    static const struct {
        const char *text;
        const char *field;
    } refused[] = {
        {"{\"backup_ms\":-1}", "backup_ms"},
        {"{\"park_ms\":86400001}", "park_ms"},
        {"{\"booking_head_ms\":1000000000000}", "booking_head_ms"},
        {"{\"priority_head_ms\":999999999999}", "priority_head_ms"},
        {"{\"recalls\":10}", "recalls"},
        {"{\"grace_ms\":1.5}", "grace_ms"},
        {"{\"auto_call\":1}", "auto_call"},
        {"{\"version\":0}", "version"},
        {"{\"mercy_ms\":1}", "mercy_ms"},
        {"[]", ""},
        {"{", ""},
    };

    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        struct rules rules = odd_rules(2);
        struct rules before = rules;
        struct json_error error = {.field = "nothing"};
        assert_status(rules_decode(refused[i].text, strlen(refused[i].text), &rules, &error),
                      STATUS_INVALID);
        assert_string_equal(error.field, refused[i].field);
        assert_string_not_equal(error.sentence, "");
        assert_same_rules(&rules, &before);
    }
}

TEST(a_row_that_was_spoilt_is_no_rule)
{
    struct fixture *fixture = *state;
    struct rules rules = {.version = 77};
    fixture_sql(fixture->db, "UPDATE rule SET body = '{\"version\":1,\"recalls\":99}'");
    assert_status(rule_store_load(fixture->db, fixture->office->id, &rules), STATUS_INVALID);
    assert_int_equal(rules.version, 77);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_are_written_with_every_length_by_its_name),
        FIXTURE_TEST(the_newest_version_is_in_force_and_none_is_lost),
        FIXTURE_TEST(a_version_is_written_once),
        FIXTURE_TEST(an_office_without_rules_is_told_apart_from_one_with),
        cmocka_unit_test(what_is_left_out_stays_as_it_was),
        cmocka_unit_test(a_value_that_cannot_be_meant_is_refused_by_its_name),
        FIXTURE_TEST(a_row_that_was_spoilt_is_no_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "support/check.h"

#include "base/json_in.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

struct thing {
    int64_t count;
    bool open;
    char name[9];
};

static const struct json_field fields[] = {
    {"count", JSON_FIELD_INT, true, offsetof(struct thing, count), -5, 10},
    {"open", JSON_FIELD_BOOL, false, offsetof(struct thing, open), 0, 0},
    {"name", JSON_FIELD_TEXT, false, offsetof(struct thing, name), 2, 8},
    {"rest", JSON_FIELD_ANY, false, 0, 0, 0},
};

enum { FIELD_COUNT = sizeof(fields) / sizeof(fields[0]) };

static struct json_in *parse(const char *text)
{
    struct json_in *document = NULL;
    struct json_error error = {0};
    enum status status = json_in_parse(text, strlen(text), &document, &error);
    assert_string_equal(error.sentence, "");
    assert_status(status, STATUS_OK);
    return document;
}

TEST(fills_a_struct_from_an_object)
{
    (void)state;
    struct json_in *document =
        parse("{\"count\":10,\"open\":true,\"name\":\"Łódź 12\",\"rest\":[1]}");
    struct thing thing = {0};
    struct json_error error;
    assert_status(json_in_unpack(document, fields, FIELD_COUNT, &thing, &error), STATUS_INVALID);
    json_in_destroy(document);
    document = parse("{\"count\":10,\"open\":true,\"name\":\"Łódź\",\"rest\":[1]}");
    assert_status(json_in_unpack(document, fields, FIELD_COUNT, &thing, &error), STATUS_OK);
    assert_int_equal(thing.count, 10);
    assert_true(thing.open);
    assert_string_equal(thing.name, "Łódź");
    json_in_destroy(document);
    json_in_destroy(NULL);
}

TEST(an_absent_or_null_field_leaves_its_value)
{
    (void)state;
    struct json_in *document = parse("{\"count\":-5,\"open\":null}");
    struct thing thing = {.open = true, .name = "kept"};
    struct json_error error;
    assert_status(json_in_unpack(document, fields, FIELD_COUNT, &thing, &error), STATUS_OK);
    assert_int_equal(thing.count, -5);
    assert_true(thing.open);
    assert_string_equal(thing.name, "kept");
    json_in_destroy(document);
}

TEST(refuses_each_wrong_field_by_name_and_changes_nothing)
{
    (void)state;

    static const struct {
        const char *text;
        const char *field;
        const char *sentence;
    } cases[] = {
        {"{}", "count", "This is missing."},
        {"{\"count\":null}", "count", "This is missing."},
        {"{\"count\":11}", "count", "This must be from -5 to 10."},
        {"{\"count\":-6}", "count", "This must be from -5 to 10."},
        {"{\"count\":1.0}", "count", "This must be a whole number."},
        {"{\"count\":\"1\"}", "count", "This must be a whole number."},
        {"{\"count\":true}", "count", "This must be a whole number."},
        {"{\"count\":1,\"open\":1}", "open", "This must be true or false."},
        {"{\"count\":1,\"open\":\"true\"}", "open", "This must be true or false."},
        {"{\"count\":1,\"name\":7}", "name", "This must be text."},
        {"{\"count\":1,\"name\":\"a\"}", "name", "This must be from 2 to 8 bytes long."},
        {"{\"count\":1,\"name\":\"123456789\"}", "name", "This must be from 2 to 8 bytes long."},
        {"{\"count\":1,\"colour\":2}", "colour", "This field is not known here."},
        {"[]", "", "A JSON object is expected."},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct json_in *document = parse(cases[i].text);
        struct thing thing = {.count = 77, .name = "kept"};
        struct json_error error = {0};
        assert_status(json_in_unpack(document, fields, FIELD_COUNT, &thing, &error),
                      STATUS_INVALID);
        assert_string_equal(error.field, cases[i].field);
        assert_string_equal(error.sentence, cases[i].sentence);
        assert_int_equal(thing.count, 77);
        assert_string_equal(thing.name, "kept");
        json_in_destroy(document);
    }
}

TEST(tolerates_unknown_fields_only_where_asked)
{
    (void)state;
    struct json_in *document = parse("{\"count\":1,\"colour\":2}");
    struct thing thing = {0};
    struct json_error error;
    assert_status(json_in_unpack_known(document, fields, FIELD_COUNT, &thing, &error), STATUS_OK);
    assert_int_equal(thing.count, 1);
    json_in_destroy(document);
}

static void expect_refused(const char *bytes, size_t size)
{
    struct json_in *document = NULL;
    struct json_error error = {.field = "?"};
    if (json_in_parse(bytes, size, &document, &error) != STATUS_INVALID) {
        fail_msg("accepted: %s", bytes);
    }
    assert_null(document);
    assert_string_equal(error.field, "");
    assert_true(strlen(error.sentence) > 10);
    assert_true(utf8_is_valid(error.sentence, strlen(error.sentence)));
}

TEST(refuses_what_is_no_document)
{
    (void)state;
    static const char *const cases[] = {
        "",
        " ",
        "{",
        "{\"a\":1}}",
        "{\"a\":1} x",
        "{\"a\":1,}",
        "{\"a\":1,\"a\":2}",
        "{'a':1}",
        "7",
        "\"text\"",
        "null",
        "{\"a\":99999999999999999999}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\\u0000b\":1}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\xff\"}",
        "{\"a\":\"\\ud83\xcc\xa3\x8a\x92\"}",
        "{\"a\":\"\xc0\xaf\"}",
        "{\"a\":\"\xed\xa0\x80\"}",
        "{\"a\":\"line\nbreak\"}",
        "\xef\xbb\xbf{}",
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        expect_refused(cases[i], strlen(cases[i]));
    }
    expect_refused("{\"a\":\"b\0c\"}", sizeof("{\"a\":\"b\0c\"}") - 1);
    expect_refused("{}\0", 3);
    expect_refused("{\"a\":1\0}", 8);
    expect_refused("\0{}", 3);
}

TEST(a_sentence_about_long_rubbish_stays_valid_text)
{
    (void)state;
    char text[512] = "{\"a\":1 ";
    for (int i = 0; i < 100; i++) {
        (void)snprintf(text + strlen(text), sizeof(text) - strlen(text), "ż");
        expect_refused(text, strlen(text));
    }
}

TEST(nesting_stops_at_thirty_two)
{
    (void)state;
    char text[128];
    for (int depth = 32; depth <= 33; depth++) {
        memset(text, '[', (size_t)depth);
        memset(text + depth, ']', (size_t)depth);
        text[2 * depth] = '\0';
        if (depth <= 32) {
            json_in_destroy(parse(text));
        } else {
            expect_refused(text, strlen(text));
        }
    }
    json_in_destroy(parse("[\"\\\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"]"));
}

TEST(walks_arrays_and_children)
{
    (void)state;
    struct json_in *document = parse("{\"list\":[\"ab\",7,null,{}],\"none\":null}");
    const struct json_in *list = json_in_child(document, "list");
    char text[3] = "xy";
    int64_t number = 1;
    assert_int_equal(json_in_count(list), 4);
    assert_int_equal(json_in_count(document), 0);
    assert_int_equal(json_in_count(NULL), 0);
    assert_true(json_in_is_array(list));
    assert_false(json_in_is_array(document));
    assert_true(json_in_is_object(document));
    assert_true(json_in_is_object(json_in_item(list, 3)));
    assert_false(json_in_is_object(NULL));
    assert_true(json_in_is_null(json_in_item(list, 2)));
    assert_true(json_in_is_null(json_in_child(document, "none")));
    assert_true(json_in_is_null(json_in_child(document, "absent")));
    assert_null(json_in_child(list, "absent"));
    assert_null(json_in_item(list, 4));
    assert_status(json_in_text(json_in_item(list, 0), text, 2), STATUS_INVALID);
    assert_string_equal(text, "xy");
    assert_status(json_in_text(json_in_item(list, 0), text, 3), STATUS_OK);
    assert_string_equal(text, "ab");
    assert_status(json_in_text(json_in_item(list, 1), text, 3), STATUS_INVALID);
    assert_status(json_in_int(json_in_item(list, 0), &number), STATUS_INVALID);
    assert_status(json_in_int(NULL, &number), STATUS_INVALID);
    assert_int_equal(number, 1);
    assert_status(json_in_int(json_in_item(list, 1), &number), STATUS_OK);
    assert_int_equal(number, 7);
    json_in_destroy(document);
}

TEST(an_error_can_be_placed_within_its_parent)
{
    (void)state;
    struct json_error error = {.field = "pl"};
    json_error_within(&error, "label");
    json_error_within(&error, "needs.3");
    assert_string_equal(error.field, "needs.3.label.pl");
    struct json_error whole = {.field = ""};
    json_error_within(&whole, "ticket");
    assert_string_equal(whole.field, "ticket");
    for (int i = 0; i < 40; i++) {
        json_error_within(&error, "żż");
    }
    assert_true(strlen(error.field) < sizeof(error.field));
    assert_true(utf8_is_valid(error.field, strlen(error.field)));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(fills_a_struct_from_an_object),
        cmocka_unit_test(an_absent_or_null_field_leaves_its_value),
        cmocka_unit_test(refuses_each_wrong_field_by_name_and_changes_nothing),
        cmocka_unit_test(tolerates_unknown_fields_only_where_asked),
        cmocka_unit_test(refuses_what_is_no_document),
        cmocka_unit_test(a_sentence_about_long_rubbish_stays_valid_text),
        cmocka_unit_test(nesting_stops_at_thirty_two),
        cmocka_unit_test(walks_arrays_and_children),
        cmocka_unit_test(an_error_can_be_placed_within_its_parent),
    };
    return cmocka_run_group_tests_name("json_in", tests, NULL, NULL);
}

#include "support/check.h"

#include "wire/ticket.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOKEN "0123456789abcdef0123456789abcdef"

static enum status decode(const char *text, struct wire_issue_request *out,
                          struct json_error *error)
{
    return wire_issue_request_decode(text, strlen(text), out, error);
}

TEST(a_request_comes_back_as_it_was_sent)
{
    (void)state;
    static const struct wire_issue_request requests[] = {
        {.need = "money", .language = "pl"},
        {.need = "assisted_home", .language = "uk", .interpreter = "uk", .priority = true},
        {.service = "PSY", .language = "pl_easy", .interpreter = "pjm"},
        {.need = "money", .language = "pl", .agreed = 255},
        {.need = "abcdefghijklmnop", .language = "ru", .interpreter = "other"},
        {.need = "money",
         .language = "pl",
         .number = "A999999",
         .token = TOKEN,
         .pressed_ms = 1795248000000},
    };
    for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
        struct wire_issue_request got;
        struct json_error error;
        struct buffer text;
        buffer_init(&text, WIRE_BODY_BYTES_MAX);
        wire_issue_request_encode(&requests[i], &text);
        memset(&got, 0xFF, sizeof(got));
        assert_status(decode(buffer_text(&text), &got, &error), STATUS_OK);
        assert_memory_equal(&got, &requests[i], sizeof(got));
        buffer_finish(&text);
    }
}

TEST(a_request_may_say_null_where_nothing_is_meant)
{
    (void)state;
    struct wire_issue_request got;
    struct json_error error;
    assert_status(decode("{\"need\":\"money\",\"service\":null,\"language\":\"en\",\"priority\":"
                         "null,\"interpreter\":null}",
                         &got, &error),
                  STATUS_OK);
    assert_string_equal(got.need, "money");
    assert_string_equal(got.service, "");
    assert_string_equal(got.interpreter, "");
    assert_false(got.priority);
}

#define LENT(more) "{\"need\":\"money\",\"language\":\"pl\"," more "}"
#define TOKEN_TIME "\"token\":\"" TOKEN "\",\"pressed_ms\":5"
#define NO_TOKEN   "0123456789ABCDEF0123456789abcdef"

TEST(refuses_each_wrong_request_and_leaves_its_output_alone)
{
    (void)state;

    static const struct {
        const char *text;
        enum status status;
        const char *field;
    } cases[] = {
        {"", STATUS_INVALID, ""},
        {"[]", STATUS_INVALID, ""},
        {"{\"need\":\"money\"}", STATUS_INVALID, "language"},
        {"{\"need\":7,\"language\":\"pl\"}", STATUS_INVALID, "need"},
        {"{\"need\":\"\",\"language\":\"pl\"}", STATUS_INVALID, "need"},
        {"{\"need\":\"abcdefghijklmnopq\",\"language\":\"pl\"}", STATUS_INVALID, "need"},
        {"{\"need\":\"money\",\"language\":\"pl\",\"name\":\"x\"}", STATUS_INVALID, "name"},
        {"{\"need\":\"money\",\"need\":\"food\",\"language\":\"pl\"}", STATUS_INVALID, ""},
        {"{\"need\":\"money\",\"language\":\"pl\",\"priority\":\"yes\"}", STATUS_INVALID,
         "priority"},
        {"{\"language\":\"pl\"}", STATUS_INVALID, "need"},
        {"{\"need\":\"money\",\"service\":\"PSY\",\"language\":\"pl\"}", STATUS_INVALID, "need"},
        {"{\"need\":\"money\",\"language\":\"de\"}", STATUS_INVALID, "language"},
        {LENT("\"agreed\":256"), STATUS_INVALID, "agreed"},
        {LENT("\"agreed\":-1"), STATUS_INVALID, "agreed"},
        {"{\"service\":\"PSY\",\"language\":\"pl\",\"agreed\":2}", STATUS_INVALID, "agreed"},
        {"{\"need\":\"money\",\"language\":\"pl\",\"interpreter\":\"pl\"}", STATUS_INVALID,
         "interpreter"},
        {LENT("\"number\":\"A0\"," TOKEN_TIME), STATUS_INVALID, "number"},
        {LENT("\"number\":\"27\"," TOKEN_TIME), STATUS_INVALID, "number"},
        {LENT("\"number\":\"A1000000\"," TOKEN_TIME), STATUS_INVALID, "number"},
        {LENT("\"number\":\"A27\",\"pressed_ms\":5"), STATUS_INVALID, "token"},
        {LENT("\"number\":\"A27\",\"pressed_ms\":5,\"token\":\"" NO_TOKEN "\""), STATUS_INVALID,
         "token"},
        {LENT("\"number\":\"A27\",\"token\":\"" TOKEN "\""), STATUS_INVALID, "pressed_ms"},
        {LENT("\"pressed_ms\":5"), STATUS_INVALID, "pressed_ms"},
        {LENT(TOKEN_TIME), STATUS_INVALID, "token"},
        {LENT("\"number\":\"A27\",\"token\":\"" TOKEN "\",\"pressed_ms\":-1"), STATUS_INVALID,
         "pressed_ms"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct wire_issue_request got = {.need = "kept"};
        struct json_error error = {.field = "?"};
        assert_status(decode(cases[i].text, &got, &error), cases[i].status);
        assert_string_equal(error.field, cases[i].field);
        assert_true(strlen(error.sentence) > 10);
        assert_string_equal(got.need, "kept");
    }
}

#define HEAD                                                                                       \
    "{\"ticket\":{\"id\":12,\"number\":\"B3\",\"day\":20261121,\"issued_ms\":5,\"state\":"         \
    "\"waiting\""
#define TAIL                                                                                       \
    ",\"ahead\":3,\"url\":\"http://127.0.0.1/v/x\",\"wait\":{\"low_min\":15,\"high_min\":30}}"

TEST(reads_what_the_kiosk_needs_of_an_answer)
{
    (void)state;
    static const char text[] = HEAD ",\"token\":\"" TOKEN "\"}" TAIL;
    struct wire_issue_answer answer;
    struct json_error error;
    assert_status(wire_issue_answer_decode(text, strlen(text), &answer, &error), STATUS_OK);
    assert_int_equal(answer.ticket_id, 12);
    assert_int_equal(answer.day, 20261121);
    assert_string_equal(answer.number, "B3");
    assert_string_equal(answer.token, TOKEN);
    assert_string_equal(answer.url, "http://127.0.0.1/v/x");
    assert_int_equal(answer.ahead, 3);
    assert_int_equal(answer.issued_ms, 5);
    assert_true(answer.wait.is_known);
    assert_int_equal(answer.wait.low_min, 15);
    assert_int_equal(answer.wait.high_min, 30);
}

TEST(a_wait_may_be_unknown)
{
    (void)state;
    static const char text[] =
        HEAD ",\"token\":\"" TOKEN "\"},\"ahead\":0,\"url\":\"http://a/v/x\",\"wait\":null}";
    struct wire_issue_answer answer;
    struct json_error error;
    assert_status(wire_issue_answer_decode(text, strlen(text), &answer, &error), STATUS_OK);
    assert_false(answer.wait.is_known);
}

TEST(refuses_a_broken_answer_and_leaves_its_output_alone)
{
    (void)state;

    static const struct {
        const char *text;
        const char *field;
    } cases[] = {
        {"{}", "ahead"},
        {"{\"ahead\":0,\"url\":\"u\"}", "ticket"},
        {HEAD "}" TAIL, "ticket.token"},
        {HEAD ",\"token\":\"" TOKEN "0\"}" TAIL, "ticket.token"},
        {HEAD ",\"token\":\"short\"}" TAIL, "ticket.token"},
        {HEAD ",\"token\":\"" TOKEN "\"},\"ahead\":-1,\"url\":\"u\"}", "ahead"},
        {HEAD ",\"token\":\"" TOKEN "\"},\"ahead\":1,\"url\":\"\"}", "url"},
        {HEAD ",\"token\":\"" TOKEN "\"},\"ahead\":1,\"url\":\"u\",\"wait\":{\"low_min\":1}}",
         "wait.high_min"},
        {HEAD ",\"token\":\"" TOKEN
              "\"},\"ahead\":1,\"url\":\"u\",\"wait\":{\"low_min\":9,\"high_min\":5}}",
         "wait.low_min"},
        {HEAD ",\"token\":\"" TOKEN
              "\"},\"ahead\":1,\"url\":\"u\",\"wait\":{\"low_min\":9,\"high_min\":1441}}",
         "wait.high_min"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct wire_issue_answer answer = {.ticket_id = 77};
        struct json_error error = {.field = "?"};
        assert_status(
            wire_issue_answer_decode(cases[i].text, strlen(cases[i].text), &answer, &error),
            STATUS_INVALID);
        assert_string_equal(error.field, cases[i].field);
        assert_int_equal(answer.ticket_id, 77);
    }
}

TEST(a_number_is_a_letter_and_a_count)
{
    (void)state;
    static const char *const wrong[] = {"",    "A",   "27",   "a27",      "A0",
                                        "A07", "A-7", "A2 7", "A1000000", "Ą7"};
    char series = '?';
    int32_t counter = -1;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        assert_status(wire_number_parse(wrong[i], &series, &counter), STATUS_INVALID);
        assert_int_equal(series, '?');
        assert_int_equal(counter, -1);
    }
    assert_status(wire_number_parse("Z999999", &series, &counter), STATUS_OK);
    assert_int_equal(series, 'Z');
    assert_int_equal(counter, WIRE_COUNTER_MAX);
    assert_status(wire_number_parse("A1", &series, &counter), STATUS_OK);
    assert_int_equal(counter, 1);
}

TEST(a_key_has_its_letters_and_its_length)
{
    (void)state;
    char key[WIRE_KEY_MAX + 2];
    memset(key, 'k', sizeof(key));
    key[WIRE_KEY_MAX + 1] = '\0';
    assert_false(wire_key_is_valid(key));
    key[WIRE_KEY_MAX] = '\0';
    assert_true(wire_key_is_valid(key));
    assert_true(wire_key_is_valid("aZ0-_xyz"));
    assert_false(wire_key_is_valid("aZ0-_xy"));
    assert_false(wire_key_is_valid(""));
    assert_false(wire_key_is_valid("with space"));
    assert_false(wire_key_is_valid("quote\"quote"));
    assert_false(wire_key_is_valid("zażółć-gęślą"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_comes_back_as_it_was_sent),
        cmocka_unit_test(a_request_may_say_null_where_nothing_is_meant),
        cmocka_unit_test(refuses_each_wrong_request_and_leaves_its_output_alone),
        cmocka_unit_test(reads_what_the_kiosk_needs_of_an_answer),
        cmocka_unit_test(a_wait_may_be_unknown),
        cmocka_unit_test(refuses_a_broken_answer_and_leaves_its_output_alone),
        cmocka_unit_test(a_number_is_a_letter_and_a_count),
        cmocka_unit_test(a_key_has_its_letters_and_its_length),
    };
    return cmocka_run_group_tests_name("ticket", tests, NULL, NULL);
}

#include "support/check.h"

#include "wire/lease.h"

#include <string.h>

static const struct wire_lease lease = {.series = "B",
                                        .day = 20261121,
                                        .first = 41,
                                        .count = 40,
                                        .granted_ms = 1795248000000,
                                        .url = "http://127.0.0.1:8080/v/"};

TEST(a_request_comes_back_as_it_was_sent)
{
    (void)state;
    static const struct wire_lease_request request = {
        .series = "A", .day = 20261121, .count = WIRE_LEASE_COUNT_MAX};
    struct wire_lease_request got;
    struct json_error error;
    struct buffer text;
    buffer_init(&text, WIRE_BODY_BYTES_MAX);
    wire_lease_request_encode(&request, &text);
    assert_status(wire_lease_request_decode(text.bytes, text.size_bytes, &got, &error), STATUS_OK);
    assert_string_equal(got.series, "A");
    assert_int_equal(got.day, 20261121);
    assert_int_equal(got.count, WIRE_LEASE_COUNT_MAX);
    buffer_finish(&text);
}

TEST(a_lease_comes_back_as_it_was_granted)
{
    (void)state;
    struct wire_lease got;
    struct json_error error;
    struct buffer text;
    buffer_init(&text, WIRE_BODY_BYTES_MAX);
    wire_lease_encode(&lease, &text);
    assert_status(wire_lease_decode(text.bytes, text.size_bytes, &got, &error), STATUS_OK);
    assert_string_equal(got.series, "B");
    assert_int_equal(got.day, 20261121);
    assert_int_equal(got.first, 41);
    assert_int_equal(got.count, 40);
    assert_int_equal(got.granted_ms, lease.granted_ms);
    assert_string_equal(got.url, lease.url);
    buffer_finish(&text);
}

TEST(refuses_each_wrong_request_and_leaves_its_output_alone)
{
    (void)state;

    static const struct {
        const char *text;
        const char *field;
    } cases[] = {
        {"{\"day\":20261121,\"count\":1}", "series"},
        {"{\"series\":\"a\",\"day\":20261121,\"count\":1}", "series"},
        {"{\"series\":\"AB\",\"day\":20261121,\"count\":1}", "series"},
        {"{\"series\":\"A\",\"day\":1,\"count\":1}", "day"},
        {"{\"series\":\"A\",\"day\":20261121,\"count\":0}", "count"},
        {"{\"series\":\"A\",\"day\":20261121,\"count\":501}", "count"},
        {"{\"series\":\"A\",\"day\":20261121,\"count\":1,\"name\":\"x\"}", "name"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct wire_lease_request got = {.count = 7};
        struct json_error error = {.field = "?"};
        assert_status(wire_lease_request_decode(cases[i].text, strlen(cases[i].text), &got, &error),
                      STATUS_INVALID);
        assert_string_equal(error.field, cases[i].field);
        assert_int_equal(got.count, 7);
    }
}

TEST(refuses_a_lease_beyond_the_last_number)
{
    (void)state;
    struct wire_lease last = lease;
    struct wire_lease got = {.count = 7};
    struct json_error error;
    for (int i = 0; i < 2; i++) {
        struct buffer text;
        buffer_init(&text, WIRE_BODY_BYTES_MAX);
        last.first = WIRE_COUNTER_MAX - last.count + 1 + i;
        wire_lease_encode(&last, &text);
        assert_status(wire_lease_decode(text.bytes, text.size_bytes, &got, &error),
                      i == 0 ? STATUS_OK : STATUS_INVALID);
        buffer_finish(&text);
    }
    assert_int_equal(got.first, WIRE_COUNTER_MAX - last.count + 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_comes_back_as_it_was_sent),
        cmocka_unit_test(a_lease_comes_back_as_it_was_granted),
        cmocka_unit_test(refuses_each_wrong_request_and_leaves_its_output_alone),
        cmocka_unit_test(refuses_a_lease_beyond_the_last_number),
    };
    return cmocka_run_group_tests_name("lease", tests, NULL, NULL);
}

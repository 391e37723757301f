#include "support/check.h"

#include "wire/booking.h"

#include <stdio.h>
#include <string.h>

static const char ticket_text[] =
    "{\"ticket\":{\"id\":12,\"number\":\"A27\",\"day\":20261123,"
    "\"token\":\"00112233445566778899aabbccddeeff\",\"issued_ms\":5},\"ahead\":3,"
    "\"wait\":null,\"url\":\"http://a/v/1\",\"arrival\":\"%s\"}";

TEST(each_time_is_told_once_however_many_are_free_then)
{
    (void)state;
    static const char text[] = "{\"slots\":[{\"starts_ms\":10,\"staff\":1,\"minutes\":50},"
                               "{\"starts_ms\":10,\"staff\":2,\"minutes\":50},"
                               "{\"starts_ms\":20,\"staff\":1,\"minutes\":50}],\"more\":true}";
    struct wire_slots slots;
    struct json_error error;
    assert_status(wire_slots_decode(text, strlen(text), &slots, &error), STATUS_OK);
    assert_int_equal(slots.count, 2);
    assert_true(slots.has_more);
    assert_int_equal(slots.starts_ms[0], 10);
    assert_int_equal(slots.starts_ms[1], 20);
}

TEST(more_times_than_are_kept_are_left_out)
{
    (void)state;
    struct buffer text;
    struct wire_slots slots;
    struct json_error error;
    buffer_init(&text, 64 * 1024);
    buffer_append_text(&text, "{\"slots\":[");
    for (int i = 1; i <= WIRE_SLOTS_MAX + 1; i++) {
        char one[48];
        (void)snprintf(one, sizeof(one), "%s{\"starts_ms\":%d}", i > 1 ? "," : "", i);
        buffer_append_text(&text, one);
    }
    buffer_append_text(&text, "]}");
    assert_status(wire_slots_decode(buffer_text(&text), text.size_bytes, &slots, &error),
                  STATUS_OK);
    assert_int_equal(slots.count, WIRE_SLOTS_MAX);
    assert_true(slots.has_more);
    assert_int_equal(slots.starts_ms[WIRE_SLOTS_MAX - 1], WIRE_SLOTS_MAX);
    buffer_finish(&text);
}

TEST(times_that_are_none_are_refused_and_leave_the_output_alone)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "{}",
                                      "{\"slots\":{}}",
                                      "{\"slots\":[],\"more\":7}",
                                      "{\"slots\":[7]}",
                                      "{\"slots\":[{\"starts_ms\":0}]}",
                                      "{\"slots\":[{\"starts_ms\":20},{\"starts_ms\":10}]}"};
    struct wire_slots slots = {.count = 99};
    struct json_error error;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_status(wire_slots_decode(bad[i], strlen(bad[i]), &slots, &error), STATUS_INVALID);
        assert_int_equal(slots.count, 99);
    }
}

TEST(a_booking_says_what_is_wanted_and_when_and_nothing_else)
{
    (void)state;
    struct buffer text;
    buffer_init(&text, 1024);
    wire_booking_request_encode(&(struct wire_booking_request){"PSY", 1795507200000}, &text);
    assert_string_equal(buffer_text(&text), "{\"service\":\"PSY\",\"starts_ms\":1795507200000}");
    buffer_finish(&text);
}

TEST(a_booking_comes_with_its_code)
{
    (void)state;
    static const char text[] = "{\"appointment\":{\"id\":7,\"code\":\"048291\",\"service\":\"PSY\","
                               "\"staff\":3,\"starts_ms\":99,\"minutes\":50,\"state\":\"booked\"}}";
    struct wire_booking booking;
    struct json_error error;
    assert_status(wire_booking_decode(text, strlen(text), &booking, &error), STATUS_OK);
    assert_string_equal(booking.code, "048291");
    assert_int_equal(booking.starts_ms, 99);
    assert_int_equal(booking.minutes, 50);
    assert_status(wire_booking_decode("{\"appointment\":{\"code\":\"1\"}}", 30, &booking, &error),
                  STATUS_INVALID);
    assert_string_equal(booking.code, "048291");
}

TEST(a_check_in_sends_the_code_as_it_was_read)
{
    (void)state;
    struct buffer text;
    buffer_init(&text, 1024);
    wire_checkin_request_encode(&(struct wire_checkin_request){"OK-\"1", "uk"}, &text);
    assert_string_equal(buffer_text(&text), "{\"code\":\"OK-\\\"1\",\"language\":\"uk\"}");
    buffer_finish(&text);
}

TEST(a_check_in_is_a_ticket_and_says_when_somebody_came)
{
    (void)state;

    static const struct {
        const char *name;
        enum wire_arrival arrival;
    } cases[] = {{"early", WIRE_ARRIVAL_EARLY},
                 {"on_time", WIRE_ARRIVAL_ON_TIME},
                 {"late", WIRE_ARRIVAL_LATE}};
    struct wire_checkin_answer answer;
    struct json_error error;
    char text[512];
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        (void)snprintf(text, sizeof(text), ticket_text, cases[i].name);
        assert_status(wire_checkin_answer_decode(text, strlen(text), &answer, &error), STATUS_OK);
        assert_int_equal(answer.arrival, cases[i].arrival);
        assert_string_equal(answer.ticket.number, "A27");
    }
    (void)snprintf(text, sizeof(text), ticket_text, "soon");
    assert_status(wire_checkin_answer_decode(text, strlen(text), &answer, &error), STATUS_INVALID);
    assert_status(wire_checkin_answer_decode("{}", 2, &answer, &error), STATUS_INVALID);
    assert_int_equal(answer.arrival, WIRE_ARRIVAL_LATE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_time_is_told_once_however_many_are_free_then),
        cmocka_unit_test(more_times_than_are_kept_are_left_out),
        cmocka_unit_test(times_that_are_none_are_refused_and_leave_the_output_alone),
        cmocka_unit_test(a_booking_says_what_is_wanted_and_when_and_nothing_else),
        cmocka_unit_test(a_booking_comes_with_its_code),
        cmocka_unit_test(a_check_in_sends_the_code_as_it_was_read),
        cmocka_unit_test(a_check_in_is_a_ticket_and_says_when_somebody_came),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

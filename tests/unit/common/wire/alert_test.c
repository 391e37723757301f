#include "support/check.h"

#include "wire/alert.h"
#include "wire/limits.h"

#include <string.h>

TEST(every_alert_comes_back_as_it_was_sent)
{
    (void)state;
    for (int i = 0; i < WIRE_ALERT_COUNT; i++) {
        enum wire_alert got = WIRE_ALERT_COUNT;
        struct json_error error;
        struct buffer text;
        buffer_init(&text, WIRE_BODY_BYTES_MAX);
        wire_alert_encode((enum wire_alert)i, &text);
        assert_status(wire_alert_decode(text.bytes, text.size_bytes, &got, &error), STATUS_OK);
        assert_int_equal(got, i);
        buffer_finish(&text);
    }
}

TEST(refuses_what_is_no_alert_and_leaves_its_output_alone)
{
    (void)state;
    static const char *const wrong[] = {"", "{}", "{\"kind\":\"fire\"}", "{\"kind\":\"\"}",
                                        "{\"kind\":\"staff\",\"number\":\"A27\"}"};
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        enum wire_alert got = WIRE_ALERT_PAPER_JAM;
        struct json_error error = {.field = "?"};
        assert_status(wire_alert_decode(wrong[i], strlen(wrong[i]), &got, &error), STATUS_INVALID);
        assert_int_equal(got, WIRE_ALERT_PAPER_JAM);
        assert_true(strlen(error.sentence) > 10);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_alert_comes_back_as_it_was_sent),
        cmocka_unit_test(refuses_what_is_no_alert_and_leaves_its_output_alone),
    };
    return cmocka_run_group_tests_name("alert", tests, NULL, NULL);
}

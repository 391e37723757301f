#include "support/check.h"

#include "base/json_out.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

TEST(puts_commas_and_names_by_itself)
{
    (void)state;
    struct buffer buffer;
    struct json_out json;
    buffer_init(&buffer, 4096);
    json_out_init(&json, &buffer);
    json_out_object(&json, NULL);
    json_out_int(&json, "id", INT64_MIN);
    json_out_text(&json, "number", "A27");
    json_out_text(&json, "room", NULL);
    json_out_bool(&json, "priority", false);
    json_out_array(&json, "steps");
    json_out_int(&json, NULL, INT64_MAX);
    json_out_object(&json, NULL);
    json_out_end(&json);
    json_out_array(&json, NULL);
    json_out_end(&json);
    json_out_end(&json);
    json_out_real(&json, "share", 35.8025, 1);
    json_out_null(&json, "none");
    json_out_raw(&json, "kept", "{\"a\":1}");
    json_out_end(&json);
    assert_string_equal(buffer_text(&buffer),
                        "{\"id\":-9223372036854775808,\"number\":\"A27\",\"room\":null,"
                        "\"priority\":false,\"steps\":[9223372036854775807,{},[]],"
                        "\"share\":35.8,\"none\":null,\"kept\":{\"a\":1}}");
    buffer_finish(&buffer);
}

TEST(escapes_quotes_backslashes_and_controls)
{
    (void)state;
    struct buffer buffer;
    struct json_out json;
    buffer_init(&buffer, 4096);
    json_out_init(&json, &buffer);
    json_out_array(&json, NULL);
    json_out_text(&json, NULL, "\"\\\n\x01\x1f żółw");
    json_out_text(&json, NULL, "");
    json_out_end(&json);
    assert_string_equal(buffer_text(&buffer), "[\"\\\"\\\\\\u000a\\u0001\\u001f żółw\",\"\"]");
    buffer_finish(&buffer);
}

TEST(a_figure_that_is_no_number_is_null)
{
    (void)state;
    struct buffer buffer;
    struct json_out json;
    buffer_init(&buffer, 4096);
    json_out_init(&json, &buffer);
    json_out_array(&json, NULL);
    json_out_real(&json, NULL, (double)NAN, 2);
    json_out_real(&json, NULL, (double)-INFINITY, 2);
    json_out_real(&json, NULL, -0.5, 0);
    json_out_end(&json);
    assert_string_equal(buffer_text(&buffer), "[null,null,-0]");
    buffer_finish(&buffer);
}

TEST(goes_as_deep_as_declared)
{
    (void)state;
    struct buffer buffer;
    struct json_out json;
    buffer_init(&buffer, 4096);
    json_out_init(&json, &buffer);
    for (int i = 0; i < JSON_OUT_DEPTH_MAX; i++) {
        json_out_array(&json, NULL);
    }
    for (int i = 0; i < JSON_OUT_DEPTH_MAX; i++) {
        json_out_end(&json);
    }
    assert_int_equal(buffer.size_bytes, 2 * JSON_OUT_DEPTH_MAX);
    assert_int_equal(json.depth, 0);
    buffer_finish(&buffer);
}

TEST(a_full_buffer_is_told_by_its_flag)
{
    (void)state;
    struct buffer buffer;
    struct json_out json;
    buffer_init(&buffer, 10);
    json_out_init(&json, &buffer);
    json_out_object(&json, NULL);
    json_out_text(&json, "number", "A27");
    json_out_end(&json);
    assert_true(buffer.overflow);
    assert_true(buffer.size_bytes <= 10);
    buffer_finish(&buffer);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(puts_commas_and_names_by_itself),
        cmocka_unit_test(escapes_quotes_backslashes_and_controls),
        cmocka_unit_test(a_figure_that_is_no_number_is_null),
        cmocka_unit_test(goes_as_deep_as_declared),
        cmocka_unit_test(a_full_buffer_is_told_by_its_flag),
    };
    return cmocka_run_group_tests_name("json_out", tests, NULL, NULL);
}

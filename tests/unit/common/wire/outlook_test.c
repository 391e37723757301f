#include "support/check.h"

#include "base/buffer.h"
#include "wire/outlook.h"

#include <stdio.h>
#include <string.h>

static enum status decode(const char *text, struct wire_outlook *out, struct json_error *error)
{
    return wire_outlook_decode(text, strlen(text), out, error);
}

TEST(reads_how_busy_each_need_is)
{
    (void)state;
    static const char text[] =
        "{\"epoch\":\"1f2e3d4c\",\"seq\":57,\"needs\":[{\"need\":\"money\",\"ahead\":3,"
        "\"wait\":{\"low_min\":15,\"high_min\":30}},{\"need\":\"fear\",\"ahead\":0,\"wait\":null}]"
        "}";
    struct wire_outlook outlook;
    struct json_error error;
    assert_status(decode(text, &outlook, &error), STATUS_OK);
    assert_int_equal(outlook.need_count, 2);
    const struct wire_outlook_need *money = wire_outlook_find(&outlook, "money");
    assert_non_null(money);
    assert_int_equal(money->ahead, 3);
    assert_true(money->wait.is_known);
    assert_int_equal(money->wait.low_min, 15);
    assert_int_equal(money->wait.high_min, 30);
    assert_false(wire_outlook_find(&outlook, "fear")->wait.is_known);
    assert_null(wire_outlook_find(&outlook, "mone"));
}

TEST(reads_which_need_is_full_for_today_and_takes_nothing_for_room)
{
    (void)state;
    static const char text[] = "{\"needs\":[{\"need\":\"a\",\"ahead\":9,\"full\":true},"
                               "{\"need\":\"b\",\"ahead\":9,\"full\":false},"
                               "{\"need\":\"c\",\"ahead\":9}]}";
    struct wire_outlook outlook;
    struct json_error error;
    assert_status(decode(text, &outlook, &error), STATUS_OK);
    assert_true(wire_outlook_find(&outlook, "a")->is_full);
    assert_false(wire_outlook_find(&outlook, "b")->is_full);
    assert_false(wire_outlook_find(&outlook, "c")->is_full);
}

TEST(refuses_damage_and_leaves_its_output_alone)
{
    (void)state;

    static const struct {
        const char *text;
        const char *field;
    } cases[] = {
        {"{}", "needs"},
        {"[]", "needs"},
        {"{\"needs\":\"all\"}", "needs"},
        {"{\"needs\":[7]}", "needs.0"},
        {"{\"needs\":[{\"need\":\"a\"}]}", "needs.0.ahead"},
        {"{\"needs\":[{\"need\":\"a\",\"ahead\":-1}]}", "needs.0.ahead"},
        {"{\"needs\":[{\"need\":\"\",\"ahead\":1}]}", "needs.0.need"},
        {"{\"needs\":[{\"need\":\"a\",\"ahead\":1,\"wait\":5}]}", "needs.0.wait"},
        {"{\"needs\":[{\"need\":\"a\",\"ahead\":1,\"wait\":{\"low_min\":5}}]}",
         "needs.0.wait.high_min"},
        {"{\"needs\":[{\"need\":\"a\",\"ahead\":1,\"wait\":{\"low_min\":10,\"high_min\":5}}]}",
         "needs.0.wait.low_min"},
        {"{\"needs\":[{\"need\":\"a\",\"ahead\":1},{\"need\":\"a\",\"ahead\":1}]}", "needs.1.need"},
        {"{\"needs\":[{\"need\":\"a\",\"ahead\":1,\"full\":1}]}", "needs.0.full"},
        {"{\"needs\":[", ""},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct wire_outlook outlook = {.need_count = 7};
        struct json_error error = {.field = "?"};
        assert_status(decode(cases[i].text, &outlook, &error), STATUS_INVALID);
        assert_string_equal(error.field, cases[i].field);
        assert_int_equal(outlook.need_count, 7);
    }
}

TEST(refuses_one_need_over_the_limit)
{
    (void)state;
    for (int count = WIRE_NEEDS_MAX; count <= WIRE_NEEDS_MAX + 1; count++) {
        struct buffer text;
        buffer_init(&text, 8192);
        buffer_append_text(&text, "{\"needs\":[");
        for (int i = 0; i < count; i++) {
            buffer_printf(&text, "%s{\"need\":\"n%d\",\"ahead\":1}", i > 0 ? "," : "", i);
        }
        buffer_append_text(&text, "]}");
        struct wire_outlook outlook;
        struct json_error error;
        assert_status(decode(buffer_text(&text), &outlook, &error),
                      count > WIRE_NEEDS_MAX ? STATUS_INVALID : STATUS_OK);
        buffer_finish(&text);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_how_busy_each_need_is),
        cmocka_unit_test(reads_which_need_is_full_for_today_and_takes_nothing_for_room),
        cmocka_unit_test(refuses_damage_and_leaves_its_output_alone),
        cmocka_unit_test(refuses_one_need_over_the_limit),
    };
    return cmocka_run_group_tests_name("outlook", tests, NULL, NULL);
}

#include "support/check.h"

#include "base/memory.h"
#include "wire/catalog.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fill_label(struct wire_label *label, const char *word)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        (void)snprintf(label->text[i], sizeof(label->text[i]), "%s-%s", word,
                       language_code((enum language)i));
    }
}

static void fill_hint(struct wire_hint *hint, const char *word)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        (void)snprintf(hint->text[i], sizeof(hint->text[i]), "%s \"%s\"", word,
                       language_code((enum language)i));
    }
}

/* Two services, two needs, one group: small, and every field has a value of its own. */
static struct wire_catalog *sample(void)
{
    struct wire_catalog *catalog = memory_new(1, sizeof(*catalog));
    (void)text_copy(catalog->version, sizeof(catalog->version), "c0ffee");
    (void)text_copy(catalog->office_name, sizeof(catalog->office_name), "Ośrodek");
    (void)text_copy(catalog->office_phone, sizeof(catalog->office_phone), "000 000 000");
    catalog->hours[0] = (struct wire_hours){.weekday = 1, .open_min = 450, .close_min = 930};
    catalog->hours_count = 1;
    catalog->services[0] = (struct wire_service){.code = "SWI", .series = 'B', .minutes = 20};
    catalog->services[1] =
        (struct wire_service){.code = "PSY", .series = 'A', .minutes = 50, .sensitive = true};
    catalog->service_count = 2;
    catalog->needs[0] = (struct wire_need){.code = "money",
                                           .urgent = true,
                                           .route = {1, 0},
                                           .route_count = 2,
                                           .ask_interpreter = true};
    catalog->needs[1] = (struct wire_need){
        .code = "fear", .sensitive = true, .private_room = true, .route = {1}, .route_count = 1};
    catalog->need_count = 2;
    catalog->groups[0] =
        (struct wire_group){.code = "all", .icon = "hands", .needs = {1, 0}, .need_count = 2};
    catalog->group_count = 1;
    catalog->quick_needs[0] = 1;
    catalog->quick_need_count = 1;
    (void)text_copy(catalog->helplines[0].number, sizeof(catalog->helplines[0].number), "112");
    catalog->helpline_count = 1;
    fill_label(&catalog->services[0].label, "swi");
    fill_label(&catalog->services[1].label, "psy");
    fill_label(&catalog->needs[0].label, "money");
    fill_label(&catalog->needs[1].label, "fear");
    fill_hint(&catalog->needs[0].hint, "opłaty");
    fill_hint(&catalog->needs[1].hint, "pokój");
    fill_label(&catalog->groups[0].label, "all");
    fill_label(&catalog->helplines[0].label, "help");
    return catalog;
}

static char *encode_sample(const struct wire_catalog *catalog)
{
    struct buffer out;
    buffer_init(&out, WIRE_CATALOG_BYTES_MAX);
    wire_catalog_encode(catalog, &out);
    assert_false(out.overflow);
    return buffer_take(&out);
}

static enum status decode(const char *text, struct wire_catalog **out, struct json_error *error)
{
    *error = (struct json_error){.field = "untouched"};
    return wire_catalog_decode(text, strlen(text), out, error);
}

TEST(comes_back_as_it_was_sent)
{
    (void)state;
    struct wire_catalog *sent = sample();
    char *text = encode_sample(sent);
    struct wire_catalog *got = NULL;
    struct json_error error;
    assert_status(decode(text, &got, &error), STATUS_OK);
    assert_memory_equal(got, sent, sizeof(*got));
    free(got);
    free(text);
    free(sent);
}

TEST(easy_polish_falls_back_to_polish_and_is_not_sent_twice)
{
    (void)state;
    struct wire_catalog *sent = sample();
    struct wire_label *label = &sent->needs[0].label;
    memcpy(label->text[LANGUAGE_PL_EASY], label->text[LANGUAGE_PL], sizeof(label->text[0]));
    char *text = encode_sample(sent);
    assert_null(strstr(text, "\"pl_easy\":\"money-pl\""));
    struct wire_catalog *got = NULL;
    struct json_error error;
    assert_status(decode(text, &got, &error), STATUS_OK);
    assert_string_equal(got->needs[0].label.text[LANGUAGE_PL_EASY], "money-pl");
    free(got);
    free(text);
    free(sent);
}

/* `text` with the first `from` replaced. */
static char *swap(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    assert_non_null(at);
    struct buffer out;
    buffer_init(&out, WIRE_CATALOG_BYTES_MAX);
    buffer_append(&out, text, (size_t)(at - text));
    buffer_append_text(&out, to);
    buffer_append_text(&out, at + strlen(from));
    return buffer_take(&out);
}

TEST(a_newer_backend_may_say_more)
{
    (void)state;
    struct wire_catalog *sent = sample();
    char *text = encode_sample(sent);
    char *more = swap(text, "\"minutes\":20", "\"minutes\":20,\"colour\":\"red\"");
    struct wire_catalog *got = NULL;
    struct json_error error;
    assert_status(decode(more, &got, &error), STATUS_OK);
    free(got);
    free(more);
    free(text);
    free(sent);
}

TEST(refuses_what_breaks_an_invariant_and_names_the_place)
{
    (void)state;

    static const struct {
        const char *from;
        const char *to;
        const char *field;
    } cases[] = {
        {"\"version\":\"c0ffee\"", "\"version\":\"\"", "version"},
        {"\"name\":\"Ośrodek\"", "\"name\":7", "office.name"},
        {"\"weekday\":1", "\"weekday\":8", "office.hours.0.weekday"},
        {"\"weekday\":1", "\"weekday\":0", "office.hours.0.weekday"},
        {"\"close_min\":930", "\"close_min\":450", "office.hours.0.close_min"},
        {"\"close_min\":930", "\"close_min\":1441", "office.hours.0.close_min"},
        {"\"code\":\"PSY\"", "\"code\":\"SWI\"", "services.1.code"},
        {"\"code\":\"PSY\"", "\"code\":\"ABCDEFGHIJKLMNOPQ\"", "services.1.code"},
        {"\"series\":\"A\"", "\"series\":\"F\"", "services.1.series"},
        {"\"minutes\":50", "\"minutes\":0", "services.1.minutes"},
        {"\"uk\":\"psy-uk\",", "", "services.1.label.uk"},
        {"\"uk\":\"psy-uk\"", "\"uk\":\"\"", "services.1.label.uk"},
        {"\"ru\":\"fear-ru\"", "\"ru\":5", "needs.1.label.ru"},
        {"\"route\":[\"PSY\",\"SWI\"]", "\"route\":[\"PSY\",\"XYZ\"]", "needs.0.route.1"},
        {"\"route\":[\"PSY\",\"SWI\"]", "\"route\":[]", "needs.0.route"},
        {"\"route\":[\"PSY\",\"SWI\"]", "\"route\":\"PSY\"", "needs.0.route"},
        {"\"code\":\"fear\"", "\"code\":\"money\"", "needs.1.code"},
        {"\"urgent\":true", "\"urgent\":1", "needs.0.urgent"},
        {"\"hint\":{\"pl\":\"opłaty", "\"hint\":{\"en\":\"opłaty", ""},
        {"\"needs\":[\"fear\",\"money\"]", "\"needs\":[\"fear\",\"none\"]", "groups.0.needs.1"},
        {"\"quick_needs\":[\"fear\"]", "\"quick_needs\":[\"fears\"]", "quick_needs.0"},
        {"\"number\":\"112\"", "\"number\":112", "helplines.0.number"},
        {"\"helplines\":", "\"helpline\":", "helplines"},
    };
    struct wire_catalog *sent = sample();
    char *text = encode_sample(sent);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct wire_catalog *got = NULL;
        struct json_error error;
        char *bad = swap(text, cases[i].from, cases[i].to);
        assert_status(decode(bad, &got, &error), STATUS_INVALID);
        assert_string_equal(error.field, cases[i].field);
        assert_string_not_equal(error.sentence, "");
        assert_null(got);
        free(bad);
    }
    free(text);
    free(sent);
}

TEST(a_text_one_byte_over_its_limit_is_refused)
{
    (void)state;
    char longest[WIRE_LABEL_MAX + 2];
    memset(longest, 'x', sizeof(longest));
    for (int over = 0; over < 2; over++) {
        longest[WIRE_LABEL_MAX + over] = '\0';
        struct wire_catalog *sent = sample();
        char *text = encode_sample(sent);
        char *changed = swap(text, "psy-uk", longest);
        struct wire_catalog *got = NULL;
        struct json_error error;
        assert_status(decode(changed, &got, &error), over ? STATUS_INVALID : STATUS_OK);
        free(got);
        free(changed);
        free(text);
        free(sent);
        longest[WIRE_LABEL_MAX] = 'x';
    }
}

TEST(one_need_too_many_in_a_group_is_refused)
{
    (void)state;
    for (int count = WIRE_GROUP_NEEDS_MAX; count <= WIRE_GROUP_NEEDS_MAX + 1; count++) {
        struct buffer list;
        buffer_init(&list, 1024);
        for (int i = 0; i < count; i++) {
            buffer_append_text(&list, i == 0 ? "\"needs\":[\"fear\"" : ",\"fear\"");
        }
        buffer_append_text(&list, "]");
        struct wire_catalog *sent = sample();
        char *text = encode_sample(sent);
        char *changed = swap(text, "\"needs\":[\"fear\",\"money\"]", buffer_text(&list));
        struct wire_catalog *got = NULL;
        struct json_error error;
        assert_status(decode(changed, &got, &error),
                      count > WIRE_GROUP_NEEDS_MAX ? STATUS_INVALID : STATUS_OK);
        free(got);
        free(changed);
        free(text);
        free(sent);
        buffer_finish(&list);
    }
}

TEST(a_catalogue_over_its_size_is_refused_unread)
{
    (void)state;
    size_t size = WIRE_CATALOG_BYTES_MAX + 1;
    char *spaces = memory_new(1, size);
    memset(spaces, ' ', size);
    struct wire_catalog *got = NULL;
    struct json_error error = {.field = "x"};
    assert_status(wire_catalog_decode(spaces, size, &got, &error), STATUS_INVALID);
    assert_string_equal(error.sentence, "The catalogue is too large.");
    assert_null(got);
    free(spaces);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back_as_it_was_sent),
        cmocka_unit_test(easy_polish_falls_back_to_polish_and_is_not_sent_twice),
        cmocka_unit_test(a_newer_backend_may_say_more),
        cmocka_unit_test(refuses_what_breaks_an_invariant_and_names_the_place),
        cmocka_unit_test(a_text_one_byte_over_its_limit_is_refused),
        cmocka_unit_test(one_need_too_many_in_a_group_is_refused),
        cmocka_unit_test(a_catalogue_over_its_size_is_refused_unread),
    };
    return cmocka_run_group_tests_name("catalog", tests, NULL, NULL);
}

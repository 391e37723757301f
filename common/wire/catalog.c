#include "wire/catalog.h"

#include "base/json_out.h"

#include <string.h>

/* Easy Polish is said only where it differs. */
static void encode_texts(struct json_out *json, const char *name,
                         const char *const texts[LANGUAGE_COUNT])
{
    json_out_object(json, name);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        bool repeats = i == LANGUAGE_PL_EASY &&
                       (texts[i][0] == '\0' || strcmp(texts[i], texts[LANGUAGE_PL]) == 0);
        if (!repeats) {
            json_out_text(json, language_code((enum language)i), texts[i]);
        }
    }
    json_out_end(json);
}

static void encode_label(struct json_out *json, const struct wire_label *label)
{
    const char *texts[LANGUAGE_COUNT];
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        texts[i] = label->text[i];
    }
    encode_texts(json, "label", texts);
}

static void encode_hint(struct json_out *json, const struct wire_hint *hint)
{
    const char *texts[LANGUAGE_COUNT];
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        texts[i] = hint->text[i];
    }
    encode_texts(json, "hint", texts);
}

static void encode_office(struct json_out *json, const struct wire_catalog *catalog)
{
    json_out_object(json, "office");
    json_out_text(json, "name", catalog->office_name);
    json_out_text(json, "phone", catalog->office_phone);
    json_out_array(json, "hours");
    for (int i = 0; i < catalog->hours_count; i++) {
        json_out_object(json, NULL);
        json_out_int(json, "weekday", catalog->hours[i].weekday);
        json_out_int(json, "open_min", catalog->hours[i].open_min);
        json_out_int(json, "close_min", catalog->hours[i].close_min);
        json_out_end(json);
    }
    json_out_end(json);
    json_out_end(json);
}

static void encode_services(struct json_out *json, const struct wire_catalog *catalog)
{
    json_out_array(json, "services");
    for (int i = 0; i < catalog->service_count; i++) {
        const struct wire_service *service = &catalog->services[i];
        const char series[2] = {service->series, '\0'};
        json_out_object(json, NULL);
        json_out_text(json, "code", service->code);
        json_out_text(json, "series", series);
        json_out_int(json, "minutes", service->minutes);
        json_out_bool(json, "sensitive", service->sensitive);
        encode_label(json, &service->label);
        json_out_end(json);
    }
    json_out_end(json);
}

static void encode_need_codes(struct json_out *json, const char *name,
                              const struct wire_catalog *catalog, const int *needs, int count)
{
    json_out_array(json, name);
    for (int i = 0; i < count; i++) {
        json_out_text(json, NULL, catalog->needs[needs[i]].code);
    }
    json_out_end(json);
}

static void encode_groups(struct json_out *json, const struct wire_catalog *catalog)
{
    json_out_array(json, "groups");
    for (int i = 0; i < catalog->group_count; i++) {
        const struct wire_group *group = &catalog->groups[i];
        json_out_object(json, NULL);
        json_out_text(json, "code", group->code);
        json_out_text(json, "icon", group->icon);
        encode_label(json, &group->label);
        encode_need_codes(json, "needs", catalog, group->needs, group->need_count);
        json_out_end(json);
    }
    json_out_end(json);
}

static void encode_need(struct json_out *json, const struct wire_catalog *catalog,
                        const struct wire_need *need)
{
    json_out_object(json, NULL);
    json_out_text(json, "code", need->code);
    json_out_bool(json, "urgent", need->urgent);
    json_out_bool(json, "sensitive", need->sensitive);
    json_out_bool(json, "private_room", need->private_room);
    json_out_bool(json, "ask_interpreter", need->ask_interpreter);
    json_out_array(json, "route");
    for (int i = 0; i < need->route_count; i++) {
        json_out_text(json, NULL, catalog->services[need->route[i]].code);
    }
    json_out_end(json);
    encode_label(json, &need->label);
    encode_hint(json, &need->hint);
    json_out_end(json);
}

static void encode_helplines(struct json_out *json, const struct wire_catalog *catalog)
{
    json_out_array(json, "helplines");
    for (int i = 0; i < catalog->helpline_count; i++) {
        json_out_object(json, NULL);
        json_out_text(json, "number", catalog->helplines[i].number);
        encode_label(json, &catalog->helplines[i].label);
        json_out_end(json);
    }
    json_out_end(json);
}

void wire_catalog_encode(const struct wire_catalog *catalog, struct buffer *out)
{
    struct json_out json;
    json_out_init(&json, out);
    json_out_object(&json, NULL);
    json_out_text(&json, "version", catalog->version);
    encode_office(&json, catalog);
    encode_services(&json, catalog);
    encode_groups(&json, catalog);
    encode_need_codes(&json, "quick_needs", catalog, catalog->quick_needs,
                      catalog->quick_need_count);
    json_out_array(&json, "needs");
    for (int i = 0; i < catalog->need_count; i++) {
        encode_need(&json, catalog, &catalog->needs[i]);
    }
    json_out_end(&json);
    encode_helplines(&json, catalog);
    json_out_end(&json);
}

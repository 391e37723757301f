#include "base/memory.h"
#include "wire/catalog.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { MINUTES_OF_DAY = 1440, SERVICE_MINUTES_MAX = 480 };

/* A list of objects in the catalogue. */
struct object_list {
    const char *name;
    int max;
    size_t count_offset; /* of an int in struct wire_catalog; raised after each item */
    enum status (*decode)(const struct json_in *node, struct wire_catalog *catalog, int index,
                          struct json_error *error);
};

/* A list of codes that stand for places in another list. */
struct code_list {
    const char *name;
    int least;
    int max;
    int (*find)(const struct wire_catalog *catalog, const char *code); /* -1 when unknown */
    int *places;
    int *count;
};

static enum status refuse(struct json_error *error, const char *field, const char *sentence)
{
    (void)text_copy(error->field, sizeof(error->field), field);
    (void)text_copy(error->sentence, sizeof(error->sentence), sentence);
    return STATUS_INVALID;
}

static enum status within(enum status status, const char *parent, struct json_error *error)
{
    if (status != STATUS_OK) {
        json_error_within(error, parent);
    }
    return status;
}

static enum status decode_texts(const struct json_in *parent, const char *name, char *texts,
                                size_t text_size, struct json_error *error)
{
    const struct json_in *node = json_in_child(parent, name);
    if (!json_in_is_object(node)) {
        return refuse(error, name, "A text in each language is expected.");
    }
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const char *code = language_code((enum language)i);
        char *text = texts + (size_t)i * text_size;
        const struct json_in *value = json_in_child(node, code);
        if (i == LANGUAGE_PL_EASY && json_in_is_null(value)) {
            memcpy(text, texts + (size_t)LANGUAGE_PL * text_size, text_size);
            continue;
        }
        if (json_in_text(value, text, text_size) != STATUS_OK || text[0] == '\0') {
            char sentence[sizeof(error->sentence)];
            (void)snprintf(sentence, sizeof(sentence), "A text of 1 to %zu bytes is expected.",
                           text_size - 1);
            return within(refuse(error, code, sentence), name, error);
        }
    }
    return STATUS_OK;
}

static enum status decode_label(const struct json_in *parent, struct wire_label *label,
                                struct json_error *error)
{
    return decode_texts(parent, "label", label->text[0], sizeof(label->text[0]), error);
}

static int find_service(const struct wire_catalog *catalog, const char *code)
{
    for (int i = 0; i < catalog->service_count; i++) {
        if (strcmp(catalog->services[i].code, code) == 0) {
            return i;
        }
    }
    return -1;
}

static int find_need(const struct wire_catalog *catalog, const char *code)
{
    for (int i = 0; i < catalog->need_count; i++) {
        if (strcmp(catalog->needs[i].code, code) == 0) {
            return i;
        }
    }
    return -1;
}

static int find_group(const struct wire_catalog *catalog, const char *code)
{
    for (int i = 0; i < catalog->group_count; i++) {
        if (strcmp(catalog->groups[i].code, code) == 0) {
            return i;
        }
    }
    return -1;
}

static enum status check_list(const struct json_in *array, int least, int max,
                              struct json_error *error)
{
    size_t count = json_in_count(array);
    if (!json_in_is_array(array) || count < (size_t)least || count > (size_t)max) {
        char sentence[sizeof(error->sentence)];
        (void)snprintf(sentence, sizeof(sentence), "A list of %d to %d items is expected.", least,
                       max);
        return refuse(error, "", sentence);
    }
    return STATUS_OK;
}

static void name_item(const char *name, size_t index, char *out, size_t size)
{
    (void)snprintf(out, size, "%s.%zu", name, index);
}

static enum status decode_codes(const struct json_in *parent, const struct code_list *list,
                                const struct wire_catalog *catalog, struct json_error *error)
{
    const struct json_in *array = json_in_child(parent, list->name);
    size_t count = json_in_count(array);
    enum status status = check_list(array, list->least, list->max, error);
    if (status != STATUS_OK) {
        return within(status, list->name, error);
    }
    for (size_t i = 0; i < count; i++) {
        char code[WIRE_CODE_MAX + 1] = "";
        int place = -1;
        if (json_in_text(json_in_item(array, i), code, sizeof(code)) == STATUS_OK) {
            place = list->find(catalog, code);
        }
        if (place < 0) {
            char name[sizeof(error->field)];
            name_item(list->name, i, name, sizeof(name));
            return refuse(error, name, "This code is not known.");
        }
        list->places[i] = place;
    }
    *list->count = (int)count;
    return STATUS_OK;
}

static enum status decode_objects(const struct json_in *parent, const struct object_list *list,
                                  struct wire_catalog *catalog, struct json_error *error)
{
    const struct json_in *array = json_in_child(parent, list->name);
    size_t count = json_in_count(array);
    enum status status = check_list(array, 0, list->max, error);
    if (status != STATUS_OK) {
        return within(status, list->name, error);
    }
    for (size_t i = 0; i < count; i++) {
        char name[sizeof(error->field)];
        name_item(list->name, i, name, sizeof(name));
        status = list->decode(json_in_item(array, i), catalog, (int)i, error);
        if (status != STATUS_OK) {
            return within(status, name, error);
        }
        int counted = (int)i + 1;
        memcpy((char *)catalog + list->count_offset, &counted, sizeof(counted));
    }
    return STATUS_OK;
}

struct hours_fields {
    int64_t weekday;
    int64_t open_min;
    int64_t close_min;
};

static enum status decode_hours(const struct json_in *node, struct wire_catalog *catalog, int index,
                                struct json_error *error)
{
    static const struct json_field fields[] = {
        {"weekday", JSON_FIELD_INT, true, offsetof(struct hours_fields, weekday), 1, 7},
        {"open_min", JSON_FIELD_INT, true, offsetof(struct hours_fields, open_min), 0,
         MINUTES_OF_DAY},
        {"close_min", JSON_FIELD_INT, true, offsetof(struct hours_fields, close_min), 0,
         MINUTES_OF_DAY},
    };
    struct hours_fields read = {0};
    enum status status = json_in_unpack_known(node, fields, COUNT(fields), &read, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (read.open_min >= read.close_min) {
        return refuse(error, "close_min", "This must be after open_min.");
    }
    catalog->hours[index] = (struct wire_hours){
        .weekday = (int)read.weekday,
        .open_min = (int)read.open_min,
        .close_min = (int)read.close_min,
    };
    return STATUS_OK;
}

static enum status decode_office(const struct json_in *root, struct wire_catalog *catalog,
                                 struct json_error *error)
{
    static const struct json_field fields[] = {
        {"name", JSON_FIELD_TEXT, true, offsetof(struct wire_catalog, office_name), 1,
         WIRE_LABEL_MAX},
        {"phone", JSON_FIELD_TEXT, true, offsetof(struct wire_catalog, office_phone), 0,
         WIRE_NAME_MAX},
    };
    static const struct object_list hours = {
        .name = "hours",
        .max = COUNT(((struct wire_catalog *)NULL)->hours),
        .count_offset = offsetof(struct wire_catalog, hours_count),
        .decode = decode_hours,
    };
    const struct json_in *office = json_in_child(root, "office");
    enum status status = json_in_unpack_known(office, fields, COUNT(fields), catalog, error);
    if (status == STATUS_OK) {
        status = decode_objects(office, &hours, catalog, error);
    }
    return within(status, "office", error);
}

struct service_fields {
    char code[WIRE_CODE_MAX + 1];
    char series[2];
    int64_t minutes;
    bool sensitive;
};

static enum status decode_service(const struct json_in *node, struct wire_catalog *catalog,
                                  int index, struct json_error *error)
{
    static const struct json_field fields[] = {
        {"code", JSON_FIELD_TEXT, true, offsetof(struct service_fields, code), 1, WIRE_CODE_MAX},
        {"series", JSON_FIELD_TEXT, true, offsetof(struct service_fields, series), 1, 1},
        {"minutes", JSON_FIELD_INT, true, offsetof(struct service_fields, minutes), 1,
         SERVICE_MINUTES_MAX},
        {"sensitive", JSON_FIELD_BOOL, true, offsetof(struct service_fields, sensitive), 0, 0},
    };
    struct service_fields read = {0};
    struct wire_service *service = &catalog->services[index];
    enum status status = json_in_unpack_known(node, fields, COUNT(fields), &read, error);
    if (status == STATUS_OK && (read.series[0] < 'A' || read.series[0] > 'E')) {
        status = refuse(error, "series", "This must be a letter from A to E.");
    }
    if (status == STATUS_OK && find_service(catalog, read.code) >= 0) {
        status = refuse(error, "code", "This code is taken.");
    }
    if (status != STATUS_OK) {
        return status;
    }
    memcpy(service->code, read.code, sizeof(service->code));
    service->series = read.series[0];
    service->minutes = (int)read.minutes;
    service->sensitive = read.sensitive;
    return decode_label(node, &service->label, error);
}

static enum status decode_need(const struct json_in *node, struct wire_catalog *catalog, int index,
                               struct json_error *error)
{
    static const struct json_field fields[] = {
        {"code", JSON_FIELD_TEXT, true, offsetof(struct wire_need, code), 1, WIRE_CODE_MAX},
        {"urgent", JSON_FIELD_BOOL, true, offsetof(struct wire_need, urgent), 0, 0},
        {"sensitive", JSON_FIELD_BOOL, true, offsetof(struct wire_need, sensitive), 0, 0},
        {"private_room", JSON_FIELD_BOOL, true, offsetof(struct wire_need, private_room), 0, 0},
        {"ask_interpreter", JSON_FIELD_BOOL, true, offsetof(struct wire_need, ask_interpreter), 0,
         0},
    };
    struct wire_need *need = &catalog->needs[index];
    const struct code_list route = {
        "route", 1, WIRE_ROUTE_MAX, find_service, need->route, &need->route_count,
    };
    enum status status = json_in_unpack_known(node, fields, COUNT(fields), need, error);
    if (status == STATUS_OK && find_need(catalog, need->code) >= 0) {
        status = refuse(error, "code", "This code is taken.");
    }
    if (status == STATUS_OK) {
        status = decode_codes(node, &route, catalog, error);
    }
    if (status == STATUS_OK) {
        status = decode_label(node, &need->label, error);
    }
    return status == STATUS_OK
               ? decode_texts(node, "hint", need->hint.text[0], sizeof(need->hint.text[0]), error)
               : status;
}

static enum status decode_group(const struct json_in *node, struct wire_catalog *catalog, int index,
                                struct json_error *error)
{
    static const struct json_field fields[] = {
        {"code", JSON_FIELD_TEXT, true, offsetof(struct wire_group, code), 1, WIRE_CODE_MAX},
        {"icon", JSON_FIELD_TEXT, true, offsetof(struct wire_group, icon), 1, WIRE_CODE_MAX},
    };
    struct wire_group *group = &catalog->groups[index];
    const struct code_list needs = {
        "needs", 1, WIRE_GROUP_NEEDS_MAX, find_need, group->needs, &group->need_count,
    };
    enum status status = json_in_unpack_known(node, fields, COUNT(fields), group, error);
    if (status == STATUS_OK && find_group(catalog, group->code) >= 0) {
        status = refuse(error, "code", "This code is taken.");
    }
    if (status == STATUS_OK) {
        status = decode_codes(node, &needs, catalog, error);
    }
    return status == STATUS_OK ? decode_label(node, &group->label, error) : status;
}

static enum status decode_helpline(const struct json_in *node, struct wire_catalog *catalog,
                                   int index, struct json_error *error)
{
    static const struct json_field fields[] = {
        {"number", JSON_FIELD_TEXT, true, offsetof(struct wire_helpline, number), 1, WIRE_CODE_MAX},
    };
    struct wire_helpline *helpline = &catalog->helplines[index];
    enum status status = json_in_unpack_known(node, fields, COUNT(fields), helpline, error);
    return status == STATUS_OK ? decode_label(node, &helpline->label, error) : status;
}

/* Services before the needs that name them, needs before the groups that name them. */
static const struct object_list lists[] = {
    {"services", WIRE_SERVICES_MAX, offsetof(struct wire_catalog, service_count), decode_service},
    {"needs", WIRE_NEEDS_MAX, offsetof(struct wire_catalog, need_count), decode_need},
    {"groups", WIRE_GROUPS_MAX, offsetof(struct wire_catalog, group_count), decode_group},
    {"helplines", WIRE_HELPLINES_MAX, offsetof(struct wire_catalog, helpline_count),
     decode_helpline},
};

static enum status decode_root(const struct json_in *root, struct wire_catalog *catalog,
                               struct json_error *error)
{
    static const struct json_field fields[] = {
        {"version", JSON_FIELD_TEXT, true, offsetof(struct wire_catalog, version), 1,
         WIRE_TOKEN_HEX},
    };
    const struct code_list quick = {
        .name = "quick_needs",
        .max = COUNT(catalog->quick_needs),
        .find = find_need,
        .places = catalog->quick_needs,
        .count = &catalog->quick_need_count,
    };
    enum status status = json_in_unpack_known(root, fields, COUNT(fields), catalog, error);
    if (status == STATUS_OK) {
        status = decode_office(root, catalog, error);
    }
    for (size_t i = 0; i < COUNT(lists) && status == STATUS_OK; i++) {
        status = decode_objects(root, &lists[i], catalog, error);
    }
    return status == STATUS_OK ? decode_codes(root, &quick, catalog, error) : status;
}

enum status wire_catalog_decode(const char *bytes, size_t size, struct wire_catalog **out_catalog,
                                struct json_error *error)
{
    struct json_in *document;
    if (size > WIRE_CATALOG_BYTES_MAX) {
        return refuse(error, "", "The catalogue is too large.");
    }
    enum status status = json_in_parse(bytes, size, &document, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct wire_catalog *catalog = memory_new(1, sizeof(*catalog));
    status = decode_root(document, catalog, error);
    json_in_destroy(document);
    if (status != STATUS_OK) {
        free(catalog);
        return status;
    }
    *out_catalog = catalog;
    return STATUS_OK;
}

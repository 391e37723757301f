#include "wire/outlook.h"

#include "base/memory.h"

#include <stdio.h>
#include <string.h>

static const struct json_field need_fields[] = {
    {"need", JSON_FIELD_TEXT, true, offsetof(struct wire_outlook_need, need), 1, WIRE_CODE_MAX},
    {"ahead", JSON_FIELD_INT, true, offsetof(struct wire_outlook_need, ahead), 0, INT32_MAX},
    {"full", JSON_FIELD_BOOL, false, offsetof(struct wire_outlook_need, is_full), 0, 0},
};

static enum status decode_need(const struct json_in *node, struct wire_outlook *outlook,
                               struct json_error *error)
{
    struct wire_outlook_need *need = &outlook->needs[outlook->need_count];
    enum status status = json_in_unpack_known(
        node, need_fields, sizeof(need_fields) / sizeof(need_fields[0]), need, error);
    if (status == STATUS_OK && wire_outlook_find(outlook, need->need) != NULL) {
        (void)text_copy(error->field, sizeof(error->field), "need");
        (void)text_copy(error->sentence, sizeof(error->sentence), "This need is listed twice.");
        status = STATUS_INVALID;
    }
    if (status == STATUS_OK) {
        status = wire_wait_decode(json_in_child(node, "wait"), &need->wait, error);
    }
    if (status == STATUS_OK) {
        outlook->need_count++;
    }
    return status;
}

static enum status decode_needs(const struct json_in *document, struct wire_outlook *outlook,
                                struct json_error *error)
{
    const struct json_in *needs = json_in_child(document, "needs");
    size_t count = json_in_count(needs);
    if (!json_in_is_array(needs) || count > WIRE_NEEDS_MAX) {
        (void)text_copy(error->field, sizeof(error->field), "needs");
        (void)snprintf(error->sentence, sizeof(error->sentence),
                       "A list of at most %d needs is expected.", (int)WIRE_NEEDS_MAX);
        return STATUS_INVALID;
    }
    for (size_t i = 0; i < count; i++) {
        enum status status = decode_need(json_in_item(needs, i), outlook, error);
        if (status != STATUS_OK) {
            char name[32];
            (void)snprintf(name, sizeof(name), "needs.%zu", i);
            json_error_within(error, name);
            return status;
        }
    }
    return STATUS_OK;
}

enum status wire_outlook_decode(const char *bytes, size_t size, struct wire_outlook *out_outlook,
                                struct json_error *error)
{
    struct json_in *document;
    enum status status = json_in_parse(bytes, size, &document, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct wire_outlook outlook = {0};
    status = decode_needs(document, &outlook, error);
    json_in_destroy(document);
    if (status == STATUS_OK) {
        *out_outlook = outlook;
    }
    return status;
}

const struct wire_outlook_need *wire_outlook_find(const struct wire_outlook *outlook,
                                                  const char *need)
{
    for (size_t i = 0; i < outlook->need_count; i++) {
        if (strcmp(outlook->needs[i].need, need) == 0) {
            return &outlook->needs[i];
        }
    }
    return NULL;
}

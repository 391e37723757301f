#include "base/json_in.h"

#include "base/memory.h"
#include "base/text.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum { DEPTH_MAX = 32 };

/* The document is jansson's own; the cast lives here and nowhere else. */
static const json_t *inside(const struct json_in *node)
{
    return (const json_t *)node;
}

/* jansson's iterators want a pointer they could write through; they do not. */
static json_t *iterable(const struct json_in *node)
{
    union {
        const struct json_in *node;
        json_t *value;
    } face = {.node = node};

    return face.value;
}

static const struct json_in *outside(const json_t *node)
{
    return (const struct json_in *)node;
}

static enum status refuse(struct json_error *error, const char *field, const char *sentence)
{
    (void)text_copy(error->field, sizeof(error->field), field);
    (void)text_copy(error->sentence, sizeof(error->sentence), sentence);
    return STATUS_INVALID;
}

/* jansson allows 2048 levels, each a level of its own recursion. */
static bool is_too_deep(const char *bytes, size_t size)
{
    int depth = 0;
    bool in_text = false;
    for (size_t i = 0; i < size; i++) {
        if (in_text) {
            in_text = bytes[i] != '"';
            i += bytes[i] == '\\'; /* what is escaped ends nothing */
        } else if (bytes[i] == '"') {
            in_text = true;
        } else if (bytes[i] == '{' || bytes[i] == '[') {
            depth++;
        } else if (bytes[i] == '}' || bytes[i] == ']') {
            depth--;
        }
        if (depth > DEPTH_MAX) {
            return true;
        }
    }
    return false;
}

/* jansson quotes the body and may cut it inside a character; an answer may only hold UTF-8. */
static void copy_clean(char *out, size_t size, const char *text)
{
    size_t used = 0;
    while (*text != '\0') {
        const char *from = text;
        (void)utf8_next(&text);
        size_t length = (size_t)(text - from);
        bool is_sound = utf8_is_valid(from, length);
        if (used + length >= size) {
            break;
        }
        memcpy(out + used, is_sound ? from : "?", is_sound ? length : 1);
        used += is_sound ? length : 1;
    }
    out[used] = '\0';
}

enum status json_in_parse(const char *bytes, size_t size, struct json_in **out_document,
                          struct json_error *error)
{
    json_error_t why;
    /* jansson drops a NUL byte between two tokens, so it is not left to find one. */
    if (!utf8_is_valid(bytes, size)) {
        return refuse(error, "", "The body is not valid UTF-8 text.");
    }
    if (is_too_deep(bytes, size)) {
        return refuse(error, "", "The body is nested too deeply.");
    }
    json_t *root = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &why);
    if (root == NULL) {
        char reason[81];
        char sentence[sizeof(error->sentence)];
        copy_clean(reason, sizeof(reason), why.text);
        (void)snprintf(sentence, sizeof(sentence), "The body is not valid JSON (line %d): %s.",
                       why.line, reason);
        return refuse(error, "", sentence);
    }
    *out_document = (struct json_in *)root;
    return STATUS_OK;
}

void json_error_within(struct json_error *error, const char *parent)
{
    char field[2 * sizeof(error->field)];
    (void)snprintf(field, sizeof(field), "%.63s%s%s", parent, error->field[0] != '\0' ? "." : "",
                   error->field);
    (void)text_copy(error->field, sizeof(error->field), field);
}

void json_in_destroy(struct json_in *document)
{
    json_decref((json_t *)document);
}

static enum status check_int(const struct json_field *field, const json_t *value,
                             struct json_error *error)
{
    if (!json_is_integer(value)) {
        return refuse(error, field->name, "This must be a whole number.");
    }
    int64_t number = json_integer_value(value);
    if (number < field->min || number > field->max) {
        char sentence[sizeof(error->sentence)];
        (void)snprintf(sentence, sizeof(sentence), "This must be from %" PRId64 " to %" PRId64 ".",
                       field->min, field->max);
        return refuse(error, field->name, sentence);
    }
    return STATUS_OK;
}

static enum status check_text(const struct json_field *field, const json_t *value,
                              struct json_error *error)
{
    if (!json_is_string(value)) {
        return refuse(error, field->name, "This must be text.");
    }
    size_t length = json_string_length(value);
    if ((int64_t)length > field->max || (int64_t)length < field->min) {
        char sentence[sizeof(error->sentence)];
        (void)snprintf(sentence, sizeof(sentence),
                       "This must be from %" PRId64 " to %" PRId64 " bytes long.", field->min,
                       field->max);
        return refuse(error, field->name, sentence);
    }
    return STATUS_OK;
}

static enum status check_field(const struct json_field *field, const json_t *value,
                               struct json_error *error)
{
    if (value == NULL || json_is_null(value)) {
        return field->required ? refuse(error, field->name, "This is missing.") : STATUS_OK;
    }
    switch (field->type) {
    case JSON_FIELD_INT: return check_int(field, value, error);
    case JSON_FIELD_TEXT: return check_text(field, value, error);
    case JSON_FIELD_BOOL:
        return json_is_boolean(value) ? STATUS_OK
                                      : refuse(error, field->name, "This must be true or false.");
    case JSON_FIELD_ANY: return STATUS_OK;
    }
    return STATUS_OK;
}

static void store_field(const struct json_field *field, const json_t *value, void *out)
{
    if (value == NULL || json_is_null(value)) {
        return;
    }
    char *at = (char *)out + field->offset;
    int64_t number = json_integer_value(value);
    bool truth = json_is_true(value);
    switch (field->type) {
    case JSON_FIELD_INT: memcpy(at, &number, sizeof(number)); break;
    case JSON_FIELD_BOOL: memcpy(at, &truth, sizeof(truth)); break;
    case JSON_FIELD_TEXT:
        memcpy(at, json_string_value(value), json_string_length(value) + 1);
        break;
    case JSON_FIELD_ANY: break;
    }
}

static bool is_known(const struct json_field *fields, size_t field_count, const char *name)
{
    for (size_t i = 0; i < field_count; i++) {
        if (strcmp(fields[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static enum status check_names(const struct json_in *object, const struct json_field *fields,
                               size_t field_count, struct json_error *error)
{
    json_t *members = iterable(object);
    for (void *at = json_object_iter(members); at != NULL;
         at = json_object_iter_next(members, at)) {
        const char *name = json_object_iter_key(at);
        if (!is_known(fields, field_count, name)) {
            return refuse(error, name, "This field is not known here.");
        }
    }
    return STATUS_OK;
}

enum status json_in_unpack_known(const struct json_in *object, const struct json_field *fields,
                                 size_t field_count, void *out, struct json_error *error)
{
    if (!json_is_object(inside(object))) {
        return refuse(error, "", "A JSON object is expected.");
    }
    for (size_t i = 0; i < field_count; i++) {
        const json_t *value = json_object_get(inside(object), fields[i].name);
        enum status status = check_field(&fields[i], value, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    for (size_t i = 0; i < field_count; i++) {
        store_field(&fields[i], json_object_get(inside(object), fields[i].name), out);
    }
    return STATUS_OK;
}

enum status json_in_unpack(const struct json_in *object, const struct json_field *fields,
                           size_t field_count, void *out, struct json_error *error)
{
    if (json_is_object(inside(object))) {
        enum status status = check_names(object, fields, field_count, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return json_in_unpack_known(object, fields, field_count, out, error);
}

const struct json_in *json_in_child(const struct json_in *object, const char *name)
{
    return outside(json_object_get(inside(object), name));
}

size_t json_in_count(const struct json_in *array)
{
    return json_array_size(inside(array));
}

const struct json_in *json_in_item(const struct json_in *array, size_t index)
{
    return outside(json_array_get(inside(array), index));
}

bool json_in_is_object(const struct json_in *node)
{
    return json_is_object(inside(node));
}

bool json_in_is_array(const struct json_in *node)
{
    return json_is_array(inside(node));
}

bool json_in_is_null(const struct json_in *node)
{
    return node == NULL || json_is_null(inside(node));
}

enum status json_in_text(const struct json_in *node, char *out, size_t out_size)
{
    if (node == NULL || !json_is_string(inside(node)) ||
        json_string_length(inside(node)) >= out_size) {
        return STATUS_INVALID;
    }
    memcpy(out, json_string_value(inside(node)), json_string_length(inside(node)) + 1);
    return STATUS_OK;
}

enum status json_in_int(const struct json_in *node, int64_t *out)
{
    if (node == NULL || !json_is_integer(inside(node))) {
        return STATUS_INVALID;
    }
    *out = json_integer_value(inside(node));
    return STATUS_OK;
}

/*
 * json_in.h - reads JSON strictly: what is not expected is refused, by name.
 *
 * Refused: duplicate and unknown keys, wrong types, text over its limit, a NUL anywhere, invalid
 * UTF-8, numbers out of range, anything after the document, nesting deeper than 32.
 *
 * Owner    any thread.
 * Memory   json_in_parse hands out a document, free it with json_in_destroy; children are
 *          borrowed from it. Values are copied out; no pointer into the document leaves.
 * Errors   STATUS_INVALID with `error` filled: the field (dotted path, "" for the whole) and one
 *          plain sentence. Outputs are untouched on failure.
 */
#ifndef BASE_JSON_IN_H
#define BASE_JSON_IN_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_in;

struct json_error {
    char field[64];
    char sentence[160];
};

enum json_field_type {
    JSON_FIELD_INT,  /* int64_t at offset, min..max */
    JSON_FIELD_BOOL, /* bool at offset */
    JSON_FIELD_TEXT, /* char[max + 1] at offset; at most max bytes, at least min */
    JSON_FIELD_ANY   /* present or not; the caller reads it by json_in_child */
};

struct json_field {
    const char *name;
    enum json_field_type type;
    bool required; /* an optional field that is absent or null leaves `out` as it was */
    size_t offset; /* into the struct that is filled */
    int64_t min;
    int64_t max;
};

enum status json_in_parse(const char *bytes, size_t size, struct json_in **out_document,
                          struct json_error *error) MUST_USE;
void json_in_destroy(struct json_in *document);

/* Fills the struct at `out` from an object; all or nothing. */
enum status json_in_unpack(const struct json_in *object, const struct json_field *fields,
                           size_t field_count, void *out, struct json_error *error) MUST_USE;

/* The same but tolerant of keys it does not know: for answers of a newer peer. */
enum status json_in_unpack_known(const struct json_in *object, const struct json_field *fields,
                                 size_t field_count, void *out, struct json_error *error) MUST_USE;

/* Puts `parent` before the field: "label" within "needs.3" becomes "needs.3.label". */
void json_error_within(struct json_error *error, const char *parent);

const struct json_in *json_in_child(const struct json_in *object, const char *name); /* may miss */
size_t json_in_count(const struct json_in *array); /* 0 for what is no array */
const struct json_in *json_in_item(const struct json_in *array, size_t index);
bool json_in_is_object(const struct json_in *node);
bool json_in_is_array(const struct json_in *node);
bool json_in_is_null(const struct json_in *node); /* true for NULL too */

/* One value; STATUS_INVALID when it is of another type or too long. */
enum status json_in_text(const struct json_in *node, char *out, size_t out_size) MUST_USE;
enum status json_in_int(const struct json_in *node, int64_t *out) MUST_USE;

#endif

/*
 * json_out.h - writes JSON into a buffer; commas, quotes and escapes come right by themselves.
 *
 * Owner    any thread; one writer per document.
 * Errors   the buffer's overflow flag; unbalanced begin/end is an assert.
 *
 *     struct json_out json;
 *     json_out_init(&json, &buffer);
 *     json_out_object(&json, NULL);
 *     json_out_int(&json, "id", 7);
 *     json_out_end(&json);
 *
 * `name` is NULL for an item of an array and for the root.
 */
#ifndef BASE_JSON_OUT_H
#define BASE_JSON_OUT_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>

enum { JSON_OUT_DEPTH_MAX = 16 };

struct json_out {
    struct buffer *buffer; /* borrowed */
    int depth;
    bool has_item[JSON_OUT_DEPTH_MAX + 1];
    char closer[JSON_OUT_DEPTH_MAX + 1];
};

void json_out_init(struct json_out *json, struct buffer *buffer);
void json_out_object(struct json_out *json, const char *name);
void json_out_array(struct json_out *json, const char *name);
void json_out_end(struct json_out *json);
void json_out_text(struct json_out *json, const char *name, const char *text); /* NULL: null */
void json_out_int(struct json_out *json, const char *name, int64_t value);
/* A figure that is no number (0/0) is null. */
void json_out_real(struct json_out *json, const char *name, double value, int decimals);
void json_out_bool(struct json_out *json, const char *name, bool value);
void json_out_null(struct json_out *json, const char *name);

/* `raw` is JSON already (for example kept in the database). */
void json_out_raw(struct json_out *json, const char *name, const char *raw);

#endif

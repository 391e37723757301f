#include "base/json_out.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

void json_out_init(struct json_out *json, struct buffer *buffer)
{
    *json = (struct json_out){.buffer = buffer};
}

static void quote(struct buffer *buffer, const char *text)
{
    buffer_append(buffer, "\"", 1);
    const char *from = text;
    for (const char *at = text;; at++) {
        unsigned char byte = (unsigned char)*at;
        if (byte >= 0x20 && byte != '"' && byte != '\\') {
            continue;
        }
        buffer_append(buffer, from, (size_t)(at - from));
        from = at + 1;
        if (byte == '\0') {
            break;
        }
        if (byte == '"' || byte == '\\') {
            char escaped[2] = {'\\', (char)byte};
            buffer_append(buffer, escaped, 2);
        } else {
            buffer_printf(buffer, "\\u%04x", byte);
        }
    }
    buffer_append(buffer, "\"", 1);
}

static void lead(struct json_out *json, const char *name)
{
    if (json->has_item[json->depth]) {
        buffer_append(json->buffer, ",", 1);
    }
    json->has_item[json->depth] = true;
    assert((name != NULL) == (json->closer[json->depth] == '}'));
    if (name != NULL) {
        quote(json->buffer, name);
        buffer_append(json->buffer, ":", 1);
    }
}

static void open_scope(struct json_out *json, const char *name, char opener, char closer)
{
    lead(json, name);
    assert(json->depth < JSON_OUT_DEPTH_MAX);
    json->depth++;
    json->has_item[json->depth] = false;
    json->closer[json->depth] = closer;
    buffer_append(json->buffer, &opener, 1);
}

void json_out_object(struct json_out *json, const char *name)
{
    open_scope(json, name, '{', '}');
}

void json_out_array(struct json_out *json, const char *name)
{
    open_scope(json, name, '[', ']');
}

void json_out_end(struct json_out *json)
{
    assert(json->depth > 0);
    buffer_append(json->buffer, &json->closer[json->depth], 1);
    json->depth--;
}

void json_out_text(struct json_out *json, const char *name, const char *text)
{
    lead(json, name);
    if (text == NULL) {
        buffer_append_text(json->buffer, "null");
        return;
    }
    quote(json->buffer, text);
}

void json_out_int(struct json_out *json, const char *name, int64_t value)
{
    lead(json, name);
    buffer_printf(json->buffer, "%" PRId64, value);
}

void json_out_real(struct json_out *json, const char *name, double value, int decimals)
{
    if (!isfinite(value)) {
        json_out_null(json, name);
        return;
    }
    lead(json, name);
    buffer_printf(json->buffer, "%.*f", decimals, value);
}

void json_out_bool(struct json_out *json, const char *name, bool value)
{
    json_out_raw(json, name, value ? "true" : "false");
}

void json_out_null(struct json_out *json, const char *name)
{
    json_out_raw(json, name, "null");
}

void json_out_raw(struct json_out *json, const char *name, const char *raw)
{
    lead(json, name);
    buffer_append_text(json->buffer, raw);
}

#include "base/buffer.h"

#include "base/memory.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BYTES = 256 };

void buffer_init(struct buffer *buffer, size_t size_max)
{
    *buffer = (struct buffer){.size_max = size_max};
}

void buffer_finish(struct buffer *buffer)
{
    free(buffer->bytes);
    buffer_init(buffer, buffer->size_max);
}

void buffer_clear(struct buffer *buffer)
{
    buffer->size_bytes = 0;
    buffer->overflow = false;
    if (buffer->bytes != NULL) {
        buffer->bytes[0] = '\0';
    }
}

static bool reserve(struct buffer *buffer, size_t more)
{
    if (buffer->overflow || more > buffer->size_max - buffer->size_bytes) {
        buffer->overflow = true;
        return false;
    }
    size_t need = buffer->size_bytes + more + 1;
    if (need > buffer->capacity_bytes) {
        size_t grown = buffer->capacity_bytes * 2;
        size_t capacity = need > grown ? need : grown;
        capacity = capacity < FIRST_BYTES ? FIRST_BYTES : capacity;
        buffer->bytes = memory_resize(buffer->bytes, capacity);
        buffer->capacity_bytes = capacity;
    }
    return true;
}

void buffer_append(struct buffer *buffer, const void *bytes, size_t size)
{
    if (!reserve(buffer, size)) {
        return;
    }
    memcpy(buffer->bytes + buffer->size_bytes, bytes, size);
    buffer->size_bytes += size;
    buffer->bytes[buffer->size_bytes] = '\0';
}

void buffer_append_text(struct buffer *buffer, const char *text)
{
    buffer_append(buffer, text, strlen(text));
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int length = vsnprintf(NULL, 0, format, list);
    va_end(list);
    assert(length >= 0);
    if (!reserve(buffer, (size_t)length)) {
        return;
    }
    va_start(list, format);
    /* clang-analyzer 14 loses a va_list that is started twice.
     * NOLINTNEXTLINE(clang-analyzer-valist.*) */
    (void)vsnprintf(buffer->bytes + buffer->size_bytes, (size_t)length + 1, format, list);
    va_end(list);
    buffer->size_bytes += (size_t)length;
}

const char *buffer_text(const struct buffer *buffer)
{
    return buffer->bytes != NULL ? buffer->bytes : "";
}

char *buffer_take(struct buffer *buffer)
{
    char *bytes = buffer->bytes != NULL ? buffer->bytes : memory_new(1, 1);
    buffer_init(buffer, buffer->size_max);
    return bytes;
}

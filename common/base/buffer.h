/*
 * buffer.h - bytes that grow up to a declared limit.
 *
 * Errors   past size_max nothing more is appended and `overflow` stays set, so a writer checks
 *          once at the end instead of at each call.
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

struct buffer {
    char *bytes; /* always NUL-terminated after the first append; NULL before */
    size_t size_bytes;
    size_t capacity_bytes;
    size_t size_max;
    bool overflow;
};

void buffer_init(struct buffer *buffer, size_t size_max);
void buffer_finish(struct buffer *buffer);
void buffer_clear(struct buffer *buffer); /* keeps the memory */

void buffer_append(struct buffer *buffer, const void *bytes, size_t size);
void buffer_append_text(struct buffer *buffer, const char *text);
void buffer_printf(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The text so far, "" when empty; valid until the next append. */
const char *buffer_text(const struct buffer *buffer);

/* Hands the heap block to the caller (free it) and leaves the buffer empty. */
char *buffer_take(struct buffer *buffer);

#endif

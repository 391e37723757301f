/*
 * memory.h - heap memory that is there or the program is not.
 *
 * Out of memory ends the process (the supervisor restarts it): no caller has a better idea.
 */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

/* Zeroed; never NULL. */
void *memory_new(size_t count, size_t size);
void *memory_resize(void *block, size_t size);
char *memory_copy_text(const char *text);

/* Copies at most size - 1 bytes and always ends `out` with NUL; returns false when cut short. A cut
 * never splits a UTF-8 character. */
_Bool text_copy(char *out, size_t size, const char *text);

#endif

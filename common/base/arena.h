/*
 * arena.h - memory for one turn: a request, a frame, a job.
 *
 * Owner    whoever owns the turn; not shared between threads.
 * Memory   blocks grow as needed up to `size_max`; reset keeps the first block for the next turn.
 * Errors   over size_max or out of memory ends the process: a turn has a declared limit, so going
 *          over it is a bug.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *blocks; /* newest first; the last one is kept by reset */
    size_t used_bytes;          /* over all blocks, <= size_max */
    size_t size_max;
};

void arena_init(struct arena *arena, size_t size_max);
void arena_finish(struct arena *arena);
void arena_reset(struct arena *arena);

/* Zeroed, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);
char *arena_copy(struct arena *arena, const void *bytes, size_t size); /* NUL is added */
char *arena_text(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif

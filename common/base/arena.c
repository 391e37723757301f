#include "base/arena.h"

#include "base/memory.h"

#include <assert.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 4096 };

struct arena_block {
    struct arena_block *older;
    size_t size;
    size_t used;
    alignas(max_align_t) unsigned char bytes[];
};

void arena_init(struct arena *arena, size_t size_max)
{
    *arena = (struct arena){.size_max = size_max};
}

static struct arena_block *block_create(size_t size, struct arena_block *older)
{
    struct arena_block *block = memory_new(1, sizeof(*block) + size);
    block->older = older;
    block->size = size;
    return block;
}

static void drop_blocks(struct arena *arena, const struct arena_block *keep)
{
    while (arena->blocks != keep) {
        struct arena_block *older = arena->blocks->older;
        free(arena->blocks);
        arena->blocks = older;
    }
}

void arena_finish(struct arena *arena)
{
    drop_blocks(arena, NULL);
    arena->used_bytes = 0;
}

void arena_reset(struct arena *arena)
{
    struct arena_block *first = arena->blocks;
    while (first != NULL && first->older != NULL) {
        first = first->older;
    }
    drop_blocks(arena, first);
    if (first != NULL) {
        memset(first->bytes, 0, first->used);
        first->used = 0;
    }
    arena->used_bytes = 0;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size_t rounded = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    if (rounded < size || rounded > arena->size_max - arena->used_bytes) {
        (void)fputs("arena over its limit\n", stderr);
        abort();
    }
    arena->used_bytes += rounded;
    struct arena_block *block = arena->blocks;
    if (block == NULL || block->size - block->used < rounded) {
        block = block_create(rounded > BLOCK_BYTES ? rounded : BLOCK_BYTES, block);
        arena->blocks = block;
    }
    void *out = block->bytes + block->used;
    block->used += rounded;
    return out;
}

char *arena_copy(struct arena *arena, const void *bytes, size_t size)
{
    char *out = arena_alloc(arena, size + 1);
    memcpy(out, bytes, size);
    return out;
}

char *arena_text(struct arena *arena, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int length = vsnprintf(NULL, 0, format, list);
    va_end(list);
    assert(length >= 0);
    char *out = arena_alloc(arena, (size_t)length + 1);
    va_start(list, format);
    /* clang-analyzer 14 loses a va_list that is started twice. */
    (void)vsnprintf(out, (size_t)length + 1, format, list); /* NOLINT(clang-analyzer-valist.*) */
    va_end(list);
    return out;
}

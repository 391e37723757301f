#include "domain/lobby_index.h"

#include "base/memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { START_CAPACITY = 64 };

struct entry {
    int64_t id; /* 0: empty */
    int64_t slot;
};

struct lobby_index {
    struct entry *entries;
    size_t capacity; /* a power of two */
    size_t count;
};

struct lobby_index *lobby_index_create(void)
{
    struct lobby_index *index = memory_new(1, sizeof(*index));
    index->capacity = START_CAPACITY;
    index->entries = memory_new(index->capacity, sizeof(struct entry));
    return index;
}

void lobby_index_destroy(struct lobby_index *index)
{
    if (index != NULL) {
        free(index->entries);
        free(index);
    }
}

void lobby_index_clear(struct lobby_index *index)
{
    memset(index->entries, 0, index->capacity * sizeof(struct entry));
    index->count = 0;
}

void lobby_index_copy(struct lobby_index *to, const struct lobby_index *from)
{
    if (to->capacity != from->capacity) {
        to->entries = memory_resize(to->entries, from->capacity * sizeof(struct entry));
        to->capacity = from->capacity;
    }
    memcpy(to->entries, from->entries, from->capacity * sizeof(struct entry));
    to->count = from->count;
}

/* Ids come in a row: a multiplication spreads them (Fibonacci hashing, Knuth 6.4). */
static size_t home_of(const struct lobby_index *index, int64_t id)
{
    return (size_t)(((uint64_t)id * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (index->capacity - 1);
}

/* Where the id is, or the empty entry where it would go. */
static size_t locate(const struct lobby_index *index, int64_t id)
{
    size_t at = home_of(index, id);
    while (index->entries[at].id != 0 && index->entries[at].id != id) {
        at = (at + 1) & (index->capacity - 1);
    }
    return at;
}

static void grow(struct lobby_index *index)
{
    struct entry *former = index->entries;
    size_t former_capacity = index->capacity;
    index->capacity *= 2;
    index->entries = memory_new(index->capacity, sizeof(struct entry));
    for (size_t i = 0; i < former_capacity; i++) {
        if (former[i].id != 0) {
            index->entries[locate(index, former[i].id)] = former[i];
        }
    }
    free(former);
}

void lobby_index_put(struct lobby_index *index, int64_t id, int slot)
{
    if (2 * (index->count + 1) > index->capacity) {
        grow(index);
    }
    struct entry *entry = &index->entries[locate(index, id)];
    index->count += entry->id == 0;
    *entry = (struct entry){.id = id, .slot = slot};
}

int lobby_index_find(const struct lobby_index *index, int64_t id)
{
    const struct entry *entry = &index->entries[locate(index, id)];
    return entry->id == 0 ? -1 : (int)entry->slot;
}

/* Whether an entry at `at` whose home is `home` may fill the gap: its home is not between them. */
static bool may_fill(size_t gap, size_t home, size_t at)
{
    return gap <= at ? (home <= gap || home > at) : (home <= gap && home > at);
}

void lobby_index_remove(struct lobby_index *index, int64_t id)
{
    size_t gap = locate(index, id);
    if (index->entries[gap].id == 0) {
        return;
    }
    size_t at = gap;
    for (;;) {
        at = (at + 1) & (index->capacity - 1);
        if (index->entries[at].id == 0) {
            break;
        }
        if (may_fill(gap, home_of(index, index->entries[at].id), at)) {
            index->entries[gap] = index->entries[at];
            gap = at;
        }
    }
    index->entries[gap].id = 0;
    index->count--;
}

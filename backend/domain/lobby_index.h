/*
 * lobby_index.h - from a visit's id to its slot.
 *
 * Owner    one thread.
 * Memory   16 bytes per entry, at most half full. Open addressing, linear probing; removing moves
 *          the rest of a run back, so no marks of the dead pile up over a day.
 * Source   Knuth, The Art of Computer Programming 3, 6.4, algorithm R.
 */
#ifndef DOMAIN_LOBBY_INDEX_H
#define DOMAIN_LOBBY_INDEX_H

#include <stddef.h>
#include <stdint.h>

struct lobby_index;

struct lobby_index *lobby_index_create(void);
void lobby_index_destroy(struct lobby_index *index); /* NULL is fine */
void lobby_index_clear(struct lobby_index *index);
void lobby_index_copy(struct lobby_index *to, const struct lobby_index *from);

/* id > 0; an id that is there gets the new slot. */
void lobby_index_put(struct lobby_index *index, int64_t id, int slot);
int lobby_index_find(const struct lobby_index *index, int64_t id); /* -1 when it is not there */
void lobby_index_remove(struct lobby_index *index, int64_t id);

#endif

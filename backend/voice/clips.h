/*
 * clips.h - what was said lately, so that a second screen and a recall cost nothing.
 *
 * Owner    whoever holds the lock around it (voice.c).
 * Memory   copies; never more than CLIPS_BYTES_MAX in CLIPS_COUNT_MAX clips: the one that was not
 *          asked for longest makes room.
 * Errors   none: what does not fit is not kept.
 */
#ifndef VOICE_CLIPS_H
#define VOICE_CLIPS_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CLIPS_COUNT_MAX = 32, CLIPS_BYTES_MAX = 4 * 1024 * 1024 };

struct clip {
    char *text; /* NULL: free */
    char *bytes;
    size_t size_bytes;
    uint64_t used; /* by clips.clock: the larger, the later */
};

/* Zeroed: empty. */
struct clips {
    struct clip clips[CLIPS_COUNT_MAX];
    size_t size_bytes; /* of all */
    uint64_t clock;
};

void clips_finish(struct clips *clips);

/* Appends the clip of this text to `out`; false when there is none. */
bool clips_find(struct clips *clips, const char *text, struct buffer *out);

/* A text that is there already keeps its clip. */
void clips_add(struct clips *clips, const char *text, const char *bytes, size_t size_bytes);

#endif

#include "voice/clips.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static void drop(struct clips *clips, struct clip *clip)
{
    clips->size_bytes -= clip->size_bytes;
    free(clip->text);
    free(clip->bytes);
    *clip = (struct clip){0};
}

void clips_finish(struct clips *clips)
{
    for (int i = 0; i < CLIPS_COUNT_MAX; i++) {
        drop(clips, &clips->clips[i]);
    }
}

static struct clip *look(struct clips *clips, const char *text)
{
    for (int i = 0; i < CLIPS_COUNT_MAX; i++) {
        struct clip *clip = &clips->clips[i];
        if (clip->text != NULL && strcmp(clip->text, text) == 0) {
            clip->used = ++clips->clock;
            return clip;
        }
    }
    return NULL;
}

bool clips_find(struct clips *clips, const char *text, struct buffer *out)
{
    const struct clip *clip = look(clips, text);
    if (clip != NULL) {
        buffer_append(out, clip->bytes, clip->size_bytes);
    }
    return clip != NULL;
}

/* A free place first, else the one not asked for longest. */
static struct clip *oldest(struct clips *clips, bool wants_used)
{
    struct clip *best = NULL;
    for (int i = 0; i < CLIPS_COUNT_MAX; i++) {
        struct clip *clip = &clips->clips[i];
        if ((clip->text != NULL || !wants_used) && (best == NULL || clip->used < best->used)) {
            best = clip;
        }
    }
    return best;
}

void clips_add(struct clips *clips, const char *text, const char *bytes, size_t size_bytes)
{
    if (size_bytes == 0 || size_bytes > CLIPS_BYTES_MAX || look(clips, text) != NULL) {
        return;
    }
    while (clips->size_bytes + size_bytes > CLIPS_BYTES_MAX) {
        drop(clips, oldest(clips, true));
    }
    struct clip *clip = oldest(clips, false);
    drop(clips, clip);
    clip->text = memory_copy_text(text);
    clip->bytes = memory_new(size_bytes, 1);
    memcpy(clip->bytes, bytes, size_bytes);
    clip->size_bytes = size_bytes;
    clip->used = ++clips->clock;
    clips->size_bytes += size_bytes;
}

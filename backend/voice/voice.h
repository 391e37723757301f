/*
 * voice.h - what the lobby hears: two notes, then a number and a neutral room, in Polish.
 *
 *     "Numer A 27. Pokój 4."
 *
 * Always the same words in the same language, whoever is called: the voice must say nothing about
 * the person. A clip is made once and kept for a while (clips.h).
 *
 * Owner    voice_find and the places: any thread, at once; voice_say: any thread that may take a
 *          tenth of a second. One sentence is made at a time.
 * Memory   the clips; a clip has at most VOICE_CLIP_BYTES_MAX.
 * Errors   as speaker.h.
 */
#ifndef VOICE_VOICE_H
#define VOICE_VOICE_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    VOICE_TEXT_MAX = 255,
    VOICE_CLIP_BYTES_MAX = 1024 * 1024, /* some 20 seconds at 22,050 samples a second */
    VOICE_PLACES_MAX = 8                /* sentences asked for and not made yet */
};

struct voice;

struct voice *voice_create(void);
void voice_destroy(struct voice *voice); /* NULL is fine */

/* The sentence of a call. The letter stands apart, so that it is said by its name. False when the
 * room's name is too long. */
bool voice_text(char series, int32_t counter, const char *room, char out[VOICE_TEXT_MAX + 1]);

/* Appends the clip if it is kept. */
bool voice_find(struct voice *voice, const char *text, struct buffer *out);

/* Appends the clip, made anew if need be; "" is the chime alone. `out` takes VOICE_CLIP_BYTES_MAX
 * and is left alone on failure. */
enum status voice_say(struct voice *voice, const char *text, struct buffer *out) MUST_USE;

/* A place among those who wait for a sentence: false when all are taken. Whoever has one gives it
 * back. So the public cannot keep the threads from work of others. */
bool voice_enter(struct voice *voice);
void voice_leave(struct voice *voice);

#endif

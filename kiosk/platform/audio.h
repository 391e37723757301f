/*
 * audio.h - samples to headphones or loudspeaker, silenced at once.
 *
 * One channel comes in, two equal ones go out, made softer by the volume. Closed, it uses nothing:
 * an open sound device wakes the machine many times a second.
 *
 * Owner    open and close on one thread; the others on any.
 * Memory   create / destroy. What waits to be played is wiped when it is cut or played. What is
 *          longer than AUDIO_WAITING_S is dropped.
 * Errors   audio_open is false when there is no such device, or when SDL has only its dummy driver,
 *          which takes everything and plays nothing.
 */
#ifndef PLATFORM_AUDIO_H
#define PLATFORM_AUDIO_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { AUDIO_WAITING_S = 180, AUDIO_FULL_GAIN = 32768 };

struct audio;

/* Names as SDL lists them, in the order of the routes; NULL or "" is the system's default. */
struct audio *audio_create(const char *const *devices, int device_count);
void audio_destroy(struct audio *audio); /* takes NULL */

bool audio_open(struct audio *audio, int route, int rate_hz);
void audio_close(struct audio *audio);

/* Dropped unless `turn` is that of the last cut. */
void audio_play(struct audio *audio, unsigned turn, const int16_t *samples, size_t count);
void audio_cut(struct audio *audio, unsigned turn);
bool audio_is_playing(struct audio *audio);

/* 0 to AUDIO_FULL_GAIN, at once. */
void audio_set_gain(struct audio *audio, int gain);

#endif

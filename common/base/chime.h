/*
 * chime.h - two soft notes that say "look here" in every language.
 *
 * Owner    any thread: pure.
 * Used by  the kiosk's loudspeaker and the lobby's voice.
 * Source   design: no disturbing sound lasts longer than 3 s; the warning is heard as well as seen.
 */
#ifndef BASE_CHIME_H
#define BASE_CHIME_H

#include <stddef.h>
#include <stdint.h>

enum { CHIME_MS = 700 };

/* How many samples it has at a rate. */
size_t chime_count(int rate_hz);

/* Writes chime_count samples. */
void chime_make(int rate_hz, int16_t *out_samples);

#endif

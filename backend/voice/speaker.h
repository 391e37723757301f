/*
 * speaker.h - a Polish sentence as samples, by libespeak-ng.
 *
 * Owner    one thread at a time: the library is one global state. It is loaded with the first
 *          sentence and stays loaded.
 * Errors   STATUS_UNAVAILABLE: no library data or no Polish voice on this machine (Debian package
 *          espeak-ng-data); STATUS_TOO_LARGE: longer than `out` takes.
 * Source   espeak-ng 1.51, speak_lib.h.
 */
#ifndef VOICE_SPEAKER_H
#define VOICE_SPEAKER_H

#include "base/buffer.h"
#include "base/status.h"

/* Loads the library when it is not; its rate in samples a second. */
enum status speaker_open(int *out_rate_hz) MUST_USE;

/* Appends signed 16-bit samples of one channel. After speaker_open. */
enum status speaker_say(const char *text, struct buffer *out) MUST_USE;

#endif

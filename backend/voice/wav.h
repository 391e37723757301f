/*
 * wav.h - samples as a file every browser plays: RIFF WAVE, linear PCM, 16 bits, one channel.
 *
 * Owner    any thread: pure.
 * Errors   a buffer that is too small overflows, as buffer.h says.
 * Source   Multimedia Programming Interface and Data Specifications 1.0 (IBM, Microsoft, 1991).
 */
#ifndef VOICE_WAV_H
#define VOICE_WAV_H

#include "base/buffer.h"

#include <stddef.h>
#include <stdint.h>

enum { WAV_HEAD_BYTES = 44 };

void wav_write(struct buffer *out, int rate_hz, const int16_t *samples, size_t count);

#endif

#include "voice/wav.h"

enum { PCM = 1, CHANNELS = 1, SAMPLE_BYTES = 2, FORMAT_BYTES = 16 };

/* Little-endian, whatever this machine is. */
static void put(struct buffer *out, uint32_t value, int size)
{
    for (int i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)(value >> (8 * i));
        buffer_append(out, &byte, 1);
    }
}

void wav_write(struct buffer *out, int rate_hz, const int16_t *samples, size_t count)
{
    uint32_t data_bytes = (uint32_t)(count * SAMPLE_BYTES);
    buffer_append_text(out, "RIFF");
    put(out, WAV_HEAD_BYTES - 8 + data_bytes, 4);
    buffer_append_text(out, "WAVEfmt ");
    put(out, FORMAT_BYTES, 4);
    put(out, PCM, 2);
    put(out, CHANNELS, 2);
    put(out, (uint32_t)rate_hz, 4);
    put(out, (uint32_t)rate_hz * CHANNELS * SAMPLE_BYTES, 4);
    put(out, CHANNELS * SAMPLE_BYTES, 2);
    put(out, SAMPLE_BYTES * 8, 2);
    buffer_append_text(out, "data");
    put(out, data_bytes, 4);
    for (size_t i = 0; i < count; i++) {
        put(out, (uint16_t)samples[i], SAMPLE_BYTES);
    }
}

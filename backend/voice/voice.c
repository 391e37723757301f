#include "voice/voice.h"

#include "base/chime.h"
#include "base/memory.h"
#include "voice/clips.h"
#include "voice/speaker.h"
#include "voice/wav.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct voice {
    pthread_mutex_t speaking; /* of the library; taken before `keeping` */
    pthread_mutex_t keeping;  /* of the rest */
    struct clips clips;
    int places_taken;
};

struct voice *voice_create(void)
{
    struct voice *voice = memory_new(1, sizeof(*voice));
    (void)pthread_mutex_init(&voice->speaking, NULL);
    (void)pthread_mutex_init(&voice->keeping, NULL);
    return voice;
}

void voice_destroy(struct voice *voice)
{
    if (voice == NULL) {
        return;
    }
    clips_finish(&voice->clips);
    (void)pthread_mutex_destroy(&voice->speaking);
    (void)pthread_mutex_destroy(&voice->keeping);
    free(voice);
}

bool voice_text(char series, int32_t counter, const char *room, char out[VOICE_TEXT_MAX + 1])
{
    int length =
        snprintf(out, VOICE_TEXT_MAX + 1, "Numer %c %" PRId32 ". %s.", series, counter, room);
    return length > 0 && length <= VOICE_TEXT_MAX;
}

bool voice_find(struct voice *voice, const char *text, struct buffer *out)
{
    (void)pthread_mutex_lock(&voice->keeping);
    bool found = clips_find(&voice->clips, text, out);
    (void)pthread_mutex_unlock(&voice->keeping);
    return found;
}

/* The chime, then the words. */
static enum status speak(const char *text, struct buffer *samples, int *out_rate_hz)
{
    int rate_hz = 0;
    enum status status = speaker_open(&rate_hz);
    if (status != STATUS_OK) {
        return status;
    }
    int16_t *chime = memory_new(chime_count(rate_hz), sizeof(*chime));
    chime_make(rate_hz, chime);
    buffer_append(samples, chime, chime_count(rate_hz) * sizeof(*chime));
    free(chime);
    *out_rate_hz = rate_hz;
    return text[0] != '\0' ? speaker_say(text, samples) : STATUS_OK;
}

static enum status make(struct voice *voice, const char *text, struct buffer *out)
{
    struct buffer samples;
    int rate_hz = 0;
    buffer_init(&samples, VOICE_CLIP_BYTES_MAX - WAV_HEAD_BYTES);
    enum status status = speak(text, &samples, &rate_hz);
    if (status == STATUS_OK) {
        struct buffer wav;
        buffer_init(&wav, VOICE_CLIP_BYTES_MAX);
        wav_write(&wav, rate_hz, (const int16_t *)(const void *)samples.bytes,
                  samples.size_bytes / sizeof(int16_t));
        (void)pthread_mutex_lock(&voice->keeping);
        clips_add(&voice->clips, text, wav.bytes, wav.size_bytes);
        (void)pthread_mutex_unlock(&voice->keeping);
        buffer_append(out, wav.bytes, wav.size_bytes);
        buffer_finish(&wav);
    }
    buffer_finish(&samples);
    return status;
}

enum status voice_say(struct voice *voice, const char *text, struct buffer *out)
{
    (void)pthread_mutex_lock(&voice->speaking);
    /* Several screens ask in the same moment: whoever waited here finds what the first has made. */
    enum status status = voice_find(voice, text, out) ? STATUS_OK : make(voice, text, out);
    (void)pthread_mutex_unlock(&voice->speaking);
    return status;
}

bool voice_enter(struct voice *voice)
{
    (void)pthread_mutex_lock(&voice->keeping);
    bool has_room = voice->places_taken < VOICE_PLACES_MAX;
    voice->places_taken += has_room;
    (void)pthread_mutex_unlock(&voice->keeping);
    return has_room;
}

void voice_leave(struct voice *voice)
{
    (void)pthread_mutex_lock(&voice->keeping);
    voice->places_taken--;
    (void)pthread_mutex_unlock(&voice->keeping);
}

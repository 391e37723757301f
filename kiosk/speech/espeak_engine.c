#include "base/memory.h"
#include "speech/engine.h"

#include <assert.h>
#include <espeak-ng/speak_lib.h>
#include <string.h>

/* A little slower than the library's 175: most listeners hear such a voice for the first time. */
enum { CHUNK_MS = 60, WORDS_A_MINUTE = 160 };

/* The library has one callback for the process and hands it no context of ours outside events. */
static struct {
    int rate_hz; /* 0: not loaded yet */
    bool is_used;
    engine_hear *hear;
    void *hear_context;
} library;

static int take_samples(short *samples, int count, espeak_EVENT *events)
{
    (void)events;
    if (samples == NULL || count <= 0) {
        return 0;
    }
    return library.hear(library.hear_context, samples, (size_t)count) ? 0 : 1;
}

static enum status say(void *context, enum language language, const char *text, engine_hear *hear,
                       void *hear_context)
{
    (void)context;
    if (espeak_SetVoiceByName(language_tag(language)) != EE_OK) {
        return STATUS_MISSING;
    }
    (void)espeak_SetParameter(espeakRATE, WORDS_A_MINUTE, 0);
    library.hear = hear;
    library.hear_context = hear_context;
    espeak_ERROR error = espeak_Synth(text, strlen(text) + 1, 0, POS_CHARACTER, 0,
                                      espeakCHARS_UTF8 | espeakENDPAUSE, NULL, NULL);
    library.hear = NULL;
    return error == EE_OK ? STATUS_OK : STATUS_UNAVAILABLE;
}

static void destroy(void *context)
{
    (void)context;
    library.is_used = false;
}

enum status espeak_engine_create(struct speech_engine *out_engine)
{
    assert(!library.is_used);
    if (library.rate_hz == 0) {
        int rate_hz =
            espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, CHUNK_MS, NULL, espeakINITIALIZE_DONT_EXIT);
        if (rate_hz <= 0) {
            return STATUS_MISSING;
        }
        espeak_SetSynthCallback(take_samples);
        library.rate_hz = rate_hz;
    }
    library.is_used = true;
    *out_engine = (struct speech_engine){NULL, library.rate_hz, say, destroy};
    return STATUS_OK;
}

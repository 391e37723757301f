#include "voice/speaker.h"

#include <espeak-ng/speak_lib.h>
#include <string.h>

/* Slower than the library's 175: a hall echoes, and many listeners are learning Polish. */
enum { CHUNK_MS = 100, WORDS_A_MINUTE = 140 };

/* The library has one callback for the process, and hands it nothing of ours. */
static struct {
    int rate_hz; /* 0: not loaded yet */
    struct buffer *out;
} library;

static int take_samples(short *samples, int count, espeak_EVENT *events)
{
    (void)events;
    if (samples != NULL && count > 0) {
        buffer_append(library.out, samples, (size_t)count * sizeof(*samples));
    }
    return library.out->overflow; /* 1 stops it */
}

enum status speaker_open(int *out_rate_hz)
{
    if (library.rate_hz == 0) {
        int rate_hz =
            espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, CHUNK_MS, NULL, espeakINITIALIZE_DONT_EXIT);
        if (rate_hz <= 0) {
            return STATUS_UNAVAILABLE;
        }
        espeak_SetSynthCallback(take_samples);
        library.rate_hz = rate_hz;
    }
    *out_rate_hz = library.rate_hz;
    return STATUS_OK;
}

enum status speaker_say(const char *text, struct buffer *out)
{
    if (espeak_SetVoiceByName("pl") != EE_OK) {
        return STATUS_UNAVAILABLE;
    }
    (void)espeak_SetParameter(espeakRATE, WORDS_A_MINUTE, 0);
    library.out = out;
    espeak_ERROR error = espeak_Synth(text, strlen(text) + 1, 0, POS_CHARACTER, 0,
                                      espeakCHARS_UTF8 | espeakENDPAUSE, NULL, NULL);
    library.out = NULL;
    if (out->overflow) {
        return STATUS_TOO_LARGE;
    }
    return error == EE_OK ? STATUS_OK : STATUS_UNAVAILABLE;
}

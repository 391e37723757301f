#include "platform/audio.h"

#include "base/memory.h"

#include <alsa/asoundlib.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <SDL2/SDL.h>

enum { DEVICES_MAX = 2, CHANNELS = 2, PERIOD_SAMPLES = 512, FIRST_ROOM = 64 * 1024 };

struct audio {
    char *devices[DEVICES_MAX];
    SDL_AudioDeviceID device; /* 0: closed */
    int open_route;
    int open_rate_hz;
    atomic_int gain;
    pthread_mutex_t mutex; /* over all below; SDL's thread takes it too */
    int16_t *samples;      /* waiting: from `first`, `count` of them */
    size_t room;
    size_t first;
    size_t count;
    size_t most;
    unsigned turn;
};

struct audio *audio_create(const char *const *devices, int device_count)
{
    struct audio *audio = memory_new(1, sizeof(*audio));
    for (int i = 0; i < device_count && i < DEVICES_MAX; i++) {
        bool has_name = devices[i] != NULL && devices[i][0] != '\0';
        audio->devices[i] = has_name ? memory_copy_text(devices[i]) : NULL;
    }
    atomic_init(&audio->gain, AUDIO_FULL_GAIN);
    (void)pthread_mutex_init(&audio->mutex, NULL);
    return audio;
}

/* With the mutex. */
static void drop_all(struct audio *audio)
{
    if (audio->samples != NULL) {
        explicit_bzero(audio->samples, audio->room * sizeof(*audio->samples));
    }
    free(audio->samples);
    audio->samples = NULL;
    audio->room = 0;
    audio->first = 0;
    audio->count = 0;
}

void audio_destroy(struct audio *audio)
{
    if (audio == NULL) {
        return;
    }
    audio_close(audio);
    drop_all(audio);
    (void)pthread_mutex_destroy(&audio->mutex);
    for (int i = 0; i < DEVICES_MAX; i++) {
        free(audio->devices[i]);
    }
    free(audio);
}

/* SDL's thread wants the next part. */
static void fill(void *context, Uint8 *stream, int length)
{
    struct audio *audio = context;
    int16_t out[PERIOD_SAMPLES * CHANNELS];
    size_t wanted = (size_t)length / sizeof(int16_t) / CHANNELS;
    wanted = wanted < PERIOD_SAMPLES ? wanted : PERIOD_SAMPLES;
    memset(stream, 0, (size_t)length);
    int gain = atomic_load(&audio->gain);
    (void)pthread_mutex_lock(&audio->mutex);
    size_t count = audio->count < wanted ? audio->count : wanted;
    for (size_t i = 0; i < count; i++) {
        int16_t loud = audio->samples[audio->first + i];
        int16_t sample = (int16_t)((int32_t)loud * gain / AUDIO_FULL_GAIN);
        out[i * CHANNELS] = sample;
        out[i * CHANNELS + 1] = sample;
    }
    audio->first += count;
    audio->count -= count;
    if (audio->count == 0 && audio->samples != NULL) {
        drop_all(audio);
    }
    (void)pthread_mutex_unlock(&audio->mutex);
    memcpy(stream, out, count * CHANNELS * sizeof(*out));
}

static bool is_real_driver(void)
{
    const char *driver = SDL_GetCurrentAudioDriver();
    return driver != NULL && strcmp(driver, "dummy") != 0;
}

static bool is_same_device(const struct audio *audio, int route)
{
    const char *a = audio->devices[audio->open_route];
    const char *b = audio->devices[route];
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static SDL_AudioDeviceID open_device(struct audio *audio, const char *name, int rate_hz)
{
    SDL_AudioSpec want = {.freq = rate_hz,
                          .format = AUDIO_S16SYS,
                          .channels = CHANNELS,
                          .samples = PERIOD_SAMPLES,
                          .callback = fill,
                          .userdata = audio};
    SDL_AudioSpec have;
    return SDL_OpenAudioDevice(name, 0, &want, &have, 0);
}

/* What libasound thinks of a machine without a card goes to standard error, where our log is. */
static void say_nothing(const char *file, int line, const char *function, int error,
                        const char *format, ...)
{
    (void)file;
    (void)line;
    (void)function;
    (void)error;
    (void)format;
}

bool audio_open(struct audio *audio, int route, int rate_hz)
{
    bool is_open = audio->device != 0;
    if (is_open && audio->open_rate_hz == rate_hz && is_same_device(audio, route)) {
        audio->open_route = route;
        return true;
    }
    audio_close(audio);
    (void)snd_lib_error_set_handler(say_nothing);
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
        return false;
    }
    if (is_real_driver()) {
        audio->device = open_device(audio, audio->devices[route], rate_hz);
    }
    if (audio->device == 0) {
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        return false;
    }
    audio->open_route = route;
    audio->open_rate_hz = rate_hz;
    (void)pthread_mutex_lock(&audio->mutex);
    audio->most = (size_t)rate_hz * AUDIO_WAITING_S;
    (void)pthread_mutex_unlock(&audio->mutex);
    SDL_PauseAudioDevice(audio->device, 0);
    return true;
}

void audio_close(struct audio *audio)
{
    if (audio->device != 0) {
        SDL_CloseAudioDevice(audio->device);
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        audio->device = 0;
    }
}

/* With the mutex: moves what waits to the front of a block that is large enough. */
static void make_room(struct audio *audio, size_t count)
{
    if (audio->first + audio->count + count <= audio->room) {
        return;
    }
    size_t room = audio->room > 0 ? audio->room : FIRST_ROOM;
    while (room < audio->count + count) {
        room *= 2;
    }
    int16_t *samples = memory_new(room, sizeof(*samples));
    size_t waiting = audio->count;
    if (waiting > 0) {
        memcpy(samples, audio->samples + audio->first, waiting * sizeof(*samples));
    }
    drop_all(audio);
    audio->samples = samples;
    audio->room = room;
    audio->count = waiting;
}

void audio_play(struct audio *audio, unsigned turn, const int16_t *samples, size_t count)
{
    (void)pthread_mutex_lock(&audio->mutex);
    if (turn == audio->turn && audio->count + count <= audio->most) {
        make_room(audio, count);
        memcpy(audio->samples + audio->first + audio->count, samples, count * sizeof(*samples));
        audio->count += count;
    }
    (void)pthread_mutex_unlock(&audio->mutex);
}

void audio_cut(struct audio *audio, unsigned turn)
{
    (void)pthread_mutex_lock(&audio->mutex);
    audio->turn = turn;
    drop_all(audio);
    (void)pthread_mutex_unlock(&audio->mutex);
}

bool audio_is_playing(struct audio *audio)
{
    (void)pthread_mutex_lock(&audio->mutex);
    bool is_playing = audio->count > 0;
    (void)pthread_mutex_unlock(&audio->mutex);
    return is_playing;
}

void audio_set_gain(struct audio *audio, int gain)
{
    atomic_store(&audio->gain, gain);
}

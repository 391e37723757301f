#include "lobby_voice.h"

#include "base/buffer.h"
#include "base/clock.h"
#include "base/json_out.h"
#include "base/log.h"
#include "base/memory.h"
#include "platform/audio.h"
#include "platform/jack.h"
#include "speech/speech.h"
#include "ui/narrator.h"

#include <stdio.h>
#include <stdlib.h>

enum { LINE_BYTES_MAX = 8192, COMMAND_RATE_HZ = 22050, STEPS = 7, LOUDSPEAKER_STEP = 4 };

/* 3 dB apart, 18 dB in all; the usual volume is the third, 12 dB below the loudest. */
static const int gains[STEPS] = {4125, 5827, 8231, 11627, 16423, 23198, AUDIO_FULL_GAIN};

struct voice {
    const struct i18n *i18n;
    struct audio *audio;
    struct speech *speech; /* NULL: no thread for it */
    struct jack *jack;     /* NULL: none is configured */
    struct narrator narrator;
    struct narrator_words words;
    enum narrator_news last; /* what "repeat" says again */
    bool must_explain;       /* how the keys work, before the next screen */
    bool must_repeat;
    bool was_jack_in;   /* what the device said last */
    bool is_mute_known; /* it is in the log that there is no sound */
    FILE *ear;          /* of a script; NULL: nobody listens */
};

static bool sink_open(void *context, enum speech_route route, int rate_hz)
{
    return audio_open(context, (int)route, rate_hz);
}

static void sink_close(void *context)
{
    audio_close(context);
}

static void sink_play(void *context, unsigned turn, const int16_t *samples, size_t count)
{
    audio_play(context, turn, samples, count);
}

static void sink_cut(void *context, unsigned turn)
{
    audio_cut(context, turn);
}

static bool sink_is_playing(void *context)
{
    return audio_is_playing(context);
}

static void find_words(struct voice *voice)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        voice->words.selected[i] = i18n_text(voice->i18n, (enum language)i, "speech_selected");
        voice->words.not_selected[i] =
            i18n_text(voice->i18n, (enum language)i, "speech_not_selected");
    }
}

static void open_speech(struct voice *voice, const struct settings *settings, void (*wake)(void *),
                        void *wake_context)
{
    struct speech_sink sink = {voice->audio, sink_open, sink_close,
                               sink_play,    sink_cut,  sink_is_playing};
    int rate_hz = settings->sound.command_rate_hz;
    struct speech_settings speech = {settings->sound.command,
                                     rate_hz != 0 ? rate_hz : COMMAND_RATE_HZ};
    enum status status = speech_create(&speech, &sink, wake, wake_context, &voice->speech);
    if (status != STATUS_OK) {
        log_error("speech.failed", LOG_TEXT("status", status_name(status)));
    }
}

static void open_jack(struct voice *voice, const struct settings *settings, void (*wake)(void *),
                      void *wake_context)
{
    const char *device = settings->sound.jack;
    if (device == NULL || device[0] == '\0') {
        return;
    }
    struct jack_settings jack = {device, settings->sound.jack_in_key, settings->sound.jack_out_key};
    enum status status = jack_open(&jack, wake, wake_context, &voice->jack);
    if (status != STATUS_OK) {
        log_error("jack.failed", LOG_TEXT("status", status_name(status)));
    }
}

struct voice *voice_create(const struct settings *settings, const struct i18n *i18n,
                           void (*wake)(void *), void *wake_context)
{
    struct voice *voice = memory_new(1, sizeof(*voice));
    voice->i18n = i18n;
    find_words(voice);
    const char *devices[SPEECH_ROUTE_COUNT] = {
        [SPEECH_HEADPHONES] = settings->sound.headphones,
        [SPEECH_LOUDSPEAKER] = settings->sound.loudspeaker,
    };
    voice->audio = audio_create(devices, SPEECH_ROUTE_COUNT);
    open_speech(voice, settings, wake, wake_context);
    open_jack(voice, settings, wake, wake_context);
    return voice;
}

void voice_destroy(struct voice *voice)
{
    if (voice == NULL) {
        return;
    }
    jack_close(voice->jack);
    speech_destroy(voice->speech);
    audio_destroy(voice->audio);
    if (voice->ear != NULL) {
        (void)fclose(voice->ear);
    }
    free(voice);
}

bool voice_listen(struct voice *voice, const char *path)
{
    if (voice->ear != NULL) {
        (void)fclose(voice->ear);
    }
    voice->ear = fopen(path, "we");
    return voice->ear != NULL;
}

/* What a script hears. */
struct heard {
    const char *event;
    const char *id;
    const char *language;
    const char *route;
    const char *text;
    int64_t number;
};

static void hear(struct voice *voice, const struct heard *heard)
{
    if (voice->ear == NULL) {
        return;
    }
    struct buffer line;
    struct json_out json;
    buffer_init(&line, LINE_BYTES_MAX);
    json_out_init(&json, &line);
    json_out_object(&json, NULL);
    json_out_text(&json, "event", heard->event);
    json_out_text(&json, "id", heard->id);
    json_out_text(&json, "lang", heard->language);
    json_out_text(&json, "route", heard->route);
    json_out_text(&json, "text", heard->text);
    json_out_int(&json, "number", heard->number);
    json_out_int(&json, "at_us", clock_monotonic_us());
    json_out_end(&json);
    (void)fprintf(voice->ear, "%s\n", buffer_text(&line));
    (void)fflush(voice->ear);
    buffer_finish(&line);
}

void voice_cut(struct voice *voice)
{
    if (voice->speech != NULL) {
        hear(voice, &(struct heard){.event = "cut"});
        speech_cut(voice->speech);
    }
}

static void say(struct voice *voice, const struct utterance *utterance, const char *id)
{
    static const char *const routes[] = {"headphones", "loudspeaker"};
    hear(voice, &(struct heard){.event = utterance->text != NULL ? "say" : "chime",
                                .id = id,
                                .language = language_tag(utterance->language),
                                .route = routes[utterance->route],
                                .text = utterance->text});
    if (voice->speech != NULL) {
        speech_say(voice->speech, utterance);
    }
}

/* The only way from a screen to the ears: headphones. */
static void say_line(void *context, const struct narrator_line *line)
{
    say(context, &(struct utterance){SPEECH_HEADPHONES, line->language, line->text}, line->id);
}

static void say_words(struct voice *voice, const struct app *app, const char *key)
{
    enum language language = app->visit.language;
    say_line(voice, &(struct narrator_line){key, language, i18n_text(voice->i18n, language, key)});
}

static void tell(struct voice *voice, enum narrator_news news, const struct node_list *nodes)
{
    narrator_tell(&voice->narrator, news, nodes, &voice->words, say_line, voice);
}

static void tell_volume(struct voice *voice, const struct app *app)
{
    char level[12];
    char all[12];
    char text[SPEECH_TEXT_MAX];
    (void)snprintf(level, sizeof(level), "%d", app->visit.volume_steps - APP_VOLUME_STEPS_MIN + 1);
    (void)snprintf(all, sizeof(all), "%d", STEPS);
    const struct i18n_value values[] = {{"n", level}, {"all", all}};
    enum language language = app->visit.language;
    i18n_format(text, sizeof(text), i18n_text(voice->i18n, language, "speech_volume"), values, 2);
    say_line(voice, &(struct narrator_line){"speech_volume", language, text});
}

_Static_assert(APP_VOLUME_STEPS_MAX - APP_VOLUME_STEPS_MIN + 1 == STEPS, "a gain for each step");

static void set_volume(struct voice *voice, const struct app *app)
{
    int step = app->is_jack_in ? app->visit.volume_steps - APP_VOLUME_STEPS_MIN : LOUDSPEAKER_STEP;
    audio_set_gain(voice->audio, gains[step]);
    hear(voice, &(struct heard){.event = "volume", .number = step + 1});
}

/* The same to everybody, whatever the screen is set to. */
static void invite(struct voice *voice)
{
    const enum language order[] = {LANGUAGE_PL, LANGUAGE_UK, LANGUAGE_EN, LANGUAGE_RU};

    for (int i = 0; i < 4; i++) {
        const char *text = i18n_text(voice->i18n, order[i], "speech_plug_in");
        say(voice, &(struct utterance){SPEECH_LOUDSPEAKER, order[i], text}, "speech_plug_in");
    }
}

/* The next person hears everything anew. */
static void begin_anew(struct voice *voice)
{
    voice_cut(voice);
    narrator_forget(&voice->narrator);
    voice->last = NEWS_NONE;
    voice->must_explain = true;
}

void voice_fulfil(struct voice *voice, const struct app *app, unsigned wishes)
{
    if (wishes & WISH_HUSH) {
        voice_cut(voice);
    }
    if (wishes & (WISH_READ | WISH_FORGET)) {
        begin_anew(voice);
    }
    if (wishes & (WISH_VOLUME | WISH_FORGET)) {
        set_volume(voice, app);
    }
    if (wishes & WISH_TELL_VOLUME) {
        tell_volume(voice, app);
    }
    if (wishes & WISH_REPEAT) {
        voice->last = voice->last == NEWS_NONE ? NEWS_SCREEN : voice->last;
        voice->must_repeat = true;
    }
    if (wishes & WISH_INVITE) {
        set_volume(voice, app);
        invite(voice);
    }
    if ((wishes & WISH_CHIME) && !app->is_jack_in) {
        set_volume(voice, app);
        say(voice, &(struct utterance){SPEECH_LOUDSPEAKER, LANGUAGE_PL, NULL}, NULL);
    }
}

void voice_look(struct voice *voice, const struct app *app, const struct node_list *nodes)
{
    if (!app->is_jack_in) {
        return;
    }
    enum narrator_news news = narrator_look(&voice->narrator, nodes);
    bool is_again = voice->must_repeat && news < NEWS_FOCUS;
    voice->must_repeat = false;
    if (is_again) {
        bool is_lost = voice->last == NEWS_FOCUS && voice->narrator.focus == 0;
        tell(voice, is_lost ? NEWS_SCREEN : voice->last, nodes);
        return;
    }
    if (news >= NEWS_FOCUS) {
        voice_cut(voice);
        voice->last = news;
    }
    if (news == NEWS_SCREEN && voice->must_explain) {
        voice->must_explain = false;
        say_words(voice, app, "speech_help");
    }
    tell(voice, news, nodes);
}

static bool take_report(struct voice *voice, const struct speech_report *report,
                        struct event *out_event)
{
    switch (report->news) {
    case SPEECH_FOUND:
    case SPEECH_NO_SOUND:
        out_event->kind = EVENT_SOUND;
        out_event->as.has_sound = report->news == SPEECH_FOUND;
        if (!out_event->as.has_sound && !voice->is_mute_known) {
            log_warn("sound.none");
        }
        voice->is_mute_known = !out_event->as.has_sound;
        return true;
    case SPEECH_NO_VOICE: log_warn("speech.no_voice"); return false;
    case SPEECH_COMMAND_FAILED: log_warn("speech.command_failed"); return false;
    case SPEECH_STARTED:
        hear(voice, &(struct heard){.event = "started", .number = report->after_us});
        return false;
    }
    return false;
}

bool voice_take(struct voice *voice, struct event *out_event)
{
    bool is_in = voice->jack != NULL && jack_is_in(voice->jack);
    if (is_in != voice->was_jack_in) {
        voice->was_jack_in = is_in;
        *out_event = (struct event){.kind = EVENT_JACK, .as.jack_is_in = is_in};
        return true;
    }
    struct speech_report report;
    while (voice->speech != NULL && speech_take(voice->speech, &report)) {
        *out_event = (struct event){0};
        if (take_report(voice, &report, out_event)) {
            return true;
        }
    }
    return false;
}

bool voice_is_busy(struct voice *voice)
{
    return voice->speech != NULL && speech_is_busy(voice->speech);
}

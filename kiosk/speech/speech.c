#include "speech/speech.h"

#include "base/chime.h"
#include "base/clock.h"
#include "base/mailbox.h"
#include "base/memory.h"
#include "speech/pronounce.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { REPORTS_MAX = 64, PROBE_RATE_HZ = 22050, SITE_FAILURES_MAX = 3 };

struct message {
    unsigned turn;
    enum speech_route route;
    enum language language;
    bool is_chime;
    int64_t asked_us;
    char text[SPEECH_TEXT_MAX + 1];
};

struct speech {
    struct speech_sink sink;
    pthread_t thread;
    struct mailbox messages;
    struct mailbox reports;
    atomic_uint turn;
    atomic_int waiting; /* messages posted and not done with */
    atomic_bool must_stop;

    /* The speech thread's own. */
    struct speech_engine voice; /* built in; context of no meaning until has_voice */
    bool has_voice;
    struct speech_engine site;
    bool has_site;
    int site_failures; /* in a row; after SITE_FAILURES_MAX it is left alone */
    bool is_open;
    bool is_mute; /* there was no output */
    int64_t mute_at_us;
    enum speech_route route;
    int rate_hz;
    const struct message *now; /* what is being said */
    unsigned started_turn;     /* the last turn that was heard */
};

static void message_free(void *block)
{
    explicit_bzero(block, sizeof(struct message));
    free(block);
}

static void report(struct speech *speech, enum speech_news news, int64_t after_us)
{
    struct speech_report *report = memory_new(1, sizeof(*report));
    *report = (struct speech_report){news, after_us};
    if (mailbox_post(&speech->reports, report) != STATUS_OK) {
        free(report); /* nobody reads them: nobody misses one */
    }
}

static bool is_wanted(struct speech *speech)
{
    return speech->now->turn == atomic_load(&speech->turn);
}

static void sink_close(struct speech *speech)
{
    if (speech->is_open) {
        speech->sink.close(speech->sink.context);
        speech->is_open = false;
    }
}

static bool sink_open(struct speech *speech, enum speech_route route, int rate_hz)
{
    if (speech->is_open && speech->route == route && speech->rate_hz == rate_hz) {
        return true;
    }
    int64_t now_us = clock_monotonic_us();
    if (speech->is_mute && now_us - speech->mute_at_us < (int64_t)SPEECH_DEAF_MS * 1000) {
        return false;
    }
    speech->is_open = speech->sink.open(speech->sink.context, route, rate_hz);
    speech->route = route;
    speech->rate_hz = rate_hz;
    bool was_mute = speech->is_mute;
    speech->is_mute = !speech->is_open;
    speech->mute_at_us = now_us;
    if (was_mute != speech->is_mute) {
        report(speech, speech->is_mute ? SPEECH_NO_SOUND : SPEECH_FOUND, 0);
    }
    return speech->is_open;
}

/* Is there any output at all? Asked once at the start, so that staff hear of it before somebody
 * with headphones comes. */
static void probe(struct speech *speech)
{
    if (sink_open(speech, SPEECH_HEADPHONES, PROBE_RATE_HZ)) {
        sink_close(speech);
        report(speech, SPEECH_FOUND, 0);
    }
}

static bool hear(void *context, const int16_t *samples, size_t count)
{
    struct speech *speech = context;
    if (count > 0 && is_wanted(speech)) {
        const struct message *message = speech->now;
        speech->sink.play(speech->sink.context, message->turn, samples, count);
        if (speech->started_turn != message->turn) {
            speech->started_turn = message->turn;
            report(speech, SPEECH_STARTED, clock_monotonic_us() - message->asked_us);
        }
    }
    return is_wanted(speech);
}

static bool voice_load(struct speech *speech)
{
    if (!speech->has_voice) {
        speech->has_voice = espeak_engine_create(&speech->voice) == STATUS_OK;
    }
    if (!speech->has_voice) {
        report(speech, SPEECH_NO_VOICE, 0);
    }
    return speech->has_voice;
}

static enum status say_with(struct speech *speech, struct speech_engine *engine)
{
    const struct message *message = speech->now;
    if (!sink_open(speech, message->route, engine->rate_hz)) {
        return STATUS_OK; /* told already; another engine would change nothing */
    }
    char text[2 * SPEECH_TEXT_MAX];
    pronounce(message->language, message->text, text, sizeof(text));
    enum status status = engine->say(engine->context, message->language, text, hear, speech);
    explicit_bzero(text, sizeof(text));
    return status;
}

static void say_text(struct speech *speech)
{
    if (speech->has_site && speech->site_failures < SITE_FAILURES_MAX) {
        if (say_with(speech, &speech->site) == STATUS_OK) {
            speech->site_failures = 0;
            return;
        }
        speech->site_failures++;
        report(speech, SPEECH_COMMAND_FAILED, 0);
    }
    if (voice_load(speech) && say_with(speech, &speech->voice) != STATUS_OK) {
        report(speech, SPEECH_NO_VOICE, 0);
    }
}

static void say_chime(struct speech *speech)
{
    int rate_hz = speech->is_open ? speech->rate_hz : PROBE_RATE_HZ;
    if (!sink_open(speech, speech->now->route, rate_hz)) {
        return;
    }
    int16_t *samples = memory_new(chime_count(rate_hz), sizeof(*samples));
    chime_make(rate_hz, samples);
    (void)hear(speech, samples, chime_count(rate_hz));
    free(samples);
}

static void say(struct speech *speech, struct message *message)
{
    speech->now = message;
    if (is_wanted(speech)) {
        if (message->is_chime) {
            say_chime(speech);
        } else {
            say_text(speech);
        }
    }
    speech->now = NULL;
    message_free(message);
    (void)atomic_fetch_sub(&speech->waiting, 1);
}

static void *work(void *context)
{
    struct speech *speech = context;
    probe(speech);
    while (!atomic_load(&speech->must_stop)) {
        struct message *message =
            mailbox_wait(&speech->messages, speech->is_open ? SPEECH_QUIET_MS : -1);
        if (message != NULL) {
            say(speech, message);
        } else if (!speech->sink.is_playing(speech->sink.context)) {
            sink_close(speech);
        }
    }
    sink_close(speech);
    return NULL;
}

static void site_load(struct speech *speech, const struct speech_settings *settings)
{
    speech->has_site = settings->command != NULL &&
                       command_engine_create(settings->command, settings->command_rate_hz,
                                             &speech->site) == STATUS_OK;
}

enum status speech_create(const struct speech_settings *settings, const struct speech_sink *sink,
                          void (*wake)(void *), void *wake_context, struct speech **out_speech)
{
    struct speech *speech = memory_new(1, sizeof(*speech));
    speech->sink = *sink;
    atomic_init(&speech->turn, 1);
    atomic_init(&speech->waiting, 0);
    atomic_init(&speech->must_stop, false);
    site_load(speech, settings);
    mailbox_init(&speech->messages, SPEECH_WAITING_MAX, NULL, NULL);
    mailbox_init(&speech->reports, REPORTS_MAX, wake, wake_context);
    sink->cut(sink->context, 1);
    if (pthread_create(&speech->thread, NULL, work, speech) != 0) {
        atomic_store(&speech->must_stop, true);
        mailbox_finish(&speech->messages, message_free);
        mailbox_finish(&speech->reports, free);
        free(speech);
        return STATUS_UNAVAILABLE;
    }
    *out_speech = speech;
    return STATUS_OK;
}

static void post(struct speech *speech, struct message *message)
{
    message->turn = atomic_load(&speech->turn);
    message->asked_us = clock_monotonic_us();
    (void)atomic_fetch_add(&speech->waiting, 1);
    if (mailbox_post(&speech->messages, message) != STATUS_OK) {
        (void)atomic_fetch_sub(&speech->waiting, 1);
        message_free(message);
    }
}

void speech_destroy(struct speech *speech)
{
    if (speech == NULL) {
        return;
    }
    atomic_store(&speech->must_stop, true);
    speech_cut(speech);
    post(speech, memory_new(1, sizeof(struct message))); /* wakes it up */
    (void)pthread_join(speech->thread, NULL);
    if (speech->has_voice) {
        speech->voice.destroy(speech->voice.context);
    }
    if (speech->has_site) {
        speech->site.destroy(speech->site.context);
    }
    mailbox_finish(&speech->messages, message_free);
    mailbox_finish(&speech->reports, free);
    free(speech);
}

void speech_cut(struct speech *speech)
{
    unsigned turn = atomic_fetch_add(&speech->turn, 1) + 1;
    speech->sink.cut(speech->sink.context, turn);
}

void speech_say(struct speech *speech, const struct utterance *utterance)
{
    struct message *message = memory_new(1, sizeof(*message));
    message->route = utterance->route;
    message->language = utterance->language;
    message->is_chime = utterance->text == NULL;
    if (utterance->text != NULL) {
        (void)text_copy(message->text, sizeof(message->text), utterance->text);
    }
    post(speech, message);
}

bool speech_is_busy(struct speech *speech)
{
    return atomic_load(&speech->waiting) > 0 || speech->sink.is_playing(speech->sink.context);
}

bool speech_take(struct speech *speech, struct speech_report *out_report)
{
    struct speech_report *taken = mailbox_take(&speech->reports);
    if (taken == NULL) {
        return false;
    }
    *out_report = *taken;
    free(taken);
    return true;
}

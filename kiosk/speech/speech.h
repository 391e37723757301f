/*
 * speech.h - says sentences without keeping anybody waiting, and falls silent at once.
 *
 *     speech_cut(speech);                                    somebody pressed a key
 *     speech_say(speech, &(struct utterance){...});          goes on after what was said before
 *
 * A thread of its own pronounces, synthesises and hands samples to the sink as they come. A turn
 * is all that is said between two cuts; what belongs to an old turn is dropped wherever it is.
 * When the site's command fails for a sentence, the built-in voice says it; after three failures in
 * a row the command is not asked again.
 *
 * Owner    create, cut, say, take, destroy: the main thread. The sink is opened, fed and closed on
 *          the speech thread; its cut is called on both.
 * Memory   texts are copied, and wiped when they are said or dropped. The engine is loaded with
 *          the first sentence.
 * Time     reports carry the monotonic clock. By it the sink, which costs power, is closed after
 *          SPEECH_QUIET_MS of silence, and looked for again SPEECH_DEAF_MS after there was none.
 * Errors   none to the caller: a kiosk without a voice goes on showing. speech_take tells.
 */
#ifndef SPEECH_SPEECH_H
#define SPEECH_SPEECH_H

#include "base/i18n.h"
#include "base/status.h"
#include "speech/engine.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SPEECH_TEXT_MAX = 1535, /* bytes of one utterance */
    SPEECH_WAITING_MAX = 256,
    SPEECH_QUIET_MS = 20 * 1000,
    SPEECH_DEAF_MS = 30 * 1000 /* an output that was not there is not looked for again so soon */
};

enum speech_route { SPEECH_HEADPHONES, SPEECH_LOUDSPEAKER, SPEECH_ROUTE_COUNT };

/* Where samples go. */
struct speech_sink {
    void *context;
    /* May be called again with another route or rate. False: there is no such output. */
    bool (*open)(void *context, enum speech_route route, int rate_hz);
    void (*close)(void *context);
    /* Only while `turn` is the turn of the last cut; otherwise they are dropped. */
    void (*play)(void *context, unsigned turn, const int16_t *samples, size_t count);
    void (*cut)(void *context, unsigned turn); /* silence; `turn` is the one that counts now */
    bool (*is_playing)(void *context);
};

struct speech_settings {
    const char *command; /* NULL or "": the built-in voice only */
    int command_rate_hz;
};

struct utterance {
    enum speech_route route;
    enum language language;
    const char *text; /* as it is written; NULL: the chime */
};

enum speech_news {
    SPEECH_FOUND, /* an output is there */
    SPEECH_NO_SOUND,
    SPEECH_NO_VOICE, /* of this language, or at all */
    SPEECH_COMMAND_FAILED,
    SPEECH_STARTED /* the first sample of a turn is on its way */
};

struct speech_report {
    enum speech_news news;
    int64_t after_us; /* STARTED: since speech_say */
};

struct speech;

/* `sink` is copied. `wake` is called on the speech thread when there is a report. The first report
 * is FOUND or NO_SOUND. */
enum status speech_create(const struct speech_settings *settings, const struct speech_sink *sink,
                          void (*wake)(void *), void *wake_context,
                          struct speech **out_speech) MUST_USE;
void speech_destroy(struct speech *speech); /* takes NULL */

void speech_cut(struct speech *speech);
void speech_say(struct speech *speech, const struct utterance *utterance);

/* Is something being said, or waiting to be? */
bool speech_is_busy(struct speech *speech);

/* The next report; false when there is none. */
bool speech_take(struct speech *speech, struct speech_report *out_report);

#endif

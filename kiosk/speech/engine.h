/*
 * engine.h - whatever can turn a sentence into samples: libespeak-ng, or a program of the site.
 *
 * Owner    one thread per engine: the speech thread.
 * Memory   destroy frees what create made; texts are borrowed during say.
 * Errors   STATUS_MISSING: no voice for this language; STATUS_UNAVAILABLE: the engine failed.
 */
#ifndef SPEECH_ENGINE_H
#define SPEECH_ENGINE_H

#include "base/i18n.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Takes samples of one channel as they come. False: nobody wants the rest. Engines that have to
 * wait ask with a count of 0 in between. */
typedef bool engine_hear(void *context, const int16_t *samples, size_t count);

struct speech_engine {
    void *context;
    int rate_hz;
    /* Returns when all is synthesised or unwanted; OK for both. */
    enum status (*say)(void *context, enum language language, const char *text, engine_hear *hear,
                       void *hear_context);
    void (*destroy)(void *context);
};

/* libespeak-ng with the voices pl, uk, en, ru. One at a time: the library is one global state. It
 * stays loaded when the engine is destroyed, since its second espeak_Terminate never returns. */
enum status espeak_engine_create(struct speech_engine *out_engine) MUST_USE;

/* A shell command that gets the text on standard input and OKIENKO_LANGUAGE (pl, uk, en, ru) in its
 * environment and writes signed 16-bit samples of one channel, this machine's byte order. It is
 * killed with its children when nobody wants the rest. The program must ignore SIGPIPE. */
enum status command_engine_create(const char *command, int rate_hz,
                                  struct speech_engine *out_engine) MUST_USE;

#endif

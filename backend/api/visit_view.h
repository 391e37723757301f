/*
 * visit_view.h - the phone page as HTML: a number, what happens now, what comes next, two buttons.
 *
 * Plain links and forms, so that it works without scripts. Its title is neutral; nothing on it
 * names the office, a service, a need, a language of talks or a priority, because a phone is read
 * over a shoulder: only the number, a neutral room and "a further talk". What changes is in three
 * elements with ids (state, details, actions), which page.js freshens one by one; only the sentence
 * in `state` is announced.
 *
 * Owner    the http thread.
 * Errors   a page over VISIT_VIEW_MAX is cut and the buffer's overflow says so (a test has the
 *          longest one).
 */
#ifndef API_VISIT_VIEW_H
#define API_VISIT_VIEW_H

#include "api/app.h"
#include "api/standing.h"
#include "api/visit_look.h"
#include "base/buffer.h"
#include "domain/visit.h"

#include <stdint.h>

enum { VISIT_VIEW_MAX = 16 * 1024 };

struct visit_view {
    const struct app *app;
    struct visit_look look;
    const struct visit *visit;
    const struct standing *standing;
    int64_t kept_until_ms; /* of who asked for a pause: then the place is no longer kept */
    const char *notice;    /* key of a sentence about the change that was asked for, or NULL */
};

void visit_view_write(const struct visit_view *view, struct buffer *out);

/* Two sentences in every language, for where no ticket is known: whose it was neither. */
void visit_view_write_words(const struct app *app, const char *key, const char *hint_key,
                            struct buffer *out);

#endif

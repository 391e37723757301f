/*
 * app.h - what the handlers share: the office, the connections and the threads.
 *
 * Owner    main creates it; handlers (http thread) read through `reader`, write by posting to
 *          `writer`. `office` and the texts are read-only after the start.
 */
#ifndef API_APP_H
#define API_APP_H

#include "api/attempts.h"
#include "api/catalog.h"
#include "api/forecaster.h"
#include "api/guesses.h"
#include "api/jobs.h"
#include "api/presence.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "domain/office.h"
#include "http/exchange.h"
#include "http/server.h"
#include "live/feed.h"
#include "store/db.h"
#include "store/writer.h"
#include "voice/voice.h"

#include <stdint.h>

struct app {
    struct clock clock;
    const struct office *office;
    struct catalog catalog;
    char *helplines_json; /* of the catalogue, for the board */
    char *board_json;     /* of office.yaml: the television, its calm lines */
    char public_url[256]; /* base of phone-page addresses, without a slash at the end */
    int64_t session_ms;   /* how long a login lasts */
    int64_t keep_events_ms;
    struct db *reader; /* http thread only */
    struct writer *writer;
    struct feed *feed;
    struct jobs *jobs;
    struct forecaster *forecaster;
    struct voice *voice;
    const struct i18n *i18n;
    struct attempts attempts;
    struct attempts visit_changes; /* of phone pages, by token */
    struct guesses guesses;        /* of appointments' codes */
    struct presence presence;
};

struct app *app_of(const struct exchange *exchange);
int64_t app_now_ms(const struct app *app);

/* All addresses, for http_server_start; `out_count` gets their number. */
const struct http_route *app_routes(size_t *out_count);

/* What answers a path that is no route: the pages. */
void (*app_otherwise(void))(struct exchange *exchange);

/* For the writer: puts committed events on the feed and tells the forecaster that something has
 * changed. `context` is the app. */
void app_publish(void *context, const struct event *events, size_t count);

/* For the feed: reads what the ring no longer holds. `context` is the app. */
int64_t app_history_read(void *context, enum feed_view view, int64_t after, struct buffer *out);

#endif

#include "api/voice.h"

#include "api/app.h"
#include "api/reply.h"
#include "api/secret.h"
#include "base/log.h"
#include "store/invitation_store.h"
#include "voice/voice.h"
#include "wire/ticket.h"

#include <stdio.h>
#include <string.h>

/* Counts up when the same words begin to sound different, so that no browser keeps the old ones. */
static const char voice_version[] = "1";

/* A sentence on its way: http thread -> jobs thread -> answer. */
struct saying {
    struct job job; /* first: the jobs thread hands this back */
    struct app *app;
    struct exchange *exchange;
    char text[VOICE_TEXT_MAX + 1];
};

static void reply_clip(struct exchange *exchange, struct buffer *clip)
{
    exchange_set_header(exchange, "X-Content-Type-Options", "nosniff");
    exchange_reply(exchange, 200, "audio/wav", clip);
}

/* On a jobs thread. */
static void say(struct job *job)
{
    struct saying *saying = (struct saying *)(void *)job;
    struct exchange *exchange = saying->exchange;
    struct buffer clip;
    buffer_init(&clip, VOICE_CLIP_BYTES_MAX);
    enum status status = voice_say(saying->app->voice, saying->text, &clip);
    voice_leave(saying->app->voice);
    if (status == STATUS_OK) {
        reply_clip(exchange, &clip);
    } else {
        log_error("voice.failed", LOG_TEXT("status", status_name(status)));
        reply_failed(exchange, status);
    }
    exchange_resume(exchange);
}

static void post(struct exchange *exchange, struct saying *saying)
{
    struct app *app = saying->app;
    if (!voice_enter(app->voice)) {
        reply_failed(exchange, STATUS_UNAVAILABLE);
        return;
    }
    saying->job.run = say;
    saying->exchange = exchange;
    exchange_suspend(exchange);
    if (jobs_post(app->jobs, &saying->job) != STATUS_OK) {
        voice_leave(app->voice);
        reply_failed(exchange, STATUS_UNAVAILABLE);
        exchange_resume(exchange);
    }
}

static bool refuse(struct exchange *exchange, enum status status, const char *field,
                   const char *detail)
{
    reply_refuse(exchange, status, status == STATUS_INVALID ? "invalid-body" : "not-found", field,
                 detail);
    return false;
}

/* What is to be said; false when a refusal was left. One answer for every number that was not
 * called: who asks learns nothing that the board does not show. */
static bool read_text(struct exchange *exchange, struct saying *saying)
{
    const char *number = exchange_query(exchange, "number");
    const struct app *app = saying->app;
    char series = '\0';
    int32_t counter = 0;
    bool was_called = false;
    if (number == NULL && exchange_query(exchange, "room") == NULL) {
        return true; /* the chime */
    }
    if (number == NULL || wire_number_parse(number, &series, &counter) != STATUS_OK) {
        return refuse(exchange, STATUS_INVALID, "number",
                      "A number is a letter and a count, such as A27.");
    }
    int64_t room_id = exchange_query_id(exchange, "room");
    if (room_id == 0) {
        return refuse(exchange, STATUS_INVALID, "room", "A room is named by its id.");
    }
    const struct invitation_place place = {.office_id = app->office->id,
                                           .day = clock_local(app_now_ms(app)).day,
                                           .series = series,
                                           .counter = counter,
                                           .room_id = room_id};
    const struct office_room *room = office_room_by_id(app->office, room_id);
    enum status status =
        room != NULL ? invitation_store_was_called(app->reader, &place, &was_called) : STATUS_OK;
    if (status != STATUS_OK) {
        reply_failed(exchange, status);
        return false;
    }
    if (!was_called || !voice_text(series, counter, room->name, saying->text)) {
        return refuse(exchange, STATUS_MISSING, "", "No such number was called there today.");
    }
    return true;
}

/* The words decide how a clip sounds, so its tag is known before it is made. */
static bool is_known(struct exchange *exchange, const char *text)
{
    const char *known = exchange_header(exchange, "If-None-Match");
    const char *const parts[] = {"voice", voice_version, text};
    char hash[SECRET_HASH_HEX + 1];
    char tag[SECRET_HASH_HEX + 3];
    secret_hash(parts, 3, hash);
    (void)snprintf(tag, sizeof(tag), "\"%s\"", hash);
    exchange_set_header(exchange, "ETag", tag);
    exchange_set_header(exchange, "Cache-Control", "no-cache");
    return known != NULL && strcmp(known, tag) == 0;
}

void voice_get(struct exchange *exchange)
{
    struct app *app = app_of(exchange);
    struct saying *saying = arena_alloc(exchange_arena(exchange), sizeof(*saying));
    struct buffer clip;
    *saying = (struct saying){.app = app};
    if (!read_text(exchange, saying)) {
        return;
    }
    if (is_known(exchange, saying->text)) {
        exchange_reply_empty(exchange, 304);
        return;
    }
    buffer_init(&clip, VOICE_CLIP_BYTES_MAX);
    if (voice_find(app->voice, saying->text, &clip)) {
        reply_clip(exchange, &clip);
    } else {
        post(exchange, saying);
    }
}

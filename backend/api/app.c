#include "api/app.h"

#include "store/event_store.h"

enum { HISTORY_BLOCK_EVENTS = 24 };

struct app *app_of(const struct exchange *exchange)
{
    return exchange_context(exchange);
}

int64_t app_now_ms(const struct app *app)
{
    return clock_now_ms(&app->clock);
}

void app_publish(void *context, const struct event *events, size_t count)
{
    struct app *app = context;
    for (size_t i = 0; i < count; i++) {
        struct feed_event event = {.seq = events[i].seq,
                                   .kind = events[i].kind,
                                   .body = events[i].body,
                                   .public_body = events[i].public_body};
        feed_append(app->feed, &event, i + 1 == count);
    }
    forecaster_note(app->forecaster);
}

struct reading {
    const struct app *app;
    struct buffer *out;
    enum feed_view view;
    int64_t last;
};

static void add_frame(void *context, const struct event *event)
{
    struct reading *reading = context;
    struct feed_event frame = {.seq = event->seq,
                               .kind = event->kind,
                               .body = event->body,
                               .public_body = event->public_body};
    feed_frame(reading->out, reading->app->office->epoch, &frame, reading->view);
    reading->last = event->seq;
}

int64_t app_history_read(void *context, enum feed_view view, int64_t after, struct buffer *out)
{
    const struct app *app = context;
    struct reading reading = {.app = app, .out = out, .view = view, .last = after};
    int64_t oldest = 0;
    if (event_store_oldest(app->reader, app->office->id, &oldest) != STATUS_OK || oldest == 0 ||
        oldest > after + 1) {
        return -1;
    }
    enum status status = event_store_since(app->reader, app->office->id, after,
                                           HISTORY_BLOCK_EVENTS, add_frame, &reading);
    return status == STATUS_OK ? reading.last : -1;
}

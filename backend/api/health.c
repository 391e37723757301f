#include "api/health.h"

#include "api/app.h"
#include "api/reply.h"
#include "store/event_store.h"
#include "store/lobby_store.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Made from backend/api/openapi.json at build time. */
extern const char *const openapi_texts[];

enum { METRICS_BYTES_MAX = 8192 };

void health_get(struct exchange *exchange)
{
    struct app *app = app_of(exchange);
    struct buffer body;
    int64_t seq = 0;
    if (event_store_seq(app->reader, app->office->id, &seq) != STATUS_OK) {
        reply_failed(exchange, STATUS_UNAVAILABLE);
        return;
    }
    buffer_init(&body, METRICS_BYTES_MAX);
    buffer_append_text(&body, "{\"status\":\"ok\"}");
    reply_json(exchange, 200, &body);
}

static void metric(struct buffer *out, const char *name, const char *type, const char *help,
                   int64_t value)
{
    buffer_printf(out, "# HELP okienko_%s %s\n# TYPE okienko_%s %s\nokienko_%s %" PRId64 "\n", name,
                  help, name, type, name, value);
}

static int64_t waiting_now(struct app *app)
{
    int64_t waiting = 0;
    enum status status = lobby_store_waiting_total(app->reader, app->office->id, &waiting);
    return status == STATUS_OK ? waiting : 0;
}

void metrics_get(struct exchange *exchange)
{
    struct app *app = app_of(exchange);
    struct http_stats http = http_server_stats(exchange);
    struct writer_stats writer = writer_stats(app->writer);
    struct buffer body;
    int64_t seq = 0;
    if (event_store_seq(app->reader, app->office->id, &seq) != STATUS_OK) {
        reply_failed(exchange, STATUS_UNAVAILABLE);
        return;
    }
    buffer_init(&body, METRICS_BYTES_MAX);
    metric(&body, "http_requests_total", "counter", "Requests begun.", http.requests);
    metric(&body, "http_open", "gauge", "Requests and streams open now.", http.open);
    metric(&body, "event_streams", "gauge", "Event streams open now.",
           feed_stream_count(app->feed));
    metric(&body, "writer_jobs_total", "counter", "Jobs of the writer.", writer.jobs);
    metric(&body, "writer_groups_total", "counter", "Transactions of the writer.", writer.groups);
    metric(&body, "writer_failed_groups_total", "counter", "Transactions that failed.",
           writer.failed_groups);
    metric(&body, "events_total", "counter", "Events of this office.", seq);
    metric(&body, "tickets_waiting", "gauge", "Tickets waiting now.", waiting_now(app));
    exchange_set_header(exchange, "Cache-Control", "no-store");
    exchange_reply(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", &body);
}

void openapi_get(struct exchange *exchange)
{
    exchange_set_header(exchange, "Cache-Control", "no-store");
    exchange_reply_static(exchange, 200, "application/json", openapi_texts[0],
                          strlen(openapi_texts[0]));
}

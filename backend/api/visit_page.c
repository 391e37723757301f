#include "api/visit_page.h"

#include "api/app.h"
#include "api/pages.h"
#include "api/standing.h"
#include "api/visit_view.h"
#include "store/rule_store.h"
#include "store/ticket_store.h"

static void reply_page(struct exchange *exchange, struct buffer *body, int http_status)
{
    pages_set_headers(exchange);
    exchange_reply(exchange, http_status, "text/html; charset=utf-8", body);
}

/* No ticket to show: a sentence for everybody instead. */
static void reply_words(struct exchange *exchange, enum status status)
{
    struct buffer body;
    bool is_gone = status == STATUS_MISSING;
    buffer_init(&body, VISIT_VIEW_MAX);
    visit_view_write_words(app_of(exchange), is_gone ? "visit_gone" : "visit_failed",
                           "visit_gone_hint", &body);
    reply_page(exchange, &body, status_http(status));
}

bool visit_page_find(struct exchange *exchange, struct visit_look *out_look, int64_t *out_id)
{
    struct app *app = app_of(exchange);
    int32_t today = clock_local(app_now_ms(app)).day;
    enum status status = STATUS_MISSING;
    if (visit_look_read(exchange, out_look)) {
        status =
            ticket_store_find_token(app->reader, app->office->id, out_look->token, today, out_id);
    }
    if (status != STATUS_OK) {
        reply_words(exchange, status);
    }
    return status == STATUS_OK;
}

/* How long the place of who asked for a pause is kept. */
static enum status read_kept(struct app *app, const struct visit *visit, int64_t *out_until_ms)
{
    struct rules rules;
    if (!visit_is_paused(visit)) {
        return STATUS_OK;
    }
    enum status status = rule_store_load(app->reader, app->office->id, &rules);
    if (status == STATUS_OK) {
        *out_until_ms = visit->steps[visit_current(visit)].ended_ms + rules.park_ms;
    }
    return status;
}

void visit_page_show(struct exchange *exchange, const struct visit_look *look, int64_t id,
                     const char *notice, int http_status)
{
    struct app *app = app_of(exchange);
    struct visit visit;
    struct standing standing;
    struct visit_view view = {
        .app = app, .look = *look, .visit = &visit, .standing = &standing, .notice = notice};
    enum status status = standing_read(app, id, &visit, &standing);
    if (status == STATUS_OK) {
        status = read_kept(app, &visit, &view.kept_until_ms);
    }
    if (status != STATUS_OK) {
        reply_words(exchange, status);
        return;
    }
    if (!look->has_language) {
        (void)!language_parse(visit.language, &view.look.language);
    }
    struct buffer body;
    buffer_init(&body, VISIT_VIEW_MAX);
    visit_view_write(&view, &body);
    reply_page(exchange, &body, http_status);
}

void visit_page(struct exchange *exchange)
{
    struct visit_look look;
    int64_t id = 0;
    if (visit_page_find(exchange, &look, &id)) {
        visit_page_show(exchange, &look, id, look.has_failed ? "visit_failed" : NULL, 200);
    }
}

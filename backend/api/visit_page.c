#include "api/app.h"
#include "api/pages.h"
#include "api/reply.h"
#include "api/standing.h"
#include "api/visit_page.h"
#include "base/text.h"
#include "store/ticket_store.h"
#include "wire/limits.h"

#include <stdio.h>
#include <string.h>

enum { PAGE_BYTES_MAX = 16 * 1024, REFRESH_S = 20, SOON_AHEAD = 2 };

/* The page under construction and the language it speaks. */
struct page {
    struct app *app;
    enum language language;
    struct buffer body;
};

static void append_escaped(struct buffer *out, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '<': buffer_append_text(out, "&lt;"); break;
        case '>': buffer_append_text(out, "&gt;"); break;
        case '&': buffer_append_text(out, "&amp;"); break;
        case '"': buffer_append_text(out, "&quot;"); break;
        default: buffer_append(out, text, 1); break;
        }
    }
}

static const char *text_of(const struct page *page, const char *key)
{
    return i18n_text(page->app->i18n, page->language, key);
}

static void paragraph(struct page *page, const char *class_name, const char *text)
{
    buffer_printf(&page->body, "<p class=\"%s\">", class_name);
    append_escaped(&page->body, text);
    buffer_append_text(&page->body, "</p>");
}

static void head(struct page *page, bool refreshes)
{
    buffer_printf(&page->body,
                  "<!doctype html><html lang=\"%s\"><head><meta charset=\"utf-8\">"
                  "<meta name=\"viewport\" content=\"width=device-width\">"
                  "<meta name=\"robots\" content=\"noindex\">",
                  language_tag(page->language));
    if (refreshes) {
        /* The script freshens quietly; without scripts the page loads itself anew (WCAG 2.2.1). */
        buffer_printf(&page->body,
                      "<noscript><meta http-equiv=\"refresh\" content=\"%d\"></noscript>",
                      REFRESH_S);
        pages_append_script(&page->body, "/visit/page.js");
    }
    pages_append_links(&page->body, "/visit/page.css");
    buffer_append_text(&page->body, "<title>");
    append_escaped(&page->body, text_of(page, "visit_title"));
    buffer_append_text(&page->body, "</title></head><body><header>");
    append_escaped(&page->body, page->app->office->name);
    buffer_append_text(&page->body, "</header><main>");
}

static void finish(struct page *page, struct exchange *exchange, int http_status)
{
    buffer_append_text(&page->body, "</main><footer>");
    paragraph(page, "privacy", text_of(page, "ticket_privacy"));
    buffer_append_text(&page->body, "</footer></body></html>");
    pages_set_headers(exchange);
    exchange_reply(exchange, http_status, "text/html; charset=utf-8", &page->body);
}

/* A range, "over" where it is too wide to say its end, or that it will be soon. */
static const char *wait_key(const struct promise *promise)
{
    static const char *const keys[] = {[PROMISE_UNKNOWN] = "wait_unknown",
                                       [PROMISE_SOON] = "soon",
                                       [PROMISE_RANGE] = "wait",
                                       [PROMISE_OVER] = "over"};
    return keys[promise_kind(promise)];
}

static void waiting(struct page *page, const struct standing *standing)
{
    char ahead[24];
    char low[24];
    char high[24];
    char text[256];
    struct i18n_value values[] = {{"n", ahead}, {"a", low}, {"b", high}};
    (void)snprintf(ahead, sizeof(ahead), "%d", standing->ahead);
    (void)snprintf(low, sizeof(low), "%d", standing->promise.low_min);
    (void)snprintf(high, sizeof(high), "%d", standing->promise.high_min);
    paragraph(page, "state",
              text_of(page, standing->ahead < SOON_AHEAD ? "soon_you" : "visit_waiting"));
    i18n_format(text, sizeof(text), text_of(page, "ahead"), values, 3);
    paragraph(page, "wait", text);
    i18n_format(text, sizeof(text), text_of(page, wait_key(&standing->promise)), values, 3);
    paragraph(page, "wait", text);
}

static void in_room(struct page *page, const struct visit *visit, const char *class_name,
                    const char *key)
{
    const struct visit_step *step = &visit->steps[visit_current(visit)];
    const struct office_room *room = office_room_by_id(page->app->office, step->room_id);
    struct i18n_value values[] = {{"room", room != NULL ? room->name : ""}};
    char text[256];
    i18n_format(text, sizeof(text), text_of(page, key), values, 1);
    paragraph(page, class_name, text);
}

static void state(struct page *page, const struct visit *visit, const struct standing *standing)
{
    switch (visit_state(visit)) {
    case STEP_WAITING: waiting(page, standing); break;
    case STEP_CALLED: in_room(page, visit, "state called", "visit_called"); break;
    case STEP_SERVING: in_room(page, visit, "state", "visit_serving"); break;
    case STEP_PARKED: paragraph(page, "state", text_of(page, "missed")); break;
    case STEP_DONE: paragraph(page, "state", text_of(page, "visit_done")); break;
    default: paragraph(page, "state", text_of(page, "visit_gone")); break;
    }
}

static void show(struct page *page, struct exchange *exchange, const struct visit *visit,
                 const struct standing *standing)
{
    head(page, visit->closed_ms == 0);
    buffer_append_text(&page->body, "<h1>");
    append_escaped(&page->body, text_of(page, "your_number"));
    buffer_append_text(&page->body, " <strong class=\"number\">");
    append_escaped(&page->body, visit->number);
    buffer_append_text(&page->body, "</strong></h1>");
    state(page, visit, standing);
    finish(page, exchange, 200);
}

static void show_gone(struct page *page, struct exchange *exchange)
{
    head(page, false);
    paragraph(page, "state", text_of(page, "visit_gone"));
    finish(page, exchange, 404);
}

void visit_page(struct exchange *exchange)
{
    struct app *app = app_of(exchange);
    struct page page = {.app = app, .language = LANGUAGE_PL};
    struct visit visit;
    struct standing standing;
    int64_t id = 0;
    const char *token = exchange_param(exchange, 0);
    int32_t today = clock_local(app_now_ms(app)).day;
    enum status status = STATUS_MISSING;
    buffer_init(&page.body, PAGE_BYTES_MAX);
    if (hex_is_valid(token, WIRE_TOKEN_HEX)) {
        status = ticket_store_find_token(app->reader, app->office->id, token, today, &id);
    }
    if (status == STATUS_OK) {
        status = standing_read(app, id, &visit, &standing);
    }
    if (status == STATUS_OK) {
        (void)!language_parse(visit.language, &page.language);
        show(&page, exchange, &visit, &standing);
    } else if (status == STATUS_MISSING) {
        show_gone(&page, exchange);
    } else {
        reply_failed(exchange, status);
    }
}

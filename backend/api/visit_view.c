#include "api/visit_view.h"

#include "api/page_words.h"
#include "api/pages.h"

#include <stdio.h>
#include <string.h>

enum { SOON_AHEAD = 2, TEXT_BYTES = 512 };

/* The page under construction. */
struct page {
    const struct visit_view *view;
    const struct i18n *i18n;
    enum language language;
    struct buffer *out;
};

static void put(struct page *page, const char *html)
{
    buffer_append_text(page->out, html);
}

static void put_escaped(struct page *page, const char *text)
{
    page_words_escape(page->out, text);
}

static const char *text_of(const struct page *page, const char *key)
{
    return i18n_text(page->i18n, page->language, key);
}

static void put_text(struct page *page, const char *key)
{
    put_escaped(page, text_of(page, key));
}

/* `tag` with its attributes, closed again by its name alone. */
static void put_element(struct page *page, const char *tag, const char *key)
{
    buffer_printf(page->out, "<%s>", tag);
    put_text(page, key);
    buffer_printf(page->out, "</%.*s>", (int)strcspn(tag, " "), tag);
}

static void put_filled(struct page *page, const char *tag, const char *key,
                       const struct i18n_value *values, size_t count)
{
    page_words_element(page->out, tag, text_of(page, key), values, count);
}

/* The rooms have their names in Polish, whatever the page speaks. */
static void put_with_room(struct page *page, const char *key, int64_t room_id)
{
    const struct office_room *room = office_room_by_id(page->view->app->office, room_id);
    const char *text = text_of(page, key);
    const char *gap = strstr(text, "{room}");
    size_t length = gap != NULL ? (size_t)(gap - text) : strlen(text);
    char before[TEXT_BYTES];
    (void)snprintf(before, sizeof(before), "%.*s", (int)length, text);
    put_escaped(page, before);
    put(page, "<strong class=\"room\" lang=\"pl\">");
    put_escaped(page, room != NULL ? room->name : "");
    put(page, "</strong>");
    put_escaped(page, gap != NULL ? gap + strlen("{room}") : "");
}

/* Where the page is with another look. */

static void put_address(struct page *page, const struct visit_look *look, const char *action)
{
    char address[VISIT_ADDRESS_MAX];
    visit_look_address(look, action, address);
    put_escaped(page, address);
}

/* The same page without what belongs to this moment only. */
static struct visit_look plain_look(const struct page *page)
{
    struct visit_look look = page->view->look;
    look.ask = VISIT_ASK_NOTHING;
    look.has_failed = false;
    return look;
}

/* The same page with its question, for who changes the way it looks. */
static struct visit_look asking_look(const struct page *page)
{
    struct visit_look look = plain_look(page);
    look.ask = page->view->look.ask;
    return look;
}

static void put_link(struct page *page, const char *attributes, const struct visit_look *look,
                     const char *key)
{
    buffer_printf(page->out, "<a %s href=\"", attributes);
    put_address(page, look, "");
    put(page, look->ask != VISIT_ASK_NOTHING ? "#ask\">" : "\">"); /* the question in sight */
    put_text(page, key);
    put(page, "</a>");
}

/* The version the person sees tells one press from the same press sent twice. */
static void put_form(struct page *page, const char *action, const char *classes, const char *key)
{
    struct visit_look look = plain_look(page);
    put(page, "<form method=\"post\" action=\"");
    put_address(page, &look, action);
    buffer_printf(page->out, "&amp;seen=%lld\"><button id=\"do\" class=\"button %s\">",
                  (long long)page->view->visit->version, classes);
    put_text(page, key);
    put(page, "</button></form>");
}

/* What happens now. */

static const struct visit_step *current_step(const struct visit *visit)
{
    int current = visit_current(visit);
    return current != ROUTE_NONE ? &visit->steps[current] : NULL;
}

static const char *parked_key(const struct visit *visit)
{
    if (visit_is_paused(visit)) {
        return "visit_paused";
    }
    return current_step(visit)->missed > 0 ? "missed" : "visit_aside";
}

/* Where nobody is there to help it is not soon, however few are waiting. */
static bool is_soon(const struct standing *standing)
{
    return standing->ahead < SOON_AHEAD && standing->promise.is_known;
}

static const char *state_key(const struct visit_view *view)
{
    switch (visit_state(view->visit)) {
    case STEP_WAITING: return is_soon(view->standing) ? "soon_you" : "visit_waiting";
    case STEP_CALLED: return "visit_called";
    case STEP_SERVING: return "visit_serving";
    case STEP_PARKED: return parked_key(view->visit);
    case STEP_DONE: return "visit_done";
    case STEP_CANCELLED: return "cancelled_done";
    default: return "visit_gone";
    }
}

static void put_state(struct page *page)
{
    enum step_state now = visit_state(page->view->visit);
    const char *key = state_key(page->view);
    buffer_printf(page->out, "<p id=\"state\" class=\"state%s\" role=\"status\" tabindex=\"-1\">",
                  now == STEP_CALLED ? " called" : "");
    if (now == STEP_CALLED || now == STEP_SERVING) {
        put_with_room(page, key, current_step(page->view->visit)->room_id);
    } else {
        put_text(page, key);
    }
    put(page, "</p>");
}

static void put_waiting(struct page *page)
{
    const struct standing *standing = page->view->standing;
    struct page_words_wait wait;
    page_words_wait(standing->ahead, &standing->promise, &wait);
    put_filled(page, "p", standing->ahead == 0 ? "ahead_none" : "ahead", wait.values, 3);
    put_filled(page, "p", page_words_wait_key(&standing->promise), wait.values, 3);
    put_element(page, "p class=\"soft\"", "visit_seat");
}

static void put_paused(struct page *page)
{
    char time[16];
    const struct i18n_value values[] = {{"time", time}};
    int64_t until_ms = page->view->kept_until_ms;
    int minute = clock_local(until_ms).minute_of_day;
    bool is_kept = app_now_ms(page->view->app) <= until_ms;
    (void)snprintf(time, sizeof(time), "%d:%02d", minute / 60, minute % 60);
    put_filled(page, "p", is_kept ? "visit_paused_until" : "visit_paused_over", values, 1);
}

/* What is left of the visit, in words that name nothing. */

static bool is_shown(const struct visit_step *step)
{
    return step->state != STEP_SKIPPED && step->state != STEP_CANCELLED && step->state != STEP_LEFT;
}

static void put_step(struct page *page, const struct visit_step *step)
{
    bool is_in_room = step->state == STEP_CALLED || step->state == STEP_SERVING;
    bool is_now = step == current_step(page->view->visit);
    put(page, is_now ? "<li aria-current=\"step\"><span>" : "<li><span>");
    if (is_in_room) {
        put_with_room(page, "visit_step_now", step->room_id);
    } else if (step->state == STEP_DONE) {
        put_text(page, "visit_step_done");
    } else {
        bool is_offer = step->is_offer && step->state == STEP_PLANNED;
        put_text(page, is_now     ? "visit_step_next"
                       : is_offer ? "visit_step_offer"
                                  : "visit_step_later");
    }
    put(page, "</span></li>");
}

/* In the order of the day: what is over, where the person is, what may come. */
static int rank_of(const struct page *page, const struct visit_step *step)
{
    if (step->state == STEP_DONE) {
        return 0;
    }
    return step == current_step(page->view->visit) ? 1 : 2;
}

static void put_route(struct page *page)
{
    const struct visit *visit = page->view->visit;
    int shown = 0;
    for (int i = 0; i < visit->step_count; i++) {
        shown += is_shown(&visit->steps[i]);
    }
    if (shown < 2) {
        return;
    }
    put_element(page, "h2", "visit_route");
    put(page, "<ol class=\"steps\">");
    for (int rank = 0; rank < 3; rank++) {
        for (int i = 0; i < visit->step_count; i++) {
            if (is_shown(&visit->steps[i]) && rank_of(page, &visit->steps[i]) == rank) {
                put_step(page, &visit->steps[i]);
            }
        }
    }
    put(page, "</ol>");
}

static void put_details(struct page *page)
{
    put(page, "<div id=\"details\">");
    if (visit_state(page->view->visit) == STEP_WAITING) {
        put_waiting(page);
    } else if (visit_is_paused(page->view->visit)) {
        put_paused(page);
    }
    put_route(page);
    put(page, "</div>");
}

/* What the person can do. */

static void put_question(struct page *page, const char *title, const char *hint)
{
    put(page, "<section id=\"ask\" tabindex=\"-1\" aria-labelledby=\"question\">");
    put_element(page, "h2 id=\"question\"", title);
    put_element(page, "p", hint);
}

static void put_ask_link(struct page *page, enum visit_ask ask, const char *attributes,
                         const char *key)
{
    struct visit_look look = plain_look(page);
    look.ask = ask;
    put_link(page, attributes, &look, key);
}

static void put_pause_question(struct page *page)
{
    put_question(page, "visit_pause_q", "visit_pause_hint");
    put_form(page, "/pause", "", "visit_pause_yes");
    put_ask_link(page, VISIT_ASK_NOTHING, "id=\"no\" class=\"button quiet\"", "visit_pause_no");
    put(page, "</section>");
}

/* The way back is the one that catches the eye: what is lost here is lost. */
static void put_cancel_question(struct page *page)
{
    put_question(page, "cancel_q", "visit_cancel_hint");
    put_form(page, "/cancel", "quiet", "cancel_yes");
    put_ask_link(page, VISIT_ASK_NOTHING, "id=\"no\" class=\"button\"", "cancel_no");
    put(page, "</section>");
}

static void put_buttons(struct page *page, bool may_pause)
{
    if (may_pause) {
        put_ask_link(page, VISIT_ASK_PAUSE, "id=\"pause\" class=\"button quiet\"", "visit_pause");
    }
    if (visit_is_paused(page->view->visit)) {
        put_form(page, "/resume", "", "visit_resume");
    }
    put_ask_link(page, VISIT_ASK_CANCEL, "id=\"cancel\" class=\"button quiet\"", "cancel_ticket");
}

/* Nobody is asked about what they cannot do any more. */
static void put_actions(struct page *page)
{
    enum step_state now = visit_state(page->view->visit);
    enum visit_ask ask = page->view->look.ask;
    put(page, "<div id=\"actions\">");
    if (page->view->notice != NULL) {
        put_element(page, "p class=\"notice\" role=\"alert\"", page->view->notice);
    }
    if (now == STEP_WAITING && ask == VISIT_ASK_PAUSE) {
        put_pause_question(page);
    } else if (step_is_active(now) && now != STEP_SERVING && ask == VISIT_ASK_CANCEL) {
        put_cancel_question(page);
    } else if (step_is_active(now) && now != STEP_SERVING) {
        put_buttons(page, now == STEP_WAITING);
    }
    put(page, "</div>");
}

/* Around it. */

static const char *language_key(enum language language)
{
    static const char *const keys[LANGUAGE_COUNT] = {"language_name_pl", "language_name_uk",
                                                     "language_name_en", "language_name_ru",
                                                     "language_name_pl_easy"};
    return keys[language];
}

static void put_languages(struct page *page)
{
    buffer_printf(page->out, "<nav aria-label=\"");
    put_text(page, "choose_language");
    put(page, "\"><ul>");
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        struct visit_look look = asking_look(page);
        char attributes[96];
        look.language = (enum language)i;
        (void)snprintf(attributes, sizeof(attributes), "lang=\"%s\" hreflang=\"%s\"%s",
                       language_tag(look.language), language_tag(look.language),
                       look.language == page->language ? " aria-current=\"true\"" : "");
        put(page, "<li>");
        put_link(page, attributes, &look, language_key(look.language));
        put(page, "</li>");
    }
    put(page, "</ul></nav>");
}

/* A page that loads itself anew moves the reader: only for who has no scripts and asks for it. */
static void put_repeating(struct page *page)
{
    struct visit_look here = plain_look(page);
    struct visit_look other = plain_look(page);
    other.is_repeating = !here.is_repeating;
    put(page, "<noscript><p>");
    put_link(page, "class=\"button quiet\"", &here, "visit_check");
    put(page, "</p><p>");
    put_link(page, "class=\"button quiet\"", &other,
             here.is_repeating ? "visit_repeat_off" : "visit_repeat");
    put(page, "</p></noscript>");
}

static void put_settings(struct page *page)
{
    struct visit_look look = asking_look(page);
    look.is_larger = !look.is_larger;
    put_languages(page);
    put(page, "<p class=\"size\">");
    put_link(page, "class=\"button quiet\"", &look, look.is_larger ? "bigger" : "smaller");
    put(page, "</p>");
}

static void put_head(struct page *page, const char *class_name, bool has_script)
{
    buffer_printf(page->out,
                  "<!doctype html><html lang=\"%s\"%s><head><meta charset=\"utf-8\">"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                  "<meta name=\"robots\" content=\"noindex, nofollow\">",
                  language_tag(page->language), class_name);
    if (has_script && page->view->look.is_repeating) {
        put(page, "<noscript><meta http-equiv=\"refresh\" content=\"30\"></noscript>");
    }
    if (has_script) {
        pages_append_script(page->out, "/visit/page.js");
    }
    pages_append_links(page->out, "/visit/page.css");
    put_element(page, "title", "visit_title");
    put(page, "</head><body>");
}

void visit_view_write(const struct visit_view *view, struct buffer *out)
{
    struct page page = {
        .view = view, .i18n = view->app->i18n, .language = view->look.language, .out = out};
    bool is_open = view->visit->closed_ms == 0;
    put_head(&page, view->look.is_larger ? " class=\"larger\"" : "", is_open);
    put(&page, "<main><h1>");
    put_text(&page, "your_number");
    put(&page, " <strong class=\"number\" id=\"number\">");
    put_escaped(&page, view->visit->number);
    put(&page, "</strong></h1>");
    put_state(&page);
    if (is_open) {
        put_element(&page, "p id=\"offline\" class=\"notice\" role=\"status\" hidden",
                    "visit_offline");
    }
    put_details(&page);
    if (is_open) {
        put_repeating(&page);
    }
    put_actions(&page);
    put(&page, "</main><footer>");
    put_settings(&page);
    put_element(&page, "p", "ticket_privacy");
    put(&page, "</footer></body></html>");
}

void visit_view_write_words(const struct app *app, const char *key, const char *hint_key,
                            struct buffer *out)
{
    static const struct visit_view nothing;
    struct page page = {.view = &nothing, .i18n = app->i18n, .language = LANGUAGE_PL, .out = out};
    put_head(&page, "", false);
    put(&page, "<main><h1>");
    put_text(&page, "visit_title");
    put(&page, "</h1>");
    for (int i = LANGUAGE_PL; i <= LANGUAGE_RU; i++) {
        page.language = (enum language)i;
        buffer_printf(out, "<section lang=\"%s\">", language_tag(page.language));
        put_element(&page, "p class=\"state\"", key);
        put_element(&page, "p", hint_key);
        put(&page, "</section>");
    }
    put(&page, "</main></body></html>");
}

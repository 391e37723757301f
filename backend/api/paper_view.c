#include "api/paper_view.h"

#include "api/page_words.h"
#include "api/pages.h"
#include "base/calendar.h"
#include "base/clock.h"
#include "qr/qr_svg.h"

#include <stdio.h>
#include <string.h>

/* A sentence of the catalogues with what fills it. */
struct phrase {
    const char *key;
    const struct i18n_value *values;
    size_t value_count;
};

static void put_line(const struct paper_view *view, enum language language, const char *tag,
                     const struct phrase *phrase, struct buffer *out)
{
    char element[96];
    (void)snprintf(element, sizeof(element), "%s lang=\"%s\"", tag, language_tag(language));
    page_words_element(out, element, i18n_text(view->i18n, language, phrase->key), phrase->values,
                       phrase->value_count);
}

/* Easy Polish is Polish: the second line would only say the same in harder words. */
static void put_phrase(const struct paper_view *view, const char *first, const char *second,
                       const struct phrase *phrase, struct buffer *out)
{
    put_line(view, view->language, first, phrase, out);
    if (strcmp(language_tag(view->language), language_tag(LANGUAGE_PL)) != 0) {
        put_line(view, LANGUAGE_PL, second, phrase, out);
    }
}

static void put_standing(const struct paper_view *view, struct buffer *out)
{
    struct page_words_wait wait;
    if (!view->is_waiting) {
        return;
    }
    page_words_wait(view->ahead, &view->promise, &wait);
    buffer_append_text(out, "<section>");
    put_phrase(view, "p class=\"strong\"", "p",
               &(struct phrase){view->ahead == 0 ? "ahead_none" : "ahead", wait.values, 3}, out);
    put_phrase(view, "p class=\"strong\"", "p",
               &(struct phrase){page_words_wait_key(&view->promise), wait.values, 3}, out);
    buffer_append_text(out, "</section>");
}

/* An address that no code holds is left out: the number alone is a ticket. */
static void put_code(const struct paper_view *view, struct buffer *out)
{
    struct buffer code;
    buffer_init(&code, PAPER_VIEW_MAX);
    if (qr_svg_append(&code, view->url) == STATUS_OK) {
        buffer_append_text(out, "<section class=\"scan\">");
        buffer_append_text(out, buffer_text(&code));
        buffer_append_text(out, "<div>");
        put_phrase(view, "p", "p", &(struct phrase){"ticket_scan", NULL, 0}, out);
        buffer_append_text(out, "</div></section>");
    }
    buffer_finish(&code);
}

static void put_foot(const struct paper_view *view, struct buffer *out)
{
    struct local_time local = clock_local(view->issued_ms);
    char date[CALENDAR_TEXT_MAX + 1];
    char time[CLOCK_HOUR_MAX + 1];
    calendar_text(local.day, date);
    clock_hour_text(local.minute_of_day, time);
    const struct i18n_value moment[] = {{"date", date}, {"time", time}};
    const struct i18n_value phone[] = {{"phone", view->office_phone}};
    buffer_append_text(out, "<section>");
    put_line(view, view->language, "p", &(struct phrase){"ticket_issued", moment, 2}, out);
    put_phrase(view, "p", "p", &(struct phrase){"ticket_privacy", NULL, 0}, out);
    if (view->office_phone[0] != '\0') {
        put_line(view, view->language, "p", &(struct phrase){"ticket_phone", phone, 1}, out);
    }
    buffer_append_text(out, "</section>");
}

void paper_view_write(const struct paper_view *view, struct buffer *out)
{
    buffer_printf(out,
                  "<!doctype html><html lang=\"%s\"><head><meta charset=\"utf-8\">"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                  "<meta name=\"robots\" content=\"noindex, nofollow\">",
                  language_tag(view->language));
    pages_append_links(out, "/paper/page.css");
    page_words_element(out, "title", view->number, NULL, 0);
    buffer_append_text(out, "</head><body><main>");
    page_words_element(out, "p class=\"office\" lang=\"pl\"", view->office_name, NULL, 0);
    page_words_element(out, "h1", view->number, NULL, 0);
    put_phrase(view, "p class=\"lead\"", "p", &(struct phrase){"ticket_wait", NULL, 0}, out);
    put_standing(view, out);
    put_code(view, out);
    put_foot(view, out);
    buffer_append_text(out, "</main></body></html>");
}

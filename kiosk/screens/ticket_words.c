#include "screens/ticket_words.h"

#include "base/calendar.h"
#include "base/clock.h"
#include "base/memory.h"

#include <stdio.h>

enum { LINE_MAX = 512 };

static struct node *surface_find(struct stage *stage, const char *id)
{
    const struct node *node = node_find(stage->list, id);
    return node != NULL ? &stage->list->nodes[node_index(stage->list, node)] : NULL;
}

static void moment_text(const struct stage *stage, int64_t issued_ms, char *out, size_t out_size)
{
    struct local_time local = clock_local(issued_ms);
    char date[CALENDAR_TEXT_MAX + 1];
    char time[CLOCK_HOUR_MAX + 1];
    calendar_text(local.day, date);
    clock_hour_text(local.minute_of_day, time);
    const struct i18n_value values[] = {{"date", date}, {"time", time}};
    i18n_format(out, out_size, stage_say(stage, "ticket_issued"), values, 2);
}

/* That it names nobody, and whom to call. */
static void speak_office(const struct stage *stage, struct node *surface)
{
    const struct app *app = stage->app;
    stage_speak_more(surface, stage_say(stage, "ticket_privacy"));
    if (app->catalog->office_phone[0] != '\0') {
        char text[LINE_MAX];
        stage_say_phone(stage, text, sizeof(text));
        stage_speak_more(surface, text);
    }
}

static void speak_rest(const struct stage *stage, struct node *surface)
{
    char moment[LINE_MAX];
    moment_text(stage, stage->app->visit.ticket.issued_ms, moment, sizeof(moment));
    if (surface->speech[0] == '\0') {
        (void)text_copy(surface->speech, sizeof(surface->speech), moment);
    } else {
        stage_speak_more(surface, moment);
    }
    stage_speak_more(surface, stage_say(stage, "ticket_wait"));
    speak_office(stage, surface);
}

/* The centre's own name, in its own language. */
static void speak_name(const struct stage *stage, struct node *card)
{
    card->language = LANGUAGE_PL;
    (void)text_copy(card->speech, sizeof(card->speech), stage->app->catalog->office_name);
}

/* Figure by figure, after the groups that are shown. */
static void speak_code(const struct stage *stage, struct node *node)
{
    const char *code = stage->app->visit.booking.done.code;
    char figures[4 * WIRE_BOOKING_CODE_MAX + 1];
    size_t used = 0;
    for (size_t i = 0; code[i] != '\0' && used + 3 < sizeof(figures); i++) {
        used += (size_t)snprintf(figures + used, sizeof(figures) - used, "%s%c", i > 0 ? ", " : "",
                                 code[i]);
    }
    stage_speak_more(node, figures);
}

void booking_words_speak(struct stage *stage)
{
    struct node *card = surface_find(stage, "code.card");
    struct node *code = surface_find(stage, "code");
    struct node *change = surface_find(stage, "booked.change");
    if (stage->app->catalog == NULL) {
        return;
    }
    if (card != NULL && code != NULL) {
        speak_name(stage, card);
        speak_code(stage, code);
    }
    if (change != NULL) {
        speak_office(stage, change);
    }
}

void ticket_words_speak(struct stage *stage)
{
    const struct app *app = stage->app;
    if (!app->visit.has_ticket || app->catalog == NULL) {
        return;
    }
    struct node *card = surface_find(stage, "ticket");
    struct node *paper = surface_find(stage, "paper");
    if (paper == NULL) {
        paper = surface_find(stage, "order"); /* large words lie on no surface */
    }
    if (card != NULL) {
        speak_name(stage, card);
    }
    if (paper != NULL) {
        speak_rest(stage, paper);
    }
}

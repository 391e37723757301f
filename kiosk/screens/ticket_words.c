#include "screens/ticket_words.h"

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
    char date[32];
    char time[16];
    (void)snprintf(date, sizeof(date), "%02d.%02d.%04d", (int)(local.day % 100),
                   (int)(local.day / 100 % 100), (int)(local.day / 10000));
    (void)snprintf(time, sizeof(time), "%d:%02d", local.minute_of_day / 60,
                   local.minute_of_day % 60);
    const struct i18n_value values[] = {{"date", date}, {"time", time}};
    i18n_format(out, out_size, stage_say(stage, "ticket_issued"), values, 2);
}

static void speak_rest(const struct stage *stage, struct node *surface)
{
    const struct app *app = stage->app;
    char moment[LINE_MAX];
    moment_text(stage, app->visit.ticket.issued_ms, moment, sizeof(moment));
    if (surface->speech[0] == '\0') {
        (void)text_copy(surface->speech, sizeof(surface->speech), moment);
    } else {
        stage_speak_more(surface, moment);
    }
    stage_speak_more(surface, stage_say(stage, "ticket_wait"));
    stage_speak_more(surface, stage_say(stage, "ticket_privacy"));
    if (app->catalog->office_phone[0] != '\0') {
        char text[LINE_MAX];
        const struct i18n_value phone = {"phone", app->catalog->office_phone};
        i18n_format(text, sizeof(text), stage_say(stage, "ticket_phone"), &phone, 1);
        stage_speak_more(surface, text);
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
        card->language = LANGUAGE_PL; /* the centre's own name, in its own language */
        (void)text_copy(card->speech, sizeof(card->speech), app->catalog->office_name);
    }
    if (paper != NULL) {
        speak_rest(stage, paper);
    }
}

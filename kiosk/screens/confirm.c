/* Where first, how long, what may follow; then the number, with paper or without. */
#include "screens/flow.h"

#include <stdio.h>
#include <string.h>

enum { OFFERS_MAX = 3, WORDS_MAX = 512 };

/* A service's name, or a neutral room when the name would tell too much. */
static const char *service_words(const struct stage *stage, int service_index, bool is_hidden)
{
    const struct wire_service *service = &stage->app->catalog->services[service_index];
    if (is_hidden || service->sensitive) {
        return stage_say(stage, "confirm_private");
    }
    return stage_label_of(stage, &service->label);
}

static bool is_hidden(const struct wire_need *need)
{
    return need->sensitive || need->private_room;
}

static const struct wire_outlook_need *outlook_of(const struct stage *stage,
                                                  const struct wire_need *need)
{
    const struct app *app = stage->app;
    return app->has_outlook ? wire_outlook_find(&app->outlook, need->code) : NULL;
}

struct facts {
    char ahead[WORDS_MAX];
    char wait[WORDS_MAX];
};

static void facts_find(const struct stage *stage, const struct wire_need *need,
                       struct facts *out_facts)
{
    const struct wire_outlook_need *outlook = outlook_of(stage, need);
    out_facts->ahead[0] = '\0';
    (void)snprintf(out_facts->wait, sizeof(out_facts->wait), "%s",
                   stage_say(stage, "wait_unknown_yet"));
    if (outlook == NULL) {
        return;
    }
    stage_say_ahead(stage, outlook->ahead, out_facts->ahead, sizeof(out_facts->ahead));
    if (outlook->wait.is_known) {
        stage_say_wait(stage, &outlook->wait, out_facts->wait, sizeof(out_facts->wait));
    }
}

static bool is_said(const char *const *said, int count, const char *text)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(said[i], text) == 0) {
            return true;
        }
    }
    return false;
}

/* What may follow. */
struct offers {
    const char *words[OFFERS_MAX];
    int places[OFFERS_MAX]; /* of the route */
    int count;
};

/* Nothing for what is private; what would be named the same is offered once. */
static void offers_find(const struct stage *stage, const struct wire_need *need,
                        struct offers *out_offers)
{
    int count = 0;
    for (int i = 1; i < need->route_count && count < OFFERS_MAX && !is_hidden(need); i++) {
        const char *text = service_words(stage, need->route[i], false);
        if (!is_said(out_offers->words, count, text)) {
            out_offers->words[count] = text;
            out_offers->places[count++] = i;
        }
    }
    out_offers->count = count;
}

static const char *interpreter_words(const struct stage *stage)
{
    switch (stage->app->visit.interpreter) {
    case INTERPRETER_NONE: return stage_say(stage, "interpreter_none");
    case INTERPRETER_UK: return "Українська";
    case INTERPRETER_RU: return "Русский";
    case INTERPRETER_EN: return "English";
    case INTERPRETER_SIGN: return stage_say(stage, "interpreter_pjm");
    case INTERPRETER_OTHER: return stage_say(stage, "interpreter_other");
    default: return stage_say(stage, "interpreter_unset");
    }
}

/* A talk is offered, never forced: each is a box that nobody has ticked. */
static void offers_add(struct flow *flow, const struct offers *offers)
{
    const struct stage *stage = flow->stage;
    if (offers->count > 0) {
        (void)flow_add(flow, FLOW_SMALL, "offers", stage_say(stage, "confirm_next"));
    }
    for (int i = 0; i < offers->count; i++) {
        char id[NODE_ID_MAX + 1];
        bool is_on = (stage->app->visit.agreed >> offers->places[i] & 1) != 0;
        (void)snprintf(id, sizeof(id), "offer.%d", i + 1);
        flow_add_key(flow, FLOW_TOGGLE, id, is_on ? "box_on" : "box", offers->words[i],
                     (struct target){"", ACTION_OFFER, offers->places[i]})
            ->is_on = is_on;
    }
}

static void question_add(struct flow *flow)
{
    (void)flow_add(flow, FLOW_SMALL, "ask.priority.q", stage_say(flow->stage, "priority_q"));
}

/* The language to talk in, where it matters, and "Czy trudno Ci czekać?". */
static void questions_add(struct flow *flow, const struct wire_need *need)
{
    const struct stage *stage = flow->stage;
    bool is_beside = flow->columns > 1; /* then the question stands before both */
    if (is_beside) {
        question_add(flow);
    }
    if (need->ask_interpreter) {
        flow_add_key(flow, FLOW_TOGGLE, "ask.language", "speech", interpreter_words(stage),
                     (struct target){"", ACTION_QUESTION_OPEN, 0})
            ->hint = stage_say(stage, "interpreter_q");
    }
    bool is_on = stage->app->visit.wants_priority;
    if (!is_beside) {
        question_add(flow);
    }
    struct flow_item *priority =
        flow_add_key(flow, FLOW_TOGGLE, "ask.priority", is_on ? "box_on" : "box",
                     stage_say(stage, "priority_yes"), (struct target){"", ACTION_PRIORITY, 0});
    priority->hint = stage_say(stage, is_on ? "priority_staff" : "priority_hint");
    priority->is_on = is_on;
}

static void end_add(struct flow *flow, bool is_paper, bool is_first)
{
    const struct app *app = flow->stage->app;
    const char *key = is_paper ? "print" : "no_paper";
    enum action action = is_paper ? ACTION_PRINT : ACTION_NO_PAPER;
    struct flow_item *item =
        flow_add_key(flow, FLOW_BUTTON, key, is_paper ? "printer" : "screen",
                     stage_say(flow->stage, key), (struct target){"", (int)action, 0});
    item->look = is_first ? LOOK_PRIMARY : LOOK_SECONDARY;
    item->is_disabled = app->issue.is_open;
    item->is_held = app->issue.is_open && is_paper == app->visit.wants_paper;
    item->is_pinned = true;
}

/* A number with paper or without, whichever can be had first; or another day, beside them where
 * the panel is broad, else before them. */
static void ends_add(struct flow *flow)
{
    const struct app *app = flow->stage->app;
    bool is_broad = flow->columns_pinned > 2;
    if (is_broad) {
        end_add(flow, app->can_print, true);
        end_add(flow, !app->can_print, false);
    }
    struct flow_item *days =
        flow_add_key(flow, FLOW_BUTTON, "days", "days", stage_say(flow->stage, "book_day"),
                     (struct target){"", ACTION_DAYS_OPEN, 0});
    days->is_disabled = app->issue.is_open;
    days->is_pinned = is_broad;
    if (!is_broad) {
        end_add(flow, app->can_print, true);
        end_add(flow, !app->can_print, false);
    }
}

/* People ahead and the time, in the card that says where, or below it when the words are large. */
static void where_add(struct flow *flow, const struct wire_need *need, const struct facts *facts)
{
    const struct stage *stage = flow->stage;
    struct flow_item *card = flow_add(flow, FLOW_CARD, "where.place",
                                      service_words(stage, need->route[0], is_hidden(need)));
    card->icon = is_hidden(need) ? "door" : "seat";
    bool is_inside = stage->metrics.text_scale_percent == 100;
    if (facts->ahead[0] != '\0') {
        flow_add(flow, FLOW_FACT, "where.ahead", facts->ahead)->icon = "queue";
        flow->items[flow->count - 1].is_inside = is_inside;
    }
    flow_add(flow, FLOW_FACT, "where.wait", facts->wait)->icon = "clock";
    flow->items[flow->count - 1].is_inside = is_inside;
}

void confirm_build(struct stage *stage, struct rect area)
{
    const struct wire_need *need = app_need(stage->app);
    struct facts facts;
    struct offers offers;
    facts_find(stage, need, &facts);
    offers_find(stage, need, &offers);
    struct flow flow;
    flow_begin(&flow, stage);
    bool is_broad = stage_columns(stage) > 1 && area.w >= stage->metrics.text_min_px * 36;
    /* Three offers stand in one line: with two of them the question below would not fit. */
    flow.columns = !is_broad ? 1 : offers.count > 2 ? offers.count : 2;
    flow.columns_pinned = is_broad ? 3 : stage_columns(stage);
    (void)flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, "confirm_title"));
    where_add(&flow, need, &facts);
    offers_add(&flow, &offers);
    questions_add(&flow, need);
    ends_add(&flow);
    flow_end(&flow, area);
}

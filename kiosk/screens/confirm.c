/* Where first, how long, what may follow; then the number, with paper or without. */
#include "screens/stage.h"

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

/* An icon and a sentence inside the card; takes its height off the card. */
static void fact(struct stage *stage, const char *id, const char *icon, const char *text,
                 struct rect *card, const struct node *parent)
{
    const struct metrics *metrics = &stage->metrics;
    int side = metrics->body_px * 115 / 100;
    int room = card->w - side - metrics->gap_px;
    int height = stage_text_height(stage, text, KIND_BODY, room);
    struct rect rect = rect_cut_top(card, height > side ? height : side);
    struct rect words = rect;
    (void)rect_cut_left(&words, side + metrics->gap_px);
    struct node *node = stage_text(stage, id, text, KIND_BODY,
                                   &(struct placing){words, TEXT_LEFT, FIT_MIDDLE}, parent);
    node->rect = rect;
    stage_icon(node, icon, (struct rect){rect.x, rect.y + (rect.h - side) / 2, side, side});
    (void)rect_cut_top(card, metrics->gap_px / 2);
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

static int fact_height(const struct stage *stage, const char *text, int width)
{
    const struct metrics *metrics = &stage->metrics;
    int side = metrics->body_px * 115 / 100;
    int height = stage_text_height(stage, text, KIND_BODY, width - side - metrics->gap_px);
    return (height > side ? height : side) + metrics->gap_px / 2;
}

/* The card: where first, people ahead, waiting time. */
static void where_build(struct stage *stage, const struct wire_need *need, struct rect *area)
{
    const struct metrics *metrics = &stage->metrics;
    const char *where = service_words(stage, need->route[0], is_hidden(need));
    struct facts facts;
    facts_find(stage, need, &facts);
    int badge = metrics->title_px * 3 / 2;
    int inner_w = area->w - 2 * metrics->pad_px;
    int head = stage_text_height(stage, where, KIND_LEAD, inner_w - badge - metrics->gap_px);
    head = head > badge ? head : badge;
    int body = fact_height(stage, facts.wait, inner_w) +
               (facts.ahead[0] != '\0' ? fact_height(stage, facts.ahead, inner_w) : 0);
    int high = head + metrics->gap_px + body + 2 * metrics->pad_px;
    struct rect rect = rect_cut_top(area, high);
    struct node *card = stage_panel(stage, "where", rect, LOOK_CARD, NULL);
    struct rect inner = rect_inset(rect, metrics->pad_px, metrics->pad_px);
    struct rect line = rect_cut_top(&inner, head);
    struct rect mark = rect_cut_left(&line, badge);
    (void)rect_cut_left(&line, metrics->gap_px);
    (void)stage_badge(stage, "where.icon", is_hidden(need) ? "door" : "seat",
                      rect_center(mark, badge, badge), LOOK_BADGE, card);
    (void)stage_text(stage, "where.place", where, KIND_LEAD,
                     &(struct placing){line, TEXT_LEFT, FIT_MIDDLE}, card);
    (void)rect_cut_top(&inner, metrics->gap_px);
    if (facts.ahead[0] != '\0') {
        fact(stage, "where.ahead", "queue", facts.ahead, &inner, card);
    }
    fact(stage, "where.wait", "clock", facts.wait, &inner, card);
    (void)rect_cut_top(area, metrics->pad_px);
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

/* What may follow, as offers that nobody has ticked; nothing for what is private. */
static int offers_find(const struct stage *stage, const struct wire_need *need,
                       const char *out_offers[static OFFERS_MAX])
{
    int count = 0;
    for (int i = 1; i < need->route_count && count < OFFERS_MAX && !is_hidden(need); i++) {
        const char *text = service_words(stage, need->route[i], false);
        if (!is_said(out_offers, count, text)) {
            out_offers[count++] = text;
        }
    }
    return count;
}

static void offers_build(struct stage *stage, const struct wire_need *need, struct rect *area)
{
    const char *offers[OFFERS_MAX];
    int count = offers_find(stage, need, offers);
    const struct metrics *metrics = &stage->metrics;
    const char *head = stage_say(stage, "confirm_next");
    int head_high = stage_text_height(stage, head, KIND_HINT, area->w);
    int needed = head_high + metrics->gap_px / 2;
    for (int i = 0; i < count; i++) {
        needed += fact_height(stage, offers[i], area->w);
    }
    if (count == 0 || needed > area->h) {
        return;
    }
    (void)stage_text(stage, "offers", head, KIND_HINT,
                     &(struct placing){rect_cut_top(area, head_high), TEXT_LEFT, FIT_MIDDLE}, NULL);
    (void)rect_cut_top(area, metrics->gap_px / 2);
    for (int i = 0; i < count; i++) {
        char id[NODE_ID_MAX + 1];
        (void)snprintf(id, sizeof(id), "offer.%d", i + 1);
        fact(stage, id, "offer", offers[i], area, NULL);
    }
}

/* A row that opens a question or ticks an answer: a first line, a second, a mark. */
struct row {
    const char *id;
    const char *icon;
    const char *label;
    const char *hint;
    struct target target;
    bool is_on;
};

static void row_build(struct stage *stage, const struct row *row, struct rect rect)
{
    const struct metrics *metrics = &stage->metrics;
    struct node *node =
        stage_button(stage, row->id, rect, row->is_on ? LOOK_CHIP_ON : LOOK_CHIP, row->target);
    node->is_selected = row->is_on;
    struct rect inner = rect_inset(rect, metrics->pad_px, metrics->gap_px / 3);
    int side = metrics->label_px * 125 / 100;
    struct rect mark = rect_cut_left(&inner, side);
    (void)rect_cut_left(&inner, metrics->gap_px);
    int label_high = stage_text_height(stage, row->label, KIND_LABEL, inner.w);
    int hint_high = stage_text_height(stage, row->hint, KIND_HINT, inner.w);
    int spare = inner.h - label_high - hint_high;
    (void)rect_cut_top(&inner, spare > 0 ? spare / 2 : 0);
    int share = label_high * inner.h / (label_high + hint_high);
    struct rect upper = rect_cut_top(&inner, spare >= 0 ? label_high : share);
    struct rect lower = spare >= 0 ? rect_cut_top(&inner, hint_high) : inner;
    stage_words(stage, node, row->label, KIND_LABEL,
                &(struct placing){upper, TEXT_LEFT, FIT_MIDDLE});
    stage_speak_more(node, row->hint);
    stage_icon(node, row->icon, rect_center(mark, side, side));
    char hint_id[NODE_ID_MAX + 1];
    (void)snprintf(hint_id, sizeof(hint_id), "%s.hint", row->id);
    (void)stage_text(stage, hint_id, row->hint, KIND_HINT,
                     &(struct placing){lower, TEXT_LEFT, FIT_MIDDLE}, node);
}

static int row_height(const struct stage *stage, const struct row *row, int width)
{
    const struct metrics *metrics = &stage->metrics;
    int room = width - 2 * metrics->pad_px - metrics->label_px * 125 / 100 - metrics->gap_px;
    int high = stage_text_height(stage, row->label, KIND_LABEL, room) +
               stage_text_height(stage, row->hint, KIND_HINT, room) + metrics->gap_px;
    return high > metrics->row_min_px ? high : metrics->row_min_px;
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

/* "Czy trudno Ci czekać?" and, where it matters, the language to talk in. */
static int rows_find(const struct stage *stage, const struct wire_need *need,
                     struct row out_rows[static 2])
{
    int count = 0;
    if (need->ask_interpreter) {
        out_rows[count++] = (struct row){"ask.language",
                                         "speech",
                                         interpreter_words(stage),
                                         stage_say(stage, "interpreter_q"),
                                         {"", ACTION_QUESTION_OPEN, 0},
                                         false};
    }
    bool is_on = stage->app->visit.wants_priority;
    out_rows[count++] = (struct row){"ask.priority",
                                     is_on ? "box_on" : "box",
                                     stage_say(stage, "priority_yes"),
                                     stage_say(stage, is_on ? "priority_staff" : "priority_hint"),
                                     {"", ACTION_PRIORITY, 0},
                                     is_on};
    return count;
}

static void rows_build(struct stage *stage, const struct wire_need *need, struct rect *area)
{
    const struct metrics *metrics = &stage->metrics;
    struct row rows[2];
    int count = rows_find(stage, need, rows);
    for (int i = count - 1; i >= 0; i--) {
        int high = row_height(stage, &rows[i], area->w);
        row_build(stage, &rows[i], rect_cut_bottom(area, high));
        (void)rect_cut_bottom(area, metrics->gap_px);
    }
}

/* What can be had comes first and stands out. */
static void ends_build(struct stage *stage, struct rect rect)
{
    const struct app *app = stage->app;
    bool is_busy = app->issue.is_open;
    for (int i = 0; i < 2; i++) {
        bool is_paper = (i == 0) == app->can_print;
        int columns = stage->metrics.is_portrait ? 1 : 2;
        struct rect cell = rect_grid(rect, columns, 2 / columns, stage->metrics.gap_px, i);
        struct node *node = stage_wide_button(
            stage, is_paper ? "print" : "no_paper", cell, i == 0 ? LOOK_PRIMARY : LOOK_SECONDARY,
            is_paper ? "printer" : "screen", stage_say(stage, is_paper ? "print" : "no_paper"));
        node->action = is_paper ? ACTION_PRINT : ACTION_NO_PAPER;
        bool is_chosen = is_busy && is_paper == app->visit.wants_paper;
        node->is_enabled = !is_busy;
        node->is_pressed = node->is_pressed || is_chosen;
    }
}

void confirm_build(struct stage *stage, struct rect area)
{
    const struct wire_need *need = app_need(stage->app);
    const struct metrics *metrics = &stage->metrics;
    title_build(stage, stage_say(stage, "confirm_title"), &area);
    int rows = metrics->is_portrait ? 2 : 1;
    int high = metrics->row_min_px + (metrics->is_portrait ? metrics->gap_px : 0);
    struct rect ends = rect_cut_bottom(&area, rows * high + (rows - 1) * metrics->gap_px);
    (void)rect_cut_bottom(&area, metrics->pad_px);
    struct rect upper = area;
    where_build(stage, need, &upper);
    struct row asked[2];
    int asked_count = rows_find(stage, need, asked);
    int asked_high = 0;
    for (int i = 0; i < asked_count; i++) {
        asked_high += row_height(stage, &asked[i], area.w) + metrics->gap_px;
    }
    struct rect lower = rect_cut_bottom(&upper, asked_high);
    offers_build(stage, need, &upper);
    rows_build(stage, need, &lower);
    ends_build(stage, ends);
}

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
    int body = stage_fact_height(stage, facts.wait, inner_w) +
               (facts.ahead[0] != '\0' ? stage_fact_height(stage, facts.ahead, inner_w) : 0);
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
        (void)stage_fact(stage, "where.ahead", "queue", facts.ahead, &inner, card);
    }
    (void)stage_fact(stage, "where.wait", "clock", facts.wait, &inner, card);
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

static int offers_height(const struct stage *stage, const char *const *offers, int count, int width)
{
    const struct metrics *metrics = &stage->metrics;
    int high = stage_text_height(stage, stage_say(stage, "confirm_next"), KIND_HINT, width) +
               metrics->gap_px / 2;
    for (int i = 0; i < count; i++) {
        high += stage_fact_height(stage, offers[i], width);
    }
    return high;
}

/* Left out when there is no room for all of them besides `kept_px`. */
static void offers_build(struct stage *stage, const struct wire_need *need, struct rect *area,
                         int kept_px)
{
    const char *offers[OFFERS_MAX];
    int count = offers_find(stage, need, offers);
    const struct metrics *metrics = &stage->metrics;
    if (count == 0 || offers_height(stage, offers, count, area->w) + kept_px > area->h) {
        return;
    }
    const char *head = stage_say(stage, "confirm_next");
    int head_high = stage_text_height(stage, head, KIND_HINT, area->w);
    (void)stage_text(stage, "offers", head, KIND_HINT,
                     &(struct placing){rect_cut_top(area, head_high), TEXT_LEFT, FIT_MIDDLE}, NULL);
    (void)rect_cut_top(area, metrics->gap_px / 2);
    for (int i = 0; i < count; i++) {
        char id[NODE_ID_MAX + 1];
        (void)snprintf(id, sizeof(id), "offer.%d", i + 1);
        (void)stage_fact(stage, id, "offer", offers[i], area, NULL);
    }
    int spare = area->h - kept_px;
    (void)rect_cut_top(area, spare < metrics->pad_px ? spare : metrics->pad_px);
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
    bool has_hint = spare >= 0; /* else it is only spoken */
    (void)rect_cut_top(&inner, has_hint ? spare / 2 : 0);
    struct rect upper = has_hint ? rect_cut_top(&inner, label_high) : inner;
    struct rect lower = rect_cut_top(&inner, hint_high);
    stage_words(stage, node, row->label, KIND_LABEL,
                &(struct placing){upper, TEXT_LEFT, FIT_MIDDLE});
    stage_speak_more(node, row->hint);
    stage_icon(node, row->icon, rect_center(mark, side, side));
    if (!has_hint) {
        return;
    }
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

static int rows_height(const struct stage *stage, const struct wire_need *need, int width)
{
    struct row rows[2];
    int count = rows_find(stage, need, rows);
    int high = (count - 1) * stage->metrics.gap_px;
    for (int i = 0; i < count; i++) {
        high += row_height(stage, &rows[i], width);
    }
    return high;
}

/* For a panel without the height for all their words: one below the other if thumbs allow it, else
 * side by side. */
static void rows_squeeze(struct stage *stage, const struct row *rows, int count, struct rect area)
{
    int gap = stage->metrics.gap_px;
    bool has_height = area.h >= count * stage->metrics.target_min_px + (count - 1) * gap;
    int columns = has_height ? 1 : count;
    for (int i = 0; i < count; i++) {
        row_build(stage, &rows[i], rect_grid(area, columns, count / columns, gap, i));
    }
}

static void rows_build(struct stage *stage, const struct wire_need *need, struct rect area)
{
    struct row rows[2];
    int count = rows_find(stage, need, rows);
    int needed = rows_height(stage, need, area.w);
    if (needed > area.h && count > 1) {
        rows_squeeze(stage, rows, count, area);
        return;
    }
    const char *question = stage_say(stage, "priority_q");
    int head = stage_text_height(stage, question, KIND_HINT, area.w);
    int gap = stage->metrics.gap_px / 2;
    for (int i = 0; i < count; i++) {
        bool is_last = i == count - 1;
        if (is_last && needed + head + gap <= area.h) {
            (void)stage_text(stage, "ask.priority.q", question, KIND_HINT,
                             &(struct placing){rect_cut_top(&area, head), TEXT_LEFT, FIT_MIDDLE},
                             NULL);
            (void)rect_cut_top(&area, gap);
        }
        int high = row_height(stage, &rows[i], area.w);
        row_build(stage, &rows[i], rect_cut_top(&area, high));
        (void)rect_cut_top(&area, stage->metrics.gap_px);
        needed -= high + stage->metrics.gap_px;
    }
}

/* One key's height, the words in as many lines as they need. */
static int end_height(const struct stage *stage, int width)
{
    const struct metrics *metrics = &stage->metrics;
    int room = width - 2 * metrics->pad_px - metrics->label_px * 125 / 100 - metrics->gap_px;
    int high = metrics->row_min_px + metrics->gap_px / 2;
    const char *keys[] = {"print", "no_paper"};
    for (int i = 0; i < 2; i++) {
        int words = stage_text_height(stage, stage_say(stage, keys[i]), KIND_BUTTON, room) +
                    metrics->gap_px / 2;
        high = words > high ? words : high;
    }
    return high;
}

static struct rect ends_cut(const struct stage *stage, struct rect *area)
{
    const struct metrics *metrics = &stage->metrics;
    int rows = metrics->is_portrait ? 2 : 1;
    int width = (area->w - (2 / rows - 1) * metrics->gap_px) / (2 / rows);
    int high = rows * end_height(stage, width) + (rows - 1) * metrics->gap_px;
    struct rect strip = rect_cut_bottom(area, high);
    (void)rect_cut_bottom(area, metrics->pad_px);
    return strip;
}

/* What can be had comes first and stands out. */
static void ends_build(struct stage *stage, struct rect rect)
{
    int columns = stage->metrics.is_portrait ? 1 : 2;
    const struct app *app = stage->app;
    bool is_busy = app->issue.is_open;
    for (int i = 0; i < 2; i++) {
        bool is_paper = (i == 0) == app->can_print;
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
    title_build(stage, stage_say(stage, "confirm_title"), &area);
    struct rect ends = ends_cut(stage, &area);
    where_build(stage, need, &area);
    offers_build(stage, need, &area, rows_height(stage, need, area.w));
    rows_build(stage, need, area);
    ends_build(stage, ends);
}

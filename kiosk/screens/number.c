/* The number, huge and at once; nothing on this screen tells what it is for. */
#include "base/memory.h"
#include "screens/flow.h"
#include "screens/ticket_words.h"

#include <stdio.h>

enum { WORDS_MAX = 512 };

struct telling {
    const char *text;
    const char *icon;
    bool is_notice;
};

/* What to do now; who was expected is told whether they are in time. */
static struct telling arrival_telling(const struct app *app)
{
    switch (app->visit.checkin) {
    case CHECKIN_EARLY: return (struct telling){"checkin_early", "clock", false};
    case CHECKIN_ON_TIME: return (struct telling){"checked_in", "check", false};
    case CHECKIN_LATE: return (struct telling){"late_ok", "clock", false};
    default: return (struct telling){"take_number", "seat", false};
    }
}

/* How the paper is doing, in words. */
static struct telling paper_telling(const struct app *app)
{
    if (app->visit.cancel == CANCEL_SURE) {
        return (struct telling){"cancel_q", "warning", true};
    }
    if (app->visit.cancel == CANCEL_ASKED) {
        return (struct telling){"loading", "hourglass", true};
    }
    if (app->visit.cancel == CANCEL_DONE) {
        return (struct telling){"cancelled_done", "check", true};
    }
    if (app->visit.cancel == CANCEL_FAILED) {
        return (struct telling){"cancel_failed", "warning", true};
    }
    switch (app->visit.paper) {
    case PAPER_PRINTING: return (struct telling){"printing", "printer", false};
    case PAPER_TAKE: return (struct telling){"take_ticket", "ticket", false};
    case PAPER_ATTENTION:
    case PAPER_NOT_PRINTED: return (struct telling){"printer_fail", "warning", true};
    case PAPER_UNKNOWN: return (struct telling){"paper_unknown", "warning", true};
    default: return arrival_telling(app);
    }
}

static void telling_build(struct stage *stage, struct rect rect)
{
    const struct metrics *metrics = &stage->metrics;
    struct telling telling = paper_telling(stage->app);
    struct node *panel =
        stage_panel(stage, "paper", rect, telling.is_notice ? LOOK_NOTICE : LOOK_CARD, NULL);
    struct rect inner = rect_inset(rect, metrics->pad_px, metrics->gap_px / 2);
    int side = metrics->label_px * 3 / 2;
    struct rect mark = rect_cut_left(&inner, side);
    (void)rect_cut_left(&inner, metrics->gap_px);
    struct node *node = stage_text(stage, "paper.text", stage_say(stage, telling.text), KIND_BODY,
                                   &(struct placing){inner, TEXT_LEFT, FIT_MIDDLE}, panel);
    node->rect = rect_inset(rect, metrics->pad_px, metrics->gap_px / 2);
    node->role = NODE_STATUS;
    stage_icon(node, telling.icon, rect_center(mark, side, side));
}

static int telling_height(const struct stage *stage, int width)
{
    const struct metrics *metrics = &stage->metrics;
    int room = width - 2 * metrics->pad_px - metrics->label_px * 3 / 2 - metrics->gap_px;
    const char *text = stage_say(stage, paper_telling(stage->app).text);
    int high = stage_text_height(stage, text, KIND_BODY, room) + 2 * metrics->gap_px;
    return high > metrics->row_min_px ? high : metrics->row_min_px;
}

/* People ahead and the range, as the backend promised when it gave the number. */
struct facts {
    char ahead[WORDS_MAX];
    char wait[WORDS_MAX];
    const char *icon; /* of what is ahead */
};

static void facts_find(const struct stage *stage, struct facts *out_facts)
{
    const struct wire_issue_answer *ticket = &stage->app->visit.ticket;
    out_facts->icon = ticket->ahead >= 0 ? "queue" : "link_off";
    if (ticket->ahead >= 0) {
        stage_say_ahead(stage, ticket->ahead, out_facts->ahead, sizeof(out_facts->ahead));
    } else {
        (void)text_copy(out_facts->ahead, sizeof(out_facts->ahead),
                        stage_say(stage, "backend_away_title"));
    }
    stage_say_wait(stage, &ticket->wait, out_facts->wait, sizeof(out_facts->wait));
}

/* The code and, where there is room, what it is for. */
static void picture_build(struct stage *stage, struct rect area, const struct node *card)
{
    const struct metrics *metrics = &stage->metrics;
    const char *hint = stage_say(stage, "ticket_scan");
    int hint_high = stage_text_height(stage, hint, KIND_HINT, area.w) + metrics->gap_px;
    bool has_hint = area.h >= hint_high + metrics->title_px * 3;
    int room = has_hint ? area.h - hint_high : area.h;
    int side = room < area.w ? room : area.w;
    struct rect picture = rect_center(rect_cut_top(&area, side), side, side);
    stage_picture(stage, "qr", "qr", picture, hint)->parent = node_index(stage->list, card);
    if (has_hint) {
        (void)rect_cut_top(&area, metrics->gap_px);
        (void)stage_text(stage, "qr.hint", hint, KIND_HINT,
                         &(struct placing){area, TEXT_CENTER, FIT_TOP}, card);
    }
}

static void digits_build(struct stage *stage, struct rect rect, const struct node *card)
{
    struct node *number = stage_text(stage, "number", stage->app->visit.ticket.number, KIND_NUMBER,
                                     &(struct placing){rect, TEXT_CENTER, FIT_MIDDLE}, card);
    number->role = NODE_STATUS;
}

static int facts_height(const struct stage *stage, const struct facts *facts, int width)
{
    return stage_fact_height(stage, facts->ahead, width) +
           stage_fact_height(stage, facts->wait, width);
}

static void facts_build(struct stage *stage, const struct facts *facts, struct rect rect,
                        const struct node *card)
{
    (void)stage_fact(stage, "queue.ahead", facts->icon, facts->ahead, &rect, card);
    (void)stage_fact(stage, "queue.wait", "clock", facts->wait, &rect, card);
}

/* Number and code side by side, the queue below them. */
static void card_build(struct stage *stage, struct rect rect)
{
    const struct metrics *metrics = &stage->metrics;
    struct node *card = stage_panel(stage, "ticket", rect, LOOK_CARD, NULL);
    struct rect inner = rect_inset(rect, metrics->pad_px, metrics->pad_px);
    struct facts facts;
    facts_find(stage, &facts);
    struct rect foot = rect_cut_bottom(&inner, facts_height(stage, &facts, inner.w));
    (void)rect_cut_bottom(&inner, metrics->gap_px);
    struct rect side = rect_cut_right(&inner, stage->context->has_picture ? inner.w * 36 / 100 : 0);
    (void)rect_cut_right(&inner, stage->context->has_picture ? metrics->pad_px : 0);
    digits_build(stage, inner, card);
    if (stage->context->has_picture) {
        (void)rect_cut_top(&side, metrics->gap_px);
        picture_build(stage, side, card);
    }
    facts_build(stage, &facts, foot, card);
}

/* Heading, number and code one below the other. */
static void column_build(struct stage *stage, struct rect rect)
{
    const struct metrics *metrics = &stage->metrics;
    struct node *card = stage_panel(stage, "ticket", rect, LOOK_CARD, NULL);
    struct rect inner = rect_inset(rect, metrics->pad_px, metrics->pad_px);
    const char *title = stage_say(stage, "your_number");
    int title_high = stage_text_height(stage, title, KIND_LEAD, inner.w);
    stage_text(stage, "title", title, KIND_LEAD,
               &(struct placing){rect_cut_top(&inner, title_high), TEXT_CENTER, FIT_MIDDLE}, card)
        ->role = NODE_HEADING;
    if (!stage->context->has_picture) {
        digits_build(stage, inner, card);
        return;
    }
    struct rect picture = rect_cut_bottom(&inner, inner.h * 52 / 100);
    (void)rect_cut_bottom(&inner, metrics->gap_px / 2);
    digits_build(stage, inner, card);
    picture_build(stage, picture, card);
}

struct end {
    const char *id;
    const char *icon;
    const char *text;
    enum action action;
};

/* To give the ticket back one is asked once more. */
static int ends_find(const struct app *app, struct end out_ends[static 3])
{
    if (app->visit.cancel == CANCEL_SURE) {
        out_ends[0] = (struct end){"cancel.no", "ticket", "cancel_no", ACTION_CANCEL_NOT};
        out_ends[1] = (struct end){"cancel.yes", "cancel", "cancel_yes", ACTION_CANCEL_YES};
        return 2;
    }
    int count = 0;
    out_ends[count++] = (struct end){"finish", "finish", "finish", ACTION_FINISH};
    bool is_gone = app->visit.cancel == CANCEL_ASKED || app->visit.cancel == CANCEL_DONE;
    if (!is_gone && app->visit.paper == PAPER_NOT_PRINTED) {
        out_ends[count++] = (struct end){"print", "printer", "reprint", ACTION_PRINT};
    }
    if (!is_gone && app->visit.paper == PAPER_NONE && app->can_print) {
        out_ends[count++] = (struct end){"print", "printer", "print", ACTION_PRINT};
    }
    if (app_may_cancel(app)) {
        out_ends[count++] = (struct end){"cancel", "cancel", "cancel_ticket", ACTION_CANCEL_TICKET};
    }
    return count;
}

static int ends_columns(const struct stage *stage, int count)
{
    return stage->metrics.is_portrait ? 1 : count;
}

/* Their strip off the foot of *area. */
static struct rect ends_cut(const struct stage *stage, struct rect *area)
{
    const struct metrics *metrics = &stage->metrics;
    struct end ends[3];
    int count = ends_find(stage->app, ends);
    int columns = ends_columns(stage, count);
    int rows = (count + columns - 1) / columns;
    int high = metrics->row_min_px + (metrics->is_portrait ? 0 : metrics->gap_px / 2);
    struct rect strip = rect_cut_bottom(area, rows * high + (rows - 1) * metrics->gap_px);
    (void)rect_cut_bottom(area, metrics->pad_px);
    return strip;
}

static void ends_build(struct stage *stage, struct rect strip)
{
    struct end ends[3];
    int count = ends_find(stage->app, ends);
    int columns = ends_columns(stage, count);
    int rows = (count + columns - 1) / columns;
    for (int i = 0; i < count; i++) {
        struct rect rect = rect_grid(strip, columns, rows, stage->metrics.gap_px, i);
        enum look_name look = i == 0 ? LOOK_PRIMARY : LOOK_SECONDARY;
        struct node *node = stage_wide_button(stage, ends[i].id, rect, look, ends[i].icon,
                                              stage_say(stage, ends[i].text));
        node->action = (int)ends[i].action;
    }
}

static void note_build(struct stage *stage, struct rect rect)
{
    (void)stage_text(stage, "order", stage_say(stage, "order_note"), KIND_HINT,
                     &(struct placing){rect, TEXT_LEFT, FIT_MIDDLE}, NULL);
}

static int note_height(const struct stage *stage, int width)
{
    return stage_text_height(stage, stage_say(stage, "order_note"), KIND_HINT, width);
}

static void build_portrait(struct stage *stage, struct rect area)
{
    const struct metrics *metrics = &stage->metrics;
    title_build(stage, stage_say(stage, "your_number"), &area);
    struct rect ends = ends_cut(stage, &area);
    struct rect note = rect_cut_bottom(&area, note_height(stage, area.w));
    (void)rect_cut_bottom(&area, metrics->gap_px);
    struct rect paper = rect_cut_bottom(&area, telling_height(stage, area.w));
    (void)rect_cut_bottom(&area, metrics->gap_px);
    int card_max = area.w * 90 / 100;
    card_build(stage, rect_cut_top(&area, card_max < area.h ? card_max : area.h));
    telling_build(stage, paper);
    note_build(stage, note);
    ends_build(stage, ends);
}

static void build_landscape(struct stage *stage, struct rect area)
{
    const struct metrics *metrics = &stage->metrics;
    struct rect ends = ends_cut(stage, &area);
    struct rect left = rect_cut_left(&area, area.w * 38 / 100);
    (void)rect_cut_left(&area, metrics->pad_px);
    column_build(stage, left);
    struct facts facts;
    facts_find(stage, &facts);
    int high = telling_height(stage, area.w);
    int most = area.h - metrics->gap_px / 2 - facts_height(stage, &facts, area.w);
    telling_build(stage, rect_cut_top(&area, high < most ? high : most));
    int spare = most - high;
    int gap = spare > metrics->pad_px ? metrics->pad_px : metrics->gap_px / 2;
    (void)rect_cut_top(&area, gap);
    facts_build(stage, &facts, rect_cut_top(&area, facts_height(stage, &facts, area.w)), NULL);
    if (note_height(stage, area.w) <= area.h) {
        note_build(stage, rect_cut_top(&area, note_height(stage, area.w)));
    }
    ends_build(stage, ends);
}

static void ends_add(struct flow *flow)
{
    struct end ends[3];
    int count = ends_find(flow->stage->app, ends);
    for (int i = 0; i < count; i++) {
        struct flow_item *item = flow_add_key(flow, FLOW_BUTTON, ends[i].id, ends[i].icon,
                                              stage_say(flow->stage, ends[i].text),
                                              (struct target){"", (int)ends[i].action, 0});
        item->look = i == 0 ? LOOK_PRIMARY : LOOK_SECONDARY;
        item->is_pinned = i == 0;
    }
}

static void build_flow(struct stage *stage, struct rect area)
{
    struct telling telling = paper_telling(stage->app);
    struct facts facts;
    facts_find(stage, &facts);
    struct flow flow;
    flow_begin(&flow, stage);
    (void)flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, "your_number"));
    struct flow_item *number =
        flow_add(&flow, FLOW_NUMBER, "number", stage->app->visit.ticket.number);
    number->role = NODE_STATUS;
    number->icon = stage->context->has_picture ? "qr" : NULL;
    number->hint = stage_say(stage, "ticket_scan");
    struct flow_item *words = flow_add(&flow, telling.is_notice ? FLOW_NOTICE : FLOW_FACT,
                                       "paper.text", stage_say(stage, telling.text));
    words->icon = telling.icon;
    words->role = NODE_STATUS;
    flow_add(&flow, FLOW_FACT, "queue.ahead", facts.ahead)->icon = facts.icon;
    flow_add(&flow, FLOW_FACT, "queue.wait", facts.wait)->icon = "clock";
    (void)flow_add(&flow, FLOW_SMALL, "order", stage_say(stage, "order_note"));
    if (stage->context->has_picture) {
        (void)flow_add(&flow, FLOW_SMALL, "qr.hint", stage_say(stage, "ticket_scan"));
    }
    ends_add(&flow);
    flow_end(&flow, area);
}

/* Did the composition have room for all its words? */
static bool is_whole(const struct stage *stage)
{
    bool has_hint = node_find(stage->list, "qr.hint") != NULL || !stage->context->has_picture;
    return has_hint && node_find(stage->list, "order") != NULL;
}

void number_build(struct stage *stage, struct rect area)
{
    int count = stage->list->count;
    bool is_list = stage_is_flowing(stage);
    if (!is_list && stage->metrics.is_portrait) {
        build_portrait(stage, area);
    } else if (!is_list) {
        build_landscape(stage, area);
    }
    if (is_list || !is_whole(stage)) {
        stage->list->count = count;
        build_flow(stage, area);
    }
    ticket_words_speak(stage);
}

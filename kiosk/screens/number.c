/* The number, huge and at once; nothing on this screen tells what it is for. */
#include "base/memory.h"
#include "screens/stage.h"

#include <stdio.h>

enum { WORDS_MAX = 512 };

struct telling {
    const char *text;
    const char *icon;
    bool is_notice;
};

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
    case PAPER_ATTENTION: return (struct telling){"printer_fail", "warning", true};
    case PAPER_NOT_PRINTED: return (struct telling){"printer_fail", "warning", true};
    case PAPER_UNKNOWN: return (struct telling){"paper_unknown", "warning", true};
    default: return (struct telling){"take_number", "seat", false};
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
static void queue_text(const struct stage *stage, char *out, size_t out_size)
{
    const struct wire_issue_answer *ticket = &stage->app->visit.ticket;
    stage_say_ahead(stage, ticket->ahead, out, out_size);
    char wait[WORDS_MAX];
    (void)snprintf(wait, sizeof(wait), "%s", stage_say(stage, "wait_unknown"));
    if (ticket->wait.is_known) {
        stage_say_wait(stage, &ticket->wait, wait, sizeof(wait));
    }
    char both[2 * WORDS_MAX];
    (void)snprintf(both, sizeof(both), "%s\n%s", out, wait);
    (void)text_copy(out, out_size, both);
}

static void picture_build(struct stage *stage, struct rect *inner, struct node *card)
{
    const struct metrics *metrics = &stage->metrics;
    int side = metrics->is_portrait ? inner->w * 30 / 100 : inner->h * 62 / 100;
    int side_max = inner->w * 34 / 100;
    side = side < side_max ? side : side_max;
    struct rect column = rect_cut_right(inner, side);
    (void)rect_cut_right(inner, metrics->pad_px);
    struct rect picture = rect_cut_top(&column, side);
    struct node *node = stage_picture(stage, "qr", "qr", picture, stage_say(stage, "ticket_scan"));
    node->parent = node_index(stage->list, card);
    (void)rect_cut_top(&column, metrics->gap_px);
    const char *hint = stage_say(stage, "ticket_scan");
    if (stage_text_height(stage, hint, KIND_HINT, column.w) <= column.h) {
        (void)stage_text(stage, "qr.hint", hint, KIND_HINT,
                         &(struct placing){column, TEXT_CENTER, FIT_TOP}, card);
    }
}

static void card_build(struct stage *stage, struct rect rect)
{
    const struct metrics *metrics = &stage->metrics;
    struct node *card = stage_panel(stage, "ticket", rect, LOOK_CARD, NULL);
    struct rect inner = rect_inset(rect, metrics->pad_px, metrics->pad_px);
    char queue[2 * WORDS_MAX];
    queue_text(stage, queue, sizeof(queue));
    int queue_high = stage_text_height(stage, queue, KIND_BODY, inner.w);
    struct rect foot = rect_cut_bottom(&inner, queue_high);
    (void)rect_cut_bottom(&inner, metrics->gap_px);
    if (stage->context->has_picture) {
        picture_build(stage, &inner, card);
    }
    struct node *number = stage_text(stage, "number", stage->app->visit.ticket.number, KIND_NUMBER,
                                     &(struct placing){inner, TEXT_CENTER, FIT_MIDDLE}, card);
    number->role = NODE_STATUS;
    (void)stage_text(stage, "queue", queue, KIND_BODY,
                     &(struct placing){foot, TEXT_LEFT, FIT_MIDDLE}, card);
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

static void ends_build(struct stage *stage, struct rect *area)
{
    const struct metrics *metrics = &stage->metrics;
    struct end ends[3];
    int count = ends_find(stage->app, ends);
    int columns = metrics->is_portrait ? 1 : count;
    int rows = (count + columns - 1) / columns;
    int high = rows * metrics->row_min_px + (rows - 1) * metrics->gap_px;
    struct rect grid = rect_cut_bottom(area, high);
    (void)rect_cut_bottom(area, metrics->pad_px);
    for (int i = 0; i < count; i++) {
        struct node *node = stage_wide_button(
            stage, ends[i].id, rect_grid(grid, columns, rows, metrics->gap_px, i),
            i == 0 ? LOOK_PRIMARY : LOOK_SECONDARY, ends[i].icon, stage_say(stage, ends[i].text));
        node->action = (int)ends[i].action;
    }
}

void number_build(struct stage *stage, struct rect area)
{
    const struct metrics *metrics = &stage->metrics;
    title_build(stage, stage_say(stage, "your_number"), &area);
    struct rect lower = area;
    ends_build(stage, &lower);
    const char *note = stage_say(stage, "order_note");
    int note_high = stage_text_height(stage, note, KIND_HINT, lower.w);
    struct rect note_rect = rect_cut_bottom(&lower, note_high);
    (void)rect_cut_bottom(&lower, metrics->gap_px);
    struct rect paper = rect_cut_bottom(&lower, telling_height(stage, lower.w));
    (void)rect_cut_bottom(&lower, metrics->gap_px);
    int card_max = lower.w * 90 / 100;
    card_build(stage, rect_cut_top(&lower, card_max < lower.h ? card_max : lower.h));
    telling_build(stage, paper);
    (void)stage_text(stage, "order", note, KIND_HINT,
                     &(struct placing){note_rect, TEXT_LEFT, FIT_MIDDLE}, NULL);
}

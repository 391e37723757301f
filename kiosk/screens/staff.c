/* A person helps: where they are and how to reach them. Nobody is promised who was not called. */
#include "screens/stage.h"

#include <stdio.h>

enum { LINES_MAX = 3 };

static void line_build(struct stage *stage, const char *id, const char *icon, const char *text,
                       struct rect *area)
{
    const struct metrics *metrics = &stage->metrics;
    int side = metrics->label_px * 3 / 2;
    int room = area->w - side - metrics->gap_px;
    int high = stage_text_height(stage, text, KIND_LEAD, room);
    struct rect rect = rect_cut_top(area, high > side ? high : side);
    struct rect words = rect;
    (void)rect_cut_left(&words, side + metrics->gap_px);
    struct node *node = stage_text(stage, id, text, KIND_LEAD,
                                   &(struct placing){words, TEXT_LEFT, FIT_MIDDLE}, NULL);
    node->rect = rect;
    stage_icon(node, icon, (struct rect){rect.x, rect.y + (rect.h - side) / 2, side, side});
    (void)rect_cut_top(area, metrics->pad_px);
}

void staff_build(struct stage *stage, struct rect area)
{
    const struct wire_catalog *catalog = stage->app->catalog;
    title_build(stage, stage_say(stage, "staff_help"), &area);
    (void)rect_cut_top(&area, stage->metrics.gap_px);
    line_build(stage, "staff.where", "staff", stage_say(stage, "staff_where"), &area);
    if (catalog == NULL) {
        return;
    }
    if (catalog->office_phone[0] != '\0') {
        char text[WIRE_HINT_MAX];
        i18n_format(text, sizeof(text), stage_say(stage, "ticket_phone"),
                    &(struct i18n_value){"phone", catalog->office_phone}, 1);
        line_build(stage, "staff.phone", "phone", text, &area);
    }
    if (catalog->helpline_count > 0) {
        const struct wire_helpline *line = &catalog->helplines[0];
        char text[WIRE_HINT_MAX];
        (void)snprintf(text, sizeof(text), "%s: %s", stage_label_of(stage, &line->label),
                       line->number);
        line_build(stage, "staff.emergency", "warning", text, &area);
    }
}

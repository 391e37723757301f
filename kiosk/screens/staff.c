/* A person helps: where they are and how to reach them. Nobody is promised who was not called. */
#include "screens/stage.h"

#include <stdio.h>

/* A card with a badge and one sentence. */
static void line_build(struct stage *stage, const char *id, const char *icon, const char *text,
                       struct rect *area)
{
    const struct metrics *metrics = &stage->metrics;
    int side = metrics->title_px * 3 / 2;
    int room = area->w - 2 * metrics->pad_px - side - metrics->gap_px;
    int words_high = stage_text_height(stage, text, KIND_LEAD, room);
    int high = (words_high > side ? words_high : side) + 2 * metrics->gap_px;
    struct rect rect = rect_cut_top(area, high);
    char card_id[NODE_ID_MAX + 1];
    char icon_id[NODE_ID_MAX + 1];
    (void)snprintf(card_id, sizeof(card_id), "%s.card", id);
    (void)snprintf(icon_id, sizeof(icon_id), "%s.icon", id);
    struct node *card = stage_panel(stage, card_id, rect, LOOK_CARD, NULL);
    struct rect inner = rect_inset(rect, metrics->pad_px, metrics->gap_px / 2);
    struct rect mark = rect_cut_left(&inner, side);
    (void)rect_cut_left(&inner, metrics->gap_px);
    (void)stage_badge(stage, icon_id, icon, rect_center(mark, side, side), LOOK_BADGE, card);
    (void)stage_text(stage, id, text, KIND_LEAD, &(struct placing){inner, TEXT_LEFT, FIT_MIDDLE},
                     card);
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

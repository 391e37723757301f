/* "Potrzebujesz więcej czasu?" over whatever is there; any touch at all means yes. */
#include "base/memory.h"
#include "screens/stage.h"

void timeout_build(struct stage *stage)
{
    const struct metrics *metrics = &stage->metrics;
    struct rect screen = {0, 0, metrics->panel.width_px, metrics->panel.height_px};
    (void)stage_panel(stage, "timeout", screen, LOOK_SCRIM, NULL);
    stage->list->nodes[stage->list->count - 1].box.radius_px = 0;
    struct rect within = {0, 0, screen.w, stage->reach.bottom_px};
    struct rect room = rect_inset(within, metrics->margin_px, metrics->margin_px);
    int wished = metrics->text_min_px * 26 * metrics->text_scale_percent / 100;
    int width = room.w < wished ? room.w : wished;
    int inner_w = width - 2 * metrics->margin_px;
    char left[512];
    stage_say_number(stage, "time_left", "s", app_seconds_left(stage->app), left, sizeof(left));
    const char *title = stage_say(stage, "time_q");
    int title_high = stage_text_height(stage, title, KIND_TITLE, inner_w);
    int left_high = stage_text_height(stage, left, KIND_BODY, inner_w);
    int key_room = inner_w - 2 * metrics->pad_px - metrics->label_px * 5 / 4 - metrics->gap_px;
    int key_words = stage_text_height(stage, stage_say(stage, "time_yes"), KIND_BUTTON, key_room);
    int key_high =
        metrics->gap_px + (key_words > metrics->row_min_px ? key_words : metrics->row_min_px);
    int high = title_high + left_high + key_high + 2 * metrics->margin_px + 2 * metrics->pad_px;
    struct rect rect = rect_center(within, width, high < room.h ? high : room.h);
    struct node *card = stage_panel(stage, "timeout.card", rect, LOOK_CARD, NULL);
    (void)text_copy(card->speech, sizeof(card->speech), stage_say(stage, "speech_any_key"));
    struct rect inner = rect_inset(rect, metrics->margin_px, metrics->margin_px);
    struct rect key = rect_cut_bottom(&inner, key_high);
    (void)rect_cut_bottom(&inner, metrics->pad_px);
    (void)stage_text(stage, "timeout.title", title, KIND_TITLE,
                     &(struct placing){rect_cut_top(&inner, title_high), TEXT_LEFT, FIT_MIDDLE},
                     card);
    struct node *seconds = stage_text(stage, "timeout.left", left, KIND_BODY,
                                      &(struct placing){inner, TEXT_LEFT, FIT_MIDDLE}, card);
    seconds->role = NODE_STATUS;
    seconds->is_ticking = true;
    struct node *stay = stage_wide_button(stage, "timeout.stay", key, LOOK_PRIMARY, "touch",
                                          stage_say(stage, "time_yes"));
    stay->action = ACTION_STAY;
    stay->parent = node_index(stage->list, card);
}

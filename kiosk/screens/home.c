/* "W czym możemy pomóc?": groups of needs, and the two that need no group. */
#include "screens/stage.h"

#include <stdio.h>

/* A tile with its icon above or left of the words, whichever suits its shape. */
static void group_tile(struct stage *stage, int index, struct rect rect)
{
    const struct wire_group *group = &stage->app->catalog->groups[index];
    const struct metrics *metrics = &stage->metrics;
    char id[NODE_ID_MAX + 1];
    char badge_id[NODE_ID_MAX + 1];
    (void)snprintf(id, sizeof(id), "group.%s", group->code);
    (void)snprintf(badge_id, sizeof(badge_id), "group.%s.icon", group->code);
    struct node *tile =
        stage_button(stage, id, rect, LOOK_TILE, (struct target){"", ACTION_GROUP, index});
    bool is_tall = rect.h >= metrics->text_min_px * 5;
    bool is_roomy = is_tall && rect.w >= metrics->text_min_px * 12;
    int inset = is_roomy ? metrics->pad_px : metrics->gap_px * 2 / 3;
    struct rect inner = rect_inset(rect, inset, inset);
    int side = is_tall ? inner.h * 46 / 100 : inner.h * 70 / 100;
    int side_max = is_tall ? metrics->text_min_px * 7 / 2 : inner.w * 14 / 100;
    side = side < side_max ? side : side_max;
    struct rect badge = is_tall ? rect_cut_top(&inner, side) : rect_cut_left(&inner, side);
    badge = is_tall ? (struct rect){badge.x, badge.y, side, side} : rect_center(badge, side, side);
    (void)(is_tall ? rect_cut_top(&inner, inset / 2) : rect_cut_left(&inner, inset));
    stage_words(stage, tile, stage_label_of(stage, &group->label), KIND_LABEL,
                &(struct placing){inner, TEXT_LEFT, is_tall ? FIT_BOTTOM : FIT_MIDDLE});
    (void)stage_badge(stage, badge_id, group->icon, badge, stage_group_look(index), tile);
}

static void quick_tile(struct stage *stage, int index, struct rect rect)
{
    const struct wire_catalog *catalog = stage->app->catalog;
    int at = catalog->quick_needs[index];
    const struct wire_need *need = &catalog->needs[at];
    const struct metrics *metrics = &stage->metrics;
    bool is_private = need->private_room || need->sensitive;
    char id[NODE_ID_MAX + 1];
    (void)snprintf(id, sizeof(id), "need.%s", need->code);
    struct node *tile =
        stage_button(stage, id, rect, index == 0 ? LOOK_PRIMARY : LOOK_TILE,
                     (struct target){"", is_private ? ACTION_NEED : ACTION_NEED_AT_ONCE, at});
    struct rect inner = rect_inset(rect, metrics->pad_px, metrics->gap_px / 2);
    int side = metrics->text_min_px * 3 / 2;
    struct rect icon = rect_cut_left(&inner, side);
    (void)rect_cut_left(&inner, metrics->gap_px);
    stage_words(stage, tile, stage_label_of(stage, &need->label), KIND_LABEL,
                &(struct placing){inner, TEXT_LEFT, FIT_MIDDLE});
    stage_speak_more(tile, stage_hint_of(stage, &need->hint));
    stage_icon(tile, is_private ? "door" : "signpost", rect_center(icon, side, side));
}

/* High enough for the longest of their labels, within reason. */
static int quick_height(const struct stage *stage, int width, int most)
{
    const struct wire_catalog *catalog = stage->app->catalog;
    const struct metrics *metrics = &stage->metrics;
    int room = width - 2 * metrics->pad_px - metrics->text_min_px * 3 / 2 - metrics->gap_px;
    int high = metrics->row_min_px + metrics->gap_px / 2;
    for (int i = 0; i < catalog->quick_need_count; i++) {
        const struct wire_need *need = &catalog->needs[catalog->quick_needs[i]];
        int words =
            stage_text_height(stage, stage_label_of(stage, &need->label), KIND_LABEL, room) +
            metrics->gap_px;
        high = words > high ? words : high;
    }
    return high < most ? high : most;
}

static void quick_tiles(struct stage *stage, struct rect area, int columns)
{
    int count = stage->app->catalog->quick_need_count;
    int rows = (count + columns - 1) / columns;
    for (int i = 0; i < count; i++) {
        quick_tile(stage, i, rect_grid(area, columns, rows, stage->metrics.gap_px, i));
    }
}

/* Nothing to choose from yet: say so, and let the fixed bar lead on. */
static void build_empty(struct stage *stage, struct rect area)
{
    bool is_away = stage->app->is_away;
    title_build(stage, stage_say(stage, is_away ? "backend_away_title" : "loading"), &area);
    if (is_away) {
        struct placing placing = {area, TEXT_LEFT, FIT_TOP};
        (void)stage_text(stage, "away.text", stage_say(stage, "backend_away"), KIND_LEAD, &placing,
                         NULL);
    }
}

void home_build(struct stage *stage, struct rect area)
{
    const struct wire_catalog *catalog = stage->app->catalog;
    const struct metrics *metrics = &stage->metrics;
    if (catalog == NULL) {
        build_empty(stage, area);
        return;
    }
    title_build(stage, stage_say(stage, "home_question"), &area);
    int quick_columns = metrics->is_portrait ? 1 : 2;
    int quick_rows = (catalog->quick_need_count + quick_columns - 1) / quick_columns;
    int quick_wide = (area.w - (quick_columns - 1) * metrics->gap_px) / quick_columns;
    int quick_high = quick_height(stage, quick_wide, area.h / 4);
    int quick_area = quick_rows * quick_high + (quick_rows - 1) * metrics->gap_px;
    struct rect quick = rect_cut_bottom(&area, quick_area);
    (void)rect_cut_bottom(&area, metrics->gap_px);
    bool is_broad = area.w >= metrics->text_min_px * 36;
    int columns = is_broad && !metrics->is_portrait ? 3 : 2;
    int rows = (catalog->group_count + columns - 1) / columns;
    for (int i = 0; i < catalog->group_count; i++) {
        group_tile(stage, i, rect_grid(area, columns, rows, metrics->gap_px, i));
    }
    quick_tiles(stage, quick, quick_columns);
}

/* "W czym możemy pomóc?": groups of needs, and the two that need no group. */
#include "screens/flow.h"

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

/* A row that leads on: an icon and words. */
struct row {
    char id[NODE_ID_MAX + 1];
    enum look_name look;
    const char *icon;
    const char *text;
    const char *more; /* what is said after it, or NULL */
    struct target target;
};

static struct row visit_row(const struct stage *stage)
{
    return (struct row){"visit",    LOOK_TILE,
                        "calendar", stage_say(stage, "have_visit"),
                        NULL,       {"", ACTION_CHECKIN_OPEN, 0}};
}

static struct row quick_row(const struct stage *stage, int index)
{
    const struct wire_catalog *catalog = stage->app->catalog;
    int at = catalog->quick_needs[index];
    const struct wire_need *need = &catalog->needs[at];
    bool is_private = need->private_room || need->sensitive;
    struct row row = {.look = index == 0 ? LOOK_PRIMARY : LOOK_TILE,
                      .icon = is_private ? "door" : "signpost",
                      .text = stage_label_of(stage, &need->label),
                      .more = stage_hint_of(stage, &need->hint),
                      .target = {"", is_private ? ACTION_NEED : ACTION_NEED_AT_ONCE, at}};
    (void)snprintf(row.id, sizeof(row.id), "need.%s", need->code);
    return row;
}

static void row_build(struct stage *stage, const struct row *row, struct rect rect)
{
    const struct metrics *metrics = &stage->metrics;
    struct node *tile = stage_button(stage, row->id, rect, row->look, row->target);
    bool has_icon = rect.w >= metrics->text_min_px * 10;
    int side = has_icon ? metrics->text_min_px * 3 / 2 : 0;
    int inset = has_icon ? metrics->pad_px : metrics->gap_px * 2 / 3;
    struct rect inner = rect_inset(rect, inset, metrics->gap_px / 2);
    struct rect icon = rect_cut_left(&inner, side);
    (void)rect_cut_left(&inner, has_icon ? metrics->gap_px : 0);
    stage_words(stage, tile, row->text, KIND_LABEL,
                &(struct placing){inner, TEXT_LEFT, FIT_MIDDLE});
    if (row->more != NULL) {
        stage_speak_more(tile, row->more);
    }
    if (has_icon) {
        stage_icon(tile, row->icon, rect_center(icon, side, side));
    }
}

/* High enough for the longest of their labels, within reason. */
static int quick_height(const struct stage *stage, int width, int most)
{
    const struct wire_catalog *catalog = stage->app->catalog;
    const struct metrics *metrics = &stage->metrics;
    int room = width - 2 * metrics->pad_px - metrics->text_min_px * 3 / 2 - metrics->gap_px;
    int high = metrics->row_min_px;
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
        struct row row = quick_row(stage, i);
        row_build(stage, &row, rect_grid(area, columns, rows, stage->metrics.gap_px, i));
    }
}

/* Nothing to choose from yet: say so, and let the fixed bar lead on. */
static void build_empty(struct stage *stage, struct rect area)
{
    bool is_away = stage->app->is_away;
    struct flow flow;
    flow_begin(&flow, stage);
    (void)flow_add(&flow, FLOW_TITLE, "title",
                   stage_say(stage, is_away ? "backend_away_title" : "loading"));
    if (is_away) {
        (void)flow_add(&flow, FLOW_LEAD, "away.text", stage_say(stage, "backend_away"));
    }
    flow_end(&flow, area);
}

static void row_add(struct flow *flow, const struct row *row)
{
    struct flow_item *item =
        flow_add_key(flow, FLOW_CHOICE, row->id, row->icon, row->text, row->target);
    item->look = row->look;
}

/* The same choices, one below the other. */
static void build_flow(struct stage *stage, struct rect area)
{
    const struct wire_catalog *catalog = stage->app->catalog;
    struct flow flow;
    flow_begin(&flow, stage);
    (void)flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, "home_question"));
    struct row visit = visit_row(stage);
    row_add(&flow, &visit);
    for (int i = 0; i < catalog->group_count; i++) {
        const struct wire_group *group = &catalog->groups[i];
        char id[NODE_ID_MAX + 1];
        (void)snprintf(id, sizeof(id), "group.%s", group->code);
        struct flow_item *item =
            flow_add_key(&flow, FLOW_CHOICE, id, group->icon, stage_label_of(stage, &group->label),
                         (struct target){"", ACTION_GROUP, i});
        item->badge = stage_group_look(i);
    }
    for (int i = 0; i < catalog->quick_need_count; i++) {
        struct row row = quick_row(stage, i);
        row_add(&flow, &row);
    }
    flow_end(&flow, area);
}

/* The strips of the composition, from top to bottom. On a small panel the first joins the last. */
struct grid {
    bool is_compact;
    int visit_high;
    int tile_columns;
    int tile_rows;
    int tile_high;
    int quick_columns;
    int quick_high;
};

static struct grid grid_find(const struct stage *stage, struct rect area)
{
    const struct wire_catalog *catalog = stage->app->catalog;
    const struct metrics *metrics = &stage->metrics;
    int gap = metrics->gap_px;
    bool is_high = area.h >= metrics->row_min_px * 9;
    bool is_broad = !metrics->is_portrait && area.w >= metrics->text_min_px * 36;
    bool is_compact = !metrics->is_portrait && !is_broad;
    struct grid grid = {.is_compact = is_compact,
                        .visit_high = metrics->row_min_px + (is_high ? gap / 2 : 0),
                        .tile_columns = is_broad ? 3 : 2,
                        .quick_columns = metrics->is_portrait && is_high ? 1 : 2};
    grid.tile_rows = (catalog->group_count + grid.tile_columns - 1) / grid.tile_columns;
    int room = area.h - (is_compact ? 0 : grid.visit_high + gap);
    int quick_rows = (catalog->quick_need_count + grid.quick_columns - 1) / grid.quick_columns;
    int quick_wide = (area.w - (grid.quick_columns - 1) * gap) / grid.quick_columns;
    grid.quick_high = is_compact
                          ? metrics->row_min_px * 3 / 2
                          : quick_rows * (quick_height(stage, quick_wide, room / 3) + gap) - gap;
    int tiles = room - grid.quick_high - gap;
    grid.tile_high = (tiles - (grid.tile_rows - 1) * gap) / grid.tile_rows;
    return grid;
}

/* The way to an appointment beside the needs that have no group. */
static void compact_row(struct stage *stage, struct rect area)
{
    int count = stage->app->catalog->quick_need_count + 1;
    int gap = stage->metrics.gap_px;
    struct row visit = visit_row(stage);
    row_build(stage, &visit, rect_grid(area, count, 1, gap, 0));
    for (int i = 1; i < count; i++) {
        struct row row = quick_row(stage, i - 1);
        row_build(stage, &row, rect_grid(area, count, 1, gap, i));
    }
}

/* False when the tiles would be too low for a thumb. */
static bool build_grid(struct stage *stage, struct rect area)
{
    const struct wire_catalog *catalog = stage->app->catalog;
    int gap = stage->metrics.gap_px;
    title_build(stage, stage_say(stage, "home_question"), &area);
    if (area.y < stage->reach.top_px) {
        (void)rect_cut_top(&area, stage->reach.top_px - area.y);
    }
    struct grid grid = grid_find(stage, area);
    if (grid.tile_high < stage->metrics.row_min_px) {
        return false;
    }
    if (!grid.is_compact) {
        struct row visit = visit_row(stage);
        row_build(stage, &visit, rect_cut_top(&area, grid.visit_high));
        (void)rect_cut_top(&area, gap);
    }
    struct rect tiles = rect_cut_top(&area, grid.tile_rows * (grid.tile_high + gap) - gap);
    for (int i = 0; i < catalog->group_count; i++) {
        group_tile(stage, i, rect_grid(tiles, grid.tile_columns, grid.tile_rows, gap, i));
    }
    (void)rect_cut_top(&area, gap);
    if (grid.is_compact) {
        compact_row(stage, area);
    } else {
        quick_tiles(stage, area, grid.quick_columns);
    }
    return true;
}

static bool has_overflow(const struct stage *stage)
{
    for (int i = 0; i < stage->list->count; i++) {
        if (stage->list->nodes[i].overflow) {
            return true;
        }
    }
    return false;
}

void home_build(struct stage *stage, struct rect area)
{
    if (stage->app->catalog == NULL) {
        build_empty(stage, area);
        return;
    }
    bool is_large = stage->metrics.text_scale_percent > 100;
    int count = stage->list->count;
    if (is_large || !build_grid(stage, area) || has_overflow(stage)) {
        stage->list->count = count;
        build_flow(stage, area);
    }
}

/* The needs of one group, each with a line of plain words. Long lists turn pages by a button. */
#include "screens/stage.h"

#include <stdio.h>

enum { ROWS_MAX = WIRE_GROUP_NEEDS_MAX };

struct page {
    int first;
    int count;
    bool has_more; /* the list goes on, or starts again */
};

static int row_text_width(const struct stage *stage, int width)
{
    const struct metrics *metrics = &stage->metrics;
    return width - 2 * metrics->pad_px - metrics->text_min_px * 3 / 2;
}

static int row_height(const struct stage *stage, int need_index, int width)
{
    const struct wire_need *need = &stage->app->catalog->needs[need_index];
    int room = row_text_width(stage, width);
    int words = stage_text_height(stage, stage_label_of(stage, &need->label), KIND_LABEL, room) +
                stage_text_height(stage, stage_hint_of(stage, &need->hint), KIND_HINT, room);
    int height = words + stage->metrics.gap_px;
    return height > stage->metrics.row_min_px ? height : stage->metrics.row_min_px;
}

/* How many rows from `first` fit; at least one. */
static int rows_that_fit(const struct stage *stage, const int *heights, int count, int first,
                         int room)
{
    int used = 0;
    int fitting = 0;
    for (int i = first; i < count; i++) {
        used += heights[i] + (fitting > 0 ? stage->metrics.gap_px : 0);
        if (used > room && fitting > 0) {
            break;
        }
        fitting++;
    }
    return fitting;
}

static struct page page_find(const struct stage *stage, const int *heights, int count,
                             struct rect area)
{
    if (rows_that_fit(stage, heights, count, 0, area.h) == count) {
        return (struct page){0, count, false};
    }
    int room = area.h - stage->metrics.row_min_px - stage->metrics.gap_px;
    struct page page = {0, rows_that_fit(stage, heights, count, 0, room), true};
    for (int i = 0; i < stage->app->visit.page; i++) {
        int next = page.first + page.count;
        page.first = next < count ? next : 0;
        page.count = rows_that_fit(stage, heights, count, page.first, room);
    }
    return page;
}

static void need_row(struct stage *stage, int need_index, struct rect rect)
{
    const struct wire_need *need = &stage->app->catalog->needs[need_index];
    const struct metrics *metrics = &stage->metrics;
    char id[NODE_ID_MAX + 1];
    char hint_id[NODE_ID_MAX + 1];
    (void)snprintf(id, sizeof(id), "need.%s", need->code);
    (void)snprintf(hint_id, sizeof(hint_id), "need.%s.hint", need->code);
    struct node *row =
        stage_button(stage, id, rect, LOOK_TILE, (struct target){"", ACTION_NEED, need_index});
    struct rect inner = rect_inset(rect, metrics->pad_px, metrics->gap_px / 2);
    int side = metrics->text_min_px * 5 / 4;
    struct rect mark = rect_cut_right(&inner, metrics->text_min_px * 3 / 2);
    stage_icon(row, "next", rect_center(mark, side, side));
    const char *label = stage_label_of(stage, &need->label);
    const char *hint = stage_hint_of(stage, &need->hint);
    int label_high = stage_text_height(stage, label, KIND_LABEL, inner.w);
    int hint_high = stage_text_height(stage, hint, KIND_HINT, inner.w);
    int spare = inner.h - label_high - hint_high;
    (void)rect_cut_top(&inner, spare > 0 ? spare / 2 : 0);
    int share = label_high * inner.h / (label_high + hint_high);
    struct rect upper = rect_cut_top(&inner, spare >= 0 ? label_high : share);
    struct rect lower = spare >= 0 ? rect_cut_top(&inner, hint_high) : inner;
    stage_words(stage, row, label, KIND_LABEL, &(struct placing){upper, TEXT_LEFT, FIT_MIDDLE});
    stage_speak_more(row, hint);
    (void)stage_text(stage, hint_id, hint, KIND_HINT,
                     &(struct placing){lower, TEXT_LEFT, FIT_MIDDLE}, row);
}

/* Spare height makes rows taller, up to a comfortable size. */
static int stretch(const struct stage *stage, const int *heights, const struct page *page,
                   struct rect area)
{
    int used = (page->count - 1) * stage->metrics.gap_px;
    for (int i = 0; i < page->count; i++) {
        used += heights[page->first + i];
    }
    if (page->count == 0) {
        return 0;
    }
    int most = stage->metrics.pad_px * 2;
    int each = (area.h - used) / page->count;
    return each < 0 ? 0 : each < most ? each : most;
}

static void head_build(struct stage *stage, const struct wire_group *group, struct rect *area)
{
    const struct metrics *metrics = &stage->metrics;
    int side = metrics->title_px * 3 / 2;
    struct rect line = *area;
    (void)rect_cut_left(&line, side + metrics->gap_px);
    const char *title = stage_label_of(stage, &group->label);
    int height = stage_text_height(stage, title, KIND_TITLE, line.w);
    height = height > side ? height : side;
    int most = area->h * 28 / 100;
    struct rect head = rect_cut_top(area, height < most ? height : most);
    struct rect badge = rect_cut_left(&head, side);
    (void)rect_cut_left(&head, metrics->gap_px);
    (void)stage_badge(stage, "title.icon", group->icon, rect_center(badge, side, side),
                      stage_group_look(stage->app->visit.group), NULL);
    (void)stage_text(stage, "title", title, KIND_TITLE,
                     &(struct placing){head, TEXT_LEFT, FIT_MIDDLE}, NULL);
    (void)rect_cut_top(area, metrics->pad_px);
}

void group_build(struct stage *stage, struct rect area)
{
    const struct wire_group *group = app_group(stage->app);
    const struct metrics *metrics = &stage->metrics;
    head_build(stage, group, &area);
    int heights[ROWS_MAX];
    for (int i = 0; i < group->need_count; i++) {
        heights[i] = row_height(stage, group->needs[i], area.w);
    }
    struct page page = page_find(stage, heights, group->need_count, area);
    struct rect foot = rect_cut_bottom(&area, page.has_more ? metrics->row_min_px : 0);
    (void)rect_cut_bottom(&area, page.has_more ? metrics->gap_px : 0);
    int extra = stretch(stage, heights, &page, area);
    for (int i = page.first; i < page.first + page.count; i++) {
        struct rect rect = rect_cut_top(&area, heights[i] + extra);
        (void)rect_cut_top(&area, metrics->gap_px);
        need_row(stage, group->needs[i], rect);
    }
    if (page.has_more) {
        struct node *more = stage_wide_button(stage, "more", foot, LOOK_SECONDARY, "more",
                                              stage_say(stage, "more_needs"));
        more->action = ACTION_MORE;
    }
}

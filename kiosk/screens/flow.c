#include "screens/flow.h"

#include "base/memory.h"
#include "screens/flow_draw.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* How large a picture is, in heights of a title. */
enum { PICTURE_TITLES_MIN = 4, PICTURE_TITLES_MAX = 8 };

/* Things that lie side by side. */
struct line {
    int first;
    int count;
    int height_px;
    bool is_touched;
};

struct lines {
    struct line at[FLOW_ITEMS_MAX];
    int count;
};

/* Where one page begins and ends. */
struct page {
    int number; /* from 0 */
    int total;
    int first;
    int end;
};

void flow_begin(struct flow *flow, struct stage *stage)
{
    flow->stage = stage;
    flow->count = 0;
    flow->columns = 1;
    flow->columns_pinned = 1;
    flow->choices_max = 0;
    flow->has_picture = false;
}

struct flow_item *flow_add(struct flow *flow, enum flow_kind kind, const char *id, const char *text)
{
    static const enum look_name looks[FLOW_OWN + 1] = {
        [FLOW_CARD] = LOOK_CARD,   [FLOW_NOTICE] = LOOK_NOTICE, [FLOW_NUMBER] = LOOK_CARD,
        [FLOW_CHOICE] = LOOK_TILE, [FLOW_TOGGLE] = LOOK_CHIP,   [FLOW_BUTTON] = LOOK_SECONDARY};

    assert(flow->count < FLOW_ITEMS_MAX);
    struct flow_item *item = &flow->items[flow->count++];
    *item = (struct flow_item){.kind = kind,
                               .text = text,
                               .look = looks[kind],
                               .badge = kind == FLOW_CARD ? LOOK_BADGE : LOOK_NONE,
                               .language = flow->stage->language,
                               .role = NODE_TEXT};
    bool fits = text_copy(item->id, sizeof(item->id), id);
    assert(fits);
    return item;
}

struct flow_item *flow_add_key(struct flow *flow, enum flow_kind kind, const char *id,
                               const char *icon, const char *text, struct target target)
{
    struct flow_item *item = flow_add(flow, kind, id, text);
    item->icon = icon;
    item->target = target;
    return item;
}

static bool is_touched(const struct flow_item *item)
{
    return item->target.action != ACTION_NONE;
}

static int columns_of(const struct flow *flow, const struct flow_item *item)
{
    if (!is_touched(item)) {
        return 1;
    }
    return item->is_pinned ? flow->columns_pinned : flow->columns;
}

static int cell_width(const struct stage *stage, int width, int columns)
{
    return (width - (columns - 1) * stage->metrics.gap_px) / columns;
}

/* Two things of one kind may share a line. */
static bool may_join(const struct flow *flow, const struct line *line, const struct flow_item *item)
{
    const struct flow_item *first = &flow->items[line->first];
    return line->count < columns_of(flow, item) && is_touched(item) && is_touched(first) &&
           item->kind == first->kind && item->is_pinned == first->is_pinned;
}

/* As high as its highest thing; what is alone has the whole width. */
static void heights_add(const struct flow *flow, struct line *line, int width)
{
    if (!line->is_touched) {
        line->height_px += flow_height(flow->stage, &flow->items[line->first], width);
        return;
    }
    int columns = line->count > 1 ? columns_of(flow, &flow->items[line->first]) : 1;
    for (int i = 0; i < line->count; i++) {
        int height = flow_height(flow->stage, &flow->items[line->first + i],
                                 cell_width(flow->stage, width, columns));
        line->height_px = height > line->height_px ? height : line->height_px;
    }
}

static void lines_find(const struct flow *flow, int width, bool is_pinned, struct lines *out_lines)
{
    out_lines->count = 0;
    for (int i = 0; i < flow->count; i++) {
        const struct flow_item *item = &flow->items[i];
        if (item->is_pinned != is_pinned) {
            continue;
        }
        struct line *last = out_lines->count > 0 ? &out_lines->at[out_lines->count - 1] : NULL;
        if (item->is_inside && last != NULL) {
            last->count++;
            last->height_px += flow_height_inside(flow->stage, item, width);
            continue;
        }
        if (last == NULL || !may_join(flow, last, item)) {
            last = &out_lines->at[out_lines->count++];
            *last = (struct line){.first = i, .is_touched = is_touched(item)};
        }
        last->count++;
    }
    for (int i = 0; i < out_lines->count; i++) {
        heights_add(flow, &out_lines->at[i], width);
    }
}

/* The air above a line. */
static int air_above(const struct flow *flow, const struct lines *lines, int index)
{
    const struct metrics *metrics = &flow->stage->metrics;
    const struct flow_item *item = &flow->items[lines->at[index].first];
    const struct flow_item *before = &flow->items[lines->at[index - 1].first];
    if (before->kind == FLOW_FACT && item->kind == FLOW_FACT) {
        return metrics->gap_px / 2;
    }
    return is_touched(item) == is_touched(before) ? metrics->gap_px : metrics->gap_px * 3 / 2;
}

/* Where a line would begin after what ends at `y`: nothing is touched above the reach. */
static int line_top(const struct flow *flow, const struct lines *lines, int index, int y,
                    bool is_first)
{
    int top = is_first ? y : y + air_above(flow, lines, index);
    int reach = flow->stage->reach.top_px;
    return lines->at[index].is_touched && top < reach ? reach : top;
}

/* The line after the last that fits into the area; at least one does. */
static int page_end(const struct flow *flow, const struct lines *lines, int first, struct rect area)
{
    int y = area.y;
    int i = first;
    int choices = 0;
    while (i < lines->count) {
        int bottom = line_top(flow, lines, i, y, i == first) + lines->at[i].height_px;
        choices += lines->at[i].is_touched ? lines->at[i].count : 0;
        bool is_many = flow->choices_max > 0 && choices > flow->choices_max;
        if ((bottom > area.y + area.h || is_many) && i > first) {
            break;
        }
        y = bottom;
        i++;
    }
    /* A heading stays with what it is for. */
    bool is_parted =
        i < lines->count && i > first + 1 && flow->items[lines->at[i - 1].first].kind == FLOW_SMALL;
    return is_parted ? i - 1 : i;
}

static struct page page_find(const struct flow *flow, const struct lines *lines, struct rect area)
{
    int wanted = flow->stage->app->visit.page;
    struct page page = {0};
    int first = 0;
    while (first < lines->count || page.total == 0) {
        int end = page_end(flow, lines, first, area);
        if (page.total <= wanted) { /* the last one when there are fewer */
            page.number = page.total;
            page.first = first;
            page.end = end;
        }
        page.total++;
        first = end > first ? end : first + 1;
    }
    return page;
}

static void line_draw(const struct flow *flow, const struct line *line, struct rect rect)
{
    if (!line->is_touched && line->count > 1) {
        flow_draw_card(flow->stage, &flow->items[line->first], line->count, rect);
        return;
    }
    int columns = line->count > 1 ? columns_of(flow, &flow->items[line->first]) : 1;
    for (int i = 0; i < line->count; i++) {
        struct rect cell = rect_grid(rect, columns, 1, flow->stage->metrics.gap_px, i);
        flow_draw(flow->stage, &flow->items[line->first + i], cell);
    }
}

static bool may_stretch(const struct flow *flow, const struct line *line)
{
    enum flow_kind kind = flow->items[line->first].kind;
    return kind == FLOW_CHOICE || kind == FLOW_TOGGLE || kind == FLOW_OWN;
}

static int page_bottom(const struct flow *flow, const struct lines *lines, const struct page *page,
                       struct rect area)
{
    int y = area.y;
    for (int i = page->first; i < page->end; i++) {
        y = line_top(flow, lines, i, y, i == page->first) + lines->at[i].height_px;
    }
    return y;
}

/* What is left over makes what is chosen from taller, up to a comfortable size. */
static int stretch_of(const struct flow *flow, const struct lines *lines, const struct page *page,
                      struct rect area)
{
    int touched = 0;
    for (int i = page->first; i < page->end; i++) {
        touched += may_stretch(flow, &lines->at[i]);
    }
    int spare = area.y + area.h - page_bottom(flow, lines, page, area);
    int most = flow->stage->metrics.pad_px * 3 / 2;
    int each = touched > 0 && spare > 0 ? spare / touched : 0;
    return each < most ? each : most;
}

/* What the page is about, once more, off the top of *area, where a later page leaves room for it.
 */
static void head_repeat(const struct flow *flow, const struct lines *lines, const struct page *page,
                        struct rect *area)
{
    if (page->first == 0 || !lines->at[page->first].is_touched) {
        return;
    }
    int gap = flow->stage->metrics.gap_px;
    struct rect rest = *area;
    int count = 0;
    while (count < page->first && !lines->at[count].is_touched) {
        (void)rect_cut_top(&rest, lines->at[count].height_px + gap);
        count++;
    }
    if (page_bottom(flow, lines, page, rest) > rest.y + rest.h) {
        return;
    }
    for (int i = 0; i < count; i++) {
        line_draw(flow, &lines->at[i], rect_cut_top(area, lines->at[i].height_px));
        (void)rect_cut_top(area, gap);
    }
}

/* Gives what is left below. */
static struct rect page_draw(const struct flow *flow, const struct lines *lines,
                             const struct page *page, struct rect area)
{
    head_repeat(flow, lines, page, &area);
    int stretch = stretch_of(flow, lines, page, area);
    int y = area.y;
    for (int i = page->first; i < page->end; i++) {
        const struct line *line = &lines->at[i];
        int top = line_top(flow, lines, i, y, i == page->first);
        int height = line->height_px + (may_stretch(flow, line) ? stretch : 0);
        int room = area.y + area.h - top;
        height = height < room ? height : room;
        line_draw(flow, line, (struct rect){area.x, top, area.w, height});
        y = top + height;
    }
    (void)rect_cut_top(&area, y - area.y);
    return area;
}

/* Where a screen says little there is room for something friendly. */
static void picture_draw(struct stage *stage, struct rect rest)
{
    const struct metrics *metrics = &stage->metrics;
    int most = metrics->title_px * PICTURE_TITLES_MAX;
    int side = (rest.w < rest.h ? rest.w : rest.h) - 2 * metrics->pad_px;
    side = side < most ? side : most;
    bool is_plain = stage->app->visit.is_contrast || metrics->text_scale_percent > 100;
    if (!is_plain && side >= metrics->title_px * PICTURE_TITLES_MIN) {
        (void)stage_picture(stage, "picture", "welcome", rect_center(rest, side, side), "");
    }
}

static int pager_height(const struct stage *stage)
{
    int words = stage->metrics.label_px * 5 / 4;
    return words > stage->metrics.row_min_px ? words : stage->metrics.row_min_px;
}

/* "2 z 3", and the button to the next page. */
static void pager_draw(struct stage *stage, const struct page *page, struct rect rect)
{
    char now[16];
    char all[16];
    char words[64];
    bool is_last = page->number + 1 == page->total;
    struct rect left = is_last ? rect : rect_cut_left(&rect, rect.w * 38 / 100);
    (void)snprintf(now, sizeof(now), "%d", page->number + 1);
    (void)snprintf(all, sizeof(all), "%d", page->total);
    const struct i18n_value values[] = {{"n", now}, {"all", all}};
    i18n_format(words, sizeof(words), stage_say(stage, "page_of"), values, 2);
    if (stage_text_height(stage, words, KIND_HINT, left.w) >
        stage_text_height(stage, now, KIND_HINT, left.w)) {
        i18n_format(words, sizeof(words), stage_say(stage, "page_of_short"), values, 2);
    }
    (void)stage_text(stage, "page", words, KIND_HINT,
                     &(struct placing){left, is_last ? TEXT_CENTER : TEXT_LEFT, FIT_MIDDLE}, NULL);
    if (is_last) {
        return;
    }
    (void)rect_cut_left(&rect, stage->metrics.gap_px);
    struct node *more =
        stage_wide_button(stage, "more", rect, LOOK_SECONDARY, "more", stage_say(stage, "next"));
    more->action = ACTION_PAGE;
    more->argument = page->number + 1;
}

/* The strip at the foot for what is on every page. */
static int pinned_height(const struct flow *flow, const struct lines *pinned)
{
    int high = 0;
    for (int i = 0; i < pinned->count; i++) {
        high += pinned->at[i].height_px + flow->stage->metrics.gap_px;
    }
    return high;
}

static void pinned_draw(const struct flow *flow, const struct lines *pinned, struct rect strip)
{
    for (int i = 0; i < pinned->count; i++) {
        (void)rect_cut_top(&strip, flow->stage->metrics.gap_px);
        line_draw(flow, &pinned->at[i], rect_cut_top(&strip, pinned->at[i].height_px));
    }
}

static void unpin(struct flow *flow)
{
    for (int i = 0; i < flow->count; i++) {
        flow->items[i].is_pinned = false;
    }
}

/* Half of a page stays for what comes and goes, and room for the highest key of it. */
static bool has_room_for(const struct flow *flow, const struct lines *pinned, struct rect area)
{
    struct lines lines;
    lines_find(flow, area.w, false, &lines);
    int highest = 0;
    for (int i = 0; i < lines.count; i++) {
        const struct line *line = &lines.at[i];
        highest = line->is_touched && line->height_px > highest ? line->height_px : highest;
    }
    int top = flow->stage->reach.top_px > area.y ? flow->stage->reach.top_px : area.y;
    int strip =
        pinned_height(flow, pinned) + pager_height(flow->stage) + flow->stage->metrics.gap_px;
    return strip * 2 <= area.h && top + highest + strip <= area.y + area.h;
}

void flow_end(struct flow *flow, struct rect area)
{
    struct stage *stage = flow->stage;
    struct lines lines;
    struct lines pinned;
    lines_find(flow, area.w, true, &pinned);
    if (!has_room_for(flow, &pinned, area)) {
        unpin(flow);
        pinned.count = 0;
    }
    lines_find(flow, area.w, false, &lines);
    struct rect strip = rect_cut_bottom(&area, pinned_height(flow, &pinned));
    struct page page = page_find(flow, &lines, area);
    struct rect pager = {0};
    if (page.total > 1) {
        pager = rect_cut_bottom(&area, pager_height(stage));
        (void)rect_cut_bottom(&area, stage->metrics.gap_px);
        page = page_find(flow, &lines, area);
    }
    struct rect rest = page_draw(flow, &lines, &page, area);
    if (flow->has_picture && page.total == 1) {
        picture_draw(stage, rest);
    }
    if (page.total > 1) {
        pager_draw(stage, &page, pager);
    }
    pinned_draw(flow, &pinned, strip);
}

#include "screens/flow_draw.h"

#include "base/memory.h"

#include <stdio.h>
#include <string.h>

/* What lies left and right of the words of a surface. */
struct sides {
    int inset_px;
    int icon_px; /* the icon's or badge's side; 0: none */
    int mark_px; /* the arrow at the right end */
};

static enum text_kind text_kind_of(const struct flow_item *item)
{
    if (item->is_large) {
        return KIND_LEAD;
    }
    switch (item->kind) {
    case FLOW_TITLE: return KIND_TITLE;
    case FLOW_LEAD:
    case FLOW_CARD: return KIND_LEAD;
    case FLOW_SMALL: return KIND_HINT;
    case FLOW_NUMBER: return KIND_NUMBER;
    case FLOW_CHOICE:
    case FLOW_TOGGLE: return KIND_LABEL;
    case FLOW_BUTTON: return KIND_BUTTON;
    default: return KIND_BODY;
    }
}

static bool is_plain(enum flow_kind kind)
{
    return kind == FLOW_TITLE || kind == FLOW_LEAD || kind == FLOW_TEXT || kind == FLOW_SMALL;
}

/* Icons grow with the words, but leave them the width they need. */
static struct sides sides_of(const struct stage *stage, const struct flow_item *item, int width)
{
    const struct metrics *metrics = &stage->metrics;
    struct sides sides = {.inset_px = metrics->pad_px};
    if (item->kind == FLOW_FACT) {
        sides.inset_px = 0;
    }
    int most = width * 16 / 100;
    if (item->icon != NULL) {
        bool is_badge = item->badge != LOOK_NONE;
        int wished = is_badge ? metrics->label_px * 7 / 4 : metrics->label_px * 5 / 4;
        sides.icon_px = wished < most ? wished : most;
    }
    if (item->kind == FLOW_CHOICE && !item->is_large) {
        sides.mark_px = metrics->text_min_px * 5 / 4;
    }
    return sides;
}

static int words_width(const struct stage *stage, const struct sides *sides, int width)
{
    int gap = stage->metrics.gap_px;
    return width - 2 * sides->inset_px - (sides->icon_px > 0 ? sides->icon_px + gap : 0) -
           (sides->mark_px > 0 ? sides->mark_px + gap / 2 : 0);
}

static int hint_height(const struct stage *stage, const struct flow_item *item, int width)
{
    return item->hint != NULL ? stage_text_height(stage, item->hint, KIND_HINT, width) : 0;
}

struct part_id {
    char text[NODE_ID_MAX + 1];
};

/* "need.money.hint" */
static struct part_id part_id(const struct flow_item *item, const char *part)
{
    struct part_id id;
    (void)snprintf(id.text, sizeof(id.text), "%.*s.%s", FLOW_ID_MAX, item->id, part);
    return id;
}

/* A title may have a badge before it; when the words are large they need the width. */
static int title_badge(const struct stage *stage, const struct flow_item *item)
{
    bool has_badge =
        item->kind == FLOW_TITLE && item->icon != NULL && stage->metrics.text_scale_percent == 100;
    return has_badge ? stage->metrics.title_px * 3 / 2 : 0;
}

int flow_height(const struct stage *stage, const struct flow_item *item, int width_px)
{
    const struct metrics *metrics = &stage->metrics;
    enum text_kind kind = text_kind_of(item);
    if (is_plain(item->kind)) {
        int side = title_badge(stage, item);
        int room = side > 0 ? width_px - side - metrics->gap_px : width_px;
        int high = stage_text_height(stage, item->text, kind, room);
        return high > side ? high : side;
    }
    if (item->kind == FLOW_OWN) {
        return item->height_px;
    }
    if (item->kind == FLOW_NUMBER) {
        int least = metrics_px(metrics, 70); /* a code that a phone reads at arm's length */
        int high = metrics->title_px * 9 / 4;
        return high > least ? high : least;
    }
    struct sides sides = sides_of(stage, item, width_px);
    int room = words_width(stage, &sides, width_px);
    int words = stage_text_height(stage, item->text, kind, room) + hint_height(stage, item, room);
    int high = words > sides.icon_px ? words : sides.icon_px;
    if (item->kind == FLOW_FACT) {
        return high;
    }
    high += metrics->gap_px * (item->kind == FLOW_CARD ? 2 : 1);
    return high > metrics->row_min_px ? high : metrics->row_min_px;
}

static void draw_plain(struct stage *stage, const struct flow_item *item, struct rect rect)
{
    int side = title_badge(stage, item);
    if (side > 0) {
        struct part_id id = part_id(item, "icon");
        struct rect badge = rect_center(rect_cut_left(&rect, side), side, side);
        (void)stage_badge(stage, id.text, item->icon, badge, item->badge, NULL);
        (void)rect_cut_left(&rect, stage->metrics.gap_px);
    }
    struct node *node =
        stage_text(stage, item->id, item->text, text_kind_of(item),
                   &(struct placing){rect, TEXT_LEFT, side > 0 ? FIT_MIDDLE : FIT_TOP}, NULL);
    node->language = item->language;
    if (item->role != NODE_TEXT) {
        node->role = item->role;
    }
}

/* Icon or badge at the left end of *inner. */
static void icon_draw(struct stage *stage, struct node *node, const struct flow_item *item,
                      const struct sides *sides, struct rect *inner)
{
    if (sides->icon_px == 0) {
        return;
    }
    struct rect column = rect_cut_left(inner, sides->icon_px);
    (void)rect_cut_left(inner, stage->metrics.gap_px);
    struct rect rect = rect_center(column, sides->icon_px, sides->icon_px);
    if (item->badge == LOOK_NONE) {
        stage_icon(node, item->icon, rect);
        return;
    }
    struct part_id id = part_id(item, "icon");
    (void)stage_badge(stage, id.text, item->icon, rect, item->badge, node);
}

static struct node *surface_draw(struct stage *stage, const struct flow_item *item,
                                 struct rect rect)
{
    struct part_id id = part_id(item, "card");
    return stage_panel(stage, id.text, rect, item->look, NULL);
}

/* Badge and words in the upper part of a surface, or in all of it. */
static void words_draw(struct stage *stage, const struct flow_item *item, struct node *card,
                       struct rect rect)
{
    struct sides sides = sides_of(stage, item, rect.w);
    struct rect inner = rect_inset(rect, sides.inset_px, stage->metrics.gap_px / 3);
    icon_draw(stage, card, item, &sides, &inner);
    struct node *node = stage_text(stage, item->id, item->text, text_kind_of(item),
                                   &(struct placing){inner, TEXT_LEFT, FIT_MIDDLE}, card);
    node->role = item->role;
    node->language = item->language;
}

static void draw_fact(struct stage *stage, const struct flow_item *item, struct rect rect,
                      const struct node *card)
{
    struct sides sides = sides_of(stage, item, rect.w);
    struct rect words = rect;
    (void)rect_cut_left(&words, sides.icon_px + stage->metrics.gap_px);
    struct node *node = stage_text(stage, item->id, item->text, KIND_BODY,
                                   &(struct placing){words, TEXT_LEFT, FIT_MIDDLE}, card);
    node->rect = rect;
    node->role = item->role;
    node->language = item->language;
    struct rect mark = {rect.x, rect.y, sides.icon_px, rect.h};
    stage_icon(node, item->icon, rect_center(mark, sides.icon_px, sides.icon_px));
}

int flow_height_inside(const struct stage *stage, const struct flow_item *item, int width_px)
{
    int width = width_px - 2 * stage->metrics.pad_px;
    return flow_height(stage, item, width) + stage->metrics.gap_px / 2;
}

void flow_draw_card(struct stage *stage, const struct flow_item *items, int count, struct rect rect)
{
    struct node *card = surface_draw(stage, &items[0], rect);
    words_draw(stage, &items[0], card, rect_cut_top(&rect, flow_height(stage, &items[0], rect.w)));
    for (int i = 1; i < count; i++) {
        int height = flow_height_inside(stage, &items[i], rect.w);
        struct rect line = rect_cut_top(&rect, height);
        (void)rect_cut_bottom(&line, stage->metrics.gap_px / 2);
        draw_fact(stage, &items[i], rect_inset(line, stage->metrics.pad_px, 0), card);
    }
}

/* The picture is a square at the right end. */
static void picture_draw(struct stage *stage, const struct flow_item *item, struct rect rect,
                         const struct node *card)
{
    struct rect square =
        rect_center(rect, rect.w < rect.h ? rect.w : rect.h, rect.w < rect.h ? rect.w : rect.h);
    stage_picture(stage, item->icon, item->icon, square, item->hint)->parent =
        node_index(stage->list, card);
}

static void draw_number(struct stage *stage, const struct flow_item *item, struct rect rect)
{
    struct node *card = surface_draw(stage, item, rect);
    struct rect inner = rect_inset(rect, stage->metrics.pad_px, stage->metrics.gap_px / 2);
    struct rect picture = rect_cut_right(&inner, item->icon != NULL ? inner.h : 0);
    struct node *node = stage_text(stage, item->id, item->text, KIND_NUMBER,
                                   &(struct placing){inner, TEXT_CENTER, FIT_MIDDLE}, card);
    node->role = item->role;
    if (item->icon != NULL) {
        picture_draw(stage, item, picture, card);
    }
}

static void hint_draw(struct stage *stage, const struct flow_item *item, struct node *node,
                      struct rect rect)
{
    struct part_id id = part_id(item, "hint");
    struct node *hint = stage_text(stage, id.text, item->hint, KIND_HINT,
                                   &(struct placing){rect, TEXT_LEFT, FIT_MIDDLE}, node);
    hint->language = item->language;
}

static void mark_draw(struct stage *stage, struct node *node, const struct flow_item *item,
                      const struct sides *sides, struct rect *inner)
{
    if (sides->mark_px == 0) {
        return;
    }
    struct rect mark = rect_cut_right(inner, sides->mark_px);
    (void)rect_cut_right(inner, stage->metrics.gap_px / 2);
    /* With an icon of its own the row is clear enough; the node has one icon only. */
    if (item->icon == NULL || item->badge != LOOK_NONE) {
        stage_icon(node, "next", rect_center(mark, sides->mark_px, sides->mark_px));
    }
}

static struct node *key_node(struct stage *stage, const struct flow_item *item, struct rect rect)
{
    bool is_on = item->is_on && item->look == LOOK_CHIP;
    struct node *node =
        stage_button(stage, item->id, rect, is_on ? LOOK_CHIP_ON : item->look, item->target);
    bool is_toggle = item->kind == FLOW_TOGGLE && item->target.action != ACTION_QUESTION_OPEN;
    node->role = is_toggle ? NODE_TOGGLE : NODE_BUTTON;
    node->is_selected = item->is_on;
    node->is_enabled = !item->is_disabled;
    node->is_pressed = node->is_pressed || item->is_held;
    node->language = item->language;
    return node;
}

/* A short button's icon and words stand in its middle, as one. */
static void centre(const struct stage *stage, struct node *node, const struct sides *sides)
{
    int spare = node->text.rect.w - node->text.size.width_px;
    if (spare <= 0 || node->text.align != TEXT_LEFT) {
        return;
    }
    (void)stage;
    node->text.rect.x += spare / 2;
    node->text.rect.w -= spare / 2;
    node->icon_rect.x += sides->icon_px > 0 ? spare / 2 : 0;
}

static void draw_key(struct stage *stage, const struct flow_item *item, struct rect rect)
{
    struct sides sides = sides_of(stage, item, rect.w);
    struct node *node = key_node(stage, item, rect);
    struct rect inner = rect_inset(rect, sides.inset_px, stage->metrics.gap_px / 3);
    mark_draw(stage, node, item, &sides, &inner);
    struct rect words = inner;
    if (sides.icon_px > 0) {
        (void)rect_cut_left(&words, sides.icon_px + stage->metrics.gap_px);
    }
    int label_high = stage_text_height(stage, item->text, text_kind_of(item), words.w);
    int hint_high = hint_height(stage, item, words.w);
    int spare = words.h - label_high - hint_high;
    struct rect upper = words;
    if (item->hint != NULL) {
        (void)rect_cut_top(&words, spare > 0 ? spare / 2 : 0);
        upper = rect_cut_top(&words, spare >= 0 ? label_high
                                                : words.h * label_high / (label_high + hint_high));
    }
    stage_words(stage, node, item->text, text_kind_of(item),
                &(struct placing){upper, TEXT_LEFT, FIT_MIDDLE});
    icon_draw(stage, node, item, &sides, &inner);
    if (item->hint != NULL) {
        stage_speak_more(node, item->hint);
        hint_draw(stage, item, node, spare >= 0 ? rect_cut_top(&words, hint_high) : words);
    } else if (item->kind == FLOW_BUTTON || item->is_large) {
        centre(stage, node, &sides);
    }
}

void flow_draw(struct stage *stage, const struct flow_item *item, struct rect rect)
{
    switch (item->kind) {
    case FLOW_TITLE:
    case FLOW_LEAD:
    case FLOW_TEXT:
    case FLOW_SMALL: draw_plain(stage, item, rect); break;
    case FLOW_FACT: draw_fact(stage, item, rect, NULL); break;
    case FLOW_CARD:
    case FLOW_NOTICE: words_draw(stage, item, surface_draw(stage, item, rect), rect); break;
    case FLOW_NUMBER: draw_number(stage, item, rect); break;
    case FLOW_CHOICE:
    case FLOW_TOGGLE:
    case FLOW_BUTTON: draw_key(stage, item, rect); break;
    case FLOW_OWN: item->draw(stage, rect); break;
    case FLOW_KIND_COUNT: break;
    }
}

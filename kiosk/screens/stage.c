#include "screens/stage.h"

#include "base/clock.h"
#include "base/memory.h"
#include "base/promise_words.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct kind_style {
    enum text_weight weight;
    int leading_percent;
    bool is_soft;
};

static const struct kind_style kinds[KIND_COUNT] = {
    [KIND_TITLE] = {TEXT_BOLD, 115, false},  [KIND_LABEL] = {TEXT_BOLD, 118, false},
    [KIND_LEAD] = {TEXT_BOLD, 120, false},   [KIND_BODY] = {TEXT_REGULAR, 128, false},
    [KIND_HINT] = {TEXT_REGULAR, 124, true}, [KIND_KEY] = {TEXT_REGULAR, 102, false},
    [KIND_BUTTON] = {TEXT_BOLD, 116, false}, [KIND_NUMBER] = {TEXT_BOLD, 105, false},
};

void stage_init(struct stage *stage, const struct screens_context *context, const struct app *app,
                struct node_list *list)
{
    *stage = (struct stage){
        .context = context, .app = app, .list = list, .language = app->visit.language};
    stage->theme = theme_get(app->visit.is_contrast ? THEME_CONTRAST : THEME_LIGHT);
    stage->metrics = screens_metrics(context, app);
    stage->reach = metrics_reach(&stage->metrics, app->visit.is_low);
    stage->key_px = stage->metrics.text_min_px;
    list->count = 0;
    list->theme = stage->theme->name;
    list->language = stage->language;
    list->width_px = context->panel->width_px;
    list->height_px = context->panel->height_px;
    list->page = stage->theme->looks[LOOK_PAGE].fill;
    list->focus = stage->theme->focus;
    (void)text_copy(list->screen, sizeof(list->screen), app_screen_name(app));
}

bool stage_is_flowing(const struct stage *stage)
{
    const struct metrics *metrics = &stage->metrics;
    bool is_short = stage->reach.top_px > metrics->margin_px + metrics->title_px;
    return metrics->text_scale_percent > 100 || is_short;
}

int stage_columns(const struct stage *stage)
{
    return stage->metrics.is_portrait || stage->metrics.text_scale_percent > 100 ? 1 : 2;
}

const char *stage_say(const struct stage *stage, const char *key)
{
    return i18n_text(stage->context->i18n, stage->language, key);
}

void stage_say_number(const struct stage *stage, const char *key, const char *name, int64_t number,
                      char *out, size_t out_size)
{
    char digits[24];
    (void)snprintf(digits, sizeof(digits), "%" PRId64, number);
    i18n_format(out, out_size, stage_say(stage, key), &(struct i18n_value){name, digits}, 1);
}

void stage_say_ahead(const struct stage *stage, int64_t ahead, char *out, size_t out_size)
{
    if (ahead == 0) {
        (void)text_copy(out, out_size, stage_say(stage, "ahead_none"));
        return;
    }
    stage_say_number(stage, "ahead", "n", ahead, out, out_size);
}

void stage_say_wait(const struct stage *stage, const struct wire_wait *wait, char *out,
                    size_t out_size)
{
    char low[24];
    char high[24];
    (void)snprintf(low, sizeof(low), "%" PRId64, wait->low_min);
    (void)snprintf(high, sizeof(high), "%" PRId64, wait->high_min);
    const struct i18n_value values[] = {{"a", low}, {"b", high}};
    enum promise_kind kind = promise_kind_of(wait->is_known, wait->low_min, wait->high_min);
    i18n_format(out, out_size, stage_say(stage, promise_text_key(kind)), values, 2);
}

void stage_say_phone(const struct stage *stage, char *out, size_t out_size)
{
    i18n_format(out, out_size, stage_say(stage, "ticket_phone"),
                &(struct i18n_value){"phone", stage->app->catalog->office_phone}, 1);
}

void stage_openings(const struct opening *openings, int count, char *out, size_t out_size)
{
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; i < count && used < out_size; i++) {
        char open[CLOCK_HOUR_MAX + 1];
        char close[CLOCK_HOUR_MAX + 1];
        clock_hour_text(openings[i].open_min, open);
        clock_hour_text(openings[i].close_min, close);
        int length =
            snprintf(out + used, out_size - used, "%s%s–%s", i > 0 ? ", " : "", open, close);
        used += length > 0 ? (size_t)length : 0;
    }
}

const char *stage_label_of(const struct stage *stage, const struct wire_label *label)
{
    const char *text = label->text[stage->language];
    return text[0] != '\0' ? text : label->text[LANGUAGE_PL];
}

const char *stage_hint_of(const struct stage *stage, const struct wire_hint *hint)
{
    const char *text = hint->text[stage->language];
    return text[0] != '\0' ? text : hint->text[LANGUAGE_PL];
}

static int kind_size_px(const struct stage *stage, enum text_kind kind)
{
    const struct metrics *metrics = &stage->metrics;
    switch (kind) {
    case KIND_TITLE: return metrics->title_px;
    case KIND_LABEL:
    case KIND_BUTTON: return metrics->label_px;
    case KIND_LEAD: return metrics->lead_px;
    case KIND_NUMBER: return metrics->title_px * 6;
    case KIND_BODY: return metrics->body_px;
    case KIND_KEY: return stage->key_px;
    default: return metrics->hint_px;
    }
}

static struct fit_wish wish_of(const struct stage *stage, enum text_kind kind,
                               const struct placing *placing)
{
    return (struct fit_wish){
        .style = {kinds[kind].weight, kind_size_px(stage, kind), kinds[kind].leading_percent},
        .align = placing->align,
        .rise = placing->rise,
        .size_min_px = stage->metrics.text_min_px,
        .shrink_percent = kind == KIND_NUMBER ? 10
                          : kind == KIND_KEY  ? 100
                                              : 0,
        .lines_max = kind == KIND_NUMBER ? 1 : 0};
}

int stage_text_height(const struct stage *stage, const char *text, enum text_kind kind,
                      int width_px)
{
    struct fit_wish wish = wish_of(stage, kind, &(struct placing){0});
    return fit_height_px(stage->context->meter, &wish, text, width_px);
}

static const struct look *look_of(const struct stage *stage, enum look_name look)
{
    return &stage->theme->looks[look];
}

static struct color fill_behind(const struct stage *stage, const struct node *parent)
{
    const struct node_list *list = stage->list;
    assert(list != NULL);
    const struct node *at = parent;
    while (at != NULL && at->box.fill.a == 0) {
        at = at->parent == NODE_NO_PARENT ? NULL : &list->nodes[at->parent];
    }
    return at != NULL ? color_blend(at->box.fill, list->page) : list->page;
}

static void node_dress(const struct stage *stage, struct node *node, enum look_name name)
{
    const struct look *look = look_of(stage, name);
    int width = stage->metrics.panel.width_px < stage->metrics.panel.height_px
                    ? stage->metrics.panel.width_px
                    : stage->metrics.panel.height_px;
    node->box.fill = node->is_pressed ? look->fill_pressed : look->fill;
    node->box.border = look->border;
    node->box.border_px = look->border_px == 0 ? 0 : (look->border_px * width + 1079) / 1080;
    node->box.radius_px = stage->metrics.radius_px;
    node->box.has_shadow = look->has_shadow && !node->is_pressed;
    node->text.color = node->is_pressed ? look->ink_pressed : look->ink;
    node->icon_color = node->text.color;
    struct node *parent = node->parent == NODE_NO_PARENT ? NULL : &stage->list->nodes[node->parent];
    node->behind = node->box.fill.a == 255 ? node->box.fill : fill_behind(stage, parent);
}

struct node *stage_panel(struct stage *stage, const char *id, struct rect rect, enum look_name look,
                         const struct node *parent)
{
    struct node *node = node_add(stage->list, id, NODE_PANEL, rect);
    node->parent = parent == NULL ? NODE_NO_PARENT : node_index(stage->list, parent);
    node_dress(stage, node, look);
    return node;
}

struct node *stage_button(struct stage *stage, const char *id, struct rect rect,
                          enum look_name look, struct target target)
{
    struct node *node = node_add(stage->list, id, NODE_BUTTON, rect);
    const struct app *app = stage->app;
    node->action = target.action;
    node->argument = target.argument;
    node->is_pressed = strcmp(app->press.target.id, id) == 0;
    node->is_focused = strcmp(app->focus, id) == 0;
    node_dress(stage, node, look);
    return node;
}

void stage_words(struct stage *stage, struct node *node, const char *text, enum text_kind kind,
                 const struct placing *placing)
{
    (void)text_copy(node->label, sizeof(node->label), text);
    (void)text_copy(node->speech, sizeof(node->speech), text);
    struct fit_wish wish = wish_of(stage, kind, placing);
    fit_label(node, stage->context->meter, &wish, placing->rect);
}

struct node *stage_text(struct stage *stage, const char *id, const char *text, enum text_kind kind,
                        const struct placing *placing, const struct node *parent)
{
    enum node_role role = kind == KIND_TITLE ? NODE_HEADING : NODE_TEXT;
    struct node *node = node_add(stage->list, id, role, placing->rect);
    node->behind = fill_behind(stage, parent);
    node->text.color = look_of(stage, LOOK_PAGE)->ink;
    if (parent != NULL) {
        node->parent = node_index(stage->list, parent);
        node->text.color = parent->text.color;
    }
    bool may_soften = parent == NULL || !parent->is_pressed;
    if (kinds[kind].is_soft && may_soften) {
        const struct color soft = look_of(stage, LOOK_PAGE)->ink_soft;
        bool is_plain = color_is_equal(node->text.color, look_of(stage, LOOK_PAGE)->ink);
        node->text.color = is_plain ? soft : node->text.color;
    }
    node->icon_color = node->text.color;
    stage_words(stage, node, text, kind, placing);
    return node;
}

void stage_icon(struct node *node, const char *icon, struct rect rect)
{
    (void)text_copy(node->icon, sizeof(node->icon), icon);
    node->icon_rect = rect;
}

struct node *stage_badge(struct stage *stage, const char *id, const char *icon, struct rect rect,
                         enum look_name look, const struct node *parent)
{
    struct node *node = stage_panel(stage, id, rect, look, parent);
    node->role = NODE_IMAGE;
    node->box.radius_px = rect.w * 30 / 100;
    int side = rect.w * 66 / 100;
    stage_icon(node, icon, rect_center(rect, side, side));
    return node;
}

struct node *stage_picture(struct stage *stage, const char *id, const char *icon, struct rect rect,
                           const char *speech)
{
    struct node *node = node_add(stage->list, id, NODE_IMAGE, rect);
    stage_icon(node, icon, rect);
    (void)text_copy(node->speech, sizeof(node->speech), speech);
    return node;
}

int stage_fact_height(const struct stage *stage, const char *text, int width_px)
{
    const struct metrics *metrics = &stage->metrics;
    int side = metrics->body_px * 115 / 100;
    int height = stage_text_height(stage, text, KIND_BODY, width_px - side - metrics->gap_px);
    return (height > side ? height : side) + metrics->gap_px / 2;
}

struct node *stage_fact(struct stage *stage, const char *id, const char *icon, const char *text,
                        struct rect *area, const struct node *parent)
{
    const struct metrics *metrics = &stage->metrics;
    int side = metrics->body_px * 115 / 100;
    int height = stage_fact_height(stage, text, area->w) - metrics->gap_px / 2;
    struct rect rect = rect_cut_top(area, height);
    struct rect words = rect;
    (void)rect_cut_left(&words, side + metrics->gap_px);
    struct node *node = stage_text(stage, id, text, KIND_BODY,
                                   &(struct placing){words, TEXT_LEFT, FIT_MIDDLE}, parent);
    node->rect = rect;
    stage_icon(node, icon, (struct rect){rect.x, rect.y + (rect.h - side) / 2, side, side});
    (void)rect_cut_top(area, metrics->gap_px / 2);
    return node;
}

/* On one line if that does not cost more than a little size, else as it fits. */
static void words_in_few_lines(struct stage *stage, struct node *node, const char *text,
                               const struct placing *placing)
{
    struct fit_wish wish = wish_of(stage, KIND_BUTTON, placing);
    wish.lines_max = 1;
    (void)text_copy(node->label, sizeof(node->label), text);
    (void)text_copy(node->speech, sizeof(node->speech), text);
    fit_label(node, stage->context->meter, &wish, placing->rect);
    if (node->overflow) {
        stage_words(stage, node, text, KIND_BUTTON, placing);
    }
}

/* Icon and words as one, left to right. */
static void lay_wide(struct stage *stage, struct node *node, const char *icon, const char *text,
                     bool is_centred)
{
    const struct metrics *metrics = &stage->metrics;
    bool is_narrow = node->rect.w < metrics->text_min_px * 10;
    int gap = is_narrow ? metrics->gap_px / 2 : metrics->gap_px;
    struct rect inner = rect_inset(node->rect, is_narrow ? gap : metrics->pad_px, 4);
    int side = metrics->label_px * 125 / 100;
    int room = inner.w - side - gap;
    struct placing placing = {{0, inner.y, room, inner.h}, TEXT_LEFT, FIT_MIDDLE};
    words_in_few_lines(stage, node, text, &placing);
    int width = side + gap + node->text.size.width_px;
    int spare = is_centred && width < inner.w ? inner.w - width : 0;
    int left = inner.x + spare / 2;
    stage_icon(node, icon, (struct rect){left, inner.y + (inner.h - side) / 2, side, side});
    node->text.rect.x = left + side + gap;
    node->text.rect.w = inner.x + inner.w - node->text.rect.x;
}

struct node *stage_wide_button(struct stage *stage, const char *id, struct rect rect,
                               enum look_name look, const char *icon, const char *text)
{
    struct node *node = stage_button(stage, id, rect, look, (struct target){0});
    lay_wide(stage, node, icon, text, true);
    return node;
}

struct node *stage_answer(struct stage *stage, const char *id, struct rect rect, const char *text,
                          bool is_chosen)
{
    struct node *node =
        stage_button(stage, id, rect, is_chosen ? LOOK_CHIP_ON : LOOK_CHIP, (struct target){0});
    lay_wide(stage, node, is_chosen ? "check" : "offer", text, false);
    node->is_selected = is_chosen;
    node->role = NODE_TOGGLE;
    return node;
}

void stage_speak_more(struct node *node, const char *text)
{
    size_t used = strlen(node->speech);
    const char *gap = used > 0 && strchr(".?!", node->speech[used - 1]) == NULL ? ". " : " ";
    (void)text_copy(node->speech + used, sizeof(node->speech) - used, gap);
    used = strlen(node->speech);
    (void)text_copy(node->speech + used, sizeof(node->speech) - used, text);
}

enum look_name stage_group_look(int group)
{
    return (enum look_name)((int)LOOK_BADGE_1 + group % 5);
}

void title_build(struct stage *stage, const char *text, struct rect *area)
{
    int height = stage_text_height(stage, text, KIND_TITLE, area->w);
    int most = area->h * 28 / 100;
    struct rect rect = rect_cut_top(area, height < most ? height : most);
    struct placing placing = {rect, TEXT_LEFT, FIT_MIDDLE};
    (void)stage_text(stage, "title", text, KIND_TITLE, &placing, NULL);
    (void)rect_cut_top(area, stage->metrics.gap_px * 3 / 2);
}

/* The first screen: a still picture, one sentence, the languages. A touch anywhere is Polish. */
#include "app/opening.h"
#include "screens/flow.h"

#include <stdio.h>

struct key {
    enum language language;
    const char *id;
    const char *name; /* NULL: the text "easy" */
};

static const struct key keys[] = {{LANGUAGE_PL, "language.pl", "Polski"},
                                  {LANGUAGE_UK, "language.uk", "Українська"},
                                  {LANGUAGE_EN, "language.en", "English"},
                                  {LANGUAGE_RU, "language.ru", "Русский"},
                                  {LANGUAGE_PL_EASY, "language.pl_easy", NULL}};

enum { KEY_TOTAL = sizeof(keys) / sizeof(keys[0]) };

/* The node that takes a touch anywhere. */
static int start_index(const struct stage *stage)
{
    return node_index(stage->list, node_find(stage->list, "start"));
}

static void key_add(struct stage *stage, const struct key *key, struct rect rect)
{
    const char *name = key->name != NULL ? key->name : stage_say(stage, "easy");
    bool is_first = key->language == LANGUAGE_PL;
    enum look_name look = is_first ? LOOK_PRIMARY : LOOK_TILE;
    const char *icon = key->language == LANGUAGE_PL_EASY ? "easy" : "speech";
    struct node *node = stage_wide_button(stage, key->id, rect, look, icon, name);
    node->action = ACTION_LANGUAGE_PICK;
    node->argument = (int)key->language;
    node->language = key->language;
    node->parent = start_index(stage);
}

static bool has_hours(const struct stage *stage)
{
    return stage->app->catalog != NULL && stage->app->today.day != 0 &&
           stage->app->catalog->hours_count > 0;
}

enum { OPENINGS_MAX = 4 };

/* "Dziś czynne: 7:30–15:30", or that nobody is here today. */
static void hours_text(const struct stage *stage, char *out, size_t out_size)
{
    struct opening openings[OPENINGS_MAX];
    int count =
        opening_of_day(stage->app->catalog, app_clock(stage->app).day, openings, OPENINGS_MAX);
    char hours[WIRE_HINT_MAX];
    stage_openings(openings, count, hours, sizeof(hours));
    if (count == 0) {
        (void)snprintf(out, out_size, "%s", stage_say(stage, "hours_closed_today"));
        return;
    }
    i18n_format(out, out_size, stage_say(stage, "hours_today"),
                &(struct i18n_value){"hours", hours}, 1);
}

/* An icon and a line of small text. */
static void fact(struct stage *stage, const char *id, const char *icon, const char *text,
                 struct rect rect)
{
    int side = stage->metrics.hint_px * 115 / 100;
    struct rect words = rect;
    (void)rect_cut_left(&words, side + stage->metrics.gap_px);
    struct node *node = stage_text(stage, id, text, KIND_HINT,
                                   &(struct placing){words, TEXT_LEFT, FIT_MIDDLE}, NULL);
    node->rect = rect;
    node->parent = start_index(stage);
    stage_icon(node, icon, (struct rect){rect.x, rect.y + (rect.h - side) / 2, side, side});
}

static int facts_height(const struct stage *stage, const char *text, int width)
{
    int side = stage->metrics.hint_px * 115 / 100;
    int room = width - side - stage->metrics.gap_px;
    return stage_text_height(stage, text, KIND_HINT, room) + stage->metrics.gap_px / 2;
}

static void facts_build(struct stage *stage, struct rect *area)
{
    const char *privacy = stage_say(stage, "privacy");
    struct rect rect = rect_cut_bottom(area, facts_height(stage, privacy, area->w));
    fact(stage, "privacy", "lock", privacy, rect);
    if (stage->app->is_away) {
        const char *text = stage_say(stage, "backend_away_title");
        rect = rect_cut_bottom(area, facts_height(stage, text, area->w));
        fact(stage, "away", "link_off", text, rect);
    } else if (has_hours(stage)) {
        char text[WIRE_HINT_MAX];
        hours_text(stage, text, sizeof(text));
        rect = rect_cut_bottom(area, facts_height(stage, text, area->w));
        fact(stage, "hours", "clock", text, rect);
    }
    (void)rect_cut_bottom(area, stage->metrics.gap_px);
}

static void office_name(struct stage *stage, struct rect *area)
{
    const char *name = stage->app->catalog->office_name;
    int height = stage_text_height(stage, name, KIND_LABEL, area->w);
    struct node *node =
        stage_text(stage, "office", name, KIND_LABEL,
                   &(struct placing){rect_cut_top(area, height), TEXT_LEFT, FIT_MIDDLE}, NULL);
    node->parent = start_index(stage);
    node->language = LANGUAGE_PL;
    (void)rect_cut_top(area, stage->metrics.gap_px);
}

static void welcome_words(struct stage *stage, struct rect title_rect, struct rect sub_rect)
{
    stage_text(stage, "title", stage_say(stage, "attract_title"), KIND_TITLE,
               &(struct placing){title_rect, TEXT_LEFT, FIT_BOTTOM}, NULL)
        ->parent = start_index(stage);
    if (!rect_is_empty(sub_rect)) {
        stage_text(stage, "sub", stage_say(stage, "attract_sub"), KIND_BODY,
                   &(struct placing){sub_rect, TEXT_LEFT, FIT_TOP}, NULL)
            ->parent = start_index(stage);
    }
}

/* In high contrast a plain drawing of what to do. */
static void welcome_picture(struct stage *stage, struct rect area, int side)
{
    bool is_plain = stage->app->visit.is_contrast;
    int most = stage->metrics.title_px * 5;
    side = is_plain && side > most ? most : side;
    struct rect rect = rect_center(area, side, side);
    rect.x = stage->metrics.is_portrait ? rect.x : area.x;
    struct node *node = stage_picture(stage, "picture", is_plain ? "touch" : "welcome", rect, "");
    node->parent = start_index(stage);
    if (is_plain) {
        node->icon_color = stage->theme->looks[LOOK_PAGE].ink;
    }
}

/* The sentence at the foot of the area is certain; the second one, the centre's name and the
 * picture have what is left, in this order. */
static void words_and_picture(struct stage *stage, struct rect area)
{
    const struct metrics *metrics = &stage->metrics;
    int title_high =
        stage_text_height(stage, stage_say(stage, "attract_title"), KIND_TITLE, area.w);
    int sub_high = stage_text_height(stage, stage_say(stage, "attract_sub"), KIND_BODY, area.w) +
                   metrics->gap_px / 2;
    bool has_sub = title_high + sub_high <= area.h;
    struct rect sub_rect = rect_cut_bottom(&area, has_sub ? sub_high : 0);
    (void)rect_cut_top(&sub_rect, has_sub ? metrics->gap_px / 2 : 0);
    struct rect title_rect = rect_cut_bottom(&area, title_high);
    (void)rect_cut_bottom(&area, metrics->gap_px);
    if (stage->app->catalog != NULL && area.h >= metrics->label_px * 3) {
        office_name(stage, &area);
    }
    int side = area.h < area.w ? area.h : area.w;
    if (side >= metrics->title_px * 2) {
        welcome_picture(stage, area, side);
    }
    welcome_words(stage, title_rect, sub_rect);
}

/* Two columns in portrait with the last key across both; one column otherwise. */
static struct rect key_rect(const struct stage *stage, struct rect area, int index)
{
    int gap = stage->metrics.gap_px;
    if (!stage->metrics.is_portrait) {
        return rect_grid(area, 1, KEY_TOTAL, gap, index);
    }
    struct rect rect = rect_grid(area, 2, (KEY_TOTAL + 1) / 2, gap, index);
    if (index == KEY_TOTAL - 1) {
        rect.w = area.w;
    }
    return rect;
}

/* Everything lies on the node that takes a touch anywhere. */
static void adopt(struct stage *stage, int first)
{
    for (int i = first; i < stage->list->count; i++) {
        struct node *node = &stage->list->nodes[i];
        node->parent = node->parent == NODE_NO_PARENT ? start_index(stage) : node->parent;
    }
}

static void build_flow(struct stage *stage, struct rect area)
{
    char hours[WIRE_HINT_MAX];
    int first = stage->list->count;
    struct flow flow;
    flow_begin(&flow, stage);
    flow.columns = stage->metrics.text_scale_percent > 100 ? 1 : 2;
    if (stage->app->catalog != NULL) {
        flow_add(&flow, FLOW_SMALL, "office", stage->app->catalog->office_name)->language =
            LANGUAGE_PL;
    }
    (void)flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, "attract_title"));
    (void)flow_add(&flow, FLOW_TEXT, "sub", stage_say(stage, "attract_sub"));
    for (int i = 0; i < KEY_TOTAL; i++) {
        const char *name = keys[i].name != NULL ? keys[i].name : stage_say(stage, "easy");
        struct flow_item *item =
            flow_add_key(&flow, FLOW_BUTTON, keys[i].id, NULL, name,
                         (struct target){"", ACTION_LANGUAGE_PICK, (int)keys[i].language});
        item->look = i == 0 ? LOOK_PRIMARY : LOOK_TILE;
        item->language = keys[i].language;
    }
    flow_add(&flow, FLOW_FACT, "privacy", stage_say(stage, "privacy"))->icon = "lock";
    if (stage->app->is_away) {
        flow_add(&flow, FLOW_FACT, "away", stage_say(stage, "backend_away_title"))->icon =
            "link_off";
    } else if (has_hours(stage)) {
        hours_text(stage, hours, sizeof(hours));
        flow_add(&flow, FLOW_FACT, "hours", hours)->icon = "clock";
    }
    flow_end(&flow, area);
    adopt(stage, first);
}

static void start_build(struct stage *stage)
{
    const struct metrics *metrics = &stage->metrics;
    struct rect screen = {0, 0, metrics->panel.width_px, metrics->panel.height_px};
    struct node *start =
        stage_button(stage, "start", screen, LOOK_NONE, (struct target){"", ACTION_START, 0});
    /* Its words stand beside it as nodes of their own. */
    (void)snprintf(start->speech, sizeof(start->speech), "%s", stage_say(stage, "speech_start"));
    start->is_pressed = false;
}

static void build_poster(struct stage *stage, struct rect area)
{
    const struct metrics *metrics = &stage->metrics;
    struct rect rows;
    if (metrics->is_portrait) {
        facts_build(stage, &area);
        rows = rect_cut_bottom(&area, 3 * (metrics->row_min_px + metrics->gap_px));
        (void)rect_cut_bottom(&area, metrics->pad_px);
    } else {
        rows = rect_cut_right(&area, area.w * 43 / 100);
        (void)rect_cut_right(&area, metrics->margin_px);
        facts_build(stage, &area);
    }
    words_and_picture(stage, area);
    for (int i = 0; i < KEY_TOTAL; i++) {
        key_add(stage, &keys[i], key_rect(stage, rows, i));
    }
}

void attract_build(struct stage *stage, struct rect area)
{
    start_build(stage);
    if (stage_is_flowing(stage)) {
        build_flow(stage, area);
    } else {
        build_poster(stage, area);
    }
}

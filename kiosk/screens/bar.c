/* The fixed bar: the same keys in the same places on every screen. */
#include "screens/stage.h"

struct key {
    const char *id;
    const char *text;
    const char *icon;
    enum action action;
};

/* In reading order; the first three lead, the others change the looks. */
static const struct key keys[] = {
    {"bar.back", "back", "back", ACTION_BACK},
    {"bar.start_over", "start_over", "restart", ACTION_START_OVER},
    {"bar.staff", "bar_staff", "staff", ACTION_STAFF},
    {"bar.language", "choose_language", "language", ACTION_LANGUAGE_OPEN},
    {"bar.easy", "easy", "easy", ACTION_EASY_TEXT},
    {"bar.larger", "bigger", "larger", ACTION_LARGE_TEXT},
    {"bar.contrast", "contrast", "contrast", ACTION_CONTRAST},
    {"bar.lower", "lower", "lower", ACTION_LOWER},
};

enum { KEY_TOTAL = 8, KEYS_LEADING = 3, KEYS_LOOKS = KEY_TOTAL - KEYS_LEADING, STEP_PX = 2 };

/* A key that could do nothing here is not shown; the others keep their places. */
static bool is_shown(const struct app *app, enum action action)
{
    bool is_back_shown = app->visit.page > 0;
    if (app->screen == APP_ATTRACT) {
        bool is_look = action == ACTION_LARGE_TEXT || action == ACTION_CONTRAST;
        return is_look || action == ACTION_LOWER || action == ACTION_STAFF ||
               (action == ACTION_BACK && is_back_shown);
    }
    if (app->screen == APP_CLOSED) {
        bool is_visit = action == ACTION_START_OVER || action == ACTION_STAFF;
        return !is_visit && (action != ACTION_BACK || is_back_shown);
    }
    return true;
}

static bool is_toggle(enum action action)
{
    return action == ACTION_EASY_TEXT || action == ACTION_LARGE_TEXT || action == ACTION_CONTRAST ||
           action == ACTION_LOWER;
}

static bool is_on(const struct app *app, enum action action)
{
    return (action == ACTION_EASY_TEXT && app->visit.language == LANGUAGE_PL_EASY) ||
           (action == ACTION_LARGE_TEXT && app->visit.text_step > 0) ||
           (action == ACTION_CONTRAST && app->visit.is_contrast) ||
           (action == ACTION_LOWER && app->visit.is_low);
}

/* What is on has a tick; how large the text is shows as one step of two, or both. */
static const char *icon_of(const struct app *app, const struct key *key)
{
    static const char *const steps[TEXT_STEPS] = {"larger", "larger_1", "larger_2"};
    if (key->action == ACTION_LARGE_TEXT) {
        return steps[app->visit.text_step];
    }
    return is_on(app, key->action) ? "check" : key->icon;
}

static struct node *key_add(struct stage *stage, const struct key *key, struct rect rect)
{
    bool on = is_on(stage->app, key->action);
    struct node *node = stage_button(stage, key->id, rect, on ? LOOK_BAR_ON : LOOK_BAR,
                                     (struct target){"", (int)key->action, 0});
    node->is_fixed = true;
    node->parent = 0; /* the tray */
    node->role = is_toggle(key->action) ? NODE_TOGGLE : NODE_BUTTON;
    node->is_selected = on;
    return node;
}

/* An icon left of the words. */
static void key_beside(struct stage *stage, const struct key *key, struct rect rect)
{
    struct node *node = key_add(stage, key, rect);
    const struct metrics *metrics = &stage->metrics;
    struct rect inner = rect_inset(rect, metrics->text_min_px * 40 / 100, 2);
    int side = metrics->text_min_px * 120 / 100;
    struct rect icon = rect_cut_left(&inner, side);
    (void)rect_cut_left(&inner, metrics->text_min_px * 30 / 100);
    stage_words(stage, node, stage_say(stage, key->text), KIND_KEY,
                &(struct placing){inner, TEXT_LEFT, FIT_MIDDLE});
    stage_icon(node, icon_of(stage->app, key), rect_center(icon, side, side));
}

/* An icon above the words. */
static void key_above(struct stage *stage, const struct key *key, struct rect rect)
{
    struct node *node = key_add(stage, key, rect);
    const struct metrics *metrics = &stage->metrics;
    struct rect inner = rect_inset(rect, 4, metrics->text_min_px * 30 / 100);
    int side = metrics->text_min_px * 115 / 100;
    struct rect icon = rect_cut_top(&inner, side);
    stage_words(stage, node, stage_say(stage, key->text), KIND_KEY,
                &(struct placing){inner, TEXT_CENTER, FIT_MIDDLE});
    stage_icon(node, icon_of(stage->app, key), rect_center(icon, side, side));
}

/* Two rows at the bottom. */
static void build_rows(struct stage *stage, struct rect tray, bool is_whole)
{
    const struct metrics *metrics = &stage->metrics;
    struct rect inner = rect_inset(tray, metrics->margin_px / 2, metrics->gap_px);
    int gap = metrics->gap_px * 7 / 10;
    struct rect leading = rect_cut_top(&inner, metrics->row_min_px);
    (void)rect_cut_top(&inner, gap);
    static const int share_percent[KEYS_LEADING] = {25, 34, 41};
    int spare = leading.w - (KEYS_LEADING - 1) * gap;
    for (int i = 0; i < KEYS_LEADING; i++) {
        struct rect rect = rect_cut_left(&leading, spare * share_percent[i] / 100);
        (void)rect_cut_left(&leading, gap);
        if (is_whole || is_shown(stage->app, keys[i].action)) {
            key_beside(stage, &keys[i], rect);
        }
    }
    for (int i = KEYS_LEADING; i < KEY_TOTAL; i++) {
        struct rect rect = rect_grid(inner, KEYS_LOOKS, 1, gap, i - KEYS_LEADING);
        if (is_whole || is_shown(stage->app, keys[i].action)) {
            key_above(stage, &keys[i], rect);
        }
    }
}

/* One column at the right. */
static void build_column(struct stage *stage, struct rect tray, bool is_whole)
{
    const struct metrics *metrics = &stage->metrics;
    struct rect inner = rect_inset(tray, metrics->gap_px, metrics->gap_px);
    int gap = metrics->gap_px * 7 / 10;
    bool is_tight = inner.h < KEY_TOTAL * metrics->key_min_px + (KEY_TOTAL - 1) * gap;
    if (is_tight) {
        gap = metrics_px(metrics, 3);
        inner = rect_inset(tray, metrics->gap_px, gap);
    }
    for (int i = 0; i < KEY_TOTAL; i++) {
        struct rect rect = rect_grid(inner, 1, KEY_TOTAL, gap, i);
        if (is_whole || is_shown(stage->app, keys[i].action)) {
            key_beside(stage, &keys[i], rect);
        }
    }
}

static bool has_overflow(const struct stage *stage, int first)
{
    for (int i = first; i < stage->list->count; i++) {
        if (stage->list->nodes[i].overflow) {
            return true;
        }
    }
    return false;
}

/* Whole: those too that could do nothing here. */
static void build_all(struct stage *stage, struct rect tray, bool is_whole)
{
    if (stage->metrics.is_portrait) {
        build_rows(stage, tray, is_whole);
    } else {
        build_column(stage, tray, is_whole);
    }
}

/* The bar keeps its place whatever the text's size, so that hands find it. With larger text its
 * words grow too, all alike and alike on each screen, as far as each fits into its key. */
static void build_keys(struct stage *stage, struct rect tray)
{
    const struct metrics *metrics = &stage->metrics;
    int first = stage->list->count;
    stage->key_px = metrics->text_min_px * metrics->text_scale_percent / 100;
    build_all(stage, tray, true);
    while (stage->key_px > metrics->text_min_px && has_overflow(stage, first)) {
        int smaller = stage->key_px - STEP_PX;
        stage->key_px = smaller > metrics->text_min_px ? smaller : metrics->text_min_px;
        stage->list->count = first;
        build_all(stage, tray, true);
    }
    stage->list->count = first;
    build_all(stage, tray, false);
}

/* Where no hand reaches there is room for something friendly. */
static void picture_build(struct stage *stage, struct rect rect)
{
    const struct metrics *metrics = &stage->metrics;
    int side = rect.h - 2 * metrics->gap_px;
    bool has_room = metrics->is_portrait && side >= metrics->text_min_px * 4;
    if (!has_room || stage->app->visit.is_contrast) {
        return;
    }
    struct node *node =
        stage_picture(stage, "bar.picture", "welcome", rect_center(rect, side, side), "");
    node->parent = 0; /* the tray */
    node->is_fixed = true;
}

void bar_build(struct stage *stage, struct rect *rest)
{
    const struct metrics *metrics = &stage->metrics;
    int look_row = metrics->text_min_px * 115 / 100 + metrics->text_min_px * 290 / 100;
    int high = 2 * metrics->gap_px + metrics->gap_px * 7 / 10 + metrics->row_min_px + look_row;
    int wide = metrics->panel.width_px * 22 / 100;
    int wide_min = metrics->text_min_px * 9;
    /* The tray goes on to the edge of the picture; its keys keep within reach. */
    int below = rest->y + rest->h - stage->reach.bottom_px;
    struct rect tray = metrics->is_portrait
                           ? rect_cut_bottom(rest, high + below)
                           : rect_cut_right(rest, wide > wide_min ? wide : wide_min);
    struct node *panel = stage_panel(stage, "bar", tray, LOOK_TRAY, NULL);
    panel->box.radius_px = 0;
    panel->is_fixed = true;
    tray.h -= below;
    picture_build(stage, (struct rect){tray.x, tray.y + tray.h, tray.w, below});
    if (!metrics->is_portrait && tray.y < stage->reach.top_px) {
        (void)rect_cut_top(&tray, stage->reach.top_px - tray.y);
    }
    build_keys(stage, tray);
}

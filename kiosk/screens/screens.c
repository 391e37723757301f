#include "screens/screens.h"

#include "screens/stage.h"

struct metrics screens_metrics(const struct screens_context *context, const struct app *app)
{
    static const int scale_percent[TEXT_STEPS] = {100, 150, 200};
    return metrics_compute(context->panel, scale_percent[app->visit.text_step]);
}

struct lint_rules screens_rules(const struct screens_context *context, const struct app *app)
{
    struct metrics metrics = screens_metrics(context, app);
    enum theme_name theme = app->visit.is_contrast ? THEME_CONTRAST : THEME_LIGHT;
    return (struct lint_rules){metrics, metrics_reach(&metrics, app->visit.is_low),
                               theme_get(theme)->contrast_min};
}

static void (*const builders[APP_SCREEN_COUNT])(struct stage *, struct rect) = {
    [APP_ATTRACT] = attract_build, [APP_LANGUAGE] = language_build, [APP_HOME] = home_build,
    [APP_GROUP] = group_build,     [APP_QUESTION] = question_build, [APP_CONFIRM] = confirm_build,
    [APP_WAITING] = waiting_build, [APP_NUMBER] = number_build,     [APP_STAFF] = staff_build,
    [APP_LETTERS] = letters_build, [APP_LIST] = list_build,         [APP_CHECKIN] = checkin_build,
    [APP_FULL] = full_build,       [APP_DAYS] = days_build,         [APP_SLOTS] = slots_build,
    [APP_BOOK] = book_build,       [APP_BOOKED] = booked_build,     [APP_CLOSED] = closed_build};

/* The bar is laid out first, so that it never moves, and listed last, so that it is read last. */
static void bar_to_end(struct node_list *list, int bar_count)
{
    struct node moved[16];
    int rest = list->count - bar_count;
    for (int i = 0; i < bar_count; i++) {
        moved[i] = list->nodes[i];
    }
    for (int i = 0; i < rest; i++) {
        list->nodes[i] = list->nodes[i + bar_count];
        if (list->nodes[i].parent != NODE_NO_PARENT) {
            list->nodes[i].parent -= bar_count;
        }
    }
    for (int i = 0; i < bar_count; i++) {
        list->nodes[rest + i] = moved[i];
        if (moved[i].parent != NODE_NO_PARENT) {
            list->nodes[rest + i].parent += rest;
        }
    }
}

void screens_build(const struct screens_context *context, const struct app *app,
                   struct node_list *out_list)
{
    struct stage stage;
    stage_init(&stage, context, app, out_list);
    struct rect area = {0, 0, context->panel->width_px, context->panel->height_px};
    bar_build(&stage, &area);
    int bar_count = out_list->count;
    int below = area.y + area.h - stage.reach.bottom_px;
    (void)rect_cut_bottom(&area, below);
    area = rect_inset(area, stage.metrics.margin_px, stage.metrics.margin_px);
    builders[app->screen](&stage, area);
    bar_to_end(out_list, bar_count);
    if (app->is_warning) {
        timeout_build(&stage);
    }
    node_number_focus(out_list);
}

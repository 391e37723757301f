/* The number is on its way, or cannot be had just now: say which, and who helps. */
#include "screens/stage.h"

enum { WORDS_AFTER_MS = 2000 };

struct telling {
    const char *title;
    const char *text; /* NULL: none yet */
    const char *icon;
};

static struct telling telling_of(const struct app *app)
{
    if (app->issue.is_refused) {
        return (struct telling){"staff_help", "issue_failed", "warning"};
    }
    if (app->is_away || app->issue.has_failed) {
        return (struct telling){"backend_away_title", "waiting_retry", "link_off"};
    }
    bool has_words = app_waited_ms(app) >= WORDS_AFTER_MS;
    return (struct telling){"loading", has_words ? "wait_words" : NULL, "hourglass"};
}

void waiting_build(struct stage *stage, struct rect area)
{
    const struct metrics *metrics = &stage->metrics;
    struct telling telling = telling_of(stage->app);
    int side = metrics->title_px * 3;
    struct rect icon = rect_cut_top(&area, side);
    icon = (struct rect){icon.x, icon.y, side < icon.h ? side : icon.h, icon.h};
    (void)stage_badge(stage, "waiting.icon", telling.icon, icon, LOOK_BADGE, NULL);
    (void)rect_cut_top(&area, metrics->margin_px);
    title_build(stage, stage_say(stage, telling.title), &area);
    if (telling.text != NULL) {
        const char *text = stage_say(stage, telling.text);
        int high = stage_text_height(stage, text, KIND_LEAD, area.w);
        struct node *node =
            stage_text(stage, "waiting.text", text, KIND_LEAD,
                       &(struct placing){rect_cut_top(&area, high), TEXT_LEFT, FIT_TOP}, NULL);
        node->role = NODE_STATUS;
    }
}

/* The number is on its way, or cannot be had just now: say which, and who helps. */
#include "screens/help.h"

enum { WORDS_AFTER_MS = 2000 };

struct telling {
    const char *title;
    const char *text; /* NULL: none yet */
    const char *icon;
    bool needs_help; /* it may take long: people are shown who help now */
};

static struct telling telling_of(const struct app *app)
{
    if (app->issue.is_refused) {
        return (struct telling){"staff_help", "issue_failed", "warning", true};
    }
    if (app->is_away || app->issue.has_failed) {
        return (struct telling){"backend_away_title", "waiting_retry", "link_off", true};
    }
    bool has_words = app_waited_ms(app) >= WORDS_AFTER_MS;
    return (struct telling){"loading", has_words ? "wait_words" : NULL, "hourglass", false};
}

void waiting_build(struct stage *stage, struct rect area)
{
    struct telling telling = telling_of(stage->app);
    struct help help;
    struct flow flow;
    flow_begin(&flow, stage);
    flow.has_picture = true;
    struct flow_item *title = flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, telling.title));
    title->icon = telling.icon;
    title->badge = LOOK_BADGE;
    if (telling.text != NULL) {
        flow_add(&flow, FLOW_LEAD, "waiting.text", stage_say(stage, telling.text))->role =
            NODE_STATUS;
    }
    if (telling.needs_help) {
        help_add(&flow, &help);
    }
    flow_end(&flow, area);
}

/* Nobody can be served now: when to come, whom to call. Closed, full for today. */
#include "app/opening.h"
#include "base/clock.h"
#include "screens/help.h"
#include "ui/day_words.h"

#include <stdio.h>
#include <string.h>

enum { LINES_MAX = 3, WORDS_MAX = 512 };

/* "Otwieramy: poniedziałek 23 listopada, godz. 8:00." */
static void closed_words(const struct stage *stage, char *out, size_t out_size)
{
    struct today_event clock = app_clock(stage->app);
    struct opening next;
    if (!opening_next(stage->app->catalog, clock.day, clock.minute_of_day, &next)) {
        (void)snprintf(out, out_size, "%s", stage_say(stage, "closed_title"));
        return;
    }
    char day[WORDS_MAX];
    char time[CLOCK_HOUR_MAX + 1];
    day_words(stage->context->i18n, stage->language, next.day, day, sizeof(day));
    clock_hour_text(next.open_min, time);
    const struct i18n_value values[] = {{"day", day}, {"time", time}};
    i18n_format(out, out_size, stage_say(stage, "closed"), values, 2);
}

/* The week's hours as one line a day: "poniedziałek: 8:00–17:00". */
struct week {
    char lines[7][WORDS_MAX];
    int count;
};

static void week_find(const struct stage *stage, struct week *out_week)
{
    const struct wire_catalog *catalog = stage->app->catalog;
    out_week->count = 0;
    for (int i = 0; i < catalog->hours_count && out_week->count < 7; i++) {
        const struct wire_hours *hours = &catalog->hours[i];
        char weekday[16];
        char open[CLOCK_HOUR_MAX + 1];
        char close[CLOCK_HOUR_MAX + 1];
        (void)snprintf(weekday, sizeof(weekday), "weekday_%d", hours->weekday);
        clock_hour_text(hours->open_min, open);
        clock_hour_text(hours->close_min, close);
        const struct i18n_value values[] = {
            {"day", stage_say(stage, weekday)}, {"open", open}, {"close", close}};
        i18n_format(out_week->lines[out_week->count++], WORDS_MAX, stage_say(stage, "hours_line"),
                    values, 3);
    }
}

struct helplines {
    char lines[LINES_MAX][WORDS_MAX];
    int count;
};

static void helplines_add(struct flow *flow, struct helplines *lines)
{
    const struct stage *stage = flow->stage;
    const struct wire_catalog *catalog = stage->app->catalog;
    lines->count = catalog->helpline_count < LINES_MAX ? catalog->helpline_count : LINES_MAX;
    if (lines->count > 0) {
        (void)flow_add(flow, FLOW_SMALL, "helplines", stage_say(stage, "helplines_title"));
    }
    for (int i = 0; i < lines->count; i++) {
        const struct wire_helpline *line = &catalog->helplines[i];
        char id[NODE_ID_MAX + 1];
        (void)snprintf(id, sizeof(id), "helpline.%d", i + 1);
        (void)snprintf(lines->lines[i], WORDS_MAX, "%s: %s", stage_label_of(stage, &line->label),
                       line->number);
        flow_add(flow, FLOW_FACT, id, lines->lines[i])->icon = "phone";
    }
}

void closed_build(struct stage *stage, struct rect area)
{
    char words[WORDS_MAX];
    struct week week;
    struct helplines helplines;
    struct flow flow;
    flow_begin(&flow, stage);
    struct flow_item *title =
        flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, "closed_title"));
    title->icon = "moon";
    title->badge = LOOK_BADGE_2;
    closed_words(stage, words, sizeof(words));
    (void)flow_add(&flow, FLOW_LEAD, "closed.text", words);
    (void)flow_add(&flow, FLOW_SMALL, "hours.title", stage_say(stage, "opening_hours"));
    week_find(stage, &week);
    for (int i = 0; i < week.count; i++) {
        char id[NODE_ID_MAX + 1];
        (void)snprintf(id, sizeof(id), "hours.%d", i + 1);
        flow_add(&flow, FLOW_FACT, id, week.lines[i])->icon = "clock";
    }
    helplines_add(&flow, &helplines);
    flow_end(&flow, area);
}

void full_build(struct stage *stage, struct rect area)
{
    char phone[WORDS_MAX];
    struct flow flow;
    flow_begin(&flow, stage);
    flow.has_picture = true;
    struct flow_item *title = flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, "full_title"));
    title->icon = "queue";
    title->badge = LOOK_BADGE_1;
    /* A first sentence in the largest words would need a page of its own. */
    bool is_large = stage->metrics.text_scale_percent > 100;
    (void)flow_add(&flow, is_large ? FLOW_TEXT : FLOW_LEAD, "full.text",
                   stage_say(stage, "full_today"));
    flow_add(&flow, FLOW_FACT, "staff.where", stage_say(stage, "staff_where"))->icon = "staff";
    help_add_phone(&flow, phone, sizeof(phone));
    struct flow_item *days =
        flow_add_key(&flow, FLOW_BUTTON, "days", "days", stage_say(stage, "book_day"),
                     (struct target){"", ACTION_DAYS_OPEN, 0});
    days->look = LOOK_PRIMARY;
    (void)flow_add_key(&flow, FLOW_BUTTON, "staff", "staff", stage_say(stage, "staff_help"),
                       (struct target){"", ACTION_STAFF, 0});
    flow_end(&flow, area);
}

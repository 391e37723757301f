/* Another day: its free times as large keys, nothing to type; then the code of what is booked. */
#include "app/opening.h"
#include "base/calendar.h"
#include "base/clock.h"
#include "screens/help.h"
#include "screens/ticket_words.h"
#include "ui/day_words.h"

#include <stdio.h>

enum {
    DAYS_SHOWN = 5,
    OPENINGS_MAX = 4,
    WORDS_MAX = 512,
    LINE_MAX = 1024,
    CHOICES_MAX = 8, /* on one page; the key to the next is the ninth */
    TIMES_MAX = 72,  /* of one day */
    TIME_COLUMNS = 2,
    BROAD_TEXTS = 36 /* as wide as so many letters: two days beside each other */
};

/* ---- no free times are known: when the office is open ---- */

struct day_list {
    char lines[DAYS_SHOWN][LINE_MAX]; /* the day, and its hours below it */
    int count;
};

static void line_write(const struct stage *stage, int32_t day, const struct opening *openings,
                       int count, char out[LINE_MAX])
{
    char name[WORDS_MAX];
    char hours[WORDS_MAX];
    day_words(stage->context->i18n, stage->language, day, name, sizeof(name));
    stage_openings(openings, count, hours, sizeof(hours));
    (void)snprintf(out, LINE_MAX, "%s\n%s", name, hours);
}

/* The next days on which the office is open, today not among them. */
static void days_find(const struct stage *stage, struct day_list *out_list)
{
    const struct wire_catalog *catalog = stage->app->catalog;
    int32_t day = app_clock(stage->app).day;
    out_list->count = 0;
    for (int i = 0; day != 0 && i < 31 && out_list->count < DAYS_SHOWN; i++) {
        struct opening openings[OPENINGS_MAX];
        day = calendar_add(day, 1);
        int count = opening_of_day(catalog, day, openings, OPENINGS_MAX);
        if (count > 0) {
            line_write(stage, day, openings, count, out_list->lines[out_list->count++]);
        }
    }
}

static void hours_build(struct stage *stage, struct rect area)
{
    struct day_list list;
    char phone[WORDS_MAX];
    struct flow flow;
    flow_begin(&flow, stage);
    (void)flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, "days_title"));
    (void)flow_add(&flow, FLOW_TEXT, "days.text", stage_say(stage, "days_text"));
    days_find(stage, &list);
    for (int i = 0; i < list.count; i++) {
        char id[NODE_ID_MAX + 1];
        (void)snprintf(id, sizeof(id), "day.%d", i + 1);
        flow_add(&flow, FLOW_CARD, id, list.lines[i])->icon = "days";
    }
    help_add_phone(&flow, phone, sizeof(phone));
    flow_end(&flow, area);
}

/* ---- days and hours to choose from ---- */

/* A sentence that comes and goes; its key is its id. */
static void status_add(struct flow *flow, enum flow_kind kind, const char *icon, const char *key)
{
    struct flow_item *item = flow_add(flow, kind, key, stage_say(flow->stage, key));
    item->icon = icon;
    item->role = NODE_STATUS;
}

static void choices_build(struct stage *stage, struct rect area)
{
    const struct booking *booking = &stage->app->visit.booking;
    struct booking_day days[BOOKING_DAYS_MAX];
    char names[BOOKING_DAYS_MAX][WORDS_MAX];
    char free[BOOKING_DAYS_MAX][WORDS_MAX];
    struct flow flow;
    flow_begin(&flow, stage);
    flow.columns = area.w >= stage->metrics.text_min_px * BROAD_TEXTS ? stage_columns(stage) : 1;
    flow.choices_max = CHOICES_MAX;
    (void)flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, "slots_days"));
    if (booking->is_taken) {
        status_add(&flow, FLOW_NOTICE, "warning", "slots_taken");
    }
    if (booking->state == BOOKING_ASKED) {
        status_add(&flow, FLOW_FACT, "hourglass", "loading");
    }
    int count = booking_days(&booking->slots, days);
    for (int i = 0; i < count; i++) {
        char id[NODE_ID_MAX + 1];
        (void)snprintf(id, sizeof(id), "day.%d", i + 1);
        day_words(stage->context->i18n, stage->language, days[i].day, names[i], WORDS_MAX);
        stage_say_number(stage, "slots_free", "n", days[i].count, free[i], WORDS_MAX);
        struct flow_item *item = flow_add_key(&flow, FLOW_CHOICE, id, "days", names[i],
                                              (struct target){"", ACTION_DAY, i});
        item->badge = LOOK_BADGE;
        item->hint = free[i];
    }
    flow_end(&flow, area);
}

void days_build(struct stage *stage, struct rect area)
{
    if (stage->app->visit.booking.state == BOOKING_NOTHING) {
        hours_build(stage, area);
    } else {
        choices_build(stage, area);
    }
}

static struct booking_day chosen_day(const struct stage *stage)
{
    const struct booking *booking = &stage->app->visit.booking;
    struct booking_day days[BOOKING_DAYS_MAX] = {0};
    int count = booking_days(&booking->slots, days);
    return days[booking->day < count ? booking->day : 0];
}

static void time_add(struct flow *flow, int slot, char words[static CLOCK_HOUR_MAX + 1])
{
    char id[NODE_ID_MAX + 1];
    int64_t starts_ms = flow->stage->app->visit.booking.slots.starts_ms[slot];
    clock_hour_text(clock_local(starts_ms).minute_of_day, words);
    (void)snprintf(id, sizeof(id), "slot.%d", slot + 1);
    struct flow_item *item =
        flow_add_key(flow, FLOW_CHOICE, id, NULL, words, (struct target){"", ACTION_SLOT, slot});
    item->is_large = true;
}

void slots_build(struct stage *stage, struct rect area)
{
    struct booking_day day = chosen_day(stage);
    char name[WORDS_MAX];
    char times[TIMES_MAX][CLOCK_HOUR_MAX + 1];
    struct flow flow;
    flow_begin(&flow, stage);
    flow.columns = stage->metrics.text_scale_percent > 100 ? 1 : TIME_COLUMNS;
    flow.choices_max = CHOICES_MAX;
    (void)flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, "slots_hour"));
    day_words(stage->context->i18n, stage->language, day.day, name, sizeof(name));
    flow_add(&flow, FLOW_CARD, "slots.day", name)->icon = "days";
    for (int i = 0; i < day.count && i < TIMES_MAX; i++) {
        time_add(&flow, day.first + i, times[i]);
    }
    flow_end(&flow, area);
}

/* ---- is it this one? ---- */

static void moment_add(struct flow *flow, const char *id, int64_t starts_ms, char *words)
{
    const struct stage *stage = flow->stage;
    moment_words(stage->context->i18n, stage->language, starts_ms, words, WORDS_MAX);
    flow_add(flow, FLOW_CARD, id, words)->icon = "days";
}

void book_build(struct stage *stage, struct rect area)
{
    const struct booking *booking = &stage->app->visit.booking;
    char moment[WORDS_MAX];
    struct flow flow;
    flow_begin(&flow, stage);
    flow.has_picture = true;
    (void)flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, "book_q"));
    moment_add(&flow, "book.moment", booking->starts_ms, moment);
    flow_add(&flow, FLOW_FACT, "book.hint", stage_say(stage, "book_hint"))->icon = "lock";
    if (booking->state == BOOKING_SENT) {
        status_add(&flow, FLOW_FACT, "hourglass", "loading");
    } else if (booking->state == BOOKING_FAILED) {
        status_add(&flow, FLOW_NOTICE, "warning", "book_failed");
    }
    struct flow_item *yes =
        flow_add_key(&flow, FLOW_BUTTON, "book.yes", "check", stage_say(stage, "book_yes"),
                     (struct target){"", ACTION_BOOK, 0});
    yes->look = LOOK_PRIMARY;
    yes->is_disabled = booking->state == BOOKING_SENT;
    yes->is_held = yes->is_disabled;
    flow_add_key(&flow, FLOW_BUTTON, "book.other", "clock", stage_say(stage, "book_other"),
                 (struct target){"", ACTION_SLOTS_BACK, 0})
        ->is_disabled = booking->state == BOOKING_SENT;
    flow_end(&flow, area);
}

/* ---- its code ---- */

struct telling {
    const char *text;
    const char *icon;
    bool is_notice;
};

static struct telling paper_telling(const struct app *app)
{
    switch (app->visit.paper) {
    case PAPER_PRINTING: return (struct telling){"booked_printing", "printer", false};
    case PAPER_TAKE: return (struct telling){"booked_take", "ticket", false};
    case PAPER_ATTENTION:
    case PAPER_NOT_PRINTED: return (struct telling){"booked_no_paper", "warning", true};
    case PAPER_UNKNOWN: return (struct telling){"booked_paper_unknown", "warning", true};
    default: return (struct telling){"booked_keep", "camera", false};
    }
}

static void ends_add(struct flow *flow)
{
    const struct app *app = flow->stage->app;
    struct flow_item *finish =
        flow_add_key(flow, FLOW_BUTTON, "finish", "finish", stage_say(flow->stage, "finish"),
                     (struct target){"", ACTION_FINISH, 0});
    finish->look = LOOK_PRIMARY;
    finish->is_pinned = true;
    bool may_print =
        app->visit.paper == PAPER_NOT_PRINTED || (app->visit.paper == PAPER_NONE && app->can_print);
    if (may_print) {
        flow_add_key(flow, FLOW_BUTTON, "print", "printer", stage_say(flow->stage, "booked_print"),
                     (struct target){"", ACTION_PRINT, 0})
            ->is_pinned = true;
    }
}

/* The code across the card and its picture below it: for a panel that is high enough. */
static void code_build(struct stage *stage, struct rect rect)
{
    const struct metrics *metrics = &stage->metrics;
    char code[2 * WIRE_BOOKING_CODE_MAX];
    code_in_groups(stage->app->visit.booking.done.code, code, sizeof(code));
    struct node *card = stage_panel(stage, "code.card", rect, LOOK_CARD, NULL);
    struct rect inner = rect_inset(rect, metrics->pad_px, metrics->pad_px / 2);
    struct rect figures = rect_cut_top(&inner, inner.h * 38 / 100);
    stage_text(stage, "code", code, KIND_NUMBER,
               &(struct placing){figures, TEXT_CENTER, FIT_MIDDLE}, card)
        ->role = NODE_STATUS;
    struct rect picture = rect_center(inner, inner.h, inner.h);
    stage_picture(stage, "qr", "qr", picture, stage_say(stage, "booked_show"))->parent =
        node_index(stage->list, card);
}

/* The code and its picture, side by side or one above the other. */
static void code_add(struct flow *flow, const char *code)
{
    const struct stage *stage = flow->stage;
    bool is_high = stage->metrics.is_portrait && !stage_is_flowing(stage);
    if (is_high && stage->context->has_picture) {
        struct flow_item *card = flow_add(flow, FLOW_OWN, "code", "");
        card->draw = code_build;
        card->height_px = stage->metrics.title_px * 7;
        return;
    }
    struct flow_item *number = flow_add(flow, FLOW_NUMBER, "code", code);
    number->role = NODE_STATUS;
    number->icon = stage->context->has_picture ? "qr" : NULL;
    number->hint = stage_say(stage, "booked_show");
}

void booked_build(struct stage *stage, struct rect area)
{
    const struct app *app = stage->app;
    const struct wire_booking *done = &app->visit.booking.done;
    struct telling telling = paper_telling(app);
    char moment[WORDS_MAX];
    char code[2 * WIRE_BOOKING_CODE_MAX];
    struct flow flow;
    flow_begin(&flow, stage);
    struct flow_item *title =
        flow_add(&flow, FLOW_TITLE, "title", stage_say(stage, "booked_title"));
    title->icon = "check";
    title->badge = LOOK_BADGE;
    moment_add(&flow, "booked.moment", done->starts_ms, moment);
    (void)flow_add(&flow, FLOW_SMALL, "booked.code", stage_say(stage, "booked_code"));
    code_in_groups(done->code, code, sizeof(code));
    code_add(&flow, code);
    struct flow_item *words = flow_add(&flow, telling.is_notice ? FLOW_NOTICE : FLOW_FACT,
                                       "paper.text", stage_say(stage, telling.text));
    words->icon = telling.icon;
    words->role = NODE_STATUS;
    flow_add(&flow, FLOW_FACT, "booked.show", stage_say(stage, "booked_show"))->icon = "scan";
    flow_add(&flow, FLOW_FACT, "booked.change", stage_say(stage, "booked_change"))->icon = "phone";
    ends_add(&flow);
    flow_end(&flow, area);
    booking_words_speak(stage);
}

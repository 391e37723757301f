#include "app/app.h"

#include "app/app_parts.h"
#include "app/opening.h"
#include "base/calendar.h"
#include "base/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { MINUTE_MS = 60 * 1000, DAY_MIN = 24 * 60 };

static const char *const screen_names[APP_SCREEN_COUNT] = {
    "attract",     "language", "home",    "group",  "letters", "list",
    "interpreter", "confirm",  "waiting", "number", "staff",   "checkin",
    "full",        "days",     "slots",   "book",   "booked",  "closed"};

struct app_settings app_settings_default(void)
{
    return (struct app_settings){.idle_ms = 60 * 1000,
                                 .idle_long_ms = 120 * 1000,
                                 .warning_ms = 30 * 1000,
                                 .dead_ms = 350,
                                 .repeat_ms = 500,
                                 .near_px = 40,
                                 .retry_ms = 2000,
                                 .cancel_ms = 60 * 1000,
                                 .scan_ms = 100};
}

static struct visit visit_new(void)
{
    return (struct visit){
        .language = LANGUAGE_PL, .group = -1, .need = -1, .letter = -1, .agreed_need = -1};
}

struct app *app_create(const struct app_settings *settings, int64_t now_ms)
{
    struct app *app = memory_new(1, sizeof(*app));
    app->settings = *settings;
    app->visit = visit_new();
    app->can_print = true;
    app->now_ms = now_ms;
    app->screen_at_ms = now_ms - settings->dead_ms;
    app->input_at_ms = now_ms;
    app->catalog_retry_at_ms = now_ms + settings->retry_ms;
    app->press.tap_at_ms = now_ms - settings->repeat_ms;
    return app;
}

void app_destroy(struct app *app)
{
    if (app == NULL) {
        return;
    }
    free(app->catalog);
    free(app->catalog_next);
    free(app);
}

void app_give_key(struct app *app, const char *key)
{
    bool fits = text_copy(app->spare_key, sizeof(app->spare_key), key);
    assert(fits && key[0] != '\0');
}

static void catalog_adopt(struct app *app)
{
    if (app->catalog_next != NULL) {
        free(app->catalog);
        app->catalog = app->catalog_next;
        app->catalog_next = NULL;
    }
}

unsigned app_go(struct app *app, enum app_screen screen)
{
    if (app->screen != screen) {
        app->screen_at_ms = app->now_ms;
        app->focus[0] = '\0';
        app->visit.page = 0;
        press_drop(app);
    }
    app->screen = screen;
    return WISH_REDRAW;
}

/* What a stranger sees. */
static enum app_screen resting_screen(const struct app *app)
{
    return app_is_closed(app) ? APP_CLOSED : APP_ATTRACT;
}

static bool is_resting(const struct app *app)
{
    return app->screen == APP_ATTRACT || app->screen == APP_CLOSED;
}

unsigned app_reset(struct app *app)
{
    unsigned wishes = app_issue_abandon(app) | app_booking_abandon(app);
    app->visit = visit_new();
    app->is_warning = false;
    press_release(app);
    catalog_adopt(app);
    scan_forget(app);
    (void)app_go(app, resting_screen(app));
    app->screen_before = app->screen;
    app->focus[0] = '\0';
    return wishes | WISH_REDRAW | WISH_FORGET;
}

/* True when the screen shows no more than it does to a stranger. */
static bool is_pristine(const struct app *app)
{
    return is_resting(app) && !app->visit.is_contrast && !app->visit.is_low &&
           app->visit.text_step == 0 && app->visit.page == 0 &&
           app->visit.language == LANGUAGE_PL && app->focus[0] == '\0' &&
           app->visit.volume_steps == 0 && !app->visit.is_invited;
}

static int idle_ms(const struct app *app)
{
    bool is_slow = app->visit.text_step > 0 || app->visit.language == LANGUAGE_PL_EASY;
    return is_slow || app->is_jack_in ? app->settings.idle_long_ms : app->settings.idle_ms;
}

static unsigned check_idle(struct app *app)
{
    if (is_pristine(app)) {
        return 0;
    }
    if (app->is_warning) {
        bool is_over = app->now_ms - app->warning_at_ms >= app->settings.warning_ms;
        return is_over ? app_reset(app) : WISH_REDRAW;
    }
    if (app->now_ms - app->input_at_ms < idle_ms(app)) {
        return 0;
    }
    if (is_resting(app)) {
        return app_reset(app);
    }
    app->is_warning = true;
    app->warning_at_ms = app->now_ms;
    app->focus[0] = '\0';
    press_drop(app);
    return WISH_REDRAW | WISH_CHIME;
}

/* A number that is slow gets a screen of its own. */
static bool lacks_waiting_screen(const struct app *app)
{
    return app->issue.is_open && app_waited_ms(app) >= WAIT_CALM_MS &&
           (app->screen == APP_CONFIRM || app->screen == APP_HOME);
}

static unsigned check_issue(struct app *app)
{
    if (!app->issue.is_open) {
        return 0;
    }
    unsigned wishes = 0;
    if (lacks_waiting_screen(app)) {
        wishes |= app_go(app, APP_WAITING);
    }
    if (app->screen == APP_WAITING) {
        wishes |= WISH_REDRAW;
    }
    if (!app->issue.is_posted && !app->issue.is_refused && app->now_ms >= app->issue.retry_at_ms) {
        wishes |= app_issue_retry(app);
    }
    return wishes;
}

static bool lacks_catalog(const struct app *app)
{
    return app->catalog == NULL && !app->is_away;
}

static unsigned check_catalog(struct app *app)
{
    if (!lacks_catalog(app) || app->now_ms < app->catalog_retry_at_ms) {
        return 0;
    }
    app->catalog_retry_at_ms = app->now_ms + app->settings.retry_ms;
    return WISH_CATALOG;
}

struct today_event app_clock(const struct app *app)
{
    struct today_event clock = app->today;
    if (clock.day == 0) {
        return clock;
    }
    int64_t minute = clock.minute_of_day + (app->now_ms - app->today_at_ms) / MINUTE_MS;
    int days = (int)(minute / DAY_MIN);
    clock.day = calendar_add(clock.day, days);
    clock.weekday = calendar_weekday(clock.day);
    clock.minute_of_day = (int)(minute % DAY_MIN);
    return clock;
}

static bool has_hours(const struct app *app)
{
    return app->settings.enforce_hours && app->today.day != 0 && app->catalog != NULL &&
           app->catalog->hours_count > 0;
}

bool app_is_closed(const struct app *app)
{
    struct today_event clock = app_clock(app);
    return has_hours(app) && !opening_is_at(app->catalog, clock.day, clock.minute_of_day);
}

/* Who is resting opens and closes with the office. */
static unsigned check_hours(struct app *app)
{
    bool is_right = !is_resting(app) || app->screen == resting_screen(app);
    return is_right ? 0 : app_go(app, resting_screen(app));
}

static int64_t hours_deadline(const struct app *app)
{
    if (!has_hours(app) || !is_resting(app)) {
        return INT64_MAX;
    }
    struct today_event clock = app_clock(app);
    int64_t minute = (app->now_ms - app->today_at_ms) / MINUTE_MS +
                     opening_change_min(app->catalog, clock.day, clock.minute_of_day);
    return app->today_at_ms + minute * MINUTE_MS;
}

static unsigned today(struct app *app, const struct today_event *event)
{
    app->today = *event;
    app->today_at_ms = app->now_ms;
    return WISH_REDRAW;
}

static unsigned check_time(struct app *app)
{
    unsigned wishes = check_idle(app) | check_issue(app) | check_catalog(app) |
                      app_cancel_retry(app) | app_unbook_retry(app);
    bool shows_cancel = app->screen == APP_NUMBER && app->visit.cancel == CANCEL_NONE;
    if (shows_cancel && !app_may_cancel(app)) {
        wishes |= WISH_REDRAW;
    }
    return wishes;
}

static unsigned dispatch(struct app *app, const struct event *event)
{
    switch (event->kind) {
    case EVENT_TIME: return check_time(app);
    case EVENT_TODAY: return today(app, &event->as.today);
    case EVENT_POINTER: return app_pointer(app, &event->as.pointer);
    case EVENT_KEY: return app_key(app, &event->as.key);
    case EVENT_JACK: return app_jack(app, event->as.jack_is_in);
    case EVENT_SOUND: app->has_sound = event->as.has_sound; return WISH_REDRAW;
    case EVENT_CHAR: return app_char(app, event->as.ch);
    case EVENT_CHECKIN: return app_checked_in(app, event);
    case EVENT_SLOTS: return app_slots(app, event);
    case EVENT_BOOKED: return app_booked(app, event);
    case EVENT_CONNECTED: return app_connected(app);
    case EVENT_AWAY: return app_away(app);
    case EVENT_CHANGED: return app_changed(app);
    case EVENT_CATALOG: return app_catalog(app, event->as.catalog);
    case EVENT_OUTLOOK: return app_outlook(app, event->as.outlook);
    case EVENT_ISSUED: return app_issued(app, event);
    case EVENT_ADOPTED: return app_adopted(app, event);
    case EVENT_CANCELLED: return app_cancelled(app, event->request);
    case EVENT_FAILED: return app_failed(app, &event->as.failed);
    case EVENT_PRINTER: app->can_print = event->as.printer_can_print; return WISH_REDRAW;
    case EVENT_PAPER: return app_paper(app, &event->as.paper);
    }
    return 0;
}

unsigned app_update(struct app *app, const struct event *event)
{
    if (event->at_ms > app->now_ms) {
        app->now_ms = event->at_ms;
    }
    unsigned wishes = dispatch(app, event);
    if (is_resting(app)) {
        catalog_adopt(app);
    }
    return wishes | check_hours(app) | app_checkin_left(app);
}

static int64_t sooner(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t idle_deadline(const struct app *app)
{
    if (is_pristine(app)) {
        return INT64_MAX;
    }
    if (!app->is_warning) {
        return app->input_at_ms + idle_ms(app);
    }
    /* Each second the words change. */
    int64_t passed = app->now_ms - app->warning_at_ms;
    return app->warning_at_ms + (passed / 1000 + 1) * 1000;
}

static int64_t issue_deadline(const struct app *app)
{
    if (!app->issue.is_open) {
        return INT64_MAX;
    }
    if (lacks_waiting_screen(app)) {
        return app->now_ms; /* back from the help screen: nothing else would wake us */
    }
    int64_t at = INT64_MAX;
    const int64_t steps[] = {WAIT_CALM_MS, WAIT_WORDS_MS};
    for (int i = 0; i < 2; i++) {
        if (app_waited_ms(app) < steps[i]) {
            at = sooner(at, app->issue.since_ms + steps[i]);
        }
    }
    bool will_retry = !app->issue.is_posted && !app->issue.is_refused;
    return will_retry ? sooner(at, app->issue.retry_at_ms) : at;
}

int64_t app_deadline_ms(const struct app *app)
{
    int64_t at = sooner(idle_deadline(app), issue_deadline(app));
    at = sooner(at, hours_deadline(app));
    if (lacks_catalog(app)) {
        at = sooner(at, app->catalog_retry_at_ms);
    }
    if (app->cancel.retry_at_ms != 0) {
        at = sooner(at, app->cancel.retry_at_ms);
    }
    if (app->left.retry_at_ms != 0) {
        at = sooner(at, app->left.retry_at_ms);
    }
    if (app_may_cancel(app)) {
        at = sooner(at, app->visit.ticket_at_ms + app->settings.cancel_ms);
    }
    return at;
}

const char *app_screen_name(const struct app *app)
{
    return app->is_warning ? "timeout" : screen_names[app->screen];
}

int app_seconds_left(const struct app *app)
{
    int64_t left = app->warning_at_ms + app->settings.warning_ms - app->now_ms;
    return left <= 1000 ? 1 : (int)((left + 999) / 1000);
}

const struct wire_need *app_need(const struct app *app)
{
    bool is_chosen = app->catalog != NULL && app->visit.need >= 0;
    return is_chosen ? &app->catalog->needs[app->visit.need] : NULL;
}

const struct wire_group *app_group(const struct app *app)
{
    bool is_chosen = app->catalog != NULL && app->visit.group >= 0;
    return is_chosen ? &app->catalog->groups[app->visit.group] : NULL;
}

bool app_may_cancel(const struct app *app)
{
    return app->screen == APP_NUMBER && app->visit.has_ticket && app->visit.cancel == CANCEL_NONE &&
           app->now_ms - app->visit.ticket_at_ms < app->settings.cancel_ms;
}

int64_t app_waited_ms(const struct app *app)
{
    return app->issue.is_open ? app->now_ms - app->issue.since_ms : 0;
}

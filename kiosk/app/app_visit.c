/* The way through the screens: what each action means where. */
#include "app/app_parts.h"

#include <assert.h>

/* Where the need was chosen. */
static enum app_screen need_screen(const struct app *app)
{
    if (app->visit.letter >= 0) {
        return APP_LIST;
    }
    return app->visit.group >= 0 ? APP_GROUP : APP_HOME;
}

/* Back to the menu: nothing is chosen any more. */
static unsigned go_menu(struct app *app)
{
    app->visit.group = -1;
    app->visit.letter = -1;
    app->visit.need = -1;
    return app_go(app, APP_HOME);
}

/* Where "Wstecz" leads. */
static unsigned go_back(struct app *app)
{
    if (app->visit.page > 0) {
        app->visit.page--;
        return WISH_REDRAW;
    }
    switch (app->screen) {
    case APP_ATTRACT:
    case APP_CLOSED: return 0;
    case APP_HOME:
    case APP_NUMBER:
    case APP_BOOKED: return app_reset(app);
    case APP_GROUP:
    case APP_LETTERS:
    case APP_FULL: return go_menu(app);
    case APP_LIST: app->visit.letter = -1; return app_go(app, APP_LETTERS);
    case APP_CHECKIN: return app_act_checkin(app, &(struct target){"", ACTION_BACK, 0});
    case APP_CONFIRM:
        app->visit.need = -1;
        app->visit.wants_priority = false;
        app->visit.interpreter = INTERPRETER_UNSAID;
        return app_go(app, need_screen(app));
    case APP_WAITING:
        return app_issue_abandon(app) | app_go(app, app->visit.is_at_once ? APP_HOME : APP_CONFIRM);
    case APP_QUESTION: return app_go(app, APP_CONFIRM);
    case APP_DAYS: return app_go(app, app->days_before);
    case APP_SLOTS: return app_go(app, APP_DAYS);
    case APP_BOOK: return app_go(app, APP_SLOTS);
    case APP_LANGUAGE:
    case APP_STAFF: return app_go(app, app->screen_before);
    case APP_SCREEN_COUNT: break;
    }
    return 0;
}

/* To a screen that leads back to where we are. */
static unsigned go_aside(struct app *app, enum app_screen screen)
{
    if (app->screen != APP_LANGUAGE && app->screen != APP_STAFF) {
        app->screen_before = app->screen;
    }
    app->visit.page = 0;
    return app_go(app, screen);
}

static unsigned go_home(struct app *app)
{
    unsigned wishes = app_go(app, APP_HOME);
    if (app->catalog == NULL) {
        wishes |= WISH_CATALOG;
    }
    return wishes | app_changed(app);
}

static unsigned pick_language(struct app *app, enum language language)
{
    assert(language >= 0 && language < LANGUAGE_COUNT);
    app->visit.language = language;
    app->visit.language_before_easy = language == LANGUAGE_PL_EASY ? LANGUAGE_PL : language;
    app->visit.page = 0;
    if (app->screen == APP_LANGUAGE && app->screen_before != APP_ATTRACT) {
        return app_go(app, app->screen_before);
    }
    return go_home(app);
}

/* Easy text exists in Polish; switched off, the language of before comes back. */
static unsigned toggle_easy(struct app *app)
{
    struct visit *visit = &app->visit;
    visit->page = 0;
    if (visit->language == LANGUAGE_PL_EASY) {
        visit->language = visit->language_before_easy;
    } else {
        visit->language_before_easy = visit->language;
        visit->language = LANGUAGE_PL_EASY;
    }
    return WISH_REDRAW;
}

static enum interpreter interpreter_of(enum language language)
{
    switch (language) {
    case LANGUAGE_UK: return INTERPRETER_UK;
    case LANGUAGE_EN: return INTERPRETER_EN;
    case LANGUAGE_RU: return INTERPRETER_RU;
    default: return INTERPRETER_UNSAID;
    }
}

/* The backend gives no number for this need today. While it is away nobody knows, and a lent one
 * may be given. */
static bool is_full_today(const struct app *app)
{
    const struct wire_outlook_need *outlook =
        app->has_outlook ? wire_outlook_find(&app->outlook, app_need(app)->code) : NULL;
    return outlook != NULL && outlook->is_full;
}

static void choose_need(struct app *app, int need, bool at_once)
{
    assert(app->catalog != NULL && need >= 0 && need < app->catalog->need_count);
    app->visit.is_at_once = at_once;
    app->visit.need = need;
    if (at_once || app->visit.agreed_need != need) {
        app->visit.agreed = 0;
        app->visit.agreed_need = need;
    }
    bool asks = app->catalog->needs[need].ask_interpreter;
    app->visit.interpreter = asks ? interpreter_of(app->visit.language) : INTERPRETER_UNSAID;
}

/* The first place of a route is certain and no offer. */
static unsigned toggle_offer(struct app *app, int place)
{
    assert(app_need(app) != NULL && place > 0 && place < app_need(app)->route_count);
    app->visit.agreed ^= INT64_C(1) << place;
    return WISH_REDRAW;
}

static unsigned choose_group(struct app *app, int group)
{
    assert(app->catalog != NULL && group >= 0 && group < app->catalog->group_count);
    app->visit.group = group;
    return app_go(app, APP_GROUP);
}

static unsigned take_number(struct app *app, bool with_paper)
{
    app->visit.wants_paper = with_paper;
    if (app->screen == APP_NUMBER || app->screen == APP_BOOKED) {
        return app_print(app);
    }
    return app_issue(app);
}

/* To the confirm screen, or straight to the number; or to the other ways when none is given. */
static unsigned take_need(struct app *app, int need, bool at_once)
{
    choose_need(app, need, at_once);
    if (is_full_today(app)) {
        return app_go(app, APP_FULL);
    }
    return at_once ? take_number(app, app->can_print) : app_go(app, APP_CONFIRM);
}

/* Steps of the visit. */
static unsigned act_visit(struct app *app, const struct target *target)
{
    switch ((enum action)target->action) {
    case ACTION_START: return go_home(app);
    case ACTION_GROUP: return choose_group(app, target->argument);
    case ACTION_NEED: return take_need(app, target->argument, false);
    case ACTION_NEED_AT_ONCE: return take_need(app, target->argument, true);
    case ACTION_PAGE: app->visit.page = target->argument; return WISH_REDRAW;
    case ACTION_LETTERS_OPEN: app->visit.group = -1; return app_go(app, APP_LETTERS);
    case ACTION_LETTER: app->visit.letter = target->argument; return app_go(app, APP_LIST);
    case ACTION_HOME: return go_menu(app);
    case ACTION_QUESTION_OPEN: return app_go(app, APP_QUESTION);
    case ACTION_INTERPRETER:
        app->visit.interpreter = (enum interpreter)target->argument;
        return app_go(app, APP_CONFIRM);
    case ACTION_PRIORITY:
        app->visit.wants_priority = !app->visit.wants_priority;
        return WISH_REDRAW;
    case ACTION_OFFER: return toggle_offer(app, target->argument);
    case ACTION_PRINT: return take_number(app, true);
    case ACTION_NO_PAPER: return take_number(app, false);
    case ACTION_CANCEL_TICKET: app->visit.cancel = CANCEL_SURE; return WISH_REDRAW;
    case ACTION_CANCEL_NOT: app->visit.cancel = CANCEL_NONE; return WISH_REDRAW;
    case ACTION_CANCEL_YES: return app_cancel_ticket(app);
    default: return app_act_checkin(app, target) | app_act_booking(app, target);
    }
}

static unsigned larger_text(struct app *app)
{
    app->visit.text_step = (app->visit.text_step + 1) % TEXT_STEPS;
    app->visit.page = 0;
    return WISH_REDRAW;
}

static unsigned lower_keys(struct app *app)
{
    app->visit.is_low = !app->visit.is_low;
    app->visit.page = 0;
    return WISH_REDRAW;
}

/* While a number or a booking is on its way only giving up and the looks are open. */
static bool is_open_to(const struct app *app, enum action action)
{
    bool is_busy = app->issue.is_open && (app->screen == APP_CONFIRM || app->screen == APP_HOME);
    is_busy = is_busy || app->visit.booking.state == BOOKING_SENT;
    return !is_busy || (action >= ACTION_FINISH && action != ACTION_BACK);
}

unsigned app_act(struct app *app, const struct target *target)
{
    enum action action = (enum action)target->action;
    if (!is_open_to(app, action)) {
        return 0;
    }
    switch (action) {
    case ACTION_FINISH:
    case ACTION_START_OVER: return app_reset(app);
    case ACTION_BACK: return go_back(app);
    case ACTION_LARGE_TEXT: return larger_text(app);
    case ACTION_LOWER: return lower_keys(app);
    case ACTION_EASY_TEXT: return toggle_easy(app);
    case ACTION_CONTRAST: app->visit.is_contrast = !app->visit.is_contrast; return WISH_REDRAW;
    case ACTION_LANGUAGE_OPEN: return go_aside(app, APP_LANGUAGE);
    case ACTION_LANGUAGE_PICK: return pick_language(app, (enum language)target->argument);
    case ACTION_STAFF: return WISH_STAFF | go_aside(app, APP_STAFF);
    default: return act_visit(app, target);
    }
}

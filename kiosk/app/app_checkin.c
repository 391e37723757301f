/* Somebody with an appointment: a code that is scanned or typed, and what became of it. */
#include "app/app_parts.h"

#include <string.h>

enum { SCAN_LENGTH_MIN = 4 };

void scan_forget(struct app *app)
{
    app->scan = (struct scan){0};
}

/* A pause makes it a new code: what was typed before is no scanner's. */
unsigned app_char(struct app *app, char ch)
{
    struct scan *scan = &app->scan;
    if (app->now_ms - scan->heard_at_ms >= app->settings.scan_ms) {
        scan_forget(app);
    }
    scan->heard_at_ms = app->now_ms;
    if (scan->length < CODE_MAX) {
        scan->text[scan->length] = ch;
    }
    scan->length += scan->length <= CODE_MAX; /* one beyond: too long to be a code */
    return 0;
}

bool scan_take(struct app *app)
{
    const struct scan *scan = &app->scan;
    bool is_burst =
        scan->length >= SCAN_LENGTH_MIN && app->now_ms - scan->heard_at_ms < app->settings.scan_ms;
    if (!is_burst) {
        scan_forget(app);
    }
    return is_burst;
}

static unsigned ask(struct app *app)
{
    if (app->is_away) {
        app->visit.checkin = CHECKIN_FAILED;
        return WISH_REDRAW;
    }
    app->visit.checkin = CHECKIN_ASKED;
    app->visit.checkin_request = ++app->request_last;
    app_take_key(app, app->visit.checkin_key);
    return WISH_CHECKIN | WISH_REDRAW;
}

/* In the middle of a visit a code changes nothing. */
static bool hears_codes(const struct app *app)
{
    bool is_early = app->screen == APP_ATTRACT || app->screen == APP_HOME ||
                    app->screen == APP_CHECKIN || app->screen == APP_LANGUAGE;
    return is_early && !app->issue.is_open && app->visit.checkin != CHECKIN_ASKED;
}

unsigned app_scanned(struct app *app)
{
    bool is_whole = app->scan.length <= CODE_MAX;
    struct scan scan = app->scan;
    scan_forget(app);
    if (!hears_codes(app)) {
        return 0;
    }
    unsigned wishes = app_go(app, APP_CHECKIN);
    if (!is_whole) {
        app->visit.code[0] = '\0';
        app->visit.checkin = CHECKIN_NOT_FOUND;
        return wishes;
    }
    memcpy(app->visit.code, scan.text, sizeof(app->visit.code));
    return wishes | ask(app);
}

static unsigned code_begin(struct app *app)
{
    app->visit.code[0] = '\0';
    app->visit.checkin = CHECKIN_NONE;
    app->visit.page = 0;
    return WISH_REDRAW;
}

static unsigned code_type(struct app *app, int digit)
{
    size_t length = strlen(app->visit.code);
    if (length < CODE_DIGITS) {
        app->visit.code[length] = (char)('0' + digit);
        app->visit.code[length + 1] = '\0';
    }
    return WISH_REDRAW;
}

static unsigned code_erase(struct app *app)
{
    size_t length = strlen(app->visit.code);
    if (length > 0) {
        app->visit.code[length - 1] = '\0';
    }
    return WISH_REDRAW;
}

static unsigned go_back(struct app *app)
{
    bool is_at_start = app->visit.checkin == CHECKIN_NONE || app->visit.checkin == CHECKIN_ASKED;
    (void)code_begin(app);
    return is_at_start ? app_go(app, APP_HOME) : WISH_REDRAW;
}

unsigned app_act_checkin(struct app *app, const struct target *target)
{
    switch ((enum action)target->action) {
    case ACTION_CHECKIN_OPEN: return code_begin(app) | app_go(app, APP_CHECKIN);
    case ACTION_CHECKIN_AGAIN: return code_begin(app);
    case ACTION_DIGIT: return code_type(app, target->argument);
    case ACTION_ERASE: return code_erase(app);
    case ACTION_CHECKIN_SEND: return strlen(app->visit.code) == CODE_DIGITS ? ask(app) : 0;
    case ACTION_NO_CODE: app->visit.checkin = CHECKIN_NO_CODE; return WISH_REDRAW;
    case ACTION_BACK: return go_back(app);
    default: return 0;
    }
}

/* Who shows a code again gets the same ticket: what somebody has seen is not taken from them. */
unsigned app_checkin_left(struct app *app)
{
    bool is_unclear = app->visit.checkin == CHECKIN_ASKED || app->visit.cancel == CANCEL_ASKED;
    if (app->ticket_left == 0 || is_unclear || app->spare_key[0] == '\0') {
        return 0;
    }
    int64_t ticket_id = app->ticket_left;
    app->ticket_left = 0;
    return ticket_id == app->ticket_shown ? 0 : app_give_back(app, ticket_id, 0);
}

unsigned app_checked_in(struct app *app, const struct event *event)
{
    const struct checkin_event *answer = &event->as.checkin;
    bool is_awaited =
        app->visit.checkin == CHECKIN_ASKED && event->request == app->visit.checkin_request;
    if (!is_awaited) {
        app->ticket_left = answer->ticket != NULL ? answer->ticket->ticket_id : app->ticket_left;
        return 0;
    }
    app->visit.checkin = answer->state;
    app->visit.checkin_starts_ms = answer->starts_ms;
    app->visit.code[0] = '\0';
    app->input_at_ms = app->now_ms;
    app->ticket_shown = answer->ticket != NULL ? answer->ticket->ticket_id : app->ticket_shown;
    return answer->ticket != NULL ? app_take_ticket(app, answer->ticket) : WISH_REDRAW;
}

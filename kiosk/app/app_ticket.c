/* The number: asked for once, kept through every retry, printed after it is known. */
#include "app/app_parts.h"
#include "base/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *const interpreter_codes[INTERPRETER_COUNT] = {"",   "",    "uk",   "ru",
                                                                 "en", "pjm", "other"};

const char *interpreter_code(enum interpreter interpreter)
{
    return interpreter_codes[interpreter];
}

void app_take_key(struct app *app, char out_key[static WIRE_KEY_MAX + 1])
{
    assert(app->spare_key[0] != '\0');
    memcpy(out_key, app->spare_key, sizeof(app->spare_key));
    app->spare_key[0] = '\0';
}

/* Who came for help in a language of their own and named none still needs somebody. */
static enum interpreter interpreter_wanted(const struct app *app, const struct wire_need *need)
{
    bool is_unsaid = app->visit.interpreter == INTERPRETER_UNSAID;
    return need->ask_interpreter && is_unsaid ? INTERPRETER_OTHER : app->visit.interpreter;
}

static struct wire_issue_request issue_body(const struct app *app)
{
    const struct wire_need *need = app_need(app);
    assert(need != NULL);
    struct wire_issue_request body = {.priority = app->visit.wants_priority,
                                      .agreed = app->visit.agreed};
    (void)text_copy(body.need, sizeof(body.need), need->code);
    (void)text_copy(body.language, sizeof(body.language), language_code(app->visit.language));
    (void)text_copy(body.interpreter, sizeof(body.interpreter),
                    interpreter_code(interpreter_wanted(app, need)));
    return body;
}

unsigned app_issue(struct app *app)
{
    if (app->issue.is_open) {
        return 0;
    }
    struct issue issue = {.request = ++app->request_last,
                          .body = issue_body(app),
                          .is_open = true,
                          .is_posted = true,
                          .since_ms = app->now_ms};
    app_take_key(app, issue.key);
    app->issue = issue;
    return WISH_ISSUE | WISH_REDRAW;
}

unsigned app_issue_retry(struct app *app)
{
    app->issue.is_posted = true;
    return WISH_ISSUE;
}

void app_issue_forget(struct app *app)
{
    app->issue = (struct issue){0};
}

/* Is there anything to print? */
static bool has_matter(const struct app *app)
{
    return app->visit.has_ticket || app->visit.booking.state == BOOKING_DONE;
}

unsigned app_print(struct app *app)
{
    if (!has_matter(app) || app->visit.paper == PAPER_PRINTING) {
        return 0;
    }
    app->visit.paper = PAPER_PRINTING;
    app->visit.paper_job = ++app->job_last;
    return WISH_PRINT | WISH_REDRAW;
}

unsigned app_give_back(struct app *app, int64_t ticket_id, int64_t of_request)
{
    if (app->spare_key[0] == '\0') {
        return 0;
    }
    app->cancel = (struct cancel){
        .request = ++app->request_last, .ticket_id = ticket_id, .of_request = of_request};
    app_take_key(app, app->cancel.key);
    return WISH_CANCEL;
}

/* The number may exist, or be about to: whoever asked for it is not there to take it. */
unsigned app_issue_abandon(struct app *app)
{
    const struct issue issue = app->issue;
    app_issue_forget(app);
    return issue.is_open && !issue.is_refused ? app_give_back(app, 0, issue.request) : 0;
}

unsigned app_cancel_retry(struct app *app)
{
    int64_t at_ms = app->cancel.retry_at_ms;
    if (at_ms == 0 || app->now_ms < at_ms) {
        return 0;
    }
    app->cancel.retry_at_ms = 0;
    return WISH_CANCEL;
}

unsigned app_cancel_ticket(struct app *app)
{
    if (!app->visit.has_ticket || app->visit.cancel != CANCEL_SURE) {
        return 0;
    }
    app->visit.cancel = CANCEL_ASKED;
    return app_give_back(app, app->visit.ticket.ticket_id, app->visit.ticket_request) | WISH_REDRAW;
}

unsigned app_connected(struct app *app)
{
    app->is_away = false;
    app->is_outlook_asked = false;
    app->catalog_retry_at_ms = app->now_ms + app->settings.retry_ms;
    unsigned wishes = WISH_CATALOG | WISH_REDRAW | app_changed(app);
    if (app->issue.is_open && !app->issue.is_posted && !app->issue.is_refused) {
        wishes |= app_issue_retry(app);
    }
    return wishes;
}

unsigned app_away(struct app *app)
{
    app->is_away = true;
    app->has_outlook = false;
    app->is_outlook_asked = false;
    return WISH_REDRAW;
}

/* The outlook is fetched while somebody may read it, one request at a time. */
unsigned app_changed(struct app *app)
{
    bool is_resting = app->screen == APP_ATTRACT || app->screen == APP_CLOSED;
    if (is_resting || app->is_away || app->is_outlook_asked) {
        return 0;
    }
    app->is_outlook_asked = true;
    return WISH_OUTLOOK;
}

unsigned app_catalog(struct app *app, struct wire_catalog *catalog)
{
    assert(catalog != NULL);
    const struct wire_catalog *known = app->catalog_next != NULL ? app->catalog_next : app->catalog;
    if (known != NULL && strcmp(known->version, catalog->version) == 0) {
        free(catalog);
        return 0;
    }
    free(app->catalog_next);
    app->catalog_next = catalog;
    if (app->catalog == NULL) {
        app->catalog = catalog;
        app->catalog_next = NULL;
    }
    return WISH_REDRAW;
}

unsigned app_outlook(struct app *app, const struct wire_outlook *outlook)
{
    app->is_outlook_asked = false;
    app->outlook = *outlook;
    app->has_outlook = true;
    return app->screen == APP_CONFIRM ? WISH_REDRAW : 0;
}

unsigned app_issued(struct app *app, const struct event *event)
{
    if (!app->issue.is_open || event->request != app->issue.request) {
        return 0; /* abandoned, and given back then */
    }
    app_issue_forget(app);
    app->visit.ticket_request = event->request;
    unsigned wishes = app_take_ticket(app, event->as.ticket);
    return app->visit.wants_paper ? wishes | app_print(app) : wishes;
}

unsigned app_take_ticket(struct app *app, const struct wire_issue_answer *ticket)
{
    app->visit.ticket = *ticket;
    app->visit.has_ticket = true;
    app->visit.ticket_at_ms = app->now_ms;
    app->input_at_ms = app->now_ms;
    app->is_warning = false;
    return app_go(app, APP_NUMBER);
}

/* The ticket on screen is known now: how many are ahead, and how long it takes. */
unsigned app_adopted(struct app *app, const struct event *event)
{
    bool is_ours = app->visit.has_ticket && event->request == app->visit.ticket_request;
    if (!is_ours || event->request == 0) {
        return 0;
    }
    app->visit.ticket = *event->as.ticket;
    return WISH_REDRAW;
}

unsigned app_cancelled(struct app *app, int64_t request)
{
    app_unbooked(app, request);
    if (request != app->cancel.request || app->visit.cancel != CANCEL_ASKED) {
        return 0;
    }
    app->visit.cancel = CANCEL_DONE;
    return WISH_REDRAW;
}

static unsigned issue_failed(struct app *app, bool may_retry)
{
    struct issue *issue = &app->issue;
    issue->is_posted = false;
    issue->has_failed = true;
    issue->is_refused = !may_retry;
    issue->retry_at_ms = app->now_ms + app->settings.retry_ms;
    if (app->screen == APP_CONFIRM || app->screen == APP_HOME) {
        (void)app_go(app, APP_WAITING);
    }
    /* A refusal can mean that our catalogue is out of date. */
    return WISH_REDRAW | (may_retry ? 0 : WISH_CATALOG);
}

/* Nobody more can be served today: other ways are offered. */
static unsigned issue_full(struct app *app)
{
    app_issue_forget(app);
    return app_go(app, APP_FULL);
}

unsigned app_failed(struct app *app, const struct failed_event *failed)
{
    if (app->issue.is_open && failed->request == app->issue.request) {
        return failed->is_full ? issue_full(app) : issue_failed(app, failed->may_retry);
    }
    if (app->visit.checkin == CHECKIN_ASKED && failed->request == app->visit.checkin_request) {
        app->visit.checkin = CHECKIN_FAILED;
        return WISH_REDRAW;
    }
    if (failed->request == app->cancel.request && app->visit.cancel == CANCEL_ASKED) {
        app->visit.cancel = CANCEL_FAILED;
        return WISH_REDRAW;
    }
    unsigned wishes;
    if (app_booking_failed(app, failed, &wishes)) {
        return wishes;
    }
    bool is_given_back = app->cancel.request != 0 && failed->request == app->cancel.request;
    if (is_given_back && failed->may_retry) {
        /* Nobody stands here to press again; the backend says no once its time is over. */
        app->cancel.retry_at_ms = app->now_ms + app->settings.retry_ms;
        return 0;
    }
    app->is_outlook_asked = false;
    return 0;
}

unsigned app_paper(struct app *app, const struct paper_event *paper)
{
    if (paper->job != app->visit.paper_job || !has_matter(app)) {
        return 0;
    }
    app->visit.paper = paper->state;
    return WISH_REDRAW;
}

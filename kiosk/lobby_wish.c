/* What the app wishes for: requests, paper, and to forget. */
#include "base/log.h"
#include "base/memory.h"
#include "lobby.h"
#include "render/ink.h"
#include "render/painter.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

enum { TRY_MS = 5000 };

/* The app waits for an answer to each: lobby_news says no. */
static void refuse(struct lobby *lobby, const struct net_request *request)
{
    if (lobby->refused_count < LOBBY_REFUSED_MAX) {
        lobby->refused[lobby->refused_count++] = request->id;
    }
    window_wake(lobby->window);
}

static void post(struct lobby *lobby, struct net_request *request)
{
    request->try_ms = TRY_MS;
    if (lobby->net == NULL || net_post(lobby->net, request) != STATUS_OK) {
        refuse(lobby, request);
        free(request);
        return;
    }
    lobby->requests_open++;
}

static void post_kind(struct lobby *lobby, enum net_request_kind kind)
{
    struct net_request *request = memory_new(1, sizeof(*request));
    request->kind = kind;
    post(lobby, request);
}

/* Of the first service of the need's route; 0 for a need that is not there any more. */
static char series_of(const struct wire_catalog *catalog, const char *need)
{
    for (int i = 0; catalog != NULL && i < catalog->need_count; i++) {
        if (strcmp(catalog->needs[i].code, need) == 0) {
            return catalog->services[catalog->needs[i].route[0]].series;
        }
    }
    return '\0';
}

static void post_issue(struct lobby *lobby)
{
    const struct issue *issue = &lobby->app->issue;
    struct net_request *request = memory_new(1, sizeof(*request));
    request->kind = NET_REQUEST_ISSUE;
    request->id = issue->request;
    memcpy(request->key, issue->key, sizeof(request->key));
    request->issue = issue->body;
    request->series = series_of(lobby->app->catalog, issue->body.need);
    post(lobby, request);
}

static void post_cancel(struct lobby *lobby)
{
    const struct cancel *cancel = &lobby->app->cancel;
    struct net_request *request = memory_new(1, sizeof(*request));
    request->kind = NET_REQUEST_CANCEL;
    request->id = cancel->request;
    memcpy(request->key, cancel->key, sizeof(request->key));
    request->ticket_id = cancel->ticket_id;
    request->of_request = cancel->of_request;
    post(lobby, request);
}

static void fill_ticket(const struct app *app, struct paper_ticket *out)
{
    const struct wire_issue_answer *ticket = &app->visit.ticket;
    (void)text_copy(out->number, sizeof(out->number), ticket->number);
    (void)text_copy(out->url, sizeof(out->url), ticket->url);
    out->ahead = ticket->ahead;
    out->wait = ticket->wait;
    out->issued_ms = ticket->issued_ms;
}

static void fill_booking(const struct app *app, struct paper_ticket *out)
{
    const struct wire_booking *booking = &app->visit.booking.done;
    (void)text_copy(out->code, sizeof(out->code), booking->code);
    out->starts_ms = booking->starts_ms;
}

static void print_paper(struct lobby *lobby)
{
    const struct app *app = lobby->app;
    struct printer_job *job = memory_new(1, sizeof(*job));
    struct paper_ticket *paper = &job->ticket;
    job->id = app->visit.paper_job;
    paper->language = app->visit.language;
    (void)text_copy(paper->office_name, sizeof(paper->office_name), app->catalog->office_name);
    (void)text_copy(paper->office_phone, sizeof(paper->office_phone), app->catalog->office_phone);
    if (app->visit.has_ticket) {
        fill_ticket(app, paper);
    } else {
        fill_booking(app, paper);
    }
    if (lobby->has_printer && printer_post(&lobby->printer, job) == STATUS_OK) {
        lobby->jobs_open++;
        return;
    }
    lobby->job_refused = job->id; /* lobby_news tells the app */
    free(job);
    window_wake(lobby->window);
}

static void post_checkin(struct lobby *lobby)
{
    const struct visit *visit = &lobby->app->visit;
    struct net_request *request = memory_new(1, sizeof(*request));
    request->kind = NET_REQUEST_CHECKIN;
    request->id = visit->checkin_request;
    memcpy(request->key, visit->checkin_key, sizeof(request->key));
    (void)text_copy(request->checkin.code, sizeof(request->checkin.code), visit->code);
    (void)text_copy(request->checkin.language, sizeof(request->checkin.language),
                    language_code(visit->language));
    post(lobby, request);
}

static void post_booking(struct lobby *lobby, enum net_request_kind kind)
{
    const struct app *app = lobby->app;
    const struct booking *booking = &app->visit.booking;
    struct net_request *request = memory_new(1, sizeof(*request));
    request->kind = kind;
    request->id = booking->request;
    request->from_day = booking->from_day;
    memcpy(request->key, booking->key, sizeof(request->key));
    (void)text_copy(request->booking.service, sizeof(request->booking.service), booking->service);
    request->booking.starts_ms = booking->starts_ms;
    post(lobby, request);
}

/* The same request tells its id again, or makes it so that it can be cancelled. */
static void post_unbook(struct lobby *lobby)
{
    const struct left_booking *left = &lobby->app->left;
    struct net_request *request = memory_new(1, sizeof(*request));
    request->kind = left->id != 0 ? NET_REQUEST_UNBOOK : NET_REQUEST_BOOK;
    request->id = left->request;
    memcpy(request->key, left->id != 0 ? left->cancel_key : left->key, sizeof(request->key));
    request->booking = left->wish;
    request->booking_id = left->id;
    post(lobby, request);
}

static void fulfil_booking(struct lobby *lobby, unsigned wishes)
{
    if (wishes & WISH_CHECKIN) {
        post_checkin(lobby);
    }
    if (wishes & WISH_SLOTS) {
        post_booking(lobby, NET_REQUEST_SLOTS);
    }
    if (wishes & WISH_BOOK) {
        post_booking(lobby, NET_REQUEST_BOOK);
    }
    if (wishes & WISH_UNBOOK) {
        post_unbook(lobby);
    }
}

void lobby_refill_key(struct lobby *lobby)
{
    if (lobby->app->spare_key[0] == '\0') {
        char key[WIRE_KEY_MAX + 1];
        net_key_make(key);
        app_give_key(lobby->app, key);
    }
}

static void forget(struct lobby *lobby)
{
    ink_forget(lobby->ink);
    painter_forget(lobby->painter);
    (void)malloc_trim(0);
    log_info("visit.over");
}

void lobby_fulfil(struct lobby *lobby, unsigned wishes)
{
    if (wishes & WISH_REDRAW) {
        lobby->is_stale = true;
    }
    if (wishes & WISH_FORGET) {
        forget(lobby);
    }
    if (wishes & WISH_ISSUE) {
        post_issue(lobby);
    }
    if (wishes & WISH_CANCEL) {
        post_cancel(lobby);
    }
    if (wishes & WISH_STAFF) {
        lobby_alert_staff(lobby);
    }
    if (wishes & WISH_CATALOG) {
        post_kind(lobby, NET_REQUEST_CATALOG);
    }
    if (wishes & WISH_OUTLOOK) {
        post_kind(lobby, NET_REQUEST_OUTLOOK);
    }
    fulfil_booking(lobby, wishes);
    if (lobby->voice != NULL) {
        voice_fulfil(lobby->voice, lobby->app, wishes);
    }
    lobby_refill_key(lobby);
    if (wishes & WISH_PRINT) {
        /* The number first, then the paper: even the work of handing it over waits. */
        lobby_paint(lobby);
        print_paper(lobby);
    }
}

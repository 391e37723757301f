#include "api/paper.h"

#include "api/caller.h"
#include "api/pages.h"
#include "api/paper_view.h"
#include "api/reply.h"
#include "api/standing.h"

#include <stdio.h>

static const struct caller_rule paper_rule = {.allows_staff = true,
                                              .staff_needs = CAPABILITY_CALL | CAPABILITY_DESK};

/* Stricter than the pages' own but for the frame: the desk's page holds it while it prints. */
static const char policy[] = "default-src 'none'; style-src 'self'; img-src 'self'; "
                             "frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

static bool read_language(struct exchange *exchange, const struct visit *visit,
                          enum language *out_language)
{
    const char *asked = exchange_query(exchange, "lang");
    *out_language = LANGUAGE_PL;
    if (asked != NULL) {
        return language_parse(asked, out_language) == STATUS_OK;
    }
    (void)!language_parse(visit->language, out_language);
    return true;
}

static void reply_paper(struct exchange *exchange, const struct visit *visit,
                        const struct standing *standing, enum language language)
{
    struct app *app = app_of(exchange);
    char url[512];
    struct buffer body;
    (void)snprintf(url, sizeof(url), "%s/v/%s", app->public_url, visit->token);
    const struct paper_view view = {.i18n = app->i18n,
                                    .language = language,
                                    .office_name = app->office->name,
                                    .office_phone = app->office->phone,
                                    .number = visit->number,
                                    .url = url,
                                    .is_waiting = visit_state(visit) == STEP_WAITING,
                                    .ahead = standing->ahead,
                                    .promise = standing->promise,
                                    .issued_ms = visit->issued_ms};
    buffer_init(&body, PAPER_VIEW_MAX);
    paper_view_write(&view, &body);
    pages_set_headers_under(exchange, policy);
    exchange_reply(exchange, 200, "text/html; charset=utf-8", &body);
}

/* It carries the address of the phone page, from which a visit can be given up. */
static bool may_print(const struct caller *caller, const struct office *office,
                      const struct visit *visit)
{
    struct scope scope = caller_scope(caller, office);
    return (caller->staff->capabilities & CAPABILITY_DESK) != 0 || scope_touches(&scope, visit);
}

void paper_get(struct exchange *exchange)
{
    struct caller caller;
    struct visit visit;
    struct standing standing;
    enum language language = LANGUAGE_PL;
    if (!caller_admit(exchange, &paper_rule, &caller)) {
        return;
    }
    enum status status =
        standing_read(app_of(exchange), exchange_id(exchange, 0), &visit, &standing);
    if (status == STATUS_MISSING) {
        reply_refuse(exchange, status, "not-found", "", "There is no such ticket.");
    } else if (status != STATUS_OK) {
        reply_failed(exchange, status);
    } else if (!may_print(&caller, app_of(exchange)->office, &visit)) {
        reply_refuse(exchange, STATUS_FORBIDDEN, "forbidden", "",
                     "This belongs to the other track: its staff can do it.");
    } else if (visit.closed_ms != 0) {
        reply_refuse(exchange, STATUS_CONFLICT, "wrong-state", "",
                     "This visit is over: its number is not called any more.");
    } else if (!read_language(exchange, &visit, &language)) {
        reply_refuse(exchange, STATUS_INVALID, "invalid-body", "lang",
                     "Say lang=pl, pl_easy, uk, en or ru.");
    } else {
        reply_paper(exchange, &visit, &standing, language);
    }
}

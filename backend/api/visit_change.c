#include "api/visit_change.h"

#include "api/action.h"
#include "api/calling.h"
#include "api/pages.h"
#include "api/ticket_change.h"
#include "api/visit_page.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEEN_DIGITS_MAX = 18 };

/* One of the three, as it is posted and as the office is told. */
struct change {
    enum visit_op_kind op;
    const char *name;
    const char *news;
};

struct wish {
    struct change change;
    struct visit_look look;
};

static bool is_allowed(const struct visit *visit, enum visit_op_kind op)
{
    switch (op) {
    case VISIT_OP_RESUME: return visit_is_paused(visit);
    case VISIT_OP_CANCEL: return visit_state(visit) != STEP_SERVING;
    default: return true; /* the table of states says the rest */
    }
}

static enum status decide(struct action *action, struct writer_turn *turn)
{
    const struct wish *wish = action->request;
    const struct office *office = action->app->office;
    const struct rules *rules = &keeper_lobby(writer_turn_keeper(turn))->rules;
    const struct visit_op op = {.kind = wish->change.op};
    struct visit visit;
    enum status status = ticket_change_load(action, turn, &visit);
    if (status != STATUS_OK) {
        return status;
    }
    const struct ticket_news news = {
        .kind = wish->change.news, .op = &op, .index = visit_current(&visit)};
    if (!is_allowed(&visit, op.kind) ||
        visit_apply(&visit, &op, rules, action->job.now_ms) != STATUS_OK) {
        return ticket_change_wrong_state(action, &visit);
    }
    status = ticket_change_save(turn, office, &visit, &news, action->job.now_ms);
    return status == STATUS_OK ? calling_auto(turn, office, action->job.now_ms) : status;
}

/* What could not be done now is no failure: the page shows how the ticket stands. */
static void lead_back(struct action *action)
{
    const struct wish *wish = action->request;
    struct visit_look look = wish->look;
    char address[VISIT_ADDRESS_MAX];
    look.has_failed = action->job.status >= STATUS_INTERNAL;
    visit_look_address(&look, "", address);
    pages_set_headers(action->exchange);
    exchange_set_header(action->exchange, "Location", address);
    exchange_reply_empty(action->exchange, 303);
}

/* The version the page showed; 0: none that could be one. */
static int64_t seen_of(const struct exchange *exchange)
{
    const char *seen = exchange_query(exchange, "seen");
    size_t length = seen != NULL ? strlen(seen) : 0;
    if (length == 0 || length > SEEN_DIGITS_MAX || strspn(seen, "0123456789") != length) {
        return 0;
    }
    return strtoll(seen, NULL, 10);
}

static void post(struct exchange *exchange, const struct change *change)
{
    struct app *app = app_of(exchange);
    struct visit_look look;
    int64_t id = 0;
    int64_t seen = seen_of(exchange);
    char key[48];
    if (!visit_page_find(exchange, &look, &id)) {
        return;
    }
    if (!attempts_allow(&app->visit_changes, look.token, app_now_ms(app))) {
        exchange_set_header(exchange, "Retry-After", "60");
        visit_page_show(exchange, &look, id, "visit_often", 429);
        return;
    }
    if (seen == 0) {
        visit_page_show(exchange, &look, id, "visit_failed", 400);
        return;
    }
    (void)snprintf(key, sizeof(key), "%s-%" PRId64, change->name, seen);
    struct action *action = action_begin_form(exchange, id, key);
    struct wish *wish = arena_alloc(exchange_arena(exchange), sizeof(*wish));
    *wish = (struct wish){.change = *change, .look = look};
    action->request = wish;
    action->reply = lead_back;
    action_post(action, decide);
}

void visit_change_pause(struct exchange *exchange)
{
    static const struct change change = {VISIT_OP_PAUSE, "pause", "ticket.parked"};
    post(exchange, &change);
}

void visit_change_resume(struct exchange *exchange)
{
    static const struct change change = {VISIT_OP_RESUME, "resume", "ticket.resumed"};
    post(exchange, &change);
}

void visit_change_cancel(struct exchange *exchange)
{
    static const struct change change = {VISIT_OP_CANCEL, "cancel", "ticket.cancelled"};
    post(exchange, &change);
}

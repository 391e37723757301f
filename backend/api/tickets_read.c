#include "api/caller.h"
#include "api/reply.h"
#include "api/standing.h"
#include "api/ticket_json.h"
#include "api/tickets.h"
#include "store/lease_store.h"
#include "wire/ticket.h"

static const struct caller_rule read_rule = {.allows_device = true, .allows_staff = true};
static const struct caller_rule find_rule = {.allows_staff = true, .staff_needs = CAPABILITY_DESK};

static void refuse_missing(struct exchange *exchange)
{
    reply_refuse(exchange, STATUS_MISSING, "not-found", "", "There is no such ticket.");
}

static void answer_standing(struct exchange *exchange, const struct caller *caller, int64_t id)
{
    struct app *app = app_of(exchange);
    struct visit visit;
    struct standing standing;
    enum status status = standing_read(app, id, &visit, &standing);
    if (status == STATUS_MISSING) {
        refuse_missing(exchange);
        return;
    }
    if (status != STATUS_OK) {
        reply_failed(exchange, status);
        return;
    }
    struct buffer body;
    struct json_out json;
    buffer_init(&body, EXCHANGE_ANSWER_MAX);
    json_out_init(&json, &body);
    json_out_object(&json, NULL);
    struct scope scope = caller_scope(caller, app->office);
    ticket_json(&json, "ticket", &scope, &visit, false);
    json_out_int(&json, "ahead", standing.ahead);
    wait_json(&json, "wait", &standing.promise);
    json_out_end(&json);
    reply_json(exchange, 200, &body);
}

void tickets_get(struct exchange *exchange)
{
    struct caller caller;
    if (caller_admit(exchange, &read_rule, &caller)) {
        answer_standing(exchange, &caller, exchange_id(exchange, 0));
    }
}

/* Numbers begin anew each day: only today's can be meant. */
void tickets_find(struct exchange *exchange)
{
    struct app *app = app_of(exchange);
    struct caller caller;
    struct lease number = {.day = clock_local(app_now_ms(app)).day};
    char token[WIRE_TOKEN_HEX + 1];
    int64_t id = 0;
    if (!caller_admit(exchange, &find_rule, &caller)) {
        return;
    }
    const char *asked = exchange_query(exchange, "number");
    if (asked == NULL || wire_number_parse(asked, &number.series, &number.first) != STATUS_OK) {
        reply_refuse(exchange, STATUS_INVALID, "invalid-body", "number",
                     "Say number=A27: a letter and a count.");
        return;
    }
    enum status status =
        lease_store_ticket(app->reader, app->office->id, &number, &id, token, sizeof(token));
    if (status == STATUS_OK) {
        answer_standing(exchange, &caller, id);
    } else if (status == STATUS_MISSING) {
        refuse_missing(exchange);
    } else {
        reply_failed(exchange, status);
    }
}

#include "api/caller.h"
#include "api/reply.h"
#include "api/standing.h"
#include "api/ticket_json.h"
#include "api/tickets.h"

static const struct caller_rule read_rule = {.allows_device = true, .allows_staff = true};

void tickets_get(struct exchange *exchange)
{
    struct app *app = app_of(exchange);
    struct caller caller;
    struct visit visit;
    struct standing standing;
    if (!caller_admit(exchange, &read_rule, &caller)) {
        return;
    }
    enum status status = standing_read(app, exchange_id(exchange, 0), &visit, &standing);
    if (status == STATUS_MISSING) {
        reply_refuse(exchange, status, "not-found", "", "There is no such ticket.");
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
    ticket_json(&json, "ticket", app->office, &visit, false);
    json_out_int(&json, "ahead", standing.ahead);
    wait_json(&json, "wait", &standing.promise);
    json_out_end(&json);
    reply_json(exchange, 200, &body);
}

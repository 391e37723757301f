#include "api/caller.h"
#include "api/reply.h"
#include "api/standing.h"
#include "api/ticket_json.h"
#include "api/tickets.h"
#include "store/invitation_store.h"
#include "store/ticket_store.h"

static const struct caller_rule read_rule = {.allows_device = true, .allows_staff = true};
static const struct caller_rule calls_rule = {.allows_staff = true};

void tickets_get(struct exchange *exchange)
{
    struct app *app = app_of(exchange);
    struct caller caller;
    struct visit visit;
    struct outlook outlook;
    if (!caller_admit(exchange, &read_rule, &caller)) {
        return;
    }
    enum status status = standing_read(app, exchange_id(exchange, 0), &visit, &outlook);
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
    json_out_int(&json, "ahead", outlook.ahead);
    wait_json(&json, "wait", &outlook);
    json_out_end(&json);
    reply_json(exchange, 200, &body);
}

/* The calls of one ticket being written. */
struct listing {
    struct json_out *json;
    const struct office *office;
    const struct visit *visit;
};

static void write_call(void *context, const struct invitation *call)
{
    const struct listing *listing = context;
    call_json(listing->json, NULL, listing->office, listing->visit, call);
}

void tickets_calls(struct exchange *exchange)
{
    struct app *app = app_of(exchange);
    struct caller caller;
    struct visit visit;
    struct buffer body;
    struct json_out json;
    if (!caller_admit(exchange, &calls_rule, &caller)) {
        return;
    }
    enum status status =
        ticket_store_load(app->reader, app->office->id, exchange_id(exchange, 0), &visit);
    if (status == STATUS_MISSING) {
        reply_refuse(exchange, status, "not-found", "", "There is no such ticket.");
        return;
    }
    buffer_init(&body, EXCHANGE_ANSWER_MAX);
    json_out_init(&json, &body);
    struct listing listing = {.json = &json, .office = app->office, .visit = &visit};
    json_out_object(&json, NULL);
    json_out_text(&json, "number", status == STATUS_OK ? visit.number : "");
    json_out_array(&json, "calls");
    if (status == STATUS_OK) {
        status = invitation_store_of_ticket(app->reader, app->office->id, visit.id, write_call,
                                            &listing);
    }
    json_out_end(&json);
    json_out_end(&json);
    if (status != STATUS_OK) {
        buffer_finish(&body);
        reply_failed(exchange, status);
        return;
    }
    reply_json(exchange, 200, &body);
}

#include "api/calls.h"

#include "api/caller.h"
#include "api/reply.h"
#include "api/ticket_json.h"
#include "store/event_store.h"
#include "store/invitation_store.h"
#include "store/ticket_store.h"

enum { NEWEST_MAX = 20, DAY_MS = 24 * 3600 * 1000 };

static const struct caller_rule staff_rule = {.allows_staff = true};
static const struct caller_rule manager_rule = {.allows_staff = true,
                                                .staff_needs = CAPABILITY_MANAGE};

/* A list of calls being read; written once the statement has ended. */
struct listing {
    struct arena *arena;
    struct invitation *calls[NEWEST_MAX];
    int count;
    bool has_more;
};

static void take(void *context, const struct invitation *call)
{
    struct listing *listing = context;
    if (listing->count < NEWEST_MAX) {
        struct invitation *kept = arena_alloc(listing->arena, sizeof(*kept));
        *kept = *call;
        listing->calls[listing->count++] = kept;
    } else {
        listing->has_more = true;
    }
}

/* A ticket's calls are read as a story, from the oldest on. */
static void reverse(struct listing *listing)
{
    for (int i = 0; i < listing->count / 2; i++) {
        struct invitation *other = listing->calls[listing->count - 1 - i];
        listing->calls[listing->count - 1 - i] = listing->calls[i];
        listing->calls[i] = other;
    }
}

static enum status write_calls(struct json_out *json, struct app *app, const struct caller *caller,
                               const struct listing *listing)
{
    struct scope scope = caller_scope(caller, app->office);
    enum status status = STATUS_OK;
    json_out_array(json, "calls");
    for (int i = 0; i < listing->count && status == STATUS_OK; i++) {
        struct visit visit;
        status =
            ticket_store_load(app->reader, app->office->id, listing->calls[i]->ticket_id, &visit);
        if (status == STATUS_OK) {
            call_json(json, NULL, &scope, &visit, listing->calls[i]);
        }
    }
    json_out_end(json);
    return status;
}

static void reply(struct exchange *exchange, enum status status, struct buffer *body)
{
    if (status == STATUS_OK) {
        reply_json(exchange, 200, body);
        return;
    }
    buffer_finish(body);
    if (status == STATUS_MISSING) {
        reply_refuse(exchange, status, "not-found", "", "There is no such ticket.");
    } else {
        reply_failed(exchange, status);
    }
}

void calls_of_ticket(struct exchange *exchange)
{
    struct app *app = app_of(exchange);
    struct listing listing = {.arena = exchange_arena(exchange)};
    struct caller caller;
    struct visit visit;
    struct buffer body;
    struct json_out json;
    if (!caller_admit(exchange, &staff_rule, &caller)) {
        return;
    }
    buffer_init(&body, EXCHANGE_ANSWER_MAX);
    json_out_init(&json, &body);
    json_out_object(&json, NULL);
    enum status status =
        ticket_store_load(app->reader, app->office->id, exchange_id(exchange, 0), &visit);
    if (status == STATUS_OK) {
        json_out_text(&json, "number", visit.number);
        status = invitation_store_of_ticket(app->reader, app->office->id, visit.id, take, &listing);
    }
    reverse(&listing);
    if (status == STATUS_OK) {
        status = write_calls(&json, app, &caller, &listing);
    }
    json_out_bool(&json, "more", listing.has_more);
    json_out_end(&json);
    reply(exchange, status, &body);
}

void calls_newest(struct exchange *exchange)
{
    struct app *app = app_of(exchange);
    struct listing listing = {.arena = exchange_arena(exchange)};
    struct caller caller;
    struct buffer body;
    struct json_out json;
    int64_t seq = 0;
    int64_t now_ms = app_now_ms(app);
    if (!caller_admit(exchange, &manager_rule, &caller)) {
        return;
    }
    buffer_init(&body, EXCHANGE_ANSWER_MAX);
    json_out_init(&json, &body);
    json_out_object(&json, NULL);
    enum status status = db_snapshot_begin(app->reader);
    if (status == STATUS_OK) {
        status = event_store_seq(app->reader, app->office->id, &seq);
    }
    json_out_text(&json, "epoch", app->office->epoch);
    json_out_int(&json, "seq", seq);
    json_out_int(&json, "now_ms", now_ms);
    if (status == STATUS_OK) {
        status = invitation_store_newest(app->reader, app->office->id, now_ms - DAY_MS, NEWEST_MAX,
                                         take, &listing);
    }
    if (status == STATUS_OK) {
        status = write_calls(&json, app, &caller, &listing);
    }
    db_snapshot_end(app->reader);
    json_out_end(&json);
    reply(exchange, status, &body);
}

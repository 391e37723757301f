#include "api/rules.h"

#include "api/action.h"
#include "api/calling.h"
#include "api/reply.h"
#include "store/facts.h"
#include "store/rule_store.h"

#include <inttypes.h>
#include <stdio.h>

static const struct caller_rule read_rule = {.allows_staff = true};
static const struct caller_rule change_rule = {
    .allows_staff = true, .staff_needs = CAPABILITY_ADMIN, .is_change = true};

/* The body as it came: it changes what is in force when the writer gets to it. */
struct rules_request {
    const char *body;
    size_t size;
};

void rules_get(struct exchange *exchange)
{
    struct app *app = app_of(exchange);
    struct caller caller;
    struct rules rules;
    struct buffer body;
    if (!caller_admit(exchange, &read_rule, &caller)) {
        return;
    }
    if (rule_store_load(app->reader, app->office->id, &rules) != STATUS_OK) {
        reply_failed(exchange, STATUS_UNAVAILABLE);
        return;
    }
    buffer_init(&body, EXCHANGE_ANSWER_MAX);
    rules_encode(&rules, &body);
    reply_json(exchange, 200, &body);
}

static enum status publish(struct writer_turn *turn, int64_t office_id, const struct rules *rules,
                           int64_t now_ms)
{
    struct event event = {.kind = "rules.changed", .at_ms = now_ms};
    (void)snprintf(event.body, sizeof(event.body), "{\"version\":%" PRId64 "}", rules->version);
    facts_of_rules(rules, &event);
    keeper_note_rules(writer_turn_keeper(turn), rules);
    return writer_turn_publish(turn, office_id, &event);
}

static enum status decide_put(struct action *action, struct writer_turn *turn)
{
    const struct rules_request *request = action->request;
    int64_t office_id = action->app->office->id;
    struct rules rules = keeper_lobby(writer_turn_keeper(turn))->rules;
    int64_t version = rules.version;
    struct json_error error;
    if (rules_decode(request->body, request->size, &rules, &error) != STATUS_OK) {
        return action_refuse(action, STATUS_INVALID, "invalid-body", error.field, error.sentence);
    }
    rules.version = version + 1;
    enum status status =
        rule_store_add(writer_turn_db(turn), office_id, &rules, action->job.now_ms);
    if (status == STATUS_OK) {
        status = publish(turn, office_id, &rules, action->job.now_ms);
    }
    if (status == STATUS_OK) {
        status = calling_auto(turn, action->app->office, action->job.now_ms);
    }
    rules_encode(&rules, action_answer(action));
    return status;
}

void rules_put(struct exchange *exchange)
{
    struct action *action = action_begin_repeatable(exchange, &change_rule);
    if (action == NULL) {
        return;
    }
    struct rules_request *request = arena_alloc(exchange_arena(exchange), sizeof(*request));
    request->body = exchange_body(exchange, &request->size);
    action->request = request;
    action_post(action, decide_put);
}

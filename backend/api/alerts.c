#include "api/alerts.h"

#include "api/action.h"
#include "api/reply.h"
#include "base/memory.h"
#include "wire/alert.h"

static const struct caller_rule device_rule = {.allows_device = true, .is_change = true};

static enum status decide(struct action *action, struct writer_turn *turn)
{
    const enum wire_alert *alert = action->request;
    struct event event = {.kind = "alert.raised", .at_ms = action->job.now_ms};
    struct buffer buffer;
    struct json_out json;
    buffer_init(&buffer, sizeof(event.body) - 1);
    json_out_init(&json, &buffer);
    json_out_object(&json, NULL);
    json_out_text(&json, "kind", wire_alert_name(*alert));
    json_out_int(&json, "device", action->caller.device_id);
    json_out_int(&json, "at_ms", event.at_ms);
    json_out_end(&json);
    (void)text_copy(event.body, sizeof(event.body), buffer_text(&buffer));
    buffer_finish(&buffer);
    action->job.http_status = 204;
    return writer_turn_publish(turn, action->app->office->id, &event);
}

void alerts_raise(struct exchange *exchange)
{
    struct action *action = action_begin(exchange, &device_rule);
    if (action == NULL) {
        return;
    }
    enum wire_alert *alert = arena_alloc(exchange_arena(exchange), sizeof(*alert));
    struct json_error error;
    size_t size = 0;
    const char *body = exchange_body(exchange, &size);
    enum status status = wire_alert_decode(body, size, alert, &error);
    if (status != STATUS_OK) {
        reply_refuse(exchange, status, "invalid-body", error.field, error.sentence);
        return;
    }
    action->request = alert;
    action_post(action, decide);
}

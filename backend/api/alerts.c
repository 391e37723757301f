#include "api/alerts.h"

#include "api/action.h"
#include "api/reply.h"
#include "api/ticket_json.h"
#include "base/memory.h"
#include "store/alert_store.h"
#include "wire/alert.h"

/* So long everybody sees who has gone to help. */
enum { TAKEN_SHOWN_MS = 5 * 60 * 1000 };

static const struct caller_rule device_rule = {.allows_device = true, .is_change = true};
static const struct caller_rule staff_rule = {
    .allows_staff = true, .staff_needs = CAPABILITY_CALL | CAPABILITY_DESK, .is_change = true};

static void title_json(struct json_out *json, const char *name, const struct office *office,
                       int64_t staff_id)
{
    const struct office_staff *staff = office_staff_by_id(office, staff_id);
    if (staff == NULL) {
        json_out_null(json, name);
        return;
    }
    json_out_object(json, name);
    json_out_int(json, "id", staff->id);
    json_out_text(json, "title", staff->title);
    json_out_end(json);
}

static const char *service_code(const struct office *office, int64_t service_id)
{
    const struct office_service *service = office_service_by_id(office, service_id);
    return service != NULL ? service->code : NULL;
}

static void alert_json(struct json_out *json, const char *name, const struct office *office,
                       const struct alert *alert)
{
    json_out_object(json, name);
    json_out_int(json, "id", alert->id);
    json_out_text(json, "kind", alert->kind);
    json_out_text(json, "device", alert->device_id != 0 ? alert->device : NULL);
    room_json(json, "room", office, alert->room_id);
    title_json(json, "staff", office, alert->staff_id);
    json_out_text(json, "number", alert->number[0] != '\0' ? alert->number : NULL);
    json_out_text(json, "service", service_code(office, alert->service_id));
    json_out_int(json, "raised_ms", alert->raised_ms);
    json_out_int(json, "last_ms", alert->last_ms);
    json_out_int(json, "times", alert->times);
    title_json(json, "taken_by", office, alert->taken_staff_id);
    if (alert->taken_ms != 0) {
        json_out_int(json, "taken_ms", alert->taken_ms);
    } else {
        json_out_null(json, "taken_ms");
    }
    json_out_end(json);
}

enum status alerts_json(struct json_out *json, struct app *app)
{
    struct alert alerts[ALERT_LIST_MAX];
    int count = 0;
    enum status status = alert_store_list(app->reader, app->office->id,
                                          app_now_ms(app) - TAKEN_SHOWN_MS, alerts, &count);
    json_out_array(json, "alerts");
    for (int i = 0; i < count && status == STATUS_OK; i++) {
        alert_json(json, NULL, app->office, &alerts[i]);
    }
    json_out_end(json);
    return status;
}

static enum status answer(struct action *action, const struct alert *alert)
{
    struct json_out json;
    json_out_init(&json, action_answer(action));
    json_out_object(&json, NULL);
    alert_json(&json, "alert", action->app->office, alert);
    json_out_end(&json);
    action->job.http_status = 200;
    return STATUS_OK;
}

/* The one word of text in these events is `kind`; the rest are ids by their names. */
struct event_id {
    const char *name;
    int64_t id;
};

static enum status publish(const struct action *action, struct writer_turn *turn, const char *event,
                           const char *kind, const struct event_id ids[2])
{
    struct event told = {.kind = event, .at_ms = action->job.now_ms};
    struct buffer buffer;
    struct json_out json;
    buffer_init(&buffer, sizeof(told.body) - 1);
    json_out_init(&json, &buffer);
    json_out_object(&json, NULL);
    if (kind != NULL) {
        json_out_text(&json, "kind", kind);
    }
    for (int i = 0; i < 2 && ids[i].name != NULL; i++) {
        json_out_int(&json, ids[i].name, ids[i].id);
    }
    json_out_int(&json, "at_ms", told.at_ms);
    json_out_end(&json);
    (void)text_copy(told.body, sizeof(told.body), buffer_text(&buffer));
    buffer_finish(&buffer);
    return writer_turn_publish(turn, action->app->office->id, &told);
}

static enum status note_device(const struct action *action, struct db *db, enum wire_alert kind)
{
    int64_t office_id = action->app->office->id;
    bool is_new = false;
    struct alert alert = {.device_id = action->caller.device_id, .raised_ms = action->job.now_ms};
    if (kind == WIRE_ALERT_PRINTER_FINE) {
        return alert_store_calm(db, office_id, alert.device_id, alert.raised_ms);
    }
    if (kind == WIRE_ALERT_SOUND_FINE) {
        return alert_store_calm_kind(db, office_id, alert.device_id,
                                     wire_alert_name(WIRE_ALERT_NO_SOUND), alert.raised_ms);
    }
    (void)text_copy(alert.kind, sizeof(alert.kind), wire_alert_name(kind));
    return alert_store_raise(db, office_id, &alert, &is_new);
}

static enum status decide_raise(struct action *action, struct writer_turn *turn)
{
    const enum wire_alert *kind = action->request;
    const struct event_id ids[2] = {{"device", action->caller.device_id}};
    enum status status = note_device(action, writer_turn_db(turn), *kind);
    action->job.http_status = 204;
    return status == STATUS_OK ? publish(action, turn, "alert.raised", wire_alert_name(*kind), ids)
                               : status;
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
    action_post(action, decide_raise);
}

/* Whoever presses again, frightened, is heard again: every console is told each time. */
static enum status decide_emergency(struct action *action, struct writer_turn *turn)
{
    struct alert alert = {.kind = ALERT_EMERGENCY,
                          .staff_id = action->caller.staff->id,
                          .raised_ms = action->job.now_ms};
    bool is_new = false;
    struct db *db = writer_turn_db(turn);
    enum status status = duty_store_room(db, alert.staff_id, &alert.room_id);
    if (status == STATUS_OK) {
        status = alert_store_raise(db, action->app->office->id, &alert, &is_new);
    }
    const struct event_id ids[2] = {{"staff", alert.staff_id}, {"room", alert.room_id}};
    if (status == STATUS_OK) {
        status = publish(action, turn, "emergency.raised", NULL, ids);
    }
    return status == STATUS_OK ? answer(action, &alert) : status;
}

void alerts_emergency(struct exchange *exchange)
{
    struct action *action = action_begin(exchange, &staff_rule);
    if (action != NULL && reply_read_body(exchange, NULL, 0, NULL)) {
        action_post(action, decide_emergency);
    }
}

/* A second colleague is told who was first: two who go are no mistake. */
static enum status decide_take(struct action *action, struct writer_turn *turn)
{
    int64_t office_id = action->app->office->id;
    int64_t staff_id = action->caller.staff->id;
    struct db *db = writer_turn_db(turn);
    struct alert alert;
    bool is_first = false;
    enum status status =
        alert_store_take(db, office_id, action->id, staff_id, action->job.now_ms, &is_first);
    if (status == STATUS_OK) {
        status = alert_store_find(db, office_id, action->id, &alert);
    }
    if (status == STATUS_MISSING) {
        return action_refuse(action, status, "not-found", "", "There is no such alert.");
    }
    const struct event_id ids[2] = {{"alert", action->id}, {"staff", staff_id}};
    if (status == STATUS_OK && is_first) {
        status = publish(action, turn, "alert.acknowledged", NULL, ids);
    }
    return status == STATUS_OK ? answer(action, &alert) : status;
}

void alerts_take(struct exchange *exchange)
{
    struct action *action = action_begin(exchange, &staff_rule);
    if (action != NULL && reply_read_body(exchange, NULL, 0, NULL)) {
        action->id = exchange_id(exchange, 0);
        action_post(action, decide_take);
    }
}

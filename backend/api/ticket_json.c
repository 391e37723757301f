#include "api/ticket_json.h"

#include "base/memory.h"

#include <string.h>

static void id_or_null(struct json_out *json, const char *name, int64_t id)
{
    if (id != 0) {
        json_out_int(json, name, id);
    } else {
        json_out_null(json, name);
    }
}

static const char *code_of(const struct office *office, int64_t service_id)
{
    const struct office_service *service = office_service_by_id(office, service_id);
    return service != NULL ? service->code : NULL;
}

static void after_json(struct json_out *json, uint16_t after)
{
    json_out_array(json, "after");
    for (int i = 0; i < VISIT_STEPS_MAX; i++) {
        if ((after >> i & 1) != 0) {
            json_out_int(json, NULL, i);
        }
    }
    json_out_end(json);
}

/* A room and whose alone it is would tell as much as the service: they are of the other track. */
static void step_json(struct json_out *json, const struct scope *scope, const struct visit *visit,
                      int position)
{
    const struct visit_step *step = &visit->steps[position];
    bool is_seen = scope_sees_step(scope, visit, position);
    json_out_object(json, NULL);
    json_out_int(json, "id", step->id);
    json_out_int(json, "position", position);
    json_out_bool(json, "hidden", !is_seen);
    json_out_text(json, "service", is_seen ? code_of(scope->office, step->service_id) : NULL);
    json_out_text(json, "state", step_state_name(step->state));
    json_out_int(json, "missed", step->missed);
    json_out_bool(json, "offer", step->is_offer && step->state == STEP_PLANNED);
    id_or_null(json, "only_staff", is_seen ? step->only_staff_id : 0);
    id_or_null(json, "room", is_seen ? step->room_id : 0);
    after_json(json, step->after);
    json_out_end(json);
}

/* When a booking is for tells whose it is. */
static bool is_booking_seen(const struct scope *scope, const struct visit *visit)
{
    return visit->booked < 0 || visit->booked >= visit->step_count ||
           scope_sees(scope, visit->steps[visit->booked].service_id);
}

void ticket_json(struct json_out *json, const char *name, const struct scope *scope,
                 const struct visit *visit, bool with_token)
{
    char series[2] = {visit->series, '\0'};
    json_out_object(json, name);
    json_out_int(json, "id", visit->id);
    json_out_text(json, "number", visit->number);
    json_out_text(json, "series", series);
    json_out_int(json, "day", visit->day);
    json_out_text(json, "state", step_state_name(visit_state(visit)));
    json_out_int(json, "version", visit->version);
    if (with_token) {
        json_out_text(json, "token", visit->token);
    }
    json_out_bool(json, "priority", visit->priority);
    json_out_text(json, "language", visit->language);
    json_out_text(json, "interpreter", visit->interpreter[0] != '\0' ? visit->interpreter : NULL);
    json_out_int(json, "issued_ms", visit->issued_ms);
    json_out_int(json, "checkin_ms", visit->checkin_ms);
    id_or_null(json, "appointment_ms", is_booking_seen(scope, visit) ? visit->appointment_ms : 0);
    json_out_array(json, "steps");
    for (int i = 0; i < visit->step_count; i++) {
        step_json(json, scope, visit, i);
    }
    json_out_end(json);
    json_out_end(json);
}

void room_json(struct json_out *json, const char *name, const struct office *office,
               int64_t room_id)
{
    const struct office_room *room = office_room_by_id(office, room_id);
    if (room == NULL) {
        json_out_null(json, name);
        return;
    }
    json_out_object(json, name);
    json_out_int(json, "id", room->id);
    json_out_text(json, "name", room->name);
    json_out_end(json);
}

void call_json(struct json_out *json, const char *name, const struct scope *scope,
               const struct visit *visit, const struct invitation *call)
{
    const struct visit_step *step = NULL;
    for (int i = 0; i < visit->step_count; i++) {
        step = visit->steps[i].id == call->step_id ? &visit->steps[i] : step;
    }
    bool is_seen = step != NULL && scope_sees(scope, step->service_id);
    bool is_chosen = is_seen && call->reason != CALL_BY_RULE;
    bool is_undone = call->undone_ms != 0;
    json_out_object(json, name);
    json_out_int(json, "id", call->id);
    json_out_int(json, "ticket", call->ticket_id);
    json_out_int(json, "step", call->step_id);
    json_out_text(json, "number", visit->number);
    json_out_bool(json, "hidden", !is_seen);
    json_out_text(json, "service", is_seen ? code_of(scope->office, step->service_id) : NULL);
    room_json(json, "room", scope->office, is_seen ? call->room_id : 0);
    id_or_null(json, "staff", is_seen ? call->staff_id : 0);
    json_out_int(json, "at_ms", call->at_ms);
    id_or_null(json, "started_ms", is_seen && !is_undone ? step->started_ms : 0);
    json_out_int(json, "recalls", call->recalls);
    json_out_text(json, "reason", is_chosen ? call_reason_name(call->reason) : NULL);
    json_out_bool(json, "undone", is_undone);
    json_out_raw(json, "explanation", is_seen ? call->explanation : "null");
    json_out_end(json);
}

void wait_json(struct json_out *json, const char *name, const struct promise *promise)
{
    if (!promise->is_known) {
        json_out_null(json, name);
        return;
    }
    json_out_object(json, name);
    json_out_int(json, "low_min", promise->low_min);
    json_out_int(json, "high_min", promise->high_min);
    json_out_end(json);
}

static void finish_body(struct buffer *buffer, char *out)
{
    /* A ticket's event is bounded: ids, a number, the name of a state. */
    (void)text_copy(out, EVENT_BODY_MAX, buffer_text(buffer));
    buffer_finish(buffer);
}

/* One frame for all staff, whatever their track: the pages ask for what they may know. */
static void staff_body(struct event *event, const struct visit *visit,
                       const struct visit_step *step)
{
    struct buffer buffer;
    struct json_out json;
    buffer_init(&buffer, EVENT_BODY_MAX - 1);
    json_out_init(&json, &buffer);
    json_out_object(&json, NULL);
    json_out_int(&json, "ticket", visit->id);
    json_out_text(&json, "number", visit->number);
    json_out_text(&json, "state", step_state_name(visit_state(visit)));
    id_or_null(&json, "room", step->room_id);
    id_or_null(&json, "staff", step->staff_id);
    json_out_int(&json, "at_ms", event->at_ms);
    json_out_end(&json);
    finish_body(&buffer, event->body);
}

static void public_body(struct event *event, const struct office *office, const struct visit *visit,
                        const struct visit_step *step)
{
    struct buffer buffer;
    struct json_out json;
    const struct office_room *room = office_room_by_id(office, step->room_id);
    buffer_init(&buffer, EVENT_BODY_MAX - 1);
    json_out_init(&json, &buffer);
    json_out_object(&json, NULL);
    json_out_text(&json, "number", visit->number);
    json_out_text(&json, "room", room != NULL ? room->name : NULL);
    json_out_text(&json, "state", step_state_name(visit_state(visit)));
    json_out_int(&json, "at_ms", event->at_ms);
    json_out_end(&json);
    finish_body(&buffer, event->public_body);
}

void room_event(struct event *event, int64_t staff_id, int64_t room_id, bool on_break)
{
    struct buffer buffer;
    struct json_out json;
    event->kind = "room.changed";
    event->public_body[0] = '\0';
    buffer_init(&buffer, EVENT_BODY_MAX - 1);
    json_out_init(&json, &buffer);
    json_out_object(&json, NULL);
    json_out_int(&json, "staff", staff_id);
    json_out_int(&json, "room", room_id);
    json_out_bool(&json, "on_break", on_break);
    json_out_int(&json, "at_ms", event->at_ms);
    json_out_end(&json);
    finish_body(&buffer, event->body);
}

void ticket_event(struct event *event, const struct office *office, const struct visit *visit,
                  int index, bool is_public)
{
    staff_body(event, visit, &visit->steps[index]);
    event->public_body[0] = '\0';
    if (is_public) {
        public_body(event, office, visit, &visit->steps[index]);
    }
}

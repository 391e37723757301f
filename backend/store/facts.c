#include "store/facts.h"

#include "base/json_in.h"
#include "base/json_out.h"
#include "base/memory.h"
#include "store/rule_store.h"

#include <string.h>

/* Each is bounded: at most VISIT_STEPS_MAX steps, ids and short words. */
static void keep(struct buffer *buffer, struct event *event)
{
    (void)text_copy(event->facts, sizeof(event->facts), buffer_text(buffer));
    buffer_finish(buffer);
}

static void begin(struct buffer *buffer, struct json_out *json)
{
    buffer_init(buffer, EVENT_FACTS_MAX - 1);
    json_out_init(json, buffer);
    json_out_object(json, NULL);
}

static void write_step(struct json_out *json, const struct visit_step *step)
{
    json_out_object(json, NULL);
    json_out_int(json, "id", step->id);
    json_out_int(json, "service", step->service_id);
    json_out_bool(json, "offer", step->is_offer);
    json_out_int(json, "forerunners", step->after);
    json_out_int(json, "only", step->only_staff_id);
    json_out_end(json);
}

void facts_of_issue(const struct visit *visit, struct event *out_event)
{
    struct buffer buffer;
    struct json_out json;
    begin(&buffer, &json);
    json_out_int(&json, "visit", visit->id);
    json_out_text(&json, "number", visit->number);
    json_out_int(&json, "checkin_ms", visit->checkin_ms);
    json_out_int(&json, "appointment_ms", visit->appointment_ms);
    json_out_int(&json, "booked", visit->booked);
    json_out_bool(&json, "priority", visit->priority);
    json_out_array(&json, "steps");
    for (int i = 0; i < visit->step_count; i++) {
        write_step(&json, &visit->steps[i]);
    }
    json_out_end(&json);
    json_out_end(&json);
    keep(&buffer, out_event);
}

static void write_order(struct json_out *json, const struct visit_op *op)
{
    json_out_array(json, "order");
    for (int i = 0; i < op->order_count; i++) {
        json_out_int(json, NULL, op->order[i]);
    }
    json_out_end(json);
}

void facts_of_op(int64_t visit_id, const struct visit_op *op, struct event *out_event)
{
    struct buffer buffer;
    struct json_out json;
    begin(&buffer, &json);
    json_out_int(&json, "visit", visit_id);
    json_out_text(&json, "op", visit_op_name(op->kind));
    json_out_int(&json, "position", op->position);
    json_out_int(&json, "staff", op->staff_id);
    json_out_int(&json, "room", op->room_id);
    json_out_int(&json, "service", op->target.service_id);
    json_out_int(&json, "only", op->target.staff_id);
    json_out_bool(&json, "comes_back", op->target.comes_back);
    json_out_int(&json, "forerunners", op->after);
    json_out_text(&json, "outcome", visit_outcome_name(op->outcome));
    json_out_text(&json, "reason", call_reason_name(op->reason));
    if (op->order_count > 0) {
        write_order(&json, op);
    }
    json_out_end(&json);
    keep(&buffer, out_event);
}

void facts_of_undo(int64_t visit_id, enum visit_op_kind kind, struct event *out_event)
{
    struct buffer buffer;
    struct json_out json;
    begin(&buffer, &json);
    json_out_int(&json, "visit", visit_id);
    json_out_text(&json, "undo", visit_op_name(kind));
    json_out_end(&json);
    keep(&buffer, out_event);
}

void facts_of_duty(int64_t staff_id, int64_t room_id, bool on_break, struct event *out_event)
{
    struct buffer buffer;
    struct json_out json;
    begin(&buffer, &json);
    json_out_int(&json, "staff", staff_id);
    json_out_int(&json, "room", room_id);
    json_out_bool(&json, "on_break", on_break);
    json_out_end(&json);
    keep(&buffer, out_event);
}

void facts_of_rules(const struct rules *rules, struct event *out_event)
{
    struct buffer body;
    struct buffer buffer;
    struct json_out json;
    buffer_init(&body, EVENT_FACTS_MAX - 1);
    rules_encode(rules, &body);
    begin(&buffer, &json);
    json_out_raw(&json, "rules", buffer_text(&body));
    json_out_end(&json);
    buffer_finish(&body);
    keep(&buffer, out_event);
}

/* The flat shape of one step and of an operation, as JSON has them. */
struct flat {
    int64_t id;
    int64_t visit;
    int64_t service;
    int64_t only;
    int64_t forerunners;
    int64_t position;
    int64_t staff;
    int64_t room;
    int64_t checkin_ms;
    int64_t appointment_ms;
    int64_t booked;
    bool offer;
    bool comes_back;
    bool priority;
    bool on_break;
    char number[VISIT_NUMBER_MAX + 1];
    char op[16];
    char undo[16];
    char outcome[16];
    char reason[16];
};

#define INT(name_)                                                                                 \
    {                                                                                              \
#name_, JSON_FIELD_INT, true, offsetof(struct flat, name_), INT64_MIN, INT64_MAX           \
    }
#define BOOL(name_)                                                                                \
    {                                                                                              \
#name_, JSON_FIELD_BOOL, true, offsetof(struct flat, name_), 0, 0                          \
    }
#define TEXT(name_)                                                                                \
    {                                                                                              \
#name_, JSON_FIELD_TEXT, true, offsetof(struct flat, name_), 0,                            \
            sizeof(((struct flat *)NULL)->name_) - 1                                               \
    }

static const struct json_field step_fields[] = {INT(id), INT(service), BOOL(offer),
                                                INT(forerunners), INT(only)};
static const struct json_field issue_fields[] = {INT(visit),          TEXT(number), INT(checkin_ms),
                                                 INT(appointment_ms), INT(booked),  BOOL(priority)};
static const struct json_field op_fields[] = {
    INT(visit), TEXT(op),         INT(position),    INT(staff),    INT(room),   INT(service),
    INT(only),  BOOL(comes_back), INT(forerunners), TEXT(outcome), TEXT(reason)};
static const struct json_field undo_fields[] = {INT(visit), TEXT(undo)};
static const struct json_field duty_fields[] = {INT(staff), INT(room), BOOL(on_break)};

#define UNPACK(node_, fields_, flat_)                                                              \
    json_in_unpack_known(node_, fields_, sizeof(fields_) / sizeof((fields_)[0]), flat_, &error)

static enum status read_step(const struct json_in *node, struct visit_step *out)
{
    struct json_error error;
    struct flat flat = {0};
    enum status status = UNPACK(node, step_fields, &flat);
    if (status == STATUS_OK) {
        *out = (struct visit_step){.id = flat.id,
                                   .service_id = flat.service,
                                   .is_offer = flat.offer,
                                   .after = (uint16_t)flat.forerunners,
                                   .only_staff_id = flat.only};
    }
    return status;
}

static enum status read_issue(const struct json_in *document, struct facts *out)
{
    struct json_error error;
    struct flat flat = {0};
    const struct json_in *steps = json_in_child(document, "steps");
    enum status status = UNPACK(document, issue_fields, &flat);
    size_t count = json_in_count(steps);
    if (status != STATUS_OK || count > VISIT_STEPS_MAX) {
        return STATUS_INVALID;
    }
    out->kind = FACTS_ISSUE;
    out->visit_id = flat.visit;
    out->visit = (struct visit){.id = flat.visit,
                                .checkin_ms = flat.checkin_ms,
                                .appointment_ms = flat.appointment_ms,
                                .booked = (int)flat.booked,
                                .priority = flat.priority,
                                .step_count = (int)count};
    (void)text_copy(out->visit.number, sizeof(out->visit.number), flat.number);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = read_step(json_in_item(steps, i), &out->visit.steps[i]);
    }
    return status;
}

static enum status read_order(const struct json_in *list, struct visit_op *out)
{
    size_t count = json_in_count(list);
    if (count > VISIT_STEPS_MAX) {
        return STATUS_INVALID;
    }
    for (size_t i = 0; i < count; i++) {
        int64_t position = 0;
        if (json_in_int(json_in_item(list, i), &position) != STATUS_OK || position < 0 ||
            position >= VISIT_STEPS_MAX) {
            return STATUS_INVALID;
        }
        out->order[out->order_count++] = (uint8_t)position;
    }
    return STATUS_OK;
}

static enum status read_op(const struct json_in *document, struct facts *out)
{
    struct json_error error;
    struct flat flat = {0};
    enum status status = UNPACK(document, op_fields, &flat);
    out->kind = FACTS_OP;
    out->visit_id = flat.visit;
    out->op = (struct visit_op){.position = (int)flat.position,
                                .staff_id = flat.staff,
                                .room_id = flat.room,
                                .target = {.service_id = flat.service,
                                           .staff_id = flat.only,
                                           .comes_back = flat.comes_back},
                                .after = (uint16_t)flat.forerunners};
    if (status == STATUS_OK) {
        status = visit_op_parse(flat.op, &out->op.kind);
    }
    if (status == STATUS_OK) {
        status = visit_outcome_parse(flat.outcome, &out->op.outcome);
    }
    if (status == STATUS_OK) {
        status = call_reason_parse(flat.reason, &out->op.reason);
    }
    if (status == STATUS_OK) {
        status = read_order(json_in_child(document, "order"), &out->op);
    }
    return status;
}

static enum status read_undo(const struct json_in *document, struct facts *out)
{
    struct json_error error;
    struct flat flat = {0};
    enum status status = UNPACK(document, undo_fields, &flat);
    out->kind = FACTS_UNDO;
    out->visit_id = flat.visit;
    return status == STATUS_OK ? visit_op_parse(flat.undo, &out->op.kind) : status;
}

static enum status read_duty(const struct json_in *document, struct facts *out)
{
    struct json_error error;
    struct flat flat = {0};
    enum status status = UNPACK(document, duty_fields, &flat);
    out->kind = FACTS_DUTY;
    out->staff_id = flat.staff;
    out->room_id = flat.room;
    out->on_break = flat.on_break;
    return status;
}

static enum status read_any(const struct json_in *document, struct facts *out)
{
    struct json_error error;
    const struct json_in *rules = json_in_child(document, "rules");
    if (rules != NULL) {
        out->kind = FACTS_RULES;
        out->rules = rules_default();
        return rules_read(rules, &out->rules, &error);
    }
    if (json_in_child(document, "steps") != NULL) {
        return read_issue(document, out);
    }
    if (json_in_child(document, "undo") != NULL) {
        return read_undo(document, out);
    }
    return json_in_child(document, "op") != NULL ? read_op(document, out)
                                                 : read_duty(document, out);
}

enum status facts_decode(const char *json, struct facts *out_facts)
{
    struct json_error error;
    struct json_in *document = NULL;
    struct facts facts = {0};
    enum status status = json_in_parse(json, strlen(json), &document, &error);
    if (status == STATUS_OK) {
        status = read_any(document, &facts);
        json_in_destroy(document);
    }
    if (status == STATUS_OK) {
        *out_facts = facts;
    }
    return status;
}

#include "api/appointments.h"

#include "api/action.h"
#include "api/appointment_json.h"
#include "api/free_slots.h"
#include "api/reply.h"
#include "base/calendar.h"
#include "base/clock.h"
#include "domain/undo.h"

#include <stdlib.h>
#include <string.h>

#define STARTS_MS_MAX INT64_C(7000000000000) /* the year 2191 */

enum {
    SLOTS_MAX = 400,
    SLOTS_DAYS = 14,
    INSTEAD_MAX = 3,
    INSTEAD_BYTES_MAX = 512,
    KIOSK_CANCEL_MS = 120 * 1000
};

static const struct caller_rule look_rule = {.allows_device = true, .allows_staff = true};
static const struct caller_rule book_rule = {.allows_device = true,
                                             .allows_staff = true,
                                             .staff_needs = CAPABILITY_CALL | CAPABILITY_DESK,
                                             .is_change = true};
static const struct caller_rule cancel_rule = {.allows_device = true,
                                               .allows_staff = true,
                                               .staff_needs = CAPABILITY_CALL | CAPABILITY_DESK,
                                               .is_change = true};

struct book_request {
    char service[OFFICE_CODE_MAX + 1];
    int64_t starts_ms;
    int64_t staff; /* 0: whoever is free */
};

struct booking {
    struct slot_wish wish;
    int64_t starts_ms;
};

/* Whose slots are meant; false when a refusal was left. staff_id 0: anybody's. */
static bool find_wish(struct exchange *exchange, const char *code, int64_t staff_id,
                      struct slot_wish *out)
{
    const struct office *office = app_of(exchange)->office;
    const struct office_service *service = office_service_by_code(office, code);
    const struct office_staff *staff = office_staff_by_id(office, staff_id);
    if (service == NULL) {
        reply_refuse(exchange, STATUS_UNPROCESSABLE, "unknown-service", "service",
                     "This office has no such service.");
        return false;
    }
    bool is_able =
        staff != NULL && office_preference(office, staff, service->id) == OFFICE_PREFERENCE_MAIN;
    if (staff_id != 0 && !is_able) {
        reply_refuse(exchange, STATUS_UNPROCESSABLE, "no-skill", "staff",
                     "Nothing of this service is booked with this colleague.");
        return false;
    }
    int index = is_able ? (int)(staff - office->staff) : SLOT_ANYBODY;
    *out = (struct slot_wish){.service = service, .staff = index};
    return true;
}

/* A number of the query; `otherwise` when it is not there; -1 for what is no number above 0. */
static int64_t query_number(struct exchange *exchange, const char *name, int64_t otherwise)
{
    int64_t value = exchange_query_id(exchange, name);
    if (exchange_query(exchange, name) == NULL) {
        return otherwise;
    }
    return value > 0 ? value : -1;
}

static bool refuse_field(struct exchange *exchange, const char *field, const char *detail)
{
    reply_refuse(exchange, STATUS_INVALID, "invalid-body", field, detail);
    return false;
}

struct slots_query {
    struct slot_wish wish;
    struct free_slots_range range;
};

static bool read_slots_query(struct exchange *exchange, int32_t today, struct slots_query *out)
{
    const char *service = exchange_query(exchange, "service");
    int64_t from = query_number(exchange, "from", today);
    int64_t days = query_number(exchange, "days", SLOTS_DAYS);
    int64_t staff = query_number(exchange, "staff", 0);
    if (service == NULL) {
        return refuse_field(exchange, "service", "Say which service: service=PSY.");
    }
    if (!calendar_is_day(from)) {
        return refuse_field(exchange, "from", "Say a day: from=20261123.");
    }
    if (days < 1 || days > FREE_SLOTS_DAYS_MAX) {
        return refuse_field(exchange, "days", "Say how many days, 1 to 31.");
    }
    if (staff < 0) {
        return refuse_field(exchange, "staff", "Say a colleague by their id.");
    }
    out->range = (struct free_slots_range){
        .from_ms = clock_from_local((int32_t)from, 0), .days = (int)days, .max = SLOTS_MAX};
    return find_wish(exchange, service, staff, &out->wish);
}

void appointments_slots(struct exchange *exchange)
{
    struct app *app = app_of(exchange);
    struct caller caller;
    struct slots_query query;
    struct buffer body;
    struct json_out json;
    bool is_more = false;
    int64_t now_ms = app_now_ms(app);
    if (!caller_admit(exchange, &look_rule, &caller) ||
        !read_slots_query(exchange, clock_local(now_ms).day, &query)) {
        return;
    }
    struct free_slots *search =
        free_slots_create(exchange_arena(exchange), app->office, app->reader, now_ms);
    buffer_init(&body, EXCHANGE_ANSWER_MAX);
    json_out_init(&json, &body);
    json_out_object(&json, NULL);
    enum status status = free_slots_json(search, &query.wish, &query.range, &json, &is_more);
    json_out_bool(&json, "more", is_more);
    json_out_end(&json);
    reply_built(exchange, status, &body);
}

static void write_answer(struct action *action, const struct appointment *appointment,
                         bool tells_code)
{
    struct scope scope = caller_scope(&action->caller, action->app->office);
    struct json_out json;
    json_out_init(&json, action_answer(action));
    json_out_object(&json, NULL);
    appointment_json(&json, "appointment", &scope, appointment, tells_code);
    json_out_end(&json);
}

/* The next free times go with the refusal. */
static enum status refuse_taken(struct action *action, struct free_slots *search)
{
    const struct booking *booking = action->request;
    int64_t now_ms = action->job.now_ms;
    const struct free_slots_range range = {
        .from_ms = booking->starts_ms > now_ms ? booking->starts_ms : now_ms,
        .days = FREE_SLOTS_DAYS_MAX,
        .is_once = true,
        .max = INSTEAD_MAX};
    struct buffer members;
    struct json_out json;
    bool is_more = false;
    buffer_init(&members, INSTEAD_BYTES_MAX);
    json_out_init(&json, &members);
    json_out_object(&json, NULL);
    enum status status = free_slots_json(search, &booking->wish, &range, &json, &is_more);
    json_out_end(&json);
    if (status == STATUS_OK) {
        status = action_refuse(action, STATUS_CONFLICT, "slot-taken", "starts_ms",
                               "This time cannot be had; others are free.");
        action->job.problem.members =
            arena_copy(exchange_arena(action->exchange), buffer_text(&members), members.size_bytes);
    }
    buffer_finish(&members);
    return status;
}

static enum status add(struct action *action, struct writer_turn *turn, int staff,
                       struct appointment *out)
{
    const struct office *office = action->app->office;
    const struct booking *booking = action->request;
    struct db *db = writer_turn_db(turn);
    *out = (struct appointment){.service_id = booking->wish.service->id,
                                .staff_id = office->staff[staff].id,
                                .starts_ms = booking->starts_ms,
                                .minutes = slot_minutes(booking->wish.service),
                                .is_named = booking->wish.staff != SLOT_ANYBODY,
                                .made_ms = action->job.now_ms};
    caller_name(&action->caller, out->made_by, sizeof(out->made_by));
    enum status status = appointment_store_code(db, office->id, out->code);
    if (status == STATUS_OK) {
        status = appointment_store_add(db, office->id, out);
    }
    return status;
}

static enum status decide_book(struct action *action, struct writer_turn *turn)
{
    const struct booking *booking = action->request;
    const struct office *office = action->app->office;
    int staff = SLOT_NOBODY;
    struct appointment appointment;
    struct free_slots *search = free_slots_create(exchange_arena(action->exchange), office,
                                                  writer_turn_db(turn), action->job.now_ms);
    enum status status = free_slots_staff(search, &booking->wish, booking->starts_ms, &staff);
    if (status == STATUS_OK && staff == SLOT_NOBODY) {
        return refuse_taken(action, search);
    }
    if (status == STATUS_OK) {
        status = add(action, turn, staff, &appointment);
    }
    if (status == STATUS_CONFLICT) {
        return refuse_taken(action, search); /* the database knows better */
    }
    if (status == STATUS_OK) {
        status = appointment_publish(turn, office->id, &appointment, action->job.now_ms);
    }
    if (status == STATUS_OK) {
        write_answer(action, &appointment, true);
        action->job.http_status = 201;
    }
    return status;
}

void appointments_book(struct exchange *exchange)
{
    static const struct json_field fields[] = {
        {"service", JSON_FIELD_TEXT, true, offsetof(struct book_request, service), 1,
         OFFICE_CODE_MAX},
        {"starts_ms", JSON_FIELD_INT, true, offsetof(struct book_request, starts_ms), 1,
         STARTS_MS_MAX},
        {"staff", JSON_FIELD_INT, false, offsetof(struct book_request, staff), 1, INT64_MAX},
    };
    struct book_request request = {0};
    struct action *action = action_begin(exchange, &book_rule);
    if (action == NULL || !reply_read_body(exchange, fields, 3, &request)) {
        return;
    }
    struct booking *booking = arena_alloc(exchange_arena(exchange), sizeof(*booking));
    booking->starts_ms = request.starts_ms;
    if (!find_wish(exchange, request.service, request.staff, &booking->wish)) {
        return;
    }
    if (booking->wish.service->mode == OFFICE_MODE_WALK_IN) {
        reply_refuse(exchange, STATUS_UNPROCESSABLE, "not-bookable", "service",
                     "Nobody books this service: take a number.");
        return;
    }
    action->request = booking;
    action_post(action, decide_book);
}

/* Whoever pressed there went before the code came: nobody else knows it. */
static bool has_just_made(const struct action *action, const struct appointment *appointment)
{
    char name[sizeof(appointment->made_by)];
    caller_name(&action->caller, name, sizeof(name));
    return strcmp(name, appointment->made_by) == 0 &&
           action->job.now_ms - appointment->made_ms <= KIOSK_CANCEL_MS;
}

/* Whoever holds the code stands at the desk, whatever it is for. */
static bool may_cancel(const struct action *action, const struct appointment *appointment)
{
    if (action->caller.kind == CALLER_DEVICE) {
        return has_just_made(action, appointment);
    }
    struct scope scope = caller_scope(&action->caller, action->app->office);
    return (action->caller.staff->capabilities & CAPABILITY_DESK) != 0 ||
           scope_sees(&scope, appointment->service_id);
}

/* Who booked it, or could look it up: the desk's page asks by it again. */
static bool knows_code(const struct action *action)
{
    return action->caller.kind == CALLER_DEVICE ||
           (action->caller.staff->capabilities & CAPABILITY_DESK) != 0;
}

static enum status decide_cancel(struct action *action, struct writer_turn *turn)
{
    const struct office *office = action->app->office;
    struct db *db = writer_turn_db(turn);
    struct appointment appointment;
    enum status status = appointment_store_load(db, office->id, action->id, &appointment);
    if (status == STATUS_MISSING) {
        return action_refuse(action, status, "not-found", "", "There is no such appointment.");
    }
    if (status == STATUS_OK && !may_cancel(action, &appointment)) {
        return action_refuse(action, STATUS_FORBIDDEN, "forbidden", "",
                             action->caller.kind == CALLER_DEVICE
                                 ? "A kiosk may cancel only what it has just booked."
                                 : "This belongs to the other track: its staff can do it.");
    }
    if (status == STATUS_OK) {
        status = appointment_store_cancel(db, appointment.id);
    }
    if (status == STATUS_CONFLICT) {
        return action_refuse(action, status, "wrong-state", "",
                             "Only an appointment that nobody has come to can be cancelled.");
    }
    appointment.state = APPOINTMENT_CANCELLED;
    if (status == STATUS_OK) {
        status = appointment_publish(turn, office->id, &appointment, action->job.now_ms);
    }
    if (status == STATUS_OK) {
        write_answer(action, &appointment, knows_code(action));
    }
    return status;
}

void appointments_cancel(struct exchange *exchange)
{
    struct action *action = action_begin(exchange, &cancel_rule);
    if (action != NULL && reply_read_body(exchange, NULL, 0, NULL)) {
        action->id = exchange_id(exchange, 0);
        action_post(action, decide_cancel);
    }
}

enum status appointments_close(struct writer_turn *turn, const struct office *office,
                               int64_t before_ms, int64_t now_ms)
{
    int64_t count = 0;
    return appointment_store_close(writer_turn_db(turn), office->id, before_ms,
                                   now_ms - UNDO_MS_MAX, &count);
}

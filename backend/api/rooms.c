#include "api/rooms.h"

#include "api/calling.h"
#include "api/reply.h"
#include "api/ticket_change.h"
#include "store/staff_store.h"
#include "store/ticket_store.h"

#include <stddef.h>

static const struct caller_rule next_rule = {
    .allows_staff = true, .staff_needs = CAPABILITY_CALL, .is_change = true};

static enum status check_free(struct action *action, struct db *db)
{
    int64_t open = 0;
    enum status status = ticket_store_open_of(db, action->caller.staff->id, &open);
    if (status == STATUS_OK) {
        return action_refuse(action, STATUS_CONFLICT, "visit-open", "",
                             "Finish the visit that is open before calling the next.");
    }
    return status == STATUS_MISSING ? STATUS_OK : status;
}

static enum status read_duty(struct action *action, struct db *db, struct duty *out)
{
    *out = (struct duty){0};
    enum status status = duty_store_find(db, action->caller.staff->id, out);
    return status == STATUS_MISSING ? STATUS_OK : status;
}

static enum status refuse_room(struct action *action, enum status status)
{
    return action_refuse(action, status, "room-not-yours", "", "Take this room first.");
}

enum status rooms_must_be_mine(struct action *action, struct db *db)
{
    struct duty duty;
    enum status status = read_duty(action, db, &duty);
    if (status == STATUS_OK && duty.room_id != action->id) {
        return refuse_room(action, STATUS_FORBIDDEN);
    }
    return status;
}

static enum status check_room(struct action *action, struct db *db)
{
    struct duty duty;
    enum status status = read_duty(action, db, &duty);
    if (status != STATUS_OK) {
        return status;
    }
    if (duty.room_id != action->id) {
        return refuse_room(action, STATUS_CONFLICT);
    }
    if (duty.break_ms != 0) {
        return action_refuse(action, STATUS_CONFLICT, "on-break", "",
                             "End your break before calling the next.");
    }
    return check_free(action, db);
}

static struct calling calling_of(const struct action *action)
{
    return (struct calling){.office = action->app->office,
                            .staff_id = action->caller.staff->id,
                            .room_id = action->id,
                            .now_ms = action->job.now_ms,
                            .is_asked = true};
}

static enum status decide_next(struct action *action, struct writer_turn *turn)
{
    struct db *db = writer_turn_db(turn);
    const struct calling calling = calling_of(action);
    struct visit visit;
    enum status status = check_room(action, db);
    if (status == STATUS_OK) {
        status = calling_next(turn, &calling, &visit);
        if (status == STATUS_MISSING) {
            buffer_append_text(action_answer(action), "{\"ticket\":null,\"call\":null}");
            return STATUS_OK;
        }
    }
    return status == STATUS_OK ? ticket_change_answer(action, db, &visit) : status;
}

/* Whom somebody chose, and why. */
struct call_request {
    int64_t ticket;
    char word[16];
    enum call_reason reason;
};

/* It may be called at all, whoever calls. */
static enum status check_ticket(struct action *action, struct db *db, int64_t id)
{
    struct visit visit;
    enum status status = ticket_store_load(db, action->app->office->id, id, &visit);
    if (status == STATUS_MISSING) {
        return action_refuse(action, status, "not-found", "ticket", "There is no such ticket.");
    }
    if (status == STATUS_OK && visit_state(&visit) != STEP_WAITING) {
        return ticket_change_wrong_state(action, &visit);
    }
    return status;
}

static enum status call_ticket(struct action *action, struct writer_turn *turn)
{
    const struct call_request *request = action->request;
    struct calling calling = calling_of(action);
    struct visit visit;
    calling.visit_id = request->ticket;
    calling.reason = request->reason;
    enum status status = calling_chosen(turn, &calling, &visit);
    if (status == STATUS_CONFLICT) {
        return action_refuse(action, status, "not-able", "ticket",
                             "This ticket waits for nothing that you may serve now.");
    }
    return status == STATUS_OK ? ticket_change_answer(action, writer_turn_db(turn), &visit)
                               : status;
}

static enum status decide_call(struct action *action, struct writer_turn *turn)
{
    const struct call_request *request = action->request;
    struct db *db = writer_turn_db(turn);
    enum status status = rooms_must_be_mine(action, db);
    if (status == STATUS_OK) {
        status = check_room(action, db);
    }
    if (status == STATUS_OK) {
        status = check_ticket(action, db, request->ticket);
    }
    return status == STATUS_OK ? call_ticket(action, turn) : status;
}

bool rooms_find(struct exchange *exchange, struct action *action)
{
    action->id = exchange_id(exchange, 0);
    if (office_room_by_id(action->app->office, action->id) == NULL) {
        reply_refuse(exchange, STATUS_MISSING, "not-found", "", "There is no such room.");
        return false;
    }
    return true;
}

void rooms_next(struct exchange *exchange)
{
    struct action *action = action_begin(exchange, &next_rule);
    if (action != NULL && reply_read_body(exchange, NULL, 0, NULL) &&
        rooms_find(exchange, action)) {
        action_post(action, decide_next);
    }
}

void rooms_call(struct exchange *exchange)
{
    static const struct json_field fields[] = {
        {"ticket", JSON_FIELD_INT, true, offsetof(struct call_request, ticket), 1, INT64_MAX},
        {"reason", JSON_FIELD_TEXT, true, offsetof(struct call_request, word), 1, 15},
    };
    struct action *action = action_begin(exchange, &next_rule);
    if (action == NULL) {
        return;
    }
    struct call_request *request = arena_alloc(exchange_arena(exchange), sizeof(*request));
    if (!reply_read_body(exchange, fields, 2, request) || !rooms_find(exchange, action)) {
        return;
    }
    if (call_reason_parse(request->word, &request->reason) != STATUS_OK) {
        reply_refuse(exchange, STATUS_INVALID, "invalid-body", "reason",
                     "This is not known: urgent, returns, correction, organisation.");
        return;
    }
    action->request = request;
    action_post(action, decide_call);
}

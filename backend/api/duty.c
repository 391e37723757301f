#include "api/duty.h"

#include "api/calling.h"
#include "api/reply.h"
#include "api/sessions.h"
#include "api/ticket_json.h"
#include "store/facts.h"
#include "store/staff_store.h"
#include "store/ticket_store.h"

#include <stddef.h>

static const struct caller_rule change_rule = {.allows_staff = true, .is_change = true};

enum { BREAK_KIND_MAX = 16 };

struct room_request {
    int64_t room;
};

struct break_request {
    bool on;
    char kind[BREAK_KIND_MAX + 1]; /* "": a break */
    enum away away;                /* what the two above say */
};

enum status duty_publish(struct writer_turn *turn, int64_t office_id, int64_t staff_id,
                         int64_t now_ms)
{
    struct duty duty = {0};
    struct event event = {.at_ms = now_ms};
    enum status status = duty_store_find(writer_turn_db(turn), staff_id, &duty);
    if (status == STATUS_OK || status == STATUS_MISSING) {
        status = keeper_note_duties(writer_turn_keeper(turn), now_ms);
    }
    if (status == STATUS_OK) {
        room_event(&event, staff_id, duty.room_id, duty.break_ms != 0);
        facts_of_duty(staff_id, duty.room_id, duty.break_ms != 0, &event);
        status = writer_turn_publish(turn, office_id, &event);
    }
    return status;
}

static enum status publish_mine(struct action *action, struct writer_turn *turn)
{
    enum status status =
        duty_publish(turn, action->app->office->id, action->caller.staff->id, action->job.now_ms);
    return status == STATUS_OK ? calling_auto(turn, action->app->office, action->job.now_ms)
                               : status;
}

/* A visit in progress stays with its room: leaving would hide it from everybody. */
static enum status refuse_while_open(struct action *action, struct db *db)
{
    int64_t open = 0;
    enum status status = ticket_store_open_of(db, action->caller.staff->id, &open);
    if (status == STATUS_OK) {
        return action_refuse(action, STATUS_CONFLICT, "visit-open", "",
                             "Finish the visit that is open before leaving the room.");
    }
    return status == STATUS_MISSING ? STATUS_OK : status;
}

static enum status change_room(struct action *action, struct writer_turn *turn, int64_t room_id)
{
    struct db *db = writer_turn_db(turn);
    enum status status = refuse_while_open(action, db);
    if (status == STATUS_OK) {
        status = duty_store_take(db, action->app->office->id, action->caller.staff->id, room_id,
                                 action->job.now_ms);
        if (status == STATUS_CONFLICT) {
            return action_refuse(action, status, "room-taken", "room",
                                 "Somebody else sits in this room.");
        }
    }
    return status == STATUS_OK ? publish_mine(action, turn) : status;
}

enum status duty_leave(struct action *action, struct writer_turn *turn)
{
    int64_t room_id = 0;
    enum status status = duty_store_room(writer_turn_db(turn), action->caller.staff->id, &room_id);
    return status == STATUS_OK && room_id != 0 ? change_room(action, turn, 0) : status;
}

static enum status decide_room(struct action *action, struct writer_turn *turn)
{
    const struct room_request *request = action->request;
    struct db *db = writer_turn_db(turn);
    int64_t before = 0;
    enum status status = duty_store_room(db, action->caller.staff->id, &before);
    if (status == STATUS_OK && before != request->room) {
        status = change_room(action, turn, request->room);
    }
    return status == STATUS_OK ? session_answer(action, db, &action->caller.session) : status;
}

void duty_take_room(struct exchange *exchange)
{
    static const struct json_field fields[] = {
        {"room", JSON_FIELD_INT, false, offsetof(struct room_request, room), 1, INT64_MAX},
    };
    struct action *action = action_begin_repeatable(exchange, &change_rule);
    if (action == NULL) {
        return;
    }
    struct room_request *request = arena_alloc(exchange_arena(exchange), sizeof(*request));
    if (!reply_read_body(exchange, fields, 1, request)) {
        return;
    }
    if (request->room != 0 && office_room_by_id(action->app->office, request->room) == NULL) {
        reply_refuse(exchange, STATUS_UNPROCESSABLE, "not-found", "room", "There is no such room.");
        return;
    }
    action->request = request;
    action_post(action, decide_room);
}

static enum status decide_break(struct action *action, struct writer_turn *turn)
{
    const struct break_request *request = action->request;
    struct db *db = writer_turn_db(turn);
    struct duty duty = {0};
    enum status status = duty_store_find(db, action->caller.staff->id, &duty);
    if (status == STATUS_MISSING) {
        return action_refuse(action, STATUS_CONFLICT, "room-not-yours", "", "Take a room first.");
    }
    if (status == STATUS_OK && request->away != duty.away) {
        status = duty_store_break(db, action->caller.staff->id, request->away, action->job.now_ms);
        if (status == STATUS_OK) {
            status = publish_mine(action, turn);
        }
    }
    return status == STATUS_OK ? session_answer(action, db, &action->caller.session) : status;
}

/* False for a kind that there is not. */
static bool read_kind(struct break_request *request)
{
    bool is_named = request->kind[0] != '\0';
    request->away = AWAY_BREAK;
    if (is_named && away_parse(request->kind, &request->away) != STATUS_OK) {
        return false;
    }
    request->away = request->on ? request->away : AWAY_NONE;
    return true;
}

void duty_set_break(struct exchange *exchange)
{
    static const struct json_field fields[] = {
        {"on", JSON_FIELD_BOOL, true, offsetof(struct break_request, on), 0, 0},
        {"kind", JSON_FIELD_TEXT, false, offsetof(struct break_request, kind), 1, BREAK_KIND_MAX},
    };
    struct action *action = action_begin_repeatable(exchange, &change_rule);
    if (action == NULL) {
        return;
    }
    struct break_request *request = arena_alloc(exchange_arena(exchange), sizeof(*request));
    if (!reply_read_body(exchange, fields, 2, request)) {
        return;
    }
    if (!read_kind(request)) {
        reply_refuse(exchange, STATUS_INVALID, "invalid-body", "kind",
                     "Say break, meeting, training or fieldwork.");
        return;
    }
    action->request = request;
    action_post(action, decide_break);
}

#include "api/rooms.h"

#include "api/calling.h"
#include "api/reply.h"
#include "api/ticket_change.h"
#include "store/staff_store.h"
#include "store/ticket_store.h"

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

static enum status check_room(struct action *action, struct db *db)
{
    struct duty duty = {0};
    enum status status = duty_store_find(db, action->caller.staff->id, &duty);
    if (status != STATUS_OK && status != STATUS_MISSING) {
        return status;
    }
    if (duty.room_id == 0 || duty.room_id != action->id) {
        return action_refuse(action, STATUS_CONFLICT, "room-not-yours", "",
                             "Take this room first.");
    }
    if (duty.break_ms != 0) {
        return action_refuse(action, STATUS_CONFLICT, "on-break", "",
                             "End your break before calling the next.");
    }
    return check_free(action, db);
}

static enum status decide_next(struct action *action, struct writer_turn *turn)
{
    struct db *db = writer_turn_db(turn);
    const struct calling calling = {.office = action->app->office,
                                    .staff_id = action->caller.staff->id,
                                    .room_id = action->id,
                                    .now_ms = action->job.now_ms};
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

void rooms_next(struct exchange *exchange)
{
    struct action *action = action_begin(exchange, &next_rule);
    if (action == NULL || !reply_read_body(exchange, NULL, 0, NULL)) {
        return;
    }
    action->id = exchange_id(exchange, 0);
    if (office_room_by_id(action->app->office, action->id) == NULL) {
        reply_refuse(exchange, STATUS_MISSING, "not-found", "", "There is no such room.");
        return;
    }
    action_post(action, decide_next);
}

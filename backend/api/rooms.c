#include "api/rooms.h"

#include "api/reply.h"
#include "api/ticket_change.h"
#include "base/memory.h"
#include "domain/pick.h"
#include "store/lobby_store.h"
#include "store/staff_store.h"
#include "store/ticket_store.h"

#include <stdio.h>

enum { HEADS_PER_SERVICE = 2, CANDIDATES_MAX = OFFICE_SERVICES_MAX * HEADS_PER_SERVICE };

static const struct caller_rule next_rule = {
    .allows_staff = true, .staff_needs = CAPABILITY_CALL, .is_change = true};

/* Those among whom the next is chosen: the first two of each queue this person serves. The second
 * is there so that the runner-up is right when both stand in one queue. */
struct choice {
    struct pick_candidate candidates[CANDIDATES_MAX];
    size_t count;
    int64_t waiting; /* everybody this person could help */
    struct pick_result result;
};

static enum status check_room(struct action *action, struct db *db)
{
    int64_t mine = 0;
    int64_t open = 0;
    enum status status = duty_store_room(db, action->caller.staff->id, &mine);
    if (status == STATUS_OK && (mine == 0 || mine != action->id)) {
        return action_refuse(action, STATUS_CONFLICT, "room-not-yours", "",
                             "Take this room first.");
    }
    if (status == STATUS_OK) {
        status = ticket_store_open_of(db, action->caller.staff->id, &open);
        if (status == STATUS_OK) {
            return action_refuse(action, STATUS_CONFLICT, "visit-open", "",
                                 "Finish the visit that is open before calling the next.");
        }
        status = status == STATUS_MISSING ? STATUS_OK : status;
    }
    return status;
}

static enum status gather(struct action *action, struct db *db, struct choice *out)
{
    const struct office *office = action->app->office;
    int64_t waiting[OFFICE_SERVICES_MAX];
    enum status status = lobby_store_waiting(db, office, waiting);
    out->count = 0;
    out->waiting = 0;
    for (int i = 0; i < office->service_count && status == STATUS_OK; i++) {
        if (action->caller.staff->preference[i] == 0 || waiting[i] == 0) {
            continue;
        }
        size_t count = 0;
        status = lobby_store_heads(db, office->id, office->services[i].id,
                                   out->candidates + out->count, HEADS_PER_SERVICE, &count);
        out->count += count;
        out->waiting += waiting[i];
    }
    out->result = pick_next(out->candidates, out->count);
    return status;
}

/* Why this person, in figures; pages make the sentence. */
static enum status explain(struct action *action, struct db *db, const struct choice *choice,
                           char *out, size_t out_size)
{
    const struct pick_candidate *chosen = &choice->candidates[choice->result.chosen];
    char runner_up[VISIT_NUMBER_MAX + 1];
    struct buffer text;
    struct json_out json;
    enum status status = STATUS_OK;
    buffer_init(&text, out_size - 1);
    json_out_init(&json, &text);
    json_out_object(&json, NULL);
    json_out_text(&json, "rule", PICK_RULE);
    json_out_int(&json, "checkin_ms", chosen->rank_ms);
    json_out_int(&json, "waited_ms", action->job.now_ms - chosen->rank_ms);
    json_out_int(&json, "candidates", choice->waiting);
    if (choice->result.runner_up >= 0) {
        status = ticket_store_number(db, choice->candidates[choice->result.runner_up].ticket_id,
                                     runner_up);
        json_out_text(&json, "runner_up", status == STATUS_OK ? runner_up : NULL);
    } else {
        json_out_null(&json, "runner_up");
    }
    json_out_end(&json);
    (void)text_copy(out, out_size, buffer_text(&text));
    buffer_finish(&text);
    return status;
}

static enum status call_chosen(struct action *action, struct writer_turn *turn,
                               const struct choice *choice)
{
    struct db *db = writer_turn_db(turn);
    int64_t staff_id = action->caller.staff->id;
    int64_t room_id = action->id;
    struct visit visit;
    struct invitation call = {
        .staff_id = staff_id, .room_id = room_id, .at_ms = action->job.now_ms};
    enum status status = ticket_store_load(
        db, action->app->office->id, choice->candidates[choice->result.chosen].ticket_id, &visit);
    if (status == STATUS_OK) {
        status = visit_call(&visit, staff_id, room_id, action->job.now_ms);
    }
    if (status == STATUS_OK) {
        status = explain(action, db, choice, call.explanation, sizeof(call.explanation));
    }
    if (status == STATUS_OK) {
        call.ticket_id = visit.id;
        call.step_id = visit.steps[visit_current(&visit)].id;
        status = invitation_store_add(db, action->app->office->id, &call);
    }
    return status == STATUS_OK
               ? ticket_change_finish(action, turn, &visit, "ticket.called", visit_current(&visit))
               : status;
}

static enum status decide_next(struct action *action, struct writer_turn *turn)
{
    struct choice choice;
    struct db *db = writer_turn_db(turn);
    enum status status = check_room(action, db);
    if (status == STATUS_OK) {
        status = gather(action, db, &choice);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (choice.result.chosen < 0) {
        buffer_append_text(action_answer(action), "{\"ticket\":null,\"call\":null}");
        return STATUS_OK;
    }
    return call_chosen(action, turn, &choice);
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

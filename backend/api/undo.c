#include "api/undo.h"

#include "api/reply.h"
#include "api/ticket_change.h"
#include "api/ticket_json.h"
#include "domain/undo.h"
#include "store/facts.h"
#include "store/invitation_store.h"
#include "store/staff_store.h"
#include "store/ticket_store.h"
#include "store/undo_store.h"

#include <string.h>

static const struct caller_rule undo_rule = {
    .allows_staff = true, .staff_needs = CAPABILITY_CALL | CAPABILITY_DESK, .is_change = true};

/* What would be taken back, or the sentence why nothing can be. */
struct plan {
    struct undo_action did;
    struct visit now;
    struct visit before;
    const char *refusal; /* NULL: it can be done */
};

enum status undo_note(struct writer_turn *turn, const struct office *office, int64_t staff_id,
                      const struct visit *changed, enum visit_op_kind kind, int64_t now_ms)
{
    const struct undo_action did = {.staff_id = staff_id,
                                    .ticket_id = changed->id,
                                    .kind = kind,
                                    .at_ms = now_ms,
                                    .version = changed->version};
    return undo_store_note(writer_turn_db(turn), office->id, &did);
}

/* Whoever has the visitor before them again must still sit there, and with nobody else. */
static enum status check_room(struct db *db, struct plan *plan)
{
    const struct visit_step *step = &plan->before.steps[visit_current(&plan->before)];
    struct duty duty = {0};
    int64_t open = 0;
    if (step->state != STEP_CALLED && step->state != STEP_SERVING) {
        return STATUS_OK;
    }
    enum status status = duty_store_find(db, step->staff_id, &duty);
    if (status == STATUS_OK || status == STATUS_MISSING) {
        status = ticket_store_open_of(db, step->staff_id, &open);
    }
    bool is_free = status == STATUS_MISSING || open == plan->now.id;
    if (duty.room_id != step->room_id || !is_free) {
        plan->refusal = "The room is not free for this visit any more.";
    } else if (duty.break_ms != 0) {
        plan->refusal = "Whoever had called this visit is on a break.";
    }
    return status == STATUS_MISSING ? STATUS_OK : status;
}

static enum status check_ticket(struct db *db, const struct office *office, struct plan *plan)
{
    enum status status = ticket_store_load(db, office->id, plan->did.ticket_id, &plan->now);
    if (status == STATUS_OK && plan->now.version != plan->did.version) {
        plan->refusal = "This ticket has been changed since.";
        return STATUS_OK;
    }
    if (status == STATUS_OK) {
        status = undo_store_before(db, plan->did.staff_id, &plan->before);
    }
    return status == STATUS_OK ? check_room(db, plan) : status;
}

static enum status make_plan(struct db *db, const struct office *office, int64_t staff_id,
                             int64_t now_ms, struct plan *out)
{
    memset(out, 0, sizeof(*out));
    enum status status = undo_store_find(db, staff_id, &out->did);
    if (status == STATUS_MISSING || now_ms - out->did.at_ms > UNDO_MS_MAX) {
        out->refusal = "You have done nothing in the last ten seconds that can be taken back.";
        return status == STATUS_MISSING ? STATUS_OK : status;
    }
    return status == STATUS_OK ? check_ticket(db, office, out) : status;
}

static bool is_of_route(enum visit_op_kind kind)
{
    return kind == VISIT_OP_ADD || kind == VISIT_OP_AGREE || kind == VISIT_OP_DROP ||
           kind == VISIT_OP_ORDER;
}

static enum status publish(struct writer_turn *turn, const struct office *office,
                           const struct plan *plan, const struct visit *restored, int64_t now_ms)
{
    struct event event = {.kind = "ticket.undone", .at_ms = now_ms};
    int index = undo_step(&plan->now, &plan->before);
    bool was_called =
        plan->now.steps[index].called_ms != 0 || restored->steps[index].called_ms != 0;
    bool is_public = was_called && !is_of_route(plan->did.kind);
    ticket_event(&event, office, restored, index, is_public);
    facts_of_undo(restored->id, plan->did.kind, &event);
    return writer_turn_publish(turn, office->id, &event);
}

/* A call that was made, or missed, is so no more. */
static enum status undo_call(struct db *db, const struct plan *plan, int64_t now_ms)
{
    struct invitation call;
    bool is_call = plan->did.kind == VISIT_OP_CALL;
    if (!is_call && plan->did.kind != VISIT_OP_NO_SHOW) {
        return STATUS_OK;
    }
    const struct visit_step *step = &plan->now.steps[visit_current(&plan->now)];
    enum status status = invitation_store_of_step(db, step->id, &call);
    if (status != STATUS_OK) {
        return status;
    }
    return is_call ? invitation_store_undo(db, call.id, now_ms)
                   : invitation_store_miss(db, call.id, 0);
}

static enum status carry_out(struct writer_turn *turn, const struct office *office,
                             const struct plan *plan, int64_t now_ms)
{
    struct db *db = writer_turn_db(turn);
    struct visit restored = plan->now;
    undo_restore(&restored, &plan->before);
    enum status status = ticket_store_restore(db, office->id, &restored);
    if (status == STATUS_OK) {
        status = undo_call(db, plan, now_ms);
    }
    if (status == STATUS_OK) {
        status = undo_store_forget(db, plan->did.staff_id);
    }
    if (status == STATUS_OK) {
        keeper_note_visit(writer_turn_keeper(turn), &restored, now_ms);
        status = publish(turn, office, plan, &restored, now_ms);
    }
    return status;
}

static enum status decide_undo(struct action *action, struct writer_turn *turn)
{
    const struct office *office = action->app->office;
    struct plan plan;
    enum status status = make_plan(writer_turn_db(turn), office, action->caller.staff->id,
                                   action->job.now_ms, &plan);
    if (status == STATUS_OK && plan.refusal != NULL) {
        return action_refuse(action, STATUS_CONFLICT, "nothing-to-undo", "", plan.refusal);
    }
    if (status == STATUS_OK) {
        status = carry_out(turn, office, &plan, action->job.now_ms);
    }
    return status == STATUS_OK ? ticket_change_settle(action, turn, plan.did.ticket_id) : status;
}

void undo_post(struct exchange *exchange)
{
    struct action *action = action_begin(exchange, &undo_rule);
    if (action != NULL && reply_read_body(exchange, NULL, 0, NULL)) {
        action_post(action, decide_undo);
    }
}

/* As the address of the action says it: "no-show". */
static const char *kind_word(enum visit_op_kind kind)
{
    return kind == VISIT_OP_NO_SHOW ? "no-show" : visit_op_name(kind);
}

enum status undo_json(struct json_out *json, struct app *app, int64_t staff_id)
{
    struct plan plan;
    enum status status = make_plan(app->reader, app->office, staff_id, app_now_ms(app), &plan);
    if (status != STATUS_OK || plan.refusal != NULL) {
        json_out_null(json, "undo");
        return status;
    }
    json_out_object(json, "undo");
    json_out_text(json, "kind", kind_word(plan.did.kind));
    json_out_int(json, "ticket", plan.did.ticket_id);
    json_out_text(json, "number", plan.now.number);
    json_out_int(json, "until_ms", plan.did.at_ms + UNDO_MS_MAX);
    json_out_end(json);
    return STATUS_OK;
}

#include "api/ticket_change.h"

#include "api/calling.h"
#include "api/ticket_json.h"
#include "api/undo.h"
#include "domain/undo.h"
#include "store/facts.h"
#include "store/invitation_store.h"
#include "store/ticket_store.h"

#include <stdio.h>

enum status ticket_change_load(struct action *action, struct writer_turn *turn,
                               struct visit *out_visit)
{
    enum status status =
        ticket_store_load(writer_turn_db(turn), action->app->office->id, action->id, out_visit);
    if (status == STATUS_MISSING) {
        return action_refuse(action, status, "not-found", "", "There is no such ticket.");
    }
    return status;
}

enum status ticket_change_wrong_state(struct action *action, const struct visit *visit)
{
    char detail[128];
    (void)snprintf(detail, sizeof(detail), "The ticket %s is %s: this cannot be done now.",
                   visit->number, step_state_name(visit_state(visit)));
    return action_refuse(action, STATUS_CONFLICT, "wrong-state", "", detail);
}

enum status ticket_change_must_be_mine(struct action *action, const struct visit *visit)
{
    int current = visit_current(visit);
    enum step_state state = visit_state(visit);
    if (current < 0 || (state != STEP_CALLED && state != STEP_SERVING)) {
        return ticket_change_wrong_state(action, visit);
    }
    if (visit->steps[current].staff_id != action->caller.staff->id) {
        return action_refuse(action, STATUS_FORBIDDEN, "forbidden", "",
                             "Another member of staff called this ticket.");
    }
    return STATUS_OK;
}

enum status ticket_change_must_be_in_scope(struct action *action, const struct visit *visit,
                                           int position)
{
    struct scope scope = caller_scope(&action->caller, action->app->office);
    bool is_in_scope =
        position < 0 ? scope_touches(&scope, visit) : scope_sees_step(&scope, visit, position);
    return is_in_scope ? STATUS_OK
                       : action_refuse(action, STATUS_FORBIDDEN, "forbidden", "",
                                       "This belongs to the other track: its staff can do it.");
}

uint16_t ticket_forerunners(const struct office *office, const struct visit *visit,
                            const struct office_service *service)
{
    int index = office_service_index(office, service);
    unsigned bits = 0;
    for (int i = 0; i < visit->step_count; i++) {
        const struct office_service *first =
            office_service_by_id(office, visit->steps[i].service_id);
        bits |= first != NULL && (first->first_of >> index & 1) != 0 ? 1U << i : 0U;
    }
    return (uint16_t)bits;
}

enum status ticket_change_answer(struct action *action, struct db *db, const struct visit *visit)
{
    struct json_out json;
    struct invitation call;
    enum step_state state = visit_state(visit);
    bool is_called = state == STEP_CALLED || state == STEP_SERVING;
    enum status status = STATUS_OK;
    if (is_called) {
        status = invitation_store_of_step(db, visit->steps[visit_current(visit)].id, &call);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct scope scope = caller_scope(&action->caller, action->app->office);
    json_out_init(&json, action_answer(action));
    json_out_object(&json, NULL);
    ticket_json(&json, "ticket", &scope, visit, false);
    if (is_called) {
        call_json(&json, "call", &scope, visit, &call);
    } else {
        json_out_null(&json, "call");
    }
    json_out_end(&json);
    return STATUS_OK;
}

enum status ticket_change_save(struct writer_turn *turn, const struct office *office,
                               struct visit *visit, const struct ticket_news *news, int64_t now_ms)
{
    struct event event = {.kind = news->kind, .at_ms = now_ms};
    enum status status = STATUS_OK;
    if (news->by_staff_id != 0 && undo_allows(news->op->kind)) {
        status = undo_note(turn, office, news->by_staff_id, visit, news->op->kind, now_ms);
    }
    if (status == STATUS_OK) {
        status = ticket_store_save(writer_turn_db(turn), office->id, visit);
    }
    if (status != STATUS_OK) {
        return status;
    }
    keeper_note_visit(writer_turn_keeper(turn), visit, now_ms);
    /* A ticket that was never called was never on a board. */
    bool is_public = !news->is_hidden && visit->steps[news->index].called_ms != 0;
    ticket_event(&event, office, visit, news->index, is_public);
    facts_of_op(visit->id, news->op, &event);
    return writer_turn_publish(turn, office->id, &event);
}

enum status ticket_change_settle(struct action *action, struct writer_turn *turn, int64_t visit_id)
{
    const struct office *office = action->app->office;
    struct db *db = writer_turn_db(turn);
    struct visit visit;
    enum status status = calling_auto(turn, office, action->job.now_ms);
    if (status == STATUS_OK) {
        status = ticket_store_load(db, office->id, visit_id, &visit); /* it may be called again */
    }
    return status == STATUS_OK ? ticket_change_answer(action, db, &visit) : status;
}

enum status ticket_change_finish(struct action *action, struct writer_turn *turn,
                                 struct visit *visit, const struct ticket_news *news)
{
    enum status status =
        ticket_change_save(turn, action->app->office, visit, news, action->job.now_ms);
    return status == STATUS_OK ? ticket_change_settle(action, turn, visit->id) : status;
}

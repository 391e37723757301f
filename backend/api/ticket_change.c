#include "api/ticket_change.h"

#include "api/ticket_json.h"

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
    json_out_init(&json, action_answer(action));
    json_out_object(&json, NULL);
    ticket_json(&json, "ticket", action->app->office, visit, false);
    if (is_called) {
        call_json(&json, "call", action->app->office, visit, &call);
    } else {
        json_out_null(&json, "call");
    }
    json_out_end(&json);
    return STATUS_OK;
}

enum status ticket_change_finish(struct action *action, struct writer_turn *turn,
                                 struct visit *visit, const char *kind, int index)
{
    const struct office *office = action->app->office;
    struct db *db = writer_turn_db(turn);
    struct event event = {.kind = kind, .at_ms = action->job.now_ms};
    enum status status = ticket_store_save(db, office->id, visit);
    if (status == STATUS_OK) {
        /* A ticket that was never called was never on a board. */
        ticket_event(&event, office, visit, index, visit->steps[index].called_ms != 0);
        status = writer_turn_publish(turn, office->id, &event);
    }
    return status == STATUS_OK ? ticket_change_answer(action, db, visit) : status;
}

#include "api/day_close.h"

#include "api/action.h"
#include "api/appointments.h"
#include "api/reply.h"
#include "api/ticket_change.h"
#include "store/ticket_store.h"

#include <string.h>

/* At once; an event each has to fit into one group of the writer. */
enum { DISMISSED_MAX = 256 };

static const struct caller_rule close_rule = {
    .allows_staff = true, .staff_needs = CAPABILITY_DESK | CAPABILITY_MANAGE, .is_change = true};

enum status day_close_dismiss(struct writer_turn *turn, const struct office *office, int64_t id,
                              int64_t now_ms)
{
    const struct rules *rules = &keeper_lobby(writer_turn_keeper(turn))->rules;
    const struct visit_op op = {.kind = VISIT_OP_LEAVE};
    struct visit visit;
    enum status status = ticket_store_load(writer_turn_db(turn), office->id, id, &visit);
    int current = status == STATUS_OK ? visit_current(&visit) : 0;
    if (status == STATUS_OK) {
        status = visit_apply(&visit, &op, rules, now_ms);
    }
    const struct ticket_news news = {.kind = "ticket.dismissed", .op = &op, .index = current};
    return status == STATUS_OK ? ticket_change_save(turn, office, &visit, &news, now_ms) : status;
}

static bool is_to_go(const struct lobby_visit *visit)
{
    enum step_state state = route_state(&visit->route);
    return state == STEP_WAITING || state == STEP_PARKED;
}

/* The lobby changes while it is emptied: who goes is noted first. out_left: too many for once. */
static size_t collect(const struct lobby *lobby, int64_t *out_ids, int64_t *out_left)
{
    size_t count = 0;
    *out_left = 0;
    for (size_t i = 0; i < lobby->count; i++) {
        if (!is_to_go(&lobby->visits[i])) {
            continue;
        }
        if (count < DISMISSED_MAX) {
            out_ids[count++] = lobby->visits[i].id;
        } else {
            (*out_left)++;
        }
    }
    return count;
}

static enum status decide_close(struct action *action, struct writer_turn *turn)
{
    int64_t ids[DISMISSED_MAX];
    int64_t left = 0;
    struct json_out json;
    size_t count = collect(keeper_lobby(writer_turn_keeper(turn)), ids, &left);
    enum status status = STATUS_OK;
    json_out_init(&json, action_answer(action));
    json_out_object(&json, NULL);
    json_out_array(&json, "dismissed");
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        char number[VISIT_NUMBER_MAX + 1];
        status = day_close_dismiss(turn, action->app->office, ids[i], action->job.now_ms);
        if (status == STATUS_OK) {
            status = ticket_store_number(writer_turn_db(turn), ids[i], number);
        }
        json_out_text(&json, NULL, status == STATUS_OK ? number : "");
    }
    json_out_end(&json);
    json_out_int(&json, "left", left);
    json_out_end(&json);
    int64_t now_ms = action->job.now_ms;
    return status == STATUS_OK ? appointments_close(turn, action->app->office, now_ms, now_ms)
                               : status;
}

void day_close(struct exchange *exchange)
{
    struct action *action = action_begin(exchange, &close_rule);
    if (action != NULL && reply_read_body(exchange, NULL, 0, NULL)) {
        action_post(action, decide_close);
    }
}

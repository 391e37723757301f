#include "api/tickets.h"

#include "api/reply.h"
#include "api/standing.h"
#include "api/ticket_change.h"
#include "api/ticket_json.h"
#include "store/ticket_store.h"

#include <string.h>

enum { KIOSK_CANCEL_MS = 120 * 1000 };

static const struct caller_rule serve_rule = {
    .allows_staff = true, .staff_needs = CAPABILITY_CALL, .is_change = true};
static const struct caller_rule lobby_rule = {
    .allows_staff = true, .staff_needs = CAPABILITY_CALL | CAPABILITY_DESK, .is_change = true};
static const struct caller_rule cancel_rule = {.allows_device = true,
                                               .allows_staff = true,
                                               .staff_needs = CAPABILITY_CALL | CAPABILITY_DESK,
                                               .is_change = true};
static const struct caller_rule read_rule = {.allows_device = true, .allows_staff = true};

struct finish_request {
    char outcome[16];
};

struct transfer_request {
    char service[OFFICE_CODE_MAX + 1];
};

static enum status recall(struct action *action, struct writer_turn *turn)
{
    struct visit visit;
    struct invitation call;
    struct db *db = writer_turn_db(turn);
    enum status status = ticket_change_load(action, turn, &visit);
    if (status == STATUS_OK) {
        status = ticket_change_must_be_mine(action, &visit);
    }
    if (status != STATUS_OK) {
        return status;
    }
    int current = visit_current(&visit);
    if (visit.steps[current].state != STEP_CALLED) {
        return ticket_change_wrong_state(action, &visit);
    }
    status = invitation_store_of_step(db, visit.steps[current].id, &call);
    if (status == STATUS_OK) {
        status = invitation_store_recall(db, call.id, action->job.now_ms);
    }
    visit.version++;
    return status == STATUS_OK
               ? ticket_change_finish(action, turn, &visit, "ticket.recalled", current)
               : status;
}

/* The common shape of start, no-show and park: mine, one move, one event. */
static enum status move_mine(struct action *action, struct writer_turn *turn, enum step_event move,
                             const char *kind)
{
    struct visit visit;
    enum status status = ticket_change_load(action, turn, &visit);
    if (status == STATUS_OK) {
        status = ticket_change_must_be_mine(action, &visit);
    }
    if (status != STATUS_OK) {
        return status;
    }
    int current = visit_current(&visit);
    if (visit_move(&visit, move, action->job.now_ms) != STATUS_OK) {
        return ticket_change_wrong_state(action, &visit);
    }
    return ticket_change_finish(action, turn, &visit, kind, current);
}

static enum status start(struct action *action, struct writer_turn *turn)
{
    return move_mine(action, turn, STEP_START, "ticket.started");
}

static enum status no_show(struct action *action, struct writer_turn *turn)
{
    return move_mine(action, turn, STEP_NO_SHOW, "ticket.parked");
}

static enum status park(struct action *action, struct writer_turn *turn)
{
    return move_mine(action, turn, STEP_PARK, "ticket.parked");
}

static enum status finish(struct action *action, struct writer_turn *turn)
{
    const struct finish_request *request = action->request;
    enum visit_outcome outcome = OUTCOME_NONE;
    struct visit visit;
    enum status status = ticket_change_load(action, turn, &visit);
    if (status == STATUS_OK) {
        status = ticket_change_must_be_mine(action, &visit);
    }
    if (status == STATUS_OK) {
        status = visit_outcome_parse(request->outcome, &outcome);
    }
    if (status != STATUS_OK) {
        return status;
    }
    int current = visit_current(&visit);
    if (visit_finish(&visit, outcome, action->job.now_ms) != STATUS_OK) {
        return ticket_change_wrong_state(action, &visit);
    }
    return ticket_change_finish(
        action, turn, &visit, outcome == OUTCOME_LEFT ? "ticket.left" : "ticket.finished", current);
}

static enum status transfer(struct action *action, struct writer_turn *turn)
{
    const struct transfer_request *request = action->request;
    const struct office_service *service =
        office_service_by_code(action->app->office, request->service);
    struct visit visit;
    enum status status = ticket_change_load(action, turn, &visit);
    if (status == STATUS_OK) {
        status = ticket_change_must_be_mine(action, &visit);
    }
    if (status != STATUS_OK) {
        return status;
    }
    int current = visit_current(&visit);
    if (visit_hand_over(&visit, service->id, action->job.now_ms) != STATUS_OK) {
        return ticket_change_wrong_state(action, &visit);
    }
    return ticket_change_finish(action, turn, &visit, "ticket.transferred", current);
}

static enum status resume(struct action *action, struct writer_turn *turn)
{
    struct visit visit;
    enum status status = ticket_change_load(action, turn, &visit);
    if (status != STATUS_OK) {
        return status;
    }
    int current = visit_current(&visit);
    if (visit_move(&visit, STEP_RESUME, action->job.now_ms) != STATUS_OK) {
        return ticket_change_wrong_state(action, &visit);
    }
    return ticket_change_finish(action, turn, &visit, "ticket.resumed", current);
}

static enum status cancel(struct action *action, struct writer_turn *turn)
{
    struct visit visit;
    enum status status = ticket_change_load(action, turn, &visit);
    if (status != STATUS_OK) {
        return status;
    }
    bool is_kiosk = action->caller.kind == CALLER_DEVICE;
    if (is_kiosk && action->job.now_ms - visit.issued_ms > KIOSK_CANCEL_MS) {
        return action_refuse(action, STATUS_FORBIDDEN, "forbidden", "",
                             "A kiosk may take back only the ticket it has just issued.");
    }
    if (is_kiosk && visit_state(&visit) == STEP_SERVING) {
        return ticket_change_wrong_state(action, &visit);
    }
    int current = visit_current(&visit);
    if (visit_end(&visit, STEP_CANCEL, action->job.now_ms) != STATUS_OK) {
        return ticket_change_wrong_state(action, &visit);
    }
    return ticket_change_finish(action, turn, &visit, "ticket.cancelled", current);
}

/* Everything that takes an empty body. */
static void post_plain(struct exchange *exchange, const struct caller_rule *rule,
                       enum status (*decide)(struct action *, struct writer_turn *))
{
    struct action *action = action_begin(exchange, rule);
    if (action == NULL || !reply_read_body(exchange, NULL, 0, NULL)) {
        return;
    }
    action->id = exchange_id(exchange, 0);
    action_post(action, decide);
}

void tickets_recall(struct exchange *exchange)
{
    post_plain(exchange, &serve_rule, recall);
}

void tickets_start(struct exchange *exchange)
{
    post_plain(exchange, &serve_rule, start);
}

void tickets_no_show(struct exchange *exchange)
{
    post_plain(exchange, &serve_rule, no_show);
}

void tickets_park(struct exchange *exchange)
{
    post_plain(exchange, &serve_rule, park);
}

void tickets_resume(struct exchange *exchange)
{
    post_plain(exchange, &lobby_rule, resume);
}

void tickets_cancel(struct exchange *exchange)
{
    post_plain(exchange, &cancel_rule, cancel);
}

void tickets_finish(struct exchange *exchange)
{
    static const struct json_field fields[] = {
        {"outcome", JSON_FIELD_TEXT, false, offsetof(struct finish_request, outcome), 1, 15},
    };
    struct action *action = action_begin(exchange, &serve_rule);
    if (action == NULL) {
        return;
    }
    enum visit_outcome outcome;
    struct finish_request *request = arena_alloc(exchange_arena(exchange), sizeof(*request));
    memcpy(request->outcome, "settled", sizeof("settled"));
    if (!reply_read_body(exchange, fields, 1, request)) {
        return;
    }
    if (visit_outcome_parse(request->outcome, &outcome) != STATUS_OK) {
        reply_refuse(exchange, STATUS_INVALID, "invalid-body", "outcome",
                     "This is not known: settled, further, documents, left.");
        return;
    }
    action->id = exchange_id(exchange, 0);
    action->request = request;
    action_post(action, finish);
}

void tickets_transfer(struct exchange *exchange)
{
    static const struct json_field fields[] = {
        {"service", JSON_FIELD_TEXT, true, offsetof(struct transfer_request, service), 1,
         OFFICE_CODE_MAX},
    };
    struct action *action = action_begin(exchange, &serve_rule);
    if (action == NULL) {
        return;
    }
    struct transfer_request *request = arena_alloc(exchange_arena(exchange), sizeof(*request));
    if (!reply_read_body(exchange, fields, 1, request)) {
        return;
    }
    if (office_service_by_code(action->app->office, request->service) == NULL) {
        reply_refuse(exchange, STATUS_UNPROCESSABLE, "unknown-service", "service",
                     "This office has no such service.");
        return;
    }
    action->id = exchange_id(exchange, 0);
    action->request = request;
    action_post(action, transfer);
}

void tickets_get(struct exchange *exchange)
{
    struct app *app = app_of(exchange);
    struct caller caller;
    struct visit visit;
    struct outlook outlook;
    if (!caller_admit(exchange, &read_rule, &caller)) {
        return;
    }
    enum status status = standing_read(app, exchange_id(exchange, 0), &visit, &outlook);
    if (status == STATUS_MISSING) {
        reply_refuse(exchange, status, "not-found", "", "There is no such ticket.");
        return;
    }
    if (status != STATUS_OK) {
        reply_failed(exchange, status);
        return;
    }
    struct buffer body;
    struct json_out json;
    buffer_init(&body, EXCHANGE_ANSWER_MAX);
    json_out_init(&json, &body);
    json_out_object(&json, NULL);
    ticket_json(&json, "ticket", app->office, &visit, false);
    json_out_int(&json, "ahead", outlook.ahead);
    wait_json(&json, "wait", &outlook);
    json_out_end(&json);
    reply_json(exchange, 200, &body);
}

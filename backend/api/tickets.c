#include "api/tickets.h"

#include "api/reply.h"
#include "api/ticket_change.h"
#include "api/tickets_lent.h"
#include "store/invitation_store.h"
#include "store/ticket_store.h"

#include <stddef.h>

enum { KIOSK_CANCEL_MS = 120 * 1000 };

static const struct caller_rule serve_rule = {
    .allows_staff = true, .staff_needs = CAPABILITY_CALL, .is_change = true};
static const struct caller_rule lobby_rule = {
    .allows_staff = true, .staff_needs = CAPABILITY_CALL | CAPABILITY_DESK, .is_change = true};
static const struct caller_rule cancel_rule = {.allows_device = true,
                                               .allows_staff = true,
                                               .staff_needs = CAPABILITY_CALL | CAPABILITY_DESK,
                                               .is_change = true};

struct finish_request {
    char outcome[16];
};

struct transfer_request {
    char service[OFFICE_CODE_MAX + 1];
    int64_t staff;   /* 0: whoever has the skill */
    bool comes_back; /* "return": to the sender afterwards */
    int64_t after;   /* bits of positions, for an added step */
};

struct step_request {
    int64_t step;
};

/* What a request asks for: an operation, what the office is told, and who may ask. */
struct change {
    struct visit_op op;
    const char *kind;
    bool only_mine;  /* the visitor is in the caller's room */
    bool is_route;   /* changes what is to come, not where the visitor is */
    int64_t step_id; /* of agree and drop: becomes op.position */
};

static bool is_desk(const struct action *action)
{
    return action->caller.kind == CALLER_STAFF &&
           (action->caller.staff->capabilities & CAPABILITY_DESK) != 0;
}

/* Whom they called is theirs. The desk has the person before it, whatever they came for: it may
 * bring them back, add to their way and cancel; a single step it must see (find_step). */
static enum status refuse_other_track(struct action *action, const struct change *change,
                                      const struct visit *visit)
{
    if (change->only_mine || is_desk(action)) {
        return STATUS_OK;
    }
    int position = change->op.kind == VISIT_OP_RESUME ? visit_current(visit) : -1;
    return ticket_change_must_be_in_scope(action, visit, position);
}

static enum status refuse_strangers(struct action *action, const struct change *change,
                                    const struct visit *visit)
{
    enum step_state state = visit_state(visit);
    bool is_in_room = state == STEP_CALLED || state == STEP_SERVING;
    bool needs_mine = change->only_mine || (change->is_route && is_in_room && !is_desk(action));
    enum status status = refuse_other_track(action, change, visit);
    return status == STATUS_OK && needs_mine ? ticket_change_must_be_mine(action, visit) : status;
}

/* The request names a step by its id; the rules know positions. One of the other track is refused.
 */
static enum status find_step(struct action *action, const struct visit *visit, int64_t step_id,
                             int *out_position)
{
    for (int i = 0; i < visit->step_count; i++) {
        if (visit->steps[i].id == step_id) {
            *out_position = i;
            return ticket_change_must_be_in_scope(action, visit, i);
        }
    }
    return action_refuse(action, STATUS_UNPROCESSABLE, "not-found", "step",
                         "This ticket has no such step.");
}

static enum status note_recall(struct action *action, struct db *db, const struct visit *visit)
{
    struct invitation call;
    enum status status = invitation_store_of_step(db, visit->steps[visit_current(visit)].id, &call);
    return status == STATUS_OK
               ? invitation_store_recall(db, action->app->office->id, call.id, action->job.now_ms)
               : status;
}

static enum status note_missed(struct action *action, struct db *db, const struct visit *visit)
{
    struct invitation call;
    enum status status = invitation_store_of_step(db, visit->steps[visit_current(visit)].id, &call);
    return status == STATUS_OK ? invitation_store_miss(db, call.id, action->job.now_ms) : status;
}

static enum status refuse_order(struct action *action)
{
    return action_refuse(action, STATUS_CONFLICT, "wrong-state", "positions",
                         "Name every step that is certain and still to come once, a booked one "
                         "first.");
}

/* What changes its place among the others is of a track of the caller. */
static enum status check_moved(struct action *action, const struct visit *visit,
                               const struct visit_op *op)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < op->order_count && status == STATUS_OK; i++) {
        int before = 0;
        for (int k = 0; k < op->order_count; k++) {
            before += op->order[k] < op->order[i];
        }
        if (before != i && op->order[i] < visit->step_count) {
            status = ticket_change_must_be_in_scope(action, visit, op->order[i]);
        }
    }
    return status;
}

static enum status apply(struct action *action, struct writer_turn *turn, struct visit *visit)
{
    const struct change *change = action->request;
    const struct rules *rules = &keeper_lobby(writer_turn_keeper(turn))->rules;
    struct visit_op op = change->op;
    int index = visit_current(visit);
    enum status status = STATUS_OK;
    if (change->step_id != 0) {
        status = find_step(action, visit, change->step_id, &op.position);
        index = op.position;
    }
    if (status == STATUS_OK) {
        status = check_moved(action, visit, &op);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (op.kind == VISIT_OP_ADD) {
        op.after |=
            ticket_forerunners(action->app->office, visit,
                               office_service_by_id(action->app->office, op.target.service_id));
    }
    if (visit_apply(visit, &op, rules, action->job.now_ms) != STATUS_OK) {
        return op.kind == VISIT_OP_ORDER ? refuse_order(action)
                                         : ticket_change_wrong_state(action, visit);
    }
    if (op.kind == VISIT_OP_RECALL) {
        status = note_recall(action, writer_turn_db(turn), visit);
    } else if (op.kind == VISIT_OP_NO_SHOW) {
        status = note_missed(action, writer_turn_db(turn), visit);
    }
    index = op.kind == VISIT_OP_ADD ? visit->step_count - 1 : index;
    bool is_staff = action->caller.kind == CALLER_STAFF;
    const struct ticket_news news = {.kind = change->kind,
                                     .op = &op,
                                     .index = index,
                                     .is_hidden = change->is_route,
                                     .by_staff_id = is_staff ? action->caller.staff->id : 0};
    return status == STATUS_OK ? ticket_change_finish(action, turn, visit, &news) : status;
}

static enum status decide(struct action *action, struct writer_turn *turn)
{
    struct visit visit;
    enum status status = ticket_change_load(action, turn, &visit);
    if (status == STATUS_OK) {
        status = refuse_strangers(action, action->request, &visit);
    }
    return status == STATUS_OK ? apply(action, turn, &visit) : status;
}

static enum status decide_cancel(struct action *action, struct writer_turn *turn)
{
    struct visit visit;
    enum status status = ticket_change_load(action, turn, &visit);
    if (status != STATUS_OK) {
        return status;
    }
    bool is_kiosk = action->caller.kind == CALLER_DEVICE;
    bool is_late = action->job.now_ms - visit.issued_ms > KIOSK_CANCEL_MS;
    /* One that it gave by itself, and that nobody took, it may only now be able to take back. */
    bool is_theirs = visit_state(&visit) == STEP_WAITING &&
                     tickets_lent_is_theirs(action, writer_turn_db(turn), &visit);
    if (is_kiosk && is_late && !is_theirs) {
        return action_refuse(action, STATUS_FORBIDDEN, "forbidden", "",
                             "A kiosk may take back only the ticket it has just issued.");
    }
    if (is_kiosk && visit_state(&visit) == STEP_SERVING) {
        return ticket_change_wrong_state(action, &visit);
    }
    if (!is_kiosk) {
        status = refuse_other_track(action, action->request, &visit);
    }
    return status == STATUS_OK ? apply(action, turn, &visit) : status;
}

static void post(struct action *action, const struct change *change,
                 enum status (*decide_it)(struct action *, struct writer_turn *))
{
    struct change *kept = arena_alloc(exchange_arena(action->exchange), sizeof(*kept));
    *kept = *change;
    action->id = exchange_id(action->exchange, 0);
    action->request = kept;
    action_post(action, decide_it);
}

/* Everything that takes an empty body. */
static void post_plain(struct exchange *exchange, const struct caller_rule *rule,
                       const struct change *change,
                       enum status (*decide_it)(struct action *, struct writer_turn *))
{
    struct action *action = action_begin(exchange, rule);
    if (action != NULL && reply_read_body(exchange, NULL, 0, NULL)) {
        post(action, change, decide_it);
    }
}

void tickets_recall(struct exchange *exchange)
{
    static const struct change change = {
        .op = {.kind = VISIT_OP_RECALL}, .kind = "ticket.recalled", .only_mine = true};
    post_plain(exchange, &serve_rule, &change, decide);
}

void tickets_start(struct exchange *exchange)
{
    static const struct change change = {
        .op = {.kind = VISIT_OP_START}, .kind = "ticket.started", .only_mine = true};
    post_plain(exchange, &serve_rule, &change, decide);
}

void tickets_no_show(struct exchange *exchange)
{
    static const struct change change = {
        .op = {.kind = VISIT_OP_NO_SHOW}, .kind = "ticket.parked", .only_mine = true};
    post_plain(exchange, &serve_rule, &change, decide);
}

void tickets_park(struct exchange *exchange)
{
    static const struct change change = {
        .op = {.kind = VISIT_OP_PARK}, .kind = "ticket.parked", .only_mine = true};
    post_plain(exchange, &serve_rule, &change, decide);
}

void tickets_resume(struct exchange *exchange)
{
    static const struct change change = {.op = {.kind = VISIT_OP_RESUME}, .kind = "ticket.resumed"};
    post_plain(exchange, &lobby_rule, &change, decide);
}

void tickets_cancel(struct exchange *exchange)
{
    static const struct change change = {.op = {.kind = VISIT_OP_CANCEL},
                                         .kind = "ticket.cancelled"};
    post_plain(exchange, &cancel_rule, &change, decide_cancel);
}

void tickets_finish(struct exchange *exchange)
{
    static const struct json_field fields[] = {
        {"outcome", JSON_FIELD_TEXT, false, offsetof(struct finish_request, outcome), 1, 15},
    };
    struct finish_request request = {.outcome = "settled"};
    struct change change = {.op = {.kind = VISIT_OP_FINISH}, .only_mine = true};
    struct action *action = action_begin(exchange, &serve_rule);
    if (action == NULL || !reply_read_body(exchange, fields, 1, &request)) {
        return;
    }
    if (visit_outcome_parse(request.outcome, &change.op.outcome) != STATUS_OK) {
        reply_refuse(exchange, STATUS_INVALID, "invalid-body", "outcome",
                     "This is not known: settled, further, documents, left.");
        return;
    }
    change.kind = change.op.outcome == OUTCOME_LEFT ? "ticket.left" : "ticket.finished";
    post(action, &change, decide);
}

/* Whom the request means; false when a refusal was left. */
static bool resolve_target(struct exchange *exchange, const struct office *office,
                           const struct transfer_request *request, struct visit_target *out)
{
    const struct office_service *service = office_service_by_code(office, request->service);
    const struct office_staff *staff = office_staff_by_id(office, request->staff);
    if (service == NULL) {
        reply_refuse(exchange, STATUS_UNPROCESSABLE, "unknown-service", "service",
                     "This office has no such service.");
        return false;
    }
    if (request->staff != 0 && (staff == NULL || office_preference(office, staff, service->id) ==
                                                     OFFICE_PREFERENCE_NONE)) {
        reply_refuse(exchange, STATUS_UNPROCESSABLE, "no-skill", "staff",
                     "This colleague does not give this service.");
        return false;
    }
    *out = (struct visit_target){
        .service_id = service->id, .staff_id = request->staff, .comes_back = request->comes_back};
    return true;
}

void tickets_transfer(struct exchange *exchange)
{
    static const struct json_field fields[] = {
        {"service", JSON_FIELD_TEXT, true, offsetof(struct transfer_request, service), 1,
         OFFICE_CODE_MAX},
        {"staff", JSON_FIELD_INT, false, offsetof(struct transfer_request, staff), 1, INT64_MAX},
        {"return", JSON_FIELD_BOOL, false, offsetof(struct transfer_request, comes_back), 0, 0},
    };
    struct transfer_request request = {0};
    struct change change = {
        .op = {.kind = VISIT_OP_TRANSFER}, .kind = "ticket.transferred", .only_mine = true};
    struct action *action = action_begin(exchange, &serve_rule);
    if (action != NULL && reply_read_body(exchange, fields, 3, &request) &&
        resolve_target(exchange, action->app->office, &request, &change.op.target)) {
        post(action, &change, decide);
    }
}

void tickets_add_step(struct exchange *exchange)
{
    static const struct json_field fields[] = {
        {"service", JSON_FIELD_TEXT, true, offsetof(struct transfer_request, service), 1,
         OFFICE_CODE_MAX},
        {"staff", JSON_FIELD_INT, false, offsetof(struct transfer_request, staff), 1, INT64_MAX},
        {"after", JSON_FIELD_INT, false, offsetof(struct transfer_request, after), 0, UINT16_MAX},
    };
    struct transfer_request request = {0};
    struct change change = {.op = {.kind = VISIT_OP_ADD}, .kind = "ticket.route", .is_route = true};
    struct action *action = action_begin(exchange, &lobby_rule);
    if (action != NULL && reply_read_body(exchange, fields, 3, &request) &&
        resolve_target(exchange, action->app->office, &request, &change.op.target)) {
        change.op.after = (uint16_t)request.after;
        post(action, &change, decide);
    }
}

static void post_step(struct exchange *exchange, enum visit_op_kind kind)
{
    static const struct json_field fields[] = {
        {"step", JSON_FIELD_INT, true, offsetof(struct step_request, step), 1, INT64_MAX},
    };
    struct step_request request = {0};
    struct change change = {.op = {.kind = kind}, .kind = "ticket.route", .is_route = true};
    struct action *action = action_begin(exchange, &lobby_rule);
    if (action != NULL && reply_read_body(exchange, fields, 1, &request)) {
        change.step_id = request.step;
        post(action, &change, decide);
    }
}

void tickets_agree(struct exchange *exchange)
{
    post_step(exchange, VISIT_OP_AGREE);
}

void tickets_drop(struct exchange *exchange)
{
    post_step(exchange, VISIT_OP_DROP);
}

static bool read_order(const struct json_in *list, struct visit_op *out)
{
    size_t count = json_in_count(list);
    for (size_t i = 0; i < count && count <= VISIT_STEPS_MAX; i++) {
        int64_t position = -1;
        enum status status = json_in_int(json_in_item(list, i), &position);
        if (status != STATUS_OK || position < 0 || position >= VISIT_STEPS_MAX) {
            return false;
        }
        out->order[out->order_count++] = (uint8_t)position;
    }
    return out->order_count > 0;
}

/* A list is no flat field: the body is read here. False when a refusal was left. */
static bool read_order_request(struct exchange *exchange, struct visit_op *out)
{
    static const struct json_field fields[] = {{"positions", JSON_FIELD_ANY, true, 0, 0, 0}};
    struct json_error error = {.field = "positions",
                               .sentence = "This is no list of 1 to 16 positions."};
    struct json_in *document = NULL;
    size_t size = 0;
    const char *body = exchange_body(exchange, &size);
    bool is_read = json_in_parse(body, size, &document, &error) == STATUS_OK &&
                   json_in_unpack(document, fields, 1, out, &error) == STATUS_OK &&
                   read_order(json_in_child(document, "positions"), out);
    json_in_destroy(document);
    if (!is_read) {
        reply_refuse(exchange, STATUS_INVALID, "invalid-body", error.field, error.sentence);
    }
    return is_read;
}

void tickets_order(struct exchange *exchange)
{
    struct change change = {
        .op = {.kind = VISIT_OP_ORDER}, .kind = "ticket.route", .is_route = true};
    struct action *action = action_begin(exchange, &lobby_rule);
    if (action != NULL && read_order_request(exchange, &change.op)) {
        post(action, &change, decide);
    }
}

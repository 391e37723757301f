#include "api/action.h"
#include "api/calling.h"
#include "api/day_close.h"
#include "api/full_today.h"
#include "api/issuing.h"
#include "api/reply.h"
#include "api/ticket_change.h"
#include "api/tickets.h"
#include "api/tickets_lent.h"
#include "base/memory.h"
#include "base/text.h"
#include "domain/oracle.h"
#include "store/ticket_store.h"
#include "wire/ticket.h"

#include <assert.h>
#include <string.h>

static const struct caller_rule issue_rule = {
    .allows_device = true, .allows_staff = true, .staff_needs = CAPABILITY_DESK, .is_change = true};

/* What issuing works with; in the action's arena. */
struct issue {
    struct wire_issue_request request;
    const struct office_need *need;       /* NULL when a service was asked for */
    const struct office_service *service; /* the first of the route */
};

static void add_step(struct visit *visit, const struct office *office,
                     const struct office_service *service, bool is_offer)
{
    uint16_t after = ticket_forerunners(office, visit, service);
    visit->steps[visit->step_count++] =
        (struct visit_step){.service_id = service->id, .is_offer = is_offer, .after = after};
}

/* The first service of a route is certain; what follows is offered, unless it was agreed to. */
static void add_route(struct visit *visit, const struct office *office, const struct issue *issue)
{
    for (int i = 0; i < issue->need->route_count; i++) {
        bool is_agreed = i == 0 || (issue->request.agreed >> i & 1) != 0;
        add_step(visit, office, &office->services[issue->need->route[i]], !is_agreed);
    }
}

static void build_visit(const struct office *office, const struct issue *issue, int64_t now_ms,
                        struct visit *out)
{
    *out = (struct visit){.checkin_ms = now_ms,
                          .booked = ROUTE_NONE,
                          .day = clock_local(now_ms).day,
                          .series = issue->service->series,
                          .priority = issue->request.priority,
                          .issued_ms = now_ms};
    (void)text_copy(out->language, sizeof(out->language), issue->request.language);
    (void)text_copy(out->interpreter, sizeof(out->interpreter), issue->request.interpreter);
    random_hex(out->token, (sizeof(out->token) - 1) / 2);
    if (issue->need == NULL) {
        add_step(out, office, issue->service, false);
    } else {
        add_route(out, office, issue);
    }
    visit_open(out, now_ms);
}

/* A desk may give a number all the same: somebody has talked to the person. */
static enum status check_room_today(struct action *action, struct writer_turn *turn,
                                    const struct oracle_wait *wait)
{
    const struct issue *issue = action->request;
    const struct rules *rules = &keeper_lobby(writer_turn_keeper(turn))->rules;
    bool is_lent = issue->request.number[0] != '\0';
    bool may_refuse = rules->full_today && action->caller.kind == CALLER_DEVICE && !is_lent;
    if (may_refuse &&
        full_today(action->app->office, issue->service, &wait->promise, action->job.now_ms)) {
        return action_refuse(action, STATUS_CONFLICT, "full-today", "need",
                             "Those who wait will take the time until closing.");
    }
    return STATUS_OK;
}

static enum status issue_visit(struct action *action, struct writer_turn *turn, struct visit *visit)
{
    const struct issue *issue = action->request;
    const struct office *office = action->app->office;
    struct oracle_wait wait = issuing_wait(action, turn, visit);
    enum status status = check_room_today(action, turn, &wait);
    if (status == STATUS_OK) {
        status = issuing_store(action, turn, visit, &wait);
    }
    if (status == STATUS_OK && issue->need != NULL) {
        status = need_count_add(writer_turn_db(turn), office->id, visit->day, issue->need->id);
    }
    if (status != STATUS_OK) {
        return status;
    }
    issuing_answer(action, visit, &wait);
    if (visit->day != clock_local(action->job.now_ms).day) {
        /* It comes a day late: who held it has left. */
        return day_close_dismiss(turn, office, visit->id, action->job.now_ms);
    }
    return calling_auto(turn, office, action->job.now_ms);
}

/* It is here already: the same answer, with the wait as it is now. */
static enum status answer_again(struct action *action, struct writer_turn *turn, int64_t ticket_id)
{
    struct visit visit;
    enum status status =
        ticket_store_load(writer_turn_db(turn), action->app->office->id, ticket_id, &visit);
    if (status == STATUS_OK) {
        struct oracle_wait wait = issuing_wait(action, turn, &visit);
        issuing_answer(action, &visit, &wait);
    }
    return status;
}

static enum status decide_issue(struct action *action, struct writer_turn *turn)
{
    const struct issue *issue = action->request;
    const struct office *office = action->app->office;
    struct visit visit;
    if (issue->request.number[0] == '\0') {
        build_visit(office, issue, action->job.now_ms, &visit);
        return issue_visit(action, turn, &visit);
    }
    struct lent_number lent;
    enum status status = tickets_lent_check(action, writer_turn_db(turn), &issue->request,
                                            issue->service->series, &lent);
    if (status != STATUS_OK) {
        return status;
    }
    if (lent.ticket_id != 0) {
        return answer_again(action, turn, lent.ticket_id);
    }
    build_visit(office, issue, lent.pressed_ms, &visit);
    visit.day = lent.day;
    visit.counter = lent.counter;
    (void)text_copy(visit.token, sizeof(visit.token), issue->request.token);
    return issue_visit(action, turn, &visit);
}

/* Finds what was asked for in this office; false when a refusal was left. */
static bool resolve(struct exchange *exchange, const struct office *office, struct issue *issue)
{
    if (issue->request.service[0] != '\0') {
        issue->service = office_service_by_code(office, issue->request.service);
        if (issue->service == NULL) {
            reply_refuse(exchange, STATUS_UNPROCESSABLE, "unknown-service", "service",
                         "This office has no such service.");
        }
        return issue->service != NULL;
    }
    issue->need = office_need_by_code(office, issue->request.need);
    if (issue->need == NULL) {
        reply_refuse(exchange, STATUS_UNPROCESSABLE, "unknown-need", "need",
                     "This office knows no such need.");
        return false;
    }
    issue->service = &office->services[issue->need->route[0]];
    return true;
}

void tickets_issue(struct exchange *exchange)
{
    struct action *action = action_begin(exchange, &issue_rule);
    if (action == NULL) {
        return;
    }
    struct issue *issue = arena_alloc(exchange_arena(exchange), sizeof(*issue));
    struct json_error error;
    size_t size = 0;
    const char *body = exchange_body(exchange, &size);
    enum status status = wire_issue_request_decode(body, size, &issue->request, &error);
    if (status != STATUS_OK) {
        reply_refuse(exchange, status, "invalid-body", error.field, error.sentence);
        return;
    }
    if (resolve(exchange, action->app->office, issue)) {
        action->request = issue;
        action_post(action, decide_issue);
    }
}
